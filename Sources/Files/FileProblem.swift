import Glibc

/// Why a file was neither read, written nor removed.
package struct FileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        /// Links are not followed below a folder of ours: what they lead to is not ours.
        case symbolicLink
        case notAFolder
        /// A folder, a named pipe, a socket or a device.
        case notAFile
        /// Another file system begins here.
        case mountPoint
        /// What `errno` said.
        case failed(Int32)
    }

    package var path: String
    package var reason: Reason

    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// With what `errno` says.
    package init(_ path: String) { self.init(path, .failed(errno)) }

    package var isMissing: Bool { reason == .failed(ENOENT) }

    /// Whether something stands there that the program did not make and will not touch.
    package var isForeign: Bool {
        switch reason {
        case .symbolicLink, .notAFolder, .notAFile, .mountPoint: true
        case .failed: false
        }
    }

    package var description: String { "\(path): \(why)" }

    /// Without the path.
    package var why: String {
        switch reason {
        case .symbolicLink: "this is a symbolic link, which is not followed here"
        case .notAFolder: "this is no folder"
        case .notAFile: "this is no plain file"
        case .mountPoint: "another file system is mounted here"
        case .failed(let code): String(cString: strerror(code))
        }
    }
}

extension stat {
    package var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    package var isFile: Bool { st_mode & S_IFMT == S_IFREG }
    package var isLink: Bool { st_mode & S_IFMT == S_IFLNK }

    func isSame(as other: stat) -> Bool { st_ino == other.st_ino && st_dev == other.st_dev }
}
