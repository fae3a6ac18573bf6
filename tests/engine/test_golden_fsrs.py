"""The scheduler computes what the FSRS projects publish in their own tests, value for value.

The values and where each was published stand in `data/golden_fsrs.json`; none of them was
computed with this program.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from quiz.engine.scheduling import CardState, Rating, Scheduler, days_between, later

CLOSE = 2e-6
"""The share by which a value may differ: some projects compute in single precision,
others round every step to 8 decimals."""


class Series(msgspec.Struct):
    """Responses to one question and what was published of the state after each of them."""

    source: str
    parameters: str
    start: str
    after: list[int]
    ratings: list[Rating]
    stabilities: list[float | None]
    difficulties: list[float | None]
    intervals: list[float | None]
    note: str = ""
    given: tuple[float, float] | None = msgspec.field(name="from", default=None)


class Curve(msgspec.Struct):
    """How likely something is recalled so many days after a response, by its stability."""

    source: str
    days: list[int]
    stabilities: list[float]
    expected: list[float]


class Intervals(msgspec.Struct):
    """After how many days something of a stability of one day is due, by the retention."""

    source: str
    note: str
    retentions: list[float]
    expected: list[int]


class Golden(msgspec.Struct):
    """The file of published values."""

    about: str
    parameters: dict[str, list[float]]
    series: list[Series]
    retrievability: list[Curve]
    intervals: Intervals


GOLDEN = msgspec.json.decode(
    (Path(__file__).parent / "data" / "golden_fsrs.json").read_bytes(), type=Golden
)


def known(stability: float, difficulty: float, day: str) -> CardState:
    """Return a state of these values after a response on `day`."""
    return CardState(stability, difficulty, day, day, day, reviews=1, lapses=0)


@pytest.mark.parametrize("series", GOLDEN.series, ids=lambda series: series.source)
def test_a_published_series(series: Series) -> None:
    """Stability, difficulty and interval are those published, after every response."""
    scheduler = Scheduler(GOLDEN.parameters[series.parameters])
    day = series.start
    state = known(*series.given, day) if series.given else None
    compared = 0
    for after, rating, stability, difficulty, interval in zip(
        series.after,
        series.ratings,
        series.stabilities,
        series.difficulties,
        series.intervals,
        strict=True,
    ):
        day = later(day, after)
        state = scheduler.next(state, rating, day)
        for ours, published in (
            (state.stability, stability),
            (state.difficulty, difficulty),
            (days_between(day, state.due), interval and round(interval)),
        ):
            if published is not None:
                assert ours == pytest.approx(published, rel=CLOSE)
                compared += 1
    assert compared


@pytest.mark.parametrize("curve", GOLDEN.retrievability, ids=lambda curve: curve.source)
def test_the_published_forgetting_curve(curve: Curve) -> None:
    """The defaults forget as published."""
    for days, stability, expected in zip(
        curve.days, curve.stabilities, curve.expected, strict=True
    ):
        state = known(stability, 5.0, "2022-11-29")
        recall = Scheduler().retrievability(state, later("2022-11-29", days))
        assert recall == pytest.approx(expected, rel=CLOSE)


def test_the_published_intervals_of_other_retentions() -> None:
    """The retention target moves the due day as published."""
    parameters = list(GOLDEN.parameters["fsrs6"])
    parameters[Rating.GOOD - 1] = 1.0
    for retention, expected in zip(
        GOLDEN.intervals.retentions, GOLDEN.intervals.expected, strict=True
    ):
        state = Scheduler(parameters, retention).next(None, Rating.GOOD, "2022-11-29")
        assert days_between("2022-11-29", state.due) == expected


def test_the_defaults_are_the_published_ones() -> None:
    """Without parameters, what is computed is what the published defaults give."""
    published = Scheduler(GOLDEN.parameters["fsrs6"])
    assert Scheduler().curve == published.curve
    for rating in Rating:
        first = Scheduler().next(None, rating, "2022-11-29")
        assert first == published.next(None, rating, "2022-11-29")
        for then in Rating:
            second = Scheduler().next(first, then, "2022-12-06")
            assert second == published.next(first, then, "2022-12-06")
