"""Spaced review, as a front end meets it: what is due when, over days that go by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.engine.plans import Mode
from quiz.engine.responses import Judged, Rated, Response
from quiz.engine.scheduling import DEFAULT_DECAY, Rating, Scheduler
from quiz.errors import SessionError
from quiz.paths import Paths
from quiz.settings import Settings
from quiz.sitting import Sitting
from quiz.trainer import Request, Trainer
from tests.conftest import Clock

SET = """
title: Seas
questions:
""" + "".join(f"  - {{id: q{n}, prompt: Sentence {n} is true., answer: true}}\n" for n in range(8))


@pytest.fixture
def clock() -> Clock:
    """Return a clock that is moved by hand."""
    return Clock()


@pytest.fixture
def trainer(tmp_path: Path, clock: Clock) -> Trainer:
    """Return a trainer with one set of eight statements, five new ones a day."""
    folder = tmp_path / "here"
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "seas.yaml").write_text(SET, encoding="utf-8")
    made = Trainer(Paths(tmp_path / "home"), folder=folder, shipped=tmp_path / "none", clock=clock)
    made.settings = Settings(new_per_day=5)
    return made


def take(sitting: Sitting, *wrong: str) -> list[str]:
    """Answer a session to its end, the questions of these ids wrong the first time."""
    asked: list[str] = []
    more = True
    while more:
        question = sitting.session.original
        right = question.id not in wrong or question.id in asked
        response: Response = Judged(right)
        if sitting.session.mode is Mode.CARDS:
            response = Rated(Rating.GOOD if right else Rating.AGAIN)
        sitting.respond(response)
        asked.append(question.id)
        more = sitting.advance()
    return asked


def review(trainer: Trainer, *wrong: str) -> list[str]:
    """Take today's review."""
    return take(trainer.begin(Request(Mode.REVIEW, seed=1)), *wrong)


def test_new_questions_are_introduced_by_the_day(trainer: Trainer, clock: Clock) -> None:
    """The first day asks five of eight, the same day no more, the next day the other three."""
    assert trainer.review_counts().new == 5
    assert set(review(trainer)) == {"q0", "q1", "q2", "q3", "q4"}
    assert trainer.review_counts().total == 0
    with pytest.raises(SessionError, match="Nothing is due today"):
        review(trainer)
    clock.move(days=1)
    assert set(review(trainer)) == {"q5", "q6", "q7"}


def test_what_was_right_is_due_later_than_what_was_wrong(trainer: Trainer, clock: Clock) -> None:
    """What was missed is due the next day, what was right two days after it was learned."""
    trainer.settings = Settings(new_per_day=3)
    assert review(trainer, "q1").count("q1") == 2
    trainer.settings = Settings(new_per_day=0)
    clock.move(days=1)
    assert review(trainer) == ["q1"]
    clock.move(days=1)
    assert set(review(trainer)) >= {"q0", "q2"}


def test_what_was_missed_is_repeated_until_right(trainer: Trainer) -> None:
    """A miss comes again in the same session; the repeat is recorded but moves nothing."""
    sitting = trainer.begin(Request(Mode.REVIEW, seed=1))
    first = sitting.session.original
    sitting.respond(Judged(False))
    state = trainer.store.card(first.ref)
    for _each in range(4):
        sitting.advance()
        sitting.respond(Judged(True))
    assert sitting.advance()
    assert sitting.session.original == first
    assert sitting.session.repeated
    sitting.respond(Judged(False))
    assert sitting.advance()
    sitting.respond(Judged(True))
    assert not sitting.advance()
    assert trainer.store.card(first.ref) == state
    assert len(trainer.store.responses_of(first.ref)) == 3
    assert (sitting.result.correct, sitting.result.asked) == (4, 5)


def test_a_resumed_review_repeats_the_same(trainer: Trainer) -> None:
    """What is still to be repeated is known again after a restart, and so is what undo does."""
    sitting = trainer.begin(Request(Mode.REVIEW, seed=1))
    first = sitting.session.original
    sitting.respond(Judged(False))
    for _each in range(4):
        sitting.advance()
        sitting.respond(Judged(True))
    again = trainer.resume(sitting.id)
    assert again.session.total == 6
    assert again.advance()
    assert again.session.original == first
    again.respond(Judged(False))
    assert again.session.total == 7
    third = trainer.resume(sitting.id)
    assert third.session.can_undo
    third.undo()
    assert third.session.total == 6
    assert third.session.original == first


def test_undo_takes_the_schedule_back(trainer: Trainer) -> None:
    """After an undo the question is as new, and what is then answered counts."""
    sitting = trainer.begin(Request(Mode.REVIEW, seed=1))
    ref = sitting.session.original.ref
    sitting.respond(Judged(False))
    sitting.undo()
    assert trainer.store.card(ref) is None
    sitting.respond(Judged(True))
    state = trainer.store.card(ref)
    assert state is not None
    assert (state.reviews, state.lapses) == (1, 0)


def test_cramming_leaves_the_schedule_alone(trainer: Trainer, clock: Clock) -> None:
    """Practising what isn't due changes no due day, unless that is asked for."""
    review(trainer)
    before = trainer.store.cards_of("seas")
    clock.move(days=1)
    refs = tuple(trainer.store.due("2099-01-01"))
    assert len(refs) == 5
    take(trainer.begin(Request(Mode.PRACTICE, refs=refs)), "q0")
    assert trainer.store.cards_of("seas") == before
    take(trainer.begin(Request(Mode.PRACTICE, refs=refs, ahead=True)), "q0")
    after = trainer.store.cards_of("seas")
    assert all(after[name] != before[name] for name in before)
    assert after["q0"].due < after["q1"].due


@pytest.mark.parametrize("rating", list(Rating))
def test_the_preview_is_what_is_applied(trainer: Trainer, clock: Clock, rating: Rating) -> None:
    """The day shown beside a rating is the day on which the card is then due."""
    review(trainer)
    clock.move(days=30)
    sitting = trainer.begin(Request(Mode.CARDS, seed=3))
    preview = sitting.preview()
    assert preview is not None
    ref = sitting.session.original.ref
    sitting.respond(Rated(rating))
    state = trainer.store.card(ref)
    assert state is not None
    assert state.due == preview[rating]


def test_any_question_is_a_card(trainer: Trainer) -> None:
    """A statement is asked as a card, repeated when it was not known, recorded as itself."""
    sitting = trainer.begin(Request(Mode.CARDS, seed=1))
    assert sitting.question.type == "card"
    first = sitting.session.original
    asked = take(sitting, first.id)
    assert asked.count(first.id) == 2
    assert {item.type for item in trainer.store.items_of("seas")} == {"true_false"}
    assert [entry.record.ref for entry in trainer.missed()] == [first.ref]


def test_another_retention_moves_every_due_day(tmp_path: Path, trainer: Trainer) -> None:
    """The states follow from the log and the settings: a stricter target is due sooner."""
    review(trainer)
    before = trainer.store.cards_of("seas")
    trainer.close()
    (tmp_path / "home" / "settings.json").write_text('{"retention": 0.97}')
    stricter = Trainer(trainer.paths, folder=tmp_path / "here", shipped=tmp_path / "none")
    after = stricter.store.cards_of("seas")
    assert all(after[name].due < before[name].due for name in before)
    assert all(after[name].stability == before[name].stability for name in before)


def test_the_known_decay_is_that_of_fsrs() -> None:
    """What the lists compute with is what the library schedules with."""
    import fsrs
    from fsrs.scheduler import DEFAULT_PARAMETERS

    assert DEFAULT_PARAMETERS[20] == DEFAULT_DECAY
    state = Scheduler().next(None, Rating.GOOD, "2026-01-01")
    card, _log = fsrs.Scheduler(learning_steps=(), enable_fuzzing=False).review_card(
        fsrs.Card(card_id=1), fsrs.Rating.Good, datetime(2026, 1, 1, tzinfo=UTC)
    )
    theirs = fsrs.Scheduler().get_card_retrievability(card, datetime(2026, 1, 9, tzinfo=UTC))
    assert Scheduler().retrievability(state, "2026-01-09") == theirs


def test_both_sides_of_a_card(tmp_path: Path) -> None:
    """A set that says so has each card from either side, each with its own history."""
    folder = tmp_path / "cards"
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "words.yaml").write_text(
        "title: Words\nboth_ways: true\nquestions:\n  - {id: sea, front: 海, back: sea}\n",
        encoding="utf-8",
    )
    trainer = Trainer(Paths(tmp_path / "home"), folder=folder, shipped=tmp_path / "none")
    (entry,) = trainer.library.entries()
    front, back = trainer.load(entry).questions
    assert (front.prompt, front.key) == ("海", ("sea",))
    assert (back.prompt, back.key) == ("sea", ("海",))
    assert front.ref != back.ref
