"""Moments in words, in the learner's own time zone."""

from __future__ import annotations

from datetime import datetime


def day_text(milliseconds: int) -> str:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone().strftime("%Y-%m-%d")


def moment_text(milliseconds: int) -> str:
    """Return the local day and time of a moment."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
