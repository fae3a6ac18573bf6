"""The settings: each with its value, changed in place and kept at once."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList

from quiz.errors import QuizError
from quiz.i18n import _, choose_language
from quiz.preferences import Choice, Number, Preference, preferences
from quiz.settings import Settings
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import fitted, line_of, plain
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.prose import Prose

_LABEL = 20
"""Cells that the name of a setting takes."""


class SettingsScreen(TrainerScreen[None]):
    """A line a setting, and what the one at the cursor means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change", id="settings.change"),
        Binding("enter", "fit", "Fit", id="settings.fit"),
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("r", "reset", "Default", id="settings.reset"),
        Binding("escape", "close", "Back", id="settings.close"),
        HELP,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._preferences = preferences()

    def compose(self) -> ComposeResult:
        """The lines, and below them the meaning."""
        yield TitleBar()
        yield Listing(id="settings")
        yield Prose(id="settings-meaning")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw the settings as they are."""
        self._draw()
        self.query_one(Listing).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the setting at the cursor."""
        chosen = self._chosen if self.is_mounted else None
        if action == "change":
            return isinstance(chosen, Choice | Number)
        if action == "fit":
            return chosen is not None and chosen.name == "parameters"
        if action == "turn":
            return isinstance(chosen, Choice)
        if action == "reset":
            return chosen is not None and chosen.resettable
        return True

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._draw_meaning()
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.check_action("fit", ()):
            self.action_fit()
        else:
            await self.action_change()

    async def action_change(self) -> None:
        """Turn to the next value, or ask for a number."""
        chosen = self._chosen
        if isinstance(chosen, Choice):
            await self.action_turn(1)
        elif isinstance(chosen, Number):

            async def typed(settings: Settings | None) -> None:
                if settings is not None:
                    await self._keep(settings)

            await self.app.push_screen(NumberDialog(chosen, self.trainer.settings), typed)

    def action_fit(self) -> None:
        """Fit the memory model to what is on record."""
        from quiz.ui.screens.fitting import FitDialog

        self.app.push_screen(FitDialog(self.trainer), self._worked)

    async def action_turn(self, by: int) -> None:
        """Turn to the value beside."""
        chosen = self._chosen
        if isinstance(chosen, Choice):
            await self._keep(chosen.turned(self.trainer.settings, by))

    async def action_reset(self) -> None:
        """Go back to the default of the setting at the cursor."""
        if self._chosen is not None:
            await self._keep(self._chosen.reset(self.trainer.settings))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    # -- within -----------------------------------------------------------------------------

    @property
    def _chosen(self) -> Preference | None:
        index = self.query_one(Listing).highlighted
        return None if index is None else self._preferences[index]

    async def _keep(self, settings: Settings) -> None:
        """Keep changed settings; where that takes its time, do it beside the screen."""
        moved = settings.scheduling != self.trainer.settings.scheduling
        if not (moved and self.trainer.recording):
            await self._save(settings)
            return
        from quiz.ui.screens.working import NOTICED, Tell, WorkDialog

        def job(tell: Tell) -> None:
            progress = partial(tell, _("Computing the review schedule anew …"))
            self.trainer.save_settings(settings, progress)

        await self.app.push_screen(WorkDialog(_("Settings"), job, after=NOTICED), self._worked)

    def _worked(self, _nothing: None) -> None:
        """Show the settings as they are after work in a dialog."""
        self._draw()

    async def _save(self, settings: Settings) -> None:
        """Keep changed settings, and let what is on the screen follow them."""
        spoken = self.trainer.settings.language
        with self.trouble():
            self.trainer.save_settings(settings)
            self.app.theme = settings.theme
            if settings.language != spoken:
                await self.quiz.speak(settings.language or choose_language(None))
            self._preferences = preferences()
            self._draw()

    def _draw(self) -> None:
        self.query_one(TitleBar).left = Content(_("Settings"))
        self.query_one(Listing).show(len(self._preferences), self._line)
        self._draw_meaning()
        self.refresh_bindings()

    def _line(self, index: int) -> Content:
        each = self._preferences[index]
        value = line_of(each.words(self.trainer.settings), "bold")
        if isinstance(each, Choice):
            value = Content.assemble(("‹ ", "$accent"), value, (" ›", "$accent"))
        elif isinstance(each, Number):
            value = Content("  ") + value
        else:
            value = Content("  ") + value.stylize("$foreground 60%")
        width = max(30, self.query_one(Listing).size.width - 5)
        return fitted(fitted(Content(each.label), _LABEL) + value, width)

    def _draw_meaning(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        text = chosen.meaning
        if isinstance(chosen, Number):
            text += f" · {chosen.allowed}"
        command = f"quiz settings {chosen.name}"
        lines = [plain(text), Content.styled(command, "$foreground 60%")]
        self.query_one("#settings-meaning", Prose).show(Content("\n").join(lines))


class NumberDialog(ModalScreen[Settings | None]):
    """A number over the screen below; enter takes it, escape leaves it as it was."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, number: Number, settings: Settings) -> None:
        super().__init__()
        self._number = number
        self._settings = settings

    def compose(self) -> ComposeResult:
        """The name, the number, its limits, what enter and escape do."""
        with Vertical(id="number-dialog", classes="dialog"):
            with Horizontal(classes="line"):
                yield Label(Content(self._number.label))
                yield Input(self._number.text(self._settings), compact=True)
            yield Prose(Content.styled(self._number.allowed, "$foreground 60%"), id="number-note")
            keys = (("enter", _("Save")), ("esc", _("Back")))
            yield Prose(
                Content("   ").join(
                    Content.assemble((key, "$accent bold"), f" {what}") for key, what in keys
                )
            )

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.dismiss(self._number.changed(self._settings, event.value))
        except QuizError as error:
            note = self.query_one("#number-note", Prose)
            note.show(plain(error.message, "$text-error"))

    def action_cancel(self) -> None:
        """Leave the number as it was."""
        self.dismiss(None)
