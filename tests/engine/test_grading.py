"""What a response earns."""

from __future__ import annotations

import pytest

from quiz.engine.grading import Outcome, grade, overrule
from quiz.engine.matching import Near
from quiz.engine.questions import AnyQuestion, Blank, Cloze, Multiple, Single
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Typed
from tests.samples import (
    ALL,
    CARD,
    CLOZE,
    MATCH,
    MULTIPLE,
    ORDER,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    base,
    options,
    right,
    wrong,
)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_right_earns_all_and_wrong_nothing(question: AnyQuestion) -> None:
    """Every type knows its right answer and a wrong one, in practice and in an exam."""
    for exam in (False, True):
        assert grade(question, right(question), exam=exam).outcome is Outcome.CORRECT
        assert grade(question, right(question), exam=exam).score == 1.0
        assert grade(question, wrong(question), exam=exam).outcome is Outcome.WRONG
        assert grade(question, wrong(question), exam=exam).score == 0.0


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_response_of_another_kind_is_refused(question: AnyQuestion) -> None:
    """A response that can't belong to the question is a defect, not a wrong answer."""
    response = Judged(True) if question is not TRUE_FALSE else Typed(("true",))
    with pytest.raises(TypeError):
        grade(question, response)


def test_a_subset_earns_its_share_in_practice_only() -> None:
    """Half of the right options, none wrong, is half right; in an exam it is wrong."""
    half = grade(MULTIPLE, Chosen(("东",)))
    assert (half.outcome, half.score) == (Outcome.PARTLY, 0.5)
    assert grade(MULTIPLE, Chosen(("东",)), exam=True).outcome is Outcome.WRONG


def test_a_set_may_grant_the_share_in_exams() -> None:
    """`partial: true` in the set keeps the share in an exam."""
    question = Multiple(
        **base("partial", "选几个"),
        options=options("东", "南", "西"),
        answers=(0, 1),
        partial=True,
    )
    assert grade(question, Chosen(("南",)), exam=True).score == 0.5


def test_ticking_everything_earns_nothing() -> None:
    """One wrong option among the right ones takes all points away."""
    assert grade(MULTIPLE, Chosen(("东", "南", "西", "北"))).score == 0.0
    assert grade(MULTIPLE, Chosen(("东", "西", "南"))).score == 0.0


def test_ticking_everything_is_right_where_everything_is() -> None:
    """A key of all options is met by all options only."""
    question = Multiple(**base("all", "选几个"), options=options("东", "南"), answers=(0, 1))
    assert grade(question, Chosen(("东", "南"))).outcome is Outcome.CORRECT


def test_nothing_ticked_is_wrong() -> None:
    """An empty choice earns nothing."""
    assert grade(MULTIPLE, Chosen(())).outcome is Outcome.WRONG
    assert grade(SINGLE, Chosen(())).outcome is Outcome.WRONG


def test_one_option_beside_the_right_one_is_wrong() -> None:
    """A single choice takes exactly one option."""
    assert grade(SINGLE, Chosen(("乙", "丙"))).outcome is Outcome.WRONG
    two = Single(**base("two", "选一个"), options=options("A", "B"), answer=0)
    assert grade(two, Chosen(("A", "B"))).outcome is Outcome.WRONG


def test_order_is_exact() -> None:
    """Two items exchanged are wrong, not partly right."""
    assert grade(ORDER, Ordered(("二", "一", "三"))).score == 0.0
    assert grade(ORDER, Ordered(("一", "二"))).score == 0.0


def test_match_is_exact_whatever_the_order_of_the_pairs() -> None:
    """The pairs are compared as pairs; one left out is wrong."""
    assert grade(MATCH, Matched(MATCH.pairs[::-1])).outcome is Outcome.CORRECT
    assert grade(MATCH, Matched(MATCH.pairs[:1])).outcome is Outcome.WRONG


def test_a_card_is_wrong_only_when_forgotten() -> None:
    """Hard, good and easy are all remembered."""
    outcomes = [grade(CARD, Rated(rating)).outcome for rating in (1, 2, 3, 4)]
    assert outcomes == [Outcome.WRONG, Outcome.CORRECT, Outcome.CORRECT, Outcome.CORRECT]


def test_blanks_earn_their_share() -> None:
    """One blank of two is half, each with its own comparison; an alternative is right."""
    verdict = grade(CLOZE, Typed(("四个意识", "错")))
    assert (verdict.outcome, verdict.score) == (Outcome.PARTLY, 0.5)
    assert [comparison.right for comparison in verdict.comparisons] == [True, False]
    assert grade(CLOZE, Typed(("四个意识", "四自信"))).outcome is Outcome.CORRECT


def test_blanks_in_the_wrong_order_are_wrong_unless_the_order_is_free() -> None:
    """The same two texts exchanged are wrong in order and right in any order."""
    swapped = Typed(("乙乙", "甲甲"))
    blanks = (Blank(("甲甲",)), Blank(("乙乙",)))
    ordered = Cloze(**base("o", "____、____"), segments=("", "、", ""), blanks=blanks)
    free = Cloze(**base("f", "____、____"), segments=("", "、", ""), blanks=blanks, any_order=True)
    assert grade(ordered, swapped).outcome is Outcome.WRONG
    assert grade(free, swapped).outcome is Outcome.CORRECT


def test_any_order_counts_no_text_twice() -> None:
    """The same right text in both blanks fills one of them."""
    blanks = (Blank(("甲甲",)), Blank(("乙乙",)))
    free = Cloze(**base("f", "____、____"), segments=("", "、", ""), blanks=blanks, any_order=True)
    assert grade(free, Typed(("甲甲", "甲甲"))).score == 0.5


def test_any_order_finds_the_assignment_that_earns_most() -> None:
    """A text that fits two blanks gives way to one that fits only one of them."""
    blanks = (Blank(("甲甲", "乙乙")), Blank(("甲甲",)))
    free = Cloze(**base("f", "____、____"), segments=("", "、", ""), blanks=blanks, any_order=True)
    assert grade(free, Typed(("甲甲", "乙乙"))).outcome is Outcome.CORRECT
    assert grade(free, Typed(("乙乙", "甲甲"))).outcome is Outcome.CORRECT


def test_any_order_compares_a_near_miss_with_the_blank_it_misses() -> None:
    """A slip is shown beside the text it was meant for, not beside whatever comes next."""
    blanks = (Blank(("党的建设",)), Blank(("理论武装",)))
    free = Cloze(**base("f", "____、____"), segments=("", "、", ""), blanks=blanks, any_order=True)
    verdict = grade(free, Typed(("理论武", "党的建设")))
    assert verdict.score == 0.5
    assert verdict.comparisons[0].key == "理论武装"
    assert verdict.comparisons[0].near is Near.MISSING


def test_another_wording_is_right() -> None:
    """What `accept` lists is as right as the answer; folding forgives width and spaces."""
    assert grade(SHORT, Typed(("党建",))).outcome is Outcome.CORRECT
    assert grade(SHORT, Typed((" 党的 建设。",))).outcome is Outcome.CORRECT


def test_a_near_miss_is_wrong_but_close() -> None:
    """One character missing earns nothing and is told as such."""
    verdict = grade(SHORT, Typed(("党的建",)))
    assert verdict.outcome is Outcome.WRONG
    assert verdict.close
    assert not grade(SHORT, Typed(("完全两样的话",))).close


def test_overruling_makes_it_right_and_says_so() -> None:
    """An overruled verdict earns all points and is marked; the comparison stays."""
    verdict = grade(SHORT, Typed(("党的建",)))
    overruled = overrule(verdict)
    assert (overruled.outcome, overruled.score, overruled.overruled) == (
        Outcome.CORRECT,
        1.0,
        True,
    )
    assert overruled.comparisons == verdict.comparisons


def test_pinyin_is_right_and_recognised() -> None:
    """In a blank and in a short answer; a blank typed in Chinese beside it is plainly right."""
    verdict = grade(SHORT, Typed(("dddjs",)))
    assert (verdict.outcome, verdict.recognised) == (Outcome.WRONG, False)
    verdict = grade(SHORT, Typed(("ddjs",)))
    assert (verdict.outcome, verdict.score, verdict.recognised) == (Outcome.CORRECT, 1.0, True)
    assert verdict.comparisons[0].key == "党的建设"
    mixed = grade(CLOZE, Typed(("四个意识", "szx")))
    assert mixed.outcome is Outcome.CORRECT
    assert [comparison.recognised for comparison in mixed.comparisons] == [False, True]
    assert mixed.comparisons[1].key == "四自信"
    assert mixed.recognised
    assert not grade(SHORT, Typed(("党的建设",))).recognised


def test_a_list_in_any_order_may_be_typed_in_pinyin() -> None:
    """Initials that fit two blanks leave each the one that the other text doesn't need."""
    question = Cloze(
        **base("free", "____、____"),
        segments=("", "、", ""),
        blanks=(Blank(("政治性",)), Blank(("整治行",))),
        any_order=True,
    )
    verdict = grade(question, Typed(("zzx", "政治性")))
    assert verdict.outcome is Outcome.CORRECT
    assert [comparison.key for comparison in verdict.comparisons] == ["整治行", "政治性"]
