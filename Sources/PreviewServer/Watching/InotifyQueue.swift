import Dispatch
import Glibc

/// An event as the kernel reports it.
struct InotifyEvent: Sendable, Hashable {
    var watch: Int32
    var mask: UInt32
    /// Empty if the event concerns the watched folder itself.
    var name: String

    func has(_ flags: Int32) -> Bool { mask & UInt32(bitPattern: flags) != 0 }
}

/// The reason why the kernel's notifications are unavailable.
struct InotifyUnavailable: Error, CustomStringConvertible {
    let description: String

    init(_ errorNumber: Int32) {
        description =
            switch errorNumber {
            case ENOSPC:
                """
                the folders to watch are more than the system allows; to allow more: \
                sudo sysctl fs.inotify.max_user_watches=1048576
                """
            case EMFILE:
                """
                too many programs watch files; to allow more: \
                sudo sysctl fs.inotify.max_user_instances=1024
                """
            default: "inotify: " + String(cString: strerror(errorNumber))
            }
    }
}

/// The kernel's queue of file events. No other code uses inotify. It is closed when the object is
/// released.
final class InotifyQueue: Sendable {
    private let descriptor: Int32
    /// Written to when the waiting task is cancelled.
    private let wakeUpReader: Int32
    private let wakeUpWriter: Int32
    /// The thread that waits.
    private let thread = DispatchQueue(label: "file-watcher")

    /// Attribute changes (`IN_ATTRIB`) are left out, because publishing by hard links causes one
    /// for each source file, which would start the next build.
    private static let mask = UInt32(
        IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE
            | IN_ONLYDIR)

    init() throws(InotifyUnavailable) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw InotifyUnavailable(errno) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            let reason = errno
            close(descriptor)
            throw InotifyUnavailable(reason)
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (wakeUpReader, wakeUpWriter) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(wakeUpReader)
        close(wakeUpWriter)
    }

    /// Returns the watch's number, which stays the same if the folder is watched already. Returns
    /// nil if it can't be watched because it is gone, not a folder, or not readable.
    func watch(_ folder: String, followsLinks: Bool) throws(InotifyUnavailable) -> Int32? {
        let mask = followsLinks ? Self.mask : Self.mask | UInt32(IN_DONT_FOLLOW)
        let number = inotify_add_watch(descriptor, folder, mask)
        if number >= 0 { return number }
        switch errno {
        case ENOSPC, ENOMEM: throw InotifyUnavailable(errno)
        default: return nil
        }
    }

    func unwatch(_ watch: Int32) {
        inotify_rm_watch(descriptor, watch)
    }

    /// Returns when there are events, at the deadline, or when the task is cancelled. It may also
    /// return earlier.
    func waitForEvents(until deadline: ContinuousClock.Instant?) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                thread.async {
                    self.blockUntilReadable(until: deadline)
                    continuation.resume()
                }
            }
        } onCancel: {
            var byte: UInt8 = 0
            _ = Glibc.write(wakeUpWriter, &byte, 1)
        }
    }

    private func blockUntilReadable(until deadline: ContinuousClock.Instant?) {
        let milliseconds = deadline.map { deadline in
            let (seconds, attoseconds) = (deadline - .now).components
            // Rounded up, so that the last fraction of a millisecond is not spent on many waits of
            // length zero.
            return Int32(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
        }
        var descriptors = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeUpReader, events: Int16(POLLIN), revents: 0),
        ]
        poll(&descriptors, nfds_t(descriptors.count), milliseconds ?? -1)
        if descriptors[1].revents != 0 {
            var byte: UInt8 = 0
            while Glibc.read(wakeUpReader, &byte, 1) > 0 {}
        }
    }

    /// Reads the queue, at most some thousand events, so that a program that writes without end
    /// can't keep the reader busy forever.
    func read() -> [InotifyEvent] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return count > 0 ? Self.decode(buffer[..<count]) : []
    }

    /// The layout is described in `inotify(7)`: four 32-bit numbers (watch, mask, cookie, length of
    /// the name), then the name, padded with NUL. Names that are not UTF-8 are repaired, and then
    /// match no file.
    private static func decode(_ bytes: ArraySlice<UInt8>) -> [InotifyEvent] {
        bytes.withUnsafeBytes { bytes in
            let headerSize = 16
            var events: [InotifyEvent] = []
            var offset = 0
            while offset + headerSize <= bytes.count {
                let watch = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
                let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                let length = bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self)
                let end = min(offset + headerSize + Int(length), bytes.count)
                let name = bytes[offset + headerSize..<end].prefix { $0 != 0 }
                events.append(
                    InotifyEvent(
                        watch: watch, mask: mask, name: String(decoding: name, as: UTF8.self)))
                offset = end
            }
            return events
        }
    }
}
