/// Why a record can't be used. It counts as missing.
package struct InvalidRecord: Error, Sendable, Hashable {
    /// Below the records' folder.
    package var file = ""
    /// 1-based.
    package var line = 1
    /// As a clause: `“observation.wallSeconds” is 1e+19, and must be from 0 to 31536000`.
    package var message: String

    /// The keys and indices that lead to what is wrong; none for the whole.
    private var field: [Step] = []

    enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    init(message: String) { self.message = message }

    init(_ field: [Step], _ problem: String) {
        message = field.isEmpty ? "it \(problem)" : "“\(Self.text(of: field))” \(problem)"
        self.field = field
    }

    /// `observation.lanes[3].start`
    private static func text(of field: [Step]) -> String {
        field.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += (text.isEmpty ? "" : ".") + key
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    /// With its place in the file that was read.
    func located(in bytes: [UInt8], _ file: String) -> InvalidRecord {
        var located = self
        located.file = file
        located.line = line(in: String(decoding: bytes, as: UTF8.self))
        return located
    }

    /// The line of the field's last key. Elements of a list that all have the key are told apart by
    /// how often it has come.
    private func line(in text: String) -> Int {
        var place = text.startIndex
        var skipped = 0
        for step in field {
            switch step {
            case .index(let index): skipped = index
            case .key(let key):
                for _ in 0...min(skipped, 100_000) {
                    guard let found = text[place...].firstRange(of: "\"\(key)\"") else { break }
                    place = found.upperBound
                }
                skipped = 0
            }
        }
        return text[..<place].utf8.count { $0 == UInt8(ascii: "\n") } + 1
    }
}

extension InvalidRecord {
    /// What a decoder says.
    init(_ error: any Error) {
        switch error {
        case let error as InvalidRecord: self = error
        case DecodingError.keyNotFound(let key, let context):
            self.init(Self.steps(context.codingPath + [key]), "is missing")
        case DecodingError.valueNotFound(_, let context):
            self.init(Self.steps(context.codingPath), "is null")
        case DecodingError.typeMismatch(let type, let context):
            self.init(Self.steps(context.codingPath), "must be \(Self.name(of: type))")
        case DecodingError.dataCorrupted(let context):
            let field = Self.steps(context.codingPath)
            self.init(field, field.isEmpty ? "is no JSON" : "holds what can't stand there")
        default: self.init([], "can't be read: \(error)")
        }
    }

    private static func steps(_ path: [any CodingKey]) -> [Step] {
        path.map { key in key.intValue.map { .index($0) } ?? .key(key.stringValue) }
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Double.Type, is Int.Type: "a number"
        case is [Any].Type: "a list"
        default: "a map"
        }
    }
}
