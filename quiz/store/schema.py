"""The tables of version 1.

The log is the truth; `missed`, `item_progress`, `set_progress` and `days` are derived from it.
What never changes about a session (`sessions`, with its plan, which may be megabytes) is apart
from what each response changes (`standings`), so that a response rewrites a few bytes only.
Times are milliseconds since 1970, UTC; `day` is the learner's local day.
"""

from __future__ import annotations

_TABLES = (
    """
    CREATE TABLE migrations (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at INTEGER NOT NULL
    ) STRICT
    """,
    # A question that has a history; its text as last answered. `key` is a JSON list of texts.
    """
    CREATE TABLE items (
        item INTEGER PRIMARY KEY,
        set_id TEXT NOT NULL,
        question_id TEXT NOT NULL,
        type TEXT NOT NULL,
        prompt TEXT NOT NULL,
        key TEXT NOT NULL,
        UNIQUE (set_id, question_id)
    ) STRICT
    """,
    """
    CREATE TABLE sessions (
        session INTEGER PRIMARY KEY,
        mode TEXT NOT NULL,
        title TEXT NOT NULL,
        started INTEGER NOT NULL,
        total INTEGER NOT NULL,
        sets TEXT NOT NULL,
        plan TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE standings (
        session INTEGER PRIMARY KEY REFERENCES sessions,
        position INTEGER NOT NULL DEFAULT 0,
        elapsed INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 0,
        correct INTEGER NOT NULL DEFAULT 0,
        points REAL NOT NULL DEFAULT 0,
        possible REAL NOT NULL DEFAULT 0,
        passed INTEGER,
        finished INTEGER,
        discarded INTEGER,
        CHECK (finished IS NULL OR discarded IS NULL)
    ) STRICT
    """,
    # An exam's answer sheet.
    """
    CREATE TABLE sheet (
        session INTEGER NOT NULL REFERENCES sessions,
        position INTEGER NOT NULL,
        response TEXT,
        flagged INTEGER NOT NULL,
        PRIMARY KEY (session, position)
    ) STRICT, WITHOUT ROWID
    """,
    # `target` is the response that an overrule or an undo is about. `right_to_clear` is the
    # setting that held then, without which the missed book could not be derived again.
    """
    CREATE TABLE log (
        entry INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('response', 'overrule', 'undo', 'clear', 'bring_back')),
        at INTEGER NOT NULL,
        day TEXT NOT NULL,
        item INTEGER NOT NULL REFERENCES items,
        session INTEGER REFERENCES sessions,
        position INTEGER,
        target INTEGER REFERENCES log,
        response TEXT,
        outcome TEXT CHECK (outcome IN ('correct', 'partly', 'wrong')),
        score REAL,
        hinted INTEGER,
        took INTEGER,
        right_to_clear INTEGER,
        CHECK (CASE kind
            WHEN 'response' THEN target IS NULL AND session IS NOT NULL AND position IS NOT NULL
                AND response IS NOT NULL AND outcome IS NOT NULL AND score IS NOT NULL
                AND hinted IS NOT NULL AND took IS NOT NULL AND right_to_clear IS NOT NULL
            WHEN 'overrule' THEN target IS NOT NULL AND session IS NOT NULL
                AND position IS NOT NULL AND outcome IS NOT NULL AND score IS NOT NULL
            WHEN 'undo' THEN target IS NOT NULL AND session IS NOT NULL AND position IS NOT NULL
            ELSE target IS NULL AND session IS NULL
        END)
    ) STRICT
    """,
    """
    CREATE TABLE missed (
        item INTEGER PRIMARY KEY REFERENCES items,
        times_missed INTEGER NOT NULL,
        last_missed INTEGER NOT NULL,
        last_response TEXT NOT NULL,
        right_in_a_row INTEGER NOT NULL,
        right_session INTEGER NOT NULL,
        cleared INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE item_progress (
        item INTEGER PRIMARY KEY REFERENCES items,
        responses INTEGER NOT NULL,
        correct INTEGER NOT NULL,
        last_outcome TEXT NOT NULL,
        last_at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE set_progress (
        set_id TEXT PRIMARY KEY,
        answered INTEGER NOT NULL,
        last_right INTEGER NOT NULL,
        missed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE days (
        day TEXT NOT NULL,
        set_id TEXT NOT NULL,
        responses INTEGER NOT NULL,
        correct INTEGER NOT NULL,
        PRIMARY KEY (day, set_id)
    ) STRICT, WITHOUT ROWID
    """,
)

_INDEXES = (
    """
    CREATE INDEX standings_open ON standings (session)
        WHERE finished IS NULL AND discarded IS NULL
    """,
    "CREATE INDEX log_item ON log (item)",
    "CREATE INDEX log_place ON log (session, position) WHERE session IS NOT NULL",
    "CREATE UNIQUE INDEX log_target ON log (target, kind) WHERE target IS NOT NULL",
    "CREATE INDEX missed_book ON missed (last_missed) WHERE cleared = 0",
)

_VIEWS = (
    # The responses that count now: without the undone ones, with their overruled verdicts.
    """
    CREATE VIEW answers AS
    SELECT given.entry, given.at, given.day, given.item, given.session, given.position,
        given.response, given.hinted, given.took, given.right_to_clear,
        coalesce(overruled.outcome, given.outcome) AS outcome,
        coalesce(overruled.score, given.score) AS score,
        overruled.entry IS NOT NULL AS overruled
    FROM log AS given
    LEFT JOIN log AS overruled ON overruled.target = given.entry AND overruled.kind = 'overrule'
    WHERE given.kind = 'response' AND NOT EXISTS (
        SELECT 1 FROM log AS undone WHERE undone.target = given.entry AND undone.kind = 'undo'
    )
    """,
    # All that an item's derived rows follow from.
    """
    CREATE VIEW events AS
    SELECT entry, item, 'response' AS kind, at, session, outcome, response, right_to_clear
    FROM answers
    UNION ALL
    SELECT entry, item, kind, at, 0, '', '', 0 FROM log WHERE kind IN ('clear', 'bring_back')
    """,
)

TRIGGERS = {
    f"log_no_{change.lower()}": f"""
    CREATE TRIGGER log_no_{change.lower()} BEFORE {change} ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """
    for change in ("UPDATE", "DELETE")
}
"""What keeps the log append-only, by name: a step that adds a column to it takes them off."""

FIRST_SCHEMA = (*_TABLES, *_INDEXES, *_VIEWS, *TRIGGERS.values())
"""The statements that make version 1."""
