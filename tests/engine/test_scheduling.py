"""When a question is asked again: what holds beyond the published values of the formulas."""

from __future__ import annotations

import itertools
import random

import msgspec
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.responses import Judged, Rated, Typed
from quiz.engine.scheduling import (
    LONGEST_INTERVAL,
    CardState,
    Counting,
    Rating,
    Scheduler,
    counts,
    days_between,
    later,
    rating_of,
)

START = "2025-06-02"

ratings = st.sampled_from(Rating)
seeds = st.text(min_size=1, max_size=8)
histories = st.lists(st.tuples(st.integers(0, 400), ratings), max_size=8)
"""Responses: so many days after the one before, rated so."""


def after(history: list[tuple[int, Rating]], scheduler: Scheduler) -> tuple[CardState | None, str]:
    """Return the state that a history leads to, and its last day."""
    state, day = None, START
    for days, rating in history:
        day = later(day, days)
        state = scheduler.next(state, rating, day, seed=f"{days}:{rating}")
    return state, day


@given(histories, ratings, st.integers(0, 400), seeds)
def test_a_preview_is_what_is_applied(
    history: list[tuple[int, Rating]], rating: Rating, days: int, seed: str
) -> None:
    """Looking at all four ratings changes nothing, and each then gives what was shown."""
    scheduler = Scheduler()
    state, last = after(history, scheduler)
    before = msgspec.json.encode(state)
    day = later(last, days)
    shown = {choice: scheduler.next(state, choice, day, seed=seed) for choice in Rating}
    assert msgspec.json.encode(state) == before
    assert Scheduler().next(state, rating, day, seed=seed) == shown[rating]


@given(histories, ratings, st.integers(0, 400))
def test_a_state_is_sound(history: list[tuple[int, Rating]], rating: Rating, days: int) -> None:
    """Whatever happened: due from tomorrow on, counted, and within the bounds of FSRS."""
    scheduler = Scheduler()
    state, last = after(history, scheduler)
    day = later(last, days)
    new = scheduler.next(state, rating, day)
    assert 1 <= days_between(day, new.due) <= LONGEST_INTERVAL
    assert new.stability >= 0.001
    assert 1 <= new.difficulty <= 10
    assert new.last_day == day
    assert new.first_day == (state.first_day if state else day)
    assert new.reviews == len(history) + 1
    again = [given for _days, given in [*history, (days, rating)][1:]].count(Rating.AGAIN)
    assert new.lapses == again


@given(histories)
def test_a_better_rating_is_never_due_earlier(history: list[tuple[int, Rating]]) -> None:
    """Again, hard, good and easy are due in this order."""
    scheduler = Scheduler()
    state, day = after(history, scheduler)
    due = [scheduler.next(state, rating, later(day, 3)).due for rating in Rating]
    assert due == sorted(due)


@given(histories, ratings, seeds)
def test_the_interval_varies_within_bounds(
    history: list[tuple[int, Rating]], rating: Rating, seed: str
) -> None:
    """What varies is the due day alone: by a day and 15, 10 and 5 % of its parts at most."""
    scheduler = Scheduler()
    state, last = after(history, scheduler)
    day = later(last, 5)
    exact = scheduler.next(state, rating, day)
    varied = scheduler.next(state, rating, day, seed=seed)
    assert msgspec.structs.replace(varied, due=exact.due) == exact
    interval, moved = days_between(day, exact.due), days_between(day, varied.due)
    if interval < 3:
        assert moved == interval
    reach = (
        1
        + 0.15 * max(0.0, min(interval, 7) - 2.5)
        + 0.1 * max(0.0, min(interval, 20) - 7)
        + 0.05 * max(0, interval - 20)
    )
    assert abs(moved - interval) <= reach + 0.5
    assert min(interval, 2) <= moved <= LONGEST_INTERVAL


def test_the_interval_varies_by_its_seed() -> None:
    """A seed always gives the same day; many seeds spread what was learned together."""
    scheduler = Scheduler()
    state = scheduler.next(None, Rating.EASY, START)
    days = [scheduler.next(state, Rating.GOOD, state.due, seed=f"{n}:1").due for n in range(200)]
    again = [Scheduler().next(state, Rating.GOOD, state.due, seed=f"{n}:1").due for n in range(200)]
    assert days == again
    exact = scheduler.next(state, Rating.GOOD, state.due).due
    assert min(days) < exact < max(days)
    assert len(set(days)) == days_between(min(days), max(days)) + 1


def test_a_clock_set_back_counts_as_the_last_day() -> None:
    """A response dated before the last one is neither an error nor a negative interval."""
    scheduler = Scheduler()
    state = scheduler.next(None, Rating.GOOD, START)
    back = scheduler.next(state, Rating.GOOD, "2025-05-20")
    assert back == scheduler.next(state, Rating.GOOD, START)
    assert back.last_day == START
    assert back.due > START
    assert scheduler.retrievability(state, "2025-05-20") == 1.0


def test_a_second_response_on_one_day() -> None:
    """It counts as a step of the same day: right adds no more than a wait would, wrong takes."""
    scheduler = Scheduler()
    first = scheduler.next(None, Rating.GOOD, START)
    right, wrong = (scheduler.next(first, rating, START) for rating in (Rating.GOOD, Rating.AGAIN))
    waited = scheduler.next(first, Rating.GOOD, first.due)
    assert wrong.stability < first.stability <= right.stability < waited.stability
    assert wrong.difficulty > first.difficulty
    assert (right.reviews, right.first_day, right.last_day) == (2, START, START)


def test_what_is_overdue_and_known_grows_more() -> None:
    """Recalling what was likely forgotten shows more than recalling it in time."""
    scheduler = Scheduler()
    state = scheduler.next(None, Rating.GOOD, START)
    in_time = scheduler.next(state, Rating.GOOD, state.due)
    late = scheduler.next(state, Rating.GOOD, later(state.due, 30))
    assert late.stability > in_time.stability


def test_retrievability_falls_from_one_through_the_target() -> None:
    """It is 1 on the day, 90 % after the stability, and only falls."""
    scheduler = Scheduler()
    state = CardState(10.0, 5.0, START, START, START, reviews=1, lapses=0)
    recalls = [scheduler.retrievability(state, later(START, days)) for days in range(60)]
    assert recalls[0] == 1.0
    assert recalls[10] == pytest.approx(0.9)
    assert recalls == sorted(recalls, reverse=True)


def test_a_stricter_target_is_due_sooner() -> None:
    """The retention target moves the due day, and nothing else of the state."""
    loose, strict = (Scheduler(retention=target) for target in (0.8, 0.95))
    first = loose.next(None, Rating.EASY, START), strict.next(None, Rating.EASY, START)
    assert first[0].due > first[1].due
    assert first[0].stability == first[1].stability


@pytest.mark.parametrize(
    "parameters", [(1.0,) * 20, (1.0,) * 22, (-1.0,) * 21], ids=["too few", "too many", "outside"]
)
def test_unusable_parameters_are_refused(parameters: tuple[float, ...]) -> None:
    """A wrong number of them or a value out of bounds is an error at once, not at a review."""
    with pytest.raises(ValueError, match="parameter"):
        Scheduler(parameters)


def test_the_calendar_ends_without_an_error() -> None:
    """No due day is after 9999-12-31."""
    state = CardState(1e6, 1.0, START, START, START, reviews=9, lapses=0)
    new = Scheduler(retention=0.7).next(state, Rating.EASY, "9990-01-01", seed="x")
    assert new.due == "9999-12-31"


RIGHT, WRONG = Verdict(Outcome.CORRECT, 1.0), Verdict(Outcome.WRONG, 0.0)
OVERRULED = Verdict(Outcome.CORRECT, 1.0, overruled=True)


@pytest.mark.parametrize(
    ("verdict", "hinted", "recognised", "rating"),
    [
        (RIGHT, False, False, Rating.GOOD),
        (RIGHT, True, False, Rating.HARD),
        (RIGHT, False, True, Rating.HARD),
        (OVERRULED, False, False, Rating.HARD),
        (WRONG, False, False, Rating.AGAIN),
        (WRONG, True, True, Rating.AGAIN),
        (Verdict(Outcome.PARTLY, 0.5), False, False, Rating.AGAIN),
    ],
)
def test_how_a_response_is_rated(
    verdict: Verdict, hinted: bool, recognised: bool, rating: Rating
) -> None:
    """Right is good, right with help is hard, anything else is to be asked again."""
    assert rating_of(Typed(("忠",)), verdict, hinted=hinted, recognised=recognised) is rating


@pytest.mark.parametrize("rating", list(Rating))
def test_a_card_is_rated_by_the_learner(rating: Rating) -> None:
    """The rating of a card is taken as it is, whatever the verdict and the help."""
    verdict = WRONG if rating is Rating.AGAIN else RIGHT
    assert rating_of(Rated(rating), verdict, hinted=True) is rating


@pytest.mark.parametrize(
    ("counting", "due", "counted"),
    [
        (Counting.NEVER, START, False),
        (Counting.ALWAYS, "2025-07-01", True),
        (Counting.WHEN_DUE, "2025-06-01", True),
        (Counting.WHEN_DUE, START, True),
        (Counting.WHEN_DUE, "2025-06-03", False),
    ],
)
def test_whether_a_response_counts(counting: Counting, due: str, counted: bool) -> None:
    """Before its due day a question is scheduled only where that was asked for."""
    state = CardState(3.0, 5.0, "2025-05-30", "2025-05-30", due, reviews=1, lapses=0)
    assert counts(counting, state, START) is counted


def test_what_is_new_counts_where_due_ones_do() -> None:
    """A first response has no due day to wait for."""
    assert counts(Counting.WHEN_DUE, None, START)
    assert counts(Counting.ALWAYS, None, START)
    assert not counts(Counting.NEVER, None, START)


def test_a_plain_response_needs_no_rating() -> None:
    """What isn't a card is rated by its verdict alone."""
    assert rating_of(Judged(True), RIGHT) is Rating.GOOD


def test_the_formulas_are_those_of_the_library_with_any_parameters() -> None:
    """To the last digit."""
    chance = random.Random(5)
    for _learner in range(200):
        bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        scheduler = Scheduler([chance.uniform(low, high) for low, high in bounds], 0.85)
        days = itertools.accumulate(chance.choice((0, 1, 3, 30, 400)) for _review in range(12))
        reviews = [(later("2020-01-01", day), chance.choice(list(Rating))) for day in days]
        assert scheduler.outline(reviews, "1:1") == scheduler.replay(reviews, "1:1")


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.sampled_from(Rating), st.sampled_from(["", "a", "b:1"])),
        max_size=12,
    )
)
def test_a_replay_comes_to_what_each_step_came_to(steps: list[tuple[int, Rating, str]]) -> None:
    """To the last digit, whatever the days: also when the clock was set back between two."""
    scheduler = Scheduler()
    reviews = [(later("2020-01-01", days), rating, seed) for days, rating, seed in steps]
    state = None
    for day, rating, seed in reviews:
        state = scheduler.next(state, rating, day, seed=seed)
    given = [(day, rating) for day, rating, _seed in reviews]
    last_seed = reviews[-1][2] if reviews else ""
    assert scheduler.replay(given, last_seed) == state
    assert scheduler.outline(given, last_seed) == state
