import Vault

extension BaseCorpus {
    /// Compares two values by a total order of all values, for sorting and grouping: booleans, numbers,
    /// durations, dates, texts (and links, files and tags, by their labels), lists, objects. The caller
    /// sorts empty values, because they are last in both directions.
    func sortOrder(_ a: BaseValue, _ b: BaseValue) -> Int {
        let (a, b) = (sortValue(a), sortValue(b))
        let (x, y) = (rank(a), rank(b))
        if x != y { return x < y ? -1 : 1 }
        switch (a, b) {
        case (.date(let x), .date(let y)):
            // Unlike `order`, this never ignores the time, because an order for sorting must be
            // transitive.
            return x.milliseconds < y.milliseconds ? -1 : x.milliseconds > y.milliseconds ? 1 : 0
        case (.list(let x), .list(let y)):
            for (first, second) in zip(x, y) {
                let order = sortOrder(first, second)
                if order != 0 { return order }
            }
            return x.count < y.count ? -1 : x.count > y.count ? 1 : 0
        case (.bool, .bool), (.number, .number), (.duration, .duration): return order(a, b) ?? 0
        default: return naturalOrder(label(of: a), label(of: b))
        }
    }

    /// Returns the value to sort by: a link to a daily note, `[[2026-01-31]]`, is sorted as a date.
    private func sortValue(_ value: BaseValue) -> BaseValue {
        guard case .link(let link) = value, link.subpath.isEmpty else { return value }
        let label = link.path.linkLabel
        guard (7...19).contains(label.utf8.count),
            label.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
            let date = BaseDate(label)
        else { return value }
        return .date(date)
    }

    private func rank(_ value: BaseValue) -> Int {
        switch value {
        case .bool: 0
        case .number: 1
        case .duration: 2
        case .date: 3
        case .text, .tag, .link, .file, .html, .icon, .image: 4
        case .list: 5
        case .object: 6
        case .null: 7
        }
    }
}

/// Compares texts as people sort them: ignoring case, and the numbers in them by their value.
///
/// - Returns: -1, 0 or 1.
func naturalOrder(_ a: String, _ b: String) -> Int {
    // Texts that differ only after many characters are in no order that people would look for.
    func key(_ text: String) -> [Unicode.Scalar] {
        let start = text.utf8.count > 300 ? String(text.unicodeScalars.prefix(300)) : text
        return Array(start.folded.unicodeScalars)
    }
    let (x, y) = (key(a), key(b))
    var (i, j) = (0, 0)
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    while i < x.count, j < y.count {
        if isDigit(x[i]), isDigit(y[j]) {
            var (k, l) = (i, j)
            while k < x.count, isDigit(x[k]) { k += 1 }
            while l < y.count, isDigit(y[l]) { l += 1 }
            let first = x[i..<k].drop { $0 == "0" }
            let second = y[j..<l].drop { $0 == "0" }
            if first.count != second.count { return first.count < second.count ? -1 : 1 }
            for (p, q) in zip(first, second) where p != q { return p < q ? -1 : 1 }
            (i, j) = (k, l)
        } else {
            if x[i] != y[j] { return x[i] < y[j] ? -1 : 1 }
            i += 1
            j += 1
        }
    }
    if x.count - i != y.count - j { return x.count - i < y.count - j ? -1 : 1 }
    return a == b ? 0 : a < b ? -1 : 1
}
