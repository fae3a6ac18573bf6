"""What the statistics screen shows of each of its parts, as lines fitted to the room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from quiz.engine.statistics import monday_of
from quiz.i18n import _, ngettext
from quiz.statistics import Hard, Known, Mastery, Summary
from quiz.store import DayRecord
from quiz.ui.content_text import MUTED, fitted, line_of, wrapped
from quiz.ui.widgets.bars import bar
from quiz.ui.widgets.charts import (
    GUTTER,
    WEEK,
    calendar,
    calendar_weeks,
    columns,
    day_names,
    marked_bar,
)
from quiz.wording import percent, response_text, retention_text

_WEAKEST = 100
"""Tags shown; the rest are in `quiz stats --json`."""

_WIDE = 70
"""Cells from which on a line has room for everything."""

_NAME = 24
"""The most cells that the name of a set or tag takes where lines are narrow."""


def days_lines(summary: Summary, width: int, height: int) -> list[Content]:
    """Return the calendar of the days, and below its weeks how much was right in them."""
    totals = summary.totals
    counts = {day.day: day.responses for day in totals.days}
    weeks = summary.weeks()
    shown = [weeks.get(monday) for monday in calendar_weeks(summary.today, width)]
    return [
        *_told(width, _running(summary), style="bold"),
        *_told(width, _totals(summary, counts.get(summary.today, 0))),
        Content(""),
        *calendar(counts, summary.today, width),
        Content(""),
        *_heading(_("Right by week"), _latest(weeks, summary.today), width),
        *columns(
            [week.correct / week.responses if week else None for week in shown],
            top=1.0,
            rows=max(3, min(8, height - 14)),
            cell=WEEK,
            names=("100%", "0%"),
            style="$primary",
        ),
    ]


def memory_lines(summary: Summary, width: int, height: int) -> list[Content]:
    """Return how many reviews were recalled and how many should have been, then what is due."""
    rows = max(4, min(8, (height - 7) // 2))
    weeks = max(3, min(12, height - 7 - rows))
    return [
        *_retention_lines(summary, width, weeks=weeks),
        Content(""),
        *_due_lines(summary, width, rows=rows),
    ]


def mastery_lines(mastery: Mastery, width: int) -> list[Content]:
    """Return how much is known of each set and of each tag."""
    weakest = mastery.tags[:_WEAKEST]
    size = _name_cells([*mastery.sets, *weakest], width)
    lines = [
        *_heading(_("By set"), _("likely known today · seen of all"), width),
        *(_known_line(known, size, width) for known in mastery.sets),
    ]
    if weakest:
        lines += [
            Content(""),
            *_heading(_("By tag"), _("the least known first"), width),
            *(_known_line(known, size, width) for known in weakest),
        ]
    left = len(mastery.tags) - len(weakest)
    if left:
        more = ngettext("and {count} more tag", "and {count} more tags", left)
        lines.append(Content.styled(more.format(count=left), MUTED))
    return lines


def hard_line(hard: Hard, width: int) -> Content:
    """Return two lines on a hard question: what it asks, and what was mostly answered."""
    tally = hard.tally
    share = f"{percent(tally.correct / tally.responses)}%"
    asked = Content.assemble((f"{share:>4}  ", "$text-error"), line_of(tally.prompt))
    right = _("{correct} of {count} right").format(correct=tally.correct, count=tally.responses)
    told = Content.styled(f"      {right}", MUTED)
    if hard.mistake:
        response, times = hard.mistake
        told += Content.assemble((f" · {times}× ", MUTED), line_of(response_text(response)))
    difficulty = Content("")
    if tally.difficulty is not None and width >= _WIDE:
        text = _("difficulty {value}").format(value=f"{tally.difficulty:.1f}")
        difficulty = Content.styled(f"  {text}", MUTED)
    return Content.assemble(
        fitted(asked, width), "\n", fitted(told, width - difficulty.cell_length), difficulty
    )


# -- within -----------------------------------------------------------------------------------


def _running(summary: Summary) -> list[str]:
    current, longest, days = summary.streak, summary.longest_streak, len(summary.totals.days)
    return [
        ngettext("{count} day in a row", "{count} days in a row", current).format(count=current),
        ngettext("longest {count} day", "longest {count} days", longest).format(count=longest),
        ngettext("{count} day in all", "{count} days in all", days).format(count=days),
    ]


def _totals(summary: Summary, today: int) -> list[str]:
    totals = summary.totals
    share = percent(totals.correct / totals.responses)
    return [
        ngettext("{count} answer", "{count} answers", totals.responses).format(
            count=totals.responses
        ),
        _("{share}% right").format(share=share),
        ngettext("{count} session", "{count} sessions", totals.sessions).format(
            count=totals.sessions
        ),
        _("{count} today").format(count=today),
    ]


def _latest(weeks: dict[str, DayRecord], today: str) -> str:
    week = weeks.get(monday_of(today))
    if week is None:
        return ""
    return _("this week {share}% of {count}").format(
        share=percent(week.correct / week.responses), count=week.responses
    )


def _retention_lines(summary: Summary, width: int, *, weeks: int) -> Iterator[Content]:
    yield from _heading(_("Remembered in reviews"), _("by week · ┃ predicted"), width)
    recent, ever = summary.retained_recently(), summary.retained()
    if not ever.reviews:
        text = _("No review yet. What was learned on one day is measured on a later one.")
        yield from wrapped(Content.styled(text, MUTED), width)
        return
    for name, found in ((_("Last 30 days"), recent), (_("All time"), ever)):
        if found.reviews:
            told = Content.assemble((f"{name}  ", MUTED), retention_text(found))
            yield from wrapped(told, width)
    size = 30 if width >= _WIDE else 14
    for monday, found in [*summary.retained_by_week().items()][-weeks:]:
        compared = _("{measured}% of {count}, predicted {predicted}%").format(
            measured=f"{percent(found.measured):>3}",
            count=found.reviews,
            predicted=percent(found.expected),
        )
        line = Content.assemble(
            (f"{monday[5:]}  ", MUTED),
            marked_bar(found.measured, found.expected, size, "$success"),
            f"  {compared}",
        )
        yield fitted(line, width)


def _due_lines(summary: Summary, width: int, *, rows: int) -> Iterator[Content]:
    ahead = summary.due_ahead()
    counts = [count for _day, count in ahead]
    told = _("{today} today · {week} in 7 days · {all} in all").format(
        today=counts[0], week=sum(counts[:7]), all=sum(counts)
    )
    yield from _heading(_("Due in the next 30 days"), told, width)
    most = max(counts)
    if not most:
        yield Content.styled(_("Nothing falls due."), MUTED)
        return
    cell = max(1, min(4, (width - GUTTER) // len(ahead)))
    yield from columns(
        [count or None for count in counts],
        top=most,
        rows=rows,
        cell=cell,
        names=(str(most), ""),
        style="$warning",
    )
    yield day_names([day for day, _count in ahead], cell)


def _known_line(known: Known, size: int, width: int) -> Content:
    tail = f" {percent(known.mastery):>3}%  {f'{known.seen}/{known.questions}':>9}"
    room = max(4, min(40, width - size - 2 - len(tail)))
    return Content.assemble(
        fitted(line_of(known.title), size),
        "  ",
        bar(known.mastery, room, "$success"),
        (tail, ""),
    )


def _name_cells(known: Sequence[Known], width: int) -> int:
    """Return the width of the column of names: what they need, at most half of a line."""
    needed = max((line_of(one.title).cell_length for one in known), default=0)
    return min(needed, max(_NAME, width // 2))


def _heading(text: str, told: str, width: int) -> list[Content]:
    """Return a heading with something told at its right, or below it where room is short."""
    head = Content.styled(text, "$primary bold")
    right = Content.styled(told, MUTED)
    room = width - right.cell_length
    if room <= head.cell_length:
        return [head, *wrapped(right, width)]
    return [fitted(head, room) + right]


def _told(width: int, parts: Sequence[str], style: str = "") -> list[Content]:
    return wrapped(Content.styled(" · ".join(parts), style), width)
