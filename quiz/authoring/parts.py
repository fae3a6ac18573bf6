"""The parts of a document: its numbered sections, or else its paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from quiz.authoring.clauses import Clause
from quiz.content.sources import Document

MOST: Final = 40
"""As many parts at most has a document without numbered sections: more are no overview."""

_NUMBER: Final = "[〇零一二三四五六七八九十百千\\d]+"
_BEGINNINGS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"#\s",
        r"##\s",
        r"###+\s",
        rf"第{_NUMBER}(?:部分|[编卷篇])",
        rf"第{_NUMBER}章",
        rf"第{_NUMBER}节",
        rf"第{_NUMBER}[，、：,:]",
        rf"第{_NUMBER}条",
        r"(?:Part|Chapter|Section|Article)\s+(?:\d+|[IVXLC]+)\b",
        r"[一二三四五六七八九十百]+、",
        rf"[（(]{_NUMBER}[）)]",
        r"\d+[.、．](?!\d)",
    )
)
"""How the first paragraph of a section begins, what divides a document most coarsely first."""

_TITLE: Final = re.compile(r"[#\s]*(.*?)\s*(?:[。！？\n]|[.!?](?:\s|$)|$)")


class Part(NamedTuple):
    """A part: its first sentence, and its clauses from number `first` to before `last`."""

    title: str
    first: int
    last: int


def parts(document: Document, clauses: Sequence[Clause]) -> list[Part]:
    """Return the parts in order; together they hold every clause once.

    A document is divided by the coarsest kind of numbered sections that it has two or more of.
    Where each of them is one paragraph, what comes after the last is a part by itself.
    """
    firsts = [one.start for one in clauses]
    begins = [bisect_left(firsts, start) for start, _end in document.paragraphs]
    numbers = _sections(document) or _stretches(begins, len(clauses))
    ends = [*(begins[number] for number in numbers[1:]), len(clauses)]
    found = [
        Part(_title(document, number), begins[number], end)
        for number, end in zip(numbers, ends, strict=False)
    ]
    return [part for part in found if part.first < part.last]


def _sections(document: Document) -> list[int]:
    """Return the numbers of the paragraphs that begin a part, none without sections."""
    text = document.text
    for pattern in _BEGINNINGS:
        numbers = [
            n for n, (start, _end) in enumerate(document.paragraphs) if pattern.match(text, start)
        ]
        if len(numbers) > 1:
            whole = numbers[-1] - numbers[0] == len(numbers) - 1
            after = (
                [numbers[-1] + 1] if whole and numbers[-1] + 1 < len(document.paragraphs) else []
            )
            return [*([0] if numbers[0] else []), *numbers, *after]
    return []


def _stretches(begins: Sequence[int], total: int) -> list[int]:
    """Return the paragraphs that begin a part where each is one, or so many that some are joined.

    `begins` are the numbers of their first clauses.
    """
    if len(begins) <= MOST:
        return list(range(len(begins)))
    size = total / MOST or 1
    return [n for n, begin in enumerate(begins) if not n or begin // size > begins[n - 1] // size]


def _title(document: Document, number: int) -> str:
    start, end = document.paragraphs[number]
    found = _TITLE.match(document.text, start, end)
    return found[1] if found else ""
