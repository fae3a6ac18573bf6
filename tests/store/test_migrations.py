"""A record of every earlier version is brought up to date whole, or left as it is."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from quiz.errors import StoreError
from quiz.store import Store, migrations, open_store
from quiz.store.connection import Database
from quiz.store.migrations import APPLICATION_ID, MIGRATIONS, Migration, newest
from tests.store.make_record import FILLED, kept
from tests.store.practice import NOON, Taking, everything, fill, statements
from tests.store.test_derived import DERIVED

NEXT = MIGRATIONS[-1].number + 1


def widened(database: Database) -> None:
    """Change a table, as a later version might."""
    database.run("ALTER TABLE items ADD COLUMN note TEXT NOT NULL DEFAULT 'none'")


def failing(database: Database) -> None:
    """Change a table and its rows, then fail."""
    widened(database)
    database.run("UPDATE items SET note = 'half way'")
    database.run("INSERT INTO nowhere VALUES (1)")


def with_next(monkeypatch: pytest.MonkeyPatch, apply: object = widened) -> None:
    """Let the program know one version more."""
    step = Migration(NEXT, "next", apply)  # type: ignore[arg-type]
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, step))


def shape(path: Path) -> list[tuple[object, ...]]:
    """Return the schema, the versions and the items of a file."""
    connection = sqlite3.connect(path)
    try:
        found: list[tuple[object, ...]] = []
        for sql in (
            "PRAGMA user_version",
            "SELECT name, sql FROM sqlite_master ORDER BY name",
            "SELECT * FROM migrations",
            "SELECT * FROM items",
            "SELECT * FROM log",
        ):
            found += connection.execute(sql).fetchall()
        return found
    finally:
        connection.close()


def derived_rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of what follows from the log."""
    return {name: store._database.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in DERIVED}


@pytest.fixture
def v1(path: Path) -> Path:
    """Return a copy of the kept record of version 1."""
    path.parent.mkdir()
    shutil.copy(kept(1), path)
    return path


@pytest.fixture(params=sorted(FILLED))
def old(request: pytest.FixtureRequest, path: Path) -> tuple[int, Path]:
    """Return each version there has been, and a copy of its kept record."""
    version: int = request.param
    path.parent.mkdir()
    shutil.copy(kept(version), path)
    return version, path


def test_a_new_record_says_what_it_is(path: Path) -> None:
    """The header names the program and the version, and the steps are on record."""
    open_store(path, now=NOON).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (MIGRATIONS[-1].number,)
    assert connection.execute("SELECT * FROM migrations").fetchall() == [
        (step.number, step.name, NOON) for step in MIGRATIONS
    ]
    connection.close()


def test_steps_are_numbered_without_a_gap() -> None:
    """The order of the steps is the order of their numbers, from 1."""
    assert [step.number for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_every_version_is_kept() -> None:
    """There is a record written by the program of each version."""
    assert [*FILLED] == [step.number for step in MIGRATIONS]


def test_no_change_of_shape_without_a_step(path: Path) -> None:
    """A new record is shaped as the kept one of the newest version."""
    open_store(path, now=NOON).close()
    tables = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    new, old = (sqlite3.connect(file) for file in (path, kept(newest())))
    assert new.execute(tables).fetchall() == old.execute(tables).fetchall()
    new.close()
    old.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_an_old_record_reads_the_same(old: tuple[int, Path], read_only: bool) -> None:
    """All that a record of any version holds is told as on the day it was made.

    Version 1 had no schedule: there every first response counts, also one before its day.
    """
    version, file = old
    with open_store(None, now=NOON) as fresh, open_store(file, now=1, read_only=read_only) as told:
        FILLED[version](fresh)
        assert everything(told) == everything(fresh)
        if version > 1:
            assert derived_rows(told) == derived_rows(fresh)


def test_an_old_record_follows_from_its_log(old: tuple[int, Path]) -> None:
    """What an upgrade derives, and what was derived when it was written, is what the log says."""
    with open_store(old[1], now=1) as store:
        before = derived_rows(store)
        store.rebuild()
        assert derived_rows(store) == before
        assert all(before.values())


def test_an_old_record_takes_more(old: tuple[int, Path]) -> None:
    """A record of any version can be gone on with, and is sound."""
    with open_store(old[1], now=1) as store:
        before = store.statistics().responses
        Taking(store, statements(2)).say(True, False)
        assert store.statistics().responses == before + 2
        assert store._database.row("PRAGMA integrity_check") == ("ok",)
        assert store._database.rows("PRAGMA foreign_key_check") == []


def test_an_old_record_is_copied_first(old: tuple[int, Path]) -> None:
    """What it was before the upgrade is beside it; the newest needs none, and looking neither."""
    version, file = old
    before = shape(file)
    open_store(file, now=77, read_only=True).close()
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    open_store(file, now=77).close()
    copies = {copy.name: shape(copy) for copy in file.parent.glob("backups/*")}
    upgraded = {f"quiz-before-version-{newest()}.db": before}
    assert copies == (upgraded if version < newest() else {})


def test_an_upgrade_keeps_a_copy(v1: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is brought up to date, and what it was before is beside it."""
    before = shape(v1)
    with_next(monkeypatch)
    with open_store(v1, now=77) as store:
        assert store._database.rows("SELECT DISTINCT note FROM items") == [("none",)]
        assert store._database.rows(f"SELECT * FROM migrations WHERE number = {NEXT}") == [
            (NEXT, "next", 77)
        ]
    (copy,) = (v1.parent / "backups").iterdir()
    assert copy.name == f"quiz-before-version-{NEXT}.db"
    assert shape(copy) == before
    open_store(v1, now=99).close()
    assert shape(copy) == before


def test_an_empty_record_is_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record in which nothing has been recorded yet is upgraded like any other."""
    open_store(path, now=NOON).close()
    with_next(monkeypatch)
    with open_store(path, now=77) as store:
        assert store.history() == []
        Taking(store, statements(1)).say(True)


@pytest.mark.parametrize("filled", [True, False])
def test_a_failing_step_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, filled: bool
) -> None:
    """A step that fails half way is rolled back whole, with and without rows."""
    with open_store(path, now=NOON) as store:
        if filled:
            fill(store)
    before = shape(path)
    with monkeypatch.context() as patch:
        with_next(patch, failing)
        with pytest.raises(StoreError, match="nowhere"):
            open_store(path, now=77)
    assert shape(path) == before
    with open_store(path, now=99) as store:
        assert store._database.row("PRAGMA integrity_check") == ("ok",)


def test_no_step_without_its_copy(v1: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the copy can't be written the record isn't touched."""
    before = shape(v1)
    (v1.parent / "backups").write_text("a file in the way")
    with_next(monkeypatch)
    with pytest.raises(StoreError, match="backup"):
        open_store(v1, now=77)
    assert shape(v1) == before


def test_reading_upgrades_in_memory_only(v1: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at an older record changes neither it nor its folder."""
    before = v1.read_bytes()
    with_next(monkeypatch)
    with open_store(v1, now=77, read_only=True) as store:
        assert store.history()
        assert store._database.rows("SELECT DISTINCT note FROM items") == [("none",)]
    assert v1.read_bytes() == before
    assert [file.name for file in v1.parent.iterdir()] == [v1.name]
