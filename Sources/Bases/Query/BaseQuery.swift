import Markdown
import Vault

/// Finds the rows of a view, sorts and groups them, and computes the summaries.
struct BaseQuery {
    private var evaluator: BaseEvaluator
    private let base: Base
    private let corpus: BaseCorpus
    private let candidates: [Int]
    private(set) var problems = BaseProblems()

    init(
        base: Base, corpus: BaseCorpus, this: Int?, now: BaseDate,
        candidates: BaseCandidates? = nil
    ) {
        self.base = base
        self.corpus = corpus
        self.candidates = candidates?.files ?? corpus.shown
        problems = candidates?.problems ?? BaseProblems()
        evaluator = BaseEvaluator(
            base: base, corpus: corpus, this: this, now: now,
            steps: 2_000_000 + 1000 * corpus.files.count)
    }

    mutating func run(_ view: BaseView) -> BaseResult {
        var result = BaseResult(view: view)
        if base.filter?.isBroken == true || view.filter?.isBroken == true {
            result.failure = "its filter can't be read"
            return result
        }
        do {
            var files = try matchingFiles([base.filter, view.filter].compactMap { $0 })
            result.total = files.count
            files = try sorted(files, by: view.sort)
            if let limit = view.limit { files = Array(files.prefix(limit)) }
            let rows = try files.map { file throws(BaseError) in try row(file, view) }
            result.groups = try grouped(rows, by: view.group)
            result.summaries = try summaries(of: rows, view)
            if view.group != nil {
                for index in result.groups.indices {
                    result.groups[index].summaries = try summaries(
                        of: result.groups[index].rows, view)
                }
            }
        } catch {
            problems.add(error, in: nil, isFatal: true)
            result = BaseResult(view: view, failure: error.message)
        }
        return result
    }

    /// Evaluates an expression for a file, and collects its problems.
    ///
    /// - Throws: the error that no steps are left, which ends the whole evaluation.
    private mutating func attempt(
        _ file: Int, isFatal: Bool = false,
        _ body: (inout BaseEvaluator) throws(BaseError) -> BaseValue
    ) throws(BaseError) -> BaseResult.Cell {
        defer {
            for warning in evaluator.warnings {
                problems.add(warning, in: corpus.files[file].path, isFatal: false)
            }
            evaluator.warnings = []
        }
        do {
            return .value(try body(&evaluator))
        } catch {
            if error.kind == .limit, evaluator.steps <= 0 { throw error }
            problems.add(error, in: corpus.files[file].path, isFatal: isFatal)
            return .problem(error.message)
        }
    }

    mutating func matchingFiles(_ filters: [BaseFilter]) throws(BaseError) -> [Int] {
        var files: [Int] = []
        for file in candidates {
            evaluator.setFile(file)
            let cell = try attempt(file, isFatal: true) { evaluator throws(BaseError) in
                .bool(try evaluator.passes(.all(filters)))
            }
            if cell.value.isTruthy { files.append(file) }
        }
        return files
    }

    private mutating func sorted(
        _ files: [Int], by orders: [BaseView.Order]
    ) throws(BaseError) -> [Int] {
        guard !orders.isEmpty else { return files }
        var keys: [(file: Int, values: [BaseValue])] = []
        for file in files {
            evaluator.setFile(file)
            var values: [BaseValue] = []
            for order in orders {
                values.append(
                    try attempt(file) { evaluator throws(BaseError) in
                        try evaluator.shown(order.property)
                    }.value)
            }
            keys.append((file, values))
        }
        for column in orders.indices { unifyChecks(&keys, column) }
        let corpus = corpus
        return keys.enumerated().sorted { a, b in
            for (column, order) in orders.enumerated() {
                let (x, y) = (a.element.values[column], b.element.values[column])
                let result = compare(x, y, isDescending: order.isDescending, corpus)
                if result != 0 { return result < 0 }
            }
            return a.offset < b.offset
        }.map(\.element.file)
    }

    /// Among checkboxes, a missing value is sorted as unchecked.
    private func unifyChecks(_ keys: inout [(file: Int, values: [BaseValue])], _ column: Int) {
        let known = keys.map { $0.values[column] }.filter { $0 != .null }
        let areChecks =
            !known.isEmpty && known.allSatisfy { if case .bool = $0 { true } else { false } }
        guard areChecks else { return }
        for index in keys.indices where keys[index].values[column] == .null {
            keys[index].values[column] = .bool(false)
        }
    }

    private mutating func row(_ file: Int, _ view: BaseView) throws(BaseError) -> BaseResult.Row {
        evaluator.setFile(file)
        var row = BaseResult.Row(file: file, cells: [])
        for column in view.columns {
            row.cells.append(
                try attempt(file) { evaluator throws(BaseError) in try evaluator.shown(column) })
        }
        if let image = view.image, view.layout == .cards {
            row.image = try attempt(file) { evaluator throws(BaseError) in
                try evaluator.shown(image)
            }.value
        }
        return row
    }

    private mutating func grouped(
        _ rows: [BaseResult.Row], by order: BaseView.Order?
    ) throws(BaseError) -> [BaseResult.Group] {
        guard let order else { return [BaseResult.Group(key: .null, rows: rows)] }
        var groups: [BaseResult.Group] = []
        var positions: [BaseValue: Int] = [:]
        for row in rows {
            evaluator.setFile(row.file)
            let value = try attempt(row.file) { evaluator throws(BaseError) in
                try evaluator.shown(order.property)
            }.value
            let key = corpus.groupKey(value)
            if let position = positions[key] {
                groups[position].rows.append(row)
            } else {
                positions[key] = groups.count
                groups.append(BaseResult.Group(key: key == .null ? .null : value, rows: [row]))
            }
        }
        let corpus = corpus
        return groups.enumerated().sorted { a, b in
            let result = compare(
                a.element.key, b.element.key, isDescending: order.isDescending, corpus)
            return result == 0 ? a.offset < b.offset : result < 0
        }.map(\.element)
    }

    private mutating func summaries(
        of rows: [BaseResult.Row], _ view: BaseView
    ) throws(BaseError) -> [BaseResult.Summary] {
        var result: [BaseResult.Summary] = []
        for (column, property) in view.columns.enumerated() {
            guard let summary = view.summaries[property] else { continue }
            let values = rows.map { $0.cells[column].value }
            var cell = BaseResult.Cell.value(.null)
            switch summary {
            case .standard(let standard): cell = .value(corpus.summary(standard, of: values))
            case .custom(let formula):
                guard let expression = formula.expression else {
                    cell = .problem("this summary can't be read")
                    break
                }
                do {
                    cell = .value(try evaluator.summarize(expression, values: values))
                } catch {
                    if error.kind == .limit, evaluator.steps <= 0 { throw error }
                    problems.add(error, in: nil, isFatal: false)
                    cell = .problem(error.message)
                }
                for warning in evaluator.warnings { problems.add(warning, in: nil, isFatal: false) }
                evaluator.warnings = []
            }
            result.append(BaseResult.Summary(column: column, name: summary.name, cell: cell))
        }
        return result
    }
}

/// Empty values sort last in both directions.
private func compare(
    _ a: BaseValue, _ b: BaseValue, isDescending: Bool, _ corpus: BaseCorpus
) -> Int {
    switch (a.isEmpty, b.isEmpty) {
    case (true, true): return 0
    case (true, false): return 1
    case (false, true): return -1
    case (false, false):
        let order = corpus.sortOrder(a, b)
        return isDescending ? -order : order
    }
}

extension BaseEvaluator {
    mutating func passes(_ filter: BaseFilter) throws(BaseError) -> Bool {
        switch filter {
        case .all(let parts):
            for part in parts where try !passes(part) { return false }
            return true
        case .any(let parts):
            for part in parts where try passes(part) { return true }
            return false
        case .none(let parts):
            for part in parts where try passes(part) { return false }
            return true
        case .expression(let expression): return try evaluate(expression).isTruthy
        case .broken: return false
        }
    }

    /// Returns the value of a property, which is refused when it is too large for a page.
    package mutating func shown(_ property: BaseProperty) throws(BaseError) -> BaseValue {
        let value = try value(of: property)
        do throws(BaseError) {
            guard try measure(value, 0..<0) < Self.textLimit else { throw tooLong(0..<0) }
        } catch {
            guard case .formula(let name) = property,
                let expression = base.formula(named: name)?.expression
            else { throw error }
            throw error.located(in: expression)
        }
        return value
    }
}

extension BaseCorpus {
    /// Returns a value that is equal for all values of one group.
    func groupKey(_ value: BaseValue) -> BaseValue {
        if value.isEmpty { return .null }
        switch value {
        case .link(let link):
            return link.file.map { .file($0) } ?? .link(BaseLink(target: link.path.folded))
        case .tag(let tag): return .tag(tag.folded)
        case .list(let values): return .list(values.map(groupKey))
        default: return value
        }
    }
}
