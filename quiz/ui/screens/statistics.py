"""Statistics: the days, how well memory held, what falls due, what is known, what is hard."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList

from quiz.engine.plans import Mode
from quiz.i18n import _
from quiz.statistics import Hard, Statistics
from quiz.trainer import Request
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.figures import days_lines, hard_line, mastery_lines, memory_lines
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.charts import Draw, Figure
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.sections import Sections

DAYS, MEMORY, MASTERY, HARDEST = range(4)
"""The sections, in the order of their numbers."""


class StatisticsScreen(TrainerScreen[None]):
    """One section at a time; each is read when it is first shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "history", "All answers", id="statistics.history"),
        Binding("p", "practise", "Practise these", id="statistics.practise"),
        Binding("1", "section(0)", "Section", key_display="1–4", id="statistics.days"),
        Binding("2", "section(1)", show=False, id="statistics.memory"),
        Binding("3", "section(2)", show=False, id="statistics.mastery"),
        Binding("4", "section(3)", show=False, id="statistics.hardest"),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("escape", "close", "Back", id="statistics.close"),
        HELP,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._some = False
        self._section = DAYS
        self._hardest: list[Hard] = []
        self._draws: dict[int, Draw] = {}

    def compose(self) -> ComposeResult:
        """The sections, or a word when nothing is on record."""
        yield TitleBar()
        yield Sections([_("Days"), _("Memory"), _("Mastery"), _("Hardest")])
        with VerticalScroll(id="figures", can_focus=False):
            yield Figure()
        yield Listing(id="hardest")
        yield Prose(id="statistics-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the screen."""
        self.query_one(TitleBar).left = Content(_("Statistics"))

    def on_screen_resume(self) -> None:
        """Read the record, again after a session."""
        self._hardest = []
        self._draws.clear()
        with self.trouble():
            self._some = bool(self.trainer.statistics().responses)
        self.query_one(Sections).display = self._some
        self._show()

    def on_resize(self) -> None:
        """Fit the figure to the new height; to the width it fits itself."""
        if self._section in self._draws:
            self.query_one(Figure).show(self._draws[self._section])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the section shown has."""
        if action in ("history", "practise"):
            return self._some and self._section == HARDEST and bool(self._hardest)
        if action in ("section", "turn", "scroll"):
            return self._some
        return True

    # -- actions ----------------------------------------------------------------------------

    @on(Sections.Chosen)
    def _chosen(self, event: Sections.Chosen) -> None:
        event.stop()
        self.action_section(event.index)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_history()

    def action_section(self, index: int) -> None:
        """Show a section."""
        self._section = index
        self._show()

    def action_turn(self, by: int) -> None:
        """Show the section beside the one shown."""
        self.action_section((self._section + by) % (HARDEST + 1))

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#figures", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_history(self) -> None:
        """Open all that is on record of the question at the cursor."""
        from quiz.ui.screens.question_history import QuestionHistoryScreen

        index = self.query_one(Listing).highlighted
        if self._hardest and index is not None:
            ref = self._hardest[index].tally.ref
            with self.trouble():
                self.app.push_screen(QuestionHistoryScreen(Statistics(self.trainer).history(ref)))

    def action_practise(self) -> None:
        """Practise the hardest questions."""
        refs = tuple(hard.tally.ref for hard in self._hardest)
        self.take(Request(Mode.PRACTICE, refs=refs))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    # -- within -----------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the section, or a word where there is nothing to see."""
        if self._some:
            with self.trouble():
                self._read()
        word = self._word()
        hardest = self._section == HARDEST
        self.query_one(Sections).current = self._section
        self.query_one("#figures").display = not word and not hardest
        listing = self.query_one(Listing)
        listing.display = not word and hardest
        empty = self.query_one("#statistics-empty", Prose)
        empty.display = bool(word)
        empty.show(Content(word))
        if hardest:
            found = self._hardest or []
            listing.show(len(found), lambda index: hard_line(found[index], self._list_width))
            listing.focus()
        else:
            self.set_focus(None)
            self.query_one(Figure).show(self._draws.get(self._section, _nothing))
            self.query_one("#figures").scroll_home(animate=False)
        self.refresh_bindings()

    def _word(self) -> str:
        if not self._some:
            return _(
                "Nothing has been answered yet. Take a quiz: your days, your memory "
                "and your hardest questions are shown here."
            )
        if self._section == HARDEST and not self._hardest:
            return _("Nothing has been missed yet.")
        return ""

    def _read(self) -> None:
        """Read the section shown, unless it has been."""
        statistics = Statistics(self.trainer)
        if self._section == HARDEST:
            self._hardest = self._hardest or statistics.hardest()
        elif self._section not in self._draws:
            self._draws[self._section] = self._drawing(statistics)

    def _drawing(self, statistics: Statistics) -> Draw:
        if self._section == MASTERY:
            mastery = statistics.mastery()
            return lambda width: mastery_lines(mastery, width)
        summary = statistics.summary()
        lines = days_lines if self._section == DAYS else memory_lines
        return lambda width: lines(summary, width, self._room)

    @property
    def _room(self) -> int:
        """The lines there are for a figure: without the title, the sections and the keys."""
        return self.size.height - (3 if self.has_class("-narrow") else 5)

    @property
    def _list_width(self) -> int:
        return max(40, self.query_one(Listing).size.width - 5)


def _nothing(_width: int) -> tuple[Content, ...]:
    return ()
