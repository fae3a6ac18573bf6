"""What the record can be asked. No query here reads the whole log."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import decode
from quiz.engine.scheduling import CardState, Rating, Scheduler
from quiz.engine.session import Answered, Result
from quiz.engine.statistics import Retention
from quiz.errors import SessionError
from quiz.i18n import _
from quiz.store.analysis import Analysis
from quiz.store.connection import Database, Row
from quiz.store.derived import (
    CARD,
    EVENT,
    MISSED,
    UNDO,
    Event,
    card_of,
    missed_state,
    rating_of_event,
    state_from_log,
)
from quiz.store.items import encode_json, find_item, plan_decoder, texts_decoder
from quiz.store.records import (
    DayRecord,
    Figures,
    ItemRecord,
    KnowledgeRecord,
    MissedRecord,
    ResponseRecord,
    SessionRecord,
    SetProgress,
    SetRecord,
    StatisticsRecord,
    StoredSession,
    UnfinishedSession,
)

_floats = msgspec.json.Decoder(tuple[float, ...])

_ANSWERED = "position, response, outcome, score, overruled, hinted, took, recognised, sure"
_IN_HISTORY = f"mode != '{Mode.READ}' AND (finished IS NOT NULL OR asked > 0)"


class Reader:
    """The half of the store that changes nothing. Every method raises StoreError on failure."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def path(self) -> Path | None:
        """The file, None for a record that is in memory only."""
        return self._database.path

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- sessions ---------------------------------------------------------------------------

    def unfinished(self) -> list[UnfinishedSession]:
        """Return the sessions that can be gone on with, the newest first."""
        rows = self._database.rows(
            "SELECT session, mode, title, sets, started, total, position, asked, correct"
            " FROM standings JOIN sessions USING (session)"
            " WHERE finished IS NULL AND discarded IS NULL ORDER BY session DESC"
        )
        with self._database.readable():
            return [
                UnfinishedSession(
                    row[0], Mode(row[1]), row[2], texts_decoder.decode(row[3]), *row[4:]
                )
                for row in rows
            ]

    def history(self, limit: int | None = None) -> list[SessionRecord]:
        """Return the sessions that were finished or answered in part, the newest first.

        Reading through questions is no session in this sense.
        """
        rows = self._database.rows(
            "SELECT session, mode, title, sets, started, finished, asked, correct, points,"
            " possible, passed FROM standings JOIN sessions USING (session)"
            f" WHERE {_IN_HISTORY} ORDER BY session DESC LIMIT ?",
            -1 if limit is None else limit,
        )
        with self._database.readable():
            return [_session(row) for row in rows]

    def sets_of(self, session: int) -> tuple[str, ...]:
        """Return the ids of the sets that a session asks from, none for an unknown session."""
        row = self._database.row("SELECT sets FROM sessions WHERE session = ?", session)
        with self._database.readable():
            return texts_decoder.decode(row[0]) if row else ()

    def load(self, session: int) -> StoredSession:
        """Return a session as it stood; raises SessionError when there is none of that number."""
        with self._database.snapshot():
            found = self._database.row(
                "SELECT plan, started, position, elapsed, finished"
                " FROM sessions JOIN standings USING (session) WHERE session = ?",
                session,
            )
            if found is None:
                raise SessionError(_("There is no session {number}.").format(number=session))
            answers = self._database.rows(
                f"SELECT {_ANSWERED} FROM answers WHERE session = ? ORDER BY position", session
            )
            sheet = self._database.rows(
                "SELECT position, response, flagged FROM sheet WHERE session = ?", session
            )
            last = self._database.row(
                # The plus sign keeps SQLite from searching the log backwards for the session.
                "SELECT kind FROM log WHERE session = ? ORDER BY +entry DESC LIMIT 1",
                session,
            )
        with self._database.readable():
            return StoredSession(
                id=session,
                plan=plan_decoder.decode(found[0]),
                started=found[1],
                answers=tuple(_answered(row) for row in answers),
                sheet={row[0]: decode(row[1]) for row in sheet if row[1] is not None},
                flags=frozenset(row[0] for row in sheet if row[2]),
                position=found[2],
                elapsed=found[3],
                undoable=last is not None and last[0] != UNDO,
                finished=found[4] is not None,
            )

    # -- questions --------------------------------------------------------------------------

    def items(self) -> list[ItemRecord]:
        """Return every question that has a history, in the order they got one."""
        return self._items("true")

    def items_of(self, set_id: str) -> list[ItemRecord]:
        """Return the questions of a set that have a history, in the order they got one."""
        return self._items("set_id = ?", set_id)

    def items_elsewhere(self, set_id: str, ids: Collection[str]) -> list[ItemRecord]:
        """Return the questions of other sets with these ids that have a history."""
        wanted = "set_id != ? AND question_id IN (SELECT value FROM json_each(?))"
        return self._items(wanted, set_id, encode_json(sorted(ids)))

    def _items(self, wanted: str, *values: str) -> list[ItemRecord]:
        rows = self._database.rows(
            "SELECT set_id, question_id, type, prompt, key FROM items"
            f" WHERE {wanted} ORDER BY item",
            *values,
        )
        with self._database.readable():
            return [
                ItemRecord(Ref(*row[:2]), row[2], row[3], texts_decoder.decode(row[4]))
                for row in rows
            ]

    def responses_of(self, ref: Ref) -> list[ResponseRecord]:
        """Return the responses to one question that count, the newest first."""
        rows = self._database.rows(
            f"SELECT at, session, {_ANSWERED} FROM answers JOIN items USING (item)"
            " WHERE set_id = ? AND question_id = ? ORDER BY entry DESC",
            *ref,
        )
        with self._database.readable():
            return [ResponseRecord(row[0], row[1], _answered(row[2:])) for row in rows]

    def missed(self, *, cleared: bool = False, limit: int | None = None) -> list[MissedRecord]:
        """Return the missed book, or with `cleared` what left it; at most `limit` of it.

        What the learner was sure of comes first, since an error that is held to be right stays;
        then the last missed.
        """
        order = "coalesce(sure, 0) DESC, last_missed DESC, item DESC"
        rows = self._database.rows(
            f"SELECT set_id, question_id, type, prompt, {MISSED}"
            f" FROM (SELECT * FROM missed WHERE cleared {'!=' if cleared else '='} 0"
            f" ORDER BY {order} LIMIT ?) JOIN items USING (item) ORDER BY {order}",
            -1 if limit is None else limit,
        )
        return [
            MissedRecord(Ref(row[0], row[1]), row[2], row[3], missed_state(row[4:])) for row in rows
        ]

    # -- the schedule -----------------------------------------------------------------------

    @cached_property
    def scheduler(self) -> Scheduler:
        """What the card states were computed with."""
        row = self._database.row("SELECT parameters, retention FROM scheduler")
        with self._database.readable():
            return Scheduler(_floats.decode(row[0]), row[1]) if row else Scheduler()

    def card(self, ref: Ref) -> CardState | None:
        """Return what is remembered of one question, None if it was never scheduled."""
        item = find_item(self._database, ref)
        return None if item is None else card_of(self._database, item)

    def cards_of(self, set_id: str) -> dict[str, CardState]:
        """Return the card states of a set's questions, by the questions' ids."""
        rows = self._database.rows(
            f"SELECT question_id, {CARD} FROM cards JOIN items USING (item) WHERE set_id = ?",
            set_id,
        )
        return {row[0]: CardState(*row[1:]) for row in rows}

    def knowledge_of(self, set_id: str, day: str) -> dict[str, KnowledgeRecord]:
        """Return what is known on `day` of a set's questions that were answered, by their ids."""
        rows = self._database.rows(
            f"SELECT question_id, last_outcome, coalesce(cleared = 0, 0), {CARD}"
            " FROM items JOIN item_progress USING (item)"
            " LEFT JOIN missed USING (item) LEFT JOIN cards USING (item) WHERE set_id = ?",
            set_id,
        )
        return {row[0]: self._knowledge(day, *row[1:]) for row in rows}

    def cards_by_set(self) -> dict[str, int]:
        """Return how many questions of each set were ever scheduled; others are absent."""
        rows = self._database.rows(
            "SELECT set_id, count(*) FROM cards JOIN items USING (item) GROUP BY set_id"
        )
        return {row[0]: row[1] for row in rows}

    def due(self, day: str) -> Iterator[Ref]:
        """Yield the questions that are due on `day`, the longest overdue first."""
        rows = self._database.each(
            "SELECT set_id, question_id FROM cards JOIN items USING (item)"
            " WHERE due <= ? ORDER BY due, cards.item",
            day,
        )
        return (Ref(*row) for row in rows)

    def due_by_set(self, day: str) -> dict[str, int]:
        """Return how many questions of each set are due on `day`; sets without any are absent."""
        rows = self._database.rows(
            "SELECT set_id, count(*) FROM cards JOIN items USING (item) WHERE due <= ?"
            " GROUP BY set_id",
            day,
        )
        return {row[0]: row[1] for row in rows}

    def due_by_day(self, day: str, until: str) -> dict[str, int]:
        """Return how many questions fall due on each day; what is overdue counts for `day`."""
        rows = self._database.rows(
            "SELECT max(due, ?) AS falls, count(*) FROM cards WHERE due <= ? GROUP BY falls",
            day,
            until,
        )
        return {row[0]: row[1] for row in rows}

    def next_due(self, day: str) -> str | None:
        """Return the first day after `day` on which something falls due, None without any."""
        row = self._database.row("SELECT min(due) FROM cards WHERE due > ?", day)
        return row[0] if row else None

    def cards_before(self, set_id: str, day: str) -> dict[str, CardState]:
        """Return the card states of a set's questions as they were when `day` began, by id."""
        found = {}
        rows = self._database.rows(
            f"SELECT item, question_id, {CARD} FROM cards JOIN items USING (item)"
            " WHERE set_id = ? AND first_day < ?",
            set_id,
            day,
        )
        for item, question_id, *columns in rows:
            card: CardState | None = CardState(*columns)
            if card and card.last_day >= day:
                card = state_from_log(self._database, item, self.scheduler, before=day).card
            if card:
                found[question_id] = card
        return found

    def introduced_on(self, day: str) -> dict[str, int]:
        """Return how many questions of each set were scheduled for the first time on `day`."""
        rows = self._database.rows(
            "SELECT set_id, count(*) FROM cards JOIN items USING (item) WHERE first_day = ?"
            " GROUP BY set_id",
            day,
        )
        return {row[0]: row[1] for row in rows}

    def reviewed_on(self, day: str) -> int:
        """Return how many reviews of what was learned before were done on `day`."""
        row = self._database.row("SELECT coalesce(sum(reviews), 0) FROM days WHERE day = ?", day)
        return int(row[0]) if row else 0

    def recall(self, day: str) -> Iterator[tuple[str, str, float]]:
        """Yield the set and the id of each question scheduled, and how likely it is known on `day`.

        That is its retrievability, see `Scheduler.retrievability`.
        """
        decay, factor = self.scheduler.curve
        rows = self._database.each(
            "SELECT set_id, question_id, max(0, julianday(?) - julianday(last_day)), stability"
            " FROM cards JOIN items USING (item)",
            day,
        )
        for set_id, question_id, elapsed, stability in rows:
            yield set_id, question_id, (1 + factor * elapsed / stability) ** decay

    def histories(self) -> list[list[tuple[str, Rating]]]:
        """Return the scheduled responses, question by question: their days and ratings.

        This reads the whole log, which nobody should have to wait for.
        """
        rows = self._database.each(
            f"SELECT {EVENT} FROM events WHERE scheduled = 1 ORDER BY item, entry"
        )
        histories: dict[int, list[tuple[str, Rating]]] = {}
        with self._database.readable():
            for event in map(Event._make, rows):
                histories.setdefault(event.item, []).append((event.day, rating_of_event(event)))
        return list(histories.values())

    def recall_by_set(self, day: str) -> dict[str, float]:
        """Return for each set how many of its questions the learner likely knows on `day`."""
        decay, factor = self.scheduler.curve
        if self._database.has_function("pow"):
            rows = self._database.rows(
                "SELECT set_id, sum(pow(1 + ? * max(0, julianday(?) - julianday(last_day))"
                " / stability, ?)) FROM cards JOIN items USING (item) GROUP BY set_id",
                factor,
                day,
                decay,
            )
            return {row[0]: row[1] for row in rows}
        sums: dict[str, float] = {}
        for set_id, _question_id, likely in self.recall(day):
            sums[set_id] = sums.get(set_id, 0.0) + likely
        return sums

    def figures(self, day: str) -> Figures:
        """Return what there is to do and what is known on `day`, set by set."""
        return Figures(self.due_by_set(day), self.cards_by_set(), self.recall_by_set(day))

    # -- single questions -------------------------------------------------------------------

    @property
    def analysis(self) -> Analysis:
        """What the record tells of how single questions were answered altogether."""
        return Analysis(self._database)

    # -- totals -----------------------------------------------------------------------------

    def set_progress(self) -> dict[str, SetProgress]:
        """Return the progress of every set that has a history, by its id."""
        rows = self._database.rows("SELECT set_id, answered, last_right, missed FROM set_progress")
        return {row[0]: SetProgress(*row[1:]) for row in rows}

    def statistics(self) -> StatisticsRecord:
        """Return the totals, by day and by set."""
        with self._database.snapshot():
            sessions = self._database.rows(
                f"SELECT count(*) FROM standings JOIN sessions USING (session) WHERE {_IN_HISTORY}"
            )
            days = tuple(DayRecord(*row) for row in self._sums("day"))
            sets = tuple(SetRecord(*row) for row in self._sums("set_id"))
        return StatisticsRecord(
            sessions=sessions[0][0],
            responses=sum(day.responses for day in days),
            correct=sum(day.correct for day in days),
            days=days,
            sets=sets,
        )

    def retention_by_day(self) -> dict[str, Retention]:
        """Return what the reviews of each day showed; days without any are absent.

        A review is a response that showed whether something was remembered from an earlier day.
        """
        rows = self._database.rows(
            "SELECT day, sum(reviews), sum(recalled), sum(predicted) / 1e6 FROM days"
            " WHERE reviews > 0 GROUP BY day ORDER BY day"
        )
        return {row[0]: Retention(*row[1:]) for row in rows}

    # -- within -----------------------------------------------------------------------------

    def _knowledge(self, day: str, last: str, missed: int, *card: Any) -> KnowledgeRecord:
        due = recall = None
        if card[0] is not None:
            state = CardState(*card)
            due, recall = state.due, self.scheduler.retrievability(state, day)
        return KnowledgeRecord(Outcome(last), bool(missed), due, recall)

    def _sums(self, column: str) -> list[Row]:
        return self._database.rows(
            f"SELECT {column}, sum(responses), sum(correct) FROM days"
            f" GROUP BY {column} ORDER BY {column}"
        )


def _answered(row: Row) -> Answered:
    position, response, outcome, score, overruled, hinted, took, recognised, sure = row
    verdict = Verdict(
        Outcome(outcome), score, overruled=bool(overruled), recognised=bool(recognised)
    )
    sureness = None if sure is None else bool(sure)
    return Answered(position, decode(response), verdict, bool(hinted), took, sureness)


def _session(row: Row) -> SessionRecord:
    number, mode, title, sets, started, finished, *score, passed = row
    asked, correct, points, possible = score
    result = Result(asked, correct, points, possible, None if passed is None else bool(passed))
    return SessionRecord(
        number, Mode(mode), title, texts_decoder.decode(sets), started, finished, result
    )
