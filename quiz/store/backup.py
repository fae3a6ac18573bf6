"""Copies of the record, made with SQLite's own backup API, and their thinning.

A copy is made over a connection of its own, so it may be made in any thread; in WAL mode it
hinders no one from recording meanwhile.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from quiz.errors import StoreError
from quiz.i18n import _
from quiz.store.connection import PATIENCE, explain, trouble
from quiz.writing import clear_away

DAILY, WEEKLY, MONTHLY = 7, 4, 6
"""How many of the latest days, weeks and months with a backup keep one."""


def copy_store(path: Path, target: Path) -> None:
    """Copy the record at `path` to `target`, all or nothing, readable by its owner only.

    The copy is one file that stands for itself. A file that is at `target` is replaced. Raises
    StoreError when the record can't be read or the copy not be written.
    """
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        try:
            _copy(path, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            _("The backup can't be written: {reason}.").format(reason=error.strerror or error),
            location=str(target),
        ) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error


def daily_backup(path: Path, folder: Path, day: str) -> Path | None:
    """Make the backup of `day` (`YYYY-MM-DD`) unless it exists, and drop what is too many.

    Returns the new file, None when there was nothing to do. Raises StoreError, every older backup
    being kept, when the record is damaged.
    """
    target = folder / f"{path.stem}-{day}.db"
    if target.exists() or not path.exists():
        return None
    copy_store(path, target)
    named = re.compile(re.escape(path.stem) + r"-(\d{4}-\d\d-\d\d)\.db")
    backups = {match[1]: file for file in folder.iterdir() if (match := named.fullmatch(file.name))}
    for superfluous in backups.keys() - kept(backups):
        backups[superfluous].unlink(missing_ok=True)
    clear_away(folder, "*.tmp")
    return target


def backups_of(path: Path, folder: Path) -> list[Path]:
    """Return the backups of a record: daily ones, those before upgrades and those by hand.

    What was kept aside when a record was replaced is none.
    """
    named = re.compile(re.escape(path.stem) + r"-(\d{4}-\d\d-\d\d\w*|before-version-\d+)\.db")
    return sorted(file for file in _files_of(folder) if named.fullmatch(file.name))


def _files_of(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def kept(days: Iterable[str]) -> set[str]:
    """Return the days whose backups are kept: the last of each of the latest periods.

    Periods are counted where there are backups, so a long pause costs none.
    """
    latest = sorted(days, reverse=True)
    keep = set(latest[:DAILY])
    weeks: dict[tuple[int, int], str] = {}
    months: dict[str, str] = {}
    for day in latest:
        weeks.setdefault(date.fromisoformat(day).isocalendar()[:2], day)
        months.setdefault(day[:7], day)
    return keep | set(list(weeks.values())[:WEEKLY]) | set(list(months.values())[:MONTHLY])


def _copy(path: Path, target: Path) -> None:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # else it would need files beside it
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise trouble(sqlite3.SQLITE_CORRUPT, path)
    finally:
        copy.close()
        source.close()
