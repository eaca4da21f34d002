/// True for an identifier of a subject, criterion or claim: one word that is valid in a URL, an
/// attribute and an expression.
package func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isIdentifierByte)
}

func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
    default: byte >= 0x80
    }
}
