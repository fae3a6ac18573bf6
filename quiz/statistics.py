"""What the record adds up to: the days, how well memory held, what is known, what is hard.

Each part is read by itself when it is asked for, from what the store keeps by day and by
question. Only what is told of single questions reads the log, and of it only their responses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quiz.engine.questions import AnyQuestion, Multiple, Ref, Single
from quiz.engine.responses import Chosen, Response
from quiz.engine.scheduling import CardState, later
from quiz.engine.statistics import Retention, longest_streak, mistakes, monday_of, streak
from quiz.store import DayRecord, ResponseRecord, StatisticsRecord, TallyRecord
from quiz.trainer import Trainer

AHEAD = 30
"""How many days, today among them, are looked ahead to."""

RECENT = 30
"""How many days, today among them, are recent ones."""

HARDEST = 20
"""How many of the hardest questions are told of."""

OFTEN = 5
"""How many responses tell that a question is always right, or that an option tempts no one."""

NEVER = 3
"""How many responses, all wrong, tell that something may be wrong with the question."""


@dataclass(frozen=True)
class Summary:
    """The totals, and what falls due: `due` holds how much by day, from `today` on.

    What is overdue counts for today. `retention` is by day, for days with reviews.
    """

    today: str
    totals: StatisticsRecord
    retention: dict[str, Retention]
    due: dict[str, int]

    @property
    def streak(self) -> int:
        """Days in a row, up to today, on which something was answered."""
        return streak((day.day for day in self.totals.days), self.today)

    @property
    def longest_streak(self) -> int:
        """The most days in a row on which something was answered."""
        return longest_streak(day.day for day in self.totals.days)

    def weeks(self) -> dict[str, DayRecord]:
        """Return what was answered in each week with answers, by its Monday."""
        weeks: dict[str, DayRecord] = {}
        for day in self.totals.days:
            monday = monday_of(day.day)
            week = weeks.get(monday, DayRecord(monday, 0, 0))
            responses, correct = week.responses + day.responses, week.correct + day.correct
            weeks[monday] = DayRecord(monday, responses, correct)
        return weeks

    def retained(self, since: str = "") -> Retention:
        """Return what the reviews from the day `since` on showed, by default all of them."""
        return _sum(found for day, found in self.retention.items() if day >= since)

    def retained_recently(self) -> Retention:
        """Return what the reviews of the recent days showed."""
        return self.retained(later(self.today, 1 - RECENT))

    def retained_by_week(self) -> dict[str, Retention]:
        """Return what the reviews of each week showed, by its Monday; the latest week last."""
        weeks: dict[str, list[Retention]] = {}
        for day, found in self.retention.items():
            weeks.setdefault(monday_of(day), []).append(found)
        return {monday: _sum(each) for monday, each in weeks.items()}

    def due_ahead(self) -> list[tuple[str, int]]:
        """Return every day looked ahead to, and how much falls due on it."""
        days = [later(self.today, ahead) for ahead in range(AHEAD)]
        return [(day, self.due.get(day, 0)) for day in days]


@dataclass(frozen=True)
class Known:
    """How much of a set or a tag is known: `mastery` is how likely one of its questions is.

    It is the mean of their retrievabilities today, 0 for those never asked; `seen` counts
    those in the schedule.
    """

    name: str
    title: str
    questions: int
    seen: int
    mastery: float


@dataclass(frozen=True)
class Mastery:
    """How much is known: by set in the order of the files, by tag the least known first."""

    sets: list[Known]
    tags: list[Known]


@dataclass(frozen=True)
class Hard:
    """A hard question, and the mistake made most with it: how often, None if none is told."""

    tally: TallyRecord
    mistake: tuple[Response, int] | None


@dataclass(frozen=True)
class History:
    """One question with all its responses, the newest first.

    `question` is None when no set holds it any more, `tally` when it was never answered,
    `card` and `recall` (its retrievability today) when it isn't in the schedule. `made` are
    the mistakes, the one made most first.
    """

    ref: Ref
    question: AnyQuestion | None
    tally: TallyRecord | None
    card: CardState | None
    recall: float | None
    responses: list[ResponseRecord]
    made: list[tuple[Response, int]]


class Flaw(StrEnum):
    """What the learner's own record says against a question."""

    NEVER_MISSED = "never-missed"
    NEVER_RIGHT = "never-right"
    OPTION_NEVER_CHOSEN = "option-never-chosen"


@dataclass(frozen=True)
class Finding:
    """A question that is worth another look; `options` are those that nobody chose."""

    flaw: Flaw
    question: AnyQuestion
    tally: TallyRecord
    options: tuple[str, ...] = field(default=())


class Statistics:
    """Reads what a trainer has on record. Every method raises QuizError when it can't."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._reader = trainer.reader

    def summary(self) -> Summary:
        """Return the days, the retention and what falls due."""
        today = self._trainer.today()
        return Summary(
            today=today,
            totals=self._trainer.statistics(),
            retention=self._reader.retention_by_day(),
            due=self._reader.due_by_day(today, later(today, AHEAD - 1)),
        )

    def mastery(self) -> Mastery:
        """Return how much is known of every set and of every tag."""
        by_set: dict[str, dict[str, float]] = {}
        for set_id, question_id, likely in self._reader.recall(self._trainer.today()):
            by_set.setdefault(set_id, {})[question_id] = likely
        sets: list[Known] = []
        tags: dict[str, list[float | None]] = {}
        for entry in self._trainer.library.entries():
            if entry.count:
                known = by_set.get(entry.id, {})
                questions = self._trainer.library.load(entry).questions
                sets.append(_known(entry.id, entry.title, [known.get(q.id) for q in questions]))
                for question in questions:
                    for tag in question.tags:
                        tags.setdefault(tag, []).append(known.get(question.id))
        by_tag = [_known(tag, tag, each) for tag, each in tags.items()]
        return Mastery(sets, sorted(by_tag, key=lambda known: (known.mastery, known.name)))

    def hardest(self, limit: int = HARDEST) -> list[Hard]:
        """Return the questions ever missed, the one known least first, see `Analysis.hardest`."""
        hardest = []
        for tally in self._reader.analysis.hardest(limit):
            made = _most(self._reader.analysis.misses(tally.ref), tally.key)
            hardest.append(Hard(tally, made[0] if made else None))
        return hardest

    def history(self, ref: Ref) -> History:
        """Return all that is on record of one question."""
        question = self._trainer.question(ref)  # first: the history of an edited one moves along
        tally = self._reader.analysis.tally(ref)
        card = self._reader.card(ref)
        today = self._trainer.today()
        recall = self._reader.scheduler.retrievability(card, today) if card else None
        made = _most(self._reader.analysis.misses(ref), tally.key) if tally else []
        return History(ref, question, tally, card, recall, self._reader.responses_of(ref), made)

    def audit(self) -> list[Finding]:
        """Return what the learner's own record says against questions that a set still holds.

        A question answered at least `OFTEN` times and always right asks too little, or gives
        itself away. One answered at least `NEVER` times and never right may have a wrong key
        or an unclear prompt. An option that stayed untouched while wrong ones were chosen in
        at least `OFTEN` answers tempts no one.
        """
        return [
            finding
            for tally in self._reader.analysis.answered(min(OFTEN, NEVER))
            if (question := self._trainer.question(tally.ref)) is not None
            for finding in self._flaws(question, tally)
        ]

    def _flaws(self, question: AnyQuestion, tally: TallyRecord) -> Iterable[Finding]:
        if tally.responses >= OFTEN and tally.correct == tally.responses:
            yield Finding(Flaw.NEVER_MISSED, question, tally)
        if tally.responses >= NEVER and tally.correct == 0:
            yield Finding(Flaw.NEVER_RIGHT, question, tally)
        if isinstance(question, Single | Multiple) and tally.responses - tally.correct >= OFTEN:
            untouched = self._untouched(question)
            if untouched:
                yield Finding(Flaw.OPTION_NEVER_CHOSEN, question, tally, untouched)

    def _untouched(self, question: Single | Multiple) -> tuple[str, ...]:
        """Return the wrong options that nobody chose, () before enough wrong ones were chosen."""
        misses = self._reader.analysis.misses(question.ref)
        wrong = {option.text for option in question.options}.difference(question.key)
        chosen = Counter[str]()
        answers = 0
        for response, times in misses.items():
            if isinstance(response, Chosen) and wrong.intersection(response.options):
                answers += times
                chosen.update(response.options)
        if answers < OFTEN:
            return ()
        texts = (option.text for option in question.options)
        return tuple(text for text in texts if text in wrong and text not in chosen)


def _sum(found: Iterable[Retention]) -> Retention:
    parts = list(found)
    return Retention(
        sum(part.reviews for part in parts),
        sum(part.recalled for part in parts),
        sum(part.predicted for part in parts),
    )


def _known(name: str, title: str, recalls: Sequence[float | None]) -> Known:
    seen = [recall for recall in recalls if recall is not None]
    return Known(name, title, len(recalls), len(seen), sum(seen) / len(recalls))


def _most(misses: dict[Response, int], key: Sequence[str]) -> list[tuple[Response, int]]:
    """Return the mistakes in some wrong responses with their numbers, the one made most first."""
    counts = Counter[Response]()
    for response, times in misses.items():
        for mistake in mistakes(response, key):
            counts[mistake] += times
    return sorted(counts.items(), key=lambda pair: (-pair[1], repr(pair[0])))
