"""The stores that the tests use: real files, and one in memory where the file is no matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.store import Store, open_store
from tests.store.practice import NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a store would be; neither it nor its folder exists."""
    return tmp_path / "home" / "quiz.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Return a new store in a file."""
    with open_store(path, now=NOON) as store:
        yield store
