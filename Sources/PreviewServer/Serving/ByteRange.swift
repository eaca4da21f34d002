/// The part of a body of `count` bytes that the `Range` field of a request asks for: RFC 9110, 14.
enum ByteRange: Sendable, Hashable {
    /// No range, or one that is ignored because it has another unit, is malformed, or lists several
    /// ranges.
    case whole
    case part(Range<Int>)
    case unsatisfiable

    init(field: String?, count: Int) {
        self = .whole
        guard let field, field.lowercased().hasPrefix("bytes=") else { return }
        let bounds = field.dropFirst("bytes=".count).split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return }

        switch (Number(bounds[0]), Number(bounds[1])) {
        case (.none, .value(let suffix)):
            let length = min(suffix, count)
            self = length > 0 ? .part(count - length..<count) : .unsatisfiable
        case (.value(let first), .none):
            self = first < count ? .part(first..<count) : .unsatisfiable
        case (.value(let first), .value(let last)) where first <= last:
            self = first < count ? .part(first..<min(last, count - 1) + 1) : .unsatisfiable
        default:
            break
        }
    }

    private enum Number {
        case none, malformed
        case value(Int)

        init(_ text: Substring) {
            let digits = text.filter { $0 != " " && $0 != "\t" }
            if digits.isEmpty {
                self = .none
            } else if digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                // A number that doesn't fit is larger than any file.
                self = .value(Int(digits) ?? Int.max)
            } else {
                self = .malformed
            }
        }
    }
}
