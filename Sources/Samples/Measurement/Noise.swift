/// From where on a disturbance makes a measurement worthless. The thresholds are choices, made
/// before looking at data.
package enum Noise {
    /// Part of the measurement's wall time that the hypervisor took away. Below the band ε it can't
    /// make a difference of its own that is spoken of.
    package static let steal = smallestBand
    /// Cores that other work had on average during the measurement. An arm that uses all cores
    /// loses by it, and one that uses a single core doesn't: the shadow arm can't show that.
    package static let otherCores = 0.1
    /// Part of the time before the start during which some thread waited for a core.
    package static let pressure = 0.05
    /// Threads beside ours that wanted a core before the start.
    package static let runnableThreads = 1.0
    /// Half-width of an interval, as a part of its value: beyond it the value is too vague to show
    /// as one.
    package static let halfWidth = 0.10
    /// Beyond this half-width more rounds are added, as far as the budget goes.
    package static let extendingHalfWidth = 0.05
    /// A region shorter than this can't be told from the clock's own cost.
    package static let shortestRegionSeconds = 0.001
    /// An empty program's part of a whole process above which the process says too little: the net
    /// time has to be at least this part of the null arm's.
    package static let smallestNetPart = 0.2
    /// Cores that the canary has to get, as a part of those it could have.
    package static let canary = 0.75
}

/// Why no ratio is to be read off a measurement.
package enum Refusal: Sendable, Hashable, Codable {
    /// The baseline differed from itself, at this point of the parameters.
    case shadowDiffers(point: String, ratio: Estimate)
    case steal(part: Double)
    case otherWork(cores: Double)
    case pressure(part: Double)
    case runnableThreads(Double)
    /// Some of a series' intervals are wide; the series' names.
    case wide([String])

    package var description: String {
        switch self {
        case .shadowDiffers(let point, let ratio):
            let place = point.isEmpty ? "" : " at \(point)"
            return "the baseline differed from itself\(place): \(rounded(ratio).interval)×"
        case .steal(let part):
            return "the hypervisor took away \(percent(part)) of the time"
        case .otherWork(let cores):
            return "other work kept \(rounded(cores, toPlace: -1)) cores busy"
        case .pressure(let part):
            return
                "before the start, something waited for the processor \(percent(part)) of the time"
        case .runnableThreads(let count):
            return "before the start, \(rounded(count, uncertainty: 0).value) other threads wanted "
                + "the processor"
        case .wide(let names):
            return "the intervals of \(names.joined(separator: ", ")) are wider than "
                + "± \(percent(Noise.halfWidth))"
        }
    }
}
