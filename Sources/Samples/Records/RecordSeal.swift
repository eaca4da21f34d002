/// The digest over both files of a record, which reveals the edit of a single number. It does not prove
/// where the record comes from, because an editor can compute it too.
///
/// It is stored in the file that differs from run to run. It covers the JSON of both files without
/// blanks, so that a different indentation doesn't change it.
enum RecordSeal {
    private static let member = Array("\"digest\":\"".utf8)
    private static let length = 64

    /// Returns the second file with the digest in it.
    static func seal(_ times: [UInt8], with definition: [UInt8]) -> [UInt8] {
        guard times.first == UInt8(ascii: "{") else { return times }
        let digest = digest(definition, compact(times))
        let line = "\n  \"digest\" : \"\(digest)\","
        return [times[0]] + Array(line.utf8) + times.dropFirst()
    }

    /// Throws if the second file has no digest, or the digest of other values.
    static func check(_ times: [UInt8], with definition: [UInt8]) throws(InvalidRecord) {
        var values = compact(times)
        guard let written = removeDigest(from: &values) else {
            throw InvalidRecord(
                [], "has no digest: it is of an older version, or was written by hand")
        }
        guard written == digest(definition, values) else {
            throw InvalidRecord(
                [.key("digest")],
                "is not that of the record's values: something in it was changed after it was made")
        }
    }

    private static func digest(_ definition: [UInt8], _ times: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(compact(definition) + [UInt8(ascii: "\n")] + times)
        return hash.hexDigest()
    }

    private static func removeDigest(from json: inout [UInt8]) -> String? {
        // Within a text, quotation marks are escaped: this can only be a member.
        guard let found = json.firstRange(of: member) else { return nil }
        let end = found.upperBound + length
        guard end + 1 < json.count, json[end] == UInt8(ascii: "\"") else { return nil }
        let written = String(decoding: json[found.upperBound..<end], as: UTF8.self)
        let isFollowed = json[end + 1] == UInt8(ascii: ",")
        let isPreceded = found.lowerBound > 0 && json[found.lowerBound - 1] == UInt8(ascii: ",")
        json.removeSubrange(
            (found.lowerBound - (isPreceded && !isFollowed ? 1 : 0))...(end + (isFollowed ? 1 : 0)))
        return written
    }

    /// Returns the JSON without the blanks between its tokens.
    private static func compact(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        var (isInString, isEscaped) = (false, false)
        for byte in json {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if byte <= UInt8(ascii: " ") {
                continue
            }
            result.append(byte)
        }
        return result
    }
}
