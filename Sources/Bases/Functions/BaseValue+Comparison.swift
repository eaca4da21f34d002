import Vault

extension BaseCorpus {
    /// Evaluates the operator `==`. Values of different types may be equal when one stands for the
    /// other: a date and its text, a link and its file, a number and its digits.
    func areEqual(_ a: BaseValue, _ b: BaseValue) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.null, _), (_, .null): false
        case (.number(let x), .number(let y)): x == y
        case (.number(let x), .text(let y)), (.text(let y), .number(let x)): y.finiteNumber == x
        case (.text(let x), .text(let y)): x == y
        case (.tag(let x), .tag(let y)), (.tag(let x), .text(let y)), (.text(let y), .tag(let x)):
            x.folded == y.withoutHash.folded
        case (.date(let x), .date(let y)): areEqual(x, y)
        case (.date(let x), .text(let y)), (.text(let y), .date(let x)):
            BaseDate(y).map { areEqual(x, $0) } ?? false
        case (.duration(let x), .duration(let y)): x.totalMilliseconds == y.totalMilliseconds
        case (.duration(let x), .number(let y)), (.number(let y), .duration(let x)):
            x.totalMilliseconds == y
        case (.duration(let x), .text(let y)), (.text(let y), .duration(let x)):
            BaseDuration(y)?.totalMilliseconds == x.totalMilliseconds
        case (.list(let x), .list(let y)):
            x.count == y.count && zip(x, y).allSatisfy { areEqual($0, $1) }
        case (.object(let x), .object(let y)):
            x.count == y.count && haveEqualEntries(x, y)
        case (.link, .link), (.link, .file), (.file, .link), (.link, .text), (.text, .link),
            (.file, .text), (.text, .file):
            leadToOneFile(a, b)
        case (.html(let x), .text(let y)), (.text(let y), .html(let x)),
            (.icon(let x), .text(let y)), (.text(let y), .icon(let x)):
            x == y
        default: a == b
        }
    }

    private func haveEqualEntries(_ a: [BaseValue.Entry], _ b: [BaseValue.Entry]) -> Bool {
        let values = Dictionary(b.map { ($0.key, $0.value) }) { first, _ in first }
        return a.allSatisfy { entry in
            values[entry.key].map { areEqual($0, entry.value) } ?? false
        }
    }

    /// The time is ignored when one of the dates has none.
    private func areEqual(_ a: BaseDate, _ b: BaseDate) -> Bool {
        a.hasTime && b.hasTime ? a.milliseconds == b.milliseconds : a.dayNumber == b.dayNumber
    }

    /// True if both lead to the same file or, when there is no such file, have the same target.
    private func leadToOneFile(_ a: BaseValue, _ b: BaseValue) -> Bool {
        let (x, y) = (asLink(a), asLink(b))
        if x.file != nil || y.file != nil { return x.file == y.file }
        return x.target.folded == y.target.folded
    }

    func asLink(_ value: BaseValue) -> BaseLink {
        switch value {
        case .link(let link): return link
        case .file(let index): return BaseLink(target: files[index].path.string, file: index)
        case .text(let text): return link(text, from: nil)
        default: return BaseLink(target: text(of: value))
        }
    }

    /// Returns the order for `<`, `<=`, `>` and `>=`: -1, 0 or 1, or nil when the values can't be
    /// compared. A link to a daily note is compared as its date.
    package func order(_ a: BaseValue, _ b: BaseValue) -> Int? {
        switch (a, b) {
        case (.number(let x), .number(let y)): order(x, y)
        case (.number(let x), .text(let y)): y.finiteNumber.map { order(x, $0) }
        case (.text(let x), .number(let y)): x.finiteNumber.map { order($0, y) }
        case (.bool(let x), .bool(let y)): order(x ? 1 : 0, y ? 1 : 0)
        case (.date(let x), .date(let y)): order(x, y)
        case (.date(let x), .text(let y)): BaseDate(y).map { order(x, $0) }
        case (.text(let x), .date(let y)): BaseDate(x).map { order($0, y) }
        case (.date(let x), .link(let y)): BaseDate(y.path.linkLabel).map { order(x, $0) }
        case (.link(let x), .date(let y)): BaseDate(x.path.linkLabel).map { order($0, y) }
        case (.date(let x), .number(let y)): order(Double(x.milliseconds), y)
        case (.number(let x), .date(let y)): order(x, Double(y.milliseconds))
        case (.duration(let x), .duration(let y)): order(x.totalMilliseconds, y.totalMilliseconds)
        case (.duration(let x), .number(let y)): order(x.totalMilliseconds, y)
        case (.number(let x), .duration(let y)): order(x, y.totalMilliseconds)
        case (.duration(let x), .text(let y)):
            BaseDuration(y).map { order(x.totalMilliseconds, $0.totalMilliseconds) }
        case (.text(let x), .duration(let y)):
            BaseDuration(x).map { order($0.totalMilliseconds, y.totalMilliseconds) }
        case (.text(let x), .text(let y)): x == y ? 0 : x < y ? -1 : 1
        case (.link, .link), (.link, .text), (.text, .link), (.file, .file), (.tag, .tag),
            (.tag, .text), (.text, .tag), (.link, .file), (.file, .link):
            naturalOrder(label(of: a), label(of: b))
        default: nil
        }
    }

    private func order(_ a: BaseDate, _ b: BaseDate) -> Int {
        a.hasTime && b.hasTime
            ? order(Double(a.milliseconds), Double(b.milliseconds))
            : order(Double(a.dayNumber), Double(b.dayNumber))
    }

    private func order(_ a: Double, _ b: Double) -> Int { a < b ? -1 : a > b ? 1 : 0 }
}

extension String {
    /// A tag's name without its sign.
    var withoutHash: String { hasPrefix("#") ? String(dropFirst()) : self }
}
