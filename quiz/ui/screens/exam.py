"""What a mock exam shall be like: how many questions and how many minutes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from quiz.content.library import SetEntry
from quiz.engine.plans import Mode
from quiz.i18n import _
from quiz.mock_exam import DEFAULT_EXAM
from quiz.trainer import Request
from quiz.ui.content_text import line_of
from quiz.ui.widgets.prose import Prose

MOST_MINUTES = 24 * 60


class ExamDialog(ModalScreen[Request | None]):
    """Two numbers over the screen below; enter begins, escape goes back."""

    AUTO_FOCUS = "#exam-count"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, entry: SetEntry | None, most: int) -> None:
        """`entry` is the set to be examined on, None for all; `most` how many questions it has."""
        super().__init__()
        self._entry = entry
        self._most = most

    def compose(self) -> ComposeResult:
        """What it is on, the two numbers, what enter and escape do."""
        entry = self._entry
        count = entry.count if entry else min(DEFAULT_EXAM, self._most)
        minutes = entry.time_limit if entry and entry.time_limit else count
        title = line_of(entry.title) if entry else Content(_("All parts, in proportion"))
        with Vertical(id="exam-dialog"):
            yield Prose(title.stylize("bold"), id="exam-title")
            with Horizontal(classes="line"):
                yield Label(_("Questions"), markup=False)
                yield Input(str(count), type="integer", id="exam-count", compact=True)
            with Horizontal(classes="line"):
                yield Label(_("Minutes"), markup=False)
                yield Input(f"{minutes:g}", type="number", id="exam-minutes", compact=True)
            yield Prose(Content(_("0 minutes: no time limit.")), id="exam-note")
            yield Prose(
                Content.assemble(
                    ("enter", "$accent bold"),
                    " " + _("Begin") + "   ",
                    ("esc", "$accent bold"),
                    " " + _("Back"),
                ),
                id="exam-keys",
            )

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        count = _number(self.query_one("#exam-count", Input).value)
        minutes = _number(self.query_one("#exam-minutes", Input).value)
        note = self.query_one("#exam-note", Prose)
        if count is None or not 1 <= count <= self._most:
            text = _("The number of questions must be from 1 to {most}.")
            note.show(Content.styled(text.format(most=self._most), "$text-error"))
        elif minutes is None or not 0 <= minutes <= MOST_MINUTES:
            text = _("The time must be from 0 to {most} minutes.")
            note.show(Content.styled(text.format(most=MOST_MINUTES), "$text-error"))
        else:
            sets = (self._entry,) if self._entry else ()
            self.dismiss(Request(Mode.EXAM, sets=sets, count=int(count), minutes=minutes))

    def action_cancel(self) -> None:
        """Go back without an exam."""
        self.dismiss(None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
