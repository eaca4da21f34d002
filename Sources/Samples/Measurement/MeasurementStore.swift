import Files
import Foundation

/// The measurements' records in `content/_records/_measurements`. `NAME.json` describes the
/// measurement, `NAME.times.json` holds its values.
package struct MeasurementStore: Sendable {
    private let folder: RecordFolder

    /// - Parameter recordsDirectory: an absolute path.
    package init(recordsDirectory: String) { folder = RecordFolder(recordsDirectory) }

    private static func paths(_ name: String) -> [String] {
        ["_measurements/\(name).json", "_measurements/\(name).times.json"]
    }

    /// Returns the obstacle that prevents a measurement from being recorded and that the program
    /// must not remove; nil if there is none.
    func obstacle(to name: String) -> FileProblem? {
        Self.paths(name).lazy.compactMap(folder.obstacle).first
    }

    /// Returns nil if there is no record, or if its two files don't belong together: a writer was
    /// killed between them, or a merge took only one of them. Throws if a file can't be read or
    /// isn't a record.
    package func read(_ name: String) throws(InvalidRecord) -> MeasurementRecord? {
        guard isMeasurementName(name), let definition = try bytes("\(name).json"),
            let data = try bytes("\(name).times.json")
        else { return nil }
        return try MeasurementRecord(name: name, definition: definition, data: data)
    }

    package func write(_ record: MeasurementRecord) throws {
        guard isMeasurementName(record.name) else {
            throw RecordWriteError(path: record.name, reason: "not a name for a file")
        }
        let definition = try encoded(record.definition)
        let data = RecordSeal.seal(try encoded(record.data), with: definition)
        try folder.write(data, to: "_measurements/\(record.name).times.json")
        try folder.write(definition, to: "_measurements/\(record.name).json")
    }

    /// Returns the names of all records, sorted.
    package func names() -> [String] {
        let prefix = "_measurements/"
        return folder.files.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
            .map { String($0.dropFirst(prefix.count).dropLast(5)) }
            .filter(isMeasurementName).sorted()
    }

    /// Removes a measurement's record. Files that don't have the form of a record are left alone.
    package func remove(_ name: String) throws {
        guard isMeasurementName(name) else { return }
        let (definition, data) = (Self.paths(name)[0], Self.paths(name)[1])
        if isRecord(MeasurementDefinition.self, definition) { try folder.remove(definition) }
        if isRecord(MeasurementData.self, data) { try folder.remove(data) }
        folder.removeEmptyFolders("_measurements")
    }

    private func isRecord<Value: Decodable>(_ type: Value.Type, _ path: String) -> Bool {
        guard let bytes = try? folder.read(path) else { return false }
        return (try? JSONDecoder().decode(type, from: Data(bytes))) != nil
    }

    /// Returns nil if there is no such file.
    private func bytes(_ file: String) throws(InvalidRecord) -> [UInt8]? {
        do {
            return try folder.read("_measurements/\(file)")
        } catch {
            if error.isMissing { return nil }
            throw InvalidRecord(error).located(in: [], "_measurements/\(file)")
        }
    }

    private func encoded(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = try encoder.encode(value)
        return collapsingPlainArrays([UInt8](text)) + [UInt8(ascii: "\n")]
    }
}

extension MeasurementRecord {
    /// Of the bytes of its two files, each field of which is checked; nil when they don't belong
    /// together.
    init?(name: String, definition definitionBytes: [UInt8], data dataBytes: [UInt8])
        throws(InvalidRecord)
    {
        let file = "_measurements/\(name)"
        let definition = try readRecord(
            MeasurementDefinition.self, definitionBytes, file + ".json"
        ) {
            try $0.check(name: name)
        }
        let data = try readRecord(MeasurementData.self, dataBytes, file + ".times.json") {
            try $0.check()
            try $0.checkRounds()
        }
        guard definition.key == data.key, definition.series.count == data.values.count else {
            return nil
        }
        do {
            try RecordSeal.check(dataBytes, with: definitionBytes)
        } catch {
            throw error.located(in: dataBytes, file + ".times.json")
        }
        self.init(definition: definition, data: data)
    }
}

/// Writes each array of a pretty-printed JSON text that holds only numbers on one line, so that a
/// series of values is one line in a diff.
func collapsingPlainArrays(_ json: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    var isInString = false
    var index = 0
    while index < json.count {
        let byte = json[index]
        if isInString {
            if byte == UInt8(ascii: "\\"), index + 1 < json.count {
                result.append(byte)
                index += 1
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
        } else if byte == UInt8(ascii: "\"") {
            isInString = true
        } else if byte == UInt8(ascii: "["), let end = endOfPlainArray(json, from: index + 1) {
            let words = json[(index + 1)..<end].split { $0 <= UInt8(ascii: " ") }
            result.append(byte)
            result.append(contentsOf: words.joined(separator: [UInt8(ascii: " ")]))
            index = end
        }
        result.append(json[index])
        index += 1
    }
    return result
}

private func endOfPlainArray(_ json: [UInt8], from start: Int) -> Int? {
    for index in start..<json.count {
        switch json[index] {
        case UInt8(ascii: "]"): return index
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""): return nil
        default: continue
        }
    }
    return nil
}
