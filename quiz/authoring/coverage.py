"""What of a document is asked for: clause by clause, and what nothing asks for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.authoring.asking import Ask, asks
from quiz.authoring.clauses import Phrase, clauses, letters, phrases
from quiz.authoring.listings import Listing, listings
from quiz.content.sidecar import Skip
from quiz.content.sources import Document, Span, merged, squeeze
from quiz.engine.questions import AnyQuestion, Cloze, Match, Multiple, Order, Ref, Short

_RECALL = (Cloze, Short, Order)
"""The types in which a phrase is brought to mind rather than recognised."""

_AS_LIST = (*_RECALL, Multiple, Match)
"""The types whose key can hold a list."""


@dataclass(frozen=True)
class ClauseCoverage:
    """One clause: the questions that rest on it, and what of it they ask for.

    `asked` are spans of the document within the clause, in order and apart. `skipped` is why
    it is deliberately left out, None if it isn't. `requires`: it states a requirement.
    """

    start: int
    end: int
    text: str
    requires: bool
    questions: tuple[Ref, ...]
    asked: tuple[Span, ...]
    skipped: str | None


@dataclass(frozen=True)
class Coverage:
    """What of a document is asked for, and what of it should be and isn't.

    `asked_share` is the share of the letters, in [0, 1], that stand in some key; clauses that
    are left out don't count, nor do punctuation and white space. `idle_skips` were to leave
    something out and hold no whole clause.
    """

    document: Document
    clauses: tuple[ClauseCoverage, ...]
    asked_share: float
    unasked_phrases: tuple[Span, ...]
    unasked_lists: tuple[Span, ...]
    idle_skips: tuple[Skip, ...]

    @property
    def unasked(self) -> tuple[ClauseCoverage, ...]:
        """The clauses of which nothing is asked for, save those left out."""
        return tuple(one for one in self.clauses if not one.asked and one.skipped is None)

    @property
    def unasked_requirements(self) -> tuple[ClauseCoverage, ...]:
        """Those of the unasked clauses that state a requirement."""
        return tuple(one for one in self.unasked if one.requires)

    @property
    def complete(self) -> bool:
        """Whether all that has to be asked for is: requirements, quoted phrases and lists."""
        return not (self.unasked_requirements or self.unasked_phrases or self.unasked_lists)


def survey(
    document: Document, questions: Iterable[AnyQuestion], skips: Sequence[Skip] = ()
) -> Coverage:
    """Return what of `document` the `questions` ask for.

    Questions that quote nothing of it are passed over. A clause is left out when it stands
    whole in a text of `skips`.
    """
    return _Survey(document, questions, skips).result()


class _Survey:
    """The clauses of a document, each with the questions that have to do with it."""

    def __init__(
        self, document: Document, questions: Iterable[AnyQuestion], skips: Sequence[Skip]
    ) -> None:
        self.document = document
        self.clauses = list(clauses(document))
        self.phrases = list(phrases(document))
        self.starts = [one.start for one in self.clauses]
        self.ends = [one.end for one in self.clauses]
        self.asks: list[list[Ask]] = [[] for _clause in self.clauses]
        for ask in asks(document, questions):
            spans = (*ask.rests, *ask.spans)
            for number in sorted({number for span in spans for number in self.touched(span)}):
                self.asks[number].append(ask)
        self.reasons: list[str | None] = [None for _clause in self.clauses]
        self.idle_skips = tuple(skip for skip in skips if not self.leave_out(skip))

    def touched(self, span: Span) -> range:
        """Return the numbers of the clauses of which something stands in the span."""
        return range(bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]))

    def leave_out(self, skip: Skip) -> bool:
        """Note the reason at each clause that stands wholly in what is to be left out; any?"""
        out = False
        for start, end in skip.spans:
            for number in range(bisect_left(self.starts, start), bisect_right(self.ends, end)):
                self.reasons[number] = self.reasons[number] or skip.reason
                out = True
        return out

    def result(self) -> Coverage:
        """Return all that there is to say."""
        found = tuple(map(self.clause, range(len(self.clauses))))
        counted = [one for one in found if one.skipped is None]
        total = sum(letters(one.text) for one in counted)
        asked = sum(letters(self.document.text[slice(*s)]) for one in counted for s in one.asked)
        lists = listings(self.document, self.clauses, self.phrases)
        return Coverage(
            document=self.document,
            clauses=found,
            asked_share=asked / total if total else 1.0,
            unasked_phrases=tuple(self.unasked_phrases()),
            unasked_lists=tuple((one.start, one.end) for one in lists if self.is_unasked(one)),
            idle_skips=self.idle_skips,
        )

    def clause(self, number: int) -> ClauseCoverage:
        """Return what is asked of the clause with this number."""
        start, end, _sentence, requires = self.clauses[number]
        spans = [span for ask in self.asks[number] for span in _within(ask.spans, start, end)]
        return ClauseCoverage(
            start=start,
            end=end,
            text=self.document.text[start:end],
            requires=requires,
            questions=tuple(ask.question.ref for ask in self.asks[number]),
            asked=tuple(merged(spans)),
            skipped=self.reasons[number],
        )

    def unasked_phrases(self) -> Iterable[Span]:
        """Return the quoted phrases that no question of their paragraph has brought to mind.

        Of a phrase that stands several times in a paragraph, one place is enough.
        """
        unasked: dict[tuple[int, str], Span] = {}
        asked = set()
        for one in self.phrases:
            name = one.paragraph, squeeze(self.document.text[one.start : one.end])
            if self.is_recalled(one):
                asked.add(name)
            else:
                unasked.setdefault(name, (one.start, one.end))
        return [span for name, span in unasked.items() if name not in asked]

    def is_recalled(self, phrase: Phrase) -> bool:
        """Tell whether one question asks for every letter of a phrase, or it is left out."""
        span = phrase.start, phrase.end
        return any(self.reasons[number] is not None for number in self.touched(span)) or any(
            self.letters_asked(ask, span) == letters(self.document.text[slice(*span)])
            for number in self.touched(span)
            for ask in self.asks[number]
            if isinstance(ask.question, _RECALL)
        )

    def letters_asked(self, ask: Ask, span: Span) -> int:
        """Return how many letters of the span a question asks for."""
        return sum(letters(self.document.text[slice(*one)]) for one in _within(ask.spans, *span))

    def is_unasked(self, listing: Listing) -> bool:
        """Tell whether no question asks for all the members of a list together."""
        numbers = self.touched(listing.members[0])
        return all(self.reasons[number] is None for number in numbers) and not any(
            all(self.letters_asked(ask, member) for member in listing.members)
            for number in numbers
            for ask in self.asks[number]
            if isinstance(ask.question, _AS_LIST)
        )


def _within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Return what of the spans lies between `start` and `end`."""
    cut = [(max(low, start), min(high, end)) for low, high in spans]
    return [(low, high) for low, high in cut if low < high]
