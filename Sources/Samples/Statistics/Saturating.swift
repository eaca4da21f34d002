extension Int {
    /// The whole part of `value`; the greatest or least number where it lies beyond, and 0 where it is
    /// none. The usual conversion ends the process instead.
    package init(saturating value: Double) {
        if let number = Int(exactly: value.rounded(.towardZero)) {
            self = number
        } else {
            self = value > 0 ? .max : value < 0 ? .min : 0
        }
    }
}
