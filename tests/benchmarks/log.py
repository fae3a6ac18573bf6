"""A seeded generator of a learner's record: as many responses as one likes, over two years.

The rows are written straight into the log, and all that follows from them is derived by the
program itself, so that the record is one that the program could have written.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from quiz.engine.plans import Mode, Plan, Slot
from quiz.engine.questions import AnyQuestion
from quiz.engine.responses import Judged, encode
from quiz.engine.scheduling import CardState, Rating, Scheduler
from quiz.store import fuzz_seed, open_store
from quiz.store.items import encode_json

FIRST_DAY = date(2024, 11, 1)
DAYS = 730
SESSION = 50
"""Responses to a session."""

_LOG = (
    "INSERT INTO log (kind, at, day, item, session, position, response, outcome, score, hinted,"
    " took, right_to_clear, recognised, scheduled, predicted)"
    " VALUES ('response', ?, ?, ?, ?, ?, ?, ?, ?, 0, 4000, 2, 0, 1, ?)"
)

_RESPONSE = encode(Judged(True))


def write_log(
    path: Path, questions: Sequence[AnyQuestion], responses: int, *, seed: int = 1
) -> None:
    """Write a record at `path` of a learner who answers these questions in turn."""
    chance = random.Random(f"log:{seed}")
    scheduler = Scheduler()
    with open_store(path, now=0) as store:
        connection = store._database.connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO items (item, set_id, question_id, type, prompt, key)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, *one.ref, one.type, one.prompt, encode_json(one.key))
                for number, one in enumerate(questions[:responses], 1)
            ),
        )
        connection.executemany(
            "INSERT INTO sessions (session, mode, title, started, total, sets, plan)"
            " VALUES (?, 'practice', '', ?, ?, ?, ?)",
            _sessions(questions, responses),
        )
        connection.execute(
            "INSERT INTO standings (session, position, elapsed, asked, correct, points, possible,"
            " finished) SELECT session, total, 60000, total, total / 2, total / 2.0, total,"
            " started + 60000 FROM sessions"
        )
        connection.executemany(_LOG, _rows(questions, responses, chance, scheduler))
        connection.execute("COMMIT")
        store.rebuild()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(
    questions: Sequence[AnyQuestion], responses: int, chance: random.Random, scheduler: Scheduler
) -> Iterator[tuple[object, ...]]:
    cards: dict[int, CardState] = {}
    for number in range(responses):
        item = number % len(questions) + 1
        session, position = number // SESSION + 1, number % SESSION
        at, day = _moment(number, responses)
        card = cards.get(item)
        predicted = None
        if card is not None:
            predicted = round(scheduler.retrievability(card, day) * 1_000_000)
        right = chance.random() < 0.85
        rating = Rating.GOOD if right else Rating.AGAIN
        cards[item] = scheduler.next(card, rating, day, seed=fuzz_seed(session, position))
        outcome = "correct" if right else "wrong"
        yield at, day, item, session, position, _RESPONSE, outcome, float(right), predicted


def _sessions(questions: Sequence[AnyQuestion], responses: int) -> Iterator[tuple[object, ...]]:
    for number, first in enumerate(range(0, responses, SESSION), 1):
        last = min(first + SESSION, responses)
        asked = [questions[at % len(questions)] for at in range(first, last)]
        plan = Plan(Mode.PRACTICE, "", number, tuple(Slot(*one.ref) for one in asked))
        sets = list(dict.fromkeys(one.set_id for one in asked))
        at, _day = _moment(first, responses)
        yield number, at, len(asked), encode_json(sets), encode_json(plan)


def _moment(number: int, responses: int) -> tuple[int, str]:
    """Return when a response was given, in milliseconds and as a day: spread over two years."""
    day = FIRST_DAY + timedelta(days=number * DAYS // responses)
    return (day.toordinal() - 719_163) * 86_400_000 + 43_200_000, day.isoformat()
