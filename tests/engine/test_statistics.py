"""Days in a row, weeks, shades of a calendar, and what counts as a mistake."""

from __future__ import annotations

import pytest

from quiz.engine.responses import Chosen, Rated, Typed
from quiz.engine.statistics import (
    longest_streak,
    mistakes,
    monday_of,
    shade_bounds,
    shade_of,
    streak,
)


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ([], 0),
        (["2025-03-01"], 1),
        (["2025-02-28", "2025-03-01"], 2),
        (["2025-02-27", "2025-02-28"], 2),
        (["2025-02-26", "2025-02-27"], 0),
        (["2025-02-26", "2025-02-28", "2025-03-01"], 2),
        (["2025-03-01", "2025-03-02"], 1),
    ],
)
def test_streak(days: list[str], count: int) -> None:
    """It runs back from today, or from yesterday as long as today isn't over."""
    assert streak(days, "2025-03-01") == count


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ([], 0),
        (["2025-03-01"], 1),
        (["2025-02-28", "2025-03-01", "2025-03-01"], 2),
        (["2025-03-01", "2024-12-31", "2025-01-01", "2025-01-02", "2025-03-02"], 3),
    ],
)
def test_longest_streak(days: list[str], count: int) -> None:
    """The longest run counts, whenever it was, in whatever order the days are named."""
    assert longest_streak(days) == count


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        ("2025-06-02", "2025-06-02"),
        ("2025-06-08", "2025-06-02"),
        ("2025-01-01", "2024-12-30"),
        ("0001-01-03", "0001-01-01"),
    ],
)
def test_weeks_begin_on_monday(day: str, monday: str) -> None:
    """Across the end of a year, too; the calendar's first week has its Monday."""
    assert monday_of(day) == monday


def test_a_single_long_day_leaves_the_others_their_shades() -> None:
    """Ten even days and one of a thousand answers: the even ones are not all the faintest."""
    bounds = shade_bounds([40] * 10 + [1000])
    assert bounds == (10, 20, 30)
    assert [shade_of(count, bounds) for count in (0, 1, 10, 11, 20, 21, 30, 31, 1000)] == [
        *(0, 1, 1, 2, 2, 3, 3, 4, 4),
    ]


def test_few_answers_have_shades_of_their_own() -> None:
    """With one to four answers a day, each number is a shade."""
    bounds = shade_bounds([1, 2])
    assert [shade_of(count, bounds) for count in range(5)] == [0, 1, 2, 3, 4]
    assert shade_bounds([]) == bounds


def test_what_counts_as_a_mistake() -> None:
    """Of a choice each wrong option, of a rating nothing, of anything else the whole of it."""
    wrong = Chosen(("a", "b", "c"))
    assert list(mistakes(wrong, ("b",))) == [Chosen(("a",)), Chosen(("c",))]
    assert list(mistakes(Chosen(("b",)), ("a", "b"))) == []
    assert list(mistakes(Typed(("x", "y")), ("x", "z"))) == [Typed(("x", "y"))]
    assert list(mistakes(Rated(1), ("back",))) == []
