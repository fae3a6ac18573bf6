"""Writing a file whole or not at all, whatever ends the process."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_SURELY_OVER = 3600
"""Seconds after which nobody writes a file any more."""


def write_atomically(
    path: str | Path, data: bytes, *, mode: int | None = None, durable: bool = True
) -> None:
    """Put `data` at `path` whole or not at all; raises OSError.

    `mode` is the permission bits of the new file, by default those of a private file. With
    `durable` the data are on disk before the name points to them, so that a power cut leaves
    the old or the new file; without it, what can be made again is written faster.
    """
    target = Path(path)
    if durable:
        clear_away(target.parent, ".quiz-*.tmp")
    descriptor, name = tempfile.mkstemp(prefix=".quiz-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def clear_away(folder: Path, pattern: str) -> None:
    """Delete what processes that were killed while writing here have left behind."""
    with suppress(OSError):
        for left in folder.glob(pattern):
            if time.time() - left.stat().st_mtime > _SURELY_OVER:
                left.unlink()
