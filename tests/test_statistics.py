"""What the record adds up to, over days that go by: days, memory, mastery, hard questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import Chosen, Judged, Response, Typed
from quiz.statistics import AHEAD, Flaw, Statistics
from quiz.trainer import Request, Trainer
from tests.conftest import Clock

SEAS = """\
title: Seas
tags: [water]
questions:
  - {id: salt, prompt: The sea is salty., answer: true, tags: [easy]}
  - {id: deep, prompt: The sea is deep., answer: true}
  - id: colour
    prompt: Which sea lies between Africa and Arabia?
    options: [Red Sea, Black Sea, White Sea, Yellow Sea]
    answer: Red Sea
    shuffle: false
  - {id: name, prompt: Where is Venice?, answer: Adriatic, tags: [easy]}
"""
HILLS = """\
title: Hills
questions:
  - {id: steep, prompt: Hills are steep., answer: true}
"""


@pytest.fixture
def trainer(make_trainer: Callable[..., Trainer], write_set: Callable[..., Path]) -> Trainer:
    """Return a trainer with two sets, of four questions and of one."""
    write_set(SEAS, "seas.yaml")
    write_set(HILLS, "hills.yaml")
    return make_trainer()


def answer(trainer: Trainer, question_id: str, *responses: Response, set_id: str = "seas") -> None:
    """Answer a question so many times, each in a session of its own."""
    for response in responses:
        request = Request(Mode.PRACTICE, refs=(Ref(set_id, question_id),), seed=1)
        sitting = trainer.begin(request)
        sitting.respond(response)
        sitting.advance()


RIGHT, WRONG = Judged(True), Judged(False)


def test_days_in_a_row(trainer: Trainer, clock: Clock) -> None:
    """The current run ends today or yesterday; the longest one is remembered."""
    for gap in (1, 1, 1, 2, 1):
        answer(trainer, "salt", RIGHT)
        clock.move(days=gap)
    summary = Statistics(trainer).summary()
    assert (summary.streak, summary.longest_streak) == (1, 4)
    clock.move(days=1)
    assert Statistics(trainer).summary().streak == 0


def test_weeks_add_up_the_days_from_monday(trainer: Trainer, clock: Clock) -> None:
    """The clock stands on a Monday: the Sunday before it belongs to the week before."""
    clock.move(days=-1)
    answer(trainer, "salt", RIGHT, WRONG)
    clock.move(days=1)
    answer(trainer, "deep", RIGHT)
    clock.move(days=2)
    answer(trainer, "deep", RIGHT)
    weeks = Statistics(trainer).summary().weeks()
    assert {monday: (week.correct, week.responses) for monday, week in weeks.items()} == {
        "2025-05-26": (1, 2),
        "2025-06-02": (2, 2),
    }


def test_what_was_recalled_stands_beside_what_was_predicted(trainer: Trainer, clock: Clock) -> None:
    """The prediction of a review is the question's retrievability just before it."""
    statistics = Statistics(trainer)
    answer(trainer, "salt", RIGHT)
    answer(trainer, "deep", RIGHT)
    assert statistics.summary().retained().reviews == 0
    clock.move(days=40)
    reader, today = trainer.reader, trainer.today()
    cards = reader.cards_of("seas")
    predicted = sum(reader.scheduler.retrievability(card, today) for card in cards.values())
    answer(trainer, "salt", RIGHT)
    answer(trainer, "deep", WRONG)
    found = Statistics(trainer).summary().retained()
    assert (found.reviews, found.recalled) == (2, 1)
    assert found.predicted == pytest.approx(predicted, abs=1e-5)
    assert found.measured == 0.5
    assert 0 < found.expected < 0.95


def test_recent_reviews_and_those_of_each_week(trainer: Trainer, clock: Clock) -> None:
    """The thirtieth day back still counts as recent, the one before it doesn't."""
    answer(trainer, "salt", WRONG)
    for days in (10, 21, 29):
        clock.move(days=days)
        answer(trainer, "salt", WRONG)
    summary = Statistics(trainer).summary()
    assert summary.retained().reviews == 3
    assert summary.retained_recently().reviews == 2
    assert [found.reviews for found in summary.retained_by_week().values()] == [1, 1, 1]
    clock.move(days=1)
    assert Statistics(trainer).summary().retained_recently().reviews == 1


def test_what_is_overdue_falls_due_today(trainer: Trainer, clock: Clock) -> None:
    """Each of the days ahead has its number, today the overdue ones as well."""
    answer(trainer, "salt", RIGHT)
    answer(trainer, "deep", WRONG)
    dues = sorted(card.due for card in trainer.reader.cards_of("seas").values())
    summary = Statistics(trainer).summary()
    ahead = dict(summary.due_ahead())
    assert len(ahead) == AHEAD
    assert next(iter(ahead)) == trainer.today()
    assert [day for day, count in ahead.items() for _each in range(count)] == dues
    clock.move(days=20)
    assert dict(Statistics(trainer).summary().due_ahead())[trainer.today()] == 2


def test_mastery_counts_what_was_never_asked_as_unknown(trainer: Trainer, clock: Clock) -> None:
    """A set is known as the list of sets has it, a tag as the mean of its own questions."""
    answer(trainer, "salt", RIGHT)
    answer(trainer, "colour", Chosen(("Red Sea",)))
    clock.move(days=9)
    mastery = Statistics(trainer).mastery()
    overviews = {one.entry.id: one.mastery for one in trainer.sets()}
    assert {one.name: one.mastery for one in mastery.sets} == pytest.approx(overviews)
    assert [(one.name, one.seen, one.questions) for one in mastery.sets] == [
        ("hills", 0, 1),
        ("seas", 2, 4),
    ]
    salt = trainer.reader.card(Ref("seas", "salt"))
    assert salt is not None
    easy = trainer.reader.scheduler.retrievability(salt, trainer.today()) / 2
    tags = {one.name: one for one in mastery.tags}
    assert tags["easy"].mastery == pytest.approx(easy, abs=1e-9)
    assert (tags["water"].seen, tags["water"].questions) == (2, 4)
    assert [one.mastery for one in mastery.tags] == sorted(one.mastery for one in mastery.tags)


def test_the_hardest_question_comes_first(trainer: Trainer) -> None:
    """Missed time and again is harder than missed once; never missed isn't hard at all."""
    answer(trainer, "salt", RIGHT)
    answer(trainer, "deep", WRONG)
    answer(trainer, "colour", *[Chosen(("Black Sea",))] * 3, Chosen(("White Sea",)))
    answer(trainer, "name", Typed(("Aegean",)), Typed(("Adriatic",)))
    hardest = Statistics(trainer).hardest()
    assert [hard.tally.ref.question_id for hard in hardest] == ["colour", "deep", "name"]
    assert hardest[0].mistake == (Chosen(("Black Sea",)), 3)
    assert hardest[1].mistake == (Judged(False), 1)
    assert hardest[2].mistake == (Typed(("Aegean",)), 1)
    assert (hardest[0].tally.correct, hardest[0].tally.responses) == (0, 4)
    assert hardest[0].tally.difficulty is not None
    assert len(Statistics(trainer).hardest(1)) == 1


def test_what_was_taken_back_or_overruled_is_no_mistake(trainer: Trainer) -> None:
    """Only responses that count make a question hard."""
    sitting = trainer.begin(Request(Mode.PRACTICE, refs=(Ref("seas", "name"),), seed=1))
    sitting.respond(Typed(("Adria",)))
    sitting.overrule()
    assert Statistics(trainer).hardest() == []
    sitting = trainer.begin(Request(Mode.PRACTICE, refs=(Ref("seas", "name"),), seed=1))
    sitting.respond(Typed(("Aegean",)))
    assert len(Statistics(trainer).hardest()) == 1
    sitting.undo()
    assert Statistics(trainer).hardest() == []


def test_the_history_of_one_question(trainer: Trainer, clock: Clock) -> None:
    """Every response with its time and verdict, the newest first, and the card state."""
    answer(trainer, "colour", Chosen(("Black Sea",)))
    clock.move(days=3)
    answer(trainer, "colour", Chosen(("Red Sea",)))
    history = Statistics(trainer).history(Ref("seas", "colour"))
    assert [record.answered.response for record in history.responses] == [
        Chosen(("Red Sea",)),
        Chosen(("Black Sea",)),
    ]
    assert history.made == [(Chosen(("Black Sea",)), 1)]
    assert history.question is not None
    assert history.card == trainer.reader.card(Ref("seas", "colour"))
    assert history.recall == 1.0
    clock.move(days=3)
    later_on = Statistics(trainer).history(Ref("seas", "colour"))
    assert later_on.recall is not None
    assert later_on.recall < 1.0


def test_a_question_without_a_history_or_without_a_set(
    trainer: Trainer, make_trainer: Callable[..., Trainer], tmp_path: Path
) -> None:
    """What was never answered has an empty history; what no set holds keeps the one it has."""
    fresh = Statistics(trainer).history(Ref("seas", "salt"))
    assert (fresh.tally, fresh.card, fresh.recall, fresh.responses) == (None, None, None, [])
    answer(trainer, "steep", WRONG, set_id="hills")
    trainer.close()
    (tmp_path / "questions" / "hills.yaml").unlink()
    again = Statistics(make_trainer())
    gone = again.history(Ref("hills", "steep"))
    assert gone.question is None
    assert gone.tally is not None
    assert gone.tally.prompt == "Hills are steep."
    assert len(gone.responses) == 1
    assert [hard.tally.ref.set_id for hard in again.hardest()] == ["hills"]


def test_an_audit_of_ones_own_record(trainer: Trainer) -> None:
    """Always right, never right, and options without takers, each from its number on."""
    answer(trainer, "salt", *[RIGHT] * 4)
    answer(trainer, "deep", *[WRONG] * 2)
    answer(trainer, "colour", Chosen(("Red Sea",)), *[Chosen(("Black Sea",))] * 4)
    assert Statistics(trainer).audit() == []
    answer(trainer, "salt", RIGHT)
    answer(trainer, "deep", WRONG)
    answer(trainer, "colour", Chosen(("White Sea",)))
    found = {finding.flaw: finding for finding in Statistics(trainer).audit()}
    assert {flaw: finding.question.id for flaw, finding in found.items()} == {
        Flaw.NEVER_MISSED: "salt",
        Flaw.NEVER_RIGHT: "deep",
        Flaw.OPTION_NEVER_CHOSEN: "colour",
    }
    assert found[Flaw.OPTION_NEVER_CHOSEN].options == ("Yellow Sea",)
    answer(trainer, "colour", Chosen(("Yellow Sea",)))
    assert Flaw.OPTION_NEVER_CHOSEN not in {one.flaw for one in Statistics(trainer).audit()}


def test_an_audit_is_of_the_questions_there_are(
    trainer: Trainer, make_trainer: Callable[..., Trainer], tmp_path: Path
) -> None:
    """A question that no set holds any more needs no mending."""
    answer(trainer, "steep", *[WRONG] * 3, set_id="hills")
    assert len(Statistics(trainer).audit()) == 1
    trainer.close()
    (tmp_path / "questions" / "hills.yaml").unlink()
    assert Statistics(make_trainer()).audit() == []


def test_nothing_on_record(trainer: Trainer) -> None:
    """Everything can be asked of an empty record, and looking makes no file."""
    statistics = Statistics(trainer)
    summary = statistics.summary()
    assert (summary.streak, summary.longest_streak, summary.weeks()) == (0, 0, {})
    assert summary.retained() == summary.retained_recently()
    assert (summary.retained().measured, summary.retained().expected) == (0.0, 0.0)
    assert {count for _day, count in summary.due_ahead()} == {0}
    assert [known.mastery for known in statistics.mastery().sets] == [0.0, 0.0]
    assert statistics.hardest() == []
    assert statistics.audit() == []
    assert not trainer.paths.store.exists()


def test_no_part_of_the_screen_reads_the_whole_log(trainer: Trainer, clock: Clock) -> None:
    """SQLite's own plans: the log is only ever searched by an index."""
    answer(trainer, "deep", RIGHT, WRONG)
    clock.move(days=1)
    answer(trainer, "deep", RIGHT)
    connection = trainer.store._database.connection
    asked: list[str] = []

    def plans() -> str:
        connection.set_trace_callback(None)
        queries = [sql for sql in asked if sql.startswith("SELECT")]
        rows = [row for sql in queries for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        return "\n".join(row[3] for row in rows)

    scan = re.compile(r"SCAN (log|given|overruled|undone)\b")
    connection.set_trace_callback(asked.append)
    statistics = Statistics(trainer)
    statistics.summary()
    statistics.mastery()
    (hard,) = statistics.hardest()
    statistics.history(hard.tally.ref)
    statistics.audit()
    found = plans()
    assert "SEARCH given USING INDEX" in found
    assert not scan.search(found)
    asked[:] = ["SELECT count(*) FROM answers"]
    assert scan.search(plans())
