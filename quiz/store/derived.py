"""What follows from the log: progress of items and sets, the missed book, the days.

Each change updates these in its own transaction, and `rebuild` makes them again from nothing
else than the log. Both go through `step`, so they can't disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import msgspec

from quiz.engine.grading import Outcome
from quiz.engine.missed import MissedState, after_response, brought_back, cleared_by_hand
from quiz.store.connection import Database

RESPONSE = "response"
OVERRULE = "overrule"
UNDO = "undo"
CLEAR = "clear"
BRING_BACK = "bring_back"

_EVENT = "kind, at, session, outcome, response, right_to_clear"


class Event(msgspec.Struct, frozen=True, gc=False):
    """One thing that happened to an item and still counts. Only a response has the last four."""

    kind: str
    at: int
    session: int = 0
    outcome: str = ""
    response: str = ""
    right_to_clear: int = 0


class ItemState(msgspec.Struct, frozen=True, gc=False):
    """Where one item stands after all that happened to it."""

    responses: int = 0
    correct: int = 0
    last_outcome: str = ""
    last_at: int = 0
    missed: MissedState | None = None

    def in_set(self) -> tuple[int, int, int]:
        """Return what the item adds to its set: answered, right last time, missed."""
        return (
            int(self.responses > 0),
            int(self.last_outcome == Outcome.CORRECT),
            int(self.missed is not None and self.missed.in_book),
        )


def step(state: ItemState, event: Event) -> ItemState:
    """Return the state after one more event; one that changes nothing returns it as it was."""
    missed = state.missed
    if event.kind == RESPONSE:
        outcome = Outcome(event.outcome)
        missed = after_response(
            missed,
            outcome=outcome,
            response=event.response,
            session=event.session,
            at=event.at,
            right_to_clear=event.right_to_clear,
        )
        correct = state.correct + (outcome is Outcome.CORRECT)
        return ItemState(state.responses + 1, correct, event.outcome, event.at, missed)
    if missed is None or missed.in_book is not (event.kind == CLEAR):
        return state
    missed = cleared_by_hand(missed, event.at) if event.kind == CLEAR else brought_back(missed)
    return msgspec.structs.replace(state, missed=missed)


def fold(events: Iterable[Event]) -> ItemState:
    """Return the state after all of an item's events, in the order they happened."""
    state = ItemState()
    for event in events:
        state = step(state, event)
    return state


def state_of(database: Database, item: int) -> ItemState:
    """Return the stored state of an item."""
    progress = database.row(
        "SELECT responses, correct, last_outcome, last_at FROM item_progress WHERE item = ?", item
    )
    missed = database.row(
        "SELECT times_missed, last_missed, last_response, right_in_a_row, right_session, cleared"
        " FROM missed WHERE item = ?",
        item,
    )
    if progress is None:
        return ItemState()
    responses, correct, last_outcome, last_at = progress
    book = MissedState(*missed) if missed else None
    return ItemState(responses, correct, last_outcome, last_at, book)


def state_from_log(database: Database, item: int) -> ItemState:
    """Return the state of an item as its own rows of the log have it."""
    rows = database.rows(f"SELECT {_EVENT} FROM events WHERE item = ? ORDER BY entry", item)
    return fold(Event(*row) for row in rows)


def save_state(database: Database, item: int, set_id: str, old: ItemState, new: ItemState) -> None:
    """Store an item's new state and what its set gains or loses by it."""
    _save_progress(database, item, new)
    if new.missed != old.missed:
        _save_missed(database, item, new.missed)
    changes = [after - before for after, before in zip(new.in_set(), old.in_set(), strict=True)]
    add_to_set(database, set_id, *changes)


def add_to_set(
    database: Database, set_id: str, answered: int, last_right: int, missed: int
) -> None:
    """Add to a set's progress; negative numbers take away."""
    if not (answered or last_right or missed):
        return
    database.run(
        "INSERT INTO set_progress (set_id, answered, last_right, missed) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET answered = answered + excluded.answered,"
        " last_right = last_right + excluded.last_right, missed = missed + excluded.missed",
        set_id,
        answered,
        last_right,
        missed,
    )
    if answered < 0:
        database.run("DELETE FROM set_progress WHERE set_id = ? AND answered = 0", set_id)


def add_to_day(database: Database, day: str, set_id: str, responses: int, correct: int) -> None:
    """Add to what was answered of a set on a day; negative numbers take away."""
    database.run(
        "INSERT INTO days (day, set_id, responses, correct) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET responses = responses + excluded.responses,"
        " correct = correct + excluded.correct",
        day,
        set_id,
        responses,
        correct,
    )
    if responses < 0:
        database.run("DELETE FROM days WHERE day = ? AND set_id = ? AND responses = 0", day, set_id)


def move_between_sets(database: Database, item: int, old_set: str, new_set: str) -> None:
    """Count all of an item's history for another set."""
    counts = state_of(database, item).in_set()
    add_to_set(database, old_set, *(-count for count in counts))
    add_to_set(database, new_set, *counts)
    days = database.rows(
        "SELECT day, count(*), sum(outcome = 'correct') FROM answers WHERE item = ? GROUP BY day",
        item,
    )
    for day, responses, correct in days:
        add_to_day(database, day, old_set, -responses, -correct)
        add_to_day(database, day, new_set, responses, correct)


def rebuild(database: Database) -> None:
    """Derive everything again from the log, within a transaction."""
    for table in ("missed", "item_progress", "set_progress", "days"):
        database.run(f"DELETE FROM {table}")
    rows = database.each(f"SELECT item, {_EVENT} FROM events ORDER BY item, entry")
    for item, events in groupby(rows, key=lambda row: row[0]):
        state = fold(Event(*row[1:]) for row in events)
        _save_progress(database, item, state)
        _save_missed(database, item, state.missed)
    database.run(
        "INSERT INTO set_progress (set_id, answered, last_right, missed)"
        " SELECT set_id, count(*), sum(last_outcome = 'correct'), coalesce(sum(cleared = 0), 0)"
        " FROM item_progress JOIN items USING (item) LEFT JOIN missed USING (item) GROUP BY set_id"
    )
    database.run(
        "INSERT INTO days (day, set_id, responses, correct)"
        " SELECT day, set_id, count(*), sum(outcome = 'correct')"
        " FROM answers JOIN items USING (item) GROUP BY day, set_id"
    )


def _save_progress(database: Database, item: int, state: ItemState) -> None:
    if not state.responses:
        database.run("DELETE FROM item_progress WHERE item = ?", item)
        return
    database.run(
        "INSERT OR REPLACE INTO item_progress (item, responses, correct, last_outcome, last_at)"
        " VALUES (?, ?, ?, ?, ?)",
        item,
        state.responses,
        state.correct,
        state.last_outcome,
        state.last_at,
    )


def _save_missed(database: Database, item: int, missed: MissedState | None) -> None:
    if missed is None:
        database.run("DELETE FROM missed WHERE item = ?", item)
        return
    database.run(
        "INSERT OR REPLACE INTO missed (item, times_missed, last_missed, last_response,"
        " right_in_a_row, right_session, cleared) VALUES (?, ?, ?, ?, ?, ?, ?)",
        item,
        *msgspec.structs.astuple(missed),
    )
