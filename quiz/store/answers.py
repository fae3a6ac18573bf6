"""The store: recording sessions, responses and what is done about the missed book.

Each method that changes something is one transaction, committed when it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from quiz.engine.grading import Outcome, Verdict, overrule
from quiz.engine.missed import DEFAULT_RIGHT_TO_CLEAR
from quiz.engine.plans import Plan
from quiz.engine.questions import AnyQuestion, Ref
from quiz.engine.responses import Response, encode
from quiz.engine.scheduling import Counting, Scheduler, counts
from quiz.engine.session import Answered, Result
from quiz.errors import SessionError, StoreError
from quiz.i18n import _
from quiz.store import derived
from quiz.store.connection import Row
from quiz.store.derived import BRING_BACK, CLEAR, OVERRULE, RESPONSE, UNDO, Event, ItemState
from quiz.store.items import encode_json, find_item, put_item, rename_in_plans
from quiz.store.opening import open_database
from quiz.store.reader import Reader


def open_store(
    path: Path | None,
    *,
    now: int,
    read_only: bool = False,
    backups: Path | None = None,
    scheduler: Scheduler | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Store:
    """Open the record at `path` (None: in memory); see `opening.open_database`.

    With a `scheduler` that is set otherwise than the one the card states were computed with,
    they are computed anew from the log, unless the file is only looked at; `progress` is told
    of that as by `Store.reschedule`.
    """
    store = Store(open_database(path, now=now, read_only=read_only, backups=backups))
    if store.path is None or not read_only:
        try:
            store.reschedule(scheduler or Scheduler(), progress)
        except BaseException:
            store.close()
            raise
    return store


class Store(Reader):
    """The record of one learner. It belongs to the thread that opened it.

    Times (`at`) are milliseconds since 1970, UTC; `day` is the local day, `YYYY-MM-DD`;
    `elapsed` is milliseconds spent in the session so far, None when it isn't known anew.
    Beside StoreError, methods on a session raise SessionError when it has been finished or
    discarded meanwhile, perhaps in another window.
    """

    # -- sessions ---------------------------------------------------------------------------

    def begin(self, plan: Plan, sets: Sequence[str], at: int) -> int:
        """Store a new session that asks from `sets`; return its number."""
        with self._database.transaction():
            cursor = self._database.run(
                "INSERT INTO sessions (mode, title, started, total, sets, plan)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                plan.mode.value,
                plan.title,
                at,
                len(plan.slots),
                encode_json(list(sets)),
                encode_json(plan),
            )
            session = int(cursor.lastrowid or 0)
            self._database.run("INSERT INTO standings (session) VALUES (?)", session)
        return session

    def place(
        self, session: int, position: int, elapsed: int | None, result: Result | None = None
    ) -> None:
        """Store where the session stands, and what it has come to if that has changed."""
        with self._database.transaction():
            self._stand(session, position, elapsed, result)

    def put_sheet(
        self,
        session: int,
        position: int,
        response: Response | None,
        flagged: bool,
        elapsed: int | None,
    ) -> None:
        """Store one line of an exam's answer sheet; the session stands there then."""
        with self._database.transaction():
            self._stand(session, position, elapsed, None)
            self._database.run(
                "INSERT OR REPLACE INTO sheet (session, position, response, flagged)"
                " VALUES (?, ?, ?, ?)",
                session,
                position,
                None if response is None else encode(response),
                flagged,
            )

    def finish(
        self,
        session: int,
        result: Result,
        *,
        at: int,
        day: str,
        graded: Sequence[tuple[AnyQuestion, Answered]] = (),
        right_to_clear: int = DEFAULT_RIGHT_TO_CLEAR,
    ) -> None:
        """Close a session; an exam's graded responses are recorded with it, all or none."""
        with self._database.transaction():
            self._stand(session, None, None, result)
            for question, answered in graded:
                self._respond(
                    session, question, answered, at, day, right_to_clear, Counting.WHEN_DUE
                )
            self._database.run("UPDATE standings SET finished = ? WHERE session = ?", at, session)

    def discard(self, session: int, at: int) -> None:
        """Offer an unfinished session no longer; the responses in it stay."""
        with self._database.transaction():
            self._stand(session, None, None, None)
            self._database.run("UPDATE standings SET discarded = ? WHERE session = ?", at, session)

    # -- responses --------------------------------------------------------------------------

    def record(
        self,
        session: int,
        question: AnyQuestion,
        answered: Answered,
        *,
        at: int,
        day: str,
        result: Result,
        elapsed: int | None = None,
        right_to_clear: int = DEFAULT_RIGHT_TO_CLEAR,
        counting: Counting = Counting.WHEN_DUE,
    ) -> None:
        """Record a response, and `result` as what the session has come to with it.

        `right_to_clear` is the setting as it is now; it stays with the response, and so does
        whether it moved the schedule: that only the first one to its question in a session may.
        """
        with self._database.transaction():
            self._stand(session, answered.position, elapsed, result)
            self._respond(session, question, answered, at, day, right_to_clear, counting)

    def overrule(self, session: int, position: int, *, at: int, day: str, result: Result) -> None:
        """Record that the learner holds the response at `position` to be right after all."""
        with self._database.transaction():
            self._stand(session, None, None, result)
            self._revise(OVERRULE, session, position, at, day)

    def undo(self, session: int, position: int, *, at: int, day: str, result: Result) -> None:
        """Take the response at `position` back, overruled or not; the session stands there."""
        with self._database.transaction():
            self._stand(session, position, None, result)
            self._revise(UNDO, session, position, at, day)

    # -- the missed book --------------------------------------------------------------------

    def clear_missed(self, ref: Ref, *, at: int, day: str) -> None:
        """Strike a question off the missed book; nothing happens if it isn't in."""
        self._decide(CLEAR, ref, at, day)

    def bring_back(self, ref: Ref, *, at: int, day: str) -> None:
        """Put a cleared question back into the missed book; nothing happens if it is in."""
        self._decide(BRING_BACK, ref, at, day)

    # -- upkeep -----------------------------------------------------------------------------

    def rename_item(self, old: Ref, new: Ref) -> None:
        """Let the whole history of `old` be that of `new`, in the plans of sessions as well.

        Raises StoreError when `old` has no history or `new` has one of its own.
        """
        with self._database.transaction():
            item = find_item(self._database, old)
            if item is None:
                raise StoreError(_("“{id}” has no history.").format(id=old.question_id))
            if find_item(self._database, new) is not None:
                raise StoreError(_("“{id}” has a history already.").format(id=new.question_id))
            self._database.run(
                "UPDATE items SET set_id = ?, question_id = ? WHERE item = ?", *new, item
            )
            if old.set_id != new.set_id:
                derived.move_between_sets(self._database, item, old.set_id, new.set_id)
            rename_in_plans(self._database, old, new)

    def put_item(self, question: AnyQuestion) -> None:
        """Note how a question reads now, as if it were answered; none of its history changes."""
        with self._database.transaction():
            put_item(self._database, question)

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Derive the card states, the missed book, the progress and the days from the log.

        `progress` is as in `reschedule`.
        """
        with self._database.transaction():
            derived.rebuild(self._database, self.scheduler, progress)

    def reschedule(
        self, scheduler: Scheduler, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Use these parameters and this retention from now on, as if they had always held.

        `progress` is told how many questions of how many are scheduled anew; what it raises
        ends that, and everything is as it was.
        """
        wanted = (encode_json(scheduler.parameters), scheduler.retention, 0)
        if self._database.row("SELECT parameters, retention, stale FROM scheduler") == wanted:
            self.__dict__["scheduler"] = scheduler
            return
        with self._database.transaction():
            derived.rebuild(self._database, scheduler, progress)
            self._database.run(
                "UPDATE scheduler SET parameters = ?, retention = ?, stale = ?", *wanted
            )
        self.__dict__["scheduler"] = scheduler

    # -- within a transaction ---------------------------------------------------------------

    def _stand(
        self, session: int, position: int | None, elapsed: int | None, result: Result | None
    ) -> None:
        """Store what is known of a session's standing; it must be neither over nor discarded."""
        score = (None,) * 5 if result is None else msgspec.structs.astuple(result)
        changed = self._database.run(
            "UPDATE standings SET position = coalesce(?, position),"
            " elapsed = coalesce(?, elapsed), asked = coalesce(?, asked),"
            " correct = coalesce(?, correct), points = coalesce(?, points),"
            " possible = coalesce(?, possible), passed = ?"
            " WHERE session = ? AND finished IS NULL AND discarded IS NULL",
            position,
            elapsed,
            *score,
            session,
        )
        if changed.rowcount != 1:
            raise SessionError(_("This session has been ended already."))

    def _respond(
        self,
        session: int,
        question: AnyQuestion,
        answered: Answered,
        at: int,
        day: str,
        right_to_clear: int,
        counting: Counting,
    ) -> None:
        """Append a response and bring up to date what follows from it."""
        if self._answer_at(session, answered.position):
            raise SessionError(_("This question has been answered already."))
        item = put_item(self._database, question)
        verdict = answered.verdict
        old = derived.state_of(self._database, item)
        scheduled = counts(counting, old.card, day) and not self._answered_in(session, item)
        predicted = None
        if scheduled and old.card is not None and old.card.last_day < day:
            predicted = round(self.scheduler.retrievability(old.card, day) * 1_000_000)
        event = Event(
            kind=RESPONSE,
            at=at,
            day=day,
            session=session,
            position=answered.position,
            outcome=verdict.outcome.value,
            response=encode(answered.response),
            right_to_clear=right_to_clear,
            hinted=int(answered.hinted),
            recognised=int(verdict.recognised),
            sure=None if answered.sure is None else int(answered.sure),
            scheduled=int(scheduled),
        )
        self._append(event, item, score=verdict.score, took=answered.took, predicted=predicted)
        new = derived.step(old, event, self.scheduler)
        derived.save_state(self._database, item, question.set_id, old, new)
        counted = derived.counts_of(event.outcome, predicted)
        derived.add_to_day(self._database, day, question.set_id, counted)

    def _append(
        self, event: Event, item: int, *, score: float, took: int, predicted: int | None
    ) -> None:
        """Write a response into the log."""
        self._database.run(
            "INSERT INTO log (kind, at, day, item, session, position, response, outcome, score,"
            " hinted, took, right_to_clear, recognised, sure, scheduled, predicted)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            event.kind,
            event.at,
            event.day,
            item,
            event.session,
            event.position,
            event.response,
            event.outcome,
            score,
            event.hinted,
            took,
            event.right_to_clear,
            event.recognised,
            event.sure,
            event.scheduled,
            predicted,
        )

    def _revise(self, kind: str, session: int, position: int, at: int, day: str) -> None:
        """Append an overrule or undo of a response and derive its item's rows again."""
        found = self._answer_at(session, position)
        if found is None:
            raise SessionError(_("There is no response here to revise."))
        target, item, set_id, answered_on, outcome, predicted = found
        was_right = outcome == Outcome.CORRECT
        if kind == OVERRULE and was_right:
            raise SessionError(_("This answer counts as right already."))
        verdict = overrule(Verdict(Outcome(outcome), 0.0)) if kind == OVERRULE else None
        self._database.run(
            "INSERT INTO log (kind, at, day, item, session, position, target, outcome, score)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            kind,
            at,
            day,
            item,
            session,
            position,
            target,
            verdict and verdict.outcome.value,
            verdict and verdict.score,
        )
        old = derived.state_of(self._database, item)
        new = derived.state_from_log(self._database, item, self.scheduler)
        derived.save_state(self._database, item, set_id, old, new)
        reviewed = int(predicted is not None)
        change = derived.counts_of(outcome, predicted).minus()
        if kind == OVERRULE:
            change = derived.DayCounts(correct=1, recalled=reviewed)
        derived.add_to_day(self._database, answered_on, set_id, change)

    def _decide(self, kind: str, ref: Ref, at: int, day: str) -> None:
        """Append a decision of the learner about the missed book, if it changes anything."""
        with self._database.transaction():
            item = find_item(self._database, ref)
            old = ItemState() if item is None else derived.state_of(self._database, item)
            new = derived.step(old, Event(kind, at), self.scheduler)
            if item is None or new == old:
                return
            self._database.run(
                "INSERT INTO log (kind, at, day, item) VALUES (?, ?, ?, ?)", kind, at, day, item
            )
            derived.save_state(self._database, item, ref.set_id, old, new)

    def _answer_at(self, session: int, position: int) -> Row | None:
        """Return the response that counts at a place: entry, item, set, day, outcome, predicted."""
        return self._database.row(
            "SELECT entry, item, set_id, day, outcome, predicted"
            " FROM answers JOIN items USING (item) WHERE session = ? AND position = ?",
            session,
            position,
        )

    def _answered_in(self, session: int, item: int) -> bool:
        """Tell whether a session has a response to this question already."""
        sql = "SELECT 1 FROM answers WHERE item = ? AND session = ? LIMIT 1"
        return self._database.row(sql, item, session) is not None
