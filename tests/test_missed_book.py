"""What of the missed book is wanted, in which order it stands, and all that was ever answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.engine.causes import Cause
from quiz.engine.questions import Ref
from quiz.engine.responses import Chosen, Judged, Ordered, Response, Typed
from quiz.missed_book import EVER, MONTH, OLDER, TODAY, WEEK, Ago, Filter
from quiz.trainer import Request, Trainer
from tests.conftest import Clock

SEAS = """\
title: Seas
tags: [water]
questions:
  - {id: salt, prompt: The sea is sweet., answer: false, tags: [taste]}
  - {id: first, prompt: Which is largest?, options: [Pacific, Arctic, Indian], answer: Pacific}
  - {id: several, prompt: Which are oceans?, options: [Pacific, Arctic, Nile], answer: [A, B]}
"""
PHRASES = """\
title: Phrases
questions:
  - {id: system, prompt: 什么制度？, answer: 三会一课, tags: [制度]}
  - {id: row, prompt: 排序, order: [一, 二, 三]}
"""


@pytest.fixture(autouse=True)
def _sets(write_set: Callable[..., Path]) -> None:
    write_set(SEAS, "seas.yaml")
    write_set(PHRASES, "phrases.yaml")


def miss(
    trainer: Trainer, set_id: str, question: str, response: Response, *, sure: bool | None = None
) -> None:
    """Give a response that is not wholly right."""
    sitting = trainer.begin(Request(refs=(Ref(set_id, question),)))
    assert sitting.respond(response, sure=sure).verdict.score < 1
    sitting.advance()


@pytest.fixture
def book(trainer: Trainer, clock: Clock) -> Trainer:
    """Five questions missed on four days, the last one today."""
    miss(trainer, "phrases", "row", Ordered(("二", "一", "三")))
    clock.move(days=60)
    miss(trainer, "seas", "first", Chosen(("Arctic",)))
    clock.move(days=20)
    miss(trainer, "seas", "several", Chosen(("Arctic",)))
    clock.move(days=6)
    miss(trainer, "phrases", "system", Typed(("三会一刻",)))
    miss(trainer, "seas", "salt", Judged(True))
    return trainer


def shown(trainer: Trainer, wanted: Filter) -> list[str]:
    """Return the ids of what a filter leaves."""
    found = wanted.select(trainer.missed(), trainer.today())
    return [entry.record.ref.question_id for entry in found]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(), ["salt", "system", "several", "first", "row"]),
        (Filter(sets=("seas",)), ["salt", "several", "first"]),
        (Filter(sets=("seas", "phrases")), ["salt", "system", "several", "first", "row"]),
        (Filter(tags=("taste",)), ["salt"]),
        (Filter(tags=("taste", "制度")), ["salt", "system"]),
        (Filter(tags=("water",)), ["salt", "several", "first"]),
        (Filter(tags=("no such",)), []),
        (Filter(causes=(Cause.OPTION,)), ["salt", "first"]),
        (Filter(causes=(Cause.SOUND,)), ["system"]),
        (Filter(causes=(Cause.PARTLY, Cause.ARRANGEMENT)), ["several", "row"]),
        (Filter(missed=TODAY), ["salt", "system"]),
        (Filter(missed=WEEK), ["salt", "system", "several"]),
        (Filter(missed=MONTH), ["salt", "system", "several", "first"]),
        (Filter(missed=OLDER), ["row"]),
        (Filter(missed=Ago(0, 5)), ["salt", "system"]),
        (Filter(missed=Ago(0, 26)), ["salt", "system", "several", "first"]),
        (Filter(sets=("seas",), tags=("water",), causes=(Cause.OPTION,), missed=TODAY), ["salt"]),
        (Filter(sets=("phrases",), missed=OLDER, causes=(Cause.OPTION,)), []),
    ],
)
def test_a_filter_leaves_what_is_wanted(book: Trainer, wanted: Filter, ids: list[str]) -> None:
    """By set, tag, kind of slip and time, each by itself and together; the last missed first."""
    assert shown(book, wanted) == ids


def test_the_days_are_the_learners_own(trainer: Trainer, clock: Clock) -> None:
    """What was missed a minute before midnight is of yesterday a minute after it."""
    clock.move(hours=14, minutes=29)
    miss(trainer, "seas", "salt", Judged(True))
    assert shown(trainer, Filter(missed=TODAY)) == ["salt"]
    clock.move(minutes=2)
    assert shown(trainer, Filter(missed=TODAY)) == []
    assert shown(trainer, Filter(missed=WEEK)) == ["salt"]


def test_a_clock_set_back_hides_nothing(trainer: Trainer, clock: Clock) -> None:
    """A miss that lies in the future by the clock is of today, not lost."""
    miss(trainer, "seas", "salt", Judged(True))
    clock.move(days=-3)
    assert shown(trainer, Filter(missed=TODAY)) == ["salt"]


def test_an_empty_filter_is_none() -> None:
    """Whoever has asked for nothing in particular sees everything."""
    assert not Filter()
    assert not Filter(missed=EVER)
    assert Filter(missed=TODAY)
    assert Filter(tags=("a",))


def test_sure_and_wrong_comes_first(trainer: Trainer, clock: Clock) -> None:
    """An error held to be right stands before later ones; one cured by a doubtful miss doesn't."""
    miss(trainer, "seas", "salt", Judged(True), sure=True)
    clock.move(days=1)
    miss(trainer, "seas", "first", Chosen(("Arctic",)), sure=False)
    clock.move(days=1)
    miss(trainer, "seas", "several", Chosen(("Arctic",)))
    assert shown(trainer, Filter()) == ["salt", "several", "first"]
    clock.move(days=1)
    miss(trainer, "seas", "salt", Judged(True), sure=False)
    clock.move(days=1)
    miss(trainer, "seas", "first", Chosen(("Indian",)), sure=True)
    assert shown(trainer, Filter()) == ["first", "salt", "several"]
    trainer.rebuild()
    assert shown(trainer, Filter()) == ["first", "salt", "several"]


def test_every_miss_is_told_the_newest_first(trainer: Trainer, clock: Clock) -> None:
    """With what was answered and how sure the learner was; right answers are left out."""
    ref = Ref("phrases", "system")
    miss(trainer, *ref, Typed(("一课",)), sure=False)
    clock.move(days=1)
    trainer.begin(Request(refs=(ref,))).respond(Typed(("三会一课",)))
    clock.move(days=1)
    miss(trainer, *ref, Typed(("三会一刻",)), sure=True)
    told = trainer.misses(ref)
    assert [record.answered.response for record in told] == [
        Typed(("三会一刻",)),
        Typed(("一课",)),
    ]
    assert [record.answered.sure for record in told] == [True, False]
    assert told[0].at - told[1].at == 2 * 24 * 3600 * 1000


def test_a_question_that_is_gone_stays_in_the_book(
    book: Trainer, make_trainer: Callable[..., Trainer], tmp_path: Path
) -> None:
    """Its set and its slip are still told; tags it has none any more."""
    book.close()
    (tmp_path / "questions" / "seas.yaml").unlink()
    later = make_trainer()
    assert shown(later, Filter(sets=("seas",))) == ["salt", "several", "first"]
    assert shown(later, Filter(tags=("water",))) == []
    entry = later.missed()[0]
    assert (entry.question, entry.prompt) == (None, "The sea is sweet.")
    assert entry.cause is Cause.OPTION
