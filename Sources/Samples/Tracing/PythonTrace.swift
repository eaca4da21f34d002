import Files

/// Runs as `sitecustomize` in every Python process of a traced sample, before the sample's code. It
/// writes when threads, processes and asyncio tasks begin and end, and when a task runs on its
/// event loop. Each event is one line, short enough that a pipe takes it in a single write:
///
///     process+ TIME PID PARENT-PID NAME       process- TIME PID
///     thread+ TIME PID TID PARENT-TID NAME    thread- TIME PID TID
///     task+ TIME PID TASK PARENT TID NAME     task- TIME PID TASK NAME?
///     step BEGIN END PID TASK
///
/// Times are nanoseconds of the monotonic clock, which all processes share.
let pythonTrace = #"""
    import importlib.abc, os, stat, sys, threading, time

    now = time.monotonic_ns
    most_events = 50_000
    events = 0


    def find_pipe():
        # A newly executed program has lost the descriptor; the sample's first process still has it.
        for path in ("/proc/self/fd/3", "/proc/2/fd/3"):
            try:
                status = os.stat(path)
                if not stat.S_ISFIFO(status.st_mode): continue
                number = os.environ.setdefault("SITE_TRACE_PIPE", str(status.st_ino))
                if number != str(status.st_ino): continue
                return os.open(path, os.O_WRONLY | os.O_CLOEXEC)
            except OSError:
                pass
        return None


    pipe = find_pipe()


    def write(*words):
        global events
        events += 1
        if pipe is None or events > most_events: return
        try:
            os.write(pipe, (" ".join(map(str, words)).replace("\n", " ")[:1000] + "\n").encode())
        except OSError:
            pass


    # Threads

    start_thread, run_thread = threading.Thread.start, threading.Thread._bootstrap_inner


    def start(self):
        self._site_parent = threading.get_native_id()
        return start_thread(self)


    def run(self):
        names = threading.get_native_id(), getattr(self, "_site_parent", 0)
        write("thread+", now(), os.getpid(), *names, self.name)
        try:
            return run_thread(self)
        finally:
            write("thread-", now(), os.getpid(), names[0])


    threading.Thread.start, threading.Thread._bootstrap_inner = start, run

    # Processes

    exit_process = os._exit


    def process_name():
        module = sys.modules.get("multiprocessing.process")
        return module.current_process().name if module else "process"


    def begin_process():
        write("process+", now(), os.getpid(), os.getppid(), process_name())


    def end_process():
        write("process-", now(), os.getpid())


    def exit(status):
        end_process()
        exit_process(status)


    def begin_fork():
        global events
        events = 0
        begin_process()


    os._exit = exit
    os.register_at_fork(after_in_child=begin_fork)
    import atexit
    atexit.register(end_process)


    def name_process(module):
        run_child = module.BaseProcess._bootstrap

        def bootstrap(self, *arguments, **options):
            write("process+", now(), os.getpid(), os.getppid(), self.name)
            return run_child(self, *arguments, **options)

        module.BaseProcess._bootstrap = bootstrap


    def follow_programs(module):
        handle = module.Popen._handle_exitstatus
        execute = module.Popen._execute_child

        def run_program(self, arguments, *rest, **options):
            result = execute(self, arguments, *rest, **options)
            words = arguments if isinstance(arguments, (list, tuple)) else [arguments]
            write("process+", now(), self.pid, os.getpid(), os.path.basename(os.fsdecode(words[0])))
            return result

        def end_program(self, *arguments, **options):
            write("process-", now(), self.pid)
            return handle(self, *arguments, **options)

        module.Popen._execute_child = run_program
        module.Popen._handle_exitstatus = end_program

    # Tasks


    def follow_tasks(module):
        from collections.abc import Coroutine

        class Steps(Coroutine):
            """A coroutine that records when it runs on its event loop."""

            def __init__(self, coroutine): self.coroutine, self.task = coroutine, 0
            def __getattr__(self, name): return getattr(self.coroutine, name)
            def __await__(self): return self.coroutine.__await__()
            def close(self): return self.coroutine.close()
            def send(self, value): return self.step(self.coroutine.send, value)
            def throw(self, *error): return self.step(self.coroutine.throw, *error)

            def step(self, resume, *arguments):
                begin = now()
                try:
                    return resume(*arguments)
                finally:
                    write("step", begin, now(), os.getpid(), self.task)

        def call(coroutine):
            """As the code calls it, `fetch(3)`, where the arguments are plain; nothing of the
            sample's own is asked what it looks like."""
            name = getattr(coroutine, "__qualname__", "task").rpartition("<locals>.")[2]
            frame = getattr(coroutine, "cr_frame", None)
            if frame is None: return name
            code = frame.f_code
            values = [frame.f_locals.get(word, call) for word in code.co_varnames[:code.co_argcount]]
            if any(type(value) not in (int, float, bool, str) for value in values): return name
            words = ", ".join(map(repr, values))
            return f"{name}({words})" if 0 < len(words) <= 12 else name

        create = module.BaseEventLoop.create_task
        tasks = sys.modules["asyncio.tasks"]
        count = 0

        def create_task(self, coroutine, *arguments, **options):
            nonlocal count
            name = call(coroutine)
            # The work of the loop itself when it ends does not belong to the sample.
            if not tasks.coroutines.iscoroutine(coroutine) or name.startswith("BaseEventLoop."):
                return create(self, coroutine, *arguments, **options)
            count += 1
            number, steps = count, Steps(coroutine)
            steps.task = number
            try:
                parent = getattr(tasks.current_task(self), "_coro", None)
            except RuntimeError:
                parent = None
            parent = getattr(parent, "task", 0) if isinstance(parent, Steps) else 0
            begin = now()
            task = create(self, steps, *arguments, **options)
            write("task+", begin, os.getpid(), number, parent, threading.get_native_id(), name)

            def end(task):
                # A task gets its name after it has been created.
                given = task.get_name() if hasattr(task, "get_name") else "Task-"
                write("task-", now(), os.getpid(), number, "" if given.startswith("Task-") else given)

            task.add_done_callback(end)
            return task

        module.BaseEventLoop.create_task = create_task

    # These modules are patched when the sample imports them, and are not imported otherwise.


    class Follower(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        changes = {
            "asyncio.base_events": follow_tasks,
            "multiprocessing.process": name_process,
            "subprocess": follow_programs,
        }

        def find_spec(self, name, path, target=None):
            if name not in self.changes: return None
            change = self.changes.pop(name)
            for finder in sys.meta_path:
                spec = None if finder is self else finder.find_spec(name, path, target)
                if spec and spec.loader:
                    execute = spec.loader.exec_module

                    def exec_module(module):
                        execute(module)
                        try:
                            change(module)
                        except Exception:
                            pass

                    spec.loader.exec_module = exec_module
                    return spec
            return None


    for name, change in list(Follower.changes.items()):
        if name in sys.modules: change(sys.modules[name])
    sys.meta_path.insert(0, Follower())
    begin_process()
    """#
