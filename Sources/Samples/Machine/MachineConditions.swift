import Files
import Foundation

/// The conditions under which a measurement was made, in addition to the host: everything that may
/// have disturbed it.
package struct MachineConditions: Sendable, Hashable, Codable {
    /// `none` on bare metal, else the name of the virtual machine if it is known.
    package var virtualisation: String
    /// The kernel's rule for changing the processor's frequency; nil where the system doesn't
    /// report it.
    package var governor: String?
    /// The cores that this process may use. They are fewer than the host's if its affinity is
    /// restricted.
    package var usableCores: Int
    /// The load averages before the start, over 1, 5 and 15 minutes.
    package var loadAverages: [Double]
    /// Before the start: the median number of threads of other programs that ran or waited for a
    /// core, over the readings of ``waitUntilIdle(timeout:)``.
    package var otherRunnableThreads: Double
    /// Before the start: the part of those readings' time during which some thread waited for a
    /// core.
    package var pressure: Double?
    /// The duration of the measurement.
    package var wallSeconds: Double
    package var stealSeconds: Double
    /// Processor time of the whole machine, and the part of it that the measurement itself used:
    /// samples, sandbox and this program. The rest was used by other programs.
    package var busySeconds: Double
    package var ownSeconds = 0.0

    package var stealPart: Double { wallSeconds > 0 ? stealSeconds / wallSeconds : 0 }

    /// The average number of cores that other programs used. Rounding can make the difference
    /// slightly negative; then it is 0.
    package var otherCores: Double {
        wallSeconds > 0 ? max(busySeconds - ownSeconds, 0) / wallSeconds : 0
    }
}

/// Readings of the machine over a short time just before a measurement.
package struct IdleSample: Sendable, Hashable {
    package var readings: [MachineReading]

    package var otherRunnableThreads: Double {
        SortedValues(readings.map { Double($0.otherRunnableThreads) })?.median ?? 0
    }

    /// Nil if the kernel doesn't record pressure, or for fewer than two readings.
    package var pressure: Double? {
        guard let first = readings.first, let last = readings.last,
            let start = first.pressureSeconds, let end = last.pressureSeconds
        else { return nil }
        let window = (last.moment - first.moment) / .seconds(1)
        return window > 0 ? min((end - start) / window, 1) : nil
    }

    package var isIdle: Bool {
        otherRunnableThreads < NoiseLimits.runnableThreads
            && (pressure ?? 0) <= NoiseLimits.pressure
    }
}

/// Waits until no other program wants the processor, for `timeout` at most. Returns the readings of
/// the last half second. The kernel's ten-second average would include the work of this program
/// itself just before, so the readings are used instead.
package func waitUntilIdle(timeout: Duration = .seconds(10)) async throws -> IdleSample {
    let deadline = ContinuousClock.now + timeout
    while true {
        var readings: [MachineReading] = []
        for _ in 0..<10 {
            if let reading = MachineReading.now() { readings.append(reading) }
            try await Task.sleep(for: .milliseconds(50))
        }
        let idle = IdleSample(readings: readings)
        if idle.isIdle || ContinuousClock.now >= deadline { return idle }
    }
}

extension MachineConditions {
    /// Combines the readings before the start with one reading each from the start and the end.
    package init(idle: IdleSample, start: MachineReading?, end: MachineReading?) {
        virtualisation = Self.readVirtualisation(
            cpuinfo: readText("/proc/cpuinfo") ?? "",
            vendor: readText("/sys/class/dmi/id/sys_vendor"))
        governor = readText("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").map(Self.line)
        usableCores = ProcessInfo.processInfo.activeProcessorCount
        loadAverages = start?.loadAverages ?? []
        otherRunnableThreads = idle.otherRunnableThreads
        pressure = idle.pressure.map(microseconds)
        if let start, let end {
            wallSeconds = microseconds((end.moment - start.moment) / .seconds(1))
            stealSeconds = microseconds(max(end.stealSeconds - start.stealSeconds, 0))
            busySeconds = microseconds(max(end.busySeconds - start.busySeconds, 0))
        } else {
            (wallSeconds, stealSeconds, busySeconds) = (0, 0, 0)
        }
    }

    /// A virtual processor has the flag `hypervisor`, and the firmware may name the vendor.
    static func readVirtualisation(cpuinfo: String, vendor: String?) -> String {
        let flags = cpuinfo.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
        guard flags.split(separator: " ").contains("hypervisor") else { return "none" }
        let maker = vendor.map(line) ?? ""
        return maker.isEmpty ? "virtual machine" : "virtual machine (\(maker))"
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}
