"""Fitting the scheduler to one's own record, from the command line to the schedule."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from quiz.engine.scheduling import Scheduler
from quiz.paths import Paths
from quiz.settings import load_settings
from quiz.store import open_store
from tests.cli.conftest import Quiz
from tests.store.practice import NOON, forgetful


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
    assert "less is better" in call.out
    assert "used from now on" in call.out
    parameters = load_settings(paths.settings).parameters
    assert len(parameters) == 21
    with open_store(paths.store, now=NOON, scheduler=Scheduler(parameters)) as store:
        after = store.cards_of("seas")
    assert sum(after[name].stability < before[name].stability for name in before) > 100


def test_what_is_not_clearly_better_is_left(quiz: Quiz, tmp_path: Path) -> None:
    """Of one whom the defaults suit it says no more than that, and writes nothing."""
    paths = Paths(tmp_path / "home")
    paths.home.mkdir()
    forgetful(paths.store, questions=200, known=0.9)
    call = quiz("optimize")
    assert (call.code, call.err) == (0, "")
    assert "do not predict clearly better; everything stays as it is." in call.out
    assert not paths.settings.exists()


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
