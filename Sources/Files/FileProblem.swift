import Glibc

/// The reason why a file was not read, written or removed.
package struct FileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        /// Symbolic links below one of the program's own folders are not followed: their targets do
        /// not belong to the program.
        case symbolicLink
        case notAFolder
        /// The path names a folder, a named pipe, a socket or a device.
        case notAFile
        /// The path is a mount point of another file system.
        case mountPoint
        /// A system call failed with this `errno`.
        case failed(Int32)
    }

    package var path: String
    package var reason: Reason

    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// Takes the reason from `errno`.
    package init(_ path: String) { self.init(path, .failed(errno)) }

    package var isMissing: Bool { reason == .failed(ENOENT) }

    /// True if the path holds something that the program did not make and will not touch.
    package var isForeign: Bool {
        switch reason {
        case .symbolicLink, .notAFolder, .notAFile, .mountPoint: true
        case .failed: false
        }
    }

    package var description: String { "\(path): \(why)" }

    /// The reason alone, for messages that already name the path.
    package var why: String {
        switch reason {
        case .symbolicLink: "this is a symbolic link, which is not followed here"
        case .notAFolder: "this is not a folder"
        case .notAFile: "this is not a regular file"
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
