"""How many days in a row something was answered on."""

from __future__ import annotations

import pytest

from quiz.engine.statistics import streak


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
