"""A document read for drafting: its passages, and what in each can be asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice, pairwise, takewhile
from typing import Final, NamedTuple

from quiz.authoring.clauses import Clause, Phrase, clauses, letters, phrases
from quiz.authoring.drafting.sayings import Sayings
from quiz.authoring.drafting.words import CLASS_NOUNS, FIGURE, NAME, NUMERAL
from quiz.authoring.listings import Listing, listings
from quiz.content.sources import Document, Span
from quiz.engine.folding import has_han

_PASSAGE: Final = {True: 60, False: 220}
_CLAUSES: Final = {True: 3, False: 8}
"""How many letters and how many clauses a passage has at most, if it can; by: is it Chinese."""

_POLITE: Final = re.compile(
    "谢谢|同志们|各位|女士们|大家好|我就讲|我强调几点|下面$|ladies|thank", re.I
)
"""What a speech begins and ends with, which nobody learns."""

_LEAD: Final = 4
"""How many letters lead to a list at least, where there are more."""

_BREAK: Final = re.compile(r"\s*[\n\r\u2028\u2029\x85\v\f]\s*")
_DIGITS: Final = re.compile(r"[\d.,]+")


class Passage(NamedTuple):
    """Some clauses of one sentence that are asked for together."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


class Reading:
    """One document, with what is worked out of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.chinese = has_han(self.text)
        self.clauses = [
            one
            for one in self._by_line(clauses(document))
            if not {*"{}|#"} & {*(text := self.at(one.start, one.end))} and not _POLITE.match(text)
        ]
        self.phrases = list(phrases(document))
        self.sayings = Sayings(self.text)

    def at(self, start: int, end: int) -> str:
        """Return a piece of the document, on one line."""
        return _BREAK.sub("" if self.chinese else " ", self.text[start:end])

    @cached_property
    def listings(self) -> list[Listing]:
        """The lists of the document."""
        return listings(self.document, self.clauses, self.phrases)

    def listings_in(self, clause: Clause) -> list[Listing]:
        """Return the lists of which something stands in a clause."""
        return self._listings_by_clause[clause]

    @cached_property
    def _listings_by_clause(self) -> dict[Clause, list[Listing]]:
        found: dict[Clause, list[Listing]] = defaultdict(list)
        for listing in self.listings:
            first = max(0, bisect_right(self._starts, listing.start) - 1)
            for clause in self.clauses[first : bisect_left(self._starts, listing.end)]:
                if clause.end > listing.start:
                    found[clause].append(listing)
        return found

    @cached_property
    def passages(self) -> list[Passage]:
        """The document in passages, each some clauses of a sentence."""
        found = []
        for _number, group in groupby(self.clauses, key=lambda one: one.sentence):
            found += self._divided(tuple(group))
        return found

    def clause_at(self, place: int) -> Clause | None:
        """Return the clause that a place of the document is in."""
        number = bisect_right(self._starts, place) - 1
        if number < 0 or self.clauses[number].end <= place:
            return None
        return self.clauses[number]

    def clauses_in(self, start: int, end: int) -> list[Clause]:
        """Return the clauses between two places."""
        return self.clauses[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def lead_of(self, place: int) -> int:
        """Return where the words begin that lead to `place` and to no other one.

        They begin with its clause, or as many before it in its sentence as that takes.
        """
        number = bisect_right(self._starts, place) - 1
        clause = self.clauses[number]
        for before in map(self.clauses.__getitem__, range(number - 1, -1, -1)):
            lead = self.at(clause.start, place)
            enough = letters(lead) >= _LEAD and self.text.count(lead) == 1
            whole = enough and not self.sayings.go_together(before, clause)
            if whole or before.sentence != clause.sentence:
                break
            clause = before
        return clause.start

    # -- what can be asked for --------------------------------------------------------------

    def phrases_in(self, start: int, end: int) -> list[Phrase]:
        """Return the quoted phrases that stand whole between two places."""
        first = bisect_left(self.phrases, start, key=lambda one: one.start)
        within = takewhile(lambda one: one.start < end, islice(self.phrases, first, None))
        return [one for one in within if one.end <= end]

    def figures_in(self, start: int, end: int) -> list[Span]:
        """Return the figures and dates between two places."""
        return [one.span() for one in FIGURE.finditer(self.text, start, end)]

    @cached_property
    def figures(self) -> list[tuple[Span, Clause, list[str]]]:
        """The figures and dates, each with its clause and the others of its kind.

        Of one kind are those with the same signs around their digits.
        """
        found = [(s, one) for one in self.clauses for s in self.figures_in(one.start, one.end)]
        by_kind: dict[str, list[str]] = defaultdict(list)
        for span, _clause in found:
            text = self.at(*span)
            by_kind[_DIGITS.sub("", text)].append(text)
        kinds = {kind: [*dict.fromkeys(texts)] for kind, texts in by_kind.items() if kind}
        return [(span, clause, _others(self.at(*span), kinds)) for span, clause in found]

    def names_in(self, start: int, end: int) -> list[Span]:
        """Return the names of several words in an English text between two places."""
        return [one.span() for one in NAME.finditer(self.text, start, end)]

    def class_noun(self, phrase: Phrase) -> str:
        """Return the noun after a quoted phrase that says what it is the name of, "" without."""
        return self._class_nouns[phrase]

    def alike(self, phrase: Phrase) -> list[str]:
        """Return other phrases that this one could be taken for, none of its sentence.

        They are as long, and numbered abbreviations as it is, or not. First come those that
        name something as well, then the nearest.
        """
        own, sentence = self.at(phrase.start, phrase.end), self._sentence(phrase)
        same = [one for one in self._by_shape[_shape(own)] if self._sentence(one) != sentence]
        same.sort(key=lambda one: (not self.class_noun(one), abs(one.start - phrase.start)))
        return list(dict.fromkeys(t for one in same if (t := self.at(one.start, one.end)) != own))

    @cached_property
    def _class_nouns(self) -> dict[Phrase, str]:
        after = {one: self.at(one.end + 1, one.end + 5) for one in self.phrases}
        return {
            one: next((noun for noun in CLASS_NOUNS if text.startswith(noun)), "")
            for one, text in after.items()
        }

    @cached_property
    def _by_shape(self) -> dict[tuple[int, bool, bool], list[Phrase]]:
        found: dict[tuple[int, bool, bool], list[Phrase]] = defaultdict(list)
        for one in self.phrases:
            found[_shape(self.at(one.start, one.end))].append(one)
        return found

    # -- within -----------------------------------------------------------------------------

    def _by_line(self, found: Iterable[Clause]) -> Iterator[Clause]:
        """Yield the clauses, each line of a Chinese one by itself: a heading has no stop."""
        more = 0
        for clause in found:
            start = clause.start
            breaks = _BREAK.finditer(self.text, start, clause.end) if self.chinese else ()
            for one in breaks:
                yield clause._replace(start=start, end=one.start(), sentence=clause.sentence + more)
                start, more = one.end(), more + 1
            yield clause._replace(start=start, sentence=clause.sentence + more)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.clauses]

    def _divided(self, sentence: tuple[Clause, ...]) -> list[Passage]:
        """Return the passages of a sentence, each of about as many clauses as the others."""
        row = self._together(sentence)
        for count in range(-(-len(row) // _CLAUSES[self.chinese]), len(row) + 1):
            cuts = [round(len(row) * number / count) for number in range(count + 1)]
            pieces = [sum(row[low:high], ()) for low, high in pairwise(cuts)]
            sizes = [letters(self.at(piece[0].start, piece[-1].end)) for piece in pieces]
            if max(sizes) <= _PASSAGE[self.chinese]:
                break
        return [Passage(piece[0].start, piece[-1].end, piece) for piece in pieces]

    def _together(self, sentence: tuple[Clause, ...]) -> list[tuple[Clause, ...]]:
        """Return the clauses of a sentence, those in one that are not complete without another.

        So are the ones that a short list goes through.
        """
        row = [sentence[:1]]
        for before, after in pairwise(sentence):
            through = any(
                one.start < before.end
                and after.start < one.end
                and letters(self.at(one.start, one.end)) <= _PASSAGE[True]
                for one in self.listings_in(before)
            )
            if self.chinese and (through or self.sayings.go_together(before, after)):
                row[-1] += (after,)
            else:
                row.append((after,))
        return row

    def _sentence(self, phrase: Phrase) -> int:
        clause = self.clause_at(phrase.start)
        return clause.sentence if clause else -1


def _others(figure: str, kinds: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the other figures of the kind of one, the nearest in length first."""
    same = kinds.get(_DIGITS.sub("", figure), ())
    others = (one for one in same if one != figure)
    return sorted(others, key=lambda one: abs(len(one) - len(figure)))


def _shape(phrase: str) -> tuple[int, bool, bool]:
    """Return what phrases have in common that can be taken for each other."""
    return len(phrase), bool(NUMERAL.search(phrase)), all(map(str.isalnum, phrase))
