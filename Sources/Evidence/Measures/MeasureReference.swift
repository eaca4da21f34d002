import Basics

/// A reference to one measured value: `spawn.threads@1000` is the arm `threads` of the measurement
/// `spawn` with its parameter at `1000`.
package struct MeasureReference: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The measurement's name. It may contain dots: the last one separates it from the subject.
    package var measure: String
    /// The subject, followed by `:runtime` if it ran on several runtimes.
    package var subject: String
    /// The parameter's value, as written after `@`.
    package var parameter: String?

    package init(measure: String, subject: String, parameter: String? = nil) {
        self.measure = measure
        self.subject = subject
        self.parameter = parameter
    }

    package var description: String {
        "\(measure).\(subject)" + (parameter.map { "@" + $0 } ?? "")
    }

    /// The subject's id alone.
    package var subjectID: String { String(subject.prefix { $0 != ":" }) }

    package static func < (a: Self, b: Self) -> Bool { a.description < b.description }

    /// - Throws: ``MeasureSyntaxError``.
    package init(parsing text: String) throws(MeasureSyntaxError) {
        let text = text.trimmed
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, !path.isEmpty else { throw .expected(found: text) }
        guard let dot = path.lastIndex(of: ".") else { throw .noSubject(found: text) }
        let (measure, subject) = (String(path[..<dot]), String(path[path.index(after: dot)...]))
        guard isMeasureName(measure) else { throw .name(found: measure) }
        let isName = subject.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .allSatisfy { isIdentifier(String($0)) }
        guard isName else { throw .name(found: subject) }
        var parameter: String?
        if parts.count == 2 {
            let written = String(parts[1])
            guard !written.isEmpty, written.utf8.allSatisfy(isParameterByte) else {
                throw .name(found: written)
            }
            parameter = written
        }
        self.init(measure: measure, subject: subject, parameter: parameter)
    }
}

/// An expression for a measured number: a value, or the ratio of two.
package enum MeasureExpression: Sendable, Hashable, CustomStringConvertible {
    case value(MeasureReference)
    case ratio(MeasureReference, MeasureReference)

    package init(parsing text: String) throws(MeasureSyntaxError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: self = .value(try MeasureReference(parsing: text))
        case 2:
            self = .ratio(
                try MeasureReference(parsing: String(parts[0])),
                try MeasureReference(parsing: String(parts[1])))
        default: throw .twoDivisions(found: text.trimmed)
        }
    }

    package var references: [MeasureReference] {
        switch self {
        case .value(let reference): [reference]
        case .ratio(let a, let b): [a, b]
        }
    }

    package var description: String { references.map(\.description).joined(separator: " / ") }
}

package enum MeasureSyntaxError: Error, Sendable, Hashable {
    case expected(found: String)
    case noSubject(found: String)
    case name(found: String)
    case twoDivisions(found: String)

    package var message: String {
        switch self {
        case .expected(let found): "“\(found)” names no measured value"
        case .noSubject(let found): "“\(found)” names a measurement, but not which of its subjects"
        case .name(let found):
            found.isEmpty
                ? "a name is missing"
                : "“\(found)” can't be a name: letters, digits, “-” and “_” are allowed in one"
        case .twoDivisions(let found): "“\(found)” divides more than once"
        }
    }

    package static let help =
        "write `NAME.subject`, `NAME.subject@1000` or `NAME.a / NAME.b`"
}

/// True for an identifier that may also contain dots: `pool.rt`.
package func isMeasureName(_ text: String) -> Bool {
    !text.isEmpty
        && text.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { isIdentifier(String($0)) }
}

/// True if the text may follow `@`, without the comma that joins the values of several parameters.
func isParameterValue(_ text: String) -> Bool {
    !text.isEmpty && !text.contains(",") && text.utf8.allSatisfy(isParameterByte)
}

private func isParameterByte(_ byte: UInt8) -> Bool {
    isIdentifierByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
        || byte == UInt8(ascii: "=")
}
