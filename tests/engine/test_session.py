"""The state machine of a sitting: order, place, undo, and that it can be built again."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.grading import Outcome
from quiz.engine.plans import Mode, Plan, choices, make_plan, shown_choices
from quiz.engine.questions import AnyQuestion, Multiple, Order, Single
from quiz.engine.responses import Judged, Typed
from quiz.engine.session import Answered, Session
from quiz.errors import SessionError
from tests.samples import (
    ALL,
    BY_REF,
    CARD,
    CLOZE,
    MULTIPLE,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    base,
    options,
    right,
    wrong,
)


def session_of(*questions: AnyQuestion, mode: Mode = Mode.PRACTICE, **more: int) -> Session:
    """Return a new session on these questions, in this order."""
    plan = make_plan(questions, Mode.READ, seed=1)
    ordered = Plan(mode, "", 1, plan.slots, time_limit=more.get("time_limit", 0))
    return Session(ordered, {question.ref: question for question in questions})


def respond(session: Session, *, correct: bool = True) -> Answered:
    """Answer the current question."""
    question = session.question
    answer = session.judge(right(question) if correct else wrong(question))
    session.apply(answer)
    return answer


# -- the plan ---------------------------------------------------------------------------------


@given(seed=st.integers(0, 2**63 - 1))
def test_the_same_seed_asks_the_same(seed: int) -> None:
    """Questions and choices come in the same order, and every question exactly once."""
    plan = make_plan(ALL, Mode.PRACTICE, seed=seed)
    assert plan == make_plan(ALL, Mode.PRACTICE, seed=seed)
    assert sorted(slot.ref for slot in plan.slots) == sorted(BY_REF)
    for slot in plan.slots:
        question = BY_REF[slot.ref]
        assert sorted(shown_choices(question, slot)) == sorted(choices(question))


@given(seed=st.integers(0, 10_000), count=st.integers(1, 12))
def test_a_count_takes_the_first_of_the_same_order(seed: int, count: int) -> None:
    """Fewer questions are a beginning of all of them, with the same order of choices."""
    every = make_plan(ALL, Mode.PRACTICE, seed=seed)
    assert make_plan(ALL, Mode.PRACTICE, seed=seed, count=count).slots == every.slots[:count]


def test_seeds_differ() -> None:
    """Another seed asks in another order."""
    orders = {make_plan(ALL, Mode.PRACTICE, seed=seed).slots for seed in range(20)}
    assert len(orders) > 15


def test_reading_keeps_the_order_of_the_file() -> None:
    """Questions to read come as they were written."""
    plan = make_plan(ALL, Mode.READ, seed=5)
    assert [slot.ref for slot in plan.slots] == [question.ref for question in ALL]


def test_an_exam_has_no_cards() -> None:
    """Nobody grades a card, so it earns no points in an exam."""
    plan = make_plan(ALL, Mode.EXAM, seed=5)
    assert CARD.ref not in {slot.ref for slot in plan.slots}
    assert len(plan.slots) == len(ALL) - 1


def test_options_stay_where_the_file_says_so() -> None:
    """`shuffle: false` keeps the order of the options under every seed."""
    fixed: list[AnyQuestion] = [
        Single(**base("a", "?"), options=options("1", "2", "3"), answer=0, shuffle=False),
        Multiple(**base("b", "?"), options=options("1", "2", "3"), answers=(0,), shuffle=False),
    ]
    for seed in range(20):
        for slot in make_plan(fixed, Mode.PRACTICE, seed=seed).slots:
            assert slot.shown == (0, 1, 2)


@given(seed=st.integers(0, 10_000))
def test_the_right_order_is_never_offered(seed: int) -> None:
    """Items to be put in order never stand right from the start."""
    question = Order(**base("o", "?"), items=("一", "二"))
    (slot,) = make_plan([question], Mode.PRACTICE, seed=seed).slots
    assert shown_choices(question, slot) != question.items


def test_an_edited_question_is_shown_in_the_file_order() -> None:
    """Choices added after the plan was made don't break the session."""
    slot = make_plan([SINGLE], Mode.PRACTICE, seed=1).slots[0]
    longer = Single(**base("single", "选一个"), options=options("甲", "乙", "丙", "丁"), answer=1)
    assert shown_choices(longer, slot) == ("甲", "乙", "丙", "丁")


# -- practising -------------------------------------------------------------------------------


def test_a_question_is_judged_once() -> None:
    """A second response to an answered question is refused."""
    session = session_of(SINGLE, SHORT)
    respond(session)
    with pytest.raises(SessionError):
        session.judge(right(SINGLE))


def test_past_the_end_there_is_no_question() -> None:
    """After the last question the session is at its end."""
    session = session_of(SINGLE)
    session.advance()
    assert session.at_end
    with pytest.raises(SessionError):
        _ = session.question


def test_the_score_counts_what_was_passed() -> None:
    """Skipped questions count as asked, later ones not yet."""
    session = session_of(SINGLE, MULTIPLE, SHORT, CLOZE)
    respond(session)
    session.advance()
    session.advance()
    respond(session, correct=False)
    result = session.result()
    assert (result.asked, result.correct, result.points, result.possible) == (3, 1, 1.0, 3.0)
    assert result.score == pytest.approx(1 / 3)
    assert result.passed is None


def test_points_weigh() -> None:
    """A question's points decide its share of the score."""
    heavy = Single(**base("heavy", "?"), options=options("1", "2"), answer=0, points=3.0)
    session = session_of(heavy, SHORT)
    respond(session)
    session.advance()
    respond(session, correct=False)
    assert session.result().score == 0.75


def test_an_overruled_answer_counts() -> None:
    """Only typed answers that aren't right can be overruled, also once passed."""
    session = session_of(SHORT, SINGLE)
    respond(session, correct=False)
    session.advance()
    with pytest.raises(SessionError):
        session.judge_overruled()
    session.apply(session.judge_overruled(0))
    assert session.result().points == 1.0
    with pytest.raises(SessionError):
        session.judge_overruled(0)
    respond(session, correct=False)
    with pytest.raises(SessionError):
        session.judge_overruled()


# -- undo -------------------------------------------------------------------------------------


def test_undo_takes_one_response_back() -> None:
    """The question is asked again and a second undo is refused."""
    session = session_of(SINGLE, SHORT)
    respond(session, correct=False)
    session.advance()
    session.undo()
    assert (session.position, session.answers) == (0, {})
    assert not session.can_undo
    with pytest.raises(SessionError):
        session.undo()


def test_undo_takes_a_skip_back() -> None:
    """After a skip, undo goes back to what was skipped and keeps the answer before it."""
    session = session_of(SINGLE, SHORT, CLOZE)
    respond(session)
    session.advance()
    session.advance()
    session.undo()
    assert session.position == 1
    assert 0 in session.answers


def test_an_exam_has_no_undo() -> None:
    """Nothing is judged before the hand-in, so there is nothing to take back."""
    session = session_of(SINGLE, SHORT, mode=Mode.EXAM)
    session.put(right(SINGLE))
    assert not session.can_undo
    with pytest.raises(SessionError):
        session.undo()


# -- exam and reading -------------------------------------------------------------------------


def test_an_exam_is_judged_from_its_sheet() -> None:
    """Unanswered is nothing, over all questions; the mark decides."""
    session = session_of(SINGLE, SHORT, MULTIPLE, mode=Mode.EXAM)
    session.put(right(SINGLE))
    session.move_to(1)
    session.put(Typed(("错",)))
    session.put(right(SHORT))
    session.finish(session.judge_sheet())
    result = session.result()
    assert (result.asked, result.correct, result.points, result.possible) == (3, 2, 2.0, 3.0)
    assert result.passed is True


def test_the_sheet_can_be_changed_and_flagged() -> None:
    """A response can be taken off again; a flag goes on and off."""
    session = session_of(SINGLE, SHORT, mode=Mode.EXAM)
    session.put(right(SINGLE))
    session.put(None)
    assert session.sheet == {}
    assert session.flag() is True
    assert session.flag() is False
    with pytest.raises(SessionError):
        session.judge(right(SINGLE))


@pytest.mark.parametrize(("correct", "passed"), [(2, False), (3, True)])
def test_the_pass_mark_is_met_exactly(correct: int, passed: bool) -> None:
    """Sixty per cent pass, less doesn't."""
    questions: list[AnyQuestion] = [TRUE_FALSE, SINGLE, SHORT, MULTIPLE, CLOZE]
    session = session_of(*questions, mode=Mode.EXAM)
    for place, question in enumerate(questions[:correct]):
        session.move_to(place)
        session.put(right(question))
    session.finish(session.judge_sheet())
    assert session.result().passed is passed


def test_time_runs_down_to_nothing() -> None:
    """What is left is told in milliseconds and is never negative."""
    session = session_of(SINGLE, mode=Mode.EXAM, time_limit=60)
    session.elapsed = 59_000
    assert session.remaining == 1000
    session.elapsed = 61_000
    assert session.remaining == 0
    assert session_of(SINGLE, mode=Mode.EXAM).remaining is None


def test_only_where_the_mode_allows_one_moves_freely() -> None:
    """Practice goes on in order; reading goes back and forth and takes no response."""
    practice = session_of(SINGLE, SHORT)
    with pytest.raises(SessionError):
        practice.move_to(1)
    reading = session_of(SINGLE, SHORT, mode=Mode.READ)
    reading.advance()
    reading.back()
    reading.back()
    assert reading.position == 0
    with pytest.raises(SessionError):
        reading.judge(right(SINGLE))


def test_reading_asks_nothing() -> None:
    """What was read earns no points and owes none."""
    reading = session_of(SINGLE, SHORT, mode=Mode.READ)
    reading.advance()
    assert (reading.result().asked, reading.result().possible) == (0, 0)


# -- built again ------------------------------------------------------------------------------


def test_questions_that_are_gone_are_passed_over() -> None:
    """A question deleted from its file is not asked, numbered or counted."""
    plan = session_of(SINGLE, SHORT, CLOZE).plan
    session = Session(plan, {SINGLE.ref: SINGLE, CLOZE.ref: CLOZE})
    assert session.total == 2
    session.advance()
    assert session.question is CLOZE
    assert session.number == 2
    session.advance()
    assert session.at_end
    assert session.result().asked == 2


class Log(NamedTuple):
    """What a store keeps of a session: the answers that count and whether to undo the last."""

    answers: dict[int, Answered]
    kinds: list[str]


STEPS = ("right", "wrong", "skip", "go on", "undo", "overrule", "overrule before")


def take(session: Session, log: Log, step: str) -> None:
    """Make a step if it makes sense now, in the session and in the log."""
    if step == "undo":
        if not session.can_undo:
            return
        target = session.undo_target()
        session.undo()
        if target is not None:
            del log.answers[target]
            log.kinds.append("undo")
        return
    if step.startswith("overrule"):
        place = session.position - (step == "overrule before")
        try:
            answer = session.judge_overruled(place)
        except SessionError:
            return
        session.apply(answer)
        log.answers[place] = answer
        log.kinds.append("overrule")
        return
    if session.at_end:
        return
    if step in ("right", "wrong") and not session.answered:
        log.answers[session.position] = respond(session, correct=step == "right")
        log.kinds.append("response")
    elif (step == "go on") == bool(session.answered):
        session.advance()


@given(
    seed=st.integers(0, 1000),
    steps=st.lists(st.sampled_from(STEPS), max_size=30),
    gone=st.sets(st.integers(0, len(ALL) - 1), max_size=3),
)
def test_a_session_can_be_built_again_at_any_time(
    seed: int, steps: list[str], gone: set[int]
) -> None:
    """Plan, answers, place and the last thing recorded are enough to stand where it stood."""
    plan = make_plan(ALL, Mode.PRACTICE, seed=seed)
    questions = {q.ref: q for index, q in enumerate(ALL) if index not in gone}
    session = Session(plan, questions)
    log = Log({}, [])
    for step in steps:
        take(session, log, step)
        again = Session(
            plan,
            questions,
            answers=log.answers.values(),
            position=session.position,
            undoable=bool(log.kinds) and log.kinds[-1] != "undo",
        )
        assert again.answers == session.answers
        assert again.position == session.position
        assert again.result() == session.result()
        assert again.can_undo == session.can_undo
        if session.can_undo:
            assert again.undo_target() == session.undo_target()


@given(steps=st.lists(st.sampled_from(STEPS), max_size=30))
def test_the_score_is_what_the_answers_earn(steps: list[str]) -> None:
    """Whatever happened, points and counts are those of the answers that stand."""
    session = Session(make_plan(ALL, Mode.PRACTICE, seed=3), BY_REF)
    log = Log({}, [])
    for step in steps:
        take(session, log, step)
    result = session.result()
    verdicts = [answer.verdict for answer in session.answers.values()]
    assert result.points == pytest.approx(sum(verdict.score for verdict in verdicts))
    assert result.correct == sum(verdict.outcome is Outcome.CORRECT for verdict in verdicts)
    assert len(verdicts) <= result.asked <= session.total


def test_a_wrong_kind_of_response_never_enters() -> None:
    """A defect shows at once instead of spoiling the record."""
    with pytest.raises(TypeError):
        session_of(SHORT).judge(Judged(True))
