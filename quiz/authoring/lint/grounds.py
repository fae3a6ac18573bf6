"""What the rules want to know of a source document: what stands in it, and beside what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from quiz.authoring.clauses import clauses, phrases
from quiz.authoring.lint.texts import folded
from quiz.authoring.listings import listings
from quiz.content.sources import Document
from quiz.engine.folding import has_han

_PIECE: Final = re.compile(r"[^\n，。；：！？、…,.;:!?“”「」\"（）()]+")
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"\w{4,}$")

_LONGEST_WORD: Final = 50
"""How many characters from the end of a text its last word is looked for in."""

_KIN: Final = 1000
"""How many of one class are remembered; a few are named."""

_TAIL: Final = 2
"""How many Chinese characters at its end say what a phrase is: 工程, 行动, 制度."""


class Grounds:
    """One document; what is worked out of it is kept, since many questions ask."""

    def __init__(self, document: Document, *, shown: bool) -> None:
        """With `shown` False nothing is given out of the document."""
        self._document = document
        self._shown = shown

    def holds(self, text: str) -> bool:
        """Tell whether `text` stands in the document, punctuation and marks aside."""
        return folded(text) in self._folded

    def side_by_side(self, one: str, other: str, quotes: Iterable[str]) -> bool:
        """Tell whether, wherever a quote holds `one`, `other` is a member of the same list."""
        pair = _as_member(one), _as_member(other)
        within = [quote for quote in map(folded, quotes) if pair[0] in quote]
        return (
            all(pair)
            and bool(within)
            and all(pair[1] in quote for quote in within)
            and any(_are_members(pair, list(map(_as_member, members))) for members in self._lists)
        )

    def kin(self, text: str) -> list[str]:
        """Return what else the document has of the class of `text`, and about as long.

        Of one class are the phrases in quotation marks, the members of one list, and what ends
        in the same two characters or the same word.
        """
        if not self._shown:
            return []
        found = [*self._by_tail.get(_tail(text), ()), *self._beside.get(folded(text), ())]
        return [one for one in dict.fromkeys(found) if _is_as_long(one, text)]

    @cached_property
    def _folded(self) -> str:
        return folded(self._document.text)

    @cached_property
    def _phrases(self) -> list[str]:
        return [self._document.text[one.start : one.end] for one in phrases(self._document)]

    @cached_property
    def _lists(self) -> list[list[str]]:
        """The members of each list."""
        document = self._document
        found = listings(document, list(clauses(document)), list(phrases(document)))
        return [
            [document.text[start:end].strip() for start, end in listing.members]
            for listing in found
        ]

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """What stands beside each phrase and each member of a list, by that folded."""
        found: dict[str, list[str]] = {}
        for group in (self._phrases, *self._lists):
            some = group[:_KIN]
            for one in map(folded, group):
                if len(known := found.setdefault(one, [])) < _KIN:
                    known += some
        return found

    @cached_property
    def _by_tail(self) -> dict[str, list[str]]:
        """What stands between two marks of punctuation, by its end."""
        pieces: dict[str, list[str]] = defaultdict(list)
        for piece in map(str.strip, _PIECE.findall(self._document.text)):
            if (tail := _tail(piece)) and len(pieces[tail]) < _KIN:
                pieces[tail].append(piece)
        return pieces


def _as_member(text: str) -> str:
    """Return what members of a list are compared by: the text without its article, folded."""
    return folded(_ARTICLE.sub("", text))


def _are_members(texts: Iterable[str], members: list[str]) -> bool:
    """Tell whether folded texts are members; where a list begins and ends is uncertain."""
    return all(
        text in members
        or (len(text) > 1 and (members[0].endswith(text) or members[-1].startswith(text)))
        for text in texts
    )


def _tail(text: str) -> str:
    """Return what the end of a text says of its class, "" if nothing."""
    if has_han(text):
        return folded(text)[-_TAIL:] if len(folded(text)) > _TAIL else ""
    word = _LAST_WORD.search(text[-_LONGEST_WORD:])
    return word.group().lower() if word else ""


def _is_as_long(one: str, other: str) -> bool:
    return len(one) <= 2 * len(other) and len(other) <= 2 * len(one)
