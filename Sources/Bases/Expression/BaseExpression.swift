package import Markdown
package import Vault

/// The parsed text of a filter, a formula or a summary.
package struct BaseExpression: Sendable {
    package let root: BaseNode
    package let text: String
    package let source: ScalarSource

    package func span(_ range: Range<Int>) -> SourceSpan { source.span(of: range) }
}

/// A node of an expression's tree.
package struct BaseNode: Sendable {
    package indirect enum Kind: Sendable {
        case literal(BaseValue)
        case name(String)
        case list([BaseNode])
        case object([(key: String, value: BaseNode)])
        case not(BaseNode)
        case negation(BaseNode)
        /// `a && b && c`, in one node.
        case all([BaseNode])
        /// `a || b || c`, in one node.
        case any([BaseNode])
        case binary(BaseOperator, BaseNode, BaseNode)
        case member(BaseNode, name: String)
        case index(BaseNode, BaseNode)
        /// A call of a method of `receiver`, or of a global function.
        case call(receiver: BaseNode?, name: String, arguments: [BaseNode])
    }

    package var kind: Kind
    /// Bytes of the expression's text.
    package var range: Range<Int>
    /// The operator, member or function that a message about this node points at.
    package var nameRange: Range<Int>

    init(_ kind: Kind, _ range: Range<Int>, nameRange: Range<Int>? = nil) {
        self.kind = kind
        self.range = range
        self.nameRange = nameRange ?? range
    }

    package var children: [BaseNode] {
        switch kind {
        case .literal, .name: []
        case .list(let nodes), .all(let nodes), .any(let nodes): nodes
        case .object(let entries): entries.map(\.value)
        case .not(let node), .negation(let node), .member(let node, _): [node]
        case .binary(_, let left, let right), .index(let left, let right): [left, right]
        case .call(let receiver, _, let arguments): (receiver.map { [$0] } ?? []) + arguments
        }
    }

    /// The node and all nodes below it. This does not recurse, because a chain of operators may be
    /// long.
    package var nodes: [BaseNode] {
        var nodes = [self]
        var position = 0
        while position < nodes.count {
            nodes += nodes[position].children
            position += 1
        }
        return nodes
    }

    /// Returns `x` of `note.x` and `note["x"]` if `object` is `note`.
    package func member(of object: String) -> String? {
        switch kind {
        case .member(let receiver, let name):
            if case .name(object) = receiver.kind { return name }
        case .index(let receiver, let index):
            if case .name(object) = receiver.kind, case .literal(.text(let name)) = index.kind {
                return name
            }
        default: break
        }
        return nil
    }
}

package enum BaseOperator: String, Sendable {
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

/// An error in an expression or in its evaluation.
///
/// It is a class because all functions of the evaluation throw it: a struct would take its own size
/// from the stack several times in each of their frames in an unoptimised build.
package final class BaseError: Error {
    package enum Kind: Sendable {
        /// The text is not an expression.
        case syntax
        /// There is no such function, field or formula.
        case unknown
        /// A value has the wrong type or is out of range.
        case value
        /// The evaluation would take too much time or memory.
        case limit
    }

    package let kind: Kind
    /// Bytes of the expression's text.
    package let range: Range<Int>
    package let message: String
    package let help: String?
    /// The place in the file; nil as long as it isn't known which expression the range belongs to.
    package let span: SourceSpan?

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

    package var code: DiagnosticCode {
        switch kind {
        case .syntax: .baseInvalid
        case .unknown: .baseFunction
        case .value: .baseValue
        case .limit: .baseLimit
        }
    }

    package func located(in expression: BaseExpression) -> BaseError {
        guard span == nil else { return self }
        return BaseError(kind, range, message, help: help, span: expression.span(range))
    }
}
