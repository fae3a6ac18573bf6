"""The app in a terminal, killed right after a verdict has been painted."""

from __future__ import annotations

import random
from pathlib import Path

from quiz.store import open_store
from quiz.store.integrity import examine
from tests.e2e.conftest import Program
from tests.e2e.player import POEMS, QUESTIONS, practise
from tests.faults.tally import Tally


def kill_the_app(folder: Path, chance: random.Random, tally: Tally) -> None:
    """Practise until some verdict, kill the app, and look for the responses."""
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "poems.yaml").write_text(POEMS, encoding="utf-8")
    program = Program(folder)
    count = chance.randint(1, QUESTIONS)
    with program.open("take", "poems", "--seed", str(chance.randrange(1000))) as terminal:
        practise(terminal, until=count)
        terminal.kill()
    tally.kills += 1
    tally.acknowledged += count
    tally.unsound += [f"app: {finding}" for finding in examine(program.home / "quiz.db")]
    with open_store(program.home / "quiz.db", now=0, read_only=True) as store:
        kept = store.statistics().responses
    tally.lost += max(0, count - kept)
    tally.doubled += max(0, kept - count)
