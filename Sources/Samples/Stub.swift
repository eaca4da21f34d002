extension Runtime { package static var defaults: [Runtime] { [] } }
package func parseDuration(_ text: String) -> Double? { nil }
package func parseSize(_ text: String) -> Int? { nil }
extension SampleOptions {
    package static func parse(info: String) -> (
        language: String, options: SampleOptions, problems: [OptionProblem]
    ) {
        (String(info.split(separator: " ").first ?? ""), SampleOptions(), [])
    }
}
package func shownCode(_ code: String, comment: String) -> (text: String, lines: [Int]) {
    (code, Array(1...max(1, code.split(separator: "\n").count)))
}
package func extractRegion(_ text: String, anchor: String) -> (text: String, firstLine: Int)? { nil }
