"""What follows from the log: progress of items and sets, card states, the missed book, the days.

Each change updates these in its own transaction, and `rebuild` makes them again from nothing
else than the log. Both go through `step`, so they can't disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.missed import MissedState, after_response, brought_back, cleared_by_hand
from quiz.engine.responses import Judged, Rated, decode, encode
from quiz.engine.scheduling import CardState, Rating, Review, Scheduler, rating_of
from quiz.store.connection import Database

RESPONSE = "response"
OVERRULE = "overrule"
UNDO = "undo"
CLEAR = "clear"
BRING_BACK = "bring_back"

EVENT = (
    "kind, at, day, session, position, outcome, response, right_to_clear,"
    " hinted, overruled, recognised, sure, scheduled, item"
)
"""The columns of an event."""

_UNCHANGED = (
    f"SELECT {EVENT.replace('overruled', '0')} FROM log"
    " WHERE item NOT IN (SELECT item FROM log WHERE kind <> 'response')"
)
"""The events of the items in whose log nothing is taken back, overruled or decided by hand."""

MISSED = "times_missed, last_missed, last_response, right_in_a_row, right_session, cleared, sure"
"""The columns of a state in the missed book."""

_COUNTS = "responses, correct, reviews, recalled, predicted"
_COUNTED = (
    "count(*), sum(outcome = 'correct'), count(predicted),"
    " coalesce(sum(CASE WHEN predicted IS NOT NULL THEN outcome = 'correct' END), 0),"
    " coalesce(sum(predicted), 0)"
)
SUMS: Final = (
    (
        "set_progress",
        "set_id, answered, last_right, missed",
        "SELECT set_id, count(*), sum(last_outcome = 'correct'), coalesce(sum(cleared = 0), 0)"
        " FROM item_progress JOIN items USING (item) LEFT JOIN missed USING (item) GROUP BY set_id",
    ),
    (
        "days",
        f"day, set_id, {_COUNTS}",
        f"SELECT day, set_id, {_COUNTED} FROM answers JOIN items USING (item) GROUP BY day, set_id",
    ),
)
"""The tables of sums: their names, their columns, and the query that they follow from."""

CARD = "stability, difficulty, first_day, last_day, due, reviews, lapses"
"""The columns of a card state."""

_RATED: Final = encode(Rated(1))[:15]
"""How the stored form of a learner's own rating begins; only such a one has to be decoded."""

_RIGHT: Final = Outcome.CORRECT.value

_UNRATED: Final = Judged(True)
"""Stands for any response that holds no rating."""

Replay: TypeAlias = Callable[[list[Review], str], CardState | None]

_TELL_EVERY: Final = 100
"""Items between two steps of progress: some hundredths of a second."""


class Event(NamedTuple):
    """One thing that happened to an item and still counts; a decision by hand has a time only."""

    kind: str
    at: int
    day: str = ""
    session: int = 0
    position: int = 0
    outcome: str = ""
    response: str = ""
    right_to_clear: int = 0
    hinted: int = 0
    overruled: int = 0
    recognised: int = 0
    sure: int | None = None
    scheduled: int = 0
    item: int = 0


class ItemState(msgspec.Struct, frozen=True, gc=False):
    """Where one item stands after all that happened to it."""

    responses: int = 0
    correct: int = 0
    last_outcome: str = ""
    last_at: int = 0
    missed: MissedState | None = None
    card: CardState | None = None

    def in_set(self) -> tuple[int, int, int]:
        """Return what the item adds to its set: answered, right last time, missed."""
        return (
            int(self.responses > 0),
            int(self.last_outcome == Outcome.CORRECT),
            int(self.missed is not None and self.missed.in_book),
        )


class DayCounts(msgspec.Struct, frozen=True, gc=False):
    """What is counted of a set on a day.

    `reviews` are the responses that showed whether something was remembered from an earlier
    day; so many were `recalled`, and `predicted` (in millionths) were expected to be.
    """

    responses: int = 0
    correct: int = 0
    reviews: int = 0
    recalled: int = 0
    predicted: int = 0

    def minus(self) -> DayCounts:
        """Return what takes these counts back."""
        return DayCounts(*(-count for count in msgspec.structs.astuple(self)))


def counts_of(outcome: str, predicted: int | None) -> DayCounts:
    """Return what one response adds to its day."""
    right = int(outcome == Outcome.CORRECT)
    if predicted is None:
        return DayCounts(1, right)
    return DayCounts(1, right, 1, right, predicted)


def step(state: ItemState, event: Event, scheduler: Scheduler) -> ItemState:
    """Return the state after one more event; one that changes nothing returns it as it was."""
    after, reviews, seed = _gone_through(state, [event])
    for day, rating in reviews:
        card = scheduler.next(state.card, rating, day, seed=seed)
        after = msgspec.structs.replace(after, card=card)
    return after


def fold(events: Iterable[Sequence[Any]], replay: Replay) -> ItemState:
    """Return the state after all of an item's events, in the order they happened.

    They are `Event`s or rows of their columns; `replay` is one of those of a scheduler.
    """
    state, reviews, seed = _gone_through(ItemState(), events)
    return msgspec.structs.replace(state, card=replay(reviews, seed)) if reviews else state


def _gone_through(
    state: ItemState, events: Iterable[Sequence[Any]]
) -> tuple[ItemState, list[Review], str]:
    """Return the state after more events, with the card as it was, and what the scheduler is told.

    That is the reviews, and the seed of the last of them.
    """
    responses, correct, last_outcome, last_at, missed, card = msgspec.structs.astuple(state)
    reviews: list[Review] = []
    place = (0, 0)
    # fmt: off
    for (kind, at, day, session, position, outcome, response, right_to_clear,
         hinted, overruled, recognised, sure, scheduled, _item) in events:
        # fmt: on
        if kind != RESPONSE:
            if missed is not None and missed.in_book is (kind == CLEAR):
                missed = cleared_by_hand(missed, at) if kind == CLEAR else brought_back(missed)
            continue
        right = outcome == _RIGHT
        responses += 1
        correct += right
        last_outcome, last_at = outcome, at
        if not right or (missed is not None and not missed.cleared):
            missed = after_response(
                missed,
                outcome=Outcome(outcome),
                response=response,
                session=session,
                at=at,
                right_to_clear=right_to_clear,
                sure=None if sure is None else bool(sure),
            )
        if scheduled:
            reviews.append((day, _rating(response, outcome, hinted, overruled, recognised)))
            place = session, position
    after = ItemState(responses, correct, last_outcome, last_at, missed, card)
    return after, reviews, fuzz_seed(*place)


def rating_of_event(event: Event) -> Rating:
    """Return how well a recorded response shows that its question was known."""
    return _rating(event.response, event.outcome, event.hinted, event.overruled, event.recognised)


def _rating(response: str, outcome: str, hinted: int, overruled: int, recognised: int) -> Rating:
    if response.startswith(_RATED):
        return rating_of(decode(response), Verdict(Outcome(outcome), 0.0))
    return _rating_of_plain(outcome, hinted, overruled, recognised)


@cache
def _rating_of_plain(outcome: str, hinted: int, overruled: int, recognised: int) -> Rating:
    """The rating of a response that holds none; there are few different ones."""
    verdict = Verdict(Outcome(outcome), 0.0, overruled=bool(overruled))
    return rating_of(_UNRATED, verdict, hinted=bool(hinted), recognised=bool(recognised))


def fuzz_seed(session: int, position: int) -> str:
    """Return what varies the interval after a response: known before it, and in the log."""
    return f"{session}:{position}"


def state_of(database: Database, item: int) -> ItemState:
    """Return the stored state of an item."""
    progress = database.row(
        "SELECT responses, correct, last_outcome, last_at FROM item_progress WHERE item = ?", item
    )
    missed = database.row(
        f"SELECT {MISSED} FROM missed WHERE item = ?",
        item,
    )
    if progress is None:
        return ItemState()
    book = missed_state(missed) if missed else None
    responses, correct, last_outcome, last_at = progress
    card = card_of(database, item)
    return ItemState(responses, correct, last_outcome, last_at, book, card)


def card_of(database: Database, item: int) -> CardState | None:
    """Return the card state of an item, None if it was never scheduled."""
    row = database.row(f"SELECT {CARD} FROM cards WHERE item = ?", item)
    return CardState(*row) if row else None


def missed_state(row: Sequence[Any]) -> MissedState:
    """Return the state that a row of the columns `MISSED` holds."""
    times, last, response, in_a_row, session, cleared, sure = row
    sureness = None if sure is None else bool(sure)
    return MissedState(times, last, response, in_a_row, session, cleared, sureness)


def state_from_log(
    database: Database, item: int, scheduler: Scheduler, *, before: str = "9999-12-31"
) -> ItemState:
    """Return the state of an item as its own rows of the log have it, those of days `before`."""
    rows = database.rows(
        f"SELECT {EVENT} FROM events WHERE item = ? AND day < ? ORDER BY entry", item, before
    )
    return fold(rows, scheduler.replay)


def save_state(database: Database, item: int, set_id: str, old: ItemState, new: ItemState) -> None:
    """Store an item's new state and what its set gains or loses by it."""
    _save_progress(database, item, new)
    if new.missed != old.missed:
        _save_missed(database, item, new.missed)
    if new.card != old.card:
        _save_card(database, item, new.card)
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


def add_to_day(database: Database, day: str, set_id: str, counts: DayCounts) -> None:
    """Add to what was answered of a set on a day; negative numbers take away."""
    database.run(
        f"INSERT INTO days (day, set_id, {_COUNTS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET responses = responses + excluded.responses,"
        " correct = correct + excluded.correct, reviews = reviews + excluded.reviews,"
        " recalled = recalled + excluded.recalled, predicted = predicted + excluded.predicted",
        day,
        set_id,
        *msgspec.structs.astuple(counts),
    )
    if counts.responses < 0:
        database.run("DELETE FROM days WHERE day = ? AND set_id = ? AND responses = 0", day, set_id)


def move_between_sets(database: Database, item: int, old_set: str, new_set: str) -> None:
    """Count all of an item's history for another set."""
    counts = state_of(database, item).in_set()
    add_to_set(database, old_set, *(-count for count in counts))
    add_to_set(database, new_set, *counts)
    days = database.rows(f"SELECT day, {_COUNTED} FROM answers WHERE item = ? GROUP BY day", item)
    for day, *sums in days:
        counted = DayCounts(*sums)
        add_to_day(database, day, old_set, counted.minus())
        add_to_day(database, day, new_set, counted)


def rebuild(
    database: Database,
    scheduler: Scheduler,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Derive everything again from the log, within a transaction.

    `progress` is told now and then how many items of how many are done, and at last that all
    are; what it raises ends the work.
    """
    for table in ("missed", "cards", "item_progress", "set_progress", "days"):
        database.run(f"DELETE FROM {table}")
    events = f"SELECT {EVENT} FROM events"
    for item, state in _states(database, events, scheduler.replay, progress):
        _save_progress(database, item, state)
        _save_missed(database, item, state.missed)
        _save_card(database, item, state.card)
    for table, columns, sums in SUMS:
        database.run(f"INSERT INTO {table} ({columns}) {sums}")


def disagreeing(
    database: Database,
    scheduler: Scheduler,
    progress: Callable[[int, int], None] | None = None,
) -> Generator[int]:
    """Yield every item whose stored state isn't what its rows of the log come to.

    Nearly all can be told to be right in a quick way: where no event changes another one, and
    by the formulas. The others are looked at closely.
    """
    quick = _states(database, _UNCHANGED, scheduler.outline, progress)
    with closing(quick), closing(_stored(database)) as stored:
        number, state = next(quick, (0, ItemState()))
        for item, kept in stored:
            while 0 < number < item:
                number, state = next(quick, (0, ItemState()))
            right = number == item and state == kept
            if not right and kept != state_from_log(database, item, scheduler):
                yield item


def _stored(database: Database) -> Generator[tuple[int, ItemState]]:
    """Yield every item with its state as it is stored, in the order of their numbers."""
    rows = database.each(
        f"SELECT item, responses, correct, last_outcome, last_at, {MISSED}, {CARD}"
        " FROM items LEFT JOIN item_progress USING (item)"
        " LEFT JOIN missed USING (item) LEFT JOIN cards USING (item) ORDER BY item"
    )
    for item, *columns in rows:
        responses, correct, outcome, last_at = columns[:4]
        missed, card = columns[4:11], columns[11:]
        yield (
            item,
            ItemState(
                responses or 0,
                correct or 0,
                outcome or "",
                last_at or 0,
                missed_state(missed) if missed[0] is not None else None,
                CardState(*card) if card[0] is not None else None,
            ),
        )


def _states(
    database: Database,
    events: str,
    replay: Replay,
    progress: Callable[[int, int], None] | None,
) -> Generator[tuple[int, ItemState]]:
    """Yield the items in order, each with its state after all its `events`, which are a query."""
    tell = progress or (lambda _done, _total: None)
    ((total,),) = database.rows("SELECT count(*) FROM items")
    with closing(database.each(f"{events} ORDER BY item, entry")) as rows:
        for done, (item, rows_of_item) in enumerate(groupby(rows, key=itemgetter(-1))):
            if done % _TELL_EVERY == 0:
                tell(done, total)
            yield item, fold(rows_of_item, replay)
    if total:
        tell(total, total)


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
        f"INSERT OR REPLACE INTO missed (item, {MISSED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        item,
        *msgspec.structs.astuple(missed),
    )


def _save_card(database: Database, item: int, card: CardState | None) -> None:
    if card is None:
        database.run("DELETE FROM cards WHERE item = ?", item)
        return
    database.run(
        f"INSERT OR REPLACE INTO cards (item, {CARD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        item,
        *msgspec.structs.astuple(card),
    )
