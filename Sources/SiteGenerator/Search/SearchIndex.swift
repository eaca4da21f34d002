import Files
import Foundation
import Tools
import Vault

/// The full-text index that Pagefind makes of the finished pages.
///
/// Each page is sent to Pagefind in turn, so that the index doesn't depend on the order of files in
/// a folder. Pagefind sends back the index's files, so that it needs no folder to write to, and
/// errors of writing are noticed here.
struct SearchIndex: Sendable {
    /// The name of the index's folder in the site.
    static let folder = "pagefind"

    private let tool: Tool
    private let tools: Toolbox

    /// Returns Pagefind itself or the Python package that contains it, or nil if neither is
    /// installed.
    static func find(_ tools: Toolbox) async -> SearchIndex? {
        if let tool = tools.find("pagefind") { return SearchIndex(tool: tool, tools: tools) }
        return await tools.pagefind().map { SearchIndex(tool: $0, tools: tools) }
    }

    static let missing = Diagnostic(
        .warning, .toolMissing, file: "",
        "the site has no search: Pagefind is not on the path",
        help: "pip install 'pagefind[extended]', or build with --no-search")

    /// A value that changes with Pagefind's executable.
    var stamp: String { fileStamp(tool.path) }

    /// Indexes the pages of the site in the folder `site`.
    ///
    /// - Returns: the index's files, with their paths in its folder.
    func make(of site: String) async throws -> [(path: String, bytes: [UInt8])] {
        let pages = filesBelow(site).filter { $0.hasSuffix(".html") }
        let size = pages.reduce(0) { $0 + fileSize(site + "/" + $1) }
        // The index contains every word of every page with its place, several times.
        var limits = ToolLimits(
            memory: 1 << 30 + 128 * size, seconds: 300 + pages.count / 4,
            output: 64 << 20 + 8 * size, deadline: .seconds(1_200 + pages.count))
        // Pagefind starts a few threads for each core.
        limits.processes = 1_024
        let output = try await tools.runStreaming(
            tool, ["--service"], limits: limits
        ) { input in
            try await input.write(request(0, ["type": "NewIndex"]))
            for (index, page) in pages.enumerated() {
                let text = readText(site + "/" + page) ?? ""
                try await input.write(
                    request(
                        index + 1,
                        [
                            "type": "AddFile", "index_id": 0, "file_path": page,
                            "file_contents": text,
                        ]))
            }
            try await input.write(
                request(pages.count + 1, ["type": "GetFiles", "index_id": 0]))
        } read: { output in
            try await lastMessage(&output, count: pages.count + 2)
        }
        return try indexFiles(output.bytes)
    }
}

private func fileSize(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Returns a message to Pagefind's service: JSON in base64 and a comma.
private func request(_ id: Int, _ payload: [String: any Sendable]) throws -> [UInt8] {
    let message: [String: Any] = ["message_id": id, "payload": payload]
    let json = try JSONSerialization.data(withJSONObject: message, options: .sortedKeys)
    return Array(json.base64EncodedData()) + [UInt8(ascii: ",")]
}

/// Reads `count` answers and returns the last one.
private func lastMessage(_ output: inout ToolOutput, count: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    var (start, seen, searched) = (0, 0, 0)
    while true {
        while let comma = bytes[searched...].firstIndex(of: UInt8(ascii: ",")) {
            seen += 1
            let message = bytes[start..<comma]
            if seen == count { return try decoded(message) }
            // Only failures matter; the answer for a page has nothing else that we need.
            try check(decoded(message))
            (start, searched) = (comma + 1, comma + 1)
        }
        bytes.removeFirst(start)
        (start, searched) = (0, bytes.count)
        guard try await output.next(into: &bytes) else {
            throw Tool.Failure(description: "it ended after \(seen) of \(count) answers")
        }
    }
}

private func decoded(_ message: ArraySlice<UInt8>) throws -> [UInt8] {
    guard let json = Data(base64Encoded: Data(message), options: .ignoreUnknownCharacters) else {
        throw Tool.Failure(description: "its answer is not base64")
    }
    return Array(json)
}

private struct Answer: Decodable {
    struct Payload: Decodable {
        struct File: Decodable {
            var path: String
            var content: Data
        }

        var type: String
        var message: String?
        var files: [File]?
    }

    var payload: Payload
}

private func payload(_ json: [UInt8]) throws -> Answer.Payload {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(json)) else {
        throw Tool.Failure(description: "its answer does not fit the request")
    }
    return answer.payload
}

private func check(_ json: [UInt8]) throws {
    let payload = try payload(json)
    guard payload.type != "Error" else {
        throw Tool.Failure(description: payload.message ?? "no reason given")
    }
}

private func indexFiles(_ json: [UInt8]) throws -> [(path: String, bytes: [UInt8])] {
    let payload = try payload(json)
    guard let files = payload.files else {
        throw Tool.Failure(description: payload.message ?? "it has no files")
    }
    let kept = files.filter { !isDialog($0.path) }.sorted { $0.path < $1.path }
    try checkIndex(kept.map { ($0.path, $0.content) })
    return kept.map { ($0.path, Array($0.content)) }
}

/// Returns true for the files of Pagefind's own dialogs, which the theme doesn't use.
private func isDialog(_ path: String) -> Bool {
    path.hasPrefix("pagefind-") && path.hasSuffix(".css")
        || path.hasPrefix("pagefind-") && path.hasSuffix("-ui.js")
        || path == "pagefind-ui.js" || path == "pagefind-highlight.js"
}
