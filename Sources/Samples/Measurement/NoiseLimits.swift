/// The limits above which a disturbance makes a measurement worthless. They were chosen before
/// looking at data.
package enum NoiseLimits {
    /// The part of the measurement's wall time that the hypervisor took away. Up to the band ε it
    /// can't cause a difference that would be reported.
    package static let steal = smallestBand
    /// The average number of cores that other programs used during the measurement. They slow down
    /// an arm that uses all cores, but not one that uses a single core, so the shadow can't show
    /// them.
    package static let otherCores = 0.1
    /// The part of the time before the start during which some thread waited for a core.
    package static let pressure = 0.05
    /// The number of threads of other programs that wanted a core before the start.
    package static let runnableThreads = 1.0
    /// The relative half-width of an interval above which the value is too uncertain to be shown as
    /// a number.
    package static let halfWidth = 0.10
    /// The relative half-width above which more rounds are added, if the budget allows.
    package static let extendingHalfWidth = 0.05
    /// A shorter region can't be distinguished from the cost of reading the clock.
    package static let shortestRegionSeconds = 0.001
    /// The net time has to be at least this part of the null arm's time. Otherwise the empty
    /// program dominates, and the time of the whole process says too little.
    package static let smallestNetPart = 0.2
    /// The part of the available cores that the canary has to get.
    package static let canary = 0.75
}

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
                + "± \(percent(NoiseLimits.halfWidth))"
        }
    }
}
