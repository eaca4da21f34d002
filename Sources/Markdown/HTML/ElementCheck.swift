/// True if an untrusted author may use an element of this name.
package func isAllowedElement(_ name: String) -> Bool { HTMLAllowlist.elements[name] != nil }

/// Sanitizes HTML that stands alone, such as the result of a function in a base, by the rules for
/// HTML in notes.
package func sanitizedHTML(_ text: String) -> String {
    // It belongs to no note, from which its addresses could lead.
    var sanitizer = HTMLSanitizer(resolvesAddresses: false)
    sanitizer.write(Array(text.utf8)[...], in: 0)
    sanitizer.close(in: 0)
    return String(decoding: sanitizer.take().html.bytes, as: UTF8.self)
}
