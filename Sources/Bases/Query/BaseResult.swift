/// The contents of a view: rows in groups, with their summaries.
package struct BaseResult: Sendable {
    package enum Cell: Sendable, Hashable {
        case value(BaseValue)
        /// The message of an error, for the reader.
        case problem(String)

        package var value: BaseValue {
            if case .value(let value) = self { return value }
            return .null
        }
    }

    package struct Row: Sendable {
        /// The file's position in the ``BaseCorpus``.
        package var file: Int
        /// The cells of the view's columns.
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
        /// The value by which the rows are grouped; null for files without such a value.
        package var key: BaseValue
        package var rows: [Row]
        /// Empty when the view isn't grouped, because ``BaseResult/summaries`` are the same then.
        package var summaries: [Summary] = []
    }

    package var view: BaseView
    /// When the view isn't grouped, a single group whose key is null.
    package var groups: [Group] = []
    package var summaries: [Summary] = []
    /// The number of files that pass the filters, including those beyond the limit.
    package var total = 0
    /// The reason why there are no rows: the filter is invalid, or the evaluation took too long.
    package var failure: String?

    package var rowCount: Int { groups.reduce(0) { $0 + $1.rows.count } }
}
