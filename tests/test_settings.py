"""Changed settings: kept for the next runs, and followed at once by what is on record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from quiz.engine.questions import Ref
from quiz.engine.responses import Typed
from quiz.errors import QuizError
from quiz.settings import Settings
from quiz.trainer import Request, Trainer
from tests.conftest import Clock

REF = Ref("set", "a")


@pytest.fixture(autouse=True)
def _set(write_set: Callable[..., Path]) -> None:
    write_set("title: t\nquestions:\n  - {id: a, prompt: a?, answer: b}\n")


def learn(trainer: Trainer, clock: Clock) -> None:
    """Answer one question right on three days."""
    for _each in range(3):
        trainer.begin(Request(refs=(REF,), ahead=True)).respond(Typed(("b",)))
        clock.move(days=5)


def due(trainer: Trainer) -> str:
    """Return when the question is due."""
    state = trainer.reader.card(REF)
    assert state is not None
    return state.due


def test_another_retention_moves_what_is_due_at_once(
    make_trainer: Callable[..., Trainer], clock: Clock
) -> None:
    """In the run that changes it, in the file, and so in the next run; back is as it was."""
    trainer = make_trainer()
    learn(trainer, clock)
    before = due(trainer)
    trainer.save_settings(Settings(retention=0.97))
    sooner = due(trainer)
    assert sooner < before
    assert trainer.store.scheduler.retention == 0.97
    assert due(make_trainer()) == sooner
    trainer.save_settings(Settings())
    assert due(trainer) == before


def test_it_is_so_even_where_the_record_was_not_open(
    make_trainer: Callable[..., Trainer], clock: Clock
) -> None:
    """A run that only changes the setting leaves no stale schedule to those that only look."""
    first = make_trainer()
    learn(first, clock)
    before = due(first)
    first.close()
    second = make_trainer()
    assert due(second) == before
    second.save_settings(Settings(retention=0.97))
    assert due(second) < before
    assert due(make_trainer()) < before


def test_other_settings_leave_the_record_alone(
    make_trainer: Callable[..., Trainer], tmp_path: Path
) -> None:
    """No record is made for the sake of a setting, neither for its looks nor its retention."""
    trainer = make_trainer()
    trainer.save_settings(Settings(theme="light"))
    trainer.save_settings(Settings(retention=0.8))
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["settings.json"]


def test_parameters_that_are_none_are_refused_before_anything_is_kept(
    trainer: Trainer, clock: Clock, tmp_path: Path
) -> None:
    """The file, the run and the schedule stay as they were."""
    learn(trainer, clock)
    before = due(trainer)
    with pytest.raises(QuizError, match="21 parameters"):
        trainer.save_settings(Settings(parameters=(1.0, 2.0)))
    assert trainer.settings == Settings()
    assert due(trainer) == before
    assert not (tmp_path / "home" / "settings.json").exists()


def test_without_recording_the_settings_hold_for_the_run(
    make_trainer: Callable[..., Trainer], clock: Clock, tmp_path: Path
) -> None:
    """Nothing is written, and the session in memory is scheduled by them all the same."""
    trainer = make_trainer(record=False)
    learn(trainer, clock)
    before = due(trainer)
    trainer.save_settings(msgspec.structs.replace(trainer.settings, retention=0.97))
    assert due(trainer) < before
    assert not (tmp_path / "home").exists()
