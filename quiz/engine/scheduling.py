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
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.responses import Rated, Response

if TYPE_CHECKING:
    import fsrs

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
        return self._state(
            card,
            seed,
            first=state.first_day if state else day,
            last=day,
            reviews=state.reviews + 1 if state else 1,
            lapses=(state.lapses + (rating is Rating.AGAIN)) if state else 0,
        )

    def replay(self, reviews: Iterable[tuple[str, Rating, str]]) -> CardState | None:
        """Return the state after many responses: the day, the rating and the seed of each.

        It is the one that `next` comes to from one to the other, in less time: when it is due,
        which matters after the last one only, is worked out once. None without a response.
        """
        import fsrs

        ratings = {rating: fsrs.Rating(int(rating)) for rating in Rating}
        review, card = self._fsrs.review_card, fsrs.Card(card_id=0)
        first = last = seed = ""
        count = lapses = ordinal = 0
        for day, rating, varied in reviews:
            seed = varied
            if count:
                day = max(day, last)
                lapses += rating is Rating.AGAIN
                elapsed, ordinal = ordinal, date.fromisoformat(day).toordinal()
                card.last_review = _NOW - timedelta(days=ordinal - elapsed)
            else:
                first, ordinal = day, date.fromisoformat(day).toordinal()
            card, _log = review(card, ratings[rating], _NOW)
            last = day
            count += 1
        if not count:
            return None
        return self._state(card, seed, first=first, last=last, reviews=count, lapses=lapses)

    def _state(
        self, card: fsrs.Card, seed: str, *, first: str, last: str, reviews: int, lapses: int
    ) -> CardState:
        """Return the state that the library's card shows after a response on the day `last`."""
        assert card.stability is not None
        assert card.difficulty is not None
        interval = (card.due - _NOW).days
        if seed:
            interval = _fuzzed(interval, seed)
        return CardState(
            stability=card.stability,
            difficulty=card.difficulty,
            first_day=first,
            last_day=last,
            due=later(last, interval),
            reviews=reviews,
            lapses=lapses,
        )

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
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def later(day: str, days: int) -> str:
    """Return the day that is so many days after `day`; the calendar ends with the year 9999."""
    start = date.fromisoformat(day)
    return (start + timedelta(days=min(days, (date.max - start).days))).isoformat()


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


def _fuzzed(interval: int, seed: str) -> int:
    """Return the interval, in days, made a little longer or shorter; the seed decides how."""
    if interval < _FUZZ[0][0]:
        return interval
    reach = 1.0 + sum(share * max(0.0, min(interval, high) - low) for low, high, share in _FUZZ)
    shortest, longest = max(2, round(interval - reach)), round(interval + reach)
    return min(random.Random(seed).randint(shortest, longest), LONGEST_INTERVAL)
