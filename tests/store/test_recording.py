"""Sessions that are recorded can be told again, and gone on with, as they were."""

from __future__ import annotations

import sqlite3

import pytest

from quiz.engine.plans import Mode
from quiz.engine.responses import Judged
from quiz.engine.session import Result
from quiz.errors import SessionError, StoreError
from quiz.store import Store
from tests.store.practice import DAY, NOON, Taking, everything, statements, typed


class TestSessions:
    """A session can be gone on with where it stood."""

    def test_a_new_session_is_offered_at_its_beginning(self, store: Store) -> None:
        """What was begun and not touched is offered, with its title and its sets."""
        taking = Taking(store, [*statements(2), typed("rivers")])
        (offered,) = store.unfinished()
        assert (offered.id, offered.mode, offered.title) == (taking.id, Mode.PRACTICE, "海")
        assert (offered.sets, offered.started) == (("seas", "rivers"), NOON)
        assert (offered.total, offered.position, offered.asked, offered.correct) == (3, 0, 0, 0)

    def test_the_newest_session_is_offered_first(self, store: Store) -> None:
        """The session that was begun last stands on top, whatever the clock said."""
        first = Taking(store, statements(2), at=NOON + 5)
        second = Taking(store, statements(2), at=NOON)
        assert [offered.id for offered in store.unfinished()] == [second.id, first.id]

    def test_a_loaded_session_stands_where_it_stood(self, store: Store) -> None:
        """The plan, the answers, the place and the time come back unchanged."""
        taking = Taking(store, statements(4))
        taking.say(True, False)
        stored = store.load(taking.id)
        assert stored.plan == taking.session.plan
        assert stored.answers == tuple(taking.session.answers.values())
        assert (stored.position, stored.elapsed, stored.started) == (2, 2000, NOON)
        assert stored.undoable
        assert not stored.finished

    def test_a_skipped_question_stays_without_an_answer(self, store: Store) -> None:
        """Passing a question moves the place and counts it as asked, and records no response."""
        taking = Taking(store, statements(3))
        taking.advance()
        taking.say(True)
        stored = store.load(taking.id)
        assert [answer.position for answer in stored.answers] == [1]
        assert store.history()[0].result == Result(2, 1, 1.0, 2.0)
        assert store.statistics().responses == 1

    def test_a_finished_session_is_history(self, store: Store) -> None:
        """It is offered no longer and listed with when it ended and what came out."""
        taking = Taking(store, statements(2))
        taking.say(True, False)
        taking.finish()
        assert store.unfinished() == []
        (record,) = store.history()
        assert (record.started, record.finished) == (NOON, taking.at)
        assert record.result == Result(2, 1, 1.0, 2.0, None)
        assert store.load(taking.id).finished

    def test_a_discarded_session_keeps_its_responses(self, store: Store) -> None:
        """It is offered no longer; what was answered stays in the history and the totals."""
        taking = Taking(store, statements(2))
        taking.say(True)
        store.discard(taking.id, taking.tick())
        assert store.unfinished() == []
        assert [record.finished for record in store.history()] == [None]
        assert store.statistics().responses == 1

    def test_a_session_with_nothing_asked_is_no_history(self, store: Store) -> None:
        """One that was begun and left at once is offered, but not listed as taken."""
        Taking(store, statements(2))
        assert store.history() == []
        assert store.statistics().sessions == 0

    def test_reading_is_no_history(self, store: Store) -> None:
        """Reading through questions can be resumed; it is never listed, even when finished."""
        taking = Taking(store, statements(2), Mode.READ)
        store.place(taking.id, 1, 500)
        assert store.unfinished()[0].position == 1
        taking.finish()
        assert store.history() == []

    def test_history_can_be_limited(self, store: Store) -> None:
        """The newest ones are returned."""
        for _ in range(3):
            Taking(store, statements(1)).say(True)
        assert [record.id for record in store.history(2)] == [3, 2]

    def test_an_unknown_session_can_t_be_loaded(self, store: Store) -> None:
        """Asking for a session that was never begun is told, not crashed on."""
        with pytest.raises(SessionError, match="no session 9"):
            store.load(9)

    def test_a_closed_session_takes_nothing_more(self, store: Store) -> None:
        """A second window can't add to a session that was ended in the first."""
        for close in ("finish", "discard"):
            taking = Taking(store, statements(3))
            taking.say(True)
            if close == "finish":
                taking.finish()
                taking.session.finished = False
            else:
                store.discard(taking.id, NOON)
            before = everything(store)
            for change in (
                lambda taking=taking: taking.respond(Judged(True)),
                lambda taking=taking: taking.finish(),
                lambda taking=taking: store.place(taking.id, 1, 1),
                lambda taking=taking: store.discard(taking.id, NOON),
                lambda taking=taking: store.undo(
                    taking.id, 0, at=NOON, day=DAY, result=Result(0, 0, 0, 0)
                ),
            ):
                with pytest.raises(SessionError):
                    change()
            assert everything(store) == before

    def test_a_place_is_answered_once(self, store: Store) -> None:
        """Two windows on the same session can't both answer the same question."""
        taking = Taking(store, statements(2))
        answer = taking.respond(Judged(True))
        with pytest.raises(SessionError, match="answered already"):
            store.record(
                taking.id,
                taking.session.question,
                answer,
                at=taking.tick(),
                day=DAY,
                result=taking.session.result(),
            )
        assert store.statistics().responses == 1

    def test_a_stored_plan_that_can_t_be_read_is_told(self, store: Store) -> None:
        """What a program of another time stored is an error with a way out."""
        taking = Taking(store, statements(1))
        assert store.path is not None
        with sqlite3.connect(store.path) as other:
            other.execute('UPDATE sessions SET plan = \'{"mode": "dreaming"}\'')
        with pytest.raises(StoreError, match="can't be read"):
            store.load(taking.id)


class TestExams:
    """An exam's answers are on its sheet until they are handed in."""

    def test_the_sheet_comes_back(self, store: Store) -> None:
        """Responses, changed ones too, and flags are as they were written last."""
        taking = Taking(store, statements(4), Mode.EXAM)
        taking.put(Judged(True), flagged=True)
        taking.put(Judged(False))
        taking.session.move_to(3)
        taking.put(None, flagged=True)
        stored = store.load(taking.id)
        assert stored.sheet == {0: Judged(False)}
        assert stored.flags == {3}
        assert stored.position == 3
        assert not stored.undoable
        assert store.statistics().responses == 0

    def test_handing_in_records_every_response(self, store: Store) -> None:
        """The responses, the score and whether it was passed are recorded at once."""
        taking = Taking(store, statements(3), Mode.EXAM)
        for position, value in enumerate((True, False)):
            taking.session.move_to(position)
            taking.put(Judged(value))
        taking.finish()
        (record,) = store.history()
        assert record.result == Result(3, 1, 1.0, 3.0, False)
        stored = store.load(taking.id)
        assert [answer.verdict.outcome for answer in stored.answers] == ["correct", "wrong"]
        assert len(store.missed()) == 1

    def test_a_failing_hand_in_records_nothing(self, store: Store) -> None:
        """When one response can't be recorded the exam is as it was, and can be handed in."""
        taking = Taking(store, statements(2), Mode.EXAM)
        taking.put(Judged(True))
        (answer,) = taking.session.judge_sheet()
        question = taking.session.question
        before = everything(store)
        with pytest.raises(SessionError):
            store.finish(
                taking.id,
                Result(2, 1, 1, 2, False),
                at=NOON,
                day=DAY,
                graded=[(question, answer), (question, answer)],
            )
        assert everything(store) == before
        taking.finish()
        assert store.history()[0].finished
