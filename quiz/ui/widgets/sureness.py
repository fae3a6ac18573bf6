"""How sure the learner is of a response: asked in one line, answered with one key."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from quiz.i18n import _
from quiz.ui.widgets.prose import Prose


class Sureness(Prose, can_focus=True):
    """The question, in the place where the verdict will stand. It posts `Told` once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "tell(False)", "Not sure", id="sureness.unsure"),
        Binding("2", "tell(True)", "Sure", id="sureness.sure"),
        Binding("escape", "tell(None)", "Don't say", id="sureness.none"),
    ]

    DEFAULT_CSS = """
    Sureness { margin: 1 0 0 0; }
    """

    @dataclass
    class Told(Message):
        """The learner has said how sure they are; `sure` is None if they would rather not."""

        sure: bool | None

    def __init__(self) -> None:
        parts = [Content.styled(_("How sure are you?"), "$text-warning bold")]
        for key, word in (("1", _("not sure")), ("2", _("sure"))):
            parts.append(Content.assemble((key, "$accent bold"), f" {word}"))
        super().__init__(Content("   ").join(parts))
        self._told = False

    def on_key(self, event: events.Key) -> None:
        """Take full-width digits, as input methods send them, for plain ones."""
        digit = unicodedata.normalize("NFKC", event.character or "")
        if digit != event.character and digit in ("1", "2"):
            event.stop()
            self.action_tell(digit == "2")

    def action_tell(self, sure: bool | None) -> None:
        """Tell the screen."""
        if not self._told:
            self._told = True
            self.post_message(self.Told(sure))
