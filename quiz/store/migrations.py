"""The shape of the record, as the numbered steps that lead to it.

A step is applied once, in one transaction with the row that says so. Old programs refuse a
record with a higher number than they know. So whatever an old program could not read needs a
step of its own, a new mode or kind of response included, even when no table changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from quiz.store.connection import Database
from quiz.store.scheduling_schema import SCHEDULING_SCHEMA
from quiz.store.schema import FIRST_SCHEMA

APPLICATION_ID = 0x7175697A
"""Says in the file's header that it is ours: "quiz" in ASCII."""


class Migration(NamedTuple):
    """One step: its number, what it is called, and what it does within a transaction."""

    number: int
    name: str
    apply: Callable[[Database], None]


def _first(database: Database) -> None:
    database.run(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in FIRST_SCHEMA:
        database.run(statement)


def _scheduling(database: Database) -> None:
    for statement in SCHEDULING_SCHEMA:
        database.run(statement)


def _questions_by_id(database: Database) -> None:
    # A question that moves to another set is looked for by the id it takes along.
    database.run("CREATE INDEX items_question ON items (question_id)")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first", _first),
    Migration(2, "scheduling", _scheduling),
    Migration(3, "questions by id", _questions_by_id),
)
"""Every step there is, in the order of their numbers."""


def newest() -> int:
    """Return the version that this program reads and writes."""
    return MIGRATIONS[-1].number


def version_of(database: Database) -> int:
    """Return the number of the last step that was applied, 0 for an empty file."""
    row = database.row("PRAGMA user_version")
    return int(row[0]) if row else 0


def migrate(database: Database, now: int, save: Callable[[], None] | None = None) -> None:
    """Apply the steps that are missing; `now` is noted beside each.

    `save` is called once before the first step that changes a record with something in it. Each
    step is decided within its transaction, so that two processes may do this at once.
    """
    for step in MIGRATIONS:
        with database.transaction():
            version = version_of(database)
            if version >= step.number:
                continue
            if save is not None and version > 0:
                save()
            save = None
            step.apply(database)
            database.run(
                "INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)",
                step.number,
                step.name,
                now,
            )
            database.run(f"PRAGMA user_version = {step.number}")
