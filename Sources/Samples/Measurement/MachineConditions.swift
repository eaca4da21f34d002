import Files
import Foundation

/// Under what conditions a measurement was made: what may have disturbed it, beside the host.
package struct MachineConditions: Sendable, Hashable, Codable {
    /// `none` on bare metal; else what is known of the virtual machine.
    package var virtualisation: String
    /// The rule by which the processor's frequency changes; nil where the system doesn't say.
    package var governor: String?
    /// That this process may use: fewer than the host's when affinity says so.
    package var usableCores: Int
    /// Before the start, over 1, 5 and 15 minutes.
    package var loadAverages: [Double]
    /// Before the start: threads that ran or waited for a core, ours not counted; the median over
    /// the window of ``settle(patience:)``.
    package var otherRunnableThreads: Double
    /// Before the start: the part of that window during which some thread waited for a core.
    package var pressure: Double?
    /// During the measurement.
    package var wallSeconds: Double
    package var stealSeconds: Double
    /// Processor time of the whole machine, and what of it the measurement itself took: samples,
    /// sandbox and this program. The rest is other people's.
    package var busySeconds: Double
    package var ownSeconds = 0.0

    package var stealPart: Double { wallSeconds > 0 ? stealSeconds / wallSeconds : 0 }

    /// Cores that other work had on average; 0 rather than a little below it.
    package var otherCores: Double {
        wallSeconds > 0 ? max(busySeconds - ownSeconds, 0) / wallSeconds : 0
    }
}

/// The machine just before a measurement: readings over a short window.
package struct Calm: Sendable, Hashable {
    package var readings: [MachineReading]

    package var otherRunnableThreads: Double {
        SortedValues(readings.map { Double($0.otherRunnableThreads) })?.median ?? 0
    }

    /// Nil where the kernel doesn't keep pressure, or for fewer than two readings.
    package var pressure: Double? {
        guard let first = readings.first, let last = readings.last,
            let start = first.pressureSeconds, let end = last.pressureSeconds
        else { return nil }
        let window = (last.moment - first.moment) / .seconds(1)
        return window > 0 ? min((end - start) / window, 1) : nil
    }

    package var isCalm: Bool {
        otherRunnableThreads < Noise.runnableThreads && (pressure ?? 0) <= Noise.pressure
    }
}

/// Waits until nothing else wants the processor, at most for `patience`, and gives the last half
/// second's readings. What this program itself did just before doesn't count against the machine:
/// that is why the window is looked at, and not the kernel's ten-second average.
package func settle(patience: Duration = .seconds(10)) async throws -> Calm {
    let deadline = ContinuousClock.now + patience
    while true {
        var readings: [MachineReading] = []
        for _ in 0..<10 {
            if let reading = MachineReading.now() { readings.append(reading) }
            try await Task.sleep(for: .milliseconds(50))
        }
        let calm = Calm(readings: readings)
        if calm.isCalm || ContinuousClock.now >= deadline { return calm }
    }
}

extension MachineConditions {
    /// From the readings before the start, and one each from start and end.
    package init(calm: Calm, start: MachineReading?, end: MachineReading?) {
        virtualisation = Self.readVirtualisation(
            cpuinfo: readText("/proc/cpuinfo") ?? "",
            vendor: readText("/sys/class/dmi/id/sys_vendor"))
        governor = readText("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").map(Self.line)
        usableCores = ProcessInfo.processInfo.activeProcessorCount
        loadAverages = start?.loadAverages ?? []
        otherRunnableThreads = calm.otherRunnableThreads
        pressure = calm.pressure.map(microseconds)
        if let start, let end {
            wallSeconds = microseconds((end.moment - start.moment) / .seconds(1))
            stealSeconds = microseconds(max(end.stealSeconds - start.stealSeconds, 0))
            busySeconds = microseconds(max(end.busySeconds - start.busySeconds, 0))
        } else {
            (wallSeconds, stealSeconds, busySeconds) = (0, 0, 0)
        }
    }

    /// A virtual processor shows the flag `hypervisor`; the firmware may name the maker.
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
