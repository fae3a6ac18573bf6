"""What single Chinese characters sound and look like, for judging a slip.

The tables are large strings that are searched and never taken apart: a miss needs two or
three characters of them, and building an index of all would cost more than the search.
"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.engine.han_data import SHAPES, SOUNDS


def readings(character: str) -> tuple[str, ...]:
    """Return the readings of a character without tones, `v` for `ü`; empty when unknown.

    Known are the characters of GB 2312, of the General Standard of 2013 and the common
    traditional ones.
    """
    return tuple(group.partition(":")[0] for group in _groups(SOUNDS, character))


def same_sound(first: str, second: str) -> bool:
    """Say whether two characters share a reading, tones aside."""
    return not set(readings(first)).isdisjoint(readings(second))


def same_shape(first: str, second: str) -> bool:
    """Say whether two different characters are easily taken for each other."""
    return first != second and any(
        second in group and (group[1] != ":" or group[0] in (first, second))
        for group in _groups(SHAPES, first)
    )


def _groups(table: str, character: str) -> Iterator[str]:
    """Yield the groups, between two spaces of `table`, that a Chinese character is in."""
    if len(character) != 1 or character.isascii():
        return
    place = table.find(character)
    while place >= 0:
        end = table.index(" ", place)
        yield table[table.rindex(" ", 0, place) + 1 : end]
        place = table.find(character, end)
