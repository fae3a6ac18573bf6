"""What each day takes so that everything is known on the day of an exam.

The rule behind “N a day until DATE; M of them new”:

- As many new questions a day as usual, or more where otherwise not all would be asked by the
  day before the eve: what is missed can then be asked again. Where that alone would be more
  than a day usually asks, the eve has new ones, too.
- Every review on its day. A day asks no more than is usual for new questions and reviews
  together; what doesn't fit waits for the next day, what is longest overdue comes first.
- Where the days don't suffice like that, the plan is the one with the fewest questions a day
  that leaves nothing over, to within a hundredth, and says that this is more than usual.
- In the last days, what isn't due before the exam any more is asked ahead, what is likeliest
  forgotten by then first, spread over these days in the room that the rest leaves.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Final, TypeVar

import msgspec

from quiz.engine.scheduling import CardState, Rating, Scheduler, days_between, later

K = TypeVar("K")

LAST_DAYS: Final = 3
"""On how many days before the exam questions are asked ahead."""

_GROUPS: Final = 250
"""How many groups the questions are forecast in at most; few enough to be quick."""

_FIRST_KNOWN: Final = 0.76
"""The share of first responses that are right: those not rated “again” in the reviews behind
the default simulator of fsrs-rs (https://github.com/open-spaced-repetition/fsrs-rs)."""


class Day(msgspec.Struct, frozen=True):
    """How many questions a day is expected to ask: new ones, due ones, and ahead of their day."""

    day: str
    new: int
    due: int
    ahead: int


class Plan(msgspec.Struct, frozen=True):
    """What is to be done until an exam. `days` are those from today to its eve.

    `new_per_day` is how many new questions a day asks while there are any, `enough` whether
    no day takes more than usual.
    """

    exam_day: str
    new_per_day: int
    enough: bool
    days: tuple[Day, ...]

    @property
    def per_day(self) -> int:
        """The most that a day takes, without what is asked ahead in the room it leaves."""
        return max(day.new + day.due for day in self.days)


def plan(
    scheduler: Scheduler,
    states: Sequence[CardState],
    unseen: int,
    *,
    today: str,
    exam_day: str,
    new_per_day: int,
    reviews_per_day: int,
) -> Plan | None:
    """Return the plan for questions of which some are seen and so many `unseen`.

    `states` are those with which today begins; `new_per_day` and `reviews_per_day` are the usual
    numbers. Returns None on the day of the exam and after it: no day is left to plan. Takes some
    ten milliseconds for hundreds of questions; seconds for ten thousand that don't fit the days.
    """
    remaining = days_between(today, exam_day)
    if remaining < 1:
        return None
    usual = new_per_day + reviews_per_day
    needed = ceil(unseen / max(1, remaining - 1))
    if needed > usual:
        needed = ceil(unseen / remaining)
    pace = max(needed, new_per_day)
    days = [later(today, number) for number in range(remaining)]
    groups = _grouped(states)

    def tried(limit: int) -> list[Day] | None:
        """Return the days with at most `limit` questions each, None if something is left over."""
        forecast = _Forecast(scheduler, groups, unseen, exam_day)
        done = []
        for day in days:
            new = forecast.ask_new(day, pace)
            due = forecast.ask_due(day, limit - new)
            done.append(Day(day, new, due, forecast.ask_ahead(day, limit - new - due)))
        return done if forecast.nothing_left(days[-1]) else None

    found = tried(usual) if pace <= usual else None
    if found is not None:
        return Plan(exam_day, pace, True, tuple(found))
    too_few, limit = max(usual, pace - 1), len(states) + unseen
    while limit - too_few > max(1, limit // 100):
        middle = (too_few + limit) // 2
        too_few, limit = (middle, limit) if tried(middle) is None else (too_few, middle)
    return Plan(exam_day, pace, False, tuple(tried(limit) or ()))


def ahead(
    scheduler: Scheduler, states: Mapping[K, CardState], *, today: str, exam_day: str, room: int
) -> list[K]:
    """Return which questions to ask ahead of their day today, at most `room` of them.

    They are seen ones, not due before the exam and not asked in its LAST_DAYS days yet, those
    likeliest forgotten on the exam day first. What was answered today and isn't due before the
    exam counts as a part of today's share, so that asking twice gives no second share.
    """
    days_left = days_between(today, exam_day)
    if not 1 <= days_left <= LAST_DAYS:
        return []
    done = sum(_done(state, today, exam_day) for state in states.values())
    waiting = [key for key, state in states.items() if _waits(state, exam_day)]
    waiting.sort(key=lambda key: scheduler.retrievability(states[key], exam_day))
    return waiting[: min(room, _share(len(waiting), done, days_left))]


def _waits(state: CardState, exam_day: str) -> bool:
    """Tell whether a question is one to ask ahead."""
    return state.due >= exam_day and state.last_day < later(exam_day, -LAST_DAYS)


def _done(state: CardState, today: str, exam_day: str) -> bool:
    """Tell whether a question was answered today for the last time before the exam."""
    return state.last_day == today and state.due >= exam_day


def _share(waiting: int, done: int, days_left: int) -> int:
    """Return how many of those waiting today has to ask, with so many days left, today one."""
    return max(0, ceil((waiting + done) / days_left) - done)


def _grouped(states: Sequence[CardState]) -> list[tuple[CardState, int]]:
    """Return the states with how many questions are in each, neighbours as one where many."""
    size = ceil(len(states) / _GROUPS)
    if size <= 1:
        return [(state, 1) for state in states]
    ordered = sorted(states, key=lambda state: (state.due, state.stability))
    parts = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return [(part[len(part) // 2], len(part)) for part in parts]


class _Forecast:
    """The coming days, gone through with the outcomes that are to be expected.

    Of n questions recalled with a probability R, n · (1 − R) are taken to be missed. What that
    leaves in fractions is carried to those that follow, so that in the end as many are missed as
    expected and nothing is left to chance. What is missed is asked again when FSRS has it due.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        states: Iterable[tuple[CardState, int]],
        unseen: int,
        exam_day: str,
    ) -> None:
        """`states` are how many questions are in which."""
        self._scheduler = scheduler
        self._unseen = unseen
        self._exam_day = exam_day
        self._missed = 0.0
        self._queue = [
            (state.due, number, state, count) for number, (state, count) in enumerate(states)
        ]
        """Groups of questions in one state: due day, a number of its own, state, how many."""
        heapq.heapify(self._queue)
        self._groups = len(self._queue)

    def ask_new(self, day: str, count: int) -> int:
        """Ask so many new questions, or as many as there are, and return how many."""
        count = min(max(0, count), self._unseen)
        self._unseen -= count
        self._answer(None, count, day)
        return count

    def ask_due(self, day: str, room: int) -> int:
        """Ask what is due, longest overdue first, and return how many."""
        asked = 0
        while asked < room and self._queue and self._queue[0][0] <= day:
            _due, _number, state, count = heapq.heappop(self._queue)
            taken = min(count, room - asked)
            self._push(state, count - taken)
            self._answer(state, taken, day)
            asked += taken
        return asked

    def ask_ahead(self, day: str, room: int) -> int:
        """Ask as `ahead` would, and return how many."""
        days_left = days_between(day, self._exam_day)
        if days_left > LAST_DAYS:
            return 0
        groups = [(state, count) for _due, _number, state, count in self._queue]
        done = sum(count for state, count in groups if _done(state, day, self._exam_day))
        waiting = [group for group in groups if _waits(group[0], self._exam_day)]
        waiting.sort(key=lambda group: self._scheduler.retrievability(group[0], self._exam_day))
        share = min(room, _share(sum(count for _state, count in waiting), done, days_left))
        self._queue = [entry for entry in self._queue if not _waits(entry[2], self._exam_day)]
        heapq.heapify(self._queue)
        left = share
        for state, count in waiting:
            taken = min(count, left)
            self._push(state, count - taken)
            self._answer(state, taken, day)
            left -= taken
        return share

    def nothing_left(self, day: str) -> bool:
        """Tell whether all is seen and nothing still due by the end of `day`."""
        return not self._unseen and not (self._queue and self._queue[0][0] <= day)

    def _answer(self, state: CardState | None, count: int, day: str) -> None:
        recall = self._scheduler.retrievability(state, day) if state else _FIRST_KNOWN
        self._missed += count * (1 - recall)
        missed = min(count, int(self._missed + 1e-9))  # ten tenths are a little less than one
        self._missed -= missed
        for rating, number in ((Rating.AGAIN, missed), (Rating.GOOD, count - missed)):
            if number:
                self._push(self._scheduler.next(state, rating, day), number)

    def _push(self, state: CardState, count: int) -> None:
        if count:
            self._groups += 1
            heapq.heappush(self._queue, (state.due, self._groups, state, count))
