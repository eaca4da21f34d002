import Dispatch
import Glibc

/// One event as the kernel tells it.
struct InotifyEvent: Sendable, Hashable {
    var watch: Int32
    var mask: UInt32
    /// Empty when the event is about the watched folder itself.
    var name: String

    func has(_ flags: Int32) -> Bool { mask & UInt32(bitPattern: flags) != 0 }
}

/// Why the kernel's notifications can't be had.
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

/// The kernel's queue of file events: the one door to inotify. Closed when it goes.
final class InotifyQueue: Sendable {
    private let descriptor: Int32
    /// Written to when the waiting task is cancelled.
    private let wakeUpReader: Int32
    private let wakeUpWriter: Int32
    /// Where the one thread waits.
    private let thread = DispatchQueue(label: "file-watcher")

    /// Attribute changes (`IN_ATTRIB`) are left out on purpose: publishing by hard links makes one
    /// for each source file, and would start the next build.
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

    /// The watch's number, which is the same when the folder is watched already; nil when it can't
    /// be watched because it is gone, no folder, or not readable.
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

    /// Returns when there are events, at the deadline, or when the task is cancelled; perhaps
    /// earlier.
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
            // Rounded up, lest the last fraction be spent on many waits of no length.
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

    /// What is in the queue, at most some thousand events: so that a program that writes without
    /// end can't keep the reader here for ever.
    func read() -> [InotifyEvent] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return count > 0 ? Self.decode(buffer[..<count]) : []
    }

    /// Layout: `inotify(7)`. Four 32-bit numbers (watch, mask, cookie, length of the name), then
    /// the name, filled up with NUL. Names that are not UTF-8 are repaired, and then fit no file.
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
