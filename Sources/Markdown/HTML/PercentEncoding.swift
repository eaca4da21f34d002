/// `text` as a part of an address: what may not stand there becomes `%XX`, what may stays as it
/// is. (The characters are libcmark-gfm's.)
func percentEncoded(_ text: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text {
        if byte.isAddressSafe {
            result.append(byte)
        } else {
            result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: result, as: UTF8.self)
}
