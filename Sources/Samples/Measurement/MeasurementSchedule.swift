/// One process that a measurement starts.
package struct ArmRun: Sendable, Hashable {
    /// Index into ``MeasurementPlan/series``.
    package var series: Int
    /// What the environment says to be the seed of hashes (`PYTHONHASHSEED`), and how many bytes of
    /// padding it holds. Both change where things lie in memory, and with it the speed, by chance;
    /// they are drawn anew for each process so that no arm keeps a lucky place. Mytkowicz, Diwan,
    /// Hauswirth and Sweeney, “Producing Wrong Data Without Doing Anything Obviously Wrong!”
    /// (ASPLOS 2009).
    package var hashSeed: Int
    package var padding: Int
}

/// Rounds that come first and are thrown away: caches fill, files are read for the first time.
package let discardedRounds = 2

/// The order of all runs: ``discardedRounds`` and then `rounds` rounds, in each of which every
/// series runs once, in random order. Slow changes of the machine meet all arms alike.
///
/// Depends on the number of series and the seed alone, and the schedule of fewer rounds is the
/// beginning of that of more, so that a measurement can be extended.
package func measurementSchedule(seriesCount: Int, rounds: Int, seed: UInt64) -> [[ArmRun]] {
    var generator = SplitMix64(seed: seed)
    return (0..<(discardedRounds + max(rounds, 0))).map { _ in
        generator.shuffle(Array(0..<seriesCount)).map { index in
            ArmRun(
                series: index, hashSeed: Int(generator.next(below: 1 << 32)),
                padding: Int(generator.next(below: 4096)))
        }
    }
}

/// How many rounds of `secondsPerRound` the budget pays for: those wanted, or fewer, but never
/// less than what an interval needs.
package func affordableRounds(
    wanted: Int, secondsPerRound: Double, budgetSeconds: Double
) -> Int {
    let fewest = fewestValues(level: 0.95)
    guard secondsPerRound > 0 else { return max(wanted, fewest) }
    let affordable = min(budgetSeconds / secondsPerRound, 1e6)
    return max(min(wanted, Int(saturating: affordable)), fewest)
}
