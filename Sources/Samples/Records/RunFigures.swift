import Basics

/// The times of one run, as far as they can't contradict each other: a part is no longer than the
/// whole, and no machine does more work than its cores can.
struct RunFigures {
    /// Of the whole process, from its start until it was waited for.
    var wallSeconds: Double
    /// User and system time together, with children that were waited for.
    var processorSeconds: Double
    var region: SampleReport.Region?
    /// Of the machine.
    var cores: Int

    /// Clocks are read one after the other, and the kernel counts processor time in ticks.
    private static let tolerance = 0.01
    /// No repetition of anything takes less, on any number of cores.
    private static let shortestRepetition = 1e-12

    /// What can't be, as a clause; nil where all can.
    var contradiction: String? {
        let cores = Double(max(1, cores))
        if processorSeconds > cores * wallSeconds + Self.tolerance {
            return "the process took \(text(processorSeconds)) of processor time in "
                + "\(text(wallSeconds)), on \(plural(self.cores, "core"))"
        }
        guard let region else { return nil }
        if region.wallSeconds > wallSeconds + Self.tolerance / 10 {
            return "the region took \(text(region.wallSeconds)), and its whole process "
                + "\(text(wallSeconds))"
        }
        if let processor = region.processorSeconds,
            processor > cores * region.wallSeconds + Self.tolerance
        {
            return "the region took \(text(processor)) of processor time in "
                + "\(text(region.wallSeconds)), on \(plural(self.cores, "core"))"
        }
        if region.wallSeconds / region.count < Self.shortestRepetition {
            return "the region did its work \(region.count) times in \(text(region.wallSeconds))"
        }
        return nil
    }

    private func text(_ seconds: Double) -> String {
        seconds < 1
            ? "\(rounded(seconds * 1000, toPlace: -3)) ms" : "\(rounded(seconds, toPlace: -3)) s"
    }
}
