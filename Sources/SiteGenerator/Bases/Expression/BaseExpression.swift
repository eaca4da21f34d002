import Markdown

/// A filter, a formula or a summary, as its text was understood.
package struct BaseExpression: Sendable {
    let root: BaseNode
    let text: String
    let source: ScalarSource

    func span(_ range: Range<Int>) -> SourceSpan { source.span(of: range) }
}

/// A node of an expression's tree. Its range counts bytes from the beginning of the expression.
struct BaseNode: Sendable {
    indirect enum Kind: Sendable {
        case literal(BaseValue)
        case name(String)
        case list([BaseNode])
        case object([(key: String, value: BaseNode)])
        case not(BaseNode)
        case negation(BaseNode)
        /// `a && b && c`, flat.
        case all([BaseNode])
        /// `a || b || c`, flat.
        case any([BaseNode])
        case binary(BaseOperator, BaseNode, BaseNode)
        case member(BaseNode, name: String)
        case index(BaseNode, BaseNode)
        /// A global function, or a function of `receiver`.
        case call(receiver: BaseNode?, name: String, arguments: [BaseNode])
    }

    var kind: Kind
    var range: Range<Int>
    /// Of the operator, member or function that a message about this node points at.
    var nameRange: Range<Int>

    init(_ kind: Kind, _ range: Range<Int>, nameRange: Range<Int>? = nil) {
        self.kind = kind
        self.range = range
        self.nameRange = nameRange ?? range
    }

    var children: [BaseNode] {
        switch kind {
        case .literal, .name: []
        case .list(let nodes), .all(let nodes), .any(let nodes): nodes
        case .object(let entries): entries.map(\.value)
        case .not(let node), .negation(let node), .member(let node, _): [node]
        case .binary(_, let left, let right), .index(let left, let right): [left, right]
        case .call(let receiver, _, let arguments): (receiver.map { [$0] } ?? []) + arguments
        }
    }
}

enum BaseOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    var precedence: Int {
        switch self {
        case .equal, .notEqual: 3
        case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
        case .add, .subtract: 5
        case .multiply, .divide, .remainder: 6
        }
    }
}

/// What is wrong with an expression or its evaluation.
///
/// A class, since it passes through every frame of the evaluation, and an unoptimised build keeps
/// room for it in each of them as often as it is mentioned there.
final class BaseError: Error {
    enum Kind: Sendable {
        /// The text is no expression.
        case syntax
        /// There is no such function, field or formula.
        case unknown
        /// The value found doesn't fit.
        case value
        /// It would take too long or need too much.
        case limit
    }

    let kind: Kind
    /// Bytes of the expression's text.
    let range: Range<Int>
    let message: String
    let help: String?
    /// The place in the file, once the expression is known that the range belongs to.
    let span: SourceSpan?

    init(
        _ kind: Kind, _ range: Range<Int>, _ message: String, help: String? = nil,
        span: SourceSpan? = nil
    ) {
        self.kind = kind
        self.range = range
        self.message = message
        self.help = help
        self.span = span
    }

    var code: DiagnosticCode {
        switch kind {
        case .syntax: .baseInvalid
        case .unknown: .baseFunction
        case .value: .baseValue
        case .limit: .baseLimit
        }
    }

    func located(in expression: BaseExpression) -> BaseError {
        guard span == nil else { return self }
        return BaseError(kind, range, message, help: help, span: expression.span(range))
    }
}
