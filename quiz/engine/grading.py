"""A question and a response make a verdict.

Choices, order and match are compared exactly, typed text as `matching` says. The score is a
share in [0, 1] of the question's points.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from quiz.engine.questions import (
    AnyQuestion,
    Blank,
    Cloze,
    Match,
    Multiple,
    Order,
    Short,
    Single,
    TrueFalse,
)
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed

if TYPE_CHECKING:
    from quiz.engine.matching import Comparison


class Outcome(StrEnum):
    """How a response is judged, in words."""

    CORRECT = "correct"
    PARTLY = "partly"
    WRONG = "wrong"


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The judgement on one response.

    `comparisons` has one entry for each typed text, in the order they were typed.
    `overruled` says that the learner, not the program, held the response to be right,
    `recognised` that pinyin was typed for Chinese.
    """

    outcome: Outcome
    score: float
    comparisons: tuple[Comparison, ...] = ()
    overruled: bool = False
    recognised: bool = False

    @property
    def close(self) -> bool:
        """Whether a typed text missed its key by so little that it deserves to be shown how."""
        return any(comparison.near for comparison in self.comparisons)


def grade(question: AnyQuestion, response: Response, *, exam: bool = False) -> Verdict:
    """Judge `response`. In an exam an incomplete choice earns nothing unless its set allows it.

    Raises TypeError when the response is of a kind that the question doesn't take.
    """
    match question, response:
        case Single(), Chosen(options):
            return _whole(options == question.key)
        case Multiple(), Chosen(options):
            return _multiple(question, options, exam=exam)
        case TrueFalse(), Judged(value):
            return _whole(value == question.answer)
        case Cloze(), Typed(texts):
            return _blanks(question, texts)
        case Short(), Typed(texts):
            comparison = _compare("".join(texts), (question.answer, *question.accept))
            return _typed(_whole(comparison.right), (comparison,))
        case Order(), Ordered(items):
            return _whole(items == question.items)
        case Match(), Matched(pairs):
            return _whole(dict(pairs) == dict(question.pairs))
        case _, Rated(rating):  # any question can be asked as a card
            return _whole(rating > 1)
    raise TypeError(f"a {question.type} question takes no {type(response).__name__}")


def overrule(verdict: Verdict) -> Verdict:
    """Return the verdict after the learner has held their typed response to be right."""
    return msgspec.structs.replace(verdict, outcome=Outcome.CORRECT, score=1.0, overruled=True)


def _whole(right: bool) -> Verdict:
    return Verdict(Outcome.CORRECT, 1.0) if right else Verdict(Outcome.WRONG, 0.0)


def _share(score: float) -> Verdict:
    if score >= 1.0:
        return Verdict(Outcome.CORRECT, 1.0)
    return Verdict(Outcome.PARTLY if score > 0 else Outcome.WRONG, score)


def _multiple(question: Multiple, chosen: tuple[str, ...], *, exam: bool) -> Verdict:
    key = frozenset(question.key)
    picked = frozenset(chosen)
    if picked == key:
        return _whole(True)
    if picked - key or (exam and not question.partial):
        return _whole(False)
    return _share(len(picked) / len(key))


def prepare() -> None:
    """Load what comparing typed texts takes, so that the first answer doesn't wait for it."""
    import quiz.engine.matching  # noqa: F401


def _compare(text: str, keys: Sequence[str]) -> Comparison:
    from quiz.engine.matching import compare  # which takes some milliseconds of a start

    return compare(text, keys)


def _blanks(question: Cloze, texts: tuple[str, ...]) -> Verdict:
    blanks = question.blanks
    if question.any_order:
        blanks = _assigned(blanks, texts)
    comparisons = tuple(
        _compare(text, blank.answers) for text, blank in zip(texts, blanks, strict=True)
    )
    right = sum(comparison.right for comparison in comparisons)
    return _typed(_share(right / len(blanks)), comparisons)


def _typed(verdict: Verdict, comparisons: tuple[Comparison, ...]) -> Verdict:
    """Return the verdict on typed texts with what came of comparing each."""
    recognised = any(comparison.recognised for comparison in comparisons)
    return msgspec.structs.replace(verdict, comparisons=comparisons, recognised=recognised)


def _assigned(blanks: tuple[Blank, ...], texts: tuple[str, ...]) -> tuple[Blank, ...]:
    """Return the blanks in the order that does the typed texts the most justice.

    A maximum bipartite matching by augmenting paths (Kuhn's algorithm), first of the right
    texts and then of the near ones; whatever is left over goes in order.
    """
    comparisons = [[_compare(text, blank.answers) for blank in blanks] for text in texts]
    owner: dict[int, int] = {}

    def place(text: int, tried: set[int], *, near: bool) -> bool:
        for index, comparison in enumerate(comparisons[text]):
            if index in tried or not (comparison.right or (near and comparison.near)):
                continue
            tried.add(index)
            if index not in owner or place(owner[index], tried, near=near):
                owner[index] = text
                return True
        return False

    placed = {text for text in range(len(texts)) if place(text, set(), near=False)}
    right_owner = dict(owner)
    for text in range(len(texts)):
        if text not in placed:
            taken = set(right_owner)
            place(text, taken, near=True)
    where = {text: index for index, text in owner.items()}
    free = iter([index for index in range(len(blanks)) if index not in owner])
    return tuple(blanks[where[text] if text in where else next(free)] for text in range(len(texts)))
