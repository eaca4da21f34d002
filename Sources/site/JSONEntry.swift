import Evidence
import Files
import Foundation
import Markdown
import SiteGenerator
import Vault

/// An element of the array that `--format json` prints. Its `kind` tells the elements apart.
enum JSONEntry: Encodable {
    case diagnostic(JSONDiagnostic)
    case verdict(JSONVerdict)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .diagnostic(let diagnostic): try diagnostic.encode(to: encoder)
        case .verdict(let verdict): try verdict.encode(to: encoder)
        }
    }
}

extension [JSONEntry] {
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}

struct JSONDiagnostic: Encodable {
    var kind = "diagnostic"
    var severity: String
    var code: String
    var file: String
    var line: Int?
    var column: Int?
    var endLine: Int?
    var endColumn: Int?
    var message: String
    var notes: [String]
    var help: String?

    /// - Parameters: `column` and `endColumn` count characters.
    init(_ diagnostic: Diagnostic, file: String, column: Int?, endColumn: Int?) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code.rawValue
        self.file = file
        line = diagnostic.span?.start.line
        self.column = column
        endLine = diagnostic.span?.end.line
        self.endColumn = endColumn
        message = diagnostic.message
        notes = diagnostic.notes
        help = diagnostic.help
    }
}

struct JSONVerdict: Encodable {
    var kind = "verdict"
    var claim: String
    var text: String
    /// The verdict as in `claims.json`: `holds`, `refuted`, `undecided` or `not run`.
    var verdict: String
    var evidence: String
    var file: String
    var line: Int
    var column: Int
    var date: String?
    var host: String?
    var runtime: String?

    init(_ judged: JudgedClaim, file: String, column: Int) {
        claim = judged.id
        text = judged.text
        verdict = judged.outcome.rawValue
        evidence = judged.evidence
        self.file = file
        line = judged.span.start.line
        self.column = column
        date = judged.date
        host = judged.host
        runtime = judged.runtimeVersion
    }
}
