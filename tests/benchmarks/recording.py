"""One recorded response against one bare commit, in this process and on one disk."""

from __future__ import annotations

import time
from pathlib import Path

from quiz.engine.questions import Single
from quiz.engine.responses import Chosen
from quiz.trainer import Request
from tests.benchmarks.homes import FRESH, open_trainer
from tests.benchmarks.smallest_app import bare_database
from tests.benchmarks.table import Row


def response_against_commit(home: Path, runs: int) -> Row:
    """Measure `runs` responses, graded and committed, turn by turn with as many bare commits."""
    trainer = open_trainer(home)
    sitting = trainer.begin(Request(sets=(trainer.library.find(FRESH),), seed=1))
    bare = bare_database(str(home / "bare.db"))
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
    sitting.leave()
    bare.close()
    (home / "bare.db").unlink()
    trainer.close()
    return Row("one response, graded and committed", "ms", ours, floor, 2.0)
