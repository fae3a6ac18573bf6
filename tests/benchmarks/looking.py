"""What is read off the record: today's queue, the statistics, the full check."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from quiz.engine.plans import Mode
from quiz.statistics import Statistics
from quiz.store.integrity import examine
from quiz.trainer import Request, Trainer
from tests.benchmarks.homes import open_trainer
from tests.benchmarks.table import Row

_RUNS = 7

_BY_DAY = (
    "SELECT day, count(*), sum(outcome = 'correct') FROM log WHERE kind = 'response' GROUP BY day"
)
_BY_SET = (
    "SELECT set_id, count(*), sum(outcome = 'correct') FROM log JOIN items USING (item)"
    " WHERE kind = 'response' GROUP BY set_id"
)


def looking(home: Path) -> list[Row]:
    """Measure on a home with a bank and a record."""
    trainer = open_trainer(home)
    with closing(trainer):
        trainer.library.entries()
        record = trainer.store
        day = trainer.today()

        def queue() -> None:
            due = record.due(day)
            for _place in range(200):
                next(due, None)
            record.introduced_on(day)
            record.reviewed_on(day)

        rows = [
            Row("today's queue: what is due, 200 of it", "ms", _timed(queue), most=5),
            Row("a review begun, with its questions", "ms", _timed(lambda: _review(trainer))),
            Row(
                "statistics, against GROUP BY over the log",
                "ms",
                _timed(lambda: Statistics(trainer).summary()),
                _timed(lambda: _grouped(home)),
                goal=0.1,
            ),
        ]
    checked = _timed(lambda: examine(home / "quiz.db"), runs=1)
    bare = _timed(lambda: _integrity(home), runs=1)
    return [*rows, Row("full check, against integrity_check", "ms", checked, bare, goal=3)]


def _review(trainer: Trainer) -> None:
    sitting = trainer.begin(Request(Mode.REVIEW))
    sitting.leave(keep_untouched=False)


def _grouped(home: Path) -> None:
    with closing(sqlite3.connect(home / "quiz.db")) as connection:
        for sql in (_BY_DAY, _BY_SET):
            connection.execute(sql).fetchall()


def _integrity(home: Path) -> None:
    with closing(sqlite3.connect(home / "quiz.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _timed(action: Callable[[], object], runs: int = _RUNS) -> list[float]:
    action()
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return times
