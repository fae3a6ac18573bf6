"""The lists of a document: three or more things said side by side, which are learned as a list.

Recognised are members joined by the pause mark 、, clauses of one build side by side, and the
members of an English list, joined by commas and a closing “and”. A list begins somewhere in its
first clause and ends somewhere in its last; where exactly, the punctuation doesn't say. So the
first member is taken to be no longer than the longest one in between, and the last likewise,
unless it is a whole clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from quiz.authoring.clauses import MASK, Clause, Phrase, masked
from quiz.content.sources import Document, Span

LEAST: Final = 3
"""From how many members on things said side by side are a list."""

_WORDS: Final = 4
"""From how many words on what stands between English commas is no member of a list."""

_MEMBERS: Final = 50
"""A list that goes on for more members than these is cut off before them."""

_JOINT: Final = re.compile(
    "、|以及|暨|(?<![普涉波顾])及(?![时其])|(?<!总)和(?![谐平睦解])|(?<!参)与|或"
)
_CLOSING: Final = re.compile(r"\b(?:and|or)\s+")
_OPENING: Final = re.compile(r"(?:but|so|yet|then|when|where|while|if|because|which|who)\s")


class Listing(NamedTuple):
    """A list, and where each of its members stands."""

    start: int
    end: int
    members: tuple[Span, ...]


def listings(
    document: Document, clauses: Sequence[Clause], phrases: Sequence[Phrase]
) -> list[Listing]:
    """Return the lists of a document, in order of place.

    A list within quotation marks is one of its own.
    """
    body = masked(document.text)
    pairs = _pairs(body, clauses)
    found = [_listing(_joined(body, one.start, one.end, pairs)) for one in clauses]
    found += [_listing(_joined(document.text, one.start, one.end, pairs)) for one in phrases]
    for _number, group in groupby(clauses, key=lambda one: one.sentence):
        sentence = [(one.start, one.end) for one in group]
        found += [_listing(members, whole=True) for members in _parallel(body, sentence)]
        found += [_listing(members) for members in _enumerated(body, sentence)]
    return sorted(one for one in found if one is not None)


def _listing(pieces: Sequence[Span], *, whole: bool = False) -> Listing | None:
    """Return the list that pieces of text make, None if they are too few.

    With `whole` the last one is a member from end to end.
    """
    if len(pieces) < LEAST:
        return None
    (first, first_end), *inner, (last, last_end) = pieces
    longest = max(end - start for start, end in inner)
    first = max(first, first_end - longest)
    last_end = last_end if whole else min(last_end, last + longest)
    return Listing(first, last_end, ((first, first_end), *inner, (last, last_end)))


def _joined(text: str, start: int, end: int, pairs: set[str]) -> list[Span]:
    """Return the parts of a clause between pause marks, and words such as “和” after the first."""
    pieces: list[Span] = []
    low = start
    closing = "以及" in text[start:end]
    for joint in _JOINT.finditer(text, start, end):
        within = closing and joint.group() == "和"  # “……、企业和群众诉求以及……”
        counts = not within and (pieces or joint.group() == "、")
        if counts and _around(text, joint.start()) not in pairs:
            pieces.append((low, joint.start()))
            low = joint.end()
    return [*pieces, (low, end)]


def _pairs(text: str, clauses: Sequence[Clause]) -> set[str]:
    """Return the pairs that are one expression (党员、干部): they come more than once alone."""
    alone = Counter(
        _around(text, text.index("、", one.start))
        for one in clauses
        if text.count("、", one.start, one.end) == 1
    )
    return {around for around, count in alone.items() if count > 1}


def _around(text: str, at: int) -> str:
    return text[max(at - 2, 0) : at + 3]


def _parallel(text: str, sentence: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the runs of clauses of one build, such as “用…校标，用…导航，用…铸魂”."""
    run: list[Span] = list(sentence[:1])
    for before, after in pairwise(sentence):
        if _alike(_shape(text, before), _shape(text, after), lead=len(run) == 1):
            run.append(after)
        else:
            yield run
            run = [after]
    yield run


def _shape(text: str, span: Span) -> str:
    """Return a clause with each quoted phrase as one sign."""
    return re.sub(f"{MASK}+", MASK, text[slice(*span)])


def _alike(one: str, other: str, *, lead: bool) -> bool:
    """Tell whether two clauses have one build: about as long, with signs in the same places.

    Two such signs do, or a quoted phrase. With `lead`, only the end of the first clause may
    belong to the list.
    """
    if lead:
        one = one[-len(other) :]
    if other.isascii() or abs(len(one) - len(other)) > 2:
        return False
    return any(
        sum(1 + (a == MASK) for a, b in zip(x, y, strict=False) if a == b) >= 2
        for x, y in ((one, other), (one[::-1], other[::-1]))
    )


def _enumerated(text: str, sentence: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the English lists of a sentence: “a sheet, a limit and a mark”.

    Where no comma stands before the “and”, the last member has to be short too: otherwise the
    “and” may as well join two words of a clause.
    """
    for number, (start, end) in enumerate(sentence):
        closing = _CLOSING.search(text, start, end)
        if not number or closing is None:
            continue
        members = [(closing.end(), end)]
        if closing.start() > start:
            if not _are_short(text, members):
                continue
            members.insert(0, (start, closing.start() - 1))
        before = number - 1
        while before >= 0 and _are_short(text, members[:1] if len(members) > 1 else ()):
            members.insert(0, sentence[before])
            before -= 1
            if _OPENING.match(text, members[0][0]) or len(members) > _MEMBERS:
                break
        if _are_short(text, members[1:-1]):
            yield members


def _are_short(text: str, members: Sequence[Span]) -> bool:
    return all(len(text[start:end].split()) < _WORDS for start, end in members)
