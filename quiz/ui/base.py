"""What every screen of this program has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

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
    _covered = False
    """Whether another screen is or was on top of this one."""

    def on_screen_suspend(self) -> None:
        """Remember that there may be something to be shown anew."""
        self._covered = True

    def on_screen_resume(self) -> None:
        """Show what has changed, but not in the beginning, when nothing can have."""
        if self._covered:
            self._covered = False
            self.came_back()

    def came_back(self) -> None:
        """Show what has changed while another screen was on top."""

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
        from quiz.ui.screens.question import QuestionScreen

        show_settled(
            self.app,
            lambda: QuestionScreen(self.trainer.begin(request, asking=True)),
            self.app.switch_screen if instead else self.app.push_screen,
        )

    def report(self, error: QuizError) -> None:
        """Notify the user of an error and its way out."""
        tell_error(self, error)

    def tell(self, text: str) -> None:
        """Notify the user of something that went well."""
        self.notify(visible(text), timeout=3, markup=False)


def tell_error(node: App[Any] | Widget, error: QuizError) -> None:
    """Notify the user of an error and its way out."""
    text = f"{error}\n{error.hint}" if error.hint else str(error)
    node.notify(visible(text), severity="error", timeout=10, markup=False)


def show_settled(
    app: App[Any], make: Callable[[], Screen[Any]], show: Callable[[Screen[Any]], object]
) -> None:
    """Show the screen that `make` returns, once the keys that have changed are settled."""
    from quiz.trainer import KeysChangedError

    try:
        screen = make()
    except KeysChangedError as error:
        from quiz.ui.screens.key_change import KeyChangeDialog

        trainer = cast("QuizApp", app).trainer
        app.push_screen(
            KeyChangeDialog(trainer, error.changes),
            lambda done: show_settled(app, make, show) if done else None,
        )
    except QuizError as error:
        tell_error(app, error)
    else:
        show(screen)


def session_title(title: str) -> Content:
    """Return what a session is called: its set's title, or that it draws on several."""
    return Content(visible(title) if title else _("All sets"))


HELP = Binding("f1,question_mark", "app.help", "Help", key_display="?")
