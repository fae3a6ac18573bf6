"""Looking a record over: what is damaged in it, by name, and whether it follows from its log.

Nothing is changed by looking. What each kind of damage can be mended with is for
`quiz.store.repair` to know.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from quiz.engine.responses import decode
from quiz.errors import QuizError, StoreError
from quiz.store import derived
from quiz.store.connection import Database
from quiz.store.items import plan_decoder, texts_decoder
from quiz.store.opening import check_header, connect_to_read, open_database, read_header
from quiz.store.reader import Reader

_SHOWN: Final = 5
"""The most places of one kind that are named."""

Progress = Callable[[int, int], None]
"""Told how many items of how many have been gone through; what it raises ends the work."""


class Damage(StrEnum):
    """The kinds of damage."""

    NOT_A_RECORD = "not-a-record"
    TRUNCATED = "truncated"
    LOG_GONE = "write-ahead-log-gone"
    CORRUPT = "corrupt"
    ROWS_LOST = "rows-lost"
    DANGLING = "dangling"
    UNREADABLE = "unreadable"
    DERIVED = "derived"


class Finding(NamedTuple):
    """One kind of damage, and where it shows."""

    kind: Damage
    detail: str


FATAL: Final = frozenset({Damage.NOT_A_RECORD, Damage.TRUNCATED, Damage.CORRUPT})
"""What leaves rows unreadable: the file has to be made anew from what can still be read."""


def examine(path: Path, progress: Progress | None = None) -> list[Finding]:
    """Return what is wrong with the record at `path`; a missing file is sound.

    Raises StoreError when the file is another program's or a newer version's, is in use, or
    can't be opened at all, which is no damage.
    """
    if not path.exists() or not path.stat().st_size:
        return []
    found = list(_file_findings(path))
    if any(finding.kind is Damage.NOT_A_RECORD for finding in found):
        return found
    check_header(read_header(path), path)
    try:
        wrong = _damaged_parts(path)
        if wrong:
            found.append(Finding(Damage.CORRUPT, wrong))
        else:
            # A record of an older version is looked at as it will be once it is upgraded.
            with closing(open_database(path, now=0, read_only=True)) as database:
                found += _findings(database, progress)
    except (sqlite3.DatabaseError, StoreError) as error:
        cause = error.__cause__ if isinstance(error, StoreError) else error
        if not _is_damage(cause):
            raise
        if not any(finding.kind is Damage.CORRUPT for finding in found):
            found.append(Finding(Damage.CORRUPT, str(cause)))
    return found


def is_readable(path: Path) -> bool:
    """Tell whether a record can be read from end to end; quicker than `examine`."""
    try:
        if any(finding.kind in FATAL for finding in _file_findings(path)):
            return False
        check_header(read_header(path), path)
        with closing(connect_to_read(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except (OSError, sqlite3.Error, StoreError):
        return False


def _is_damage(error: BaseException | None) -> bool:
    """Tell whether an error of SQLite's says that the file is damaged."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _file_findings(path: Path) -> Iterator[Finding]:
    """Yield what the file shows from outside (https://www.sqlite.org/fileformat.html, 1.3)."""
    with path.open("rb") as file:
        start = file.read(100)
    size = path.stat().st_size
    if len(start) < 100 or not start.startswith(b"SQLite format 3\0"):
        yield Finding(Damage.NOT_A_RECORD, "")
        return
    page = int.from_bytes(start[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(start[28:32], "big")
    if start[24:28] == start[92:96] and size < pages * page:
        yield Finding(Damage.TRUNCATED, f"{size} < {pages * page}")
    beside = [path.with_name(f"{path.name}-{end}") for end in ("shm", "wal")]
    if beside[0].exists() and not beside[1].exists():
        yield Finding(Damage.LOG_GONE, "")


def _damaged_parts(path: Path) -> str:
    """Return what SQLite's own check finds in the file, "" when nothing."""
    with closing(connect_to_read(path)) as connection:
        rows = connection.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall()
    return "" if rows == [("ok",)] else "; ".join(str(row[0]) for row in rows)


def _findings(database: Database, progress: Progress | None) -> Iterator[Finding]:
    with database.snapshot():
        count, last = database.rows("SELECT count(*), coalesce(max(entry), 0) FROM log")[0]
        if count != last:
            yield Finding(Damage.ROWS_LOST, str(last - count))
        dangling = database.rows("PRAGMA foreign_key_check")
        if dangling:
            yield Finding(Damage.DANGLING, _listed(f"{row[0]} {row[1]}" for row in dangling))
        unreadable = _listed(_unreadable(database))
        if unreadable:
            yield Finding(Damage.UNREADABLE, unreadable)
        elif differing := _listed(disagreements(database, progress)):
            yield Finding(Damage.DERIVED, differing)


def _unreadable(database: Database) -> Iterator[str]:
    """Yield the rows whose stored texts this program can't have written."""
    for table, column, read in (
        ("items", "key", texts_decoder.decode),
        ("sessions", "plan", plan_decoder.decode),
        ("sheet", "response", decode),
        ("log", "response", decode),
    ):
        number = "session" if table in ("sessions", "sheet") else "rowid"
        rows = database.each(f"SELECT {number}, {column} FROM {table} WHERE {column} IS NOT NULL")
        for place, text in rows:
            try:
                read(text)
            except (ValueError, QuizError):
                yield f"{table} {place}"


def disagreements(database: Database, progress: Progress | None = None) -> Iterator[str]:
    """Yield what is stored otherwise than it follows from the log.

    After an upgrade the states are computed anew when the record is opened next; until then
    nothing is expected of them.
    """
    if database.row("SELECT 1 FROM scheduler WHERE stale") is not None:
        return
    scheduler = Reader(database).scheduler
    for item, stored, wanted in derived.states(database, scheduler, progress):
        if stored != wanted:
            yield f"item {item}"
    for table, columns, sums in derived.SUMS:
        kept = database.each(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
        summed = database.each(f"{sums} ORDER BY 1, 2")
        if any(one != other for one, other in zip_longest(kept, summed)):
            yield table


def _listed(places: Iterator[str]) -> str:
    """Return the first few places, and that there are more."""
    named: list[str] = []
    for place in places:
        if len(named) == _SHOWN:
            return ", ".join(named) + " …"
        named.append(place)
    return ", ".join(named)
