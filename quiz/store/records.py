"""What the store tells. Times are milliseconds since 1970, UTC; days are local, `YYYY-MM-DD`."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from quiz.engine.grading import Outcome
from quiz.engine.missed import MissedState
from quiz.engine.plans import Mode, Plan
from quiz.engine.questions import Ref
from quiz.engine.responses import Response
from quiz.engine.session import Answered, Result


class ItemRecord(msgspec.Struct, frozen=True, gc=False):
    """A question that has a history, as it read when it was last answered."""

    ref: Ref
    type: str
    prompt: str
    key: tuple[str, ...]


class UnfinishedSession(msgspec.Struct, frozen=True, gc=False):
    """A session that can be gone on with: `position` of `total` places has been reached.

    `asked` and `correct` count what has been responded to or passed; an exam's are 0 until it
    is handed in.
    """

    id: int
    mode: Mode
    title: str
    sets: tuple[str, ...]
    started: int
    total: int
    position: int
    asked: int
    correct: int


class SessionRecord(msgspec.Struct, frozen=True, gc=False):
    """A session as the history lists it; `finished` is None when it was left before its end."""

    id: int
    mode: Mode
    title: str
    sets: tuple[str, ...]
    started: int
    finished: int | None
    result: Result


class StoredSession(msgspec.Struct, frozen=True):
    """All that is needed to build a session again exactly where it stood.

    `answers` are those that count now: undone ones are left out, overruled ones are marked.
    Their verdicts hold no comparisons, since those follow from grading again. `undoable` says
    that the last thing recorded in the session was a response or its overruling. `elapsed` is
    in milliseconds.
    """

    id: int
    plan: Plan
    started: int
    answers: tuple[Answered, ...]
    sheet: dict[int, Response]
    flags: frozenset[int]
    position: int
    elapsed: int
    undoable: bool
    finished: bool


class ResponseRecord(msgspec.Struct, frozen=True, gc=False):
    """One response in a question's own history."""

    at: int
    session: int
    answered: Answered


class MissedRecord(msgspec.Struct, frozen=True, gc=False):
    """A question that was ever missed, as it read when it was last answered."""

    ref: Ref
    type: str
    prompt: str
    state: MissedState


class KnowledgeRecord(msgspec.Struct, frozen=True, gc=False):
    """What the record knows of a question that was ever answered, as of a certain day.

    `last` is its last outcome, `missed` whether it is in the missed book, `due` the day on
    which it is due and `recall` how likely it is remembered, in [0, 1]; both are None if it
    was never scheduled.
    """

    last: Outcome
    missed: bool
    due: str | None
    recall: float | None


class Figures(NamedTuple):
    """Of each set, by its id, on a day: how many are `due`, were ever `scheduled`, are known.

    `known` is the sum of how likely each is remembered. Sets without any are absent.
    """

    due: dict[str, int]
    scheduled: dict[str, int]
    known: dict[str, float]


class SetProgress(msgspec.Struct, frozen=True, gc=False):
    """How many questions of a set were ever answered, were right last time, are missed."""

    answered: int
    last_right: int
    missed: int


class TallyRecord(msgspec.Struct, frozen=True, gc=False):
    """How a question, as it read when it was last answered, was answered altogether.

    `difficulty` is that of its card state, from 1 to 10, None if it was never scheduled.
    """

    ref: Ref
    type: str
    prompt: str
    key: tuple[str, ...]
    responses: int
    correct: int
    difficulty: float | None


class DayRecord(msgspec.Struct, frozen=True, gc=False):
    """What was answered on one day."""

    day: str
    responses: int
    correct: int


class SetRecord(msgspec.Struct, frozen=True, gc=False):
    """What was ever answered of one set."""

    set_id: str
    responses: int
    correct: int


class StatisticsRecord(msgspec.Struct, frozen=True, gc=False):
    """The totals, by day (ascending) and by set (by id). `sessions` are those of the history."""

    sessions: int
    responses: int
    correct: int
    days: tuple[DayRecord, ...]
    sets: tuple[SetRecord, ...]
