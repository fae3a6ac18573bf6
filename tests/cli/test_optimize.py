"""Fitting the scheduler to one's own record, from the command line to the schedule."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.plans import Mode, Plan, Slot
from quiz.engine.responses import Typed
from quiz.engine.scheduling import Scheduler
from quiz.engine.session import Answered, Result
from quiz.paths import Paths
from quiz.settings import load_settings
from quiz.store import open_store
from tests.cli.conftest import Quiz
from tests.store.practice import NOON, typed


def forgetful(path: Path, questions: int = 120) -> None:
    """Write a record of a learner who forgets far more than the default parameters expect."""
    chance = random.Random(3)
    with open_store(path, now=NOON) as store:
        for number in range(questions):
            question = typed("seas", f"q{number}")
            day = date(2026, 1, 1)
            for _each in range(6):
                plan = Plan(Mode.REVIEW, "", 1, (Slot(*question.ref),))
                session = store.begin(plan, ["seas"], NOON)
                right = chance.random() < 0.55
                outcome = Outcome.CORRECT if right else Outcome.WRONG
                answer = Answered(0, Typed(("x",)), Verdict(outcome, float(right)))
                told = day.isoformat()
                result = Result(1, 1, 1.0, 1.0)
                store.record(session, question, answer, at=NOON, day=told, result=result)
                state = store.card(question.ref)
                assert state is not None
                day = date.fromisoformat(state.due) + timedelta(days=chance.randrange(2))


def test_better_parameters_are_applied_and_both_figures_shown(
    quiz: Quiz,
    tmp_path: Path,
) -> None:
    """One who forgets much is asked sooner from then on; the record itself is as it was."""
    paths = Paths(tmp_path / "home")
    paths.home.mkdir()
    forgetful(paths.store)
    with open_store(paths.store, now=NOON, read_only=True) as store:
        before = store.cards_of("seas")
    call = quiz("optimize")
    assert (call.code, call.err) == (0, "")
    assert "present parameters" in call.out
    assert "used from now on" in call.out
    parameters = load_settings(paths.settings).parameters
    assert len(parameters) == 21
    with open_store(paths.store, now=NOON, scheduler=Scheduler(parameters)) as store:
        after = store.cards_of("seas")
    assert sum(after[name].stability < before[name].stability for name in before) > 100


def test_too_few_reviews_are_told(quiz: Quiz, tmp_path: Path) -> None:
    """With next to nothing on record it says how many reviews it takes."""
    paths = Paths(tmp_path / "home")
    paths.home.mkdir()
    forgetful(paths.store, questions=2)
    call = quiz("optimize")
    assert call.code == 1
    assert "400" in call.err
    assert load_settings(paths.settings).parameters == ()


def test_without_the_extra_the_way_to_it_is_told(
    quiz: Quiz,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library is an extra: its absence is one line with the command that installs it."""
    paths = Paths(tmp_path / "home")
    paths.home.mkdir()
    forgetful(paths.store)
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    call = quiz("optimize")
    assert call.code == 1
    assert "pip install" in call.err
