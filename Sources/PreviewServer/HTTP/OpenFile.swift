import Glibc

/// An open file descriptor. It is closed when the object is released.
final class Descriptor: Sendable {
    let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    static func open(_ path: String, flags: Int32 = 0) -> Descriptor? {
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC | flags)
        return number < 0 ? nil : Descriptor(number)
    }

    /// Opens a name in this folder. A symbolic link is refused.
    func open(_ name: String, flags: Int32 = 0) -> Descriptor? {
        let all = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | flags
        let number = openat(self.number, name, all)
        return number < 0 ? nil : Descriptor(number)
    }

    func isCurrentFile(at path: String) -> Bool {
        var mine = stat()
        var other = stat()
        return fstat(number, &mine) == 0 && stat(path, &other) == 0
            && mine.st_ino == other.st_ino && mine.st_dev == other.st_dev
    }

    /// Returns the file type bits of a name in this folder; nil if there is none.
    func kind(of name: String) -> mode_t? {
        var status = stat()
        guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }

    func target(ofLink name: String) -> String? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlinkat(number, name, &target, target.count)
        guard count > 0, count < target.count else { return nil }
        return String(validating: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// A regular file that is open for reading. It stays the same file even if its name is reused.
final class OpenFile: Sendable {
    private let descriptor: Descriptor
    let size: Int
    /// A text that differs between versions of the file.
    let version: String

    init?(_ descriptor: Descriptor) {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        self.descriptor = descriptor
        size = status.st_size
        let time = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        version = [Int(status.st_ino), size, time].map { String($0, radix: 36) }
            .joined(separator: "-")
    }

    /// Returns the bytes of `range`, or fewer if the file has become shorter or can't be read.
    func read(_ range: Range<Int>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
                let read = pread(
                    descriptor.number, rest.baseAddress, rest.count, range.lowerBound + count)
                if read < 0 && errno == EINTR { continue }
                if read <= 0 { break }
                count += read
            }
        }
    }
}
