"""What every screen of this program has in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.visible import visible

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from quiz.trainer import Request, Trainer
    from quiz.ui.app import QuizApp

Result = TypeVar("Result")


class TrainerScreen(Screen[Result], Generic[Result]):
    """A screen on the trainer, whose key descriptions follow the language."""

    AUTO_FOCUS = ""

    @property
    def quiz(self) -> QuizApp:
        """The app, by its own type."""
        return cast("QuizApp", self.app)

    @property
    def trainer(self) -> Trainer:
        """The application service."""
        return self.quiz.trainer

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, described in the language in use.

        Where a widget takes a key without saying so (a list its enter key), the screen's own
        description of the key is the one to show: the widget passes the key's meaning on.
        """
        bindings = super().active_bindings
        for key, own in self._bindings:
            active = bindings.pop(key, None)
            if active is None:
                continue
            name = own.action.partition("(")[0]
            if own.show and not active.binding.show and self.check_action(name, ()):
                active = active._replace(binding=own)
            bindings[key] = active  # at the end: the screen's keys in the screen's order
        return {
            key: active._replace(
                binding=replace(active.binding, description=_(active.binding.description))
            )
            for key, active in bindings.items()
        }

    @contextmanager
    def trouble(self) -> Iterator[None]:
        """Show a QuizError of the enclosed steps as a notification instead of raising it."""
        try:
            yield
        except QuizError as error:
            self.report(error)

    def take(self, request: Request, *, instead: bool = False) -> None:
        """Begin a session and show it, `instead` of this screen or on top of it.

        Where keys have changed since their questions were answered, that is settled first.
        """
        from quiz.trainer import KeysChangedError
        from quiz.ui.screens.key_change import KeyChangeDialog
        from quiz.ui.screens.question import QuestionScreen

        def settled(done: bool | None) -> None:
            if done:
                self.take(request, instead=instead)

        with self.trouble():
            try:
                screen = QuestionScreen(self.trainer.begin(request, asking=True))
            except KeysChangedError as error:
                self.app.push_screen(KeyChangeDialog(self.trainer, error.changes), settled)
                return
            if instead:
                self.app.switch_screen(screen)
            else:
                self.app.push_screen(screen)

    def report(self, error: QuizError) -> None:
        """Notify the user of an error and its way out."""
        text = str(error) if not error.hint else f"{error}\n{error.hint}"
        self.notify(visible(text), severity="error", timeout=10, markup=False)

    def tell(self, text: str) -> None:
        """Notify the user of something that went well."""
        self.notify(visible(text), timeout=3, markup=False)


def session_title(title: str) -> Content:
    """Return what a session is called: its set's title, or that it draws on several."""
    return Content(visible(title) if title else _("All sets"))


HELP = Binding("f1,question_mark", "app.help", "Help", key_display="?")
