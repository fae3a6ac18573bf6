"""The document with each clause shaded by how well it is known, and a cursor on one of them."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from quiz.knowledge_map import State
from quiz.ui.widgets.map_lines import BETWEEN, MapLines, MapText, Piece
from quiz.ui.widgets.states import MARKS

_MARGIN = 2
"""Rows that are kept between the cursor and the edge."""


class DocumentMap(ScrollView, can_focus=True):
    """Draws the rows that can be seen and no others, so that its length costs nothing."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("pagedown,ctrl+f,space", "page(1)", show=False),
        Binding("home,g", "first", show=False),
        Binding("end,G", "last", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "document-map--cursor",
        *(f"document-map--{state.name.lower()}" for state in State),
        *(f"document-map--{state.name.lower()}-mark" for state in State),
    }

    DEFAULT_CSS = """
    DocumentMap {
        padding: 0 2;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .document-map--unasked { color: $foreground 55%; }
        & > .document-map--untested { color: $foreground 80%; }
        & > .document-map--mastered { background: $success 22%; }
        & > .document-map--due { background: $warning 24%; }
        & > .document-map--weak { background: $error 28%; }
        & > .document-map--untested-mark { color: $foreground 60%; }
        & > .document-map--mastered-mark { color: $text-success; background: $success 22%; }
        & > .document-map--due-mark { color: $text-warning; background: $warning 24%; }
        & > .document-map--weak-mark { color: $text-error; background: $error 28%; }
        &:nocolor > .document-map--weak { text-style: underline; }
        &:nocolor > .document-map--due { text-style: italic; }
        & > .document-map--cursor {
            background: $foreground;
            color: $background;
            text-style: bold;
        }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the place at the cursor."""

    class Opened(Message):
        """The place at the cursor was clicked once more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text: MapText | None = None
        self._lines: MapLines | None = None
        self._states: tuple[State, ...] = ()
        self._styles: dict[tuple[State | None, bool, bool], Style] = {}

    # -- what is shown ----------------------------------------------------------------------

    def show(self, text: MapText) -> None:
        """Show a document from its beginning, as yet without any state."""
        self._text, self._states = text, ()
        self._lines = None
        self.set_reactive(DocumentMap.cursor, 0)
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def shade(self, states: tuple[State, ...]) -> None:
        """Show in which states the places are."""
        self._states = states
        self.refresh()

    def on_resize(self) -> None:
        """Break the lines for the new width; the cursor stays where it is seen."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Follow a change of the theme."""
        super().notify_style_update()
        self._styles.clear()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._text is None or width < 2:
            return
        before, depth = self._lines, 0
        if before is not None and self._text.homes:
            depth = before.rows(self.cursor).start - round(self.scroll_y)
        lines = self._lines = MapLines(self._text, width)
        self.virtual_size = Size(width, lines.height)
        if before is not None and self._text.homes:
            self.scroll_to(y=lines.rows(self.cursor).start - depth, animate=False)
            self._keep_in_sight()
        self.refresh()

    # -- the cursor -------------------------------------------------------------------------

    def move_to(self, place: int, *, top: bool = False) -> None:
        """Put the cursor on the nearest place there is and bring it into sight, at the `top`."""
        if self._text is not None and self._text.homes:
            self.cursor = max(0, min(place, len(self._text.homes) - 1))
            if top and self._lines is not None:
                row = self._lines.rows(self.cursor).start
                self.scroll_to(y=row - _MARGIN, animate=False)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two places anew."""
        if self._lines is None:
            return
        for place in (old, new):
            rows = self._lines.rows(place)
            self.refresh_lines(rows.start, len(rows))
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll as little as it takes to see the place at the cursor, or how it begins."""
        assert self._lines is not None
        rows, height = self._lines.rows(self.cursor), self.scrollable_content_region.height
        margin = min(_MARGIN, max(0, height - 1) // 2)
        top = round(self.scroll_target_y)
        low = min(rows.stop + margin - height, rows.start - margin)
        self.scroll_to(y=max(low, min(top, rows.start - margin)), animate=False)

    def action_move(self, by: int) -> None:
        """Go to the next place, or the one before."""
        self.move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Go a page on or back."""
        if self._lines is not None and self._text is not None and self._text.homes:
            rows = max(1, self.scrollable_content_region.height - 1)
            near = self._lines.place_near(self._lines.rows(self.cursor).start + by * rows)
            self.move_to(near if near != self.cursor else near + by)

    def action_first(self) -> None:
        """Go to the first place."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last place."""
        if self._text is not None:
            self.move_to(len(self._text.homes) - 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; on the place it stands on, tell of it."""
        offset = event.get_content_offset(self)
        if offset is None or self._lines is None:
            return
        place = self._lines.place_at(offset.y + self.scroll_offset.y, offset.x)
        if place == BETWEEN:
            return
        if place == self.cursor:
            self.post_message(self.Opened())
        self.move_to(place)

    # -- drawing ----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw a row of those in sight."""
        width = self.scrollable_content_region.width
        segments: list[Segment] = []
        if self._lines is not None:
            for piece in self._lines.pieces(y + self.scroll_offset.y):
                segments += self._drawn(piece)
        plain = self._style(None, marked=False, cursor=False)
        return Strip(segments).adjust_cell_length(width, plain)

    def _drawn(self, piece: Piece) -> list[Segment]:
        if piece.place == BETWEEN:
            return [Segment(piece.text, self._style(None, marked=False, cursor=False))]
        state = self._states[piece.place] if self._states else State.UNASKED
        cursor = piece.place == self.cursor
        text = Segment(piece.text, self._style(state, marked=False, cursor=cursor))
        if not piece.begins:
            return [text]
        return [Segment(MARKS[state], self._style(state, marked=True, cursor=cursor)), text]

    def _style(self, state: State | None, *, marked: bool, cursor: bool) -> Style:
        key = (state, marked, cursor)
        if key not in self._styles:
            names = [] if state is None else [state.name.lower() + ("-mark" if marked else "")]
            names += ["cursor"] if cursor else []
            classes = (f"document-map--{name}" for name in names)
            self._styles[key] = self.get_visual_style(*classes).rich_style
        return self._styles[key]
