"""The missed book: what is still owed, how often it was missed, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList

from quiz.engine.responses import decode
from quiz.engine.session import Mode
from quiz.i18n import _, ngettext
from quiz.trainer import MissedEntry, Request
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import fitted, line_of, plain
from quiz.ui.when import day_text
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.verdict import PassageView
from quiz.wording import key_text, response_text


class MissedScreen(TrainerScreen[None]):
    """The questions in the book beside the details of the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "retry_all", "Go over all", id="missed.all"),
        Binding("t", "retry_one", "Only this one", id="missed.one"),
        Binding("x", "clear", "Strike off", id="missed.clear"),
        Binding("b", "bring_back", "Bring back", id="missed.back"),
        Binding("c", "toggle_cleared", "Owed / cleared", id="missed.cleared"),
        Binding("escape", "close", "Back", id="missed.close"),
        HELP,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cleared = False
        self._entries: list[MissedEntry] = []

    def compose(self) -> ComposeResult:
        """The list and the details."""
        yield TitleBar()
        with Horizontal(id="missed"):
            yield Listing(id="missed-list")
            with VerticalScroll(id="missed-detail", can_focus=False):
                yield Prose(id="missed-question")
                yield PassageView()
        yield Prose(id="missed-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the book."""
        self._read()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """Read the book again after a round."""
        if self._entries:
            self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the list shown."""
        some = bool(self._entries)
        return {
            "retry_all": some and not self._cleared,
            "retry_one": some,
            "clear": some and not self._cleared,
            "bring_back": some and self._cleared,
        }.get(action, True)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_detail()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._cleared:
            self.action_retry_one()
        else:
            self.action_retry_all()

    def action_retry_all(self) -> None:
        """Ask everything in the book."""
        self._take(self._entries, Mode.MISSED)

    def action_retry_one(self) -> None:
        """Ask the question at the cursor."""
        entry = self._current()
        if entry:
            self._take([entry], Mode.PRACTICE if self._cleared else Mode.MISSED)

    def action_clear(self) -> None:
        """Strike the question at the cursor off the book."""
        entry = self._current()
        if entry:
            with self.trouble():
                self.trainer.clear_missed(entry.record.ref)
                self._read()
                self.tell(_("Struck off. It is on the list of cleared ones (c)."))

    def action_bring_back(self) -> None:
        """Put the question at the cursor back into the book."""
        entry = self._current()
        if entry:
            with self.trouble():
                self.trainer.bring_back(entry.record.ref)
                self._read()
                self.tell(_("Back in the missed book."))

    def action_toggle_cleared(self) -> None:
        """Show what is owed, or what has been cleared."""
        self._cleared = not self._cleared
        self._read()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _take(self, entries: list[MissedEntry], mode: Mode) -> None:
        from quiz.ui.screens.question import QuestionScreen

        refs = tuple(entry.record.ref for entry in entries if entry.question)
        if not refs:
            self.tell(_("No set holds these questions any more."))
            return
        with self.trouble():
            self.app.push_screen(QuestionScreen(self.trainer.begin(Request(mode, refs=refs))))

    def _current(self) -> MissedEntry | None:
        index = self.query_one(OptionList).highlighted
        return self._entries[index] if index is not None and index < len(self._entries) else None

    def _read(self) -> None:
        with self.trouble():
            self._entries = self.trainer.missed(cleared=self._cleared)
        listing = self.query_one(Listing)
        listing.show(len(self._entries), lambda index: self._line(self._entries[index]))
        bar = self.query_one(TitleBar)
        bar.left = Content(_("Cleared questions") if self._cleared else _("Missed book"))
        count = len(self._entries)
        bar.right = Content(
            ngettext("{count} question", "{count} questions", count).format(count=count)
        )
        self.query_one("#missed").display = bool(self._entries)
        empty = self.query_one("#missed-empty", Prose)
        empty.display = not self._entries
        empty.show(Content(self._empty_text()))
        self._show_detail()
        self.refresh_bindings()

    def _empty_text(self) -> str:
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

    def _line(self, entry: MissedEntry) -> Content:
        state = entry.record.state
        width = max(16, self.query_one(OptionList).size.width - 4)
        times = Content.styled(f"✗{state.times_missed:<3}", "$text-error")
        run = Content.styled(f"✓{state.right_in_a_row} ", "$text-success")
        prompt = entry.question.prompt if entry.question else entry.record.prompt
        text = line_of(prompt, "" if entry.question else "$foreground 60% strike")
        return Content.assemble(times, run, fitted(text, width - 7))

    def _show_detail(self) -> None:
        entry = self._current()
        view = self.query_one(PassageView)
        passage = self.trainer.passage(entry.question) if entry and entry.question else None
        view.display = passage is not None
        if passage is not None:
            view.show(passage)
        if entry is not None:
            self.query_one("#missed-question", Prose).show(self._detail(entry))

    def _detail(self, entry: MissedEntry) -> Content:
        state = entry.record.state
        question = entry.question
        times = ngettext("missed {count} time", "missed {count} times", state.times_missed)
        when = _("last on {day}").format(day=day_text(state.last_missed))
        lines = [
            plain(question.prompt if question else entry.record.prompt, "bold"),
            Content(""),
            Content.styled(f"{times.format(count=state.times_missed)} · {when}", "$foreground 60%"),
            Content.assemble(
                (_("Yours") + "  ", "$foreground 60%"),
                line_of(response_text(decode(state.last_response)), "$text-error"),
            ),
        ]
        if question:
            lines.append(
                Content.assemble(
                    (_("Key") + "  ", "$foreground 60%"),
                    line_of(key_text(question), "$text-success"),
                )
            )
            if question.explanation:
                lines += [Content(""), plain(question.explanation)]
        else:
            lines.append(Content(_("This question is no longer in its set.")))
        return Content("\n").join(lines)
