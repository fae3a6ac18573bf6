"""The day of an exam: set, moved or taken back, with what it takes until then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from quiz.content.library import SetEntry
from quiz.errors import QuizError, UsageError
from quiz.exams import is_on, parse_day, plan_for, plan_words
from quiz.i18n import _, ngettext
from quiz.trainer import Trainer
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.prose import Prose


class Dated(NamedTuple):
    """A choice of what the exam is on: `target` as the settings name it, and the day to keep.

    `day` is None to take the date back.
    """

    target: str
    day: date | None


class ExamDateDialog(ModalScreen[Dated | None]):
    """A date over the screen below; enter keeps it, escape goes back."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("up", "turn(-1)", show=False),
        Binding("down", "turn(1)", show=False),
    ]

    def __init__(self, trainer: Trainer, targets: Sequence[tuple[str, str]]) -> None:
        """`targets` are what the exam can be on, each with its title; the first is offered."""
        super().__init__()
        self._trainer = trainer
        self._targets = targets
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """What it is on, the date, what that takes, what the keys do."""
        with Vertical(id="date-dialog", classes="dialog"):
            yield Prose(id="date-target")
            with Horizontal(classes="line"):
                yield Label(_("Exam date"), markup=False)
                yield Input(placeholder="2027-01-31", id="date-day", compact=True)
            yield Prose(id="date-plan")
            keys = [("enter", _("Save")), ("esc", _("Back"))]
            if len(self._targets) > 1:
                keys.insert(0, ("↑ ↓", _("set or document")))
            yield Prose(
                Content("   ").join(
                    Content.assemble((key, "$accent bold"), f" {what}") for key, what in keys
                )
            )

    def on_mount(self) -> None:
        """Offer the first target with its present date."""
        self._offer()

    def action_turn(self, by: int) -> None:
        """Turn to another thing that the exam can be on."""
        self._chosen = (self._chosen + by) % len(self._targets)
        self._offer()

    def action_cancel(self) -> None:
        """Leave the dates as they are."""
        self.dismiss(None)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        try:
            day = parse_day(text, self._trainer.today()) if text else None
        except UsageError as error:
            told = plain(f"{error.message} {error.hint}", "$text-error")
            self.query_one("#date-plan", Prose).show(told)
        else:
            self.dismiss(Dated(self._target, day))

    # -- within -----------------------------------------------------------------------------

    @property
    def _target(self) -> str:
        return self._targets[self._chosen][0]

    def _offer(self) -> None:
        title = line_of(self._targets[self._chosen][1], "bold")
        count = sum(entry.count for entry in self._entries())
        told = ngettext("{count} question", "{count} questions", count).format(count=count)
        self.query_one("#date-target", Prose).show(
            Content("\n").join([title, Content.styled(told, "$foreground 60%")])
        )
        present = self._trainer.settings.exam_dates.get(self._target)
        self.query_one(Input).value = present.isoformat() if present else ""
        self._tell()

    def _entries(self) -> tuple[SetEntry, ...]:
        return tuple(e for e in self._trainer.library.entries() if is_on(self._target, e))

    def _tell(self) -> None:
        """Show what the date typed so far takes, or what to type."""
        text = self.query_one(Input).value.strip()
        note = _("A date like 2027-01-31; none takes it back.")
        if len(text) == len("2027-01-31"):
            try:
                day = parse_day(text, self._trainer.today()).isoformat()
                note = "\n".join(self._words(day))
            except QuizError as error:
                note = error.message
        self.query_one("#date-plan", Prose).show(plain(note))

    def _words(self, day: str) -> list[str]:
        trainer, settings = self._trainer, self._trainer.settings
        found = plan_for(self._entries(), day, settings, trainer.reader, trainer.today())
        return plan_words(found, settings.new_per_day + settings.reviews_per_day)
