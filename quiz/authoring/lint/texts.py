"""How the rules look at texts: what of them is compared, and which of many hold a piece."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from quiz.content.problems import shown
from quiz.engine.folding import fold, has_han

_TELLING_HAN: Final = 4
_TELLING_LATIN: Final = 6
_GRAM: Final = 3

_QUOTED: Final = re.compile('“[^“”]*”|‘[^‘’]*’|「[^「」]*」|《[^《》]*》|"[^"]*"')


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return `fold(text)`; the rules ask for the same texts again and again."""
    return fold(text)


def named(text: str) -> str:
    """Return `text` as a message names it: within its marks, so without marks of its own."""
    whole = text.startswith("“") and text.find("”") == len(text) - 1
    return shown(text[1:-1] if whole else text)


def without_quoted(text: str) -> str:
    """Return `text` without what stands in quotation marks, which it doesn't say itself."""
    return _QUOTED.sub("", text)


def is_telling(text: str) -> bool:
    """Tell whether a folded text is too long to stand in another one by chance.

    A text without Chinese characters says less with each.
    """
    return len(text) >= (_TELLING_HAN if has_han(text) else _TELLING_LATIN)


def holds(text: str, piece: str) -> bool:
    """Tell whether `text` holds `piece`; as whole words, where the script parts words."""
    if has_han(piece):
        return folded(piece) in folded(text)
    return re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text, re.IGNORECASE) is not None


def common(one: str, other: str) -> str:
    """Return the longest text that two texts share.

    Where a text of some length is shared, so are shorter ones: the length is found by halving.
    """
    low, high, found = 0, min(len(one), len(other)), ""
    while low < high:
        size = (low + high + 1) // 2
        pieces = {other[at : at + size] for at in range(len(other) - size + 1)}
        starts = range(len(one) - size + 1)
        shared = next((one[at : at + size] for at in starts if one[at : at + size] in pieces), "")
        if shared:
            low, found = size, shared
        else:
            high = size - 1
    return found


def grams(text: str) -> set[str]:
    """Return every three characters of `text` that follow each other, or a shorter text."""
    return {text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))}


class Holders:
    """Finds which of many texts hold a piece, without going through all of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for gram in grams(text):
                self._postings[gram].append(number)

    def of(self, piece: str) -> Iterator[int]:
        """Yield the numbers of the texts that hold `piece`; none if it is very short."""
        if len(piece) >= _GRAM:
            rarest = min((self._postings.get(gram, []) for gram in grams(piece)), key=len)
            yield from (number for number in rarest if piece in self._texts[number])
