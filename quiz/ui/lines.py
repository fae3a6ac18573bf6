"""The lines of Home's list, each fitted to the width it has."""

from __future__ import annotations

from textual.content import Content

from quiz.content.problems import Problem
from quiz.exams import Exam, plan_words
from quiz.i18n import _, language
from quiz.review import ReviewCounts
from quiz.store import UnfinishedSession
from quiz.trainer import SetOverview
from quiz.ui.base import session_title
from quiz.ui.content_text import fitted, line_of
from quiz.ui.when import moment_text
from quiz.ui.widgets.bars import bar
from quiz.visible import visible
from quiz.wording import mode_name, origin_name

_WIDE = 70
"""Cells from which on a line has room for everything."""

_BAR = 10
"""Cells of the bar of what is known, where there is room."""


def _numbers(count: Content, due: Content, missed: Content) -> Content:
    """Return the columns of numbers, each as wide as its name; three digits always fit."""
    cells = zip((count, due, missed), (_("Questions"), _("Due"), _("Missed")), strict=True)
    return Content("").join(
        fitted(content, max(6, Content(name).cell_length + 2), right=True)
        for content, name in cells
    )


def set_line(overview: SetOverview, width: int) -> Content:
    """Return a set with its questions, those due and missed, and how much of it is known."""
    entry = overview.entry
    due = f"◷ {overview.due}" if overview.due else ""
    missed = f"✗ {overview.missed}" if overview.missed else ""
    tail = Content.assemble(
        _numbers(
            Content.styled(str(entry.count), "$foreground 60%"),
            Content.styled(due, "$text-warning"),
            Content.styled(missed, "$text-error"),
        ),
        "  ",
        bar(overview.mastery, _BAR if width >= _WIDE else 4, "$success"),
        f" {overview.mastery:>4.0%}",
    )
    title = line_of(entry.title)
    if width >= _WIDE and entry.origin != "package":
        title = title + Content.styled(f"  {origin_name(entry.origin)}", "$foreground 60%")
    return fitted(title, width - tail.cell_length) + tail


def review_line(counts: ReviewCounts, next_due: str | None, width: int) -> Content:
    """Return today's review: how much there is to do, or when there will be something."""
    if counts.total:
        due = _("{count} due").format(count=counts.due) if counts.due else ""
        new = _("{count} new").format(count=counts.new) if counts.new else ""
        ahead = _("{count} ahead").format(count=counts.ahead) if counts.ahead else ""
        told = Content.styled("  " + " · ".join(filter(None, (due, new, ahead))), "$text-warning")
    else:
        done = _("done for today")
        if next_due is not None:
            done += " · " + _("next on {day}").format(day=next_due)
        told = Content.styled(f"  ✓ {done}", "$foreground 60%")
    head = Content.assemble(("◷ ", "$accent bold"), (_("Review"), "bold"))
    return fitted(head + told, width)


def dated_line(exam: Exam, usual: int, width: int) -> Content:
    """Return an exam that is dated: what it is on, and what the days until then take."""
    planned = exam.plan
    style = "$foreground 60%" if planned and planned.enough else "$text-error"
    words = plan_words(planned, usual)[-1]
    if planned and width < _WIDE:
        short = _("{count} a day until {day}") if planned.enough else _("{count} a day: too many")
        words = short.format(count=planned.per_day, day=planned.exam_day)
    told = Content.styled(f"  {words}", style)
    head = Content.assemble(("⚑ ", "$accent bold"), line_of(exam.title, "bold"))
    room = max(12, min(head.cell_length, width - told.cell_length))
    return fitted(fitted(head, room) + told, width)


def exam_line(width: int) -> Content:
    """Return the offer of a mock exam over everything."""
    return fitted(
        Content.assemble(
            ("★ ", "$accent bold"),
            (_("Mock exam"), "bold"),
            ("  " + _("drawn from all parts in proportion"), "$foreground 60%"),
        ),
        width,
    )


def heading_line(width: int) -> Content:
    """Return the names of the columns that `_set_line` fills."""
    tail = Content.assemble(
        _numbers(Content(_("Questions")), Content(_("Due")), Content(_("Missed"))),
        "  ",
        fitted(Content(_("Mastery")), (_BAR if width >= _WIDE else 4) + 5),
    )
    line = fitted(Content(_("Question sets")), width - tail.cell_length) + tail
    return line.stylize("$foreground 60%")


def unfinished_line(session: UnfinishedSession, width: int) -> Content:
    """Return an unfinished session and where it stands."""
    tail = Content.assemble(
        (f"{session.position + 1}/{session.total}", "$foreground 60%"),
        (f"   {moment_text(session.started)}", "$foreground 60%"),
    )
    head = Content.assemble(
        ("▶ ", "$accent bold"),
        (_("Resume") + ("：" if language() == "zh" else ": "), "bold"),
        session_title(session.title),
        (f"  {mode_name(session.mode)}", "$foreground 60%"),
    )
    return fitted(head, width - tail.cell_length - 1) + " " + tail


def problem_line(problem: Problem, width: int) -> Content:
    """Return what is wrong with a file that was left out."""
    name = problem.file.replace("\\", "/").rsplit("/", 1)[-1]
    text = Content.assemble(
        ("! ", "$text-error bold"),
        (f"{visible(name)}:{problem.line}  ", "$text-warning"),
        line_of(problem.message),
    )
    return fitted(text, width)
