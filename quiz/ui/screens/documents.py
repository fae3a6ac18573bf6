"""The documents that question sets are about, to choose one of."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from quiz.i18n import _, ngettext
from quiz.knowledge_map import Topic
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import fitted, line_of
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.listing import Listing


class DocumentsScreen(TrainerScreen[str | None]):
    """Gives back the path of the document that was chosen, None for going back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", id="documents.open"),
        Binding("escape", "close", "Back", id="documents.close"),
        HELP,
    ]

    def __init__(self, topics: Sequence[Topic]) -> None:
        super().__init__()
        self._topics = topics

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield TitleBar()
        yield Listing()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the documents, those of most sets first."""
        self.query_one(TitleBar).left = Content.styled(_("Documents"), "bold")
        listing = self.query_one(Listing)
        listing.show(len(self._topics), self._line)
        listing.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._topics[event.option_index].path)

    def action_choose(self) -> None:
        """Open the document at the cursor: the list does so itself."""
        self.query_one(Listing).action_select()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _line(self, index: int) -> Content:
        topic = self._topics[index]
        folder, name = os.path.split(topic.path)
        count = len(topic.questions)
        text = ngettext("{count} question", "{count} questions", count).format(count=count)
        told = Content.styled(f"  {text}", "$foreground 60%")
        width = max(16, self.query_one(Listing).scrollable_content_region.width - 2)
        path = line_of(name, "bold") + "  " + line_of(folder, "$foreground 60%")
        return fitted(path, width - told.cell_length) + told
