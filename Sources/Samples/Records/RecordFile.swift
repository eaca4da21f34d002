import Foundation
import Glibc
import SystemPackage

/// Why a record can't be kept: the folder of records is not writable, or its disk is full.
package struct RecordWriteError: Error, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String { "can't write \(path): \(reason)" }
}

/// Writes a file of the records in one step, with the folders above it; nothing when it is there as
/// it should be.
func writeRecordFile(_ bytes: [UInt8], to path: String) throws(RecordWriteError) {
    if let old = try? readFile(path), old == bytes { return }
    let scratch = "\(path).tmp\(getpid())"
    do {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
        let file = try FileDescriptor.open(
            FilePath(scratch), .writeOnly, options: [.create, .truncate, .closeOnExec],
            permissions: FilePermissions(rawValue: 0o644))
        try file.closeAfter { _ = try file.writeAll(bytes) }
        guard rename(scratch, path) == 0 else { throw Errno(rawValue: errno) }
    } catch {
        unlink(scratch)
        let reason = (error as? Errno)?.description ?? error.localizedDescription
        throw RecordWriteError(path: path, reason: reason)
    }
}

/// Whether this is what a writer left behind that was killed: `NAME.tmpPID` of a process that is no
/// more.
package func isLeftover(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), name[dot...].hasPrefix(".tmp"),
        let process = pid_t(name[dot...].dropFirst(4)), process > 0
    else { return false }
    return process == getpid() || kill(process, 0) != 0 && errno == ESRCH
}
