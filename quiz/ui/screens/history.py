"""The sessions on record, newest first; an unfinished one can be taken up again."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from quiz.i18n import _
from quiz.store import SessionRecord
from quiz.ui.base import HELP, TrainerScreen, session_title
from quiz.ui.content_text import fitted
from quiz.ui.when import moment_text
from quiz.ui.widgets.bars import KeyBar, TitleBar, bar
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.prose import Prose
from quiz.wording import mode_name

_LIMIT = 500
"""Sessions shown; the rest are in `quiz history`."""


class HistoryScreen(TrainerScreen[None]):
    """One line a session: when, what, how it went."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "resume", "Resume", id="history.resume"),
        Binding("x", "discard", "Discard", id="history.discard"),
        Binding("escape", "close", "Back", id="history.close"),
        HELP,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._records: list[SessionRecord] = []
        self._open: set[int] = set()

    def compose(self) -> ComposeResult:
        """The list, or a word when it is empty."""
        yield TitleBar()
        yield Listing(id="history")
        yield Prose(Content(_("No session on record yet.")), id="history-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the record."""
        self.query_one(TitleBar).left = Content(_("History"))
        self._read()
        self.query_one(OptionList).focus()

    def came_back(self) -> None:
        """Read the record again after a session."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an unfinished session can be resumed or discarded."""
        if action in ("resume", "discard"):
            record = self._current()
            return record is not None and record.id in self._open
        return True

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_resume()

    def action_resume(self) -> None:
        """Take an unfinished session up where it stood."""
        from quiz.ui.screens.question import QuestionScreen

        record = self._current()
        if record is not None and record.id in self._open:
            with self.trouble():
                self.app.push_screen(QuestionScreen(self.trainer.resume(record.id)))

    def action_discard(self) -> None:
        """Stop offering an unfinished session; its responses stay on record."""
        record = self._current()
        if record is not None and record.id in self._open:
            with self.trouble():
                self.trainer.discard(record.id)
                self._read()
                self.tell(_("Discarded. What was answered stays on record."))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _current(self) -> SessionRecord | None:
        index = self.query_one(OptionList).highlighted
        return self._records[index] if index is not None and index < len(self._records) else None

    def _read(self) -> None:
        with self.trouble():
            self._open = {session.id for session in self.trainer.unfinished()}
            self._records = self.trainer.history(_LIMIT)
        listing = self.query_one(Listing)
        listing.show(len(self._records), lambda index: self._line(self._records[index]))
        listing.display = bool(self._records)
        self.query_one("#history-empty").display = not self._records
        self.refresh_bindings()

    def _line(self, record: SessionRecord) -> Content:
        width = max(40, self.query_one(OptionList).size.width - 4)
        result = record.result
        share = result.score
        style = "$success" if result.passed or share >= 0.6 else "$error"
        sign = "  "
        if result.passed is not None:
            sign = "✓ " if result.passed else "✗ "
        elif record.id in self._open:
            sign = "▶ "
        tail = Content.assemble(
            (sign, "bold"),
            bar(share, 10 if width >= 70 else 4, style),
            f" {share:>4.0%} ",
            (f"{result.correct:>4}/{result.asked:<4}", "$foreground 60%"),
        )
        head = Content.assemble(
            (moment_text(record.started), "$foreground 60%"),
            "  ",
            session_title(record.title),
            (f"  {mode_name(record.mode)}", "$foreground 60%"),
        )
        return fitted(head, width - tail.cell_length - 1) + " " + tail
