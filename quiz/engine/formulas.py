"""The formulas of FSRS-6 written out, for going through hundreds of thousands of responses.

What is scheduled is scheduled by the library `fsrs`, see `quiz.engine.scheduling`. These come to
the same numbers in a tenth of the time; they may differ in the last digit from a release of the
library that computes in another order, so that nothing is stored that comes from here.

The formulas and the names `w` of their parameters are those of
https://github.com/open-spaced-repetition/fsrs4anki/wiki (“The Algorithm”, FSRS-6).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import e
from typing import Final, TypeAlias

Memory: TypeAlias = tuple[float, float]
"""Stability in days, and difficulty from 1 to 10."""

_AGAIN, _HARD, _EASY = 1, 2, 4
_LEAST_STABILITY: Final = 0.001


class Formulas:
    """The formulas with one learner's 21 parameters and retention target, in [0, 1]."""

    def __init__(self, parameters: Sequence[float], retention: float) -> None:
        w = parameters
        decay = -w[20]
        factor: float = 0.9 ** (1 / decay) - 1
        difficulties = [w[4] - e ** (w[5] * (rating - 1)) + 1 for rating in (1, 2, 3, 4)]
        self.first: tuple[Memory, ...] = tuple(
            (max(stability, _LEAST_STABILITY), min(max(difficulty, 1.0), 10.0))
            for stability, difficulty in zip(w, difficulties, strict=False)
        )
        """The memory after a first response, by its rating less one."""
        self.next: Callable[[float, float, int, int], Memory]
        """`next(stability, difficulty, rating, days)` is the memory so many days later."""
        self.next = _next(w, decay, factor, difficulties[3])
        self._decay, self._factor, self._retention = decay, factor, retention

    def interval(self, stability: float) -> int:
        """Return after how many days the retention target is reached, at least one."""
        days: float = stability / self._factor * (self._retention ** (1 / self._decay) - 1)
        return max(1, round(days))


def _next(
    w: Sequence[float], decay: float, factor: float, easiest: float
) -> Callable[[float, float, int, int], Memory]:
    """Return the formulas of a further response, with all that stays the same worked out."""
    same_day = [e ** (w[17] * (rating - 3 + w[18])) for rating in (1, 2, 3, 4)]
    harder = [-(w[6] * (rating - 3)) for rating in (1, 2, 3, 4)]
    gain, forgotten = e ** w[8], e ** (w[17] * w[18])
    _, w9, w10, w11, w12, w13, w14, hard, easy = w[8:17]
    w19, reverted, kept = w[19], w[7] * easiest, 1 - w[7]

    def after(stability: float, difficulty: float, rating: int, days: int) -> Memory:
        if days < 1:
            grown = same_day[rating - 1] * stability**-w19
            grown = stability * (1.0 if grown < 1.0 and rating != _AGAIN else grown)
        else:
            recall = (1 + factor * days / stability) ** decay
            if rating == _AGAIN:
                grown = w11 * difficulty**-w12 * ((stability + 1) ** w13 - 1)
                grown = min(grown * e ** ((1 - recall) * w14), stability / forgotten)
            else:
                more = gain * (11 - difficulty) * stability**-w9 * (e ** ((1 - recall) * w10) - 1)
                if rating == _HARD:
                    more *= hard
                elif rating == _EASY:
                    more *= easy
                grown = stability * (1 + more)
        if grown < _LEAST_STABILITY:
            grown = _LEAST_STABILITY
        difficulty += (10.0 - difficulty) * harder[rating - 1] / 9.0
        difficulty = reverted + kept * difficulty
        if difficulty < 1.0 or difficulty > 10.0:
            difficulty = 1.0 if difficulty < 1.0 else 10.0
        return grown, difficulty

    return after
