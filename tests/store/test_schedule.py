"""The schedule is a function of the log, and costs no look at all of it."""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec
import pytest

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.plans import Mode, Plan, Slot
from quiz.engine.questions import Ref
from quiz.engine.responses import Typed
from quiz.engine.scheduling import Counting, Scheduler
from quiz.engine.session import Answered, Result
from quiz.store import Store, open_store
from tests.store.practice import DAY, NOON, typed

RESULT = Result(1, 1, 1.0, 1.0)
QUESTIONS = [typed(f"set{number % 7}", f"q{number}") for number in range(300)]


def states(store: Store) -> bytes:
    """Return every card state and every count that is derived, as bytes."""
    tables = ("cards", "days", "missed", "item_progress", "set_progress")
    rows = {table: store._database.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}
    return msgspec.msgpack.encode(rows)


def study(store: Store, responses: int, seed: int) -> None:
    """Record so many responses over months, with undone, overruled and hinted ones among them."""
    chance = random.Random(seed)
    day, given = date(2026, 1, 1), 0
    while given < responses:
        asked = chance.sample(QUESTIONS, 50)
        plan = Plan(Mode.REVIEW, "", 1, tuple(Slot(*question.ref) for question in asked))
        session = store.begin(plan, ["set0"], NOON + given)
        for position, question in enumerate([*asked, *asked[:5]]):
            right = chance.random() < 0.8
            outcome = Outcome.CORRECT if right else chance.choice([Outcome.WRONG, Outcome.PARTLY])
            answer = Answered(
                position,
                Typed((str(given),)),
                Verdict(outcome, float(right)),
                hinted=chance.random() < 0.1,
                sure=chance.choice([None, True, False]),
            )
            at, told = NOON + given, day.isoformat()
            counting = chance.choice(list(Counting))
            store.record(
                session, question, answer, at=at, day=told, result=RESULT, counting=counting
            )
            if not right and chance.random() < 0.2:
                store.overrule(session, position, at=at, day=told, result=RESULT)
            if chance.random() < 0.05:
                store.undo(session, position, at=at, day=told, result=RESULT)
            given += 1
        day += timedelta(days=chance.choice([0, 1, 1, 1, 2, 9, -1]))


def test_ten_thousand_responses_are_rebuilt_to_the_byte() -> None:
    """What was kept up to date step by step is what the log alone gives."""
    with open_store(None, now=NOON) as store:
        study(store, 10_000, seed=4)
        before = states(store)
        assert len(store._database.rows("SELECT * FROM cards")) == len(QUESTIONS)
        store._database.run("DELETE FROM cards")
        store._database.run("UPDATE days SET predicted = 0, reviews = 7")
        store.rebuild()
        assert states(store) == before


def test_other_parameters_are_as_if_they_had_always_held() -> None:
    """Changing the scheduler there and back again leaves the same states."""
    with open_store(None, now=NOON) as store:
        study(store, 500, seed=5)
        before = states(store)
        store.reschedule(Scheduler(retention=0.8))
        assert states(store) != before
        store.reschedule(Scheduler())
        assert states(store) == before


def test_rescheduling_tells_how_far_it_is_and_can_be_ended() -> None:
    """What its listener raises comes through, and leaves every state and the scheduler."""
    with open_store(None, now=NOON) as store:
        study(store, 1000, seed=6)
        before = states(store)
        steps: list[tuple[int, int]] = []

        def stop(done: int, total: int) -> None:
            steps.append((done, total))
            if done:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            store.reschedule(Scheduler(retention=0.8), stop)
        assert states(store) == before
        assert store.scheduler.retention == 0.9
        assert steps == [(0, steps[0][1]), (100, steps[0][1])]

        steps.clear()
        store.reschedule(Scheduler(retention=0.8), lambda *step: steps.append(step))
        assert steps[-1] == (steps[0][1],) * 2
        assert store.scheduler.retention == 0.8


@pytest.mark.parametrize("counting", list(Counting))
def test_only_the_first_response_in_a_session_schedules(counting: Counting) -> None:
    """A second one in the same session is recorded and moves nothing."""
    question = QUESTIONS[0]
    with open_store(None, now=NOON) as store:
        plan = Plan(Mode.REVIEW, "", 1, (Slot(*question.ref),))
        session = store.begin(plan, ["set0"], NOON)
        for position, right in enumerate((False, True)):
            outcome = Outcome.CORRECT if right else Outcome.WRONG
            answer = Answered(position, Typed(("x",)), Verdict(outcome, float(right)))
            store.record(
                session, question, answer, at=NOON, day=DAY, result=RESULT, counting=counting
            )
            state = store.card(question.ref)
            if counting is Counting.NEVER:
                assert state is None
            else:
                assert state is not None
                assert (state.reviews, state.due) == (1, "2026-01-02")
        introduced = sum(store.introduced_on(DAY).values())
        assert introduced == (counting is not Counting.NEVER)


def test_the_queue_tells_what_is_due() -> None:
    """By day, by set, the longest overdue first; nothing of it before its day."""
    with open_store(None, now=NOON) as store:
        for number, day in ((0, "2026-01-03"), (1, "2026-01-01"), (7, "2026-01-01")):
            question = QUESTIONS[number]
            plan = Plan(Mode.REVIEW, "", 1, (Slot(*question.ref),))
            session = store.begin(plan, [question.set_id], NOON)
            answer = Answered(0, Typed(("x",)), Verdict(Outcome.WRONG, 0.0))
            store.record(session, question, answer, at=NOON, day=day, result=RESULT)
        assert list(store.due("2026-01-01")) == []
        assert list(store.due("2026-01-02")) == [Ref("set1", "q1"), Ref("set0", "q7")]
        assert list(store.due("2026-01-04"))[-1] == Ref("set0", "q0")
        assert store.due_by_set("2026-01-04") == {"set0": 2, "set1": 1}
        assert store.due_by_day("2026-01-03", "2026-02-01") == {"2026-01-03": 2, "2026-01-04": 1}
        assert store.next_due("2026-01-02") == "2026-01-04"
        assert store.next_due("2026-01-04") is None


def test_reviews_are_measured_against_what_was_predicted() -> None:
    """What was learned on an earlier day and is asked when due counts, and nothing else."""
    question = QUESTIONS[0]
    with open_store(None, now=NOON) as store:
        for day, right in (("2026-01-01", True), ("2026-01-03", True), ("2026-01-20", False)):
            plan = Plan(Mode.REVIEW, "", 1, (Slot(*question.ref),))
            session = store.begin(plan, [question.set_id], NOON)
            outcome = Outcome.CORRECT if right else Outcome.WRONG
            answer = Answered(0, Typed(("x",)), Verdict(outcome, float(right)))
            store.record(session, question, answer, at=NOON, day=day, result=RESULT)
        rows = store._database.rows("SELECT day, reviews, recalled, predicted FROM days")
        assert [row[:3] for row in rows] == [
            ("2026-01-01", 0, 0),
            ("2026-01-03", 1, 1),
            ("2026-01-20", 1, 0),
        ]
        assert rows[1][3] == pytest.approx(911_000, abs=2000)
        assert store.reviewed_on("2026-01-03") == 1
        store.overrule(session, 0, at=NOON, day="2026-01-20", result=RESULT)
        assert store._database.row("SELECT sum(recalled) FROM days") == (2,)
