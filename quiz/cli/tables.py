"""Columns of text, aligned by the cells that they take in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from quiz.visible import one_line, pad, width

GAP = "  "

WIDEST = 100
"""Cells that a column but the last takes at most."""


def table(
    rows: Sequence[Sequence[str]], *, head: Sequence[str] = (), right: Sequence[int] = ()
) -> list[str]:
    """Return `rows` under `head` as aligned lines; the columns in `right` are aligned to it.

    What the cells hold is made visible, on one line; all but the last are cut where they are
    wider than `WIDEST`, or one long title would push the columns of all lines apart.
    """
    cells = [
        [*(_cut(one_line(cell)) for cell in row[:-1]), *map(one_line, row[-1:])]
        for row in ([head] if head else []) + [*rows]
    ]
    widths = [max(map(width, column)) for column in zip_longest(*cells, fillvalue="")]
    return [
        GAP.join(
            pad(cell, widths[index], right=index in right) for index, cell in enumerate(row)
        ).rstrip()
        for row in cells
    ]


def _cut(text: str) -> str:
    """Return `text`, or as much of its beginning as fits, and a sign that it goes on."""
    if len(text) * 2 <= WIDEST or width(text) <= WIDEST:
        return text
    text = text[:WIDEST]
    while width(text) >= WIDEST:
        text = text[:-1]
    return text + "…"
