"""A document taken apart: its clauses, its phrases in quotation marks, its lists.

What stands between quotation marks is one thing, whatever punctuation it holds, so a clause
never ends within them. All places are characters of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from quiz.content.sources import Document, Span

MASK: Final = "\ue000"
"""Stands for each character of a quoted phrase, so that what is around it keeps its place."""

_QUOTED: Final = re.compile('“([^“”\n]+)”|「([^「」\n]+)」|"([^"\n]+)"')
_STOP: Final = re.compile(r"[，。；：！？…]|[,.;:!?](?=\s|$)")
_FULL_STOP: Final = re.compile(r"[。！？…]|[.!?](?=\s|$)")
_REQUIRES: Final = re.compile(
    r"(?<![重主需首紧纲概])要(?![求素点件])|应[当坚该]|必须|务必|坚持|持续|切实|严格|做到|确保|不得|严禁"
    r"|\b(?:must|shall|should|requires?|required|never|always)\b",
    re.IGNORECASE,
)


class Clause(NamedTuple):
    """What stands between two stops, without them.

    `requires`: it states a requirement. A word such as “must” counts to the end of its
    sentence, since what follows it is required as well. `sentence` is the number of that
    sentence in the document, from 0.
    """

    start: int
    end: int
    sentence: int
    requires: bool


class Phrase(NamedTuple):
    """What stands in quotation marks, without them, and in which paragraph (from 0)."""

    start: int
    end: int
    paragraph: int


def letters(text: str) -> int:
    """Return how many letters and digits `text` has: what there is to be known of it."""
    return sum(map(str.isalnum, text))


def clauses(document: Document) -> Iterator[Clause]:
    """Yield the clauses in order; what has no letter isn't one."""
    number = 0
    for start, end in document.paragraphs:
        body = masked(document.text[start:end])
        for first, last in _between(body, _FULL_STOP):
            force = _REQUIRES.search(body, first, last)
            for low, high in _between(body, _STOP, first, last):
                requires = force is not None and force.start() < high
                yield Clause(start + low, start + high, number, requires)
            number += 1


def phrases(document: Document) -> Iterator[Phrase]:
    """Yield the phrases in quotation marks, in order."""
    for number, (start, end) in enumerate(document.paragraphs):
        for found in _QUOTED.finditer(document.text, start, end):
            low, high = found.span(found.lastindex or 0)
            if letters(document.text[low:high]):
                yield Phrase(low, high, number)


def masked(text: str) -> str:
    """Return `text` with the quoted phrases, marks included, replaced sign by sign."""
    return _QUOTED.sub(lambda found: MASK * len(found.group()), text)


def _between(
    text: str, stop: re.Pattern[str], start: int = 0, end: int | None = None
) -> Iterator[Span]:
    """Yield what stands between the stops, without white space around it."""
    end = len(text) if end is None else end
    stops = [found.span() for found in stop.finditer(text, start, end)]
    for low, high in zip(
        [start, *(after for _at, after in stops)], [*(at for at, _after in stops), end], strict=True
    ):
        piece = text[low:high]
        if letters(piece) or MASK in piece:
            low += len(piece) - len(piece.lstrip())
            yield low, low + len(piece.strip())
