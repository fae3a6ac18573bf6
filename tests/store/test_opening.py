"""Opening a record: what is created, what is refused, and what can be read nevertheless."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from quiz.errors import StoreError
from quiz.store import Store, connection, open_store, opening
from quiz.store.migrations import MIGRATIONS
from tests.store.practice import NOON, Taking, everything, fill, statements

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


def foreign(path: Path) -> None:
    """Write the database of another program."""
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE letters (letter TEXT)")
    other.commit()
    other.close()


def claimed(path: Path) -> None:
    """Write a database that another program has marked as its own."""
    foreign(path)
    other = sqlite3.connect(path)
    other.execute("PRAGMA application_id = 123456")
    other.close()


def newer(path: Path) -> None:
    """Write a record of a later version."""
    open_store(path, now=NOON).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 999")
    other.close()


def garbage(path: Path) -> None:
    """Write something that is no database."""
    path.write_bytes(b"SQLite is not what this is. " * 50)


def short(path: Path) -> None:
    """Write less than the header of a database."""
    path.write_bytes(b"x")


class TestCreating:
    """Only writing creates something, and for its owner only."""

    @posix
    def test_a_new_record_is_private(self, path: Path) -> None:
        """The folder is 0700 and the file 0600, the files beside it included."""
        with open_store(path, now=NOON) as store:
            fill(store)
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
            files = list(path.parent.iterdir())
            assert len(files) == 3
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}

    def test_a_record_is_written_ahead_and_to_the_disk(self, store: Store) -> None:
        """WAL, synchronous FULL, foreign keys: what is committed survives."""
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        values = [store._database.row(f"PRAGMA {pragma}") for pragma in pragmas]
        assert values == [("wal",), (2,), (1,)]

    def test_reading_creates_nothing(self, path: Path) -> None:
        """A missing record reads as an empty one."""
        with open_store(path, now=NOON, read_only=True) as store:
            assert everything(store)[0] == []
        assert not path.parent.exists()

    def test_reading_an_empty_file_leaves_it_empty(self, path: Path) -> None:
        """A file without a byte in it is nobody's: it reads as empty, and can be written."""
        path.parent.mkdir()
        path.touch()
        with open_store(path, now=NOON, read_only=True) as store:
            assert store.history() == []
        assert path.read_bytes() == b""
        with open_store(path, now=NOON) as store:
            fill(store)

    def test_in_memory_leaves_nothing(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a path all works and no file is made."""
        path.parent.mkdir()
        monkeypatch.chdir(path.parent)
        with open_store(None, now=NOON) as store:
            assert store.path is None
            fill(store)
            assert store.history()
        assert list(path.parent.iterdir()) == []

    def test_closing_leaves_one_file(self, path: Path) -> None:
        """After writing and after reading the record is one file again."""
        with open_store(path, now=NOON) as store:
            fill(store)
            before = everything(store)
        assert list(path.parent.iterdir()) == [path]
        with open_store(path, now=NOON, read_only=True) as store:
            assert everything(store) == before
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("name", ["100% #1?.db", "题库 记录.db"])
    def test_any_name_will_do(self, path: Path, name: str) -> None:
        """Characters that mean something in a URI are part of the name."""
        named = path.with_name(name)
        with open_store(named, now=NOON) as store:
            fill(store)
        with open_store(named, now=NOON, read_only=True) as store:
            assert store.history()
        assert list(path.parent.iterdir()) == [named]

    def test_reading_refuses_to_write(self, path: Path) -> None:
        """A record opened for reading can't be changed by mistake."""
        open_store(path, now=NOON).close()
        with (
            open_store(path, now=NOON, read_only=True) as store,
            pytest.raises(StoreError, match="read-only") as caught,
        ):
            Taking(store, statements(1))
        assert "--no-record" in caught.value.hint


class TestRefusing:
    """A file that isn't ours, or is too new, is left as it is."""

    @pytest.mark.parametrize("read_only", [False, True])
    @pytest.mark.parametrize("make", [foreign, claimed, newer, garbage, short])
    def test_refused_untouched(self, path: Path, make: object, read_only: bool) -> None:
        """Every byte stays, nothing appears beside it, and the error names file and way out."""
        path.parent.mkdir()
        make(path)  # type: ignore[operator]
        before = path.read_bytes()
        with pytest.raises(StoreError) as caught:
            open_store(path, now=NOON, read_only=read_only)
        assert caught.value.hint
        assert caught.value.location == str(path)
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("read_only", [False, True])
    def test_a_newer_version_still_in_the_log_is_refused(self, path: Path, read_only: bool) -> None:
        """The version counts even while only the write-ahead log has it."""
        with open_store(path, now=NOON) as store:
            store._database.run("PRAGMA user_version = 999")
            files = {file: file.read_bytes() for file in path.parent.iterdir()}
            with pytest.raises(StoreError, match="newer version"):
                open_store(path, now=NOON, read_only=read_only)
            assert files[path] == path.read_bytes()
            assert files.keys() == set(path.parent.iterdir())

    def test_a_folder_is_no_record(self, tmp_path: Path) -> None:
        """A folder in the record's place is told."""
        for read_only in (False, True):
            with pytest.raises(StoreError, match="can't be opened"):
                open_store(tmp_path, now=NOON, read_only=read_only)

    def test_a_file_in_the_way_of_the_folder(self, tmp_path: Path) -> None:
        """A home that is a file is told."""
        (tmp_path / "home").touch()
        with pytest.raises(StoreError, match="can't be opened"):
            open_store(tmp_path / "home" / "quiz.db", now=NOON)

    def test_an_old_sqlite_is_told(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A SQLite without strict tables is refused before anything is made."""
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
        with pytest.raises(StoreError, match="too old"):
            open_store(path, now=NOON)
        assert not path.parent.exists()


class TestTrouble:
    """What SQLite reports becomes an error with a way out, and nothing is lost."""

    def test_a_record_in_use(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another program that keeps writing is named; afterwards recording goes on."""
        monkeypatch.setattr(opening, "PATIENCE", 0.05)
        with open_store(path, now=NOON) as store:
            taking = Taking(store, statements(2))
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="using the record") as caught:
                store.place(taking.id, 1, 1)
            assert caught.value.hint
            assert store.unfinished()[0].position == 0
            other.execute("ROLLBACK")
            other.close()
            store.place(taking.id, 1, 1)
            assert store.unfinished()[0].position == 1

    def test_a_full_disk(self, store: Store) -> None:
        """What was recorded before is kept, and what was refused isn't there in part."""
        taking = Taking(store, statements(2))
        taking.say(True)
        pages = store._database.row("PRAGMA page_count")
        assert pages is not None
        store._database.row(f"PRAGMA max_page_count = {pages[0]}")
        before = everything(store)
        with pytest.raises(StoreError, match="disk is full"):
            Taking(store, statements(2000))
        assert everything(store) == before
        store._database.row("PRAGMA max_page_count = 100000")
        Taking(store, statements(2000))

    def test_a_damaged_record(self, path: Path) -> None:
        """Pages that were overwritten are told, not crashed on."""
        with open_store(path, now=NOON) as store:
            fill(store)
        content = bytearray(path.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        path.write_bytes(content)
        with (
            open_store(path, now=NOON, read_only=True) as store,
            pytest.raises(StoreError, match="damaged") as caught,
        ):
            store.history()
        assert "quiz doctor" in caught.value.hint

    def test_a_record_that_is_taken_away(self, path: Path, tmp_path: Path) -> None:
        """A folder that is moved, deleted or replaced while it is open: nothing goes astray."""
        with open_store(path, now=NOON) as store:
            taking = Taking(store, statements(5))
            taking.say(True)
            path.parent.rename(tmp_path / "elsewhere")
            with pytest.raises(StoreError, match="no longer in its place"):
                store.place(taking.id, 1, None)
            path.parent.mkdir()
            open_store(path, now=NOON).close()
            with pytest.raises(StoreError, match="no longer in its place"):
                store.place(taking.id, 1, None)
            shutil.rmtree(path.parent)
            (tmp_path / "elsewhere").rename(path.parent)
            taking.say(True)
            assert store.statistics().responses == 2

    def test_an_unknown_trouble_has_its_reason(self) -> None:
        """What has no words of its own is told with SQLite's."""
        error = connection.explain(sqlite3.OperationalError("strange thing"), None)
        assert "strange thing" in error.message

    def test_any_exception_rolls_back(self, store: Store) -> None:
        """An interruption in the middle of a change undoes its first half."""

        def interrupted() -> None:
            with store._database.transaction():
                store._database.run("DELETE FROM migrations")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert store._database.row("SELECT count(*) FROM migrations") == (len(MIGRATIONS),)
        Taking(store, statements(1)).say(True)
