"""Drafts looked through one by one, with the passage in view: taken, mended or left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.authoring.drafting.drafts import why_words
from quiz.authoring.drafting.keeping import Drafts
from quiz.i18n import _, ngettext
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import line_of
from quiz.ui.widgets.bars import KeyBar, Meter, TitleBar
from quiz.ui.widgets.preview import Preview
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.verdict import PassageView
from quiz.wording import percent

if TYPE_CHECKING:
    from quiz.content.editing import QuestionText


class DraftsScreen(TrainerScreen[None]):
    """Each draft that is taken is in the file at once, so that nothing is lost by leaving."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take", id="drafts.take"),
        Binding("e", "mend", "Mend", id="drafts.mend"),
        Binding("x", "leave_out", "Leave out", id="drafts.leave-out"),
        Binding("left,b", "turn(-1)", "Back", key_display="←", id="drafts.back"),
        Binding("right,n", "turn(1)", "Later", key_display="→", id="drafts.later"),
        Binding("escape", "close", "Leave", id="drafts.close"),
        HELP,
    ]

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._at = drafts.first_open()

    def compose(self) -> ComposeResult:
        """How far it is, why and how sure, the question, the passage, keys."""
        yield TitleBar()
        yield Meter()
        yield Prose(id="draft-why")
        yield Preview(quotes=False)
        yield PassageView()
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the first draft that is still to be decided."""
        await self._show()

    async def _show(self) -> None:
        drafts, at = self._drafts, self._at
        draft, question = drafts.drafts[at], drafts.questions[at]
        bar = self.query_one(TitleBar)
        bar.left = Content.styled(_("Drafts"), "bold") + "  " + line_of(drafts.path.name)
        taken = drafts.taken
        count = ngettext("{count} taken", "{count} taken", len(taken)).format(count=len(taken))
        bar.right = Content(f"{at + 1}/{len(drafts.drafts)} · {count}")
        self.query_one(Meter).value = (at + 1) / len(drafts.drafts)
        if at in taken:
            mark, word, style = "✓ ", _("taken"), "$success"
        elif at in drafts.left_out:
            mark, word, style = "✗ ", _("left out"), "$error"
        else:
            mark, word, style = "○ ", _("open"), "$foreground 60%"
        why = _("Drawn from {why}; confidence {share}%")
        self.query_one("#draft-why", Prose).show(
            Content.styled(f"{mark}{word}  ", style)
            + why.format(why=why_words(draft.why), share=percent(draft.confidence))
        )
        with self.app.batch_update():
            await self.query_one(Preview).show(question)
            passage = self.trainer.passage(question)
            view = self.query_one(PassageView)
            view.display = passage is not None
            if passage is not None:
                view.show(passage)
        self.refresh_bindings()

    # -- actions ----------------------------------------------------------------------------

    async def action_take(self) -> None:
        """Put the draft into the file, and go on."""
        with self.trouble():
            self._drafts.take(self._at)
            await self._next()

    def action_mend(self) -> None:
        """Put the draft into the file and open it there."""
        from quiz.ui.screens.editor import EditorScreen

        with self.trouble():
            text: QuestionText = self._drafts.take(self._at)
            self.app.push_screen(EditorScreen(text, self._drafts.path.name), self._mended)

    async def _mended(self, _saved: bool | None) -> None:
        await self._next()

    async def action_leave_out(self) -> None:
        """Leave the draft out, of the file too if it is there, and go on."""
        with self.trouble():
            self._drafts.leave_out(self._at)
            await self._next()

    async def action_turn(self, by: int) -> None:
        """Look at the draft before or after."""
        self._at = max(0, min(self._at + by, len(self._drafts.drafts) - 1))
        await self._show()

    def action_close(self) -> None:
        """Leave; what was taken is in the file."""
        self.trainer.read_again()
        self.dismiss(None)

    async def _next(self) -> None:
        if self._at + 1 < len(self._drafts.drafts):
            await self.action_turn(1)
            return
        await self._show()
        path: Path = self._drafts.path
        self.tell(_("That was the last one. Taken drafts are in {file}.").format(file=path))
