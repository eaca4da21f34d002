import Basics

/// What a page's template may use, by dotted name: `page.title` is the `title` of `page`.
///
/// Flat, so that ten thousand pages cost no tree of dictionaries each.
struct PageContext {
    enum Value {
        case text(String)
        case bytes([UInt8])
        case flag(Bool)
    }

    private(set) var values: [(name: String, value: Value)] = []

    init() { values.reserveCapacity(32) }

    /// Nil adds nothing.
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

    /// Ready HTML. Nil leaves what there is.
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

    /// What decides how a template comes out, but for the texts: which names there are, and which
    /// are true.
    func shape(of template: String) -> Digest {
        var digest = Digest(template)
        for (name, value) in values {
            digest.combine(name)
            if case .flag(let flag) = value { digest.combine(flag ? 1 : 0) }
        }
        return digest
    }

    /// As a template engine wants it, each text made by `text` from its place and itself.
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
