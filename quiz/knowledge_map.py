"""The document as a map of what the learner knows, clause by clause.

One rule decides how a place is shaded. A question is

- *untested* when it was never answered,
- *weak* when it is in the missed book, or was not right the last time, or is by now likely
  forgotten (`recall` below `WEAK_BELOW`),
- *due* when its day has come,
- *mastered* otherwise: right the last time, and still remembered as well as the learner wants.

A clause is in the state of the question on it that presses most: weak before due before
mastered before untested, so that one question answered is enough to leave “untested”. What
asks for words of the clause tells about it; a question that only quotes it is heard where
nothing asks. A question in whose key no words of the document stand, as that of true or false,
asks for all that it rests on. With no question at all a clause is *unasked*.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from quiz.authoring.asking import asks
from quiz.authoring.clauses import clauses
from quiz.authoring.parts import Part, parts
from quiz.authoring.subjects import most_asked, subjects
from quiz.content.library import Library
from quiz.content.sources import Document, Span
from quiz.engine.grading import Outcome
from quiz.engine.questions import AnyQuestion, Ref
from quiz.errors import ContentError
from quiz.i18n import _
from quiz.store import KnowledgeRecord
from quiz.trainer import Trainer

WEAK_BELOW: Final = 0.7
"""Recall, in [0, 1], below which a question counts as weak."""

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with the questions placed and all of them; returning False stops the placing."""


class State(IntEnum):
    """How well a place is known; of several, the greatest is the one to look at."""

    UNASKED = 0
    UNTESTED = 1
    MASTERED = 2
    DUE = 3
    WEAK = 4


class Topic(NamedTuple):
    """A document that sets are about: its real path, how many they are, their questions."""

    path: str
    sets: int
    questions: tuple[AnyQuestion, ...]


class Place(NamedTuple):
    """A clause, as a span of the document, and the questions that rest on it.

    The first `telling` of the questions are those that tell how well it is known.
    """

    start: int
    end: int
    questions: tuple[AnyQuestion, ...]
    telling: int


@dataclass(frozen=True)
class Chart:
    """A document with its parts and places: what of the map stays the same while learning."""

    document: Document
    places: tuple[Place, ...]
    parts: tuple[Part, ...]

    @cached_property
    def questions(self) -> dict[Ref, AnyQuestion]:
        """The questions that rest on the document, in the order of their first places."""
        return {question.ref: question for place in self.places for question in place.questions}

    def part_of(self, place: int) -> int:
        """Return the number of the part in which the place of a number lies."""
        return max(0, bisect_right(self.parts, place, key=lambda part: part.first) - 1)


@dataclass(frozen=True)
class Shades:
    """The states of a chart's questions and places on one day."""

    questions: dict[Ref, State]
    places: tuple[State, ...]

    def counts(self, first: int = 0, last: int | None = None) -> Counter[State]:
        """Return how many of the places from `first` to before `last` are in each state."""
        return Counter(self.places[first:last])

    @cached_property
    def weak_passages(self) -> list[int]:
        """The places where weak ones begin: a run of them is one passage."""
        weak = [state is State.WEAK for state in self.places]
        return [n for n, one in enumerate(weak) if one and not (n and weak[n - 1])]

    def of(self, questions: Iterable[AnyQuestion]) -> Counter[State]:
        """Return how many of these questions are in each state."""
        return Counter(self.questions[question.ref] for question in questions)


def topics(library: Library) -> list[Topic]:
    """Return the documents that the sets name, those of most sets and questions first.

    Reads the questions of all sets, but nothing of the record: any thread may call this.
    """
    found = subjects(library.load(entry) for entry in library.entries() if entry.count)
    return [
        Topic(path, found[path].sets, tuple(found[path].questions)) for path in most_asked(found)
    ]


def pick(found: Sequence[Topic], source: str | None) -> Topic:
    """Return the topic whose document is at the path `source`, by default the first.

    A document that no set names is a topic without questions. Raises ContentError when there
    is nothing to pick from.
    """
    if source is not None:
        path = os.path.realpath(source)
        return next((topic for topic in found if topic.path == path), Topic(path, 0, ()))
    if not found:
        raise ContentError(
            _("No question set names a source document."),
            hint=_("Name one in the set: source: …"),
        )
    return found[0]


def chart(
    document: Document, questions: Sequence[AnyQuestion], progress: Progress | None = None
) -> Chart:
    """Return the document's places with the questions on them; any thread may call this.

    A placing that is stopped leaves out the questions it didn't reach.
    """
    found = list(clauses(document))
    starts, ends = [one.start for one in found], [one.end for one in found]
    telling: list[list[AnyQuestion]] = [[] for _clause in found]
    resting: list[list[AnyQuestion]] = [[] for _clause in found]
    for ask in asks(document, _watched(questions, progress)):
        told = _touched(ask.spans or ask.rests, starts, ends)
        for number in told:
            telling[number].append(ask.question)
        for number in _touched((*ask.rests, *ask.spans), starts, ends) - told:
            resting[number].append(ask.question)
    places = (
        Place(one.start, one.end, (*tells, *rests), len(tells or rests))
        for one, tells, rests in zip(found, telling, resting, strict=True)
    )
    return Chart(document, tuple(places), tuple(parts(document, found)))


def shades(chart: Chart, trainer: Trainer) -> Shades:
    """Return how well the places of a chart are known today."""
    known = trainer.knowledge({ref.set_id for ref in chart.questions})
    today = trainer.today()
    states = {ref: state_of(known.get(ref), today) for ref in chart.questions}
    return Shades(states, tuple(_state_of_place(place, states) for place in chart.places))


def state_of(known: KnowledgeRecord | None, day: str) -> State:
    """Return the state of a question on `day`, of which the record knows this."""
    if known is None:
        return State.UNTESTED
    forgotten = known.recall is not None and known.recall < WEAK_BELOW
    if known.missed or known.last is not Outcome.CORRECT or forgotten:
        return State.WEAK
    return State.DUE if known.due is not None and known.due <= day else State.MASTERED


def _state_of_place(place: Place, states: dict[Ref, State]) -> State:
    telling = place.questions[: place.telling]
    return max((states[question.ref] for question in telling), default=State.UNASKED)


def _watched(questions: Sequence[AnyQuestion], progress: Progress | None) -> Iterator[AnyQuestion]:
    """Yield the questions, telling how far they have come, until that says to stop."""
    for number, question in enumerate(questions):
        if progress is not None and not progress(number, len(questions)):
            return
        yield question


def _touched(spans: Iterable[Span], starts: Sequence[int], ends: Sequence[int]) -> set[int]:
    """Return the numbers of the clauses of which something stands in one of the spans."""
    return {
        number
        for start, end in spans
        for number in range(bisect_right(ends, start), bisect_left(starts, end))
    }
