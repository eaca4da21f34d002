import Files

/// `from handbook import measure, loops, report, param`.
let pythonHelper = #"""
    """Lets a sample report its measurements. Outside a measurement it reports nothing."""
    import itertools
    import os
    import resource
    import time

    # No other code needs them.
    _fd = os.environ.pop("BENCH_FD", None)
    _key = os.environ.pop("BENCH_KEY", "")


    def _say(*words):
        line = " ".join(map(str, words))
        os.write(int(_fd), f"{_key} {line}\n".lstrip().encode())


    def _children():
        """Processor time of all descendants: of those waited for, and of those alive."""
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        total = int((usage.ru_utime + usage.ru_stime) * 1e9)
        below, pending = {}, [str(os.getpid())]
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat") as stat:
                    parent = stat.read().rpartition(")")[2].split()[1]
                below.setdefault(parent, []).append(pid)
            except OSError:
                pass
        while pending:
            for pid in below.get(pending.pop(), ()):
                pending.append(pid)
                try:  # the clock of another process: see CPUCLOCK_SCHED in the kernel
                    total += time.clock_gettime_ns(~int(pid) << 3 | 2)
                except OSError:
                    pass
        return total


    class measure:
        """`with measure():` around the region to measure; `measure(per=n)` for n repetitions."""

        def __init__(self, per=1):
            self.per = per

        def __enter__(self):
            if _fd:
                self.children = _children()
                self.processor = time.process_time_ns()
                self.start = time.monotonic_ns()
            return self

        def __exit__(self, problem, *_):
            if _fd and problem is None:
                wall = time.monotonic_ns() - self.start
                processor = time.process_time_ns() - self.processor
                _say("region", wall, processor + _children() - self.children, self.per)


    def loops(least=0.1):
        """`for _ in loops():` repeats the work, doubling the repetitions until they take 0.1 s."""
        return itertools.chain.from_iterable(_batches(least)) if _fd else iter((None,))


    def _batches(least):
        for count in map((1).__lshift__, itertools.count()):
            processor = time.process_time_ns()
            start = time.monotonic_ns()
            yield itertools.repeat(None, count)
            wall = time.monotonic_ns() - start
            if wall >= least * 1e9:
                return _say("region", wall, time.process_time_ns() - processor, count)


    def report(value, unit=""):
        """Reports a value that the sample has measured itself."""
        if _fd:
            _say("value", float(value), unit)


    def param(name, default=1):
        """Returns the value of the series' parameter."""
        text = os.environ.get("BENCH_PARAM_" + name)
        for kind in (int, float, str):
            try:
                return default if text is None else kind(text)
            except ValueError:
                pass
    """#
