"""Two sequences laid side by side with as few edits as possible.

The matrix of edit distances is kept as bit vectors, two whole numbers a row, so that texts of
2,000 characters are aligned in milliseconds. The recurrence is Hyyrö's (A Bit-Vector
Algorithm for Computing Levenshtein and Damerau Edit Distances, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Pair: TypeAlias = tuple[int | None, int | None]
"""Indices into the first and the second sequence; None where the one has no counterpart."""


def align(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
    """Return pairs that use every index once, in order, with the fewest edits.

    An edit is a pair of different elements, or one that lacks a side.
    """
    head = common_start(first, second)
    tail = common_start(first[head:][::-1], second[head:][::-1])
    ends = len(first) - tail, len(second) - tail
    middle = _trace(first[head : ends[0]], second[head : ends[1]])
    return [
        *((index, index) for index in range(head)),
        *((_shifted(left, head), _shifted(right, head)) for left, right in middle),
        *((ends[0] + index, ends[1] + index) for index in range(tail)),
    ]


def common_start(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many elements both sequences begin with."""
    for index, (left, right) in enumerate(zip(first, second, strict=False)):
        if left != right:
            return index
    return min(len(first), len(second))


def _shifted(index: int | None, by: int) -> int | None:
    return None if index is None else index + by


def _trace(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
    """Walk the matrix from its end to its start along a path with the fewest edits."""
    rows = [((1 << len(second)) - 1, 0), *_rows(first, second)]
    pairs: list[Pair] = []
    left, right = len(first), len(second)
    while left or right:
        bit = right - 1
        if right and rows[left][0] >> bit & 1:  # one edit less without this one of `second`
            pairs.append((None, bit))
            right = bit
        elif not right or rows[left - 1][1] >> bit & 1:  # … or without this one of `first`
            left -= 1
            pairs.append((left, None))
        else:
            left, right = left - 1, bit
            pairs.append((left, right))
    return pairs[::-1]


def _rows(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Return for each element of `first` where along `second` the distance rises and falls.

    Bit j of the first number is set where the distance to `second[:j + 1]` is one more than
    that to `second[:j]`, of the second number where it is one less.
    """
    mask = (1 << len(second)) - 1
    places: dict[str, int] = {}
    for index, element in enumerate(second):
        places[element] = places.get(element, 0) | 1 << index
    rises, falls = mask, 0
    rows = []
    for element in first:
        equal = places.get(element, 0) | falls
        level = (((equal & rises) + rises) ^ rises) | equal
        more = (falls | ~(level | rises)) << 1 | 1
        less = (level & rises) << 1
        rises = (less | ~(level | more)) & mask
        falls = more & level & mask
        rows.append((rises, falls))
    return rows
