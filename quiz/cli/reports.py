"""Lists, as lines for people and as the JSON that scripts may rely on.

In JSON, times are ISO 8601 with the local zone, scores and mastery shares in [0, 1].
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from quiz.cli.tables import table
from quiz.content.library import SetEntry
from quiz.engine.responses import decode
from quiz.i18n import _, ngettext
from quiz.store import SessionRecord
from quiz.trainer import MissedEntry, SetOverview
from quiz.visible import one_line
from quiz.wording import (
    cause_name,
    mode_name,
    origin_name,
    percent,
    points_text,
    response_text,
    sureness_name,
)

# -- sets -------------------------------------------------------------------------------------


def sets_json(overviews: Sequence[SetOverview]) -> dict[str, Any]:
    """Return what `quiz list --json` prints."""
    return {
        "sets": [
            {
                "id": overview.entry.id,
                "title": overview.entry.title,
                "file": str(overview.entry.file),
                "origin": overview.entry.origin,
                "questions": overview.entry.count,
                "due": overview.due,
                "missed": overview.missed,
                "mastery": round(overview.mastery, 4),
            }
            for overview in overviews
        ]
    }


def sets_lines(overviews: Sequence[SetOverview], folder: Path) -> list[str]:
    """Return a table of the sets and, below it, what is wrong with their files.

    `folder` is where the user's own files belong.
    """
    if not overviews:
        return [
            _("No question set was found."),
            _("Put a question file into {folder}.").format(folder=folder),
        ]
    rows = [
        (
            overview.entry.id,
            overview.entry.title,
            str(overview.entry.count),
            str(overview.due),
            str(overview.missed),
            f"{percent(overview.mastery)}%",
            origin_name(overview.entry.origin),
        )
        for overview in overviews
    ]
    head = (_("Set"), _("Title"), _("Questions"), _("Due"), _("Missed"), _("Mastery"), _("From"))
    lines = table(rows, head=head, right=(2, 3, 4, 5))
    broken = [line for overview in overviews for line in _broken(overview.entry)]
    return [*lines, *([""] if broken else []), *broken]


def _broken(entry: SetEntry) -> list[str]:
    """Return the first error of a file and how many more there are, [] for a sound one."""
    errors = [problem for problem in entry.problems if problem.severity == "error"]
    if not errors:
        return []
    first, more = errors[0], len(errors) - 1
    line = f"✗ {first.file}:{first.line}:{first.column}: {first.message}"
    if more:
        text = ngettext("and {count} more error", "and {count} more errors", more)
        line += f" ({text.format(count=more)})"
    return [one_line(line)]


def nothing_due_lines(next_due: str | None) -> list[str]:
    """Return what to say when today's review is done; `next_due` is when there is more."""
    lines = [_("Nothing is due today.")]
    if next_due is not None:
        lines.append(_("The next review is due on {day}.").format(day=next_due))
    return [*lines, _("Practising is always possible, and leaves the schedule as it is.")]


# -- the missed book --------------------------------------------------------------------------


def missed_json(missed: Sequence[MissedEntry]) -> dict[str, Any]:
    """Return what `quiz missed --list --json` prints.

    `sure` is whether the learner was sure of the last miss, null where that wasn't asked;
    `cause` is one of `engine.causes.Cause`.
    """
    return {
        "missed": [
            {
                "id": entry.record.ref.question_id,
                "set": entry.record.ref.set_id,
                "prompt": entry.prompt,
                "times_missed": entry.record.state.times_missed,
                "last_missed": _iso(entry.record.state.last_missed),
                "last_response": response_text(decode(entry.record.state.last_response)),
                "right_in_a_row": entry.record.state.right_in_a_row,
                "sure": entry.record.state.sure,
                "cause": entry.cause.value,
            }
            for entry in missed
        ]
    }


def missed_lines(missed: Sequence[MissedEntry], *, cleared: bool = False) -> list[str]:
    """Return two lines for each missed question: how often and when; what was answered, and why."""
    if not missed:
        return [_("Nothing has been cleared.") if cleared else _("The missed book is empty.")]
    rows = [
        (
            f"{entry.record.state.times_missed}×",
            _day(entry.record.state.last_missed),
            entry.record.ref.set_id,
            entry.prompt,
        )
        for entry in missed
    ]
    lines: list[str] = []
    for line, entry in zip(table(rows, right=(0,)), missed, strict=True):
        given = one_line(response_text(decode(entry.record.state.last_response)))
        why = filter(None, (cause_name(entry.cause), sureness_name(entry.record.state.sure)))
        told = [_("Last answer: {text}").format(text=given), *why]
        lines += [line, "    " + " · ".join(told)]
    return lines


# -- the record -------------------------------------------------------------------------------


def history_json(sessions: Sequence[SessionRecord]) -> dict[str, Any]:
    """Return what `quiz history --json` prints."""
    return {
        "sessions": [
            {
                "id": session.id,
                "mode": session.mode.value,
                "sets": list(session.sets),
                "started": _iso(session.started),
                "finished": None if session.finished is None else _iso(session.finished),
                "asked": session.result.asked,
                "correct": session.result.correct,
                "score": round(session.result.score, 4),
                "points": session.result.points,
                "possible": session.result.possible,
            }
            for session in sessions
        ]
    }


def history_lines(sessions: Sequence[SessionRecord]) -> list[str]:
    """Return a table of the sessions, newest first."""
    if not sessions:
        return [_("No session has been taken yet.")]
    rows = [
        (
            f"{_moment(session.started):%Y-%m-%d %H:%M}",
            mode_name(session.mode),
            f"{points_text(session.result.points)}/{points_text(session.result.possible)}",
            f"{percent(session.result.score)}%",
            _state(session),
            session.title or ", ".join(session.sets),
        )
        for session in sessions
    ]
    head = (_("Started"), _("Mode"), _("Points"), _("Score"), _("State"), _("Sets"))
    return table(rows, head=head, right=(2, 3))


def _state(session: SessionRecord) -> str:
    if session.finished is None:
        return _("not finished")
    if session.result.passed is None:
        return _("finished")
    return _("Passed") if session.result.passed else _("Not passed")


def _moment(milliseconds: int) -> datetime:
    """Return a time of the record with the local zone."""
    return datetime.fromtimestamp(milliseconds / 1000).astimezone()


def _iso(milliseconds: int) -> str:
    return _moment(milliseconds).isoformat(timespec="seconds")


def _day(milliseconds: int) -> str:
    return _moment(milliseconds).date().isoformat()
