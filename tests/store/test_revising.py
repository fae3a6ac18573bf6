"""What was recorded can be revised, and the log keeps all of it."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from quiz.engine.grading import Outcome
from quiz.engine.responses import Judged, Typed
from quiz.engine.session import Session
from quiz.errors import SessionError
from quiz.store import SetProgress, Store
from tests.store.practice import DAY, NOON, Taking, everything, fill, statements, typed


class TestRevising:
    """A verdict can be overruled and a response taken back; the log keeps both."""

    def test_an_overruled_response_counts_as_right(self, store: Store) -> None:
        """It is marked, leaves the missed book and counts in every total."""
        taking = Taking(store, [typed()])
        taking.respond(Typed(("不知道",)))
        assert len(store.missed()) == 1
        taking.overrule()
        (answer,) = store.load(taking.id).answers
        assert (answer.verdict.outcome, answer.verdict.score) == (Outcome.CORRECT, 1.0)
        assert answer.verdict.overruled
        assert store.missed() == []
        assert store.set_progress() == {"seas": SetProgress(1, 1, 0)}
        assert store.statistics().correct == 1

    def test_overruling_an_earlier_response_leaves_the_place(self, store: Store) -> None:
        """The session goes on where it is."""
        taking = Taking(store, [typed(), typed(question_id="other")])
        taking.respond(Typed(("不知道",)))
        taking.advance()
        result = taking.session.result()
        store.overrule(taking.id, 0, at=taking.tick(), day=DAY, result=result)
        assert store.load(taking.id).position == 1

    def test_what_is_right_can_t_be_overruled(self, store: Store) -> None:
        """Neither a right response nor one overruled before, nor where there is none."""
        taking = Taking(store, [typed()])
        result = taking.session.result()
        for prepare in (lambda: None, lambda: taking.respond(Typed(("黄海",)))):
            prepare()
            with pytest.raises(SessionError):
                store.overrule(taking.id, 0, at=NOON, day=DAY, result=result)

    def test_an_undone_response_counts_nowhere(self, store: Store) -> None:
        """The totals, the missed book and the session are as if it had not been given."""
        taking = Taking(store, statements(3))
        taking.say(True)
        before = [store.missed(), store.set_progress(), store.statistics(), store.history()]
        taking.say(False)
        taking.undo()
        assert before == [store.missed(), store.set_progress(), store.statistics(), store.history()]
        stored = store.load(taking.id)
        assert (len(stored.answers), stored.position, stored.undoable) == (1, 1, False)

    def test_an_undone_question_can_be_answered_again(self, store: Store) -> None:
        """The new response counts, and can be undone in its turn."""
        taking = Taking(store, statements(2))
        taking.say(False)
        taking.undo()
        taking.say(True)
        assert store.missed() == []
        assert store.load(taking.id).undoable
        (record,) = store.responses_of(taking.session.plan.slots[0].ref)
        assert record.answered.response == Judged(True)
        assert store.statistics().responses == 1

    def test_an_overruled_response_can_be_undone(self, store: Store) -> None:
        """The overruling falls with the response."""
        taking = Taking(store, [typed()])
        taking.respond(Typed(("不知道",)))
        taking.overrule()
        taking.undo()
        assert store.load(taking.id).answers == ()
        assert store.set_progress() == {}
        taking.respond(Typed(("没学过",)))
        assert store.statistics().correct == 0

    def test_undo_on_a_later_day_changes_the_day_of_the_response(self, store: Store) -> None:
        """Taking back after midnight takes from the day on which the response counted."""
        taking = Taking(store, statements(2))
        taking.say(True)
        taking.say(True)
        taking.day = "2026-01-02"
        taking.undo()
        assert [(day.day, day.responses) for day in store.statistics().days] == [(DAY, 1)]

    def test_there_must_be_a_response_to_undo(self, store: Store) -> None:
        """A place without a response is told, and nothing is recorded."""
        taking = Taking(store, statements(2))
        result = taking.session.result()
        with pytest.raises(SessionError):
            store.undo(taking.id, 0, at=NOON, day=DAY, result=result)

    def test_undo_survives_a_restart(self, store: Store) -> None:
        """A session built again from the record offers the one undo that was left."""
        taking = Taking(store, statements(2))
        taking.say(True)
        stored = store.load(taking.id)
        questions = {question.ref: question for question in statements(2)}
        again = Session(
            stored.plan,
            questions,
            answers=stored.answers,
            position=stored.position,
            undoable=stored.undoable,
        )
        assert again.undo_target() == 0


class TestLog:
    """The log is append-only, and so the truth."""

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE log SET outcome = 'correct'",
            "DELETE FROM log",
            "INSERT OR REPLACE INTO log SELECT * FROM log WHERE entry = 1",
        ],
    )
    def test_the_log_refuses_to_be_changed(self, store: Store, change: str) -> None:
        """Not even this program can rewrite what was answered."""
        fill(store)
        before = everything(store)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store._database.run(change)
        assert everything(store) == before

    def test_an_undo_is_one_more_row(self, store: Store) -> None:
        """Nothing leaves the log when a response is taken back."""
        taking = Taking(store, statements(2))
        taking.say(False)
        taking.undo()
        rows = store._database.rows("SELECT kind, target FROM log ORDER BY entry")
        assert rows == [("response", None), ("undo", 1)]

    def test_no_query_searches_the_whole_log(self, store: Store) -> None:
        """Recording and every report find their rows through an index, at any size."""
        seen: list[str] = []
        connection = store._database.connection
        connection.set_trace_callback(seen.append)
        fill(store)
        everything(store)
        connection.set_trace_callback(None)
        queries = {sql for sql in seen if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))}
        assert len(queries) > 50
        for sql in queries:
            steps = [str(row[3]) for row in store._database.rows(f"EXPLAIN QUERY PLAN {sql}")]
            assert not {"SCAN log", "SCAN given"} & set(steps), sql

    def test_a_store_belongs_to_one_thread(self, store: Store) -> None:
        """Using it from another thread is a defect that shows at once."""
        raised: list[BaseException] = []

        def use() -> None:
            try:
                store.history()
            except sqlite3.ProgrammingError as error:
                raised.append(error)

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        assert raised
