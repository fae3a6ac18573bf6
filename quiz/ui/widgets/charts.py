"""Figures drawn with characters: a calendar in shades, columns, bars with a mark.

Every figure tells by its form what it tells by colour too. They are drawn for a width, in
cells, and drawn anew when it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.engine.scheduling import later
from quiz.engine.statistics import monday_of, shade_bounds, shade_of
from quiz.i18n import _
from quiz.ui.content_text import MUTED, fitted
from quiz.ui.when import month_name, weekday_name

GUTTER = 5
"""Cells at the left of a figure, for the names of its rows."""

WEEK = 2
"""Cells that a week of the calendar takes."""

_SHADES = (
    ("·", "$foreground 40%"),
    ("░", "$success 70%"),
    ("▒", "$success 80%"),
    ("▓", "$success 90%"),
    ("█", "$success"),
)
_MOST_WEEKS = 53
_EIGHTHS = " ▁▂▃▄▅▆▇█"

Draw = Callable[[int], Sequence[Content]]
"""Returns the lines of a figure for a width."""


class Figure(Widget):
    """Shows lines that are drawn for the width there is."""

    DEFAULT_CSS = """
    Figure {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw: Draw = lambda width: ()
        self._lines: dict[int, Sequence[Content]] = {}

    def show(self, draw: Draw) -> None:
        """Show what `draw` draws."""
        self._draw = draw
        self._lines.clear()
        self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """Return the lines for a width."""
        if width not in self._lines:
            self._lines = {width: self._draw(width)}
        return self._lines[width]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Tell Textual how many lines there are."""
        return len(self.lines(width))

    def render(self) -> Content:
        """Draw the lines."""
        return Content("\n").join(self.lines(self.content_size.width))


def calendar_weeks(today: str, width: int) -> list[str]:
    """Return the Mondays of the weeks that a calendar of this width has, the last one today's."""
    count = max(1, min(_MOST_WEEKS, (width - GUTTER) // WEEK))
    this = monday_of(today)
    return [later(this, -7 * ago) for ago in range(count - 1, -1, -1)]


def calendar(counts: Mapping[str, int], today: str, width: int) -> list[Content]:
    """Return a calendar of days, weeks as columns, in shades of how much there was each day.

    `counts` and `today` go by local days. Below it stands what the shades mean.
    """
    weeks = calendar_weeks(today, width)
    bounds = shade_bounds(counts.get(later(weeks[0], day), 0) for day in range(7 * len(weeks)))
    lines = [_months(weeks)]
    for weekday in range(7):
        parts: list[Content | tuple[str, str]] = [_row_name(weekday_name(weekday))]
        for monday in weeks:
            day = later(monday, weekday)
            if day <= today:
                glyph, style = _SHADES[shade_of(counts.get(day, 0), bounds)]
                parts.append((glyph.ljust(WEEK), style))
        lines.append(Content.assemble(*parts))
    return [*lines, _legend(bounds)]


def columns(
    values: Sequence[float | None],
    *,
    top: float,
    rows: int,
    cell: int,
    names: tuple[str, str],
    style: str,
) -> list[Content]:
    """Return upright bars for values from 0 to `top`, each `cell` wide; None leaves its place free.

    `names` stand at the left of the highest and of the lowest row.
    """
    thick = max(1, cell - 1)
    heights = [None if value is None else _height(value, top, rows) for value in values]
    lines = []
    for row in range(rows - 1, -1, -1):
        text = ""
        for height in heights:
            filled = 0 if height is None else max(0, min(8, height - 8 * row))
            empty = "·" if height == 0 and row == 0 else " "
            text += ((_EIGHTHS[filled] if filled else empty) * thick).ljust(cell)
        name = names[0] if row == rows - 1 else names[1] if row == 0 else ""
        lines.append(Content.assemble(_row_name(name), (text, style)))
    return lines


def marked_bar(value: float, mark: float, width: int, style: str) -> Content:
    """Return a bar filled to `value` with an upright line at `mark`, both in [0, 1]."""
    filled = round(max(0.0, min(1.0, value)) * width)
    place = min(width - 1, int(max(0.0, min(1.0, mark)) * width))
    parts = [("━", style) if index < filled else ("─", "$foreground 20%") for index in range(width)]
    parts[place] = ("┃", "$accent bold")
    return Content.assemble(*parts)


def day_names(days: Sequence[str], cell: int, *, every: int = 7) -> Content:
    """Return the line below columns that names every seventh day, as month and day."""
    text = ""
    for index in range(0, len(days), every):
        text = text.ljust(index * cell) + days[index][5:]
    return Content.assemble(_row_name(""), (text, MUTED))


def _height(value: float, top: float, rows: int) -> int:
    """Return the height of a column in eighths of a row; only nothing has none."""
    height = round(min(1.0, value / top) * rows * 8) if top else 0
    return max(1, height) if value > 0 else 0


def _row_name(name: str) -> Content:
    return fitted(Content.styled(name, MUTED), GUTTER - 1) + " "


def _months(weeks: Sequence[str]) -> Content:
    """Return the names of the months above the weeks they begin in, the last one within them."""
    text = Content("")
    for index, monday in enumerate(weeks):
        first = date.fromisoformat(monday)
        name = Content(month_name(first.month))
        place = min(index, len(weeks) - -(-name.cell_length // WEEK)) * WEEK
        gap = place - text.cell_length
        if first.day <= 7 and gap >= (1 if text else 0):
            text = text.pad_right(gap) + name
    return (_row_name("") + text).stylize(MUTED)


def _legend(bounds: tuple[int, int, int]) -> Content:
    first, second, third = bounds
    ranges = ("0", _range(1, first), _range(first + 1, second), _range(second + 1, third))
    texts = (*ranges, f"{third + 1}+")
    parts: list[Content | str | tuple[str, str]] = [(_("Answers a day"), MUTED)]
    for (glyph, style), text in zip(_SHADES, texts, strict=True):
        parts += ["  ", (glyph, style), (f" {text}", MUTED)]
    return Content.assemble(*parts)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
