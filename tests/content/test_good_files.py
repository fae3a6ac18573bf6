"""Question files as people write them, and the questions that come of each way of writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quiz.content.schema import read_set
from quiz.content.sources import Documents
from quiz.engine.questions import Blank, Cloze, Match, Multiple, Option, QuestionSet, Short, Single

FOLDER = Path(__file__).resolve().parents[1] / "data" / "good"
FILES = sorted(FOLDER.glob("*.yaml"))

NORTH = ("北京", "天津")
KEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "choices": {
        "letter": ("北京",),
        "small letter": ("北京",),
        "wide letter": ("北京",),
        "text": ("北京",),
        "text with reasons": ("北京",),
        "letters as options": ("A",),
        "words that are no letters": ("bad",),
        "written type": ("2",),
        "list of letters": NORTH,
        "list of texts": NORTH,
        "letters and texts": NORTH,
        "row": NORTH,
        "row with signs": NORTH,
        "all": ("上海", "北京", "天津", "重庆"),
        "one of several": ("北京",),
        "list of one": ("北京",),
    },
    "judgements": {
        **dict.fromkeys(
            ["true", "True", "yes", "对", "正确", "是", "√", "宽", "quoted"], ("true",)
        ),
        **dict.fromkeys(["false", "NO", "错", "错误", "否", "×"], ("false",)),
    },
    "typed": {
        "cloze": ("校标", "导航", "铸魂"),
        "cloze that begins with a blank": ("三会一课",),
        "alternatives and a hint": ("北京",),
        "free order": ("专", "实", "正"),
        "over lines": ("北京", "华北"),
        "short": ("北京",),
        "accepted text": ("北京",),
        "accepted list": ("北京",),
        "version": ("1.10",),
        "time": ("12:30",),
        "zero": ("010",),
        "no": ("no",),
        "date": ("2024-01-01",),
        "nothing": ("null",),
        "code": ("list[int]",),
    },
    "arranged": {
        "order": ("唐", "宋", "元"),
        "order in brackets": ("1", "2", "10", "010"),
        "match": ("北京", "巴黎"),
        "match in braces": ("元", "欧元", "欧元"),
        "match with more": ("1", "[x]"),
    },
}
"""The right answers, by file and question."""


def read(name: str) -> QuestionSet:
    """Return the set in one of the files."""
    question_set = read_set(str(FOLDER / f"{name}.yaml"), Documents()).question_set
    assert question_set is not None
    return question_set


def question(name: str, identifier: str) -> Any:
    """Return one question of a file."""
    return next(question for question in read(name).questions if question.id == identifier)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_them(path: Path) -> None:
    """Not even a warning is told."""
    assert read_set(str(path), Documents()).problems == []


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_what_was_meant(name: str) -> None:
    """However an answer is written, it means the same; texts are what was typed."""
    assert {question.id: question.key for question in read(name).questions} == KEYS[name]


def test_every_type_is_among_them() -> None:
    """No type is left untried."""
    types = {question.type for path in FILES for question in read(path.stem).questions}
    expected = {"single", "multiple", "true_false", "cloze", "short", "order", "match", "card"}
    assert types == expected


def test_the_answer_tells_one_from_several() -> None:
    """One letter or text is a single choice; a list, a row of letters or the type is not."""
    kinds = {question.id: type(question) for question in read("choices").questions}
    several = {name for name, kind in kinds.items() if kind is Multiple}
    assert several == {
        *("list of letters", "list of texts", "letters and texts"),
        *("row", "row with signs", "all", "one of several", "list of one"),
    }
    assert all(kind in (Single, Multiple) for kind in kinds.values())


def test_options_with_reasons() -> None:
    """A text and a map may stand side by side, and the order can be held."""
    found = question("choices", "text with reasons")
    assert found.options == (
        Option("上海", "它在长江口。"),
        Option("北京"),
        Option("天津", "它在海河边。"),
    )
    assert not found.shuffle
    assert question("choices", "text").shuffle


def test_blanks() -> None:
    """A blank has its alternatives, its hint, and the text around it."""
    found = question("typed", "alternatives and a hint")
    assert isinstance(found, Cloze)
    assert found.blanks == (Blank(("北京", "北京市"), "两个字"),)
    assert found.segments == ("", "是首都")
    assert found.filled() == "北京是首都"
    assert question("typed", "free order").any_order
    assert not question("typed", "cloze").any_order
    assert question("typed", "over lines").filled() == "首都是北京， 在华北。"


def test_accepted_answers_are_a_text_or_a_list() -> None:
    """One accepted answer needs no brackets."""
    found = [question("typed", name) for name in ("accepted text", "accepted list")]
    assert all(isinstance(one, Short) for one in found)
    assert [one.accept for one in found] == [("北京市",), ("北京市", "北平")]


def test_pairs_keep_their_order_and_texts() -> None:
    """Left sides are texts too, and extra right sides come last."""
    found = question("arranged", "match with more")
    assert isinstance(found, Match)
    assert found.pairs == (("no", "1"), ("a: b", "[x]"))
    assert found.rights == ("1", "[x]", "2", "3")
    assert question("arranged", "match in braces").rights == ("元", "欧元", "英镑")


def test_the_layout_says_nothing() -> None:
    """Quotation marks, blocks, braces and JSON are ways of writing the same question."""
    questions = read("layouts").questions
    assert len(questions) == 10
    assert {(one.type, one.prompt, one.key) for one in questions} == {
        ("card", "甲: 乙", ("丙 # 丁",))
    }


def test_every_key_of_set_and_question() -> None:
    """What is written under each key is what the set and the question have."""
    found = read("every-key")
    (only,) = found.questions
    assert isinstance(only, Multiple)
    source = str(FOLDER / "rome.txt")
    assert (found.id, found.title, found.source) == ("keys", "每个键", source)
    assert found.description == "题库和题目的每一个键都写到了"
    assert (found.tags, found.pass_mark, found.time_limit) == (("全部",), 75.5, 90.0)
    assert (only.hint, only.explanation) == ("Two of three.", "It is a market place.")
    assert (only.quotes, only.source) == (("meet, trade and hear the news",), source)
    assert (only.tags, only.difficulty, only.points) == (("全部", "forum"), 3, 2.5)
    assert (only.partial, only.shuffle, only.line) == (True, False, 10)
    assert (only.id, only.set_id) == ("everything", "keys")
    assert (found.allow, only.allow) == (("lint-one-type",), ("lint-unequal-form",))


def test_what_is_not_written_has_its_default() -> None:
    """A set is called by its file, and a question counts one point."""
    found = read("choices")
    assert (found.id, found.pass_mark, found.time_limit) == ("choices", 60.0, 0.0)
    assert (found.source, found.tags, found.description) == ("", (), "")
    one = found.questions[0]
    assert (one.points, one.difficulty, one.quotes, one.hint) == (1.0, 0, (), "")
