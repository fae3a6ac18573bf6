"""What kind of slip a miss was."""

from __future__ import annotations

import pytest

from quiz.engine.causes import Cause, cause_of
from quiz.engine.grading import Outcome, grade
from quiz.engine.matching import Near
from quiz.engine.questions import AnyQuestion, Blank, Cloze
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed
from tests.samples import (
    ALL,
    CARD,
    CLOZE,
    MATCH,
    MULTIPLE,
    ORDER,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    base,
    wrong,
)

LIST = Cloze(
    **base("list", "做到____、____、____"),
    segments=("做到", "、", "、", ""),
    blanks=(Blank(("忠诚",)), Blank(("干净",)), Blank(("担当",))),
)


def test_every_kind_of_near_miss_is_a_cause() -> None:
    """What the verdict calls a slip, the missed book calls by the same name."""
    assert {near.value for near in Near} <= {cause.value for cause in Cause}


@pytest.mark.parametrize(
    ("question", "response", "cause"),
    [
        (SHORT, Typed(("党的建甲",)), Cause.SUBSTITUTED),
        (SHORT, Typed(("党得建设",)), Cause.SOUND),
        (SHORT, Typed(("党的建没",)), Cause.SHAPE),
        (SHORT, Typed(("党建设",)), Cause.MISSING),
        (SHORT, Typed(("党的的建设",)), Cause.EXTRA),
        (SHORT, Typed(("党的设建",)), Cause.ORDER),
        (SHORT, Typed(("什么都不是",)), Cause.NOT_KNOWN),
        (SHORT, Typed(("",)), Cause.NOT_KNOWN),
        (CLOZE, Typed(("四个意识", "")), Cause.PARTLY),
        (CLOZE, Typed(("四个意识", "四个自新")), Cause.SOUND),
        (SINGLE, Chosen(("甲",)), Cause.OPTION),
        (TRUE_FALSE, Judged(False), Cause.OPTION),
        (MULTIPLE, Chosen(("东",)), Cause.PARTLY),
        (MULTIPLE, Chosen(("东", "南")), Cause.OPTION),
        (MULTIPLE, Chosen(("东", "南", "西", "北")), Cause.OPTION),
        (ORDER, Ordered(("二", "一", "三")), Cause.ARRANGEMENT),
        (MATCH, Matched((("左一", "右二"),)), Cause.ARRANGEMENT),
        (CARD, Rated(1), Cause.NOT_KNOWN),
        (SINGLE, Rated(1), Cause.NOT_KNOWN),
    ],
)
def test_the_cause_is_the_kind_of_slip(
    question: AnyQuestion, response: Response, cause: Cause
) -> None:
    """Each way of being wrong has its name, and none of the samples is right by mistake."""
    assert grade(question, response).outcome is not Outcome.CORRECT
    assert cause_of(question, response) is cause


@pytest.mark.parametrize(
    ("question", "typed", "cause"),
    [
        (LIST, ("担档",), Cause.SOUND),
        (LIST, ("做到忠诚、干净、当担",), Cause.ORDER),
        (LIST, ("忠诚", "没有"), Cause.PARTLY),
        (ORDER, ("一、三、二",), Cause.ORDER),
        (SINGLE, ("那个乙",), Cause.NOT_KNOWN),
    ],
)
def test_what_a_drill_asked_in_another_way_is_understood(
    question: AnyQuestion, typed: tuple[str, ...], cause: Cause
) -> None:
    """A member or the whole, typed where the question itself takes something else."""
    assert cause_of(question, Typed(typed)) is cause


@pytest.mark.parametrize("question", ALL)
def test_a_question_that_is_gone_leaves_what_the_response_tells(question: AnyQuestion) -> None:
    """No kind of response needs its question; what was typed then counts as not known."""
    response = wrong(question)
    expected = Cause.NOT_KNOWN if isinstance(response, Typed) else cause_of(question, response)
    assert cause_of(None, response) is expected
