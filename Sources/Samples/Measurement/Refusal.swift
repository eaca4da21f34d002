/// The reason why no ratio may be read off a measurement.
package enum Refusal: Sendable, Hashable, Codable {
    /// The baseline differed from itself at this point of the parameters.
    case shadowDiffers(point: String, ratio: Estimate)
    case steal(part: Double)
    case otherWork(cores: Double)
    case pressure(part: Double)
    case runnableThreads(Double)
    /// The intervals of these series are wide.
    case wide([String])

    /// The reason, with the value that would have been good enough.
    package var description: String {
        switch self {
        case .shadowDiffers(let point, let ratio):
            let place = point.isEmpty ? "" : " at \(point)"
            return "the baseline differed from itself\(place): \(rounded(ratio).interval)×, where "
                + "an interval that comes within \(percent(smallestBand)) of 1 is enough"
        case .steal(let part):
            return "the hypervisor took away \(percent(part)) of the time (at most "
                + "\(percent(NoiseLimits.steal)))"
        case .otherWork(let cores):
            return "other work kept \(rounded(cores, toPlace: -2)) cores busy (at most "
                + "\(rounded(NoiseLimits.otherCores, toPlace: -1)))"
        case .pressure(let part):
            return
                "before the start, something waited for the processor \(percent(part)) of the time "
                + "(at most \(percent(NoiseLimits.pressure)))"
        case .runnableThreads(let count):
            return "before the start, \(rounded(count, uncertainty: 0).value) other threads wanted "
                + "the processor (fewer than \(rounded(NoiseLimits.runnableThreads, toPlace: 0)))"
        case .wide(let names):
            return "the intervals of \(names.joined(separator: ", ")) are wider than "
                + "± \(percent(NoiseLimits.halfWidth))"
        }
    }
}
