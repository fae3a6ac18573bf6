"""The memory of a process, as the system counts it."""

from __future__ import annotations

from pathlib import Path


def peak_memory(pid: int | str) -> float:
    """Return the most memory a running process has had in use, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system doesn't tell the peak memory of a process")
