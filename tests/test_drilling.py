"""A drill of set phrases: its plan, its record, and how it goes line by line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from quiz.engine.drill import DrillStep, steps
from quiz.engine.plans import Mode, make_plan
from quiz.engine.questions import AnyQuestion, Cloze, Order, Ref, Short
from quiz.engine.responses import Ordered, Typed
from quiz.engine.session import Session
from quiz.errors import SessionError
from quiz.sitting import Sitting
from quiz.trainer import Request, Trainer
from tests.plain.conftest import talk
from tests.samples import ALL, base, right, wrong

PHRASES = """\
title: 固定表述
source: speech.txt
questions:
  - id: together
    prompt: 排列四个“一起”。
    order: [一起谋划, 一起部署, 一起落实, 一起检查]
    quote: 坚持党建和业务一起谋划、一起部署、一起落实、一起检查
  - id: check
    prompt: 开展什么行动？
    answer: 六查六看
    quote: 深入开展“六查六看”专项行动
  - id: systems
    cloze: 认真落实{{组织生活会}}、{{主题党日}}、{{谈心谈话}}等制度
    any_order: true
    quote: 认真落实组织生活会、主题党日、谈心谈话等制度
  - id: choice
    prompt: 哪一个？
    options: [六查六看, 七查七看]
    answer: A
    quote: 六查六看
"""
SPEECH = """\
坚持党建和业务一起谋划、一起部署、一起落实、一起检查。深入开展“六查六看”专项行动。
认真落实组织生活会、主题党日、谈心谈话等制度。
"""


@pytest.fixture
def trainer(make_trainer: Callable[[], Trainer], write_set: Callable[..., Path]) -> Trainer:
    """A trainer with three phrases and a choice."""
    write_set(SPEECH, "speech.txt")
    write_set(PHRASES)
    return make_trainer()


def drill(trainer: Trainer, *names: str) -> Sitting:
    """Begin a drill of these questions, of all without any."""
    refs = tuple(Ref("set", name) for name in names) or None
    return trainer.begin(Request(Mode.DRILL, refs=refs, seed=1))


def go_through(sitting: Sitting, *wrong_at: DrillStep) -> list[tuple[str, int]]:
    """Answer a drill to its end, these steps wrong the first time; return what was asked."""
    asked: list[tuple[str, int]] = []
    more = True
    while more:
        session = sitting.session
        assert session.step is not None
        missed = session.step in wrong_at and not session.repeated
        sitting.respond((wrong if missed else right)(session.question))
        asked.append((session.original.id, int(session.step)))
        more = sitting.advance()
    return asked


# -- the plan ---------------------------------------------------------------------------------


def test_each_question_is_asked_once_a_step_and_ever_harder(trainer: Trainer) -> None:
    """What can't be drilled is not asked; the steps of a question rise."""
    asked = go_through(drill(trainer))
    for name, expected in (("together", [1, 2, 3, 4, 5]), ("check", [1, 5])):
        assert [step for each, step in asked if each == name] == expected
    assert [step for each, step in asked if each == "systems"] == [1, 2, 3, 5]
    assert "choice" not in dict(asked)


def phrases(count: int) -> list[AnyQuestion]:
    """Return so many orders of three items."""
    return [
        Order(**base(f"q{n}", f"排列 {n}"), items=(f"甲{n}一", f"甲{n}二", f"甲{n}三"))
        for n in range(count)
    ]


def test_a_few_phrases_go_through_the_steps_together() -> None:
    """No step follows the one before it of the same phrase; the last phrase isn't the last word."""
    slots = make_plan(phrases(12), Mode.DRILL, seed=4).slots
    assert len(slots) == 12 * 5
    for before, after in pairwise(slots):
        assert before.ref != after.ref
    first = [slot.step for slot in slots[:25]]
    assert first == sorted(first)
    assert len({slot.ref for slot in slots[:25]}) == 5


def test_the_count_is_of_questions() -> None:
    """Three phrases are drilled in all their steps."""
    slots = make_plan(phrases(12), Mode.DRILL, seed=4, count=3).slots
    assert len({slot.ref for slot in slots}) == 3
    assert len(slots) == 15


def test_the_order_step_never_offers_the_right_order() -> None:
    """The items are shuffled as in any order question."""
    for slot in make_plan(phrases(12), Mode.DRILL, seed=4).slots:
        assert (slot.step == DrillStep.ORDER) == bool(slot.shown)
        assert not slot.shown or slot.shown != (0, 1, 2)


def test_what_the_steps_ask_follows_from_the_plan() -> None:
    """A session built again asks the same blanks."""
    questions = {question.ref: question for question in phrases(3)}
    plan = make_plan(list(questions.values()), Mode.DRILL, seed=4)
    for position in range(len(plan.slots)):
        again = [Session(plan, questions, position=position).question for _ in range(2)]
        assert again[0] == again[1]
        assert again[0] == Session(plan, questions).question_at(position)


def test_a_question_that_lost_a_step_is_asked_as_it_is() -> None:
    """A list cut down to one item in its file has no order step any more."""
    (long,) = phrases(1)
    plan = make_plan([long], Mode.DRILL, seed=4)
    short = Short(**base("q0", "排列 0"), answer="甲")
    for position, slot in enumerate(plan.slots):
        session = Session(plan, {long.ref: short}, position=position)
        assert not steps(short)
        assert session.question is short
        assert session.step is None
        assert slot.step


def test_other_modes_have_no_steps() -> None:
    """Their questions are asked as they are."""
    plan = make_plan(ALL, Mode.PRACTICE, seed=1)
    assert {slot.step for slot in plan.slots} == {0}
    assert Session(plan, {question.ref: question for question in ALL}).step is None


# -- the record -------------------------------------------------------------------------------


def test_a_drill_never_touches_the_schedule(trainer: Trainer) -> None:
    """Neither right nor wrong responses make a card; the missed book owes what was missed."""
    go_through(drill(trainer), DrillStep.WHOLE)
    for name in ("together", "check", "systems"):
        assert trainer.store.card(Ref("set", name)) is None
    assert {entry.record.ref.question_id for entry in trainer.missed()} <= {
        "together",
        "check",
        "systems",
    }
    trainer.rebuild()
    assert trainer.store.card(Ref("set", "check")) is None


def test_a_step_that_was_missed_comes_again(trainer: Trainer) -> None:
    """At the end, in the same step; the score is over what was first given."""
    sitting = drill(trainer, "together")
    asked = go_through(sitting, DrillStep.FIRST_CHARACTERS, DrillStep.WHOLE)
    assert [step for _name, step in asked] == [1, 2, 3, 4, 5, 3, 5]
    assert (sitting.result.asked, sitting.result.correct) == (5, 3)


def test_the_record_keeps_the_question_and_not_its_exercise(trainer: Trainer) -> None:
    """What is stored of an item is what its file says, whichever step came last."""
    sitting = drill(trainer, "together")
    sitting.respond(right(sitting.question))
    (item,) = trainer.store.items_of("set")
    assert (item.ref, item.prompt) == (Ref("set", "together"), "排列四个“一起”。")


def test_a_drill_is_resumed_where_it_stood(
    trainer: Trainer, make_trainer: Callable[[], Trainer]
) -> None:
    """The same step with the same blanks, and the verdict on it."""
    sitting = drill(trainer, "together", "check")
    for _ in range(3):
        sitting.respond(right(sitting.question))
        sitting.advance()
    sitting.respond(wrong(sitting.question))
    sitting.leave()
    asked, step, verdict = sitting.question, sitting.session.step, sitting.verdict
    trainer.close()
    again = make_trainer().resume(sitting.id)
    assert (again.question, again.session.step, again.verdict) == (asked, step, verdict)


def test_nothing_to_drill_is_told(trainer: Trainer) -> None:
    """A set of choices is no mistake of the learner's, and no empty session."""
    with pytest.raises(SessionError, match="no set phrase"):
        drill(trainer, "choice")


# -- written out as a whole -------------------------------------------------------------------


def at_the_whole(trainer: Trainer, name: str) -> Sitting:
    """Begin a drill of one question and go to its last step."""
    sitting = drill(trainer, name)
    while sitting.session.step is not DrillStep.WHOLE:
        assert sitting.recital is None
        sitting.respond(right(sitting.question))
        assert sitting.recital is None
        sitting.advance()
    return sitting


def test_content_and_order_are_told_apart(trainer: Trainer) -> None:
    """Of what was written in the last step, and of nothing before it."""
    sitting = at_the_whole(trainer, "together")
    sitting.respond(Typed(("一起部署、一起谋划、一起落实",)))
    assert sitting.recital is not None
    assert sitting.recital.content == 0.75
    assert sitting.recital.order == pytest.approx(2 / 3)
    assert sitting.recital.missing == ("一起检查",)
    sitting.overrule()
    assert sitting.recital is None


def test_a_free_list_has_content_only(trainer: Trainer) -> None:
    """Its members are typed one by one."""
    sitting = at_the_whole(trainer, "systems")
    assert isinstance(sitting.question, Cloze)
    sitting.respond(Typed(("谈心谈话", "", "组织生活会")))
    assert sitting.recital is not None
    assert sitting.recital.content == pytest.approx(2 / 3)
    assert sitting.recital.order is None
    assert sitting.recital.missing == ("主题党日",)


def test_pinyin_is_recited_as_what_it_stands_for(trainer: Trainer) -> None:
    """Else a phrase that counts as right would be told to have nothing right in it."""
    sitting = at_the_whole(trainer, "together")
    sitting.respond(Typed(("yqmh yqbs yqls yqjc",)))
    assert sitting.recital is not None
    assert (sitting.recital.content, sitting.recital.order) == (1.0, 1.0)


# -- line by line -----------------------------------------------------------------------------


def test_the_plain_mode_names_the_step(trainer: Trainer) -> None:
    """Before the question; a blank shows its first character."""
    lines = talk(drill(trainer, "together"), ":s", ":s").lines
    assert lines[0] == "固定表述 · Set-phrase drill · 5 questions"
    assert "Step 1 of 5: one blank" in lines
    assert "Step 2 of 5: several blanks" in lines
    place = lines.index("Step 3 of 5: first characters only")
    assert lines[place + 1].startswith("[3/5] 坚持党建和业务（1）____(一…)、（2）____(一…)")


def test_the_plain_mode_tells_content_and_order(trainer: Trainer) -> None:
    """Below the verdict of the last step, with what is missing and out of place."""
    sitting = at_the_whole(trainer, "together")
    lines = talk(sitting, "一起部署、一起谋划、一起落实").lines
    place = lines.index("✗ Wrong")
    assert lines[place + 1 : place + 4] == [
        "Content 75% · order 67%",
        "Missing: 一起检查",
        "Out of place: 一起部署",
    ]
    assert "Key: 一起谋划、一起部署、一起落实、一起检查" in lines


def test_the_order_step_is_answered_by_letters(trainer: Trainer) -> None:
    """It is an order question like any other."""
    sitting = drill(trainer, "together")
    while sitting.session.step is not DrillStep.ORDER:
        sitting.respond(right(sitting.question))
        sitting.advance()
    letters = "".join("ABCD"[sitting.choices.index(item)] for item in sitting.question.key)
    talk(sitting, letters)
    answer = sitting.session.answers[3]
    assert answer.response == Ordered(("一起谋划", "一起部署", "一起落实", "一起检查"))
    assert answer.verdict.score == 1.0
