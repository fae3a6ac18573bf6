"""Spaced repetition with FSRS-6: when a question is asked again. The only module that knows fsrs.

The algorithm is the one described at https://github.com/open-spaced-repetition/fsrs4anki/wiki
(“The Algorithm”, FSRS-6), as the library `fsrs` computes it. Everything is counted in whole
local days, `YYYY-MM-DD`: a question is due on a day and not at an hour, and what was answered
late at night is not early the next morning. A preview and what is then applied are one
function, so they cannot disagree.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.responses import Rated, Response

if TYPE_CHECKING:
    import fsrs

    from quiz.engine.formulas import Formulas

DEFAULT_RETENTION: Final = 0.9
"""The share of reviews that shall be remembered, unless the learner sets another."""

DEFAULT_DECAY: Final = 0.1542
"""The last of FSRS-6's default parameters: known here, since the lists need it at once and
the library, which takes its time to load, only when something is answered."""

LONGEST_INTERVAL: Final = 36_500
"""Days."""

_FUZZ: Final = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""Which share of the days between two lengths of an interval it may be longer or shorter by;
the ranges are those of Anki and fsrs."""

_LAST_DAY: Final = date.max.toordinal()

_NOW: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""When the library is told that every response is given. Only the days since the one before
count, and so far from both ends of the calendar no interval leaves it."""


class Rating(IntEnum):
    """How well something was known."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Counting(IntEnum):
    """Whether the responses of a session move the days on which their questions are due."""

    NEVER = 0
    WHEN_DUE = 1
    ALWAYS = 2


class CardState(msgspec.Struct, frozen=True, gc=False):
    """What is remembered of one question.

    `stability` is the number of days after which it is recalled with a probability of 90 %,
    `difficulty` is from 1 to 10. `first_day`, `last_day` and `due` are local days. `reviews`
    counts what was scheduled, `lapses` how often it had been forgotten by then.
    """

    stability: float
    difficulty: float
    first_day: str
    last_day: str
    due: str
    reviews: int
    lapses: int


class Course(NamedTuple):
    """When a question was first and last scheduled, how often, and how often it was forgotten."""

    first: str
    last: str
    reviews: int
    lapses: int


Review: TypeAlias = tuple[str, Rating]
"""A response that counted: its day, and how well it showed that the question was known."""


def counts(counting: Counting, state: CardState | None, day: str) -> bool:
    """Tell whether a response on `day` is to be scheduled.

    Going over something before it is due leaves the schedule alone, unless that was asked for:
    else cramming would push everything far away.
    """
    if counting is Counting.WHEN_DUE:
        return state is None or state.due <= day
    return counting is Counting.ALWAYS


class Scheduler:
    """FSRS with one learner's parameters and retention target; pure, and cheap to make."""

    def __init__(
        self, parameters: Sequence[float] = (), retention: float = DEFAULT_RETENTION
    ) -> None:
        """Without `parameters` the defaults of FSRS-6 are used.

        Raises ValueError when there aren't 21 of them or one is out of its bounds.
        """
        self.parameters = tuple(parameters)
        self.retention = retention
        if self.parameters:
            self.prepare()  # which looks at them

    def prepare(self) -> None:
        """Load the library, so that the first response doesn't have to wait for it."""
        _ = self._fsrs

    def next(
        self, state: CardState | None, rating: Rating, day: str, *, seed: str = ""
    ) -> CardState:
        """Return the state after a response on `day`; None is a question never asked before.

        The interval is varied a little, by `seed`, so that what was learned together is not
        due together for ever; with "" it isn't. A day before the last one, as after a clock
        was set back, counts as that last day.
        """
        import fsrs

        day = max(day, state.last_day) if state else day
        card, _log = self._fsrs.review_card(_card(state, day), fsrs.Rating(int(rating)), _NOW)
        course = Course(day, day, reviews=1, lapses=0)
        if state:
            lapses = state.lapses + (rating is Rating.AGAIN)
            course = Course(state.first_day, day, state.reviews + 1, lapses)
        return _state(*_told(card), seed, course)

    def replay(self, reviews: Iterable[Review], seed: str = "") -> CardState | None:
        """Return the state after many responses; None without one. `seed` is the last one's.

        It is the one that `next` comes to from one to the other, in less time: when it is due,
        which matters after the last one only, is worked out once.
        """
        import fsrs

        course, steps = _gone_through(reviews)
        ratings = {rating: fsrs.Rating(int(rating)) for rating in Rating}
        review, card = self._fsrs.review_card, fsrs.Card(card_id=0)
        for rating, elapsed in steps:
            card.last_review = _NOW - timedelta(days=elapsed)
            card, _log = review(card, ratings[rating], _NOW)
        return _state(*_told(card), seed, course) if steps else None

    def outline(self, reviews: Iterable[Review], seed: str = "") -> CardState | None:
        """Return what `replay` returns, by the formulas written out, in a fraction of its time.

        See `quiz.engine.formulas`: it is for telling what need not be looked at closely.
        """
        course, steps = _gone_through(reviews)
        if not steps:
            return None
        formulas = self._formulas
        following = formulas.next
        stability, difficulty = formulas.first[steps[0][0] - 1]
        for rating, elapsed in steps[1:]:
            stability, difficulty = following(stability, difficulty, rating, elapsed)
        interval = min(formulas.interval(stability), LONGEST_INTERVAL)
        return _state(stability, difficulty, interval, seed, course)

    def retrievability(self, state: CardState, day: str) -> float:
        """Return how likely the learner recalls it on `day`, in [0, 1].

        R = (1 + factor · t / S) ^ decay, the forgetting curve of FSRS-6, with t days since the
        last response.
        """
        decay, factor = self.curve
        elapsed = max(0, days_between(state.last_day, day))
        return float((1 + factor * elapsed / state.stability) ** decay)

    @cached_property
    def curve(self) -> tuple[float, float]:
        """The forgetting curve's decay and factor, for those who compute many points of it."""
        decay = -(self.parameters[20] if self.parameters else DEFAULT_DECAY)
        return decay, 0.9 ** (1 / decay) - 1

    @cached_property
    def _formulas(self) -> Formulas:
        from quiz.engine.formulas import Formulas

        return Formulas(self._fsrs.parameters, self.retention)

    @cached_property
    def _fsrs(self) -> fsrs.Scheduler:
        import fsrs

        more = {"parameters": self.parameters} if self.parameters else {}
        return fsrs.Scheduler(
            **more,
            desired_retention=self.retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=LONGEST_INTERVAL,
            enable_fuzzing=False,
        )


def rating_of(
    response: Response, verdict: Verdict, *, hinted: bool = False, recognised: bool = False
) -> Rating:
    """Return how well a judged response shows that its question is known.

    Right is good; right with help (a hint, pinyin, the learner's own overruling) is hard; a
    partly right response is one to be asked again. A card's rating is the learner's.
    """
    if isinstance(response, Rated):
        return Rating(response.rating)
    if verdict.outcome is not Outcome.CORRECT:
        return Rating.AGAIN
    return Rating.HARD if hinted or recognised or verdict.overruled else Rating.GOOD


def days_between(first: str, last: str) -> int:
    """Return how many days `last` is after `first`."""
    return _ordinal(last) - _ordinal(first)


def later(day: str, days: int) -> str:
    """Return the day that is so many days after `day`; the calendar ends with the year 9999."""
    return date.fromordinal(min(_ordinal(day) + days, _LAST_DAY)).isoformat()


def _card(state: CardState | None, day: str) -> fsrs.Card:
    """Return the library's card for a state, as it is on `day`."""
    import fsrs

    if state is None:
        return fsrs.Card(card_id=0)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=state.stability,
        difficulty=state.difficulty,
        last_review=_NOW - timedelta(days=days_between(state.last_day, day)),
    )


def _gone_through(reviews: Iterable[Review]) -> tuple[Course, list[tuple[Rating, int]]]:
    """Return the course of the reviews, and the rating of each with the days since the last one."""
    steps: list[tuple[Rating, int]] = []
    first = last = ""
    ordinal = lapses = 0
    again = Rating.AGAIN
    for day, rating in reviews:
        elapsed = 0
        if day > last:  # a day before the last one counts as that one
            before, ordinal = ordinal, _ordinal(day)
            first, elapsed = (first, ordinal - before) if last else (day, 0)
            last = day
        if rating is again and steps:
            lapses += 1
        steps.append((rating, elapsed))
    return Course(first, last, len(steps), lapses), steps


@lru_cache(maxsize=10_000)
def _ordinal(day: str) -> int:
    """Return the number of a day; the responses of many questions share their days."""
    return date.fromisoformat(day).toordinal()


def _told(card: fsrs.Card) -> tuple[float, float, int]:
    """Return stability, difficulty and interval, in days, after the response just given."""
    assert card.stability is not None
    assert card.difficulty is not None
    return card.stability, card.difficulty, (card.due - _NOW).days


def _state(
    stability: float, difficulty: float, interval: int, seed: str, course: Course
) -> CardState:
    """Return the state after the last response of a course, the interval varied by its seed."""
    if seed:
        interval = _fuzzed(interval, seed)
    due = later(course.last, interval)
    return CardState(
        stability, difficulty, course.first, course.last, due, course.reviews, course.lapses
    )


def _fuzzed(interval: int, seed: str) -> int:
    """Return the interval, in days, made a little longer or shorter; the seed decides how."""
    shortest, longest = _reach(interval)
    if shortest == longest:
        return interval
    return min(random.Random(seed).randint(shortest, longest), LONGEST_INTERVAL)


@lru_cache(maxsize=1000)
def _reach(interval: int) -> tuple[int, int]:
    """Return between which lengths an interval may be varied."""
    if interval < _FUZZ[0][0]:
        return interval, interval
    reach = 1.0 + sum(share * max(0.0, min(interval, high) - low) for low, high, share in _FUZZ)
    return max(2, round(interval - reach)), round(interval + reach)
