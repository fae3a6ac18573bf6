"""The missed book: who is in it, told from the record."""

from __future__ import annotations

from quiz.engine.questions import Ref
from quiz.engine.responses import Judged, decode
from quiz.store import SetProgress, Store
from tests.store.practice import DAY, NOON, Taking, statements

QUESTION = Ref("seas", "q0")


def answer(store: Store, *values: bool, right_to_clear: int = 2) -> None:
    """Answer the one question in as many sessions as there are values."""
    for value in values:
        taking = Taking(store, statements(1), at=NOON + 10**6 * len(store.responses_of(QUESTION)))
        taking.respond(Judged(value), right_to_clear=right_to_clear)


def test_a_wrong_response_enters(store: Store) -> None:
    """The book says what was answered, when, and how often it was missed."""
    answer(store, False, False)
    (missed,) = store.missed()
    assert (missed.ref, missed.type, missed.prompt) == (QUESTION, "true_false", "第0句")
    assert (missed.state.times_missed, missed.state.last_missed) == (2, NOON + 10**6 + 1000)
    assert decode(missed.state.last_response) == Judged(False)
    assert store.set_progress()["seas"].missed == 1


def test_two_right_responses_in_different_sessions_clear(store: Store) -> None:
    """After the second the question is listed as cleared."""
    answer(store, False, True)
    assert store.missed()[0].state.right_in_a_row == 1
    answer(store, True)
    assert store.missed() == []
    assert [record.ref for record in store.missed(cleared=True)] == [QUESTION]
    assert store.set_progress() == {"seas": SetProgress(1, 1, 0)}


def test_the_setting_counts_as_it_was_then(store: Store) -> None:
    """Changing how many right responses clear doesn't change what happened before."""
    answer(store, False, True, right_to_clear=1)
    answer(store, True, right_to_clear=5)
    cleared = store.missed(cleared=True)
    store.rebuild()
    assert store.missed(cleared=True) == cleared != []


def test_the_last_missed_comes_first(store: Store) -> None:
    """The book is in the order in which one would go over it."""
    taking = Taking(store, statements(3))
    taking.say(False, False, False)
    asked = [slot.ref for slot in taking.session.plan.slots]
    assert [record.ref for record in store.missed()] == asked[::-1]


def test_a_question_can_be_struck_off_and_brought_back(store: Store) -> None:
    """Both are recorded, and what is done twice is recorded once."""
    answer(store, False)
    for _ in range(2):
        store.clear_missed(QUESTION, at=NOON + 5000, day=DAY)
    assert store.missed() == []
    assert store.missed(cleared=True)[0].state.cleared == NOON + 5000
    for _ in range(2):
        store.bring_back(QUESTION, at=NOON + 6000, day=DAY)
    assert store.missed()[0].state.times_missed == 1
    assert store._database.row("SELECT count(*) FROM log") == (3,)


def test_what_was_never_missed_can_t_be_struck_off(store: Store) -> None:
    """Neither a question that was right nor an unknown one; nothing is recorded."""
    answer(store, True)
    store.clear_missed(QUESTION, at=NOON, day=DAY)
    store.bring_back(QUESTION, at=NOON, day=DAY)
    store.clear_missed(Ref("seas", "never"), at=NOON, day=DAY)
    assert store._database.row("SELECT count(*) FROM log") == (1,)


def test_undo_brings_back_what_a_right_response_cleared(store: Store) -> None:
    """The book is as it was before the response that was taken back."""
    answer(store, False, True)
    before = store.missed()
    taking = Taking(store, statements(1), at=NOON + 10**7)
    taking.respond(Judged(True))
    assert store.missed() == []
    taking.undo()
    assert store.missed() == before
