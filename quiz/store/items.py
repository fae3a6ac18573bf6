"""The items: questions that have a history, as they read when they were last answered."""

from __future__ import annotations

import msgspec

from quiz.engine.plans import Plan, Slot
from quiz.engine.questions import AnyQuestion, Ref
from quiz.store.connection import Database

plan_decoder = msgspec.json.Decoder(Plan)
texts_decoder = msgspec.json.Decoder(tuple[str, ...])


def encode_json(value: object) -> str:
    """Return the stored form of a list or a struct."""
    return msgspec.json.encode(value).decode()


def find_item(database: Database, ref: Ref) -> int | None:
    """Return the number of a question's item, None when it has no history."""
    row = database.row("SELECT item FROM items WHERE set_id = ? AND question_id = ?", *ref)
    return int(row[0]) if row else None


def put_item(database: Database, question: AnyQuestion) -> int:
    """Store a question as it reads now; return the number of its item."""
    text = (question.type, question.prompt, encode_json(question.key))
    row = database.row(
        "SELECT item, type, prompt, key FROM items WHERE set_id = ? AND question_id = ?",
        *question.ref,
    )
    if row is None:
        cursor = database.run(
            "INSERT INTO items (set_id, question_id, type, prompt, key) VALUES (?, ?, ?, ?, ?)",
            *question.ref,
            *text,
        )
        return int(cursor.lastrowid or 0)
    if row[1:] != text:
        database.run("UPDATE items SET type = ?, prompt = ?, key = ? WHERE item = ?", *text, row[0])
    return int(row[0])


def rename_in_plans(database: Database, old: Ref, new: Ref) -> None:
    """Let every stored plan ask `new` where it asked `old`, so that old sessions stay whole."""
    # A slot is stored as ["set","id",[…]]; only plans that hold the beginning are decoded.
    beginning = encode_json(list(old))[:-1] + ","
    rows = database.rows("SELECT session, plan FROM sessions WHERE instr(plan, ?)", beginning)
    for session, stored in rows:
        plan = plan_decoder.decode(stored)
        slots = tuple(
            Slot(*new, slot.shown, slot.step) if slot.ref == old else slot for slot in plan.slots
        )
        renamed = msgspec.structs.replace(plan, slots=slots)
        database.run(
            "UPDATE sessions SET plan = ? WHERE session = ?", encode_json(renamed), session
        )
