"""What the missed book shows of a question: its line, and all that is to be told of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quiz.engine.causes import cause_of
from quiz.i18n import _, ngettext
from quiz.store import ResponseRecord
from quiz.trainer import MissedEntry
from quiz.ui.content_text import MUTED, fitted, line_of, plain
from quiz.ui.when import day_text, moment_text
from quiz.wording import cause_name, key_text, response_text, sureness_name

MARK_CELLS = 3
"""Cells at the beginning of a line that show whether it is marked."""


def missed_line(entry: MissedEntry, width: int, *, marked: bool) -> Content:
    """Return the line of a question: marked or not, how often missed, right since, its prompt.

    An exclamation mark stands before what the learner was sure of.
    """
    state = entry.record.state
    head = Content.assemble(
        ("■ " if marked else "□ ", "$accent bold" if marked else "$foreground 30%"),
        (f"✗{state.times_missed:<3}", "$text-error"),
        (f"✓{state.right_in_a_row} ", "$text-success"),
        ("! " if state.sure else "  ", "$text-warning bold"),
    )
    text = line_of(entry.prompt, "" if entry.question else f"{MUTED} strike")
    return head + fitted(text, width - head.cell_length)


def missed_detail(entry: MissedEntry, misses: Sequence[ResponseRecord], needed: int) -> Content:
    """Return all that is to be told of a question: how it stands, its key, every miss, why.

    `needed` are the right responses in a row that clear it.
    """
    question = entry.question
    lines = [plain(entry.prompt, "bold"), Content(""), _standing(entry, needed)]
    if question:
        key = line_of(key_text(question), "$text-success")
        lines.append(Content.assemble((_("Key") + "  ", MUTED), key))
    else:
        lines.append(Content(_("This question is no longer in its set.")))
    lines += [Content(""), Content.styled(_("What you answered"), "$primary bold")]
    lines += [_miss(entry, record) for record in misses]
    if question and question.explanation:
        lines += [Content(""), plain(question.explanation)]
    return Content("\n").join(lines)


def _standing(entry: MissedEntry, needed: int) -> Content:
    """Return how often and when it was missed, and how far it is from leaving the book."""
    state = entry.record.state
    times = ngettext("missed {count} time", "missed {count} times", state.times_missed)
    words = [
        times.format(count=state.times_missed),
        _("last on {day}").format(day=day_text(state.last_missed)),
    ]
    if state.in_book:
        text = _("{count} of {needed} right in a row")
        words.append(text.format(count=state.right_in_a_row, needed=needed))
    else:
        words.append(_("cleared on {day}").format(day=day_text(state.cleared)))
    return Content.styled(" · ".join(words), MUTED)


def _miss(entry: MissedEntry, record: ResponseRecord) -> Content:
    """Return one miss: when, what was answered, what went wrong, and how sure the learner was."""
    answered = record.answered
    cause = cause_name(cause_of(entry.question, answered.response))
    words = [word for word in (cause, sureness_name(answered.sure)) if word]
    return Content.assemble(
        (f"{moment_text(record.at)}  ", MUTED),
        line_of(response_text(answered.response), "$text-error"),
        ("  " + " · ".join(words), MUTED),
    )
