"""Homes to measure in: a bank of a size, and a record with ten responses to each question."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from quiz.paths import Paths
from quiz.trainer import Trainer
from tests.benchmarks.bank import write_bank
from tests.benchmarks.log import DAYS, FIRST_DAY, write_log

RESPONSES = 10
"""Responses on record to each question of the bank."""

FRESH = "fresh-000"
"""The set of single choices without a record, to be answered while measuring."""

_FRESH = 400
"""Questions in it."""


def make_home(folder: Path, questions: int) -> Path:
    """Write a home with so many questions, which have a record, and some without one."""
    write_bank(folder / "questions", questions)
    trainer = open_trainer(folder)
    bank = [
        one for entry in trainer.library.entries() for one in trainer.library.load(entry).questions
    ]
    write_log(folder / "quiz.db", bank, questions * RESPONSES)
    trainer.close()
    write_bank(folder / "questions", _FRESH, seed=2, kinds=["single"], name="fresh")
    return folder


def the_day_after() -> datetime:
    """Return noon of the day after the last response of the log."""
    day = FIRST_DAY + timedelta(days=DAYS)
    return datetime(day.year, day.month, day.day, 12).astimezone()


def open_trainer(home: Path) -> Trainer:
    """Open a home on the day after its record ends."""
    return Trainer(Paths(home), folder=home, shipped=home / "none", clock=the_day_after)
