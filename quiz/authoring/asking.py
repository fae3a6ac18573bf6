"""Where in a document a question rests, and where what it asks for stands.

Asked for is what stands in the key: the right options, the blanks, the typed answer, the items
to be ordered, both sides of a match. The key of a true or false question is a truth value, in
which nothing of the document stands, so it asks for none of its words.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from quiz.content.sources import Document, Span, merged, squeeze
from quiz.engine.questions import AnyQuestion, Cloze, Match, TrueFalse


class Ask(NamedTuple):
    """A question, the passages it rests on and what it asks for, as spans of the document."""

    question: AnyQuestion
    rests: tuple[Span, ...]
    spans: tuple[Span, ...]


def asks(document: Document, questions: Iterable[AnyQuestion]) -> Iterator[Ask]:
    """Yield what each question that quotes the document rests on and asks for."""
    for question in questions:
        rests = _rests(document, question)
        if rests:
            yield Ask(question, rests, tuple(merged(_asked(document, question, rests))))


def _rests(document: Document, question: AnyQuestion) -> tuple[Span, ...]:
    """Return where the quotes stand: the same places that are lit beside the verdict."""
    passage = document.passage(question.quotes)
    if passage is None:
        return ()
    spans, at = [], 0
    for number in passage.paragraphs:
        start, end = document.paragraphs[number - 1]
        shift, after = start - at, at + end - start
        spans += [(low + shift, high + shift) for low, high in passage.spans if at <= low < after]
        at = after + 1
    return tuple(spans)


def _asked(document: Document, question: AnyQuestion, rests: tuple[Span, ...]) -> Iterable[Span]:
    match question:
        case TrueFalse():
            return ()
        case Cloze():
            return _blanks(document, question, rests) or _key_places(document, question, rests)
        case Match():
            return _pairs(document, question, rests)
    return _key_places(document, question, rests)


def _blanks(document: Document, cloze: Cloze, rests: tuple[Span, ...]) -> list[Span]:
    """Return where the blanks stand, none if the filled cloze isn't a text of the document."""
    places = document.locate(cloze.filled())
    near = [one for one in places if any(_overlap(one, rest) for rest in rests)]
    for one in near or places:
        signs = [at for at in range(*one) if not document.text[at].isspace()]
        return list(_cut_out(signs, cloze))
    return []


def _cut_out(signs: list[int], cloze: Cloze) -> Iterator[Span]:
    """Yield where the blanks stand; `signs` are the places of the filled cloze's characters."""
    done = 0
    for segment, answer in zip_longest(cloze.segments, cloze.key, fillvalue=""):
        start = done + len(squeeze(segment))
        done = start + len(squeeze(answer))
        if start < done:
            yield signs[start], signs[done - 1] + 1


def _key_places(
    document: Document, question: AnyQuestion, rests: tuple[Span, ...]
) -> Iterator[Span]:
    """Yield where the parts of the key stand; equal parts take one place after the other."""
    taken: list[Span] = []
    for part in question.key:
        places = _places(document, part, rests)
        free = (one for one in places if not any(_overlap(one, other) for other in taken))
        if places:
            taken.append(next(free, places[0]))
            yield taken[-1]


def _pairs(document: Document, question: Match, rests: tuple[Span, ...]) -> Iterator[Span]:
    """Yield where both sides stand; the right side is the one nearest to its left one."""
    for left, right in question.pairs:
        lefts = _places(document, left, rests, beyond=False)
        rights = _places(document, right, rests)
        yield from lefts[:1]
        if rights:
            near = lefts[0] if lefts else rights[0]
            yield min(rights, key=lambda span: max(span[0] - near[1], near[0] - span[1]))


def _places(
    document: Document, part: str, rests: tuple[Span, ...], *, beyond: bool = True
) -> list[Span]:
    """Return where a text stands within the quotes, or else, if `beyond`, in their paragraphs.

    Where it stands as whole words, its places within other words don't count.
    """
    needle = re.compile(_loose(part))
    found = [one.span() for span in rests for one in needle.finditer(document.text, *span)]
    if beyond and not found:
        around = _paragraphs_of(document, rests)
        found = [one.span() for span in around for one in needle.finditer(document.text, *span)]
    return [span for span in found if not _cuts_word(document.text, span)] or found


def _paragraphs_of(document: Document, rests: tuple[Span, ...]) -> list[Span]:
    """Return the paragraphs in which the passages stand; none reaches over a paragraph's end."""
    numbers = {bisect_right(document.paragraphs, (start, sys.maxsize)) - 1 for start, _end in rests}
    return [document.paragraphs[number] for number in sorted(numbers)]


def _loose(text: str) -> str:
    """Return a pattern for `text` with any white space between its characters."""
    return r"\s*".join(map(re.escape, squeeze(text)))


def _cuts_word(text: str, span: Span) -> bool:
    """Tell whether a span begins or ends within a word of a script that parts words."""
    return any(
        len(pair) == 2 and all(sign.isdigit() or sign.lower() != sign.upper() for sign in pair)
        for pair in (text[max(at - 1, 0) : at + 1] for at in span)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
