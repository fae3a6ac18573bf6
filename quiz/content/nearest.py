"""What a long text has where a short one almost stands.

Pieces of a few characters of the short text are looked up in the long one; where many of
them agree on a place, the two are compared closely there. That takes milliseconds where
comparing everything with everything takes minutes.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import Final, NamedTuple

ALIKE: Final = 0.6
"""How much must agree, as `SequenceMatcher.ratio` counts, to speak of the same passage."""

_SHORTEST: Final = 3
_PIECES: Final = 40
_HITS: Final = 100
_PLACES: Final = 5


class Near(NamedTuple):
    """Where in the long text, from `start` to `end`, and how much of it agrees."""

    start: int
    end: int
    ratio: float


def find(needle: str, text: str, start: int = 0, end: int | None = None) -> Near | None:
    """Return the place in `text[start:end]` most like `needle`, None if nothing is alike.

    Texts of one or two characters are like anything and find nothing.
    """
    end = len(text) if end is None else end
    if len(needle) < _SHORTEST:
        return None
    slack = max(2, len(needle) // 8)
    places = _places(needle, text, start, end, slack)
    near = [_compare(needle, text, start, end, place * slack, slack) for place in places]
    best = max(near, key=lambda found: found.ratio, default=None)
    return best if best is not None and best.ratio >= ALIKE else None


def _places(needle: str, text: str, start: int, end: int, slack: int) -> list[int]:
    """Return where the needle would begin, in units of `slack`, by the votes of its pieces."""
    size = 4 if len(needle) >= 12 else 3 if len(needle) >= 8 else 2 if len(needle) >= 4 else 1
    votes: Counter[int] = Counter()
    for at in range(0, len(needle) - size + 1, max(1, len(needle) // _PIECES)):
        piece = needle[at : at + size]
        found = text.find(piece, start, end)
        for _hit in range(_HITS):
            if found < 0:
                break
            votes[(found - at) // slack] += 1
            found = text.find(piece, found + 1, end)
    return [place for place, _votes in votes.most_common(_PLACES)]


def _compare(needle: str, text: str, start: int, end: int, at: int, slack: int) -> Near:
    low = min(max(start, at - slack), end)
    window = text[low : min(end, at + len(needle) + 2 * slack)]
    matcher = SequenceMatcher(None, window, needle, autojunk=False)
    blocks = matcher.get_matching_blocks()[:-1]
    if not blocks:
        return Near(low, low, 0.0)
    first, last = blocks[0], blocks[-1]
    begin = max(low, low + first.a - first.b)
    finish = low + last.a + last.size + (len(needle) - last.b - last.size)
    finish = min(finish, low + len(window))
    agreeing = sum(block.size for block in blocks)
    return Near(begin, finish, 2 * agreeing / (len(needle) + finish - begin))
