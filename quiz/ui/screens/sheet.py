"""The answer sheet of an exam: what is answered, what is flagged, and the hand-in."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from quiz.i18n import _, ngettext
from quiz.sitting import Sitting
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import fitted, line_of
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.prose import Prose
from quiz.wording import minutes_seconds, response_text


class SheetScreen(TrainerScreen[int | None]):
    """A line a question. Dismissed with the place to go to, HAND_IN, or None to go back."""

    HAND_IN = -1

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Go to it", id="sheet.go"),
        Binding("n", "next_open", "Next unanswered", id="sheet.open"),
        Binding("h", "hand_in", "Hand in", id="sheet.hand_in"),
        Binding("escape,ctrl+g", "close", "Back", key_display="esc", id="sheet.back"),
        HELP,
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._positions = sitting.session.positions()
        self._asked_to_hand_in = False

    def compose(self) -> ComposeResult:
        """How it stands, then the questions."""
        yield TitleBar()
        yield Prose(self._summary(), id="sheet-summary")
        yield Listing(id="sheet")
        yield KeyBar()

    def on_mount(self) -> None:
        """List the questions and stand on the current one."""
        self.query_one(TitleBar).left = Content(_("Answer sheet"))
        listing = self.query_one(Listing)
        listing.show(len(self._positions), lambda i: self._line(i + 1, self._positions[i]))
        here = self.sitting.session.position
        listing.highlighted = self._positions.index(here) if here in self._positions else 0
        listing.focus()
        self._show_time()
        self.set_interval(1.0, self._show_time)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._positions[event.option_index])

    def action_go(self) -> None:
        """Go to the highlighted question."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.dismiss(self._positions[index])

    def action_next_open(self) -> None:
        """Highlight the next question without an answer."""
        listing = self.query_one(OptionList)
        start = (listing.highlighted or 0) + 1
        sheet = self.sitting.session.sheet
        order = [*range(start, len(self._positions)), *range(start)]
        for index in order:
            if index < len(self._positions) and self._positions[index] not in sheet:
                listing.highlighted = index
                return
        self.tell(_("Every question has an answer."))

    def action_hand_in(self) -> None:
        """Hand in; with something left open, only when asked a second time."""
        left = len(self._positions) - len(self.sitting.session.sheet)
        if left and not self._asked_to_hand_in:
            self._asked_to_hand_in = True
            text = ngettext(
                "{count} question is unanswered. Press h again to hand in all the same.",
                "{count} questions are unanswered. Press h again to hand in all the same.",
                left,
            )
            self.notify(text.format(count=left), severity="warning", markup=False)
            return
        self.dismiss(self.HAND_IN)

    def action_close(self) -> None:
        """Go back to the question."""
        self.dismiss(None)

    def _summary(self) -> Content:
        session = self.sitting.session
        return Content.assemble(
            (_("{count} answered").format(count=len(session.sheet)), "$text-success"),
            "   ",
            (
                _("{count} open").format(count=len(self._positions) - len(session.sheet)),
                "$text-warning",
            ),
            "   ",
            (_("{count} flagged").format(count=len(session.flags)), "$foreground 60%"),
        )

    def _show_time(self) -> None:
        remaining = self.sitting.session.remaining
        if remaining is not None:
            self.query_one(TitleBar).right = Content(f"◷ {minutes_seconds(remaining)}")

    def _line(self, number: int, position: int) -> Content:
        session = self.sitting.session
        question = session.question_at(position)
        response = session.sheet.get(position)
        width = max(20, self.size.width - 8)
        flag = ("⚑ ", "$text-warning") if position in session.flags else ("  ", "")
        sign = ("● ", "$text-success") if response else ("○ ", "$foreground 60%")
        given = line_of(response_text(response), "$foreground 60%") if response else Content("")
        half = (width - 10) // 2
        return Content.assemble(
            flag,
            sign,
            (f"{number:>3}  ", "$foreground 60%"),
            fitted(line_of(question.prompt if question else ""), width - 10 - half),
            " ",
            fitted(given, half),
        )
