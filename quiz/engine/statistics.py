"""What the record adds up to over days, and what wrong responses have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from quiz.engine.responses import Chosen, Rated, Response


class Retention(NamedTuple):
    """How many reviews were recalled, and how many the forgetting curve had `predicted`."""

    reviews: int
    recalled: int
    predicted: float

    @property
    def measured(self) -> float:
        """The share that was recalled, in [0, 1]; 0 without reviews."""
        return self.recalled / self.reviews if self.reviews else 0.0

    @property
    def expected(self) -> float:
        """The share that was predicted, in [0, 1]; 0 without reviews."""
        return self.predicted / self.reviews if self.reviews else 0.0


def streak(days: Iterable[str], today: str) -> int:
    """Return how many days in a row, up to today, something was answered on.

    `days` and `today` are local days, `YYYY-MM-DD`. A streak that ran until yesterday still
    counts: today isn't over.
    """
    answered = set(days)
    day = date.fromisoformat(today)
    if today not in answered:
        day -= timedelta(days=1)
    count = 0
    while day.isoformat() in answered:
        count += 1
        day -= timedelta(days=1)
    return count


def longest_streak(days: Iterable[str]) -> int:
    """Return the most days in a row that something was ever answered on."""
    longest = run = before = 0
    for number in sorted({date.fromisoformat(day).toordinal() for day in days}):
        run = run + 1 if number == before + 1 else 1
        longest = max(longest, run)
        before = number
    return longest


def monday_of(day: str) -> str:
    """Return the first day of the week that `day` is in."""
    found = date.fromisoformat(day)
    return (found - timedelta(days=min(found.weekday(), found.toordinal() - 1))).isoformat()


def shade_bounds(counts: Iterable[int]) -> tuple[int, int, int]:
    """Return the most that a day of the first, second and third of four shades has.

    The shades divide evenly what nine of ten days stay within, so that a single long day
    doesn't make all others look idle. Days with nothing are left out.
    """
    busy = sorted(count for count in counts if count > 0)
    top = max(4, busy[(len(busy) - 1) * 9 // 10]) if busy else 4
    return top // 4, top // 2, top * 3 // 4


def shade_of(count: int, bounds: Sequence[int]) -> int:
    """Return the shade of a day, 0 for none to 4 for the busiest."""
    return 1 + sum(count > bound for bound in bounds) if count > 0 else 0


def mistakes(response: Response, key: Sequence[str]) -> Iterator[Response]:
    """Yield what of a wrong response can be counted to find the mistake made most.

    Of a choice that is each option ticked that isn't in the key, of anything else the whole
    response. A card's rating tells no mistake.
    """
    match response:
        case Chosen(options):
            yield from (Chosen((option,)) for option in options if option not in key)
        case Rated():
            return
        case _:
            yield response
