"""Asks whether a question whose key has changed is still the one that was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quiz.errors import QuizError
from quiz.histories import KeyChange
from quiz.i18n import _, ngettext
from quiz.trainer import Trainer
from quiz.ui.base import tell_error
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.prose import Prose
from quiz.wording import key_words


class KeyChangeDialog(ModalScreen[bool]):
    """Shows one change after the other; dismissed with whether all have been decided about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "decide(True)", show=False),
        Binding("n", "decide(False)", show=False),
        Binding("escape", "cancel", show=False),
    ]

    def __init__(self, trainer: Trainer, changes: Sequence[KeyChange]) -> None:
        super().__init__()
        self._trainer = trainer
        self._changes = list(changes)

    def compose(self) -> ComposeResult:
        """The question, both keys, the two ways to go on."""
        with VerticalScroll(id="key-dialog", classes="dialog", can_focus=False):
            yield Prose(id="key-asked")
            yield Prose(id="key-keys")

    def on_mount(self) -> None:
        """Show the first."""
        self._draw()

    def action_decide(self, keep: bool) -> None:
        """Keep what is on record, or let the question begin anew; go on to the next change."""
        try:
            self._trainer.settle(self._changes[0], keep=keep)
        except QuizError as error:
            tell_error(self, error)
            return
        del self._changes[0]
        if self._changes:
            self._draw()
        else:
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Decide later: nothing is begun."""
        self.dismiss(False)

    def _draw(self) -> None:
        old, question = self._changes[0]
        count = len(self._changes)
        heading = ngettext(
            "The key of {count} question has changed since you answered it.",
            "The keys of {count} questions have changed since you answered them.",
            count,
        ).format(count=count)
        lines = [
            Content.styled(heading, "bold"),
            Content(""),
            plain(question.prompt),
            Content(""),
            line_of(_("It was: {key}").format(key=key_words(old.type, old.key)), "$text-error"),
            line_of(
                _("It is: {key}").format(key=key_words(question.type, question.key)),
                "$text-success",
            ),
        ]
        self.query_one("#key-asked", Prose).show(Content("\n").join(lines))
        keys = (
            ("k", _("a slip was mended: keep what is on record")),
            ("n", _("it asks something else now: begin anew")),
            ("esc", _("decide later")),
        )
        ways = [Content.assemble((f"{key:<5}", "$accent bold"), what) for key, what in keys]
        self.query_one("#key-keys", Prose).show(Content("\n").join(ways))
