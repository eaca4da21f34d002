import Foundation
import Testing

@testable import Samples

@Suite struct MeasurementMachineTests {
    static func reading(
        stat: String = "cpu  1000 100 500 9000 50 20 30 70 400 0\ncpu0 1 2 3\n",
        loadavg: String = "0.52 0.58 0.59 3/467 29\n",
        pressure: String? = """
        some avg10=1.50 avg60=1.00 avg300=0.50 total=2500000
        full avg10=0.00 avg60=0.00 avg300=0.00 total=0
        """, moment: ContinuousClock.Instant = .now
    ) -> MachineReading? {
        MachineReading(
            stat: stat, loadavg: loadavg, pressure: pressure, ownRunnableThreads: 1,
            moment: moment, ticksPerSecond: 100)
    }

    @Test func readsWhatTheKernelSays() throws {
        let reading = try #require(Self.reading())
        #expect(reading.busySeconds == 16.5)
        #expect(reading.stealSeconds == 0.7)
        #expect(reading.otherRunnableThreads == 2)
        #expect(reading.loadAverages == [0.52, 0.58, 0.59])
        #expect(reading.pressureSeconds == 2.5)
        #expect(reading.pressureAverage10 == 1.5)
        #expect(try #require(Self.reading(pressure: nil)).pressureSeconds == nil)
    }

    @Test(arguments: ["", "cpu 1 2", "intr 5", "cpu a b c d e f g h"])
    func refusesWhatItDoesNotKnow(stat: String) {
        #expect(Self.reading(stat: stat) == nil)
    }

    @Test func refusesAStrangeLoad() {
        #expect(Self.reading(loadavg: "0.5") == nil)
        #expect(Self.reading(loadavg: "0.5 0.5 0.5 x/y") == nil)
    }

    @Test func calmIsJudgedOverAWindow() throws {
        let start = ContinuousClock.now
        func calm(runnable: [Int], pressure: [Double]) throws -> Calm {
            Calm(
                readings: try zip(runnable, pressure).enumerated().map { index, values in
                    try #require(
                        Self.reading(
                            loadavg: "0 0 0 \(values.0)/9",
                            pressure: "some avg10=99.00 total=\(Int(values.1 * 1e6))",
                            moment: start + .milliseconds(100 * index)))
                })
        }
        let quiet = try calm(runnable: [1, 1, 2, 1], pressure: [7, 7, 7.001, 7.001])
        #expect(quiet.otherRunnableThreads == 0)
        #expect(quiet.isCalm)
        let waiting = try calm(runnable: [1, 1, 1, 1], pressure: [7, 7.05, 7.1, 7.15])
        #expect(abs(try #require(waiting.pressure) - 0.5) < 1e-6)
        #expect(!waiting.isCalm)
        #expect(try !calm(runnable: [2, 2, 3, 1], pressure: [7, 7, 7, 7]).isCalm)
        #expect(Calm(readings: []).isCalm)
    }

    @Test func conditionsAreTheDifferenceOfReadings() throws {
        let start = ContinuousClock.now
        let before = try #require(Self.reading(moment: start))
        let after = try #require(
            Self.reading(
                stat: "cpu  1400 100 600 9000 50 20 30 90 400 0", moment: start + .seconds(10)))
        let conditions = MachineConditions(
            calm: Calm(readings: [before]), start: before, end: after)
        #expect(abs(conditions.wallSeconds - 10) < 1e-9)
        #expect(abs(conditions.stealPart - 0.02) < 1e-9)
        #expect(abs(conditions.busySeconds - 5) < 1e-9)
        #expect(conditions.usableCores >= 1)
    }

    @Test(
        arguments: [
            ("flags\t\t: fpu vme hypervisor sse", "KVM\n", "virtual machine (KVM)"),
            ("flags\t\t: fpu vme hypervisor sse", nil, "virtual machine"),
            ("flags\t\t: fpu vme sse", "Dell", "none"), ("", nil, "none"),
        ] as [(String, String?, String)])
    func virtualisation(cpuinfo: String, vendor: String?, text: String) {
        #expect(MachineConditions.readVirtualisation(cpuinfo: cpuinfo, vendor: vendor) == text)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/stat"), "needs /proc"))
    func readsThisMachine() throws {
        let reading = try #require(MachineReading.now())
        #expect(reading.busySeconds > 0)
    }
}

@Suite struct MeasurementLockTests {
    let path = NSTemporaryDirectory() + "machine-\(UUID().uuidString).lock"

    func removeLock() {
        for suffix in ["", ".door"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    /// Two users of the machine at once, and what each may do.
    @Test(arguments: [
        (MachineUse.shared, MachineUse.shared, true), (.shared, .exclusive, false),
        (.exclusive, .shared, false), (.exclusive, .exclusive, false),
    ])
    func whoMayRunBesideWhom(first: MachineUse, second: MachineUse, together: Bool) async throws {
        defer { removeLock() }
        let events = AsyncStream.makeStream(of: String.self)
        try await withMachine(first, lockPath: path) {
            let other = Task {
                try await withMachine(second, lockPath: path) {
                    events.continuation.yield("waits")
                } body: {
                    _ = events.continuation.yield("has it")
                }
            }
            var iterator = events.stream.makeAsyncIterator()
            #expect(await iterator.next() == (together ? "has it" : "waits"))
            if !together { other.cancel() }
            _ = await other.result
        }
        // Free again once it has been given back.
        try await withMachine(.exclusive, lockPath: path) {}
    }

    @Test func anExclusiveUserGetsInBetweenSharedOnes() async throws {
        defer { removeLock() }
        let order = AsyncStream.makeStream(of: String.self)
        let waits = AsyncStream.makeStream(of: Void.self)
        try await withMachine(.shared, lockPath: path) {}
        let first = try #require(FileHandle(forReadingAtPath: path))
        #expect(flock(first.fileDescriptor, LOCK_SH) == 0)
        let path = path
        let exclusive = Task {
            try await withMachine(.exclusive, lockPath: path) {
                waits.continuation.yield()
            } body: {
                _ = order.continuation.yield("exclusive")
            }
        }
        var iterator = waits.stream.makeAsyncIterator()
        await iterator.next()
        let late = Task {
            try await withMachine(.shared, lockPath: path) {
                waits.continuation.yield()
            } body: {
                _ = order.continuation.yield("shared")
            }
        }
        await iterator.next()
        try first.close()
        try await exclusive.value
        try await late.value
        order.continuation.finish()
        #expect(await order.stream.reduce(into: []) { $0.append($1) } == ["exclusive", "shared"])
    }

    @Test func anUnusablePathIsSaid() async {
        await #expect(throws: MachineLockError.self) {
            try await withMachine(.exclusive, lockPath: "/nowhere/at/all.lock") {}
        }
    }

    @Test func theBodysErrorComesThrough() async throws {
        struct Mine: Error {}
        defer { removeLock() }
        await #expect(throws: Mine.self) {
            try await withMachine(.exclusive, lockPath: path) { throw Mine() }
        }
        try await withMachine(.exclusive, lockPath: path) {}
    }
}
