"""User text becomes Textual `Content` here and nowhere else, and is broken into lines here.

Text from question files is never markup: it becomes `Content` as it stands, with control
characters made visible. Textual breaks lines at spaces, which Chinese doesn't have, so the
breaking is ours: no line starts with a closing mark or ends with an opening one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len
from textual.content import Content

from quiz.visible import visible

_NOT_FIRST = frozenset("，。、；：？！”’）》〉】』」〕…—·％,.;:?!)]}%")
_NOT_LAST = frozenset("“‘（《〈【『「〔([{")

MUTED = "$foreground 60%"
"""The style of what stands back."""


def plain(text: str, style: str = "") -> Content:
    """Return user text as it stands, in one style."""
    return Content.styled(visible(text), style)


def line_of(text: str, style: str = "") -> Content:
    """Return user text on one line, its line breaks as spaces."""
    return plain(" ".join(text.split()), style)


def fitted(content: Content, cells: int, *, right: bool = False) -> Content:
    """Return `content` cut or padded to exactly `cells`."""
    if content.cell_length > cells:
        content = content.truncate(cells, ellipsis=True)
    room = cells - content.cell_length
    return content.pad_left(room) if right else content.pad_right(room)


def wrapped(content: Content, cells: int, *, hang: int = 0) -> list[Content]:
    """Break `content` into lines of at most `cells`; all but the first are indented by `hang`."""
    lines: list[Content] = []
    cells = max(cells, hang + 2)
    for paragraph in content.split("\n", allow_blank=True):
        width = cells - hang if lines else cells
        for start, end in breaks(paragraph.plain, width, cells - hang):
            line = paragraph[start:end]
            lines.append(line if not lines else line.pad_left(hang))
    return lines


def cell_edges(text: str) -> list[int]:
    """Return how many cells come before each character of `text`, and last how many it takes."""
    return list(accumulate(map(cell_len, text), initial=0))


def breaks(
    text: str, width: int, rest: int, edges: Sequence[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each line of one paragraph.

    The first line has `width` cells and the later ones `rest`, two at least. `edges` are the
    text's `cell_edges`, for one that is broken more than once.
    """
    edges = cell_edges(text) if edges is None else edges
    start = 0
    while True:
        end = bisect_right(edges, edges[start] + width) - 1
        if end >= len(text):
            yield start, len(text)
            return
        cut = _cut(text, start, end)
        yield start, cut
        start = cut
        while start < len(text) and text[start] == " ":
            start += 1
        width = rest


def _cut(text: str, start: int, end: int) -> int:
    """Return the best place to break at or before `end`, never at `start`."""
    lowest = max(start + 1, end - 24)
    for cut in range(end, lowest - 1, -1):
        before, after = text[cut - 1], text[cut]
        if after == " " or before == " ":
            return cut
        if after in _NOT_FIRST or before in _NOT_LAST:
            continue
        if not (before.isascii() and after.isascii()):
            return cut
    return end
