@testable import Samples

// The samples of `HostileTests`.

extension HostileTests {
    /// Whichever limit it reaches first.
    private static let isFoundOut: @Sendable (SampleRecord) -> Bool = {
        [.tooManyProcesses(limit: 100), .outOfMemory(limitBytes: 256 << 20)].contains($0.ending)
    }

    static let exhausting: [Case] = [
        Case(
            "a fork bomb", "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
            isFoundOut),
        Case("a shell's fork bomb", "f() { f | f & }; f; sleep 60", info: "bash", isFoundOut),
        Case(
            "threads without end",
            """
            import threading
            stop = threading.Event()
            try:
                for n in range(10_000): threading.Thread(target=stop.wait).start()
            except RuntimeError as error:
                print(100 < n < 400, error)
            stop.set()
            """, prints: "True can't start new thread"),
        Case(
            "memory", "x = []\nwhile True: x.append(bytearray(1 << 20))",
            ends: .outOfMemory(limitBytes: 256 << 20)),
        Case(
            "memory in four processes, each below the limit",
            """
            import os, time
            for _ in range(3): os.fork()
            x = bytearray(100 << 20)
            for i in range(0, len(x), 4096): x[i] = 1
            time.sleep(5)
            """, ends: .outOfMemory(limitBytes: 256 << 20)),
        Case(
            "filling the temporary folders",
            """
            for folder in ["/tmp", "/dev/shm", "/home/sample", "/sample"]:
                try:
                    for n in range(100):
                        with open(f"{folder}/{n}", "wb") as file: file.write(bytes(1 << 20))
                except OSError as error:
                    print(n <= 64, error.strerror)
                import os
                for old in range(n + 1): os.unlink(f"{folder}/{old}")
            """,
            prints: "True No space left on device", "True No space left on device",
            "True No space left on device", "True No space left on device"),
        Case(
            "filling anonymous files",
            """
            import os
            for n in range(100):
                fd = os.memfd_create("x")
                for _ in range(16): os.write(fd, bytes(1 << 20))
            """
        ) {
            // Where nobody could count them, there are none.
            $0.ending == .outOfMemory(limitBytes: 256 << 20)
                || $0.output.last?.text == "OSError: [Errno 38] Function not implemented"
        },
        Case(
            "a file beyond its size",
            """
            import signal
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            try: open("/tmp/big", "wb").truncate(1 << 40)
            except OSError as error: print(error.strerror)
            """, prints: "File too large"),
        Case(
            "output without end", "while True: print('x' * 100)",
            ends: .tooMuchOutput(limitBytes: 1 << 20)),
        Case(
            "output without end or newline", "while True: print('x' * 100, end='')",
            ends: .tooMuchOutput(limitBytes: 1 << 20)),
        Case("a line of 50 MB", "print('x' * 50_000_000)") { record in
            record.ending == .tooMuchOutput(limitBytes: 1 << 20)
                && record.output.reduce(0) { $0 + $1.text.utf8.count } <= (128 << 10) + 100
        },
        Case("a hundred thousand lines", "for n in range(100_000): print(n)") { record in
            record.ending == .exited(0) && record.output.count == 2000
                && record.output[999].text == "999" && record.output.last?.text == "99999"
                && record.omittedLines == 98_000 && record.omittedAfter == 999
        },
        Case(
            "a flood on both streams",
            "import os\nwhile True: os.write(1, b'o' * 999); os.write(2, b'e' * 999)",
            ends: .tooMuchOutput(limitBytes: 1 << 20)),
        Case(
            "open files without end",
            """
            import os
            try:
                for n in range(100_000): os.dup(0)
            except OSError as error: print(n < 4096, error.strerror)
            """, prints: "True Too many open files"),
    ]

    static let stubborn: [Case] = [
        Case(
            "ignoring every signal it can",
            """
            import signal
            for number in set(range(1, 65)) - {9, 19, 32, 33}: signal.signal(number, signal.SIG_IGN)
            while True: pass
            """, info: "python timeout=1s", ends: .timedOut(seconds: 1)),
        Case(
            "stopping itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
            info: "python timeout=1s", ends: .timedOut(seconds: 1)),
        Case(
            "sleeping with everything closed",
            "import os, time\nos.closerange(0, 256)\ntime.sleep(60)",
            info: "python timeout=1s", ends: .timedOut(seconds: 1)),
        Case(
            "closing everything", "import os\nos.closerange(0, 4096)\nos._exit(0)", ends: .exited(0)
        ),
        Case(
            "a daemon that holds the output",
            """
            import os, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0: time.sleep(60)
                os._exit(0)
            print("parent")
            """, prints: "parent"),
        Case(
            "children that print on",
            """
            import os
            if os.fork() == 0:
                while True: os.write(1, b"")
            print("parent")
            """, prints: "parent"),
        Case("waiting for input", "print(repr(open(0).read()))", prints: "''"),
        Case("dying of a signal", "import os\nos.kill(os.getpid(), 11)", ends: .signalled(11)),
        Case(
            "killing all it can reach",
            "import os, time\nif os.fork() == 0: time.sleep(60)\nos.kill(-1, 9)\nprint(os.wait()[1])",
            prints: "9"),
        Case(
            "killing the launcher",
            "import os\nfor n in (9, 15, 19): os.kill(1, n)\nprint('still there')",
            prints: "still there"),
        Case(
            "raising its own limits",
            """
            import os, resource
            for name in ["NPROC", "NOFILE", "FSIZE", "CORE"]:
                limit = getattr(resource, "RLIMIT_" + name)
                hard = resource.getrlimit(limit)[1]
                try: resource.setrlimit(limit, (hard + 1, hard + 1)); print(name)
                except ValueError: pass
            try: os.nice(-5); print("nice")
            except PermissionError: pass
            try: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)); print("fifo")
            except PermissionError: pass
            """, ends: .exited(0)),
    ]

    static let curious: [Case] = [
        Case(
            "reading secrets",
            readable("/etc/shadow", "/etc/sudoers", "/root/.bashrc", "/etc/hostname"), prints: "[]"),
        Case(
            "looking for homes",
            "import os\nprint(os.listdir('/home'), os.path.expanduser('~'))",
            prints: "['sample'] /home/sample"),
        Case(
            "reading the vault and other samples",
            "import os\nprint(os.listdir('/tmp'), os.listdir('.'))", prints: "[] ['main.py']"),
        Case(
            "reading the builder's environment",
            """
            import os
            known = {"PATH", "HOME", "USER", "LANG", "TZ", "TERM", "COLUMNS", "OMP_NUM_THREADS",
                "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "PYTHONPATH", "PYTHONHASHSEED",
                "PYTHONDONTWRITEBYTECODE", "MARKER"}
            print(sorted(set(os.environ) - known))
            for name in ["environ", "mem", "fd/4", "root", "cwd"]:
                try: open(f"/proc/1/{name}").read(); print(name)
                except OSError: pass
            """, prints: "[]"),
        Case(
            "looking at other processes",
            "import os\nprint(sorted(int(p) for p in os.listdir('/proc') if p.isdigit()))",
            prints: "[1, 2]"),
        Case(
            "inherited descriptors",
            "import os\nprint(sorted(int(f) for f in os.listdir('/proc/self/fd'))[:-1])",
            prints: "[0, 1, 2]"),
        Case(
            "the host's names",
            "import os, socket\nprint(socket.gethostname(), os.getuid(), os.getpid())",
            prints: "sample 1000 2"),
    ]

    static let escaping: [Case] = [
        Case(
            "writing wherever it can",
            """
            import os
            for folder in ["/", "/usr", "/usr/bin", "/etc", "/dev", "/helper", "/proc", "/proc/sys/kernel",
                           "/proc/1", "/home", "/tmp", "/home/sample", "/dev/shm", "/sample"]:
                try:
                    open(folder + "/written", "w").close()
                    print(folder)
                except OSError: pass
            for file in ["/shim", "/etc/passwd", "/helper/sitecustomize.py", "/proc/sys/kernel/core_pattern"]:
                try: open(file, "a").close(); print(file)
                except OSError: pass
            """, prints: "/tmp", "/home/sample", "/dev/shm", "/sample"),
        Case(
            "the network",
            """
            import socket
            for host in ["1.1.1.1", "169.254.169.254", "8.8.8.8"]:
                try: socket.create_connection((host, 53), timeout=2); print("reached", host)
                except OSError: pass
            try: socket.getaddrinfo("example.com", 80); print("resolved")
            except OSError: pass
            server = socket.create_server(("127.0.0.1", 0))
            socket.create_connection(server.getsockname())
            print("own loopback")
            """, prints: "own loopback"),
        Case(
            "abstract sockets of the host",
            "print(len(open('/proc/net/unix').read().splitlines()))",
            prints: "1"),
        Case("ptrace", call("ptrace", 16, 1, 0, 0), prints: "-1 1"),
        Case("a user namespace", call("unshare", 0x1000_0000), prints: "-1 1"),
        Case("a mount namespace", call("unshare", 0x0002_0000), prints: "-1 1"),
        Case("mounting", call("mount", 0, 0, 0, 0, 0), prints: "-1 1"),
        Case("changing its root", call("chroot", 0), prints: "-1 1"),
        Case(
            "a user namespace by clone", "unshare -Ur true && echo escaped; true", info: "bash"
        ) {
            $0.ending == .exited(0) && !$0.output.contains { $0.text == "escaped" }
        },
        Case(
            "rare system calls",
            """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            # io_uring_setup, bpf, userfaultfd, keyctl, perf_event_open, process_vm_readv
            for number in [425, 321, 323, 250, 298, 310]:
                print(libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno(), end=" ")
            """, prints: "-1 38 -1 1 -1 1 -1 1 -1 1 -1 1 "),
        Case(
            "sockets of other kinds",
            """
            import socket
            for family in [40, 17, 38]:
                try: socket.socket(family, socket.SOCK_STREAM); print(family)
                except OSError as error: print(error.errno)
            """, prints: "97", "97", "97"),
        Case(
            "typing into the terminal",
            """
            import fcntl, os, pty
            try: os.open("/dev/tty", os.O_RDWR); print("has a terminal")
            except OSError: print("no terminal")
            _, terminal = pty.openpty()
            try: fcntl.ioctl(terminal, 0x5412, b"x")
            except OSError as error: print(error.strerror)
            """, prints: "no terminal", "Operation not permitted"),
        Case(
            "new privileges",
            "for line in open('/proc/self/status'):\n    if line.startswith(('CapEff', 'CapBnd', 'NoNewPrivs')): print(line.split())",
            prints: "['CapEff:', '0000000000000000']", "['CapBnd:', '0000000000000000']",
            "['NoNewPrivs:', '1']"),
        Case(
            "devices",
            "import os\nprint(sorted(set(os.listdir('/dev')) - {'core', 'fd', 'full', 'null', 'ptmx', 'pts', 'random', 'shm', 'stderr', 'stdin', 'stdout', 'tty', 'urandom', 'zero', 'console'}))",
            prints: "[]"),
        Case(
            "making a device",
            "import os\ntry: os.mknod('/tmp/x', 0o060666, os.makedev(8, 0)); print('made')\nexcept OSError as e: print(e.strerror)",
            prints: "Operation not permitted"),
    ]

    static let garbled: [Case] = [
        Case(
            "output that is no UTF-8", "import os\nos.write(1, b'a\\xff\\xfeb\\n')",
            prints: "a\u{FFFD}\u{FFFD}b"),
        Case("NUL bytes", "import os\nos.write(1, b'a\\0b\\n')", prints: "a\u{FFFD}b"),
        Case("a terminal's title", "print('\\x1b]0;owned\\x07ok')", prints: "ok"),
        Case(
            "links for a terminal",
            "print('\\x1b]8;;http://evil/\\x1b\\\\click\\x1b]8;;\\x1b\\\\')", prints: "click"),
        Case("clearing the screen", "print('\\x1b[2J\\x1b[1;1Hok')", prints: "ok"),
        Case("a sequence without end", "print('\\x1b]0;' + 'x' * 100)", prints: ""),
    ]

    /// Prints which of the files can be read.
    private static func readable(_ paths: String...) -> String {
        """
        found = []
        for path in \(paths):
            try: open(path).read(); found.append(path)
            except OSError: pass
        print(found)
        """
    }

    /// Prints what a call of the C library gives, and the error number.
    private static func call(_ name: String, _ arguments: Int...) -> String {
        let list = arguments.map(String.init).joined(separator: ", ")
        return """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            print(libc.\(name)(\(list)), ctypes.get_errno())
            """
    }
}
