"""A list in which a click points at a line instead of choosing it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message

from quiz.ui.widgets.listing import Listing


class PointedListing(Listing):
    """For lists whose enter key does something to more than the line at the cursor."""

    @dataclass
    class Pointed(Message):
        """A line was clicked, `cell` cells from its beginning; the cursor is there now."""

        index: int
        cell: int

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the line."""
        event.prevent_default()  # which would choose it
        event.stop()
        index = event.style.meta.get("option")
        offset = event.get_content_offset(self)
        if index is not None and offset is not None:
            self.highlighted = index
            self.post_message(self.Pointed(index, offset.x))
