"""What today's review asks: what is due, and so many questions never asked before."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quiz.content.library import SetEntry
from quiz.content.sources import Document
from quiz.engine.cards import REVERSED
from quiz.engine.questions import AnyQuestion, QuestionSet, Ref
from quiz.engine.queueing import spread
from quiz.settings import Settings
from quiz.store import Reader

_SENTENCE_ENDS = "。！？；.!?;\n"


@dataclass(frozen=True)
class ReviewCounts:
    """How much of a review is left today: `due` ones and `new` ones, within the daily numbers.

    `overdue` are all that are due, also beyond what a day asks at most.
    """

    due: int
    new: int
    overdue: int

    @property
    def total(self) -> int:
        """How many questions a review would ask now."""
        return self.due + self.new


class ReviewQueue:
    """Draws the review of one day. `entries` are the sets that it asks from."""

    def __init__(
        self,
        store: Reader,
        settings: Settings,
        day: str,
        entries: Sequence[SetEntry],
        *,
        load: Callable[[SetEntry], QuestionSet],
        find: Callable[[Ref], AnyQuestion | None],
        tags: Sequence[str] = (),
    ) -> None:
        self._store = store
        self._day = day
        self._entries = entries
        self._sets = {entry.id for entry in entries}
        self._load = load
        self._find = find
        self._tags = set(tags)
        self._reviews_left = max(0, settings.reviews_per_day - store.reviewed_on(day))
        self._new_left = max(0, settings.new_per_day - store.introduced_on(day))

    def counts(self) -> ReviewCounts:
        """Return how much there is to do today, without reading a question."""
        by_set = self._store.due_by_set(self._day)
        overdue = sum(count for set_id, count in by_set.items() if set_id in self._sets)
        known = self._store.cards_by_set()
        unseen = sum(max(0, entry.count - known.get(entry.id, 0)) for entry in self._entries)
        due = min(overdue, self._reviews_left)
        return ReviewCounts(due, min(unseen, self._new_left), overdue)

    def draw(
        self, seed: int, document_of: Callable[[str], Document | None], *, count: int = 0
    ) -> list[AnyQuestion]:
        """Return what to ask now, mixed, at most `count` questions (0: all that the day asks).

        The longest overdue ones come in before later ones, and both before new ones.
        """
        most = count or self._reviews_left + self._new_left
        drawn = list(islice(self._due(), min(most, self._reviews_left)))
        drawn += islice(self._new(), min(self._new_left, most - len(drawn)))
        return spread(drawn, lambda question: _passage(question, document_of), seed)

    def _due(self) -> Iterator[AnyQuestion]:
        for ref in self._store.due(self._day):
            if ref.set_id in self._sets:
                question = self._find(ref)
                if question is not None and self._wanted(question):
                    yield question

    def _new(self) -> Iterator[AnyQuestion]:
        """Yield what was never asked, set by set and in the order of the files."""
        for entry in self._entries:
            if entry.count:
                known = self._store.cards_of(entry.id)
                for question in self._load(entry).questions:
                    if question.id not in known and self._wanted(question):
                        yield question

    def _wanted(self, question: AnyQuestion) -> bool:
        return not self._tags or not self._tags.isdisjoint(question.tags)


def _passage(question: AnyQuestion, document_of: Callable[[str], Document | None]) -> Hashable:
    """Return what tells siblings: the sentence of the document where the quote begins.

    Both sides of a flashcard are siblings, too.
    """
    document = document_of(question.source) if question.quotes else None
    places = document.locate(question.quotes[0]) if document else []
    if document is None or not places:
        return question.set_id, question.id.removesuffix(REVERSED)
    start = places[0][0]
    return question.source, max(document.text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS)
