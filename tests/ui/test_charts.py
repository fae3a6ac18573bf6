"""The figures drawn with characters: what they tell is told without colour."""

from __future__ import annotations

import pytest

from quiz.i18n import use_language
from quiz.ui.widgets.charts import (
    GUTTER,
    calendar,
    calendar_weeks,
    columns,
    day_names,
    marked_bar,
)

TODAY = "2025-06-04"
"""A Wednesday."""


def drawn(counts: dict[str, int], width: int = 25) -> list[str]:
    """Return the rows of a calendar, from the names of the months on, as plain text."""
    return [line.plain for line in calendar(counts, TODAY, width)]


def test_a_calendar_has_weeks_as_columns_and_ends_today() -> None:
    """Ten weeks fit; the days to come are not there yet."""
    lines = drawn({})
    assert calendar_weeks(TODAY, 25)[0] == "2025-03-31"
    assert calendar_weeks(TODAY, 25)[-1] == "2025-06-02"
    assert len(calendar_weeks(TODAY, 25)) == 10
    assert lines[1] == "Mon  " + "· " * 10
    assert lines[3] == "Wed  " + "· " * 10
    assert lines[4] == "Thu  " + "· " * 9


def test_each_shade_is_a_glyph_of_its_own() -> None:
    """From nothing to the busiest, five levels can be told apart in one colour."""
    days = ("2025-05-26", "2025-05-27", "2025-05-28", "2025-05-29")
    lines = drawn(dict(zip(days, (1, 2, 3, 4), strict=True)))
    assert [line[GUTTER + 16] for line in lines[1:8]] == ["░", "▒", "▓", "█", "·", "·", "·"]
    assert lines[-1] == "Answers a day  · 0  ░ 1  ▒ 2  ▓ 3  █ 4+"


def test_days_before_the_first_week_shade_nothing() -> None:
    """Only what is shown decides what is busy."""
    assert drawn({"2020-01-01": 5000, TODAY: 4})[3].rstrip().endswith("█")


def test_months_stand_above_the_weeks_they_begin_in() -> None:
    """In the language of the interface, and never beyond the weeks there are."""
    months = drawn({}, 45)[0]
    weeks = calendar_weeks(TODAY, 45)
    assert months.split() == ["Feb", "Mar", "Apr", "May", "Jun"]
    assert months.index("May") == GUTTER + 2 * weeks.index("2025-05-05")
    assert len(months) <= 45
    use_language("zh")
    assert drawn({}, 45)[0].split("  ")[-1].strip() == "6 月"


@pytest.mark.parametrize("width", [1, 10, 40, 52, 74, 114, 300])
def test_no_calendar_is_wider_than_its_place(width: int) -> None:
    """As many weeks as fit, at most a year's; the legend and one week are the least there is."""
    weeks = calendar_weeks(TODAY, width)
    assert 1 <= len(weeks) <= 53
    for line in calendar({TODAY: 99999}, TODAY, width)[:-1]:
        assert line.cell_length <= max(width, GUTTER + 2)


def test_columns_grow_by_eighths() -> None:
    """The highest fills its rows, the least is seen, none leaves its place free, 0 a dot."""
    lines = columns(
        [1.0, 0.5, 0.001, None, 0.0], top=1, rows=2, cell=2, names=("100%", "0%"), style=""
    )
    assert [line.plain for line in lines] == ["100% █         ", "0%   █ █ ▁   · "]


def test_columns_are_as_thick_as_there_is_room() -> None:
    """With one cell they stand side by side, with three they are two thick."""
    thin = columns([1, 1], top=1, rows=1, cell=1, names=("", ""), style="")
    thick = columns([1, 1], top=1, rows=1, cell=3, names=("", ""), style="")
    assert thin[0].plain == " " * GUTTER + "██"
    assert thick[0].plain == " " * GUTTER + "██ ██ "


@pytest.mark.parametrize(
    ("value", "mark", "bar"),
    [
        (0.5, 0.9, "━━━━━────┃"),
        (1.0, 0.9, "━━━━━━━━━┃"),
        (0.0, 0.0, "┃─────────"),
        (1.0, 1.0, "━━━━━━━━━┃"),
    ],
)
def test_a_bar_with_a_mark(value: float, mark: float, bar: str) -> None:
    """The mark is seen wherever it stands, and adds nothing to the length."""
    assert marked_bar(value, mark, 10, "$success").plain == bar


def test_every_seventh_day_is_named() -> None:
    """Below its column, by month and day."""
    days = [f"2025-06-{day:02}" for day in range(1, 16)]
    assert day_names(days, 1).plain == " " * GUTTER + "06-01  06-08  06-15"
