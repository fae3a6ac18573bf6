"""The local time. For tests and demonstrations only, QUIZ_NOW sets what it is at the start."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache

from quiz.errors import UsageError
from quiz.i18n import _


def local_now() -> datetime:
    """Return the time now, with the local zone; raises UsageError on a QUIZ_NOW that is none."""
    start = _set_time()
    now = datetime.now().astimezone()
    if start is None:
        return now
    return start + (now - _first_asked())


@cache
def _set_time() -> datetime | None:
    """Return the time that the environment sets, None without one."""
    text = os.environ.get("QUIZ_NOW")
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise UsageError(
            _("QUIZ_NOW is no time: {text}.").format(text=text),
            hint=_("Write it as 2026-01-31T08:00."),
        ) from error


@cache
def _first_asked() -> datetime:
    return datetime.now().astimezone()
