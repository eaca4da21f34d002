import Basics
import Files
import SiteGenerator
import Testing
import Vault

/// The examples on the reference page about diagnostics are run like its samples.
struct DiagnosticsPageTests {
    /// Codes that the page explains without an example, with the reason.
    private static let withoutExample: [String: String] = [
        "row-mixed": measured, "rating-contradicted": measured,
        "measure-spread": measured, "measure-unusable": measured, "measure-moved": measured,
        "claim-undecided": measured, "claim-margin": measured,
        "sandbox-missing": machine, "sandbox-failed": machine, "sandbox-off": machine,
        "sample-processes": machine,
    ]
    private static let machine = "is said on some machines only"
    private static let measured = "takes results of measurements"

    @Test("Every code is on the page once, and the page has no others")
    func codes() {
        let listed = DiagnosticExample.all.map(\.code)
        let known = DiagnosticCode.allCases.map(\.rawValue)
        for code in known where !listed.contains(code) {
            Issue.record(
                "\(code) is not in content/Reference/Diagnostics.md: add a section with an example")
        }
        for code in listed where !known.contains(code) {
            Issue.record(
                "content/Reference/Diagnostics.md has a section for \(code), which is none")
        }
        #expect(Set(listed).count == listed.count)
        let bare = DiagnosticExample.all.filter { $0.message == nil }.map(\.code)
        #expect(Set(bare) == Set(Self.withoutExample.keys))
    }

    @Test(
        "An example gives the message below it",
        arguments: DiagnosticExample.all.filter { $0.message != nil })
    func example(_ example: DiagnosticExample) throws {
        let expected = try #require(example.message)
        let found = try example.run()
        #expect(
            found.contains { $0.matches(expected) },
            "\(example.code): expected\n\(expected)\nand found\n\(found.joined(separator: "\n"))")
    }
}

extension String {
    /// Compares as for `output` blocks: `[..]` matches anything within a line.
    fileprivate func matches(_ pattern: String) -> Bool {
        let (lines, patterns) = (split(separator: "\n"), pattern.split(separator: "\n"))
        guard lines.count == patterns.count else { return false }
        return zip(lines, patterns).allSatisfy { line, pattern in
            let parts = pattern.split(separator: "[..]", omittingEmptySubsequences: false)
            guard parts.count > 1 else { return line == pattern }
            guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]) else {
                return false
            }
            var rest = line.dropFirst(parts[0].count)
            for part in parts.dropFirst() {
                guard let place = rest.firstRange(of: part) else { return part.isEmpty }
                rest = rest[place.upperBound...]
            }
            return true
        }
    }
}
