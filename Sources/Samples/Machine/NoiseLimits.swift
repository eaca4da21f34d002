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
