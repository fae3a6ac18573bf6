"""Reading files, and putting others in their place, without being hurt by what they are.

Question files and documents are named by people and may be anything: a pipe that never
answers, a device without end, a file that vanishes between two calls. Everything that is
read here is an ordinary file of a bounded size.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from quiz.writing import write_atomically

MEBIBYTE = 1024 * 1024
SIZE_LIMIT = 32 * MEBIBYTE
"""No question file and no document is read past this many bytes."""

LINES_LIMIT = 200_000
"""No document has more lines: each paragraph takes its room beside its text."""


class Stamp(NamedTuple):
    """What changes when a file changes: modification time in nanoseconds, size, inode."""

    mtime_ns: int
    size: int
    inode: int


class RefusedError(Exception):
    """A file that can't be used; `kind` is the tail of a problem code, such as "not-found"."""

    def __init__(self, kind: str, **params: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params = params


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of the file at `path`, or None where there is none to be had."""
    try:
        return _stamp(Path(path).stat())
    except (OSError, ValueError):
        return None


def read_bytes(path: str) -> tuple[bytes, Stamp]:
    """Return the content of an ordinary file and its stamp; raises `RefusedError`.

    The kind is looked at before opening, since opening a device may do things, and again
    after it, since the name may have come to mean another file.
    """
    try:
        _require_ordinary(Path(path).stat())
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _require_ordinary(status)
            data = file.read(SIZE_LIMIT + 1)
        if data is None:  # as the kernel's own log does, which calls itself an ordinary file
            raise RefusedError("irregular")
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a path with a zero names nothing
        raise RefusedError("not-found", path=path) from None
    except OSError as error:
        raise RefusedError("unreadable", reason=error.strerror or str(error)) from None
    if len(data) > SIZE_LIMIT:
        raise RefusedError("too-large", limit=str(SIZE_LIMIT // MEBIBYTE))
    return data, _stamp(status)


def decode(data: bytes) -> str:
    """Return the text of UTF-8 `data` without its byte order mark; raises `RefusedError`.

    The refusal of anything else names the line (`line`, 1-based) of the first strange byte.
    """
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError("not-utf8", line=str(line)) from None


def replace_unchanged(path: str, data: bytes, stamp: Stamp) -> None:
    """Put `data` in the place of the file whose stamp was `stamp`, with the permissions it had.

    Raises RefusedError, the file being as it was, when it is "read-only", which replacing it by
    another one would not respect by itself, or was "changed" since; and OSError.
    """
    mode = stat.S_IMODE(Path(path).stat().st_mode)
    if not (mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) and os.access(path, os.W_OK)):
        raise RefusedError("read-only")
    if stamp_of(path) != stamp:
        raise RefusedError("changed")
    write_atomically(path, data, mode=mode)


def _require_ordinary(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("irregular")
    if status.st_size > SIZE_LIMIT:
        raise RefusedError("too-large", limit=str(SIZE_LIMIT // MEBIBYTE))


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
