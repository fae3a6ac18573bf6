"""Looking a record over: what is damaged in it, by name, and whether it follows from its log.

Nothing is changed by looking. What each kind of damage can be mended with is for
`quiz.store.repair` to know.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from enum import StrEnum
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from quiz.engine.responses import decode, decode_list
from quiz.errors import QuizError, StoreError
from quiz.store import derived
from quiz.store.connection import Database, Row
from quiz.store.items import plan_decoder, texts_decoder
from quiz.store.opening import check_header, connect_to_read, open_database, read_header
from quiz.store.reader import Reader

_SHOWN: Final = 5
"""The most places of one kind that are named."""

_AT_ONCE: Final = 1000

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
    error: Exception | None = None
    pages = ""
    with ThreadPoolExecutor(1) as beside:
        by_sqlite = beside.submit(_by_sqlite, path)
        try:
            lost, unreadable, items = _by_reading(path, progress)
        except Exception as one:  # reading damaged pages may end in many ways
            error = one
        try:
            pages, dangling, sums = by_sqlite.result()
        except (sqlite3.Error, StoreError) as one:
            error = error or one
    if error is not None and not (pages := pages or _damage_in(error)):
        raise error
    if pages:
        return [*found, Finding(Damage.CORRUPT, pages)]
    details = (
        (Damage.ROWS_LOST, lost),
        (Damage.DANGLING, dangling),
        (Damage.UNREADABLE, unreadable),
        (Damage.DERIVED, "" if unreadable else _listed(chain(items, sums))),
    )
    return found + [Finding(kind, detail) for kind, detail in details if detail]


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


def _damage_in(error: Exception) -> str:
    """Return what an error of SQLite's says that is damaged in the file, "" if it isn't that."""
    cause = error.__cause__ if isinstance(error, StoreError) else error
    return str(cause) if _is_damage(cause) else ""


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


class _BySqlite(NamedTuple):
    """What SQLite finds without us: damaged pages, rows that refer to none, tables of sums."""

    pages: str
    dangling: str = ""
    sums: tuple[str, ...] = ()


def _by_sqlite(path: Path) -> _BySqlite:
    """Return what takes no Python to find, so that it is found beside what does."""
    with closing(connect_to_read(path)) as connection:
        rows = connection.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall()
    if rows != [("ok",)]:
        return _BySqlite("; ".join(str(row[0]) for row in rows))
    # A record of an older version is looked at as it will be once it is upgraded.
    with closing(open_database(path, now=0, read_only=True)) as database, database.snapshot():
        rows = database.rows("PRAGMA foreign_key_check")
        dangling = _listed(f"{row[0]} {row[1]}" for row in rows)
        return _BySqlite("", dangling, () if _is_stale(database) else tuple(_sums(database)))


def _by_reading(path: Path, progress: Progress | None) -> tuple[str, str, list[str]]:
    """Return how many entries were lost, the unreadable ones, and items that disagree with them."""
    with closing(open_database(path, now=0, read_only=True)) as database, database.snapshot():
        count, last = database.rows("SELECT count(*), coalesce(max(entry), 0) FROM log")[0]
        lost = str(last - count) if count != last else ""
        unreadable = _listed(_unreadable(database))
        if unreadable or _is_stale(database):
            return lost, unreadable, []
        scheduler = Reader(database).scheduler
        with closing(derived.disagreeing(database, scheduler, progress)) as items:
            return lost, "", [f"item {item}" for item in islice(items, _SHOWN + 1)]


def _is_stale(database: Database) -> bool:
    """Tell whether what follows from the log is to be worked out anew when it is opened next.

    That is so after an upgrade; until then nothing is expected of it.
    """
    return database.row("SELECT 1 FROM scheduler WHERE stale") is not None


def _sums(database: Database) -> Iterator[str]:
    """Yield the tables of sums that aren't the sums of what they count."""
    for table, columns, sums in derived.SUMS:
        kept = database.each(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
        summed = database.each(f"{sums} ORDER BY 1, 2")
        if any(one != other for one, other in zip_longest(kept, summed)):
            yield table


def _unreadable(database: Database) -> Iterator[str]:
    """Yield the rows whose stored texts this program can't have written."""
    for table, number, column, read in (
        ("items", "rowid", "key", texts_decoder.decode),
        ("sessions", "session", "plan", plan_decoder.decode),
        ("sheet", "session", "response", decode),
    ):
        rows = database.each(f"SELECT {number}, {column} FROM {table} WHERE {column} IS NOT NULL")
        yield from (f"{table} {place}" for place in _misread(rows, read))
    yield from (f"log {entry}" for entry in _unreadable_responses(database))


def _unreadable_responses(database: Database) -> Iterator[object]:
    """Yield the entries of the log whose responses can't be read; many are looked at at once."""
    ((last,),) = database.rows("SELECT coalesce(max(entry), 0) FROM log")
    for start in range(1, last + 1, _AT_ONCE):
        part = "FROM log WHERE response IS NOT NULL AND entry BETWEEN ? AND ?"
        bounds = start, start + _AT_ONCE - 1
        joined = f"SELECT count(*), '[' || coalesce(group_concat(response), '') || ']' {part}"
        ((count, responses),) = database.rows(joined, *bounds)
        if not _are_responses(responses, count):
            yield from _misread(database.rows(f"SELECT entry, response {part}", *bounds), decode)


def _are_responses(joined: str, count: int) -> bool:
    try:
        return len(decode_list(joined)) == count
    except (ValueError, QuizError):
        return False


def _misread(rows: Iterable[Row], read: Callable[[str], object]) -> Iterator[object]:
    """Yield what is in the first column of the rows in whose second is what can't be read."""
    for place, text in rows:
        try:
            read(text)
        except (ValueError, QuizError):
            yield place


def _listed(places: Iterable[str]) -> str:
    """Return the first few places, and that there are more."""
    named: list[str] = []
    for place in places:
        if len(named) == _SHOWN:
            return ", ".join(named) + " …"
        named.append(place)
    return ", ".join(named)
