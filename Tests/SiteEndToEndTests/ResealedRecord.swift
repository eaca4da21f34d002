import Foundation

extension TinyVault {
    /// Gives a record that a test has edited the digest of its new values. Whoever edits one can do
    /// the same: what a test is about is then not the edit.
    ///
    /// - Parameter record: below the records' folder, without ending: `Note/a`.
    func reseal(_ record: String) throws {
        let path = content + "/_records/" + record
        let main = try String(contentsOfFile: path + ".json", encoding: .utf8)
        let sealed = try String(contentsOfFile: path + ".times.json", encoding: .utf8)
        let times = sealed.replacing(/\n  "digest" : "[0-9a-f]{64}",/, with: "")
        let digest = try sha256(compact(main) + "\n" + compact(times))
        try ("{\n  \"digest\" : \"\(digest)\"," + times.dropFirst())
            .write(toFile: path + ".times.json", atomically: false, encoding: .utf8)
    }
}

/// JSON without the blanks between its words.
private func compact(_ json: String) -> String {
    json.replacing(/"(?:[^"\\]|\\.)*"|\s+/) { $0.0.hasPrefix("\"") ? String($0.0) : "" }
}

private func sha256(_ text: String) throws -> String {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: printed.prefix(64), as: UTF8.self)
}
