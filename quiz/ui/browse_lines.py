"""What the browser shows of a question: its line, and all that is to be told of it."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from quiz.engine.plans import choices
from quiz.engine.questions import AnyQuestion, Cloze, Match, Multiple, Order, Single
from quiz.i18n import _
from quiz.knowledge_map import State
from quiz.store import KnowledgeRecord
from quiz.ui.content_text import MUTED, fitted, line_of, plain
from quiz.ui.widgets.states import COLOURS, MARKS, state_text
from quiz.wording import key_text, percent, type_name

_TYPE = 18
"""Cells that the name of a type takes at most."""

_WIDE = 64
"""Cells from which on a line has room for the type."""


def browse_line(question: AnyQuestion, state: State, width: int) -> Content:
    """Return the line of a question: how well it is known, what it asks, its key, its type."""
    mark = Content.styled(f"{MARKS[state]} ", f"{COLOURS[state]} bold")
    text = Content.assemble(line_of(question.prompt), "  ", line_of(key_text(question), MUTED))
    if width < _WIDE:
        return mark + fitted(text, width - mark.cell_length)
    kind = fitted(Content.styled(type_name(question.type), MUTED), _TYPE, right=True)
    room = width - mark.cell_length - _TYPE - 2
    return mark + fitted(text, room) + "  " + kind


def browse_detail(
    question: AnyQuestion, known: KnowledgeRecord | None, state: State, file: str
) -> Content:
    """Return all that is to be told of a question and of what is known of it."""
    lines = [_asked(question)]
    if isinstance(question, Single | Multiple):
        rights = set(question.key)
        lines += [
            Content("  ") + line_of(f"{letter}. {text}", "$text-success" if right else "")
            for letter, text in zip("ABCDEFGHIJ", choices(question), strict=False)
            for right in [text in rights]
        ]
    elif isinstance(question, Order):
        lines += [line_of(f"  {at}. {text}") for at, text in enumerate(question.items, 1)]
    elif isinstance(question, Match):
        lines += [line_of(f"  {left} → {right}") for left, right in question.pairs]
        lines += [line_of(f"  → {text}", MUTED) for text in question.extra]
    if not isinstance(question, Single | Multiple | Order | Match | Cloze):
        lines += [
            Content.assemble((_("Key") + "  ", MUTED), line_of(key_text(question), "$text-success"))
        ]
    lines += [Content(""), _standing(known, state)]
    if question.explanation:
        lines += [Content(""), plain(question.explanation)]
    if question.hint:
        lines += [Content.assemble((_("Hint") + "  ", MUTED), line_of(question.hint))]
    if question.quotes:
        lines += [Content(""), *(plain(f"“{quote}”", MUTED) for quote in question.quotes)]
    place = " · ".join([question.id, f"{Path(file).name}:{question.line}", *question.tags])
    lines += [Content(""), line_of(place, MUTED)]
    return Content("\n").join(lines)


def _asked(question: AnyQuestion) -> Content:
    """Return what is asked; the blanks of a cloze filled and lit."""
    if not isinstance(question, Cloze):
        return plain(question.prompt, "bold")
    parts = [plain(question.segments[0], "bold")]
    for key, segment in zip(question.key, question.segments[1:], strict=True):
        parts += [plain(key, "$text-success bold underline"), plain(segment, "bold")]
    return Content("").join(parts)


def _standing(known: KnowledgeRecord | None, state: State) -> Content:
    words = [state_text(state)]
    if known is not None:
        if known.recall is not None:
            words.append(Content(_("Mastery") + f" {percent(known.recall)}%"))
        if known.due:
            words.append(Content(_("Due") + f" {known.due}"))
    return Content(" · ").join(words)
