package import Markdown

/// A sentence of a note, with what must be measured or printed for it to hold.
package struct Claim: Sendable, Hashable {
    /// Unique in the vault. Where the author gave none: the note's slug and a number.
    package var id: String
    /// A sentence.
    package var text: String
    /// All of them must hold.
    package var conditions: [Condition]
    /// True for claims about parallelism: undecided where two plain processes don't get their two
    /// cores either.
    package var needsCanary: Bool
    /// Position in ``Vault/notes``.
    package var note: Int
    package var file: String
    /// Of its `id`, or of the whole claim.
    package var span: SourceSpan

    package enum Condition: Sendable, Hashable {
        /// In the sense of the measurement: less of what should be low, more of what should be high.
        case better(MeasureReference, than: MeasureReference, by: Double?)
        case bounded(MeasureExpression, Bounds)
        case same(MeasureReference, MeasureReference, within: Double)
        case sample(SampleExpectation)
    }

    /// At least one of the two is there. In `unit`, which is nil where the measurement's own is
    /// meant.
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

    /// What must come of running a sample.
    package struct SampleExpectation: Sendable, Hashable {
        /// The path of the note that the sample stands in.
        package var note: String
        package var sample: String
        /// On this runtime alone; nil: on each that it ran on.
        package var runtime: String?
        package var output: [OutputExpectation] = []
        package var exits: Int?
        /// The exception's name, as the traceback's last line begins.
        package var raises: String?
        /// Wall time of the whole process.
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
    /// The measured values it rests on.
    package var references: [MeasureReference] {
        switch self {
        case .better(let a, let b, _), .same(let a, let b, _): [a, b]
        case .bounded(let expression, _): expression.references
        case .sample: []
        }
    }
}
