"""One question of every type, and responses to them, for tests that need any question."""

from __future__ import annotations

from typing import Any

from quiz.engine.questions import (
    AnyQuestion,
    Blank,
    Card,
    Cloze,
    Match,
    Multiple,
    Option,
    Order,
    Ref,
    Short,
    Single,
    TrueFalse,
)
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed


def base(question_id: str, prompt: str) -> dict[str, Any]:
    """Return the fields that every question needs."""
    return {"id": question_id, "set_id": "set", "prompt": prompt}


def options(*texts: str) -> tuple[Option, ...]:
    """Return options without feedback."""
    return tuple(map(Option, texts))


SINGLE = Single(**base("single", "选一个"), options=options("甲", "乙", "丙"), answer=1)
MULTIPLE = Multiple(
    **base("multiple", "选几个"), options=options("东", "南", "西", "北"), answers=(0, 2)
)
TRUE_FALSE = TrueFalse(**base("true_false", "对不对"), answer=True)
CLOZE = Cloze(
    **base("cloze", "用____校标，用____导航"),
    segments=("用", "校标，用", "导航"),
    blanks=(Blank(("四个意识",)), Blank(("四个自信", "四自信"))),
)
SHORT = Short(**base("short", "写出来"), answer="党的建设", accept=("党建",))
ORDER = Order(**base("order", "排一排"), items=("一", "二", "三"))
MATCH = Match(**base("match", "连一连"), pairs=(("左一", "右一"), ("左二", "右二")), extra=("多",))
CARD = Card(**base("card", "正面"), back="背面")

ALL: tuple[AnyQuestion, ...] = (
    SINGLE,
    MULTIPLE,
    TRUE_FALSE,
    CLOZE,
    SHORT,
    ORDER,
    MATCH,
    CARD,
)
BY_REF: dict[Ref, AnyQuestion] = {question.ref: question for question in ALL}


def right(question: AnyQuestion) -> Response:
    """Return the response that earns every point."""
    match question:
        case TrueFalse():
            return Judged(question.answer)
        case Single() | Multiple():
            return Chosen(question.key)
        case Cloze() | Short():
            return Typed(question.key)
        case Order():
            return Ordered(question.items)
        case Match():
            return Matched(question.pairs)
        case Card():
            return Rated(3)


def wrong(question: AnyQuestion) -> Response:
    """Return a response that earns nothing."""
    match question:
        case TrueFalse():
            return Judged(not question.answer)
        case Single() | Multiple():
            return Chosen((next(o.text for o in question.options if o.text not in question.key),))
        case Cloze():
            return Typed(tuple("错" for _blank in question.blanks))
        case Short():
            return Typed(("错",))
        case Order():
            return Ordered(question.items[::-1])
        case Match():
            return Matched(tuple((left, "无") for left in question.lefts))
        case Card():
            return Rated(1)


def truths(count: int) -> str:
    """Return a question file whose questions are all answered rightly by “true”."""
    return "title: Truths\nquestions:\n" + "".join(
        f"  - {{id: q{number}, prompt: Is {number} a number?, answer: true}}\n"
        for number in range(count)
    )
