@testable import Samples

// Samples that use memory that belongs to no process. Such memory must be denied or counted.

extension HostileTests {
    private static let limit = 256 << 20

    /// The sample is killed for its memory use, or it can't get more before that.
    private static let isHeld: @Sendable (SampleRecord) -> Bool = {
        [.outOfMemory(limitBytes: limit), .exited(0)].contains($0.ending)
    }

    /// If nothing counts the memory, it must be denied.
    private static let isDeniedOrCounted: @Sendable (SampleRecord) -> Bool = {
        $0.ending == .outOfMemory(limitBytes: limit)
            || $0.ending == .exited(0) && $0.output.map(\.text) == ["Function not implemented"]
    }

    static let hiding: [Case] = [
        Case("memory that the kernel can't reach", systemCall(447, 0), prints: "-1 38"),
        Case(
            "buffers of local sockets",
            """
            import socket
            kept = []
            while True:
                pair = socket.socketpair()
                pair[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
                pair[0].setblocking(False)
                try:
                    while True: pair[0].send(bytes(65536))
                except BlockingIOError: kept.append(pair)
            """, ends: .outOfMemory(limitBytes: limit)),
        Case(
            "buffers of local sockets whose senders are gone",
            """
            import socket
            kept = []
            while True:
                end, sender = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
                sender.setblocking(False)
                try:
                    while True: sender.send(bytes(100_000))
                except (BlockingIOError, OSError): sender.close()
                kept.append(end)
            """, ends: .outOfMemory(limitBytes: limit)),
        Case(
            "buffers of connections",
            """
            import socket, time
            server, kept = socket.create_server(("127.0.0.1", 0)), []
            end = time.monotonic() + 1.5
            while time.monotonic() < end and len(kept) < 3900:
                sender = socket.create_connection(server.getsockname())
                sender.setblocking(False)
                kept += [sender, server.accept()[0]]
                try:
                    while time.monotonic() < end: sender.send(bytes(1 << 20))
                except BlockingIOError: pass
            """, isHeld),
        Case(
            "datagrams that nobody reads",
            """
            import socket, time
            kept, end = [], time.monotonic() + 1.5
            while time.monotonic() < end and len(kept) < 3900:
                receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                receiver.bind(("127.0.0.1", 0))
                receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 30)
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                    for _ in range(300): sender.sendto(bytes(2000), receiver.getsockname())
                kept.append(receiver)
            """, isHeld),
        Case(
            "answers of the kernel that nobody reads",
            """
            import socket, struct, time
            question = struct.pack("=IHHIIBxHiII", 32, 18, 1, 1, 0, 0, 0, 1, 0, 0)
            kept, end = [], time.monotonic() + 1.5
            while time.monotonic() < end and len(kept) < 3900:
                kept.append(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
                kept[-1].setblocking(False)
                kept[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 30)
                for _ in range(300): kept[-1].send(question)
            """, isHeld),
        Case(
            "pipes that nobody reads, in many processes",
            """
            import os, time
            for _ in range(6): os.fork()
            try:
                while True:
                    reader, writer = os.pipe()
                    os.set_blocking(writer, False)
                    try:
                        while True: os.write(writer, bytes(65536))
                    except BlockingIOError: os.close(writer)
            except OSError: time.sleep(1)
            """, isHeld),
        Case(
            "large pipes",
            """
            import fcntl, os
            kept = []
            try:
                while True:
                    kept.append(os.pipe())
                    fcntl.fcntl(kept[-1][1], 1031, 1 << 20)
                    os.write(kept[-1][1], bytes(1 << 20))
            except OSError as error: print(error.strerror)
            """, prints: "Operation not permitted"),
        Case(
            "page tables",
            """
            import mmap
            kept = []
            while True:
                kept.append(mmap.mmap(-1, 1 << 33, flags=0x4022, prot=mmap.PROT_READ))
                for at in range(0, 1 << 33, 1 << 21): kept[-1][at]
            """, ends: .outOfMemory(limitBytes: limit)),
        Case(
            "shared memory that is mapped no more",
            """
            import mmap
            kept = []
            while True:
                kept.append(mmap.mmap(-1, 32 << 20))
                for at in range(0, 32 << 20, 4096): kept[-1][at] = 1
                kept[-1].madvise(mmap.MADV_DONTNEED)
            """, ends: .outOfMemory(limitBytes: limit)),
        Case(
            "shared memory of System V",
            """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            libc.shmat.restype = ctypes.c_void_p
            while True:
                segment = libc.shmget(0, 32 << 20, 0o1600)
                if segment < 0: break
                at = ctypes.c_void_p(libc.shmat(segment, None, 0))
                ctypes.memset(at, 1, 32 << 20)
                libc.shmdt(at)
            import os
            print(os.strerror(ctypes.get_errno()))
            """, isDeniedOrCounted),
        Case(
            "queues of System V",
            """
            import ctypes, os
            libc, count = ctypes.CDLL(None, use_errno=True), 0
            while (queue := libc.msgget(0, 0o1600)) >= 0:
                while libc.msgsnd(queue, b"1" * 8192, 8000, 0o4000) == 0: pass
                count += 1
            print(os.strerror(ctypes.get_errno()))
            """
        ) { isDeniedOrCounted($0) || $0.output.last?.text == "No space left on device" },
        Case(
            "queues of POSIX",
            """
            import ctypes
            libc, count = ctypes.CDLL(None, use_errno=True), 0
            while libc.mq_open(b"/q%d" % count, 0o102, 0o600, None) >= 0: count += 1
            print(count < 100)
            """, prints: "True"),
        Case(
            "files and memory, each below the limit",
            """
            import time
            for folder in ["/tmp", "/dev/shm", "/sample"]:
                with open(folder + "/file", "wb") as file: file.write(bytes(60 << 20))
            kept = b"x" * (120 << 20)
            time.sleep(3)
            """, ends: .outOfMemory(limitBytes: limit)),
        Case(
            "folders in folders",
            """
            import os
            os.chdir("/tmp")
            while True:
                os.mkdir("d" * 200)
                os.chdir("d" * 200)
            """
        ) { [.outOfMemory(limitBytes: limit), .timedOut(seconds: 8)].contains($0.ending) },
        Case(
            "empty files without end",
            """
            import os
            number = 0
            while True:
                os.close(os.open(f"/tmp/{number}", os.O_CREAT))
                number += 1
            """, info: "python timeout=1s"
        ) { [.outOfMemory(limitBytes: limit), .timedOut(seconds: 1)].contains($0.ending) },
        Case(
            "locks without end",
            """
            import fcntl, os
            file, at = os.open("/tmp/x", os.O_RDWR | os.O_CREAT), 0
            while True:
                fcntl.lockf(file, fcntl.LOCK_EX, 1, at)
                at += 2
            """, info: "python timeout=1s"
        ) { [.outOfMemory(limitBytes: limit), .timedOut(seconds: 1)].contains($0.ending) },
        Case(
            "timers without end",
            """
            import ctypes
            libc, count, timer = ctypes.CDLL(None), 0, ctypes.c_void_p()
            while libc.timer_create(1, None, ctypes.byref(timer)) == 0: count += 1
            print(count <= 4096)
            """, prints: "True"),
        Case(
            "watches without end",
            """
            import ctypes, os
            libc, count = ctypes.CDLL(None), 0
            for number in range(200): open(f"/tmp/{number}", "w").close()
            while (watcher := libc.inotify_init()) >= 0:
                for number in range(200):
                    libc.inotify_add_watch(watcher, f"/tmp/{number}".encode(), 2)
            """, isHeld),
        Case(
            "files on their way",
            """
            import array, os, socket
            kept, message = [], [b"x"]
            try:
                while True:
                    kept.append(socket.socketpair())
                    kept[-1][0].setblocking(False)
                    try:
                        while True:
                            ends = os.pipe()
                            kept[-1][0].sendmsg(message, [(1, 1, array.array("i", ends))])
                            for end in ends: os.close(end)
                    except BlockingIOError: pass
            except OSError as error: print(error.strerror)
            """, isHeld),
        Case(
            "filters without end",
            """
            import ctypes
            class Program(ctypes.Structure):
                _fields_ = [("count", ctypes.c_ushort), ("code", ctypes.c_void_p)]
            code = (ctypes.c_uint64 * 4096)(*[0x7FFF000000000006] * 4096)
            program = Program(4096, ctypes.cast(code, ctypes.c_void_p))
            libc = ctypes.CDLL(None, use_errno=True)
            print(libc.prctl(22, 2, ctypes.byref(program), 0, 0), ctypes.get_errno())
            print(libc.syscall(317, 1, 0, ctypes.byref(program)), ctypes.get_errno())
            """, prints: "-1 1", "-1 1"),
        Case(
            "mappings without end",
            """
            import mmap
            kept = []
            try:
                while True: kept.append(mmap.mmap(-1, 4096, prot=len(kept) % 2 + 1))
            except OSError as error: print(error.strerror)
            """, prints: "Cannot allocate memory"),
        Case(
            "huge pages",
            """
            import mmap
            kept = []
            try:
                while True: kept.append(mmap.mmap(-1, 2 << 20, flags=0x40022))
            except OSError as error: print(error.strerror)
            """, prints: "Cannot allocate memory"),
        Case(
            "memory that must not be swapped",
            """
            import ctypes, mmap
            kept = mmap.mmap(-1, 128 << 20)
            at = ctypes.addressof(ctypes.c_char.from_buffer(kept))
            print(ctypes.CDLL(None).mlock(ctypes.c_void_p(at), 128 << 20) == 0)
            """, ends: .exited(0)),
    ]
}
