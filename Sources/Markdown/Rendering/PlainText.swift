import Basics

/// Collects the text that a reader sees while the HTML is written, and the sentences that contain
/// links.
struct PlainText {
    private(set) var bytes: [UInt8] = []
    private var blockStart = 0
    private var links: [Mention] = []

    private struct Mention {
        var link: Int
        var range: Range<Int>
    }

    /// The most bytes of a long sentence that are kept on either side of the link.
    private static let sideLimit = 240

    var count: Int { bytes.count }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func append(_ text: some Collection<UInt8>) { bytes.append(contentsOf: text) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func appendSpace() {
        if bytes.count > blockStart, bytes.last != 0x20 { bytes.append(0x20) }
    }

    mutating func append(link: Int, from start: Int) {
        links.append(Mention(link: link, range: start..<bytes.count))
    }

    /// Ends a block of running text and stores the sentence of each link in it.
    mutating func endBlock(_ links: inout [Link]) {
        for mention in self.links {
            let sentence = sentence(around: mention.range)
            links[mention.link].context = String(decoding: bytes[sentence], as: UTF8.self)
            links[mention.link].contextRange =
                mention.range.lowerBound - sentence.lowerBound..<mention.range.upperBound
                - sentence.lowerBound
        }
        self.links.removeAll(keepingCapacity: true)
        if bytes.count > blockStart { bytes.append(0x0A) }
        blockStart = bytes.count
    }

    private func sentence(around link: Range<Int>) -> Range<Int> {
        var start = link.lowerBound
        let earliest = max(blockStart, link.lowerBound - Self.sideLimit)
        while start > earliest, !endsSentence(before: start) { start -= 1 }
        if start == earliest, earliest > blockStart {
            // The sentence must not begin in the middle of a word.
            while start < link.lowerBound, bytes[start] != 0x20 { start += 1 }
        }
        while start < link.lowerBound, bytes[start].isASCIISpace { start += 1 }
        var end = link.upperBound
        let latest = min(bytes.count, link.upperBound + Self.sideLimit)
        while end < latest, !(end > link.upperBound && endsSentence(before: end)) { end += 1 }
        if end == latest, latest < bytes.count {
            while end > link.upperBound, bytes[end] != 0x20 { end -= 1 }
        }
        while end > link.upperBound, bytes[end - 1].isASCIISpace { end -= 1 }
        return start..<end
    }

    /// True if a sentence ends before `index`: a full stop and white space, without a lower-case
    /// letter after them, as after “e.g.”.
    private func endsSentence(before index: Int) -> Bool {
        guard index > blockStart else { return true }
        if index >= blockStart + 3, bytes[index - 3] == 0xE3, bytes[index - 2] == 0x80,
            bytes[index - 1] == 0x82
        {
            return true
        }
        guard index < bytes.count, bytes[index - 1] == 0x20, index - 2 >= blockStart else {
            return false
        }
        switch bytes[index - 2] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            return true
        case UInt8(ascii: "."):
            return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index])
        default:
            return false
        }
    }
}
