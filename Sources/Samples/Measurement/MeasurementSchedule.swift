/// One process that a measurement starts.
package struct ArmRun: Sendable, Hashable {
    /// An index into ``MeasurementPlan/series``.
    package var series: Int
    /// The seed of hashes (`PYTHONHASHSEED`), and the number of bytes of padding in the
    /// environment. Both change the layout of memory, and thereby the speed, at random. They are
    /// drawn anew for each process, so that no arm keeps a favourable layout. See Mytkowicz, Diwan,
    /// Hauswirth and Sweeney, “Producing Wrong Data Without Doing Anything Obviously Wrong!”
    /// (ASPLOS 2009).
    package var hashSeed: Int
    package var padding: Int
}

/// The number of warm-up rounds whose values are discarded: caches fill, and files are read for the
/// first time.
package let discardedRounds = 2

/// Returns the order of all runs: ``discardedRounds`` and then `rounds` rounds. In each round every
/// series runs once, in random order, so that slow changes of the machine affect all arms alike.
/// The order depends on the number of series and the seed only. The schedule of fewer rounds is the
/// beginning of the schedule of more, so a measurement can be extended.
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

/// Returns how many rounds of `secondsPerRound` the budget allows: `wanted` or fewer, but never
/// fewer than an interval needs.
package func affordableRounds(
    wanted: Int, secondsPerRound: Double, budgetSeconds: Double
) -> Int {
    let fewest = fewestValues(level: 0.95)
    guard secondsPerRound > 0 else { return max(wanted, fewest) }
    let affordable = min(budgetSeconds / secondsPerRound, 1e6)
    return max(min(wanted, Int(saturating: affordable)), fewest)
}
