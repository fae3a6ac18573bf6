"""The one door to SQLite: how statements are run, changes made and errors told."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from quiz.errors import StoreError
from quiz.i18n import _, mark

Row: TypeAlias = tuple[Any, ...]

PATIENCE = 5.0
"""Seconds to wait for another process that is just writing."""

NO_RECORD = mark("To go on without recording anything, use --no-record.")

_WAYS_OUT = {
    sqlite3.SQLITE_BUSY: (
        mark("Another program is using the record."),
        mark("Close the other program, then try again."),
    ),
    sqlite3.SQLITE_LOCKED: (
        mark("Another program is using the record."),
        mark("Close the other program, then try again."),
    ),
    sqlite3.SQLITE_READONLY: (mark("The record can't be written: it is read-only."), NO_RECORD),
    sqlite3.SQLITE_CANTOPEN: (
        mark("The record can't be opened: its folder may be read-only."),
        NO_RECORD,
    ),
    sqlite3.SQLITE_FULL: (
        mark("The record can't be written: the disk is full."),
        mark("Free some space, then try again. What was recorded before is kept."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        mark("The record is damaged."),
        mark("`quiz doctor` finds out what can be saved, and saves it."),
    ),
    sqlite3.SQLITE_NOTADB: (
        mark("This file isn't a record of sessions and responses."),
        mark("It was left as it is. `quiz doctor` helps if it was one."),
    ),
}


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from any other, None where there is none."""
    if path is None:
        return None
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def explain(error: sqlite3.Error, path: Path | None) -> StoreError:
    """Return what happened and the way out, in the words of the user interface."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code in _WAYS_OUT:
        return trouble(code, path)
    message = _("The record can't be used: {reason}.").format(reason=error)
    return StoreError(message, hint=_(NO_RECORD), location=str(path or ""))


def trouble(code: int, path: Path | None) -> StoreError:
    """Return the error for one of the SQLite result codes that a person can do something about."""
    message, hint = _WAYS_OUT[code]
    return StoreError(_(message), hint=_(hint), location=str(path or ""))


class _Explained:
    """Turns SQLite's errors into ours; a class, since each statement of a response goes by it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: object
    ) -> None:
        # The other subclasses tell of mistakes in this program, not of the file.
        if kind in (sqlite3.DatabaseError, sqlite3.OperationalError):
            assert isinstance(error, sqlite3.Error)
            raise explain(error, self._path) from error


class Database:
    """A connection that belongs to the thread that opened it.

    Every method raises StoreError when SQLite can't do what was asked. A broken constraint is
    a defect of the program and stays an `sqlite3.IntegrityError`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        """`path` is the file, None for one in memory."""
        self.connection = connection
        self.path = path
        self._explained = _Explained(path)
        self._file = _identity(path)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of a query."""
        with self._explained:
            return self.connection.execute(sql, values).fetchall()

    def each(self, sql: str, *values: object) -> Generator[Row]:
        """Yield the rows of a query that may be too long to be held at once."""
        with self._explained:
            yield from self.connection.execute(sql, values)

    def row(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query, None without one."""
        with self._explained:
            found: Row | None = self.connection.execute(sql, values).fetchone()
            return found

    def run(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Make a change, within `transaction`."""
        with self._explained:
            return self.connection.execute(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make several changes or, when anything fails, none. Every change goes through here.

        A file that was moved or deleted meanwhile would still take them, and nobody find them.
        """
        if self.path is not None and _identity(self.path) != self._file:
            raise StoreError(
                _("The record is no longer in its place: it was moved, deleted or replaced."),
                hint=_("Bring it back, or start the program again. Nothing more was recorded."),
                location=str(self.path),
            )
        with self._bracket("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read several things as of one moment, whatever other processes write meanwhile."""
        with self._bracket("BEGIN"):
            yield

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Say so when a stored text that is decoded here isn't what this program stores there."""
        try:
            yield
        except ValueError as error:
            raise StoreError(
                _("The record holds something that can't be read: {reason}.").format(reason=error),
                hint=_("Install the version of this program that wrote it."),
                location=str(self.path or ""),
            ) from error

    def has_function(self, name: str) -> bool:
        """Tell whether this SQLite was built with an SQL function that not all have."""
        sql = "SELECT 1 FROM pragma_function_list WHERE name = ? LIMIT 1"
        return self.row(sql, name) is not None

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def _bracket(self, begin: str) -> Iterator[None]:
        with self._explained:
            self.connection.execute(begin)
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # SQLite itself rolls back on a full disk
                    self.connection.execute("ROLLBACK")
                raise
