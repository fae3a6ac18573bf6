"""Keys that change after they were answered: the learner is asked, once, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import Typed
from quiz.trainer import KeysChangedError, Request, Trainer

TEXT = """\
title: Harbour
questions:
  - id: opens
    prompt: When does the harbour open?
    answer: at five
  - prompt: Who lights the lamp in the evening?
    answer: the keeper
"""

Make = Callable[..., Trainer]
Write = Callable[..., Path]


@pytest.fixture
def trainer(write_set: Write, make_trainer: Make) -> Trainer:
    """A trainer with both questions answered."""
    write_set(TEXT, "harbour.yaml")
    trainer = make_trainer()
    take_all(trainer)
    return trainer


def take_all(trainer: Trainer) -> None:
    """Answer every question, wrongly."""
    sitting = trainer.begin(Request(seed=1))
    going = True
    while going:
        sitting.respond(Typed(("nothing",)))
        going = sitting.advance()


def changed(trainer: Trainer) -> KeysChangedError:
    """Begin a session as the app does, and return what has to be settled before."""
    trainer.read_again()
    with pytest.raises(KeysChangedError) as raised:
        trainer.begin(Request(), asking=True)
    return raised.value


def answered(trainer: Trainer) -> dict[str, int]:
    """Return how often each question that is there now is said to have been answered."""
    found = trainer.load(trainer.library.find("harbour")).questions
    return {one.prompt: len(trainer.reader.responses_of(one.ref)) for one in found}


def test_both_keys_are_shown_and_nothing_is_begun(trainer: Trainer, write_set: Write) -> None:
    """Until it is settled every beginning asks; where keys are only set otherwise, none does."""
    write_set(TEXT.replace("at five", "At five."), "harbour.yaml")
    trainer.read_again()
    trainer.begin(Request(), asking=True)
    sessions = len(trainer.history())
    write_set(TEXT.replace("at five", "at six"), "harbour.yaml")
    (change,) = changed(trainer).changes
    assert (change.old.key, change.question.key) == (("at five",), ("at six",))
    assert changed(trainer).changes == (change,)
    assert len(trainer.history()) == sessions
    other = Request(refs=(trainer.load(trainer.library.find("harbour")).questions[1].ref,))
    trainer.begin(other, asking=True)


@pytest.mark.parametrize("question", ["at five", "the keeper"])
def test_kept(trainer: Trainer, write_set: Write, question: str) -> None:
    """A slip was mended: the record is about the new key, and nobody asks again."""
    write_set(TEXT.replace(question, "another key"), "harbour.yaml")
    for change in changed(trainer).changes:
        trainer.settle(change, keep=True)
    assert [*answered(trainer).values()] == [1, 1]
    trainer.read_again()
    trainer.begin(Request(), asking=True)
    assert [*answered(trainer).values()] == [1, 1]


@pytest.mark.parametrize("question", ["at five", "the keeper"])
def test_begun_anew(trainer: Trainer, write_set: Write, question: str) -> None:
    """It asks something else: it has no record, the old one is kept, and nobody asks again."""
    write_set(TEXT.replace(question, "another key"), "harbour.yaml")
    (change,) = changed(trainer).changes
    trainer.settle(change, keep=False)
    assert sorted(answered(trainer).values()) == [0, 1]
    trainer.read_again()
    trainer.begin(Request(), asking=True)
    assert trainer.statistics().responses == 2
    assert len(trainer.missed()) == 2
    take_all(trainer)
    assert sorted(answered(trainer).values()) == [1, 2]


def test_a_reworded_question_with_another_key(trainer: Trainer, write_set: Write) -> None:
    """Nearly the same prompt under another id: it is asked about as well."""
    text = TEXT.replace("lamp in the evening", "lamp in the evenings")
    write_set(text.replace("the keeper", "the pilot"), "harbour.yaml")
    (change,) = changed(trainer).changes
    assert change.old.ref != change.question.ref
    trainer.settle(change, keep=True)
    assert [*answered(trainer).values()] == [1, 1]


def test_it_is_settled_more_than_once(trainer: Trainer, write_set: Write) -> None:
    """A key that changes again is asked about again; each record is kept."""
    for key in ("at six", "at seven"):
        write_set(TEXT.replace("at five", key), "harbour.yaml")
        (change,) = changed(trainer).changes
        trainer.settle(change, keep=False)
        take_all(trainer)
    ids = {item.ref for item in trainer.store.items_of("harbour")}
    assert {Ref("harbour", name) for name in ("opens", "opens@1", "opens@2")} < ids


def test_a_script_goes_on_without_asking(trainer: Trainer, write_set: Write) -> None:
    """The plain mode keeps what is on record, as after any edit."""
    write_set(TEXT.replace("at five", "at six"), "harbour.yaml")
    trainer.read_again()
    take_all(trainer)
    assert [*answered(trainer).values()] == [2, 2]
    trainer.read_again()
    assert trainer.begin(Request(Mode.PRACTICE), asking=True)
