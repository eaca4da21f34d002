extension Int {
    /// Converts the whole part of `value`. Values out of range give the greatest or least number,
    /// and NaN gives 0. The standard conversion would end the process instead.
    package init(saturating value: Double) {
        if let number = Int(exactly: value.rounded(.towardZero)) {
            self = number
        } else {
            self = value > 0 ? .max : value < 0 ? .min : 0
        }
    }
}
