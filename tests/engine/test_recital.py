"""Content and order of a phrase written out as a whole."""

from __future__ import annotations

import pytest

from quiz.engine.questions import Blank, Cloze, Order, Short
from quiz.engine.recital import Recital, recital
from tests.samples import SINGLE, base

TOGETHER = Order(**base("together", "排列"), items=("一起谋划", "一起部署", "一起落实", "一起检查"))
WORDS = Order(**base("words", "六字"), items=("忠", "专", "实", "勤", "正", "廉"))
PHRASE = Short(**base("phrase", "什么？"), answer="六查六看", quotes=("开展“六查六看”行动",))


def cloze(*parts: str, any_order: bool = False) -> Cloze:
    """Return a cloze of segments and blanks in turn; a bar divides the answers of a blank."""
    return Cloze(
        **base("cloze", "x"),
        segments=parts[::2],
        blanks=tuple(Blank(tuple(part.split("|"))) for part in parts[1::2]),
        any_order=any_order,
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("一起谋划、一起部署、一起落实、一起检查", Recital(1.0, 1.0)),
        ("一起谋划一起部署一起落实一起检查", Recital(1.0, 1.0)),
        ("一起部署，一起谋划，一起落实，一起检查", Recital(1.0, 0.75, (), ("一起谋划",))),
        ("一起谋划、一起检查", Recital(0.5, 1.0, ("一起部署", "一起落实"))),
        (
            "一起检查、一起落实、一起谋划",
            Recital(0.75, 1 / 3, ("一起部署",), ("一起落实", "一起检查")),
        ),
        ("一起部署", Recital(0.25, None, ("一起谋划", "一起落实", "一起检查"))),
        ("一起谋画、一起部署", Recital(0.25, None, ("一起谋划", "一起落实", "一起检查"))),
        ("", Recital(0.0, None, TOGETHER.items)),
        ("。", Recital(0.0, None, TOGETHER.items)),
    ],
)
def test_content_and_order_are_told_apart(typed: str, expected: Recital) -> None:
    """What is there to the letter counts for content, its order by the longest run that rises."""
    result = recital(typed, TOGETHER)
    assert (result.content, result.order) == (expected.content, expected.order)
    assert result.missing == expected.missing
    assert len(result.misplaced) == len(expected.misplaced)


def test_the_members_out_of_place_are_those_beside_the_longest_run() -> None:
    """One that moved is named, not all that it passed."""
    assert recital("专实勤正廉忠", WORDS) == Recital(1.0, 5 / 6, (), ("忠",))
    assert recital("廉忠专实勤", WORDS) == Recital(5 / 6, 0.8, ("正",), ("廉",))


def test_a_list_in_any_order_has_no_order() -> None:
    """Only its content is judged."""
    free = cloze("落实", "主题党日", "、", "谈心谈话", "等制度", any_order=True)
    assert recital("谈心谈话、主题党日", free) == Recital(1.0)


def test_what_stands_between_the_members_is_not_taken_for_one() -> None:
    """A member that the sentence also holds elsewhere is missing all the same."""
    sentence = cloze("建强组织体系，用", "组织", "聚人，用", "文化", "育人")
    assert recital("建强组织体系，用制度聚人，用文化育人", sentence) == Recital(
        0.5, None, ("组织",)
    )
    assert recital("建强组织体系，用文化聚人，用组织育人", sentence).order == 0.5


def test_a_member_within_another_is_not_found_there() -> None:
    """`党性` is missing from a line that only has `党性原则`."""
    assert recital("强化党性原则", cloze("强化", "党性", "、", "党性原则", "")) == Recital(
        0.5, None, ("党性",)
    )


def test_equal_members_are_found_where_they_stand() -> None:
    """The second of two equal ones is not looked for where the first is."""
    twice = cloze("", "突出", "学习，", "坚持", "教育，", "突出", "锻炼")
    assert recital("突出学习，坚持教育，突出锻炼", twice) == Recital(1.0, 1.0)
    assert recital("突出学习，坚持教育，强化锻炼", twice) == Recital(2 / 3, 1.0, ("突出",))


def test_any_accepted_answer_is_a_member() -> None:
    """It is the key's wording that is told as missing."""
    either = cloze("用", "四个意识|四意识", "校标，用", "四个自信", "导航")
    assert recital("用四意识校标，用四个自信导航", either) == Recital(1.0, 1.0)
    assert recital("用四个自信导航", either).missing == ("四个意识",)


@pytest.mark.parametrize(
    ("typed", "content"),
    [
        ("六查六看", 1.0),
        ("“六查六看”", 1.0),
        ("六查六见", 0.75),
        ("六查看", 0.75),
        ("六查六看活动了了", 0.5),
        ("", 0.0),
    ],
)
def test_a_phrase_without_members_counts_its_characters(typed: str, content: float) -> None:
    """The share of the right ones; too many cost as well as too few, and there is no order."""
    assert recital(typed, PHRASE) == Recital(content)


def test_a_sentence_with_one_blank_may_be_written_without_its_beginning() -> None:
    """As its last step accepts it."""
    sentence = cloze("要聚力", "政治机关建设", "。")
    assert recital("要聚力政治机关建设", sentence) == Recital(1.0)
    assert recital("治机关建设", sentence) == Recital(1.0)


def test_a_sentence_with_blanks_may_be_written_without_its_beginning() -> None:
    """Also where that holds a part of the first blank, and the rest is not all right."""
    sentence = cloze("用“", "四个意识", "”校标，用“", "四个自信", "”导航")
    assert recital("意识校标，用四个自信导航", sentence) == Recital(1.0, 1.0)
    assert recital("意识校标", sentence) == Recital(0.5, None, ("四个自信",))
    assert recital("用四意识校标，用四个自信导航", sentence).missing == ("四个意识",)


def test_only_phrases_are_recited() -> None:
    """A choice has nothing to write out."""
    with pytest.raises(ValueError, match="single"):
        recital("乙", SINGLE)
