"""Pinyin typed for a Chinese key, so that a terminal without an input method is enough.

Without pypinyin, which is an extra, nothing is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from quiz.engine.folding import fold, has_han

_LETTER = re.compile("[a-z]")

_LONG_INITIALS = ("zh", "ch", "sh")


def recognised(typed: str, key: str) -> bool:
    """Say whether `typed` spells `key` in pinyin without tones.

    Each Chinese character of the key may be written as one of its readings (`v` or `u` for
    `ü`) or as its initial, one letter or `zh`, `ch`, `sh`; a key with one Chinese character
    takes no initial. Everything else in the key stands for itself. Both are folded before.
    """
    text = fold(typed).replace("ü", "v")
    if has_han(text) or not _LETTER.search(text) or not has_han(key):
        return False
    readings = _reader()
    if readings is None:
        return False
    characters = fold(key)
    short = sum(map(has_han, characters)) > 1
    ends = {0}
    for character in characters:
        spellings = {character.replace("ü", "v")}
        if has_han(character):
            spellings = _spellings(readings(character), initials=short)
        ends = {
            end + len(spelling)
            for end in ends
            for spelling in spellings
            if text.startswith(spelling, end)
        }
    return len(text) in ends


def _spellings(readings: Iterable[str], *, initials: bool) -> set[str]:
    """Return all that may be typed for a character with these readings."""
    spellings = set(readings)
    if initials:
        spellings |= {reading[0] for reading in readings}
        spellings |= {reading[:2] for reading in readings if reading[:2] in _LONG_INITIALS}
    return spellings | {spelling.replace("v", "u") for spelling in spellings}


@cache
def _reader() -> Callable[[str], list[str]] | None:
    """Return what finds the readings of a character, or None where pypinyin isn't installed."""
    try:
        from pypinyin import Style, pinyin
    except ImportError:
        return None

    def readings(character: str) -> list[str]:
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        return [reading for readings in found for reading in readings if reading]

    return readings
