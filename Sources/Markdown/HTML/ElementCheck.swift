/// May an element of this name be part of a page that an author who is not trusted writes?
package func isHarmlessElement(_ name: String) -> Bool { HTMLAllowlist.elements[name] != nil }

/// HTML that is a text of its own, such as what a function of a base returns, by the same rules as the
/// HTML of a note.
package func sanitizedHTML(_ text: String) -> String {
    var sanitizer = HTMLSanitizer()
    sanitizer.write(Array(text.utf8)[...], in: 0)
    sanitizer.close(in: 0)
    return String(decoding: sanitizer.take().html, as: UTF8.self)
}
