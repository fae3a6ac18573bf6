"""Damage is found and named; what can be saved is saved; what was there is kept."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.engine.formulas import Formulas
from quiz.engine.responses import Typed
from quiz.errors import StoreError
from quiz.store import open_store
from quiz.store.backup import copy_store
from quiz.store.integrity import Damage, examine
from quiz.store.repair import keep_aside, restore, salvage
from tests.store.make_record import kept
from tests.store.practice import DAY, NOON, Taking, everything, fill_scheduled, statements, typed
from tests.store.test_derived import DERIVED
from tests.store.test_migrations import derived_rows


@pytest.fixture(scope="module")
def full_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed record with some of everything, and enough that damage has room in it."""
    path = tmp_path_factory.mktemp("full") / "quiz.db"
    with open_store(path, now=NOON) as store:
        fill_scheduled(store)
        for number in range(40):
            taking = Taking(store, statements(30, f"set-{number}"))
            taking.say(*(number % 3 > 0 for number in range(30)))
    return path


@pytest.fixture
def filled(full_record: Path, path: Path) -> Path:
    """A copy of it."""
    path.parent.mkdir()
    shutil.copy(full_record, path)
    return path


def kinds(path: Path) -> list[Damage]:
    """Return the kinds of damage that are found."""
    return [finding.kind for finding in examine(path)]


def change(path: Path, *statements: str) -> None:
    """Change a record behind the program's back."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def flip(path: Path, part: float, count: int = 300, seed: int = 1) -> None:
    """Overwrite bytes from a part of the file on."""
    data = bytearray(path.read_bytes())
    chance = random.Random(seed)
    start = int(len(data) * part) // 4096 * 4096
    data[start : start + count] = chance.randbytes(count)
    path.write_bytes(data)


def told(path: Path) -> list[object]:
    """Return all that a record tells."""
    with open_store(path, now=NOON, read_only=True) as store:
        return everything(store)


def test_a_sound_record(filled: Path, tmp_path: Path) -> None:
    """Nothing is found, and looking changes not a byte; nor is there damage in nothing."""
    before = filled.read_bytes()
    assert examine(filled) == []
    assert filled.read_bytes() == before
    assert examine(tmp_path / "gone.db") == []


def test_a_record_in_use(filled: Path) -> None:
    """What isn't in the file yet but in the write-ahead log counts."""
    with open_store(filled, now=NOON) as store:
        Taking(store, statements(3)).say(True)
        assert examine(filled) == []


@pytest.mark.parametrize("version", [1, 2])
def test_a_record_of_an_older_version_is_sound(path: Path, version: int) -> None:
    """Looked at as it will be, without being upgraded; so is one that is still empty."""
    path.parent.mkdir()
    shutil.copy(kept(version), path)
    before = path.read_bytes()
    assert examine(path) == []
    assert path.read_bytes() == before
    path.write_bytes(b"")
    assert examine(path) == []
    change(path, "PRAGMA journal_mode = WAL")
    assert examine(path) == []


NO_TRIGGERS = ("DROP TRIGGER log_no_update", "DROP TRIGGER log_no_delete")

SLIPS: dict[str, tuple[Damage, Callable[[Path], object]]] = {
    "another file": (Damage.NOT_A_RECORD, lambda p: p.write_bytes(b"x" * 5000)),
    "cut off": (Damage.TRUNCATED, lambda p: p.write_bytes(p.read_bytes()[:-5000])),
    "bytes flipped": (Damage.CORRUPT, lambda p: flip(p, 0.4)),
    "rows of the log gone": (
        Damage.ROWS_LOST,
        lambda p: change(p, *NO_TRIGGERS, "DELETE FROM log WHERE entry = 17"),
    ),
    "a question gone": (
        Damage.DANGLING,
        lambda p: change(p, "DELETE FROM items WHERE item = 5"),
    ),
    "a response that says nothing": (
        Damage.UNREADABLE,
        lambda p: change(p, *NO_TRIGGERS, "UPDATE log SET response = '{' WHERE entry = 3"),
    ),
    "a card state": (Damage.DERIVED, lambda p: change(p, "UPDATE cards SET stability = 99")),
    "a day": (Damage.DERIVED, lambda p: change(p, "UPDATE days SET correct = 0")),
    "the missed book": (Damage.DERIVED, lambda p: change(p, "DELETE FROM missed")),
    "the progress of a set": (
        Damage.DERIVED,
        lambda p: change(p, "UPDATE set_progress SET answered = 1"),
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_damage_is_named(filled: Path, slip: str) -> None:
    """Each kind by its name, and looking leaves the file as it is."""
    kind, damage = SLIPS[slip]
    damage(filled)
    before = filled.read_bytes()
    assert kind in kinds(filled)
    assert filled.read_bytes() == before


@pytest.mark.parametrize("revise", [Taking.undo, Taking.overrule])
def test_rows_that_know_nothing_of_a_revision(
    filled: Path, revise: Callable[[Taking], None]
) -> None:
    """As if what follows from the log had not been brought up to date with it."""
    with open_store(filled, now=NOON) as store:
        taking = Taking(store, [typed("revised")])
        taking.respond(Typed(("不知道",)))
        before = {table: store._database.rows(f"SELECT * FROM {table}") for table in DERIVED}
        revise(taking)
    assert kinds(filled) == []
    connection = sqlite3.connect(filled)
    for table, rows in before.items():
        connection.execute(f"DELETE FROM {table}")
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    connection.commit()
    connection.close()
    assert kinds(filled) == [Damage.DERIVED]


def test_the_formulas_written_out_have_not_the_last_word(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they come to otherwise than is stored is worked out as it was when it was stored."""
    monkeypatch.setattr(Formulas, "interval", lambda _self, _stability: 12345)
    assert kinds(filled) == []


def test_a_write_ahead_log_that_was_taken_away(filled: Path, tmp_path: Path) -> None:
    """As after a crash, when someone tidies up: the files beside tell of it."""
    crashed = tmp_path / "crashed" / "quiz.db"
    crashed.parent.mkdir()
    with open_store(filled, now=NOON) as store:
        Taking(store, statements(3)).say(True)
        for end in ("", "-wal", "-shm"):
            shutil.copy(f"{filled}{end}", f"{crashed}{end}")
    assert kinds(crashed) == []
    Path(f"{crashed}-wal").unlink(missing_ok=True)
    Path(f"{crashed}-shm").touch()
    assert Damage.LOG_GONE in kinds(crashed)


def test_another_program_s_file_is_no_damage(tmp_path: Path) -> None:
    """It is refused, as on opening."""
    change(tmp_path / "other.db", "CREATE TABLE t (x)")
    with pytest.raises(StoreError, match="another program"):
        examine(tmp_path / "other.db")


class TestSalvage:
    """A new record of what can be read."""

    def test_nothing_is_lost_of_a_sound_one(self, filled: Path, tmp_path: Path) -> None:
        """All of it, down to the derived rows."""
        new = tmp_path / "new.db"
        found = salvage(filled, new, NOON, None)
        assert found.whole
        assert found.from_backup == 0
        assert told(new) == told(filled)
        assert examine(new) == []
        with open_store(new, now=NOON) as one, open_store(filled, now=NOON) as other:
            assert derived_rows(one) == derived_rows(other)

    @pytest.mark.parametrize("seed", range(12))
    def test_of_a_damaged_one_what_can_be_read(
        self, filled: Path, tmp_path: Path, seed: int
    ) -> None:
        """And with a backup that has the rest, all of it; the result is always sound."""
        backup = tmp_path / "backup.db"
        copy_store(filled, backup)
        with open_store(filled, now=NOON) as store:
            Taking(store, statements(20, "later")).say(*[True] * 20)
            everything_there = store.statistics().responses
        before = told(filled)
        flip(filled, random.Random(seed).uniform(0.02, 0.98), 6000, seed)
        found = examine(filled)
        alone, both = tmp_path / "alone.db", tmp_path / "both.db"
        without = salvage(filled, alone, NOON, None)
        assert examine(alone) == []
        assert without.responses <= everything_there
        result = salvage(filled, both, NOON, backup)
        assert examine(both) == []
        assert result.responses >= everything_there - 20
        if without.whole:
            assert told(alone) == told(both)
            assert found or told(alone) == before

    def test_with_nothing_to_read_the_backup_alone(self, filled: Path, tmp_path: Path) -> None:
        """A file of zeros is as good as none."""
        backup = tmp_path / "backup.db"
        copy_store(filled, backup)
        filled.write_bytes(bytes(20_000))
        result = salvage(filled, tmp_path / "new.db", NOON, backup)
        assert not result.whole
        assert told(tmp_path / "new.db") == told(backup)

    def test_lost_rows_leave_no_gap(self, filled: Path, tmp_path: Path) -> None:
        """Decisions about a response that is gone go with it; the rest is numbered through."""
        change(filled, *NO_TRIGGERS, "DELETE FROM log WHERE entry IN (3, 4, 90)")
        salvage(filled, tmp_path / "new.db", NOON, None)
        assert examine(tmp_path / "new.db") == []


class TestRestoring:
    """Putting a backup in the place of the record."""

    def test_the_record_is_the_backup_again(self, filled: Path, tmp_path: Path) -> None:
        """And what it was before is kept, whole."""
        backup, backups = tmp_path / "backup.db", tmp_path / "backups"
        copy_store(filled, backup)
        before = told(filled)
        with open_store(filled, now=NOON) as store:
            Taking(store, statements(5, "later")).say(True, True)
        later = told(filled)
        kept = restore(backup, filled, backups, NOON)
        assert kept is not None
        assert told(filled) == before
        assert told(kept) == later
        assert sorted(backups.iterdir()) == [kept]

    def test_another_program_goes_on_with_it(self, filled: Path, tmp_path: Path) -> None:
        """One that has the record open reads what was restored, and records into it."""
        backup = tmp_path / "backup.db"
        copy_store(filled, backup)
        with open_store(filled, now=NOON) as other:
            Taking(other, statements(5, "later")).say(True)
            restore(backup, filled, tmp_path / "backups", NOON)
            count = other.statistics().responses
            with open_store(backup, now=NOON, read_only=True) as store:
                assert count == store.statistics().responses
            Taking(other, statements(5, "again"), day=DAY).say(True)
        with open_store(filled, now=NOON) as store:
            assert store.statistics().responses == count + 1

    @pytest.mark.parametrize("damage", ["zeros", "cut", "flipped", "gone"])
    def test_in_the_place_of_a_damaged_one(self, filled: Path, tmp_path: Path, damage: str) -> None:
        """Whatever is there."""
        backup = tmp_path / "backup.db"
        copy_store(filled, backup)
        data = filled.read_bytes()
        if damage == "zeros":
            filled.write_bytes(bytes(len(data)))
        elif damage == "cut":
            filled.write_bytes(data[: len(data) // 2])
        elif damage == "flipped":
            flip(filled, 0.0, 20_000)
        else:
            filled.unlink()
        kept = restore(backup, filled, tmp_path / "backups", NOON)
        assert told(filled) == told(backup)
        assert examine(filled) == []
        assert (kept is None) is (damage == "gone")

    def test_a_damaged_backup_is_refused(self, filled: Path, tmp_path: Path) -> None:
        """The record stays as it is."""
        backup = tmp_path / "backup.db"
        copy_store(filled, backup)
        flip(backup, 0.3, 9000)
        before = told(filled)
        with pytest.raises(StoreError, match="damaged"):
            restore(backup, filled, tmp_path / "backups", NOON)
        assert told(filled) == before

    def test_files_are_kept_aside_as_they_are(self, filled: Path, tmp_path: Path) -> None:
        """Each time under a name of its own, for its owner only."""
        backups = tmp_path / "backups"
        filled.write_bytes(b"anything")
        kept = [keep_aside(filled, backups) for _time in range(3)]
        assert all(one and one.read_bytes() == b"anything" for one in kept)
        assert len(set(kept)) == 3
        assert all(one and one.stat().st_mode & 0o777 == 0o600 for one in kept)
