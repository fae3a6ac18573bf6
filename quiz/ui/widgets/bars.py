"""The lines at the edges of every screen: title, progress, keys."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from quiz.ui.content_text import fitted


class TitleBar(Widget):
    """One line: what this is at the left, how it stands at the right."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        dock: top;
        padding: 0 2;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
    }
    """

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """Draw both sides; the left one gives way."""
        width = self.content_size.width
        right = self.right
        room = width - right.cell_length
        if room < 1:
            return fitted(right, width)
        return fitted(self.left, room - 1) + " " + right


class Meter(Widget):
    """A thin bar filled to `value`, in [0, 1]."""

    DEFAULT_CSS = """
    Meter {
        height: 1;
        padding: 0 2;
        color: $primary;
        text-wrap: nowrap;
    }
    """

    value: reactive[float] = reactive(0.0)

    def render(self) -> Content:
        """Draw the bar."""
        return bar(self.value, self.content_size.width, "$primary")


def bar(value: float, width: int, style: str) -> Content:
    """Return a bar of `width` cells of which the share `value` is filled, in `style`."""
    filled = round(max(0.0, min(1.0, value)) * width)
    if value > 0 and filled == 0:
        filled = 1
    return Content.assemble(("━" * filled, style), ("─" * (width - filled), "$foreground 20%"))


class _Key(NamedTuple):
    key: str
    content: Content
    enabled: bool


class KeyBar(Widget):
    """The footer: the keys that work now, each also a button for the mouse.

    One widget that draws itself, since a footer of many widgets costs a layout at every
    verdict. What doesn't fit one line goes on two more.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: auto;
        max-height: 3;
        padding: 0 1;
        background: $panel;
        text-wrap: nowrap;
    }
    """

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen is self.screen and self.is_attached:
            self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Tell Textual how many lines the keys take."""
        return max(1, min(3, len(self._rows(width))))

    def render(self) -> Content:
        """Draw the keys."""
        rows = self._rows(self.content_size.width)[:3]
        return Content("\n").join([Content("").join(key.content for key in row) for row in rows])

    async def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        rows = self._rows(self.content_size.width)
        if offset.y >= len(rows):
            return
        reached = 0
        for key in rows[offset.y]:
            reached += key.content.cell_length
            if offset.x < reached:
                if key.enabled:
                    self.app.simulate_key(key.key)
                return

    def _keys(self) -> list[_Key]:
        seen: set[str] = set()
        keys = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            name = self.app.get_key_display(binding)
            dim = "" if active.enabled else " dim"
            content = Content.assemble(
                (f" {name} ", f"$accent bold{dim}"),
                (f"{binding.description} ", f"$foreground{dim}"),
            )
            keys.append(_Key(binding.key, content, active.enabled))
        return keys

    def _rows(self, width: int) -> list[list[_Key]]:
        rows: list[list[_Key]] = [[]]
        used = 0
        for key in self._keys():
            size = key.content.cell_length
            if rows[-1] and used + size > width:
                rows.append([])
                used = 0
            rows[-1].append(key)
            used += size
        return rows
