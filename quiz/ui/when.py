"""Moments in words, in the learner's own time zone; the names of months and week days."""

from __future__ import annotations

from datetime import datetime

from quiz.i18n import _


def day_text(milliseconds: int) -> str:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone().strftime("%Y-%m-%d")


def moment_text(milliseconds: int) -> str:
    """Return the local day and time of a moment."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def month_name(month: int) -> str:
    """Return the short name of a month, 1 to 12."""
    return (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )[month - 1]


def weekday_name(weekday: int) -> str:
    """Return the short name of a day of the week; 0 is Monday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[weekday]
