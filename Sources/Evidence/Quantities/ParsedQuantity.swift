import Basics

/// Returns the number and unit of `64 KiB`, `0.25s` or `3`; nil for any other text.
package func parseQuantity(
    _ text: String, units: UnitTable
) -> (value: Double, unit: MeasureUnit)? {
    let text = text.trimmed
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "," || $0 == "-") }
    guard let value = Double(digits.replacing(",", with: "")), value.isFinite,
        let unit = units[String(text[digits.endIndex...]).trimmed]
    else { return nil }
    return (value, unit)
}
