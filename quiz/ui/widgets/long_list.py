"""A list of any length: it draws the lines in sight and knows no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from quiz.ui.content_text import fitted


class LongList(ScrollView, can_focus=True):
    """One line each for `count` things, which are asked for when they come into sight."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,g", "first", show=False),
        Binding("end,G", "last", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-list--cursor"}

    DEFAULT_CSS = """
    LongList {
        padding: 0 1;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        & > .long-list--cursor { background: $surface; text-style: bold; }
        &:nocolor > .long-list--cursor { text-style: bold reverse; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The line at the cursor, from 0."""

    class Moved(Message):
        """Another line is at the cursor, or the same one stands for something else."""

    @dataclass
    class Pointed(Message):
        """A line was clicked, `cell` cells from its beginning; the cursor is there now.

        `again` tells whether it was there before.
        """

        index: int
        cell: int
        again: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._line: Callable[[int, int], Content] | None = None

    def show(self, count: int, line: Callable[[int, int], Content], cursor: int = 0) -> None:
        """Show `count` lines; `line` draws the one of an index for a number of cells."""
        self._count, self._line = count, line
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self.set_reactive(LongList.cursor, max(0, min(cursor, count - 1)))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self._keep_in_sight()

    def watch_cursor(self) -> None:
        """Draw the lines anew, and tell of it."""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def action_move(self, by: int) -> None:
        """Go some lines on or back."""
        self.cursor = max(0, min(self.cursor + by, self._count - 1))

    def action_page(self, by: int) -> None:
        """Go a page on or back."""
        self.action_move(by * max(1, self.scrollable_content_region.height - 1))

    def action_first(self) -> None:
        """Go to the first line."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last line."""
        self.cursor = max(0, self._count - 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a line; on the line it stands on, tell of it."""
        offset = event.get_content_offset(self)
        if offset is None or not offset.y + self.scroll_offset.y < self._count:
            return
        index = offset.y + self.scroll_offset.y
        again = index == self.cursor
        self.cursor = index
        self.post_message(self.Pointed(index, offset.x, again))

    def render_line(self, y: int) -> Strip:
        """Draw a line of those in sight."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if self._line is None or index >= self._count or width < 4:
            return Strip.blank(width, self.rich_style)
        at_cursor = index == self.cursor
        style = self.get_visual_style("long-list--cursor") if at_cursor else self.visual_style
        content = " " + fitted(self._line(index, width - 2), width - 2) + " "
        return Visual.to_strips(self, content, width, 1, style)[0]

    def _keep_in_sight(self) -> None:
        height = self.scrollable_content_region.height
        top = round(self.scroll_target_y)
        if height and not top <= self.cursor < top + height:
            wanted = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=wanted, animate=False)
