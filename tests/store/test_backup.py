"""Backups are whole, private, one a day, and thinned."""

from __future__ import annotations

import os
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from quiz.errors import StoreError
from quiz.store import Store, open_store
from quiz.store.backup import copy_store, daily_backup, kept
from tests.store.practice import DAY, NOON, Taking, everything, fill, statements


def test_a_copy_tells_the_same(store: Store, tmp_path: Path) -> None:
    """A copy made while the record is open holds all that was committed, in one file."""
    fill(store)
    assert store.path is not None
    target = tmp_path / "copies" / "copy.db"
    copy_store(store.path, target)
    assert list(target.parent.iterdir()) == [target]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    with open_store(target, now=NOON) as copy:
        assert everything(copy) == everything(store)
        assert copy._database.row("PRAGMA integrity_check") == ("ok",)
        Taking(copy, statements(1)).say(True)


def test_a_copy_is_replaced_whole(store: Store, tmp_path: Path) -> None:
    """A later copy takes the place of an earlier one."""
    assert store.path is not None
    target = tmp_path / "copy.db"
    copy_store(store.path, target)
    Taking(store, statements(1)).say(True)
    copy_store(store.path, target)
    with open_store(target, now=NOON, read_only=True) as copy:
        assert everything(copy) == everything(store)


def test_a_place_that_can_t_be_written_is_told(store: Store, tmp_path: Path) -> None:
    """A file in the way of the folder is an error, and leaves nothing behind."""
    assert store.path is not None
    (tmp_path / "copies").touch()
    with pytest.raises(StoreError, match="backup can't be written"):
        copy_store(store.path, tmp_path / "copies" / "copy.db")


def test_a_record_that_is_gone_leaves_no_copy(tmp_path: Path) -> None:
    """A copy of nothing isn't made, nor is half of one left behind."""
    with pytest.raises(StoreError):
        copy_store(tmp_path / "gone.db", tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_one_backup_a_day(store: Store, tmp_path: Path) -> None:
    """The first call of a day makes it, others find it; without a record there is none."""
    assert store.path is not None
    folder = tmp_path / "backups"
    assert daily_backup(store.path, folder, DAY) == folder / f"quiz-{DAY}.db"
    assert daily_backup(store.path, folder, DAY) is None
    assert daily_backup(tmp_path / "gone.db", folder, DAY) is None
    assert len(list(folder.iterdir())) == 1


def test_backups_are_thinned(store: Store, tmp_path: Path) -> None:
    """After a year of daily use few are left, and what isn't a daily backup stays."""
    assert store.path is not None
    folder = tmp_path / "backups"
    folder.mkdir()
    others = [folder / "quiz-before-version-2.db", folder / "other-2026-01-01.db"]
    for other in others:
        other.touch()
    days = [(date(2026, 1, 1) - timedelta(days=ago)).isoformat() for ago in range(1, 365)]
    for day in days:
        (folder / f"quiz-{day}.db").touch()
    assert daily_backup(store.path, folder, DAY)
    left = {file.name[5:15] for file in folder.iterdir() if file not in others}
    assert left == kept([DAY, *days])
    assert all(other.exists() for other in others)


def test_what_is_kept() -> None:
    """The last seven days, and the last day of each of four weeks and six months."""
    days = [(date(2025, 12, 31) - timedelta(days=ago)).isoformat() for ago in range(365)]
    assert sorted(kept(days), reverse=True) == [
        *(f"2025-12-{day}" for day in range(31, 24, -1)),
        "2025-12-21",
        "2025-12-14",
        "2025-11-30",
        "2025-10-31",
        "2025-09-30",
        "2025-08-31",
        "2025-07-31",
    ]


def test_a_long_pause_costs_no_backup() -> None:
    """Days are counted where there are backups, not on the calendar."""
    days = ["2020-01-01", "2020-01-02", "2024-05-05", "2026-01-01"]
    assert kept(days) == set(days)


def test_what_a_killed_copy_left_behind_is_cleared_away(store: Store, tmp_path: Path) -> None:
    """An hour later, by the next backup."""
    assert store.path is not None
    folder = tmp_path / "backups"
    folder.mkdir()
    old, new = folder / "quiz-2026-01-01.db.1.tmp", folder / "quiz-2026-01-01.db.2.tmp"
    for left in (old, new):
        left.touch()
    os.utime(old, (0, 0))
    daily_backup(store.path, folder, DAY)
    assert not old.exists()
    assert new.exists()
