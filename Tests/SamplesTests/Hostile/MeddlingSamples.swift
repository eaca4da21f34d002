@testable import Samples

// Samples that attack the programs that run them, or try to leave the sandbox.

extension HostileTests {
    static let meddling: [Case] = [
        Case(
            "limits of the launcher",
            """
            import ctypes
            libc, two = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint64 * 2)(1, 1)
            for resource in [0, 1, 6, 7]:
                print(libc.prlimit(1, resource, ctypes.byref(two), None), ctypes.get_errno())
            """, prints: "-1 1", "-1 1", "-1 1", "-1 1"),
        Case(
            "limits of others, and its own",
            """
            import os, resource, time
            child = os.fork()
            if child == 0: time.sleep(60)
            print(resource.prlimit(child, resource.RLIMIT_CORE))
            for process in [child, os.getpid()]:
                try: resource.prlimit(process, resource.RLIMIT_NOFILE, (50, 50))
                except PermissionError as error: print(error.strerror)
            resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
            print(resource.getrlimit(resource.RLIMIT_NOFILE))
            """,
            prints: "(0, 0)", "Operation not permitted", "Operation not permitted", "(50, 50)"),
        Case(
            "stopping the launcher by its turn",
            """
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            def denied(call):
                try: return not call()
                except PermissionError: return True
            print(
                denied(lambda: os.sched_setaffinity(1, {0}) or True),
                denied(lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)) or True),
                denied(lambda: os.sched_setparam(1, os.sched_param(0)) or True),
                [denied(lambda: os.setpriority(*who, 19) or True)
                    for who in [(0, 1), (1, 1), (2, 0), (2, 1000)]],
                [libc.syscall(251, *who, 0x6007) for who in [(1, 1), (2, 1), (3, 0), (3, 1000)]])
            os.setpriority(os.PRIO_PROCESS, 0, 5)
            os.sched_setaffinity(0, os.sched_getaffinity(0))
            """, prints: "True True True [True, True, True, True] [-1, -1, -1, -1]"),
        Case(
            "looking into the launcher",
            """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            launcher = libc.syscall(434, 1, 0)
            # kcmp, pidfd_getfd, process_madvise, process_mrelease, process_vm_writev, ptrace
            for call in [(312, 1, 1, 0, 0, 0), (438, launcher, 4, 0), (440, launcher, 0, 0, 0, 0),
                    (448, launcher, 0), (311, 1, 0, 0, 0, 0, 0), (101, 16, 1, 0, 0)]:
                print(libc.syscall(*call), ctypes.get_errno(), end=" ")
            """, prints: "-1 1 -1 1 -1 1 -1 1 -1 1 -1 1 "),
        Case(
            "signals to the launcher by all ways",
            """
            import ctypes, os, signal, time
            libc = ctypes.CDLL(None)
            launcher = os.pidfd_open(1)
            for number in range(1, 65):
                try: os.kill(1, number)
                except OSError: pass
                libc.syscall(200, 1, number)     # tkill
                libc.syscall(234, 1, 1, number)  # tgkill
                try: signal.pidfd_send_signal(launcher, number)
                except OSError: pass
            time.sleep(0.1)
            print(open("/proc/1/stat").read().split()[2] in "SR")
            """, prints: "True"),
        Case(
            "writing to /proc",
            """
            import os
            written = []
            for process in ["1", "self", "self/task/" + str(os.getpid())]:
                for name in os.listdir("/proc/" + process):
                    try:
                        os.close(os.open(f"/proc/{process}/{name}", os.O_WRONLY))
                        written.append(name)
                    except OSError: pass
            print(written)
            """, prints: "[]"),
        Case(
            "making itself the last to be ended",
            """
            print(open("/proc/self/oom_score_adj").read().strip())
            for name in ["oom_score_adj", "oom_adj"]:
                try: open("/proc/self/" + name, "w").write("0")
                except OSError as error: print(error.strerror)
            """, prints: "1000", "Read-only file system", "Read-only file system"),
        Case(
            "protocols that the kernel would have to load",
            """
            import socket
            tried = [(2, 1, 262), (10, 1, 262), (2, 1, 132), (2, 2, 136), (2, 1, 256), (2, 2, 1),
                (16, 3, 2), (16, 3, 9), (16, 3, 12), (16, 3, 16)]
            for kind in tried:
                try: socket.socket(*kind); print(kind)
                except OSError as error: print(error.errno, end=" ")
            """, prints: "93 93 93 93 93 93 93 93 93 93 "),
        Case(
            "pairs of sockets of other kinds",
            """
            import socket
            for family in [2, 10, 16, 17, 30, 40]:
                try: socket.socketpair(family, socket.SOCK_DGRAM); print(family)
                except OSError as error: print(error.errno, end=" ")
            print(len(socket.socketpair()))
            """, prints: "97 97 97 97 97 97 2"),
        Case(
            "system calls that nobody has looked at",
            """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            found = [number for number in [*range(467, 1000), 0x40000027, 0x40000001]
                if libc.syscall(number, 0, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != 38]
            print(found)
            """, prints: "[]"),
        Case(
            "mounts by new ways, and rules of its own",
            """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            # open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr, fanotify_init
            for number in [428, 429, 430, 431, 432, 433, 442, 300]:
                print(libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno(), end=" ")
            # landlock
            for number in [444, 445, 446]:
                print(libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno(), end=" ")
            """,
            prints:
                "-1 1 -1 1 -1 1 -1 1 -1 1 -1 1 -1 1 -1 1 -1 38 -1 38 -1 38 "),
        Case(
            "the clock and the names of the machine",
            """
            import ctypes, socket, time
            for call in [lambda: time.clock_settime(time.CLOCK_REALTIME, 0),
                    lambda: socket.sethostname("owned")]:
                try: call(); print("set")
                except PermissionError as error: print(error.strerror)
            """, prints: "Operation not permitted", "Operation not permitted"),
        Case(
            "programs that would give it more rights",
            """
            import os, subprocess
            programs = [f"/usr/bin/{name}" for name in os.listdir("/usr/bin")
                if os.stat(f"/usr/bin/{name}").st_mode & 0o6000]
            for program in programs:
                os.system(f"timeout 1 {program} </dev/null >/dev/null 2>&1")
            print(subprocess.run(["su", "-c", "id -u"], capture_output=True).stdout)
            """, prints: "b''"),
        Case(
            "a sandbox in the sandbox",
            "bwrap --bind / / --unshare-all id -u && echo escaped; true", info: "bash"
        ) { $0.ending == .exited(0) && !$0.output.contains { $0.text == "escaped" } },
        Case(
            "zombies",
            """
            import os, time
            made = 0
            try:
                while True:
                    if os.fork() == 0: os._exit(0)
                    made += 1
            except OSError: time.sleep(1)
            """
        ) { [.tooManyProcesses(limit: 100), .exited(0)].contains($0.ending) },
        Case(
            "a crowd of daemons",
            """
            import os, signal, time
            for _ in range(40):
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        for number in [1, 2, 15]: signal.signal(number, signal.SIG_IGN)
                        while True: time.sleep(60)
                    os._exit(0)
                os.wait()
            print("parent")
            """, prints: "parent"),
        Case(
            "becoming itself again and again",
            "import os, sys\nos.execv(sys.executable, [sys.executable, 'main.py'])",
            info: "python timeout=1s", ends: .timedOut(seconds: 1)),
        Case(
            "becoming another program", "import os\nos.execv('/bin/sh', ['sh', '-c', 'echo $$'])",
            prints: "2"),
        Case(
            "arguments that are too long",
            "import os\ntry: os.execv('/bin/true', ['x' * (1 << 22)])\nexcept OSError as e: print(e.strerror)",
            prints: "Argument list too long"),
        Case(
            "taking away the ground it stands on",
            """
            import os
            os.unlink("main.py")
            for call in [lambda: os.rmdir("/sample"), lambda: os.rename("/sample", "/tmp/x")]:
                try: call()
                except OSError as error: print(error.strerror)
            """, prints: "Read-only file system", "Invalid cross-device link"),
        Case(
            "a pipe that nobody opens",
            "import os\nos.mkfifo('/tmp/pipe')\nopen('/tmp/pipe')",
            info: "python timeout=1s", ends: .timedOut(seconds: 1)),
        Case(
            "a file with holes",
            """
            with open("/tmp/file", "wb") as file:
                file.seek((60 << 20) - 1)
                file.write(b"x")
            import os
            print(os.stat("/tmp/file").st_blocks)
            """, prints: "8"),
        Case(
            "its own output by another name",
            """
            import fcntl, os
            fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, 4096)
            fcntl.fcntl(1, fcntl.F_SETFL, os.O_DIRECT)
            try: os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
            except OSError: pass
            for number in range(3): os.write(os.open("/proc/self/fd/1", os.O_WRONLY), b"%d\\n" % number)
            """, prints: "0", "1", "2"),
        Case(
            "a device without end as its output", "cat /dev/zero", info: "bash",
            ends: .tooMuchOutput(limitBytes: 1 << 20)),
        Case(
            "a million writes of nothing to its errors",
            "import os\nfor _ in range(20_000): os.write(2, b'')\nprint('done')", prints: "done"),
        Case(
            "announcing more than it writes",
            """
            import ctypes
            libc = ctypes.CDLL(None)
            for _ in range(20): libc.write(2, None, ctypes.c_size_t(1 << 62))
            print("done")
            """, prints: "done"),
        Case(
            "forged reports",
            """
            import os
            for number in range(3, 64):
                for text in [b"ended exited 0 1 1 1 1 1 1 1\\n", b"run 1 1 1 1\\n" * 100, b"\\xff" * 999]:
                    try: os.write(number, text)
                    except OSError: pass
            os._exit(7)
            """, info: "python trace exits=7", ends: .exited(7)),
        Case("killing its own group", "import os\nos.killpg(0, 9)", ends: .signalled(9)),
        Case(
            "another personality", systemCall(135, 0x0440_0000),
            ends: .exited(0)),
        Case(
            "another instruction set's calls",
            """
            import ctypes, mmap
            code = mmap.mmap(-1, 4096, prot=7)
            code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))
            call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
            print(call())
            """
        ) {
            [.exited(0), .signalled(11)].contains($0.ending)
                && $0.output.allSatisfy { $0.text == "-38" }
        },
    ]

    /// Prints the result of a system call, and the error number.
    static func systemCall(_ number: Int, _ arguments: Int...) -> String {
        let list = ([number] + arguments).map(String.init).joined(separator: ", ")
        return """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            print(libc.syscall(\(list)), ctypes.get_errno())
            """
    }
}
