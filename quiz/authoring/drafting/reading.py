"""A document read for drafting: its passages, and what in each can be asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from quiz.authoring.clauses import Clause, Phrase, clauses, letters, phrases
from quiz.authoring.drafting.words import CLASS_NOUNS, CUE, FIGURE, NAME, NUMERAL
from quiz.authoring.listings import Listing, listings
from quiz.content.sources import Document, Span
from quiz.engine.folding import has_han

_PASSAGE: Final = {True: 60, False: 220}
_CLAUSES: Final = {True: 3, False: 8}
"""How many letters and how many clauses a passage has at most, if it can; by: is it Chinese."""

_LEAST_BLANK: Final = 2
_MOST_BLANK: Final = 18
"""How many letters a blank has: fewer say nothing, more are no longer typed without a slip."""

_SURE: Final = re.compile(
    "必须|成为|作为|做到|就是|贯彻到|落实到|凝聚到|转化为|放在|体现在|着眼|针对|来自|才能|只有|提供"
)
_PARTING: Final = re.compile("为|的")
"""Behind what a Chinese clause can be parted, where no verb at its head shows how."""

_HALVES: Final = re.compile("(?<=[^，、]{3})、(?=[^，、]{3,6}$)")
"""Between two halves, of which the second is asked for."""

_POLITE: Final = re.compile(
    "谢谢|同志们|各位|女士们|大家好|我就讲|我强调几点|下面$|ladies|thank", re.I
)
"""What a speech begins and ends with, which nobody learns."""

_ABOUT_ALL: Final = re.compile("等.{5,}")

_LEAD: Final = 4
"""How many letters lead to a list at least, where there are more."""

_FRAME: Final = re.compile("以([^，]{2,14})为[^，]{1,4}")
"""A clause whose middle is asked for, such as “以……为重点”."""

_LEFT_OPEN: Final = re.compile("既|[把将使让](?!.*(?:作为|当作|变成|为|到))")
"""How a piece begins that only the next clause completes."""

_JOINING: Final = re.compile("的|、|向|到")
"""After what the part that is asked for may begin, where the whole is too long."""

_BREAK: Final = re.compile(r"\s*[\n\r\u2028\u2029\x85\v\f]\s*")
_DIGITS: Final = re.compile(r"[\d.,]+")

_BRACKETS: Final = ("“”", "（）", "《》", "「」", "()")
_MARKS: Final = "“”「」\"'‘’"


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
        """Return where the words begin that lead to `place`: with its clause, or the one before."""
        number = bisect_right(self._starts, place) - 1
        clause = self.clauses[number]
        if letters(self.at(clause.start, place)) >= _LEAD or number == 0:
            return clause.start
        before = self.clauses[number - 1]
        return before.start if before.sentence == clause.sentence else clause.start

    # -- what can be asked for --------------------------------------------------------------

    def cue(self, clause: Clause) -> int | None:
        """Return where the words up to the verb of a Chinese clause end, None without one."""
        found = CUE.match(self.text, clause.start, clause.end)
        return found.end() if found else None

    def wording(self, clause: Clause) -> tuple[Span, bool] | None:
        """Return what of a Chinese clause can be asked for with the rest in view, and how surely.

        It stands behind a cue: the words up to a verb, or, which is less sure, up to a word that
        parts the clause. What is too long is asked for by its end.
        """
        if not self.chinese:
            return None
        if framed := _FRAME.fullmatch(self.text, clause.start, clause.end):
            return framed.span(1), True
        cue = self.cue(clause)
        lows = [] if cue is None else [(cue, True)]
        for pattern, sure in ((_SURE, True), (_HALVES, True), (_PARTING, False)):
            lows += ((at, sure) for at in self._behind(pattern, clause))
        for low, sure in lows:
            span = self._shortened(low, clause.end)
            if span and self._is_whole(span):
                return span, sure and _LEFT_OPEN.match(self.at(*span)) is None
        return None

    def _behind(self, pattern: re.Pattern[str], clause: Clause) -> list[int]:
        """Return the places in a clause behind a pattern, the first ones first."""
        places = [one.end() for one in pattern.finditer(self.text, clause.start + 1, clause.end)]
        return [at for at in places if letters(self.at(clause.start, at)) >= _LEAST_BLANK]

    def is_whole(self, start: int, end: int, most: int) -> bool:
        """Tell whether a piece can stand as an object: complete, and of at most so many letters."""
        text = self.at(start, end)
        return 2 <= letters(text) <= most and _LEFT_OPEN.match(text) is None

    def phrases_in(self, start: int, end: int) -> list[Phrase]:
        """Return the quoted phrases that stand whole between two places."""
        return [one for one in self.phrases if start <= one.start and one.end <= end]

    def figures_in(self, start: int, end: int) -> list[Span]:
        """Return the figures and dates between two places."""
        return [one.span() for one in FIGURE.finditer(self.text, start, end)]

    @cached_property
    def figures(self) -> list[tuple[Span, Clause, list[str]]]:
        """The figures and dates, each with its clause and the others of its kind.

        Of one kind are those with the same signs around their digits.
        """
        found = [(s, one) for one in self.clauses for s in self.figures_in(one.start, one.end)]
        texts = {span: self.at(*span) for span, _clause in found}
        return [(span, clause, _others(texts[span], texts.values())) for span, clause in found]

    def names_in(self, start: int, end: int) -> list[Span]:
        """Return the names of several words in an English text between two places."""
        return [one.span() for one in NAME.finditer(self.text, start, end)]

    def class_noun(self, phrase: Phrase) -> str:
        """Return the noun after a quoted phrase that says what it is the name of, "" without."""
        after = self.at(phrase.end + 1, phrase.end + 5)
        return next((noun for noun in CLASS_NOUNS if after.startswith(noun)), "")

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

    def _divided(self, row: tuple[Clause, ...]) -> list[Passage]:
        """Return the passages of a sentence, each of about as many clauses as the others."""
        for count in range(-(-len(row) // _CLAUSES[self.chinese]), len(row) + 1):
            cuts = [round(len(row) * number / count) for number in range(count + 1)]
            pieces = [row[low:high] for low, high in pairwise(cuts)]
            sizes = [letters(self.at(piece[0].start, piece[-1].end)) for piece in pieces]
            if max(sizes) <= _PASSAGE[self.chinese]:
                break
        return [Passage(piece[0].start, piece[-1].end, piece) for piece in pieces]

    def _sentence(self, phrase: Phrase) -> int:
        clause = self.clause_at(phrase.start)
        return clause.sentence if clause else -1

    def _shortened(self, start: int, end: int) -> Span | None:
        """Return the end of a piece that is not too long to be asked for."""
        joints = [one.end() for one in _JOINING.finditer(self.text, start, end)]
        for at in (start, *(at for at in joints if not self._is_bound(at, end))):
            if _LEAST_BLANK <= letters(self.at(at, end)) <= _MOST_BLANK:
                return self._bare(at, end)
        return None

    def _is_bound(self, place: int, end: int) -> bool:
        """Tell whether a pause mark before `place` must not part what it stands in.

        It joins two words that are one expression, or the members of a list that goes on with
        words about all of them.
        """
        if self.text[place - 1] != "、":
            return False
        around = self.at(place - 3, place + 2)
        return self.text.count(around) > 1 or bool(_ABOUT_ALL.search(self.text, place, end))

    def _bare(self, start: int, end: int) -> Span:
        """Return a piece without the quotation marks around it, where they are around all of it."""
        inner = self.at(start + 1, end - 1)
        around = {self.text[start], self.text[end - 1]} <= {*_MARKS}
        bare = around and not any(mark in inner for mark in _MARKS)
        return (start + 1, end - 1) if bare else (start, end)

    def _is_whole(self, span: Span) -> bool:
        """Tell whether a piece cuts through no quotation marks or brackets."""
        text = self.at(*span)
        return all(text.count(pair[0]) == text.count(pair[1]) for pair in _BRACKETS)


def _others(figure: str, all_figures: Iterable[str]) -> list[str]:
    """Return the other figures of the kind of one, the nearest in length and size first."""
    kind = _DIGITS.sub("", figure)
    same = [one for one in all_figures if one != figure and _DIGITS.sub("", one) == kind]
    return sorted(dict.fromkeys(same), key=lambda one: abs(len(one) - len(figure))) if kind else []


def _shape(phrase: str) -> tuple[int, bool, bool]:
    """Return what phrases have in common that can be taken for each other."""
    return len(phrase), bool(NUMERAL.search(phrase)), all(map(str.isalnum, phrase))
