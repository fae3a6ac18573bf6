"""Which sessions are being taken right now, so that no two windows go on with the same one.

The system keeps the locks and lets go of them when a process ends in whatever way. Each session
is one byte of one empty file, at the place of its number.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # such a system has none of these locks; then every session is free
    fcntl = None  # type: ignore[assignment]


class Holding:
    """The sessions that this process holds, by a lock file at `path` (None: no other can)."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._held: set[int] = set()

    def claim(self, session: int) -> bool:
        """Hold a session, if no other process does; return whether it is held here now."""
        if session not in self._held and not self._lock(session):
            return False
        self._held.add(session)
        return True

    def release(self, session: int) -> None:
        """Let go of a session."""
        if session in self._held:
            self._held.discard(session)
            self._unlock(session)

    def is_free(self, session: int) -> bool:
        """Tell whether no other process holds a session."""
        if session in self._held:
            return True
        free = self._lock(session)
        if free:
            self._unlock(session)
        return free

    def close(self) -> None:
        """Let go of all of them."""
        self._held.clear()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _lock(self, session: int) -> bool:
        try:
            if self._opened():
                assert self._descriptor is not None
                fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, session)
        except BlockingIOError:
            return False
        except OSError:
            pass  # a file system without locks: then nothing tells of other windows
        return True

    def _unlock(self, session: int) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, session)

    def _opened(self) -> bool:
        if self._path is None or fcntl is None:
            return False
        if self._descriptor is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            self._descriptor = os.open(self._path, flags, 0o600)
        return True
