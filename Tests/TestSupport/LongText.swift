/// A test's argument that may be too long to print. Only its beginning and its length are shown.
package struct LongText: Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String {
        text.count <= 60
            ? text.debugDescription
            : "\(text.prefix(40).debugDescription)… (\(text.utf8.count) bytes)"
    }
}
