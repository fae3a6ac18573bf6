"""Lines about scores, differences and passages."""

from __future__ import annotations

import pytest

from quiz.content.sources import Document, Passage
from quiz.engine.matching import compare
from quiz.engine.session import Result
from quiz.plain.showing import compared, excerpt, score_line, whole_passage
from quiz.visible import width


@pytest.mark.parametrize(
    ("points", "possible", "line"),
    [
        (17, 20, "score: 17/20 (85%)"),
        (0, 0, "score: 0/0 (0%)"),
        (2.5, 3.0, "score: 2.5/3 (83%)"),
        (1 / 3, 1, "score: 0.33/1 (33%)"),
        (1 / 3 + 1 / 3 + 1 / 3, 3, "score: 1/3 (33%)"),
        (1, 8, "score: 1/8 (13%)"),
        (5, 8, "score: 5/8 (63%)"),
        (1.15, 10, "score: 1.15/10 (12%)"),
    ],
)
def test_the_score_line(points: float, possible: float, line: str) -> None:
    """Whole points have no decimals; per cent are rounded half up."""
    assert score_line(Result(1, 1, points, possible)) == line


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("三会课", "三会一课"),
        ("三个会一课", "三会一课"),
        ("the quik fox", "the quick fox"),
        ("", "课"),
    ],
)
def test_two_lines_stand_under_each_other(typed: str, key: str) -> None:
    """Texts of any width are aligned; taking the marks away leaves what was written."""
    first, second = compared(compare(typed, (key,)))
    assert width(first.partition("⟦")[0]) == width(second.partition("⟦")[0])
    plain = [line.replace("⟦", "").replace("⟧", "") for line in (first, second)]
    assert plain[0].replace(" ", "").removeprefix("Typed") == typed.replace(" ", "")
    assert plain[1].replace(" ", "").removeprefix("Key") == key.replace(" ", "")


def passage(text: str, *quotes: str) -> Passage:
    """Return where `quotes` stand in a document of this text."""
    found = Document("document.txt", text).passage(quotes)
    assert found is not None
    return found


def test_the_sentence_of_a_quote_is_shown() -> None:
    """Not the sentences around it."""
    assert excerpt(passage("前一句。中间引文在此处。后一句。", "引文")) == "中间⟦引文⟧在此处。"


def test_a_long_sentence_is_cut() -> None:
    """At most eighty characters on either side, with a sign for what is left out."""
    shown = excerpt(passage("前" * 200 + "引文" + "后" * 200, "引文"))
    assert shown == "…" + "前" * 80 + "⟦引文⟧" + "后" * 80 + "…"


def test_two_quotes_of_one_sentence_share_it() -> None:
    """The sentence is shown once, with both marked."""
    shown = excerpt(passage("甲在前，乙在后。别的。", "甲", "乙"))
    assert shown == "⟦甲⟧在前，⟦乙⟧在后。"


def test_two_quotes_far_apart() -> None:
    """What lies between them is left out."""
    text = "甲在前。" + "中间有话。" * 10 + "乙在后。"
    assert excerpt(passage(text, "甲在前", "乙在后")) == "⟦甲在前⟧。⟦乙在后⟧。"


def test_the_whole_passage() -> None:
    """All of its paragraph, without signs of cutting."""
    text = "前一句。中间引文在此处。后一句。"
    assert whole_passage(passage(text, "引文")) == "Passage: 前一句。中间⟦引文⟧在此处。后一句。"
    assert whole_passage(None) == "There is no passage."
