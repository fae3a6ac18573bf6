"""Running text: user text broken into lines as Chinese wants it, with a hanging indent."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.ui.content_text import wrapped


class Prose(Widget):
    """Text with an optional marker before its first line; later lines align behind the marker."""

    DEFAULT_CSS = """
    Prose {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
    }
    """

    def __init__(
        self,
        content: Content | None = None,
        *,
        marker: Content | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._content = content or Content("")
        self._marker = marker or Content("")
        self._lines: dict[int, list[Content]] = {}

    @property
    def content(self) -> Content:
        """The text shown, without its marker."""
        return self._content

    def show(self, content: Content, marker: Content | None = None) -> None:
        """Show another text, and another marker if one is given."""
        width = self.content_size.width
        before = len(self.lines(width)) if width else 0
        self._content = content
        if marker is not None:
            self._marker = marker
        self._lines.clear()
        self.refresh(layout=not width or len(self.lines(width)) != before)

    def lines(self, width: int) -> list[Content]:
        """Return the text broken for `width` cells."""
        if width not in self._lines:
            whole = self._marker + self._content
            hang = self._marker.cell_length
            self._lines = {width: wrapped(whole, width, hang=hang)}
        return self._lines[width]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell Textual how many lines the text takes at `width`."""
        return len(self.lines(width))

    def render(self) -> Content:
        """Draw the lines."""
        return Content("\n").join(self.lines(self.content_size.width))
