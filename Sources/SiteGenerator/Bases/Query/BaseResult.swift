/// What a view shows: rows in groups, and what they add up to.
package struct BaseResult: Sendable {
    package enum Cell: Sendable, Hashable {
        case value(BaseValue)
        /// What went wrong, for the reader.
        case problem(String)

        var value: BaseValue {
            if case .value(let value) = self { return value }
            return .null
        }
    }

    package struct Row: Sendable {
        /// Position in the ``BaseCorpus``.
        package var file: Int
        /// One for each of the view's columns.
        package var cells: [Cell]
        /// The value of the view's image property.
        package var image: BaseValue = .null
    }

    package struct Summary: Sendable {
        package var column: Int
        package var name: String
        package var cell: Cell
    }

    package struct Group: Sendable {
        /// Null: those files that have no such value.
        package var key: BaseValue
        package var rows: [Row]
        /// Empty when the view isn't grouped: then ``BaseResult/summaries`` says it all.
        package var summaries: [Summary] = []
    }

    package var view: BaseView
    /// One group, of a null key, when the view isn't grouped.
    package var groups: [Group] = []
    package var summaries: [Summary] = []
    /// The files that pass the filters, also those beyond the limit.
    package var total = 0
    /// Why there are no rows: the filter can't be read, or evaluating took too long.
    package var failure: String?

    package var rowCount: Int { groups.reduce(0) { $0 + $1.rows.count } }
}
