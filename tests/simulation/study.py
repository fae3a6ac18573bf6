"""The same learner studies in each of the ways, with as many responses every day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from quiz.engine.scheduling import later
from tests.simulation.learner import Learner
from tests.simulation.strategies import Ask, InOrder, MissedBook, Review

START = "2025-01-01"
SURE = 0.9
"""From which true probability of recall on a question counts as known."""

Way: TypeAlias = Callable[[int, str, Ask], int]
"""Takes the day of a number (from 0) and a date, and returns how many responses it had."""


@dataclass(frozen=True)
class Knowledge:
    """What is known of all questions: the mean probability of recall, and the share known."""

    recall: float
    known: float


@dataclass(frozen=True)
class Outcome:
    """What came of studying in one way: responses a day on average, what was known when."""

    way: str
    per_day: float
    half_way: Knowledge
    at_the_end: Knowledge


def study(
    parameters: tuple[float, ...], questions: int, days: int, seed: int, *, exam: bool = False
) -> list[Outcome]:
    """Return what came of each way for a learner with such a memory.

    The review decides how many responses each day has, and the other ways get as many. What is
    known is taken on the morning after half of the days and after all, which with `exam` is the
    day of an exam that the review knows of.
    """
    last = later(START, days)
    review = Review(questions, last if exam else "")
    counts: list[int] = []

    def reviewed(number: int, day: str, ask: Ask) -> int:
        counts.append(review.day(number, day, ask))
        return counts[-1]

    in_order = InOrder(questions)
    book = MissedBook(questions, goes_on=False)
    book_and_sets = MissedBook(questions, goes_on=True)
    ways: dict[str, Way] = {
        "review": reviewed,
        "sets in order": lambda number, _day, ask: in_order.day(counts[number], ask),
        "missed book": lambda number, _day, ask: book.day(number, counts[number], ask),
        "missed book, then sets": lambda number, _day, ask: book_and_sets.day(
            number, counts[number], ask
        ),
    }
    return [
        followed(name, way, Learner(parameters, questions, seed), days)
        for name, way in ways.items()
    ]


def followed(name: str, way: Way, learner: Learner, days: int) -> Outcome:
    """Return what comes of following one way for so many days."""
    responses, half_way = 0, Knowledge(0.0, 0.0)
    for number in range(days):
        day = later(START, number)
        if number == days // 2:
            half_way = knowledge(learner, day)
        responses += way(number, day, partial(learner.answer, day=day))
    return Outcome(name, responses / days, half_way, knowledge(learner, later(START, days)))


def knowledge(learner: Learner, day: str) -> Knowledge:
    """Return what a learner knows on the morning of a day."""
    recalls = [learner.recall(question, day) for question in range(learner.questions)]
    known = sum(recall >= SURE for recall in recalls)
    return Knowledge(sum(recalls) / len(recalls), known / len(recalls))
