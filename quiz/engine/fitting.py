"""FSRS parameters fitted to the learner's own reviews, and whether they predict these better.

The fitting itself is that of the FSRS project (https://github.com/open-spaced-repetition/fsrs-rs),
by the extra `optimize`, which is imported when something is fitted and not before. It takes
milliseconds; what takes longer is to judge it, for which the questions are dealt into parts and
each part is predicted with parameters fitted to the others, so that no review is predicted by
parameters that have seen it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import log, sqrt
from operator import sub
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from quiz.engine.scheduling import Rating, Scheduler, days_between
from quiz.errors import QuizError
from quiz.i18n import _

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem

LEAST_REVIEWS: Final = 400
"""From how many reviews on something is fitted; as many as Anki 24.04 asked for. From fewer,
what is particular to the learner can't be told from chance."""

_PARTS: Final = 5
_SUREST: Final = 0.9999
"""No prediction counts as surer than this, so that one miss can't outweigh everything."""

History: TypeAlias = Sequence[tuple[str, Rating]]
"""The scheduled responses to one question: local days, `YYYY-MM-DD`, in the order they came."""


class Fit(msgspec.Struct, frozen=True):
    """What was fitted, and how well it predicts.

    `reviews` is the number of reviews used. `loss_before` and `loss_after` are the log losses
    over all of them, of the present parameters and of parameters fitted without the review that
    they predict: −ln of the probability that was given to what happened, on average. Less is
    better, 0 is perfect. `chance` is the standard error of their difference.
    """

    parameters: tuple[float, ...]
    reviews: int
    loss_before: float
    loss_after: float
    chance: float

    @property
    def better(self) -> bool:
        """Whether fitted parameters predict better than the present ones by more than chance.

        Without that margin one in ten simulated learners whom the present ones suit exactly was
        given worse ones.
        """
        return self.loss_before - self.loss_after > self.chance


def fit(
    histories: Sequence[History],
    present: Scheduler,
    progress: Callable[[int, int], None] | None = None,
) -> Fit:
    """Return parameters fitted to the responses to all questions, one history a question.

    `progress` is told how many steps of how many are done; what it raises ends the fitting.
    The same input gives the same output. Raises QuizError when there are fewer than
    LEAST_REVIEWS reviews or the extra isn't installed.
    """
    reviews = count_reviews(histories)
    if reviews < LEAST_REVIEWS:
        raise QuizError(
            _("Parameters are fitted from {least} reviews on; there are {count} so far.").format(
                least=LEAST_REVIEWS, count=reviews
            ),
            hint=_("A review is a response to what was learned on an earlier day."),
        )
    before: list[float] = []
    after: list[float] = []
    tell = progress or (lambda _done, _total: None)
    for part in range(_PARTS):
        held_out = histories[part::_PARTS]
        rest = [history for i, history in enumerate(histories) if i % _PARTS != part]
        before += _losses(held_out, present)
        after += _losses(held_out, Scheduler(_fitted(rest)))
        tell(part + 1, _PARTS + 1)
    parameters = _fitted(histories)
    tell(_PARTS + 1, _PARTS + 1)
    chance = stdev(map(sub, before, after)) / sqrt(reviews)
    return Fit(parameters, reviews, fmean(before), fmean(after), chance)


def count_reviews(histories: Sequence[History]) -> int:
    """Return how many responses show whether something was remembered from an earlier day."""
    return sum(later for history in histories for *_rest, later in _spaced(history))


def _spaced(history: History) -> Iterator[tuple[str, Rating, bool]]:
    """Yield the responses, and whether each came on a later day than all before.

    A day before the last one, as after a clock was set back, counts as that last day.
    """
    last = ""
    for given, rating in history:
        day = max(given, last)
        yield day, rating, bool(last) and day > last
        last = day


def _losses(histories: Sequence[History], scheduler: Scheduler) -> list[float]:
    """Return −ln of the probability that was given to what happened, for each review."""
    losses = []
    for history in histories:
        state = None
        for day, rating, later in _spaced(history):
            if state is not None and later:
                recall = min(max(scheduler.retrievability(state, day), 1 - _SUREST), _SUREST)
                losses.append(-log(1 - recall if rating is Rating.AGAIN else recall))
            state = scheduler.next(state, rating, day)
    return losses


def _fitted(histories: Sequence[History]) -> tuple[float, ...]:
    """Return the parameters that the optimiser finds.

    They are rounded as FSRS parameters are published, which also takes the single precision
    of the optimiser off values that stand on a bound.
    """
    try:
        import fsrs_rs_python as optimiser
    except ImportError as error:
        raise QuizError(
            _("Fitting takes a library that isn't installed."),
            hint=_("Install it: {command}").format(command='pip install "fsrs-rs-python>=0.9,<1"'),
        ) from error
    model = optimiser.FSRS(optimiser.DEFAULT_PARAMETERS)
    return tuple(round(value, 4) for value in model.compute_parameters(_items(histories)))


def _items(histories: Sequence[History]) -> list[FSRSItem]:
    """Return what the optimiser learns from: for each review, it and all responses before.

    They are in the order of the days, because it gives more weight to what comes later.
    """
    from fsrs_rs_python import FSRSItem, FSRSReview

    items: list[tuple[str, FSRSItem]] = []
    for history in histories:
        responses: list[FSRSReview] = []
        last = ""
        for day, rating, later in _spaced(history):
            responses.append(FSRSReview(int(rating), days_between(last, day) if later else 0))
            last = day
            if later:
                items.append((day, FSRSItem(responses)))
    return [item for _day, item in sorted(items, key=lambda entry: entry[0])]
