"""Columns of text, aligned by the cells that they take in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from quiz.visible import one_line, pad, width

GAP = "  "


def table(
    rows: Sequence[Sequence[str]], *, head: Sequence[str] = (), right: Sequence[int] = ()
) -> list[str]:
    """Return `rows` under `head` as aligned lines; the columns in `right` are aligned to it.

    What the cells hold is made visible, on one line.
    """
    cells = [[one_line(cell) for cell in row] for row in ([head] if head else []) + [*rows]]
    widths = [max(map(width, column)) for column in zip_longest(*cells, fillvalue="")]
    return [
        GAP.join(
            pad(cell, widths[index], right=index in right) for index, cell in enumerate(row)
        ).rstrip()
        for row in cells
    ]
