"""Any question as a flashcard, and a flashcard turned round."""

from __future__ import annotations

import pytest

from quiz.engine.cards import as_card, turned_round
from quiz.engine.plans import choices
from quiz.engine.questions import AnyQuestion
from tests.samples import ALL, CARD, CLOZE, MATCH, ORDER, SINGLE, TRUE_FALSE


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_card_is_the_same_question(question: AnyQuestion) -> None:
    """Its history, its source and what it asks stay the same."""
    card = as_card(question, choices(question))
    assert card.ref == question.ref
    assert card.prompt.startswith(question.prompt)
    assert all(text in card.back for text in question.key) or question is TRUE_FALSE


def test_the_back_is_the_whole_answer() -> None:
    """A cloze filled, an order numbered, pairs joined, a statement judged."""
    assert as_card(CLOZE).back == "用四个意识校标，用四个自信导航"
    assert as_card(ORDER).back == "1. 一\n2. 二\n3. 三"
    assert as_card(MATCH).back == "左一 → 右一\n左二 → 右二"
    assert as_card(TRUE_FALSE).back == "True"


def test_the_front_shows_what_there_is_to_choose_from() -> None:
    """A question about the following needs what follows."""
    assert as_card(SINGLE, ("丙", "甲", "乙")).prompt == "选一个\n· 丙\n· 甲\n· 乙"


def test_turned_round_twice_reads_the_same() -> None:
    """Front and back change places, under another id."""
    other = turned_round(CARD)
    assert (other.prompt, other.back) == (CARD.back, CARD.prompt)
    assert other.ref != CARD.ref
    again = turned_round(other)
    assert (again.prompt, again.back) == (CARD.prompt, CARD.back)
