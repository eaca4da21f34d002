import Foundation

/// Makes a folder of its own for `body`, which only this user can look into, and removes it.
package func withTemporaryFolder<Result>(
    _ body: (_ folder: String) async throws -> Result
) async throws -> Result {
    let own = ProcessInfo.processInfo.environment["TMPDIR"]
    let base = own.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array((base + "/site-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileProblem(base) }
    let folder = template.withUnsafeBufferPointer {
        String(decoding: UnsafeRawBufferPointer($0).dropLast(), as: UTF8.self)
    }
    do {
        let result = try await body(folder)
        try removeTree(folder)
        return result
    } catch {
        _ = try? removeTree(folder)
        throw error
    }
}
