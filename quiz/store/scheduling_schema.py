"""What version 2 adds: what a response did to the schedule, and the states that follow from it.

In the log, `scheduled` says that a response moved its question's due day, `predicted` how
likely it was then held to be remembered (in millionths, NULL unless it was a review of
something learned on an earlier day), `recognised` that pinyin stood for Chinese, and `sure`
how sure the learner was (0 or 1, NULL where it wasn't asked).
"""

from __future__ import annotations

from quiz.store.schema import TRIGGERS

_OLD = ("DROP VIEW events", "DROP VIEW answers", *(f"DROP TRIGGER {name}" for name in TRIGGERS))

_COLUMNS = (
    "ALTER TABLE log ADD COLUMN recognised INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE log ADD COLUMN sure INTEGER",
    "ALTER TABLE log ADD COLUMN scheduled INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE log ADD COLUMN predicted INTEGER",
    "ALTER TABLE missed ADD COLUMN sure INTEGER",
    "ALTER TABLE days ADD COLUMN reviews INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE days ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE days ADD COLUMN predicted INTEGER NOT NULL DEFAULT 0",
    # The first response to a question in each session is what would have scheduled it.
    """
    UPDATE log SET scheduled = 1 WHERE kind = 'response' AND entry IN (
        SELECT min(given.entry) FROM log AS given
        WHERE given.kind = 'response' AND NOT EXISTS (
            SELECT 1 FROM log AS undone WHERE undone.target = given.entry AND undone.kind = 'undo'
        )
        GROUP BY given.session, given.item
    )
    """,
)

_TABLES = (
    # One row: what the states are computed with, and whether they have to be computed anew.
    """
    CREATE TABLE scheduler (
        parameters TEXT NOT NULL,
        retention REAL NOT NULL,
        stale INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO scheduler (parameters, retention, stale) VALUES ('[]', 0.9, 1)",
    """
    CREATE TABLE cards (
        item INTEGER PRIMARY KEY REFERENCES items,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        due TEXT NOT NULL,
        reviews INTEGER NOT NULL,
        lapses INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX cards_due ON cards (due)",
    "CREATE INDEX cards_first ON cards (first_day)",
)

_VIEWS = (
    """
    CREATE VIEW answers AS
    SELECT given.entry, given.at, given.day, given.item, given.session, given.position,
        given.response, given.hinted, given.took, given.right_to_clear,
        given.recognised, given.sure, given.scheduled, given.predicted,
        coalesce(overruled.outcome, given.outcome) AS outcome,
        coalesce(overruled.score, given.score) AS score,
        overruled.entry IS NOT NULL AS overruled
    FROM log AS given
    LEFT JOIN log AS overruled ON overruled.target = given.entry AND overruled.kind = 'overrule'
    WHERE given.kind = 'response' AND NOT EXISTS (
        SELECT 1 FROM log AS undone WHERE undone.target = given.entry AND undone.kind = 'undo'
    )
    """,
    """
    CREATE VIEW events AS
    SELECT entry, item, 'response' AS kind, at, day, session, position, outcome, response,
        right_to_clear, hinted, overruled, recognised, sure, scheduled
    FROM answers
    UNION ALL
    SELECT entry, item, kind, at, day, 0, 0, '', '', 0, 0, 0, 0, NULL, 0
    FROM log WHERE kind IN ('clear', 'bring_back')
    """,
)

SCHEDULING_SCHEMA = (*_OLD, *_COLUMNS, *_TABLES, *_VIEWS, *TRIGGERS.values())
"""The statements that make version 2 of version 1."""
