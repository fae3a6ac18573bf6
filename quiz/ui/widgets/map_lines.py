"""A charted document broken into lines, and where its places stand in them.

Each paragraph is one text, in which every place begins with a mark. Only the breaking depends
on the width, so a resize measures nothing anew, and neither does a change of the states.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from quiz.content.sources import Span
from quiz.knowledge_map import Chart
from quiz.ui.content_text import breaks, cell_edges
from quiz.visible import visible

BETWEEN: Final = -1
"""Stands for the number of a place where there is none: punctuation, mostly."""

_MARK: Final = "("
"""What holds the place of a mark: one cell, and a line is never broken after it."""

_FOLD: Final = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")
"""A line break within Chinese, which stands for nothing; elsewhere one is a space."""


class Piece(NamedTuple):
    """A part of a line: its text, the number of its place, and whether the place begins here."""

    text: str
    place: int
    begins: bool


class _Paragraph(NamedTuple):
    """A paragraph with its marks, its `cell_edges`, and where its pieces begin."""

    body: str
    edges: array[int]
    starts: list[int]
    places: list[int]


class MapText:
    """The text of a chart, ready to be broken; any thread may make it."""

    def __init__(self, chart: Chart) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.homes: list[tuple[int, int, int]] = []
        """The paragraph of each place, and from where to where it stands in that."""
        for span in chart.document.paragraphs:
            self.paragraphs.append(self._paragraph(chart, span))

    def _paragraph(self, chart: Chart, span: Span) -> _Paragraph:
        text, at = chart.document.text, span[0]
        body: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        length = 0
        for number in range(len(self.homes), len(chart.places)):
            place = chart.places[number]
            if place.start >= span[1]:
                break
            between = _on_line(text[at : place.start])
            shown = _MARK + _on_line(text[place.start : place.end])
            body += [between, shown]
            starts += [length, length + len(between)]
            places += [BETWEEN, number]
            length += len(between) + len(shown)
            self.homes.append((len(self.paragraphs), length - len(shown), length))
            at = place.end
        body.append(_on_line(text[at : span[1]]))
        starts.append(length)
        places.append(BETWEEN)
        whole = "".join(body)
        return _Paragraph(whole, array("L", cell_edges(whole)), starts, places)


class MapLines:
    """The lines of a map, `cells` wide, an empty one between two paragraphs."""

    def __init__(self, text: MapText, cells: int) -> None:
        self._text = text
        self._lines = [list(breaks(one.body, cells, cells, one.edges)) for one in text.paragraphs]
        self._tops = [0]
        for lines in self._lines:
            self._tops.append(self._tops[-1] + len(lines) + 1)
        self.height = max(0, self._tops[-1] - 1)

    def pieces(self, row: int) -> Iterator[Piece]:
        """Yield what stands in a row, its places without their marks."""
        number, line = self._line(row)
        if line is None:
            return
        one, (start, end) = self._text.paragraphs[number], line
        for index in range(bisect_right(one.starts, start) - 1, len(one.starts)):
            first = max(start, one.starts[index])
            last = min(end, one.starts[index + 1]) if index + 1 < len(one.starts) else end
            place = one.places[index]
            begins = place != BETWEEN and first == one.starts[index]
            if first < last:
                yield Piece(one.body[first + begins : last], place, begins)
            if last == end:
                return

    def rows(self, place: int) -> range:
        """Return the rows in which something of a place stands."""
        number, start, end = self._text.homes[place]
        lines, top = self._lines[number], self._tops[number]
        first = bisect_right(lines, start, key=_start) - 1
        return range(top + first, top + bisect_left(lines, end, key=_start))

    def place_at(self, row: int, cell: int) -> int:
        """Return the place that is shown in a cell, `BETWEEN` if none is."""
        number, line = self._line(row)
        if line is None:
            return BETWEEN
        one, (start, end) = self._text.paragraphs[number], line
        at = bisect_right(one.edges, one.edges[start] + cell) - 1
        return one.places[bisect_right(one.starts, at) - 1] if at < end else BETWEEN

    def place_near(self, row: int) -> int:
        """Return the first place that begins in a row or below, else the last one."""
        places = range(len(self._text.homes))
        near = bisect_left(places, row, key=lambda place: self.rows(place).start)
        return min(near, len(places) - 1)

    def _line(self, row: int) -> tuple[int, Span | None]:
        """Return the paragraph of a row and which of its text stands there; None is nothing."""
        number = bisect_right(self._tops, row) - 1
        if not 0 <= number < len(self._lines):
            return 0, None
        lines, index = self._lines[number], row - self._tops[number]
        if index >= len(lines):
            return number, None
        body, (start, end) = self._text.paragraphs[number].body, lines[index]
        return number, (start, start + len(body[start:end].rstrip(" ")))


def _start(line: Span) -> int:
    return line[0]


def _on_line(text: str) -> str:
    """Return user text made visible, its line breaks folded."""
    return visible(_FOLD.sub("", text).replace("\n", " ")) if "\n" in text else visible(text)
