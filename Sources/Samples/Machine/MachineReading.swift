import Files
import Foundation

/// The kernel's counters of the whole machine at one moment.
package struct MachineReading: Sendable, Hashable {
    package var moment: ContinuousClock.Instant
    /// Processor time since boot, of all processes on all cores.
    package var busySeconds: Double
    /// Time that the hypervisor gave to other machines while this one wanted it.
    package var stealSeconds: Double
    /// The number of threads of other programs that run or wait for a core.
    package var otherRunnableThreads: Int
    /// The load averages over 1, 5 and 15 minutes.
    package var loadAverages: [Double]
    /// Time since boot during which some thread waited for a core; nil if the kernel doesn't record
    /// it.
    package var pressureSeconds: Double?
    /// The same for the last ten seconds, in percent, as averaged by the kernel.
    package var pressureAverage10: Double?

    /// Returns nil if the texts don't have the form that proc(5) describes.
    package init?(
        stat: String, loadavg: String, pressure: String?, ownRunnableThreads: Int,
        moment: ContinuousClock.Instant, ticksPerSecond: Double
    ) {
        guard let total = stat.split(separator: "\n").first, total.hasPrefix("cpu ") else {
            return nil
        }
        // user nice system idle iowait irq softirq steal guest guest_nice; user holds guest.
        let ticks = total.split(separator: " ").dropFirst().compactMap { Double($0) }
        let load = loadavg.split(separator: " ")
        guard ticks.count >= 8, load.count >= 4,
            let runnable = load[3].split(separator: "/").first.flatMap({ Int($0) })
        else { return nil }

        self.moment = moment
        busySeconds = (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / ticksPerSecond
        stealSeconds = ticks[7] / ticksPerSecond
        otherRunnableThreads = max(runnable - ownRunnableThreads, 0)
        loadAverages = load[..<3].compactMap { Double($0) }
        let some = pressure?.split(separator: "\n").first { $0.hasPrefix("some ") }
        pressureSeconds = some.flatMap { Self.field("total", of: $0) }.map { $0 / 1e6 }
        pressureAverage10 = some.flatMap { Self.field("avg10", of: $0) }
    }

    private static func field(_ name: String, of line: Substring) -> Double? {
        line.split(separator: " ").first { $0.hasPrefix(name + "=") }
            .flatMap { Double($0.dropFirst(name.count + 1)) }
    }

    /// Returns nil on systems without Linux's `/proc`.
    package static func now() -> MachineReading? {
        guard let stat = readText("/proc/stat"), let loadavg = readText("/proc/loadavg") else {
            return nil
        }
        return MachineReading(
            stat: stat, loadavg: loadavg, pressure: readText("/proc/pressure/cpu"),
            ownRunnableThreads: ownRunnableThreads(), moment: .now,
            ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK))))
    }
}

/// Counts this program's runnable threads. The thread that reads is one of them; threads of the
/// runtime may be about to sleep.
private func ownRunnableThreads() -> Int {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return threads.count { thread in
        // The state follows the name, which is in parentheses and may contain any character.
        let stat = readText("/proc/self/task/\(thread)/stat") ?? ""
        return stat.split(separator: ")").last?.hasPrefix(" R") ?? false
    }
}

func readText(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}
