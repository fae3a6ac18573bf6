"""What went wrong in a miss: the kind of slip, for a missed book that can be gone over by kind."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from quiz.engine.grading import grade
from quiz.engine.questions import AnyQuestion, Cloze, Multiple
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed

if TYPE_CHECKING:
    from quiz.engine.matching import Comparison


class Cause(StrEnum):
    """Why a response was not wholly right. The first six are the kinds of `matching.Near`."""

    SOUND = "sound"
    SHAPE = "shape"
    SUBSTITUTED = "substituted"
    MISSING = "missing"
    EXTRA = "extra"
    ORDER = "order"
    OPTION = "option"
    """A wrong option was chosen, or a statement judged wrongly."""
    PARTLY = "partly"
    """What was given is right, but not all of it was given."""
    ARRANGEMENT = "arrangement"
    """Items were put in a wrong order or joined in wrong pairs."""
    NOT_KNOWN = "not-known"
    """What was typed is nothing like the key, or the learner said so themself."""


def cause_of(question: AnyQuestion | None, response: Response) -> Cause:
    """Return what went wrong in a response that is known not to be wholly right.

    `question` is None when it is gone; what was typed can't be compared with anything then.
    """
    match response:
        case Rated():
            return Cause.NOT_KNOWN
        case Ordered() | Matched():
            return Cause.ARRANGEMENT
        case Judged():
            return Cause.OPTION
        case Chosen(options):
            several = isinstance(question, Multiple) and set(options) < set(question.key)
            return Cause.PARTLY if several else Cause.OPTION
        case Typed():
            comparisons = _comparisons(question, response) if question else ()
    for comparison in comparisons:
        if comparison.near:
            return Cause(comparison.near.value)
    return Cause.PARTLY if any(c.right for c in comparisons) else Cause.NOT_KNOWN


def _comparisons(question: AnyQuestion, response: Typed) -> Sequence[Comparison]:
    """Return how each typed text compares with what it should have been.

    Where the question takes no such response (a drill asked it in another way, or it was edited
    since), each text is held against every member of the key and the whole of it.
    """
    try:
        return grade(question, response).comparisons
    except (TypeError, ValueError):
        from quiz.engine.matching import compare  # which takes some milliseconds of a start

        whole = question.filled() if isinstance(question, Cloze) else "、".join(question.key)
        return [compare(text, (*question.key, whole)) for text in response.texts]
