import Basics

/// The values that a page's template may use, by dotted name: `page.title` is the `title` of
/// `page`.
///
/// The list is flat, because a tree of dictionaries for each of ten thousand pages would be slow.
struct PageContext {
    enum Value {
        case text(String)
        case bytes([UInt8])
        case flag(Bool)
    }

    private(set) var values: [(name: String, value: Value)] = []

    init() { values.reserveCapacity(32) }

    /// Setting nil has no effect.
    subscript(name: String) -> String? {
        get {
            guard case .text(let text)? = values.last(where: { $0.name == name })?.value
            else { return nil }
            return text
        }
        set { if let newValue { self[value: name] = .text(newValue) } }
    }

    subscript(flag name: String) -> Bool {
        get {
            guard case .flag(let flag)? = values.last(where: { $0.name == name })?.value
            else { return false }
            return flag
        }
        set { self[value: name] = .flag(newValue) }
    }

    /// Finished HTML. Setting nil has no effect.
    subscript(bytes name: String) -> [UInt8]? {
        get {
            guard case .bytes(let bytes)? = values.last(where: { $0.name == name })?.value
            else { return nil }
            return bytes
        }
        set { if let newValue { self[value: name] = .bytes(newValue) } }
    }

    private subscript(value name: String) -> Value {
        get { .flag(false) }
        set {
            if let place = values.firstIndex(where: { $0.name == name }) {
                values[place].value = newValue
            } else {
                values.append((name, newValue))
            }
        }
    }

    /// Returns a digest of everything that decides how a template is rendered, except for the
    /// texts: the names, and the values of flags.
    func shape(of template: String) -> Digest {
        var digest = Digest(template)
        for (name, value) in values {
            digest.combine(name)
            if case .flag(let flag) = value { digest.combine(flag ? 1 : 0) }
        }
        return digest
    }

    /// Returns the nested dictionaries that a template engine expects. `text` makes each text from
    /// its index and value.
    func tree(_ text: (_ place: Int, _ value: Value) -> String) -> [String: Any] {
        var tree: [String: Any] = [:]
        for (place, (name, value)) in values.enumerated() {
            var leaf: Any = text(place, value)
            if case .flag(let flag) = value { leaf = flag }
            tree.insert(leaf, at: name.split(separator: ".").map(String.init)[...])
        }
        return tree
    }
}

extension [String: Any] {
    fileprivate mutating func insert(_ leaf: Any, at path: ArraySlice<String>) {
        guard let first = path.first else { return }
        if path.count == 1 {
            self[first] = leaf
        } else {
            var branch = self[first] as? [String: Any] ?? [:]
            branch.insert(leaf, at: path.dropFirst())
            self[first] = branch
        }
    }
}
