import Basics
import CMarkBridge

// The library counts the space before a fence in bytes, and takes as many columns off each line of
// the code: of a tab that is two columns wide, one stays as a space.
extension CMarkConverter {
    /// Columns that a fence's own indentation has left before the lines of its code.
    struct Excess {
        var count: Int
        /// The column that the lines begin at, as far as the library has read them.
        var column: Int
    }

    /// Nil when there are none, as nearly everywhere.
    func excessColumns(_ source: Source) -> Excess? {
        let start = lineStart(Int(source.pointee.start_line))
        let fence = start + Int(source.pointee.start_column) - 1
        guard fence <= text.mainCount, source.pointee.as.code.fence_offset > 0,
            bytes[start..<fence].contains(0x09)
        else { return nil }
        var reader = ColumnReader(bytes: bytes, index: start, end: fence)
        for container in containers(of: source) where !reader.skip(container) { return nil }
        let content = reader.column
        reader.skipColumns(.max)
        let counted = Int(source.pointee.as.code.fence_offset)
        let count = reader.column - content - counted
        return count > 0 ? Excess(count: count, column: content + counted) : nil
    }

    func withoutIndentation(_ code: UnsafeBufferPointer<UInt8>, _ excess: Excess) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(code.count)
        var start = 0
        while start < code.count {
            let end = code.lineEnd(from: start, to: code.count)
            var reader = ColumnReader(bytes: code, index: start, end: end, column: excess.column)
            reader.skipColumns(excess.count, onlySpace: true)
            result.append(contentsOf: repeatElement(0x20, count: reader.pending))
            result.append(contentsOf: code[reader.index..<min(end + 1, code.count)])
            start = end + 1
        }
        return result
    }

    /// The blocks around it that take something off the beginning of its lines, the outermost first.
    private func containers(of source: Source) -> [Source] {
        var result: [Source] = []
        var node = source.pointee.parent
        while let current = node {
            switch UInt32(current.pointee.type) {
            case CMARK_NODE_ITEM.rawValue, CMARK_NODE_BLOCK_QUOTE.rawValue,
                CMARK_NODE_FOOTNOTE_DEFINITION.rawValue:
                result.append(current)
            default: break
            }
            node = current.pointee.parent
        }
        return result.reversed()
    }
}

/// Reads the beginning of a line column by column. A tab reaches to the next multiple of four.
private struct ColumnReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var index: Int
    let end: Int
    private(set) var column = 0
    /// Columns of the tab before `index` that are not read yet.
    private(set) var pending = 0

    init(bytes: UnsafeBufferPointer<UInt8>, index: Int, end: Int, column: Int = 0) {
        self.bytes = bytes
        self.index = index
        self.end = end
        self.column = column
    }

    mutating func skipColumns(_ count: Int, onlySpace: Bool = false) {
        var left = count
        while left > 0 {
            if pending > 0 {
                pending -= 1
            } else if index < end, bytes[index] == 0x09 {
                pending = 3 - column % 4
                index += 1
            } else if index < end, !onlySpace || bytes[index] == 0x20 {
                index += 1
            } else {
                return
            }
            column += 1
            left -= 1
        }
    }

    /// What the container takes off a line. False where that is not to be told from the line.
    mutating func skip(_ container: CMarkConverter.Source) -> Bool {
        switch UInt32(container.pointee.type) {
        case CMARK_NODE_ITEM.rawValue:
            let list = container.pointee.as.list
            skipColumns(Int(list.marker_offset) + Int(list.padding))
            return true
        case CMARK_NODE_BLOCK_QUOTE.rawValue:
            while pending > 0 || index < end && (bytes[index] == 0x20 || bytes[index] == 0x09) {
                skipColumns(1)
            }
            guard index < end, bytes[index] == UInt8(ascii: ">") else { return false }
            skipColumns(1)
            skipColumns(1, onlySpace: true)
            return true
        default:
            // A definition's first line begins with its label.
            guard index < end, bytes[index] == 0x20 || bytes[index] == 0x09 else { return false }
            skipColumns(4)
            return true
        }
    }
}
