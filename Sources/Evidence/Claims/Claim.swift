package import Markdown

/// A sentence of a note, with the conditions that must be measured or printed for it to hold.
package struct Claim: Sendable, Hashable {
    /// The identifier, unique in the vault. Without one from the author, it is the note's slug and
    /// a number.
    package var id: String
    /// The claim, as one sentence.
    package var text: String
    /// The conditions, all of which must hold.
    package var conditions: [Condition]
    /// True for claims about parallelism. They are undecided on a machine where two plain processes
    /// don't get two cores either.
    package var needsCanary: Bool
    /// The note's position in ``Vault/notes``.
    package var note: Int
    package var file: String
    /// The place of its `id`, or of the whole claim.
    package var span: SourceSpan

    package enum Condition: Sendable, Hashable {
        /// Compares by the measurement's direction: lower is better, or higher is.
        case better(MeasureReference, than: MeasureReference, by: Double?)
        case bounded(MeasureExpression, Bounds)
        case same(MeasureReference, MeasureReference, within: Double)
        case sample(SampleExpectation)
    }

    /// Bounds of a value, of which at least one is present. They are in `unit`; if that is nil, in
    /// the measurement's own unit.
    package struct Bounds: Sendable, Hashable {
        package var atLeast: Double?
        package var atMost: Double?
        package var unit: MeasureUnit?

        package init(atLeast: Double? = nil, atMost: Double? = nil, unit: MeasureUnit? = nil) {
            self.atLeast = atLeast
            self.atMost = atMost
            self.unit = unit
        }
    }

    /// The expected outcome of a sample's run.
    package struct SampleExpectation: Sendable, Hashable {
        /// The path of the note that contains the sample.
        package var note: String
        package var sample: String
        /// The only runtime that is meant; nil for every runtime that the sample ran on.
        package var runtime: String?
        package var output: [OutputExpectation] = []
        package var exits: Int?
        /// The exception's name, with which the last line of the traceback begins.
        package var raises: String?
        /// The wall time of the whole process.
        package var takes: Bounds?

        package init(note: String, sample: String) {
            self.note = note
            self.sample = sample
        }
    }
}

extension Claim {
    /// What must stand in a sample's output.
    package struct OutputExpectation: Sendable, Hashable {
        /// As the keys of a claim are called.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Whole lines, as they are.
            case prints
            /// Parts of lines, with whole words and numbers.
            case contains
            /// Whole lines; `[..]` stands for anything within one.
            case matches
        }

        package var kind: Kind
        /// Each has one line, or several that follow each other. Lines are looked for in this
        /// order, parts in any.
        package var texts: [String]
        /// How a list in brackets looks, for example `[1, 2]`. Its author may have meant a line.
        package var bracketed: String?

        package init(_ kind: Kind, _ texts: [String], bracketed: String? = nil) {
            self.kind = kind
            self.texts = texts
            self.bracketed = bracketed
        }
    }
}

extension Claim.Condition {
    /// The measured values that the claim depends on.
    package var references: [MeasureReference] {
        switch self {
        case .better(let a, let b, _), .same(let a, let b, _): [a, b]
        case .bounded(let expression, _): expression.references
        case .sample: []
        }
    }
}
