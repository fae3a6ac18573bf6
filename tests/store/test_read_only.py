"""On a read-only disk there is a way to go on, and reading works."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quiz.errors import StoreError
from quiz.store import open_store
from tests.store.practice import NOON, fill

NOBODY = 65534

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root, which may write anywhere; any other user has none to give."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def totals(path: Path) -> tuple[int, int]:
    """Return how much a record holds that is opened for reading."""
    with open_store(path, now=NOON, read_only=True) as store:
        return store.statistics().responses, len(store.history())


def refuse_to_write(path: Path) -> None:
    """Opening for writing is refused, with a way to go on."""
    with pytest.raises(StoreError) as caught:
        open_store(path, now=NOON)
    assert "--no-record" in caught.value.hint


class TestReadOnlyFolder:
    """On a read-only disk there is a way to go on, and reading works."""

    @pytest.fixture
    def folder(self) -> Iterator[Path]:
        """Return a folder that anyone may look into; pytest's own are its owner's only."""
        folder = Path(tempfile.mkdtemp(prefix="quiz-store-"))
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
        shutil.rmtree(folder)

    @staticmethod
    def lock(folder: Path) -> None:
        """Take the right to write from everyone."""
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)

    def test_creating_is_refused_with_a_way_out(self, folder: Path) -> None:
        """Where no record can be made, the error offers to go on without."""
        self.lock(folder)
        with as_nobody():
            refuse_to_write(folder / "quiz.db")
            refuse_to_write(folder / "home" / "quiz.db")
        assert list(folder.iterdir()) == []

    def test_reading_what_isn_t_there(self, folder: Path) -> None:
        """It reads as empty."""
        self.lock(folder)
        with as_nobody():
            assert totals(folder / "quiz.db") == (0, 0)

    def test_an_existing_record_can_be_read(self, folder: Path) -> None:
        """All of it can be told; writing offers to go on without."""
        with open_store(folder / "quiz.db", now=NOON) as store:
            fill(store)
        expected = totals(folder / "quiz.db")
        self.lock(folder)
        with as_nobody():
            assert totals(folder / "quiz.db") == expected
            refuse_to_write(folder / "quiz.db")
        assert [file.name for file in folder.iterdir()] == ["quiz.db"]

    def test_a_file_that_may_be_written_in_a_folder_that_may_not(self, folder: Path) -> None:
        """No write-ahead log can be made there: it can be read, and not written."""
        with open_store(folder / "quiz.db", now=NOON) as store:
            fill(store)
        expected = totals(folder / "quiz.db")
        self.lock(folder)
        (folder / "quiz.db").chmod(0o666)
        with as_nobody():
            assert totals(folder / "quiz.db") == expected
            refuse_to_write(folder / "quiz.db")

    def test_a_record_left_by_a_crash_can_be_read(self, folder: Path) -> None:
        """What only the write-ahead log has is read too."""
        crashed = folder / "crashed"
        with open_store(folder / "living" / "quiz.db", now=NOON) as store:
            fill(store)
            shutil.copytree(folder / "living", crashed)  # what a killed process leaves behind
        assert (crashed / "quiz.db-wal").stat().st_size > 0
        self.lock(crashed)
        with as_nobody():
            found = totals(crashed / "quiz.db")
        crashed.chmod(0o755)
        assert found == totals(folder / "living" / "quiz.db")

    def test_a_log_that_can_t_be_read_isn_t_passed_over(self, folder: Path) -> None:
        """Rather than tell less than was recorded, the record is refused."""
        crashed = folder / "crashed"
        with open_store(folder / "living" / "quiz.db", now=NOON) as store:
            fill(store)
            shutil.copytree(folder / "living", crashed)
        (crashed / "quiz.db-shm").unlink()
        self.lock(crashed)
        with as_nobody(), pytest.raises(StoreError, match="read-only"):
            totals(crashed / "quiz.db")
        crashed.chmod(0o755)
