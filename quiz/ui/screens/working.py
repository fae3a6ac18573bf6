"""Work that may take its time, done beside the app: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, TypeAlias

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState, get_current_worker

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.ui.content_text import plain
from quiz.ui.widgets.bars import Meter
from quiz.ui.widgets.prose import Prose

Tell: TypeAlias = Callable[[str, int, int], None]
"""Takes what is being done, how many steps of it are done, and of how many.

It raises what ends the work, once that has been asked for.
"""

NOTICED: Final = 0.5
"""Seconds from which on work is shown that nobody asked to see."""

_DRAW_EVERY: Final = 0.1
"""Seconds between two drawings of the bar."""


class WorkDialog(ModalScreen[None]):
    """Does something in a thread of its own, and shows what came of it.

    The screen below waits meanwhile. Where nothing is to be shown in the end, it goes by itself.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "accept", show=False),
    ]

    def __init__(
        self, title: str, job: Callable[[Tell], Content | None], *, after: float = 0.0
    ) -> None:
        """`job` returns what to show in the end; a QuizError of its own is shown with its hint.

        It has changed nothing when what it is told raises. The dialog is seen `after` so many
        seconds, and not at all if it takes less.
        """
        super().__init__(classes="-unseen" if after else "")
        self._title = title
        self._job = job
        self._after = after
        self._progress = "", 0, 0
        self._stopping = self._over = False

    def compose(self) -> ComposeResult:
        """What it is about, what is being done, the bar, and the key."""
        with Vertical(id="work-dialog", classes="dialog"):
            yield Prose(Content.styled(self._title, "bold"))
            yield Prose(id="work-told")
            yield Meter()
            yield Prose(id="work-key")

    def on_mount(self) -> None:
        """Begin."""
        self._draw()
        self.set_interval(_DRAW_EVERY, self._draw)
        if self._after:
            self.set_timer(self._after, lambda: self.remove_class("-unseen"))
        self._perform()

    def action_leave(self) -> None:
        """End the work at its next step; leave when it is over."""
        if self._over:
            self.dismiss(None)
        else:
            self._stopping = True
            self._draw()

    def action_accept(self) -> None:
        """Leave when it is over."""
        if self._over:
            self.dismiss(None)

    @on(events.Click, "#work-key")
    def _clicked(self, event: events.Click) -> None:
        event.stop()
        self.action_leave()

    # -- within -----------------------------------------------------------------------------

    @work(thread=True)
    def _perform(self) -> Content | None:
        worker = get_current_worker()

        def tell(doing: str, done: int, total: int) -> None:
            if self._stopping or worker.is_cancelled:
                raise _StoppedError
            self._progress = doing, done, total

        try:
            return self._job(tell)
        except _StoppedError:
            return None
        except QuizError as error:
            lines = [plain(str(error), "$text-error"), plain(error.hint)]
            return Content("\n").join(filter(None, lines))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what came of the work."""
        if event.state is not WorkerState.SUCCESS:
            return
        result = event.worker.result
        if result is None:
            self.dismiss(None)
            return
        self._over = True
        self.remove_class("-unseen")
        self.query_one(Meter).display = False
        self._show(result, _("Back"))

    def _draw(self) -> None:
        """Show how far the work is."""
        if self._over:
            return
        doing, done, total = self._progress
        self.query_one(Meter).value = done / total if total else 0.0
        if self._stopping:
            self._show(Content(_("Stopping …")), "")
        else:
            count = Content.styled(f"  {done}/{total}" if total else "", "$foreground 60%")
            self._show(Content(doing) + count, _("Cancel"))

    def _show(self, told: Content, key: str) -> None:
        self.query_one("#work-told", Prose).show(told)
        keys = Content.assemble(("esc", "$accent bold"), f" {key}") if key else Content("")
        self.query_one("#work-key", Prose).show(keys)


class _StoppedError(Exception):
    """The learner wants the work to end."""
