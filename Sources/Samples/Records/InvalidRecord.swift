/// The reason why a record can't be used. Such a record counts as missing.
package struct InvalidRecord: Error, Sendable, Hashable {
    /// The file's path below the records' folder.
    package var file = ""
    /// The 1-based line.
    package var line = 1
    /// A clause such as `“observation.wallSeconds” is 1e+19, and must be from 0 to 31536000`.
    package var message: String

    /// The keys and indices that lead to the wrong field; empty for the whole file.
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

    /// Adds the file and finds the line of the field.
    func located(in bytes: [UInt8], _ file: String) -> InvalidRecord {
        var located = self
        located.file = file
        located.line = line(in: String(decoding: bytes, as: UTF8.self))
        return located
    }

    /// Returns the line of the field's last key. If all elements of a list have the key, its
    /// occurrences are counted.
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
    /// Converts a decoder's error.
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
            self.init(field, field.isEmpty ? "is not JSON" : "holds a value of the wrong type")
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
