"""Runs a program once and measures its time and memory."""

import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path


class RunFailed(Exception):
    pass


def environment(folder: Path) -> dict[str, str]:
    """Keeps programs from searching for a repository above the notes; Hugo doesn't either."""
    return {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.resolve())}


def run(command: list[str], folder: Path) -> dict[str, float]:
    """Wall seconds, CPU seconds and peak megabytes of one run.

    CPU is user and system time of the program and of all children it waited for. Memory is the
    program's own peak, and the peaks of those children that lived at the same time: what they
    share is counted for each.
    """
    os.sync()  # Pending writes of the last run must not slow this one.
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(folder))
        children = ChildMemory(process.pid)
        children.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        children.done.set()
        children.join()
        if process.returncode != 0:
            log.seek(0)
            text = log.read().decode(errors="replace")[-3000:]
            raise RunFailed(f"{' '.join(command)}\nended with {process.returncode}:\n{text}")
    return {
        "wall": round(wall, 4), "cpu": round(usage.ru_utime + usage.ru_stime, 4),
        "memory": round((usage.ru_maxrss + children.peak) / 1024, 1)}


class ChildMemory(threading.Thread):
    """Returns the largest sum of the peaks of children alive at the same time, in kilobytes."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.peak, self.done = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.02):
            try:
                program = os.readlink(f"/proc/{self.pid}/exe")
            except OSError:
                continue
            peaks = (peak_of(pid, program) for pid in descendants(self.pid))
            self.peak = max(self.peak, sum(peaks))


def descendants(pid: int) -> list[int]:
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(child) for child in file.read().split()]
    except OSError:
        return found  # It has just ended.
    return found + [below for child in found for below in descendants(child)]


def peak_of(pid: int, parent_program: str) -> int:
    try:
        # Between fork and exec a child still shows its parent's memory.
        if os.readlink(f"/proc/{pid}/exe") == parent_program:
            return 0
        with open(f"/proc/{pid}/status") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0)
    except OSError:
        return 0
