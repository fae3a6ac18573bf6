"""One recorded response against one bare commit, in this process and on one disk."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from quiz.engine.questions import Single
from quiz.engine.responses import Chosen
from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from tests.benchmarks.bank import write_bank
from tests.benchmarks.table import Row


def response_against_commit(folder: Path, runs: int) -> Row:
    """Measure `runs` responses, graded and committed, turn by turn with as many bare commits."""
    write_bank(folder / "questions", runs, per_file=runs, kinds=["single"])
    trainer = Trainer(Paths(folder), folder=folder, shipped=folder / "nothing")
    sitting = trainer.begin(Request(seed=1))
    bare = _bare_database(folder / "bare.db")
    ours: list[float] = []
    floor: list[float] = []
    for number in range(runs):
        question = sitting.question
        assert isinstance(question, Single)
        response = Chosen((question.options[number % 2].text,))
        start = time.perf_counter()
        sitting.respond(response)
        ours.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        bare.execute("INSERT INTO numbers VALUES (?)", (number,))
        floor.append((time.perf_counter() - start) * 1000)
        sitting.advance()
    bare.close()
    trainer.close()
    return Row("one response, graded and committed", "ms", ours, floor, 2.0)


def _bare_database(path: Path) -> sqlite3.Connection:
    """Open the floor: one table, and the same promise to survive a power cut."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE numbers (number INTEGER) STRICT")
    return connection
