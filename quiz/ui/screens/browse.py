"""Browse: every question there is, found by its words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from time import monotonic
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from quiz.content.library import SetEntry
from quiz.content.searching import Index
from quiz.engine.questions import AnyQuestion, Ref
from quiz.i18n import _, ngettext
from quiz.knowledge_map import state_of
from quiz.store import KnowledgeRecord
from quiz.trainer import Request
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.browse_lines import browse_detail, browse_line
from quiz.ui.content_text import line_of
from quiz.ui.widgets.bars import KeyBar, Meter, TitleBar
from quiz.ui.widgets.long_list import LongList
from quiz.ui.widgets.prose import Prose

_TELL_EVERY = 0.1
"""Seconds between two looks at how far making ready has come."""

_SETS_KEPT = 8
"""Sets whose questions are kept in memory: those around what is in sight."""


class _Row(NamedTuple):
    entry: SetEntry
    question: AnyQuestion
    known: KnowledgeRecord | None


class BrowseScreen(TrainerScreen[None]):
    """The questions of all sets, or of one, beside the details of the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "Ask it", id="browse.ask"),
        Binding("slash", "search", "Search", key_display="/", id="browse.search"),
        Binding("left", "turn(-1)", "Set", key_display="← →", id="browse.previous"),
        Binding("right", "turn(1)", show=False, id="browse.next"),
        Binding("ctrl+e", "edit", "Edit", key_display="^e", id="browse.edit"),
        Binding("a", "add", "Add", id="browse.add"),
        Binding("i", "history", "Record", id="browse.history"),
        Binding("d", "turn_to_detail", "Details", id="browse.detail"),
        Binding("escape", "close", "Back", id="browse.close"),
        HELP,
    ]

    def __init__(self, entry: SetEntry | None = None, *, search: bool = False) -> None:
        """Begin with a set, by default with all; with `search` in the line for words."""
        super().__init__()
        self._file = entry.file if entry else ""
        self._search = search
        self._ready = False
        self._numbers: Sequence[int] = ()
        self._sets = lru_cache(_SETS_KEPT)(self._read_set)

    def compose(self) -> ComposeResult:
        """The words looked for, the list, the details."""
        yield TitleBar()
        yield Input(placeholder=_("words to look for"), id="browse-words", compact=True)
        yield Meter()
        with Horizontal(id="browse"):
            yield LongList(id="browse-list")
            with VerticalScroll(id="browse-detail"):
                yield Prose(id="browse-question")
        yield Prose(id="browse-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what there is."""
        self.query_one(Meter).display = False
        self._read()
        self.query_one(Input if self._search else LongList).focus()

    def came_back(self) -> None:
        """Show what a round has changed."""
        self._sets.cache_clear()
        self._show_detail()
        self.query_one(LongList).refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the question at the cursor, and where one types nothing else."""
        if not self.is_mounted:
            return True
        if action == "ask" and self.query_one(Input).has_focus:
            return False
        if action == "turn":
            return len(self._index.entries) > 1 and not self.query_one(Input).has_focus
        if action in ("ask", "edit", "add", "history", "turn_to_detail"):
            return bool(self._numbers)
        return True

    # -- what is found ----------------------------------------------------------------------

    def _read(self, wanted: Ref | None = None) -> None:
        """Go by the files as they are; the cursor goes to a question, if it is found."""
        self._index = Index(self.trainer.library)
        self._ready = False
        self._sets.cache_clear()
        self._find(wanted)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(LongList).focus()

    def on_key(self, event: events.Key) -> None:
        """Let the arrow that leads down from the words lead into the list."""
        if event.key == "down" and self.query_one(Input).has_focus:
            self.query_one(LongList).focus()

    def _find(self, wanted: Ref | None = None) -> None:
        """Show the questions in which the words stand; make ready for that first."""
        words = self.query_one(Input).value
        if words.strip() and not self._ready:
            self._prepare()
            return
        self._numbers = self._index.find(words, self._entry())
        cursor = 0
        if wanted is not None:
            entry = next((one for one in self._index.entries if one.id == wanted.set_id), None)
            there = self._index.numbers(entry) if entry else ()
            refs = (n for n in self._numbers if n in there and self._row(n).question.ref == wanted)
            cursor = next((self._numbers.index(number) for number in refs), 0)
        self.query_one(LongList).show(len(self._numbers), self._line, cursor)
        self._draw_title()
        self.query_one("#browse").display = bool(self._numbers)
        empty = self.query_one("#browse-empty", Prose)
        empty.display = not self._numbers
        empty.show(Content(self._empty_text()))
        self.refresh_bindings()

    @work(thread=True, exclusive=True, group="preparing")
    def _prepare(self) -> None:
        index, worker, told = self._index, get_current_worker(), 0.0

        def progress(done: int, total: int) -> bool:
            nonlocal told
            if monotonic() - told > _TELL_EVERY:
                told = monotonic()
                self.app.call_from_thread(self._show_progress, done / total)
            return not worker.is_cancelled and index is self._index

        if index.prepare(progress):
            self.app.call_from_thread(self._is_ready, index)

    def _show_progress(self, share: float) -> None:
        if self.is_mounted:
            self.query_one(Meter).display = True
            self.query_one(Meter).value = share

    def _is_ready(self, index: Index) -> None:
        if self.is_mounted and index is self._index:
            self.query_one(Meter).display = False
            self._ready = True
            self._find()

    def _entry(self) -> SetEntry | None:
        """Return the set that is browsed, None for all."""
        return next((one for one in self._index.entries if one.file == self._file), None)

    # -- the keys ---------------------------------------------------------------------------

    @on(LongList.Moved)
    def _moved(self, event: LongList.Moved) -> None:
        event.stop()
        self._show_detail()

    @on(LongList.Pointed)
    def _pointed(self, event: LongList.Pointed) -> None:
        event.stop()
        if event.again:
            self.action_ask()

    def action_search(self) -> None:
        """Go to the line for words."""
        self.query_one(Input).focus()

    def action_turn(self, by: int) -> None:
        """Browse the next set, or the one before; all of them are one more."""
        files = ["", *(entry.file for entry in self._index.entries)]
        at = files.index(self._file) if self._file in files else 0
        self._file = files[(at + by) % len(files)]
        self._find()

    def action_ask(self) -> None:
        """Ask the question at the cursor."""
        for row in self._current():
            self.take(Request(refs=(row.question.ref,)))

    def action_edit(self) -> None:
        """Edit the question at the cursor in its file."""
        from quiz.own_questions import question_text
        from quiz.ui.screens.editor import EditorScreen

        for row in self._current():
            with self.trouble():
                text = question_text(self.trainer, row.question.ref)
                title = row.question.prompt or row.question.id
                self.app.push_screen(EditorScreen(text, title), self._edited)

    def action_add(self) -> None:
        """Begin another question after the one at the cursor."""
        from quiz.own_questions import question_text
        from quiz.ui.screens.editor import EditorScreen

        for row in self._current():
            with self.trouble():
                text = question_text(self.trainer, row.question.ref).new_after()
                begun = "- prompt: \n  answer: \n"
                self.app.push_screen(EditorScreen(text, row.entry.title, begun), self._edited)

    def action_history(self) -> None:
        """Open all that is on record of the question at the cursor."""
        from quiz.statistics import Statistics
        from quiz.ui.screens.question_history import QuestionHistoryScreen

        for row in self._current():
            with self.trouble():
                history = Statistics(self.trainer).history(row.question.ref)
                self.app.push_screen(QuestionHistoryScreen(history))

    def action_turn_to_detail(self) -> None:
        """Let the arrows scroll the details, or move in the list again."""
        detail = self.query_one("#browse-detail")
        (self.query_one(LongList) if detail.has_focus else detail).focus()

    def action_close(self) -> None:
        """Leave the words for the list, then go back."""
        if self.query_one(Input).has_focus and self._numbers:
            self.query_one(LongList).focus()
        else:
            self.dismiss(None)

    def _edited(self, saved: bool | None) -> None:
        if saved:
            rows = self._current()
            self._read(rows[0].question.ref if rows else None)

    # -- drawing ----------------------------------------------------------------------------

    def _current(self) -> list[_Row]:
        """Return the question at the cursor, none in an empty list."""
        cursor = self.query_one(LongList).cursor
        return [self._row(self._numbers[cursor])] if cursor < len(self._numbers) else []

    def _row(self, number: int) -> _Row:
        entry, at = self._index.place(number)
        questions, known = self._sets(entry)
        return _Row(entry, questions[at], known.get(questions[at].ref))

    def _read_set(
        self, entry: SetEntry
    ) -> tuple[Sequence[AnyQuestion], dict[Ref, KnowledgeRecord]]:
        return self.trainer.load(entry).questions, self.trainer.knowledge([entry.id])

    def _line(self, index: int, width: int) -> Content:
        row = self._row(self._numbers[index])
        return browse_line(row.question, state_of(row.known, self.trainer.today()), width)

    def _show_detail(self) -> None:
        for row in self._current():
            state = state_of(row.known, self.trainer.today())
            detail = browse_detail(row.question, row.known, state, row.entry.file)
            self.query_one("#browse-question", Prose).show(detail)
        self.query_one("#browse-detail").scroll_home(animate=False)

    def _draw_title(self) -> None:
        bar = self.query_one(TitleBar)
        entry, count = self._entry(), len(self._numbers)
        name = line_of(entry.title) if entry else Content(_("All sets"))
        bar.left = Content.styled(_("Questions"), "bold") + " · " + name
        every = len(self._index.numbers(entry))
        if count == every:
            text = ngettext("{count} question", "{count} questions", count)
        else:
            text = ngettext("{count} of {every} question", "{count} of {every} questions", every)
        bar.right = Content(text.format(count=count, every=every))

    def _empty_text(self) -> str:
        if not len(self._index):
            return _("There is no question yet.")
        return _("No question says that. Fewer words find more; ← and → change the set.")
