"""The sections of a screen on one line: their numbers, their names, and which is shown."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Sections(Widget):
    """A row of tabs that draws itself."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Sections {
        height: 1;
        text-wrap: nowrap;
    }
    """

    current: reactive[int] = reactive(0)

    class Chosen(Message):
        """A section was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs = [f" {number} {name} " for number, name in enumerate(names, 1)]

    def render(self) -> Content:
        """Draw the tabs; the one shown is the other way round."""
        return Content(" ").join(
            [
                Content.styled(tab, "bold reverse" if index == self.current else "$foreground 60%")
                for index, tab in enumerate(self._tabs)
            ]
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        offset = event.get_content_offset(self)
        reached = 0
        for index, tab in enumerate(self._tabs):
            reached += Content(tab).cell_length + 1
            if offset is not None and offset.x < reached:
                self.post_message(self.Chosen(index))
                return
