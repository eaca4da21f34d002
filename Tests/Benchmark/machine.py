"""Describes the machine on which something was measured."""

import os
from pathlib import Path


def machine() -> dict:
    return {
        "processor": field("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory": f"{int(field('/proc/meminfo', 'MemTotal').split()[0]) // 1024 // 1024} GB",
        "system": field("/etc/os-release", "PRETTY_NAME"),
    }


def field(path: str, name: str) -> str:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    found = (line[len(name):] for line in lines if line.startswith(name))
    return next(found, "").strip(' \t:="')
