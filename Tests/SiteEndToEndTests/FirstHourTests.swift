import Foundation
import Testing

/// None of an author's mistakes is met by silence, and what is said of each helps.
struct FirstHourTests {
    static let mistakes =
        FirstHourMistake.frontMatter + FirstHourMistake.links + FirstHourMistake.samples
        + FirstHourMistake.claims + FirstHourMistake.measurements + FirstHourMistake.tables
        + FirstHourMistake.settings

    @Test func areEnough() {
        #expect(Self.mistakes.count >= 60)
        #expect(Set(Self.mistakes.map(\.name)).count == Self.mistakes.count)
    }

    @Test("A mistake is told, and the cure helps", arguments: mistakes)
    func toldAndCured(_ mistake: FirstHourMistake) throws {
        let said = try check(mistake.files)
        let place = try #require(
            said.firstRange(of: mistake.message), "not said: \(mistake.message)\n\(said)")
        // Up to the next message.
        let rest = said[place.lowerBound...]
        let own = rest.split(separator: #/\n\S+: (error|warning|note): /#, maxSplits: 1)[0]
        #expect(
            mistake.help.isEmpty || own.contains(mistake.help),
            "no such help: \(mistake.help)\n\(own)")
        #expect(mistake.cured != mistake.files)
        let after = try check(mistake.cured)
        #expect(!after.contains(mistake.message), "the cure did not help:\n\(after)")
    }

    private func check(_ files: [String: String]) throws -> String {
        let vault = try TinyVault(files)
        return try vault.run("check", environment: ["NO_COLOR": "1"]).errors
    }
}
