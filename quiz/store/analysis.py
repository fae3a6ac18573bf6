"""What the record tells of single questions: how they were answered altogether, and how wrongly.

The tallies come from the progress kept for each question; only the wrong responses are read
from the log, and only those of the question asked about.
"""

from __future__ import annotations

from quiz.engine.questions import Ref
from quiz.engine.responses import Response, decode
from quiz.store.connection import Database, Row
from quiz.store.items import texts_decoder
from quiz.store.records import TallyRecord

_TALLY = (
    "SELECT set_id, question_id, type, prompt, key, responses, correct, difficulty"
    " FROM item_progress JOIN items USING (item) LEFT JOIN cards USING (item)"
)


class Analysis:
    """Every method raises StoreError on failure."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hardest(self, limit: int) -> list[TallyRecord]:
        """Return the questions ever missed, the one known least first.

        They are ordered by (right + 1) / (responses + 2), Laplace's rule of succession: what
        was missed time and again comes before what was missed the only time it was asked.
        """
        rows = self._database.rows(
            f"{_TALLY} WHERE correct < responses"
            " ORDER BY (correct + 1.0) / (responses + 2), difficulty DESC, item LIMIT ?",
            limit,
        )
        return self._tallies(rows)

    def answered(self, least: int) -> list[TallyRecord]:
        """Return the questions that were answered at least so many times."""
        return self._tallies(
            self._database.rows(f"{_TALLY} WHERE responses >= ? ORDER BY item", least)
        )

    def tally(self, ref: Ref) -> TallyRecord | None:
        """Return how one question was answered altogether, None if it never was."""
        rows = self._database.rows(f"{_TALLY} WHERE set_id = ? AND question_id = ?", *ref)
        return self._tallies(rows)[0] if rows else None

    def misses(self, ref: Ref) -> dict[Response, int]:
        """Return the responses to a question that weren't right, and how often each was given."""
        rows = self._database.rows(
            "SELECT response, count(*) FROM answers JOIN items USING (item)"
            " WHERE set_id = ? AND question_id = ? AND outcome != 'correct' GROUP BY response",
            *ref,
        )
        with self._database.readable():
            return {decode(response): count for response, count in rows}

    def _tallies(self, rows: list[Row]) -> list[TallyRecord]:
        with self._database.readable():
            return [
                TallyRecord(
                    Ref(row[0], row[1]), row[2], row[3], texts_decoder.decode(row[4]), *row[5:]
                )
                for row in rows
            ]
