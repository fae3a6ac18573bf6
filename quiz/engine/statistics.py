"""What the record adds up to over days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta


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
