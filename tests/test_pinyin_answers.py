"""Pinyin typed as an answer: how it is recorded, scheduled and told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quiz.engine.grading import Outcome
from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import Typed
from quiz.engine.scheduling import Rating, Scheduler
from quiz.sitting import Sitting
from quiz.store import fuzz_seed
from quiz.trainer import Request, Trainer
from tests.conftest import Clock
from tests.plain.conftest import talk

PHRASES = """\
title: 固定表述
questions:
  - id: brief
    prompt: 什么制度？
    answer: 三会一课
  - id: gaps
    cloze: 用“{{四个意识}}”校标，用“{{四个自信}}”导航
"""

BRIEF, GAPS = Ref("set", "brief"), Ref("set", "gaps")


@pytest.fixture
def trainer(make_trainer: Callable[[], Trainer], write_set: Callable[..., Path]) -> Trainer:
    """A trainer with a short answer and a cloze, both Chinese."""
    write_set(PHRASES)
    return make_trainer()


def begin(trainer: Trainer, ref: Ref, mode: Mode = Mode.PRACTICE) -> Sitting:
    """Begin a session on one question."""
    return trainer.begin(Request(mode, refs=(ref,), seed=1))


def test_it_is_recorded_and_scheduled_as_hard(trainer: Trainer, clock: Clock) -> None:
    """The log tells that pinyin stood for Chinese; a rebuild comes to the same card."""
    sitting = begin(trainer, BRIEF)
    answer = sitting.respond(Typed(("shyk",)))
    assert (answer.verdict.outcome, answer.verdict.recognised) == (Outcome.CORRECT, True)
    day = clock().date().isoformat()
    hard = Scheduler().next(None, Rating.HARD, day, seed=fuzz_seed(sitting.id, 0))
    assert trainer.store.card(BRIEF) == hard
    trainer.rebuild()
    assert trainer.store.card(BRIEF) == hard
    with closing(sqlite3.connect(trainer.paths.store)) as database:
        assert database.execute("SELECT recognised FROM log").fetchall() == [(1,)]


def test_characters_are_scheduled_as_good(trainer: Trainer, clock: Clock) -> None:
    """What was typed in full is known better."""
    sitting = begin(trainer, BRIEF)
    sitting.respond(Typed(("三会一课",)))
    day = clock().date().isoformat()
    good = Scheduler().next(None, Rating.GOOD, day, seed=fuzz_seed(sitting.id, 0))
    assert trainer.store.card(BRIEF) == good


def test_it_is_still_told_after_a_restart(
    trainer: Trainer, make_trainer: Callable[[], Trainer]
) -> None:
    """A session resumed at the verdict shows the key that was meant."""
    sitting = begin(trainer, BRIEF)
    sitting.respond(Typed(("sanhuiyike",)))
    sitting.leave()
    trainer.close()
    resumed = make_trainer().resume(sitting.id)
    assert resumed.verdict is not None
    assert resumed.verdict.recognised
    assert resumed.verdict.comparisons[0].key == "三会一课"


def test_an_exam_takes_it_as_well(trainer: Trainer) -> None:
    """A terminal without an input method must be able to pass."""
    sitting = begin(trainer, GAPS, Mode.EXAM)
    sitting.put(Typed(("sgys", "四个自信")))
    assert sitting.hand_in().score == 1.0


def test_the_plain_mode_tells_it_with_the_key(trainer: Trainer) -> None:
    """The first line of the verdict says so, the key follows in characters."""
    lines = talk(begin(trainer, BRIEF), "shyk").lines
    after = lines[lines.index("> shyk") + 1 :]
    assert after[:2] == ["✓ Right · recognised by pinyin", "Key: 三会一课"]
    lines = talk(begin(trainer, GAPS), "sgys; 四个意识").lines
    assert "◐ Partly right · recognised by pinyin" in lines
    assert "（1）✓  （2）✗" in lines
