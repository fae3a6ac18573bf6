"""The missed book: what is still owed, how often it was missed, and what was answered each time."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.i18n import _, ngettext
from quiz.missed_book import Filter
from quiz.trainer import MissedEntry, Request
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import line_of
from quiz.ui.missed_lines import MARK_CELLS, missed_detail, missed_line
from quiz.ui.screens.missed_filter import FilterDialog, filter_words
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.long_list import LongList
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.verdict import PassageView
from quiz.visible import visible

_AT_ONCE = 200
"""Questions of a large book that are read before the first frame; the rest follows it."""

_SOON = 0.05
"""Seconds after which it does."""


class MissedScreen(TrainerScreen[None]):
    """The questions in the book beside the details of the one at the cursor.

    What the keys do, they do to the marked questions, or without any to all that are shown or
    to the one at the cursor.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "retry_all", "Go over all", id="missed.all"),
        Binding("enter", "retry_marked", "Go over marked", id="missed.marked"),
        Binding("enter", "retry_cleared", "Practise", id="missed.again"),
        Binding("t", "retry_one", "Only this one", id="missed.one"),
        Binding("space", "mark", "Mark", id="missed.mark"),
        Binding("f", "filter", "Filter", id="missed.filter"),
        Binding("x", "clear", "Strike off", id="missed.clear"),
        Binding("b", "bring_back", "Bring back", id="missed.back"),
        Binding("c", "toggle_cleared", "Owed / cleared", id="missed.cleared"),
        Binding("s", "save", "Save for paper", id="missed.save"),
        Binding("ctrl+e", "edit", "Edit", key_display="^e", id="missed.edit"),
        Binding("d", "turn_to_detail", "Details", id="missed.detail"),
        Binding("escape", "close", "Back", id="missed.close"),
        HELP,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cleared = False
        self._filter = Filter()
        self._every: list[MissedEntry] = []
        self._entries: list[MissedEntry] = []
        self._marked: set[Ref] = set()
        self._titles: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The list and the details."""
        yield TitleBar()
        with Horizontal(id="missed"):
            yield LongList(id="missed-list")
            with VerticalScroll(id="missed-detail"):
                yield Prose(id="missed-question")
                yield PassageView()
        yield Prose(id="missed-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the book."""
        self._titles = {entry.id: entry.title for entry in self.trainer.library.entries()}
        if self.trainer.is_large:
            self._read(_AT_ONCE)
            self.set_timer(_SOON, self._read)
        else:
            self._read()
        self.query_one(LongList).focus()

    def came_back(self) -> None:
        """Read the book again after a round."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the list shown."""
        some, marked = bool(self._entries), bool(self._marked)
        return {
            "retry_all": some and not marked and not self._cleared,
            "retry_marked": some and marked,
            "retry_cleared": some and not marked and self._cleared,
            "retry_one": some,
            "mark": some,
            "filter": bool(self._every),
            "clear": some and not self._cleared,
            "bring_back": some and self._cleared,
            "save": some,
            "edit": some,
            "turn_to_detail": some,
        }.get(action, True)

    # -- the list ---------------------------------------------------------------------------

    @on(LongList.Moved)
    def _moved(self, event: LongList.Moved) -> None:
        event.stop()
        self._show_detail()

    @on(LongList.Pointed)
    def _pointed(self, event: LongList.Pointed) -> None:
        event.stop()
        if event.cell <= MARK_CELLS:
            self._turn_mark(event.index)

    def action_mark(self) -> None:
        """Mark the line at the cursor, or unmark it, and go on to the next."""
        listing = self.query_one(LongList)
        if self._entries:
            self._turn_mark(listing.cursor)
            listing.action_move(1)

    def action_filter(self) -> None:
        """Ask which part of the list to show."""

        def chosen(wanted: Filter | None) -> None:
            if wanted is not None:
                self._filter = wanted
                self._show()

        today = self.trainer.today()
        self.app.push_screen(FilterDialog(self._every, self._filter, self._titles, today), chosen)

    def action_toggle_cleared(self) -> None:
        """Show what is owed, or what has been cleared."""
        self._cleared = not self._cleared
        self._marked.clear()
        self._read()

    def action_turn_to_detail(self) -> None:
        """Let the arrows scroll the details, or move in the list again."""
        detail = self.query_one("#missed-detail")
        (self.query_one(LongList) if detail.has_focus else detail).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    # -- what is done with the questions ----------------------------------------------------

    def action_retry_all(self) -> None:
        """Ask everything that is shown."""
        self._take(self._entries)

    def action_retry_marked(self) -> None:
        """Ask what is marked."""
        self._take(self._marked_entries())

    def action_retry_cleared(self) -> None:
        """Practise the cleared question at the cursor."""
        self.action_retry_one()

    def action_retry_one(self) -> None:
        """Ask the question at the cursor."""
        self._take(self._current())

    def action_clear(self) -> None:
        """Strike questions off the book."""
        entries = self._marked_entries() or self._current()
        with self.trouble():
            for entry in entries:
                self.trainer.clear_missed(entry.record.ref)
            text = ngettext(
                "Struck off. It is on the list of cleared ones (c).",
                "{count} struck off. They are on the list of cleared ones (c).",
                len(entries),
            )
            self._done(text.format(count=len(entries)))

    def action_bring_back(self) -> None:
        """Put questions back into the book."""
        entries = self._marked_entries() or self._current()
        with self.trouble():
            for entry in entries:
                self.trainer.bring_back(entry.record.ref)
            text = ngettext(
                "Back in the missed book.", "{count} back in the missed book.", len(entries)
            )
            self._done(text.format(count=len(entries)))

    def action_save(self) -> None:
        """Write the questions into a file in the folder one is in, to be practised on paper."""
        from quiz.paper import free_name, paper, write_paper

        today = self.trainer.today()
        with self.trouble():
            text = paper(self._marked_entries() or self._entries, self._titles, today)
            path = write_paper(free_name(Path.cwd(), today), text)
            told = _("Saved: {path}").format(path=path)
            self.notify(visible(told), timeout=10, markup=False)

    def _take(self, entries: list[MissedEntry]) -> None:
        refs = tuple(entry.record.ref for entry in entries if entry.question)
        if not refs:
            self.tell(_("No set holds these questions any more."))
            return
        mode = Mode.PRACTICE if self._cleared else Mode.MISSED
        self.take(Request(mode, refs=refs))
        self._marked.clear()

    def _done(self, text: str) -> None:
        """Show the list after a change of it."""
        self._marked.clear()
        self._read()
        self.tell(text)

    def _current(self) -> list[MissedEntry]:
        """Return the question at the cursor, none in an empty list."""
        cursor = self.query_one(LongList).cursor
        return self._entries[cursor : cursor + 1]

    def action_edit(self) -> None:
        """Edit the question at the cursor in its file."""
        from quiz.own_questions import question_text
        from quiz.ui.screens.editor import EditorScreen

        for entry in self._current():
            with self.trouble():
                text = question_text(self.trainer, entry.record.ref)
                self.app.push_screen(EditorScreen(text, entry.prompt), self._edited)

    def _edited(self, saved: bool | None) -> None:
        if saved:
            self._read()

    def _marked_entries(self) -> list[MissedEntry]:
        return [entry for entry in self._entries if entry.record.ref in self._marked]

    # -- drawing ----------------------------------------------------------------------------

    def _read(self, limit: int | None = None) -> None:
        with self.trouble():
            self._every = self.trainer.missed(cleared=self._cleared, limit=limit)
        self._show()

    def _show(self) -> None:
        """Show what of the list is wanted; what is out of sight is marked no longer."""
        self._entries = self._filter.select(self._every, self.trainer.today())
        self._marked &= {entry.record.ref for entry in self._entries}
        listing = self.query_one(LongList)
        listing.show(len(self._entries), self._line, listing.cursor)
        self._draw_title()
        self.query_one("#missed").display = bool(self._entries)
        empty = self.query_one("#missed-empty", Prose)
        empty.display = not self._entries
        empty.show(Content(self._empty_text()))
        self._show_detail()
        self.refresh_bindings()

    def _draw_title(self) -> None:
        bar = self.query_one(TitleBar)
        name = _("Cleared questions") if self._cleared else _("Missed book")
        parts = [Content(name), *map(line_of, filter_words(self._filter, self._titles))]
        bar.left = Content(" · ").join(parts)
        count, every = len(self._entries), len(self._every)
        if self._filter:
            text = ngettext("{count} of {every} question", "{count} of {every} questions", every)
        else:
            text = ngettext("{count} question", "{count} questions", count)
        marked = [_("{count} marked").format(count=len(self._marked))] if self._marked else []
        bar.right = Content(" · ".join([*marked, text.format(count=count, every=every)]))

    def _empty_text(self) -> str:
        if self._every:
            return _("None of these questions is like that. Press f to change the filter.")
        if self._cleared:
            return _("Nothing has been cleared yet.")
        return (
            _(
                "The missed book is empty. What you miss in any mode is collected here, "
                "until you have it right in two sessions running."
            )
            if self.trainer.settings.right_to_clear == 2
            else _("The missed book is empty. What you miss in any mode is collected here.")
        )

    def _line(self, index: int, width: int) -> Content:
        entry = self._entries[index]
        return missed_line(entry, width, marked=entry.record.ref in self._marked)

    def _turn_mark(self, index: int) -> None:
        self._marked ^= {self._entries[index].record.ref}
        self.query_one(LongList).refresh()
        self._draw_title()
        self.refresh_bindings()

    def _show_detail(self) -> None:
        current = self._current()
        view = self.query_one(PassageView)
        question = current[0].question if current else None
        passage = self.trainer.passage(question) if question else None
        view.display = passage is not None
        if passage is not None:
            view.show(passage)
        if current:
            with self.trouble():
                misses = self.trainer.misses(current[0].record.ref)
                needed = self.trainer.settings.right_to_clear
                detail = missed_detail(current[0], misses, needed)
                self.query_one("#missed-question", Prose).show(detail)
            self.query_one("#missed-detail").scroll_home(animate=False)
