extension BaseCorpus {
    /// Returns the result of one of Obsidian's own summaries for the values of a column. Values of
    /// other types are ignored; the result is null when no values are left.
    package func summary(_ summary: StandardSummary, of values: [BaseValue]) -> BaseValue {
        let numbers = values.numbers
        let dates = values.compactMap { value -> BaseDate? in
            if case .date(let date) = value { return date }
            return nil
        }
        switch summary {
        case .average: return numbers.mean.map { .number($0) } ?? .null
        case .sum: return numbers.isEmpty ? .null : .number(numbers.reduce(0, +))
        case .min: return numbers.min().map { .number($0) } ?? .null
        case .max: return numbers.max().map { .number($0) } ?? .null
        case .median: return median(numbers)
        case .stddev: return deviation(numbers)
        case .range:
            if let least = numbers.min(), let most = numbers.max() { return .number(most - least) }
            guard let first = earliest(dates), let last = latest(dates) else { return .null }
            return .duration(last.difference(from: first))
        case .earliest: return earliest(dates).map { .date($0) } ?? .null
        case .latest: return latest(dates).map { .date($0) } ?? .null
        case .checked: return .number(Double(values.count { $0 == .bool(true) }))
        case .unchecked: return .number(Double(values.count { $0 == .bool(false) }))
        case .empty: return .number(Double(values.count(where: \.isEmpty)))
        case .filled: return .number(Double(values.count { !$0.isEmpty }))
        case .unique:
            return .number(Double(Set(values.filter { !$0.isEmpty }.map(groupKey)).count))
        }
    }

    private func median(_ numbers: [Double]) -> BaseValue {
        if numbers.isEmpty { return .null }
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        return .number(
            sorted.count.isMultiple(of: 2)
                ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle])
    }

    /// Returns the standard deviation of the whole population, because the rows are not a sample of
    /// others.
    private func deviation(_ numbers: [Double]) -> BaseValue {
        guard let mean = numbers.mean else { return .null }
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return .number((squares / Double(numbers.count)).squareRoot())
    }

    private func earliest(_ dates: [BaseDate]) -> BaseDate? {
        dates.min { $0.milliseconds < $1.milliseconds }
    }

    private func latest(_ dates: [BaseDate]) -> BaseDate? {
        dates.max { $0.milliseconds < $1.milliseconds }
    }
}
