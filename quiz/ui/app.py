"""The app: holds the trainer, the look and the language, and opens the first screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from quiz.errors import QuizError
from quiz.i18n import _, language, use_language
from quiz.trainer import Request, Trainer
from quiz.ui.base import show_settled
from quiz.ui.screens.home import HomeScreen
from quiz.visible import visible

if TYPE_CHECKING:
    from quiz.authoring.drafting.keeping import Drafts

THEMES = (
    Theme(
        name="dark",
        dark=True,
        primary="#e0785f",
        secondary="#86b8b1",
        accent="#e3b567",
        success="#8dbb74",
        warning="#e3b567",
        error="#ec7a76",
        foreground="#e4e0d8",
        background="#17181c",
        surface="#22242a",
        panel="#1e2025",
    ),
    Theme(
        name="light",
        dark=False,
        primary="#a8392b",
        secondary="#2b6a68",
        accent="#8a5a0b",
        success="#3b7a2e",
        warning="#9a6700",
        error="#b3261e",
        foreground="#2c2722",
        background="#faf6ee",
        surface="#efe8da",
        panel="#f1ebdf",
    ),
)


class QuizApp(App[int]):
    """The terminal user interface. Returns the exit code."""

    CSS_PATH = "quiz.tcss"
    TITLE = "quiz"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (76, "-normal"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True, id="app.quit"),
        Binding("ctrl+c", "help_quit", show=False, system=True),
        Binding("f2", "theme", show=False, id="app.theme"),
    ]

    def __init__(
        self,
        trainer: Trainer,
        first: Callable[[], Screen[None]] | None = None,
    ) -> None:
        """`first` makes a screen to open on top of Home; it may raise QuizError."""
        super().__init__()
        self.trainer = trainer
        self._first = first
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = trainer.settings.theme

    def get_default_screen(self) -> Screen[None]:
        """Home lies below every other screen."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Open the screen that was asked for; tidy up once there is time."""
        if self._first is not None:
            show_settled(self, self._first, self.push_screen)
        self.set_timer(1.0, self._when_idle)

    @work(thread=True, exit_on_error=False)
    def _when_idle(self) -> None:
        """Do what no one should wait for."""
        gc.enable()
        try:
            self.trainer.backup()
        except QuizError as error:
            self.call_from_thread(
                self.notify, visible(str(error)), severity="warning", markup=False
            )

    def get_key_display(self, binding: Binding) -> str:
        """Name keys as they are printed on a keyboard."""
        return {"enter": "enter", "space": "space", "escape": "esc"}.get(
            binding.key, super().get_key_display(binding)
        )

    def action_help(self) -> None:
        """Open the help page, once."""
        from quiz.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_theme(self) -> None:
        """Switch between dark and light, and keep the choice."""
        self.theme = "light" if self.theme == "dark" else "dark"
        self._keep(theme=self.theme)

    async def action_language(self) -> None:
        """Switch between Chinese and English, and keep the choice."""
        await self.speak("en" if language() == "zh" else "zh")
        self._keep(language=language())

    async def speak(self, wanted: str) -> None:
        """Use a language from now on, also on Home, which may lie below other screens."""
        use_language(wanted)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                await screen.recompose()
                screen.on_mount()

    def action_help_quit(self) -> None:
        """Say how to quit, to one who presses ctrl+c."""
        self.notify(_("Press ctrl+q to quit. Nothing is lost."), markup=False)

    def _print_error_renderables(self) -> None:
        """Leave the words about a defect to the command line, which shows no traceback."""

    def _keep(self, **changes: str) -> None:
        try:
            settings = msgspec.structs.replace(self.trainer.settings, **changes)
            self.trainer.save_settings(settings)
        except QuizError as error:
            self.notify(visible(str(error)), severity="warning", markup=False)


def run_app(
    trainer: Trainer,
    request: Request | None = None,
    *,
    resume: int | None = None,
    screen: str = "",
    drafts: Drafts | None = None,
) -> int:
    """Run the app until the user leaves it; return the exit code.

    Opens a session at once for a `request` or a session to `resume`, the named `screen`
    ("missed"), or `drafts` to be looked through. Raises QuizError when the store or the settings
    can't be used, before anything is drawn. The garbage collector rests until the first frame has
    been painted.
    """
    gc.disable()
    _ready = trainer.store, trainer.settings
    app = QuizApp(trainer, _opener(trainer, request, resume, screen, drafts))
    try:
        code = app.run() or 0
    finally:
        gc.enable()
    if app._exception is not None:
        raise app._exception
    return code


def _opener(
    trainer: Trainer,
    request: Request | None,
    resume: int | None,
    screen: str,
    drafts: Drafts | None,
) -> Callable[[], Screen[None]] | None:
    if screen == "missed":
        from quiz.ui.screens.missed import MissedScreen

        return MissedScreen
    if drafts is not None:
        from quiz.ui.screens.drafts import DraftsScreen

        return lambda: DraftsScreen(drafts)
    if request is None and resume is None:
        return None
    from quiz.ui.screens.question import QuestionScreen

    if resume is not None:
        return lambda: QuestionScreen(trainer.resume(resume))
    return lambda: QuestionScreen(trainer.begin(request or Request(), asking=True))
