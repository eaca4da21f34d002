/// May an element of this name be part of a page that an author who is not trusted writes?
package func isHarmlessElement(_ name: String) -> Bool { HTMLAllowlist.elements[name] != nil }

/// HTML that is a text of its own, such as what a function of a base returns, by the same rules as the
/// HTML of a note.
package func sanitizedHTML(_ text: String) -> String {
    // It belongs to no note, from which its addresses could lead.
    var sanitizer = HTMLSanitizer(resolvesAddresses: false)
    sanitizer.write(Array(text.utf8)[...], in: 0)
    sanitizer.close(in: 0)
    return String(decoding: sanitizer.take().html.bytes, as: UTF8.self)
}
