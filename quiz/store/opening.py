"""Opening the record: finding out whose a file is before touching it, creating, upgrading."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from quiz.errors import StoreError
from quiz.i18n import _
from quiz.store.connection import NO_RECORD, PATIENCE, Database, explain, trouble
from quiz.store.migrations import APPLICATION_ID, migrate, newest, version_of

_MAGIC = b"SQLite format 3\0"
_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables


class Header(NamedTuple):
    """What the beginning of a SQLite file says of it. `schema` is 0 as long as it has no table."""

    application_id: int
    version: int
    schema: int


def open_database(
    path: Path | None, *, now: int, read_only: bool = False, backups: Path | None = None
) -> Database:
    """Open the record at `path`, or one in memory with None.

    For writing it is created and upgraded as needed, a copy being put into `backups` before an
    upgrade (by default a folder beside the file). For reading nothing is created: a missing
    file reads as an empty record. Raises StoreError when the file can't be used, and leaves a
    file that is not ours or too new as it is.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(
            _("SQLite {version} is too old.").format(version=sqlite3.sqlite_version),
            hint=_("Install a Python with SQLite 3.37 or newer."),
        )
    if path is None:
        return _in_memory(now)
    try:
        used = path.exists() and path.stat().st_size > 0
        if used:
            check_header(read_header(path), path)
        if read_only:
            return _for_reading(path, now) if used else _in_memory(now)
        return _for_writing(path, now, backups or path.parent / "backups")
    except OSError as error:
        raise StoreError(
            _("The record can't be opened: {reason}.").format(reason=error.strerror or error),
            hint=_(NO_RECORD),
            location=str(path),
        ) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error


def read_header(path: Path) -> Header:
    """Return the header of a file without changing anything, not even beside it.

    The bytes of the file tell it (https://www.sqlite.org/fileformat.html, 1.3), unless there is
    a write-ahead log that may hold a newer first page: then SQLite has to be asked.
    """
    with path.open("rb") as file:
        start = file.read(100)
    if len(start) < 100 or not start.startswith(_MAGIC):
        raise trouble(sqlite3.SQLITE_NOTADB, path)
    if _has_log(path):
        connection = _connect(path, "mode=ro")
        try:
            return _header_of(connection)
        except sqlite3.OperationalError:
            pass  # it can't be read without writing; the file's own bytes must do
        finally:
            connection.close()
    return Header(*(int.from_bytes(start[at : at + 4], "big") for at in (68, 60, 40)))


def check_header(header: Header, path: Path) -> None:
    """Raise StoreError unless the file is ours, or empty, and not newer than this program."""
    if header != Header(0, 0, 0) and header.application_id != APPLICATION_ID:
        raise StoreError(
            _("This file is the database of another program."),
            hint=_("It was left as it is. Move it away, or choose another folder with QUIZ_HOME."),
            location=str(path),
        )
    if header.version > newest():
        raise StoreError(
            _("The record was written by a newer version of this program."),
            hint=_("It was left as it is. Install the newer version to use it."),
            location=str(path),
        )


def _connect(path: Path, option: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{option}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)


def _header_of(connection: sqlite3.Connection) -> Header:
    pragmas = ("application_id", "user_version", "schema_version")
    return Header(*(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas))


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _in_memory(now: int) -> Database:
    database = Database(sqlite3.connect(":memory:", isolation_level=None), None)
    _enforce(database)
    migrate(database, now)
    return database


def _enforce(database: Database) -> None:
    database.run("PRAGMA foreign_keys = ON")
    database.run("PRAGMA recursive_triggers = ON")  # or REPLACE would delete past the triggers


def _for_reading(path: Path, now: int) -> Database:
    """Open an existing file for queries; one of an older version is upgraded in memory only."""
    connection = connect_to_read(path)
    connection.execute("PRAGMA query_only = ON")
    database = Database(connection, path)
    if version_of(database) == newest():
        return database
    upgraded = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(upgraded)
    connection.close()
    database = Database(upgraded, None)
    _enforce(database)
    migrate(database, now)
    return database


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect so that a read-only folder, where SQLite can make no write-ahead log, will do.

    The first attempt may write, since only then does SQLite clear up behind itself.
    """
    for option in ("mode=rw", "immutable=1"):
        connection = _connect(path, option)
        try:
            check_header(_header_of(connection), path)
            return connection
        except BaseException as error:
            connection.close()
            locked_out = isinstance(error, sqlite3.OperationalError) and not _has_log(path)
            if option == "immutable=1" or not locked_out:
                raise
    raise AssertionError("the last attempt returns or raises")


def _for_writing(path: Path, now: int, backups: Path) -> Database:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # fails where it can't be written
    database = Database(_connect(path, "mode=rw"), path)
    try:
        _enforce(database)
        database.run("PRAGMA journal_mode = WAL")
        database.run("PRAGMA synchronous = FULL")
        check_header(_header_of(database.connection), path)
        if version_of(database) < newest():
            migrate(database, now, lambda: _save(path, backups))
    except BaseException:
        database.close()
        raise
    return database


def _save(path: Path, backups: Path) -> None:
    """Copy the record as it was last committed, before it is upgraded."""
    from quiz.store.backup import copy_store

    copy_store(path, backups / f"{path.stem}-before-version-{newest()}.db")
