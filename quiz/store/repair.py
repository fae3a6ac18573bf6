"""Making a record whole again: from its own log, from what can still be read, from a backup.

What a record was before is always kept beside the backups, under a name that says so.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from quiz.engine.responses import decode
from quiz.errors import QuizError, StoreError
from quiz.i18n import _
from quiz.store import derived
from quiz.store.backup import copy_store
from quiz.store.connection import PATIENCE, Database, explain
from quiz.store.integrity import FATAL, Progress, examine
from quiz.store.items import plan_decoder, texts_decoder
from quiz.store.opening import connect_to_read, open_database
from quiz.store.reader import Reader
from quiz.store.schema import TRIGGERS

_TRUTH: Final = {
    "scheduler": "parameters, retention, stale",
    "items": "item, set_id, question_id, type, prompt, key",
    "sessions": "session, mode, title, started, total, sets, plan",
    "standings": "session, position, elapsed, asked, correct, points, possible, passed,"
    " finished, discarded",
    "sheet": "session, position, response, flagged",
    "log": "entry, kind, at, day, item, session, position, target, response, outcome, score,"
    " hinted, took, right_to_clear, recognised, sure, scheduled, predicted",
}
"""The tables that nothing else can tell, in the order in which rows refer to one another."""

_WITHOUT_ROWID: Final = frozenset({"sheet"})
"""Those of them that can be read from their beginning only."""


class Salvage(NamedTuple):
    """What came of making a record anew: responses in it, and how many of a backup's.

    `whole` says that every row of the damaged file could be read.
    """

    responses: int
    from_backup: int
    whole: bool


def salvage(
    path: Path, target: Path, now: int, backup: Path | None, progress: Progress | None = None
) -> Salvage:
    """Make a new record at `target` of all that can be read of the damaged one at `path`.

    What can't be read comes from `backup`, as far as that has it.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.unlink(missing_ok=True)
    with closing(open_database(target, now=now)) as new:
        new.run("PRAGMA foreign_keys = OFF")
        with new.transaction():
            new.run("DELETE FROM scheduler")
            for name in TRIGGERS:
                new.run(f"DROP TRIGGER {name}")
            whole = _add(new, path)
            own = _responses(new)
            if backup is not None:
                _add(new, backup)
            _make_complete(new)
            for statement in TRIGGERS.values():
                new.run(statement)
            derived.rebuild(new, Reader(new).scheduler, progress)
        responses = _responses(new)
    return Salvage(responses, max(0, responses - own), whole)


def remake(
    path: Path, backups: Path, now: int, backup: Path | None, progress: Progress | None = None
) -> tuple[Path | None, Salvage]:
    """Put what `salvage` makes in the place of the damaged record.

    Returns where that is kept, and what was made. Raises StoreError, nothing being changed, when
    nothing can be read of it and there is no backup.
    """
    with _ready_in(backups, path) as ready:
        salvaged = salvage(path, ready, now, backup, progress)
        if not salvaged.responses and backup is None:
            raise StoreError(
                _("Nothing of the record can be read, and there is no good backup."),
                hint=_("It was left as it is. Move it away to begin a new one."),
                location=str(path),
            )
        return _exchange(ready, path, backups), salvaged


def restore(
    backup: Path, path: Path, backups: Path, now: int, progress: Progress | None = None
) -> Path | None:
    """Let the record at `path` be what `backup` is; return where the one until now is kept.

    Raises StoreError, nothing being changed, when the backup is damaged itself.
    """
    if not backup.is_file():
        raise StoreError(_("There is no such backup."), location=str(backup))
    with _ready_in(backups, path) as ready:
        copy_store(backup, ready)
        open_database(ready, now=now).close()  # which brings an old one up to date
        findings = examine(ready, progress)
        if any(finding.kind in FATAL for finding in findings):
            raise StoreError(
                _("This backup is damaged itself."),
                hint=_("`quiz backup --list` shows the others."),
                location=str(backup),
            )
        return _exchange(ready, path, backups)


@contextmanager
def _ready_in(folder: Path, path: Path) -> Iterator[Path]:
    """Give a place for the record that is to take the place of the one at `path`, and clear it."""
    ready = folder / f".{path.stem}-ready.{os.getpid()}.tmp"
    try:
        yield ready
    finally:
        for end in ("", "-wal", "-shm"):
            ready.with_name(ready.name + end).unlink(missing_ok=True)


def _exchange(ready: Path, path: Path, backups: Path) -> Path | None:
    kept = keep_aside(path, backups)
    put_in_place(ready, path)
    return kept


def keep_aside(path: Path, backups: Path) -> Path | None:
    """Copy the files of a record as they are, damage and all; return where to, None without one."""
    if not path.exists():
        return None
    backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = datetime.now().strftime("%Y-%m-%dT%H%M%S")
    names = (
        f"{path.stem}-replaced-{stamp}{more}.db" for more in ("", *map("-{}".format, range(2, 99)))
    )
    target = next(place for name in names if not (place := backups / name).exists())
    for end in ("-wal", ""):
        source = path.with_name(path.name + end)
        if source.exists():
            copied = target.with_name(target.name + end)
            shutil.copyfile(source, copied)
            copied.chmod(0o600)
    return target


def put_in_place(new: Path, path: Path) -> None:
    """Let the record at `path` hold what the one at `new` holds, all or nothing.

    It is written through SQLite, so that another program that has the record open goes on with
    the new one. Only where SQLite can't even do that is the file itself replaced.
    """
    try:
        source = sqlite3.connect(f"{new.absolute().as_uri()}?mode=ro", uri=True)
        try:
            _write_over(source, path)
            return
        finally:
            source.close()
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise explain(error, path) from error
    except sqlite3.DatabaseError:
        pass
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    copy_store(new, path)


def _write_over(source: sqlite3.Connection, path: Path) -> None:
    uri = f"{path.absolute().as_uri()}?mode=rwc"
    target = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        path.chmod(0o600)
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
        if target.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the file can't be written over")
    finally:
        target.close()


def _add(new: Database, path: Path) -> bool:
    """Add the rows of a record that aren't there yet; return whether all could be read."""
    try:
        connection = connect_to_read(path)
    except (sqlite3.Error, QuizError, OSError):
        return False
    whole = True
    with closing(connection):
        for table, columns in _TRUTH.items():
            if table == "scheduler" and new.row("SELECT 1 FROM scheduler"):
                continue
            marks = ", ".join("?" for _column in columns.split(","))
            rows = _Readable(connection, table, columns)
            for row in rows:
                if _makes_sense(table, row):
                    with suppress(sqlite3.IntegrityError):
                        new.run(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", *row)
                else:
                    rows.whole = False
            whole = whole and rows.whole
    return whole


class _Readable:
    """The rows of a table that can be read, from both ends towards the damage between them."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: str) -> None:
        self.whole = True
        self._connection = connection
        self._sql = f"SELECT {columns} FROM {table} NOT INDEXED"
        self._numbered = table not in _WITHOUT_ROWID

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        last = None
        order = " ORDER BY rowid" if self._numbered else ""
        try:
            for row in self._connection.execute(self._sql + order):
                last = row[0]
                yield row
            return
        except sqlite3.Error:
            self.whole = False
        if not self._numbered:
            return
        with suppress(sqlite3.Error):
            for row in self._connection.execute(f"{self._sql} ORDER BY rowid DESC"):
                if last is not None and row[0] <= last:
                    return
                yield row


def _makes_sense(table: str, row: tuple[Any, ...]) -> bool:
    """Tell whether the texts of a row are ones that this program can have stored."""
    try:
        if table == "items":
            texts_decoder.decode(row[5])
        elif table == "sessions":
            plan_decoder.decode(row[6])
        elif table in ("sheet", "log"):
            text = row[2] if table == "sheet" else row[8]
            if text is not None:
                decode(text)
    except (ValueError, TypeError, QuizError):
        return False
    return True


def _make_complete(new: Database) -> None:
    """Take out rows whose others are gone, and number the log without gaps."""
    if new.row("SELECT 1 FROM scheduler") is None:
        new.run("INSERT INTO scheduler (parameters, retention, stale) VALUES ('[]', 0.9, 1)")
    new.run("INSERT OR IGNORE INTO standings (session) SELECT session FROM sessions")
    for table in ("standings", "sheet"):
        new.run(f"DELETE FROM {table} WHERE session NOT IN (SELECT session FROM sessions)")
    new.run(
        "DELETE FROM log WHERE item NOT IN (SELECT item FROM items)"
        " OR (session IS NOT NULL AND session NOT IN (SELECT session FROM sessions))"
    )
    new.run("DELETE FROM log WHERE target IS NOT NULL AND target NOT IN (SELECT entry FROM log)")
    new.run(
        "CREATE TEMP TABLE numbered AS"
        " SELECT entry AS old, row_number() OVER (ORDER BY entry) AS number FROM log"
    )
    new.run("CREATE UNIQUE INDEX temp.numbered_old ON numbered (old)")
    number = "(SELECT number FROM temp.numbered WHERE old = {})"
    new.run(f"UPDATE log SET target = {number.format('target')} WHERE target IS NOT NULL")
    new.run(f"UPDATE log SET entry = {number.format('entry')}")
    new.run("DROP TABLE temp.numbered")


def _responses(database: Database) -> int:
    row = database.row("SELECT count(*) FROM answers")
    return int(row[0]) if row else 0
