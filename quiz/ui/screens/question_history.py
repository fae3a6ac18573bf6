"""One question: its card state, the mistakes made with it, and every response, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.i18n import _, ngettext
from quiz.statistics import History
from quiz.store import ResponseRecord
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import MUTED, fitted, line_of, plain, wrapped
from quiz.ui.when import moment_text
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.charts import Figure
from quiz.ui.widgets.verdict import STYLES
from quiz.wording import SIGNS, key_text, outcome_name, percent, response_text

_MISTAKES = 5
"""Mistakes shown, those made most."""

_LABEL = 12
"""Cells that the name of a line takes."""


class QuestionHistoryScreen(TrainerScreen[None]):
    """All that is on record of one question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("enter", "close", show=False),
        Binding("escape", "close", "Back", id="question_history.close"),
        HELP,
    ]

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history

    def compose(self) -> ComposeResult:
        """What there is to tell, as one figure."""
        yield TitleBar()
        with VerticalScroll(id="question-history", can_focus=False):
            yield Figure()
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw."""
        bar = self.query_one(TitleBar)
        bar.left = Content(_("One question"))
        bar.right = line_of(f"{self._history.ref.set_id} · {self._history.ref.question_id}")
        self.query_one(Figure).show(lambda width: [*self._lines(width)])

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        scroll = self.query_one("#question-history", VerticalScroll)
        scroll.scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    # -- within -----------------------------------------------------------------------------

    def _lines(self, width: int) -> Iterator[Content]:
        history = self._history
        question, tally = history.question, history.tally
        if question:
            yield from wrapped(plain(question.prompt, "bold"), width)
            key = line_of(key_text(question), "$text-success")
            yield from _row(_("Key"), key, width)
        else:
            yield from wrapped(plain(tally.prompt if tally else "", "bold"), width)
            yield Content(_("This question is no longer in its set."))
        yield Content("")
        yield from self._card(width)
        if history.made:
            yield from _heading(_("Mistakes"))
            for response, times in history.made[:_MISTAKES]:
                mark = Content.styled(f"{times}×".rjust(4) + "  ", MUTED)
                text = mark + line_of(response_text(response), "$text-error")
                yield from wrapped(text, width, hang=6)
        yield from _heading(_("Answers"))
        for record in history.responses:
            yield from _answer(record, width)
        if not history.responses:
            yield Content(_("Nothing has been answered yet."))

    def _card(self, width: int) -> Iterator[Content]:
        """Yield the card state, a line each for when it is due and for what is remembered."""
        card, recall = self._history.card, self._history.recall
        if card is None or recall is None:
            yield from wrapped(Content.styled(_("Not in the review schedule yet."), MUTED), width)
            return
        days = ngettext("{count} day", "{count} days", round(card.stability))
        yield from _row(_("Due"), Content(card.due), width)
        yield from _row(_("Mastery"), Content(f"{percent(recall)}%"), width)
        yield from _row(_("Stability"), Content(days.format(count=round(card.stability))), width)
        yield from _row(_("Difficulty"), Content(f"{card.difficulty:.1f} / 10"), width)
        reviews = _("{count} times, last on {day}; forgotten {lapses} times")
        told = reviews.format(count=card.reviews, day=card.last_day, lapses=card.lapses)
        yield from _row(_("Scheduled"), Content(told), width)


def _answer(record: ResponseRecord, width: int) -> Iterator[Content]:
    """Yield one response: when, how it was judged, with what help, and what it was."""
    answered = record.answered
    verdict = answered.verdict
    helped = [
        word
        for word, so in (
            (_("with the hint"), answered.hinted),
            (_("overruled by you"), verdict.overruled),
            (_("as pinyin"), verdict.recognised),
            (_("sure"), answered.sure is True),
            (_("not sure"), answered.sure is False),
        )
        if so
    ]
    head = Content.assemble(
        (f"{moment_text(record.at)}  ", MUTED),
        (f"{SIGNS[verdict.outcome]} {outcome_name(verdict.outcome)}", STYLES[verdict.outcome]),
        (f" · {' · '.join(helped)}" if helped else "", MUTED),
    )
    yield from wrapped(head + "  " + line_of(response_text(answered.response)), width, hang=2)


def _row(label: str, content: Content, width: int) -> list[Content]:
    head = fitted(Content.styled(label, MUTED), _LABEL)
    return wrapped(head + content, width, hang=_LABEL)


def _heading(text: str) -> tuple[Content, Content]:
    return Content(""), Content.styled(text, "$primary bold")
