"""A question keeps its history, whatever becomes of its text and its name."""

from __future__ import annotations

import pytest

from quiz.engine.questions import Ref, TrueFalse
from quiz.engine.responses import Judged
from quiz.errors import StoreError
from quiz.store import SetProgress, Store
from tests.store.practice import NOON, Taking, everything, statements


class TestQuestions:
    """A question's history is its own, and follows it."""

    def test_a_question_s_history_is_told_newest_first(self, store: Store) -> None:
        """Each response with when, in which session and how it was judged."""
        (question,) = statements(1)
        for number, value in enumerate((False, True)):
            Taking(store, [question], at=NOON + number * 10**6).say(value)
        newest, oldest = store.responses_of(question.ref)
        assert (newest.at, newest.session) == (NOON + 10**6 + 1000, 2)
        assert oldest.answered.response == Judged(False)
        assert oldest.answered.took == 900
        assert store.responses_of(Ref("seas", "never")) == []

    def test_an_edited_question_is_kept_as_last_answered(self, store: Store) -> None:
        """The text of the last response is there to recognise a renamed question by."""
        (question,) = statements(1)
        Taking(store, [question]).say(True)
        edited = TrueFalse(id="q0", set_id="seas", prompt="改过", answer=False)
        Taking(store, [edited]).say(True)
        (item,) = store.items_of("seas")
        assert (item.ref, item.type, item.prompt) == (question.ref, "true_false", "改过")
        assert item.key == ("false",)
        assert store.items_of("rivers") == []

    def test_text_is_kept_as_it_is(self, store: Store) -> None:
        """Markup, quotation marks and control characters come back unchanged."""
        text = "[/b] 'x' \"y\" “忠” \x00\x1b % {name}"
        question = TrueFalse(id='a"b', set_id="s'e", prompt=text, answer=True)
        Taking(store, [question]).say(False)
        (missed,) = store.missed()
        assert (missed.ref, missed.prompt) == (question.ref, text)

    def test_renaming_moves_the_whole_history(self, store: Store) -> None:
        """Responses, missed book and totals are the new question's, in another set too."""
        questions = statements(2)
        taking = Taking(store, questions)
        taking.say(True, False)
        missed = store.missed()[0].ref
        store.rename_item(missed, Ref("lakes", "new"))
        assert store.missed()[0].ref == Ref("lakes", "new")
        assert store.responses_of(missed) == []
        assert len(store.responses_of(Ref("lakes", "new"))) == 1
        assert store.set_progress() == {
            "seas": SetProgress(1, 1, 0),
            "lakes": SetProgress(1, 0, 1),
        }
        assert [(s.set_id, s.responses) for s in store.statistics().sets] == [
            ("lakes", 1),
            ("seas", 1),
        ]

    def test_renaming_reaches_the_plans(self, store: Store) -> None:
        """A session under way asks the question by its new name."""
        taking = Taking(store, statements(2))
        taking.say(True)
        old = taking.session.plan.slots[0].ref
        store.rename_item(old, Ref("seas", "new"))
        slots = store.load(taking.id).plan.slots
        assert slots[0].ref == Ref("seas", "new")
        assert slots[1] == taking.session.plan.slots[1]

    def test_a_name_with_a_history_is_not_taken_over(self, store: Store) -> None:
        """Two histories are never mixed; nor is one made of nothing."""
        Taking(store, statements(2)).say(True, True)
        before = everything(store)
        with pytest.raises(StoreError, match="has a history already"):
            store.rename_item(Ref("seas", "q0"), Ref("seas", "q1"))
        with pytest.raises(StoreError, match="has no history"):
            store.rename_item(Ref("seas", "q7"), Ref("seas", "q8"))
        assert everything(store) == before
