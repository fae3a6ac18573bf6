"""Every test runs in a home and a folder of its own, in English, at a fixed time."""

from __future__ import annotations

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when Textual is first imported

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from quiz.i18n import use_language
from quiz.paths import Paths

if TYPE_CHECKING:
    from quiz.trainer import Trainer

settings.register_profile("quiz", deadline=None, database=None)
settings.load_profile("quiz")

ZONE = timezone(timedelta(hours=8))


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2025, 6, 2, 9, 30, tzinfo=ZONE))

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def move(self, **by: float) -> None:
        """Move on by so many `days`, `hours`, `minutes`."""
        self.now += timedelta(**by)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test out of the user's home, folder, language, colours and time zone."""
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "QUIZ_DEBUG", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "user").mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUIZ_LANG", "en")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "CST-8")
    monkeypatch.chdir(tmp_path)
    time.tzset()
    use_language("en")
    yield
    use_language("en")
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at half past nine on 2 June 2025, in a zone eight hours east."""
    return Clock()


@pytest.fixture
def write_set(tmp_path: Path) -> Callable[..., Path]:
    """Write a question file into `./questions`, or another folder below `tmp_path`."""

    def write(text: str, name: str = "set.yaml", folder: str = "questions") -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def make_trainer(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Trainer]]:
    """Make trainers on the test's home and folder; they see no set that ships."""
    from quiz.trainer import Trainer

    made: list[Trainer] = []

    def make(*, extra: tuple[Path, ...] = (), record: bool = True) -> Trainer:
        made.append(
            Trainer(
                Paths(tmp_path / "home"),
                extra=extra,
                record=record,
                folder=tmp_path,
                shipped=tmp_path / "shipped",
                clock=clock,
            )
        )
        return made[-1]

    yield make
    for trainer in made:
        trainer.close()


@pytest.fixture
def trainer(make_trainer: Callable[..., Trainer]) -> Trainer:
    """A trainer on the test's home and folder."""
    return make_trainer()
