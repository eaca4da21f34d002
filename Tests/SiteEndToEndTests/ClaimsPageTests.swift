import Foundation
import Testing

/// The handbook's page about claims is as true as its examples: each kind of claim that a sample can
/// settle has one that holds and one that is refuted.
struct ClaimsPageTests {
    struct Section: Sendable, CustomTestStringConvertible {
        var kind: String
        var note: String
        var testDescription: String { kind }

        /// By the comment after a claim's id.
        var verdicts: [String: String] {
            var verdicts: [String: String] = [:]
            for match in note.matches(of: /- id: (\S+) +# (\w+)/) {
                verdicts[String(match.1)] = String(match.2)
            }
            return verdicts
        }
    }

    static let sections: [Section] = {
        let path = TinyVault.repository + "/content/Reference/Claims.md"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n### ").dropFirst().compactMap { section in
            guard let start = section.firstRange(of: "````markdown title=\"Note.md\"\n"),
                let end = section[start.upperBound...].firstRange(of: "\n````")
            else { return nil }
            return Section(
                kind: String(section.prefix { $0 != "\n" }),
                note: String(section[start.upperBound..<end.lowerBound]) + "\n")
        }
    }()

    @Test func everyKindIsThere() {
        #expect(
            Self.sections.map(\.kind)
                == ["prints", "contains", "matches", "exits", "raises", "takes"])
        for section in Self.sections {
            #expect(Set(section.verdicts.values) == ["holds", "refuted"], "\(section.kind)")
        }
    }

    @Test("An example has the verdict that stands beside it", arguments: sections)
    func example(_ section: Section) throws {
        let vault = try TinyVault(["Note.md": section.note])
        let outcome = try vault.run("check", ["--format", "json"])
        let entries = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
        var found: [String: String] = [:]
        for entry in entries where entry["kind"] as? String == "verdict" {
            found[entry["claim"] as? String ?? ""] = entry["verdict"] as? String
        }
        #expect(found == section.verdicts)
    }
}
