/// A small pseudo-random generator. The same seed gives the same numbers on every machine and with
/// every version of Swift, so that the order of a measurement can be reproduced from its record.
/// Steele, Lea and Flood, “Fast Splittable Pseudorandom Number Generators”, OOPSLA 2014. It must
/// not be used for secrets.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Returns a uniformly distributed number in `0..<bound`; 0 for a bound of 0. Lemire, “Fast
    /// Random Integer Generation in an Interval”, ACM TOMACS 29 (2019).
    ///
    /// The standard library's method is not used, because its algorithm may change.
    package mutating func next(below bound: UInt64) -> UInt64 {
        guard bound > 0 else { return 0 }
        let rejected = (0 &- bound) % bound
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= rejected { return product.high }
        }
    }

    /// Returns the elements in uniformly random order (Fisher and Yates).
    package mutating func shuffle<Element>(_ elements: [Element]) -> [Element] {
        var shuffled = elements
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            shuffled.swapAt(last, Int(next(below: UInt64(last + 1))))
        }
        return shuffled
    }
}
