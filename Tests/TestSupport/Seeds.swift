import Foundation

/// The seeds of a random test. A test takes its seed as an argument, so that a failure shows it;
/// `TEST_SEED=17 swift test --filter NAME` runs only that seed.
package enum Seeds {
    /// Returns the same seeds in each run.
    package static func first(_ count: UInt64) -> [UInt64] { requested ?? Array(0..<count) }

    /// Returns different seeds in each run.
    package static func fresh(_ count: Int) -> [UInt64] {
        requested ?? (0..<count).map { _ in UInt64.random(in: 0..<1_000_000_000) }
    }

    private static let requested: [UInt64]? = ProcessInfo.processInfo.environment["TEST_SEED"].map {
        guard let seed = UInt64($0) else { preconditionFailure("TEST_SEED=\($0) is no number") }
        return [seed]
    }
}

/// A random number generator that gives the same numbers for the same seed (Steele, Lea, Flood:
/// Fast splittable pseudorandom number generators, 2014).
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
