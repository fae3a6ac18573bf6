"""What today's review asks: what is due, and so many questions never asked before."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from quiz.content.library import SetEntry
from quiz.content.sources import Document
from quiz.engine.cards import REVERSED
from quiz.engine.planning import LAST_DAYS, ahead
from quiz.engine.questions import AnyQuestion, QuestionSet, Ref
from quiz.engine.queueing import spread
from quiz.engine.scheduling import days_between
from quiz.exams import Exam
from quiz.settings import Settings
from quiz.store import Reader

_SENTENCE_ENDS = "。！？；.!?;\n"


class ReviewCounts(msgspec.Struct, frozen=True):
    """How much of a review is left today: `due`, `new`, and asked `ahead` of an exam.

    They are within the daily numbers; `overdue` are all that are due, also beyond these.
    """

    due: int
    new: int
    overdue: int
    ahead: int = 0

    @property
    def total(self) -> int:
        """How many questions a review would ask now."""
        return self.due + self.new + self.ahead


class ReviewDraw(NamedTuple):
    """The questions of a review; `ahead` tells whether some are asked before they are due."""

    questions: list[AnyQuestion]
    ahead: bool


class ReviewQueue:
    """Draws the review of one day. `entries` are the sets that it asks from.

    What is learned for an exam comes first, in the numbers of the plan for it; what the usual
    numbers leave is for the other sets.
    """

    def __init__(
        self,
        store: Reader,
        settings: Settings,
        day: str,
        entries: Sequence[SetEntry],
        *,
        load: Callable[[SetEntry], QuestionSet],
        find: Callable[[Ref], AnyQuestion | None],
        exams: Sequence[Exam] = (),
        tags: Sequence[str] = (),
        thorough: bool = True,
    ) -> None:
        """Without `thorough`, a set is not searched that seems to have no unseen question.

        Those that were taken out of a set, but are on record, then hide as many new ones.
        """
        self._store = store
        self._day = day
        self._entries = entries
        self._sets = {entry.id for entry in entries}
        self._load = load
        self._find = find
        self._exams = [exam for exam in exams if exam.plan]
        self._tags = set(tags)
        self._thorough = thorough
        self._introduced = store.introduced_on(day)
        asked = store.reviewed_on(day)
        planned = sum(exam.today.due for exam in self._exams if exam.today)
        usual = settings.reviews_per_day
        self._reviews_left = max(0, max(usual, planned) - asked)
        self._new_left = max(0, settings.new_per_day - sum(self._introduced.values()))
        self._room = usual + settings.new_per_day - asked - sum(self._introduced.values())

    def counts(self, due_by_set: Mapping[str, int], scheduled: Mapping[str, int]) -> ReviewCounts:
        """Return how much there is to do today, without reading a question.

        It is told how many questions of each set are due, and were ever scheduled.
        """
        overdue = sum(count for set_id, count in due_by_set.items() if set_id in self._sets)
        unseen = {e.id: max(0, e.count - scheduled.get(e.id, 0)) for e in self._entries}
        new, others = 0, dict(unseen)
        for exam in self._exams:
            sets = [entry.id for entry in exam.entries]
            waiting = sum(others.pop(set_id, 0) for set_id in sets)
            new += min(waiting, self._new_for(exam))
        new += min(sum(others.values()), max(0, self._new_left - new))
        due = min(overdue, self._reviews_left)
        return ReviewCounts(due, new, overdue, len(self._ahead(self._room - due - new)))

    def draw(
        self, seed: int, document_of: Callable[[str], Document | None], *, count: int = 0
    ) -> ReviewDraw:
        """Return what to ask now, mixed, at most `count` questions (0: all that the day asks).

        The longest overdue ones come in before later ones, and both before new ones.
        """
        drawn = list(islice(self._due(), self._reviews_left))
        drawn += self._new()
        refs = self._ahead(self._room - len(drawn))
        found = [question for question in map(self._find, refs) if question]
        early = [question for question in found if self._wanted(question)]
        most = count or len(drawn) + len(early)
        ahead = early[: max(0, most - len(drawn))]
        drawn = drawn[:most] + ahead
        mixed = spread(drawn, lambda question: _passage(question, document_of), seed)
        return ReviewDraw(mixed, bool(ahead))

    def _ahead(self, room: int) -> list[Ref]:
        """Return what to ask ahead of its day for the exams of the coming days."""
        found: list[Ref] = []
        for exam in self._exams:
            if room > len(found) and days_between(self._day, exam.day) <= LAST_DAYS:
                states = {
                    Ref(entry.id, name): state
                    for entry in exam.entries
                    if entry.id in self._sets
                    for name, state in self._store.cards_of(entry.id).items()
                }
                found += ahead(
                    self._store.scheduler,
                    states,
                    today=self._day,
                    exam_day=exam.day,
                    room=room - len(found),
                )
        return found

    def _new_for(self, exam: Exam) -> int:
        """Return how many new questions today still has for an exam."""
        done = sum(self._introduced.get(entry.id, 0) for entry in exam.entries)
        return max(0, exam.today.new - done) if exam.today else 0

    def _due(self) -> Iterator[AnyQuestion]:
        """Yield what is due, for exams first, the longest overdue first."""
        pressing = {entry.id for exam in self._exams for entry in exam.entries}
        due: Iterable[Ref] = (ref for ref in self._store.due(self._day) if ref.set_id in self._sets)
        if pressing:
            due = sorted(due, key=lambda ref: ref.set_id not in pressing)
        for ref in due:
            question = self._find(ref)
            if question is not None and self._wanted(question):
                yield question

    def _new(self) -> list[AnyQuestion]:
        """Return today's new questions, for exams first."""
        drawn: list[AnyQuestion] = []
        pressing: set[str] = set()
        for exam in self._exams:
            sets = {entry.id for entry in exam.entries}
            pressing |= sets
            drawn += islice(self._unseen(sets.__contains__), self._new_for(exam))
        others = self._unseen(lambda set_id: set_id not in pressing)
        return drawn + list(islice(others, max(0, self._new_left - len(drawn))))

    def _unseen(self, asked: Callable[[str], bool]) -> Iterator[AnyQuestion]:
        """Yield what was never asked, set by set and in the order of the files."""
        scheduled = {} if self._thorough else self._store.cards_by_set()
        for entry in self._entries:
            if entry.count > scheduled.get(entry.id, 0) and asked(entry.id):
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
