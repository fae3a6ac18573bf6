"""Grounding: what a question quotes and asks for must stand in its document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.content import grounding
from quiz.content.problems import Problem
from quiz.content.schema import SetReading, read_set
from quiz.content.sources import Documents

DOCUMENT = """\
在全市机关党的建设工作会议上的讲话

带头做到“两个维护”，是加强机关党的建设的首要任务。要落实“三会一课”制度，
做到忠诚、专业、务实、勤勉。

各部门要压实责任。责任落实不到位的，要严肃问责。
"""

QUOTE = "带头做到“两个维护”，是加强机关党的建设的首要任务"

Check = Callable[..., SetReading]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Read one question, written as the keys of a list item, of a set with the document."""

    def read(*lines: str, head: str = "source: speech.txt\n") -> SetReading:
        (tmp_path / "speech.txt").write_text(DOCUMENT, encoding="utf-8")
        item = "".join(f"    {line}\n" for line in lines)
        path = tmp_path / "set.yaml"
        path.write_text(f"title: t\n{head}questions:\n  -\n{item}", encoding="utf-8")
        return read_set(str(path), Documents())

    return read


def codes(reading: SetReading) -> list[str]:
    """Return what was told."""
    return [problem.code for problem in reading.problems]


def only(reading: SetReading) -> Problem:
    """Return the one problem there is; the question can be asked in spite of it."""
    assert reading.question_set is not None
    assert len(reading.question_set.questions) == 1
    (problem,) = reading.problems
    return problem


# -- the quote ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE,
        "带头 做到“两个维护”",
        "要落实“三会一课”制度，做到忠诚",
        "任务。要落实“三会一课”制度， 做到忠诚、专业、务实、勤勉。 各部门",
    ],
)
def test_white_space_never_counts(check: Check, quote: str) -> None:
    """Spaces, line ends and empty lines may differ; a quote may go over paragraphs."""
    assert codes(check("front: a", "back: b", f"quote: {quote}")) == []


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("是加强机关党的建设的首要任物", "首要任务"),
        ("是加强机关党建设的首要任务", "党的建设"),
        ("是加强机关党的的建设的首要任务", "党的建设"),
        ("是加强机关党的建设的要首任务", "首要任务"),
        ('带头做到"两个维护"', "“两个维护”"),
        ("要落实“三会一课”制度,做到忠诚", "制度，"),
    ],
)
def test_a_quote_off_by_one_character_fails(check: Check, quote: str, found: str) -> None:
    """Wrong, left out, doubled, turned round or another sign: it says what the document has."""
    problem = only(check("front: a", "back: b", f"quote: {quote}"))
    assert (problem.code, problem.severity) == ("quote-inexact", "error")
    assert (problem.line, problem.column) == (7, 12)
    assert found in problem.message
    assert "line 3" in problem.message


def test_of_a_long_quote_the_part_that_differs_is_shown(check: Check) -> None:
    """Of hundreds of characters nobody finds the one that is wrong."""
    quote = "".join(DOCUMENT.split()[1:]).replace("勤勉", "勤免")
    problem = only(check("front: a", "back: b", f"quote: {quote}"))
    assert problem.code == "quote-inexact"
    assert "勤勉" in problem.params["found"]
    assert len(problem.params["text"]) <= 60


def test_a_quote_from_elsewhere_fails(check: Check) -> None:
    """Where nothing is like it, nothing is guessed."""
    problem = only(check("front: a", "back: b", "quote: 长江后浪推前浪，一代新人胜旧人"))
    assert problem.code == "quote-not-in-source"


def test_each_of_several_quotes_is_checked(check: Check) -> None:
    """The problem stands at the quote that is wrong."""
    reading = check("front: a", "back: b", "quote:", f"  - {QUOTE}", "  - 各部门要压时责任")
    problem = only(reading)
    assert (problem.code, problem.line, problem.column) == ("quote-inexact", 9, 9)


@pytest.mark.parametrize("written", [False, True])
def test_a_question_without_a_quote_is_only_a_warning(check: Check, written: bool) -> None:
    """A set with a source should say where each question stands; own words need not."""
    lines = ["prompt: a", "answer: b", *(["grounded: false"] if written else [])]
    reading = check(*lines)
    assert codes(reading) == ([] if written else ["no-quote"])
    assert all(problem.severity == "warning" for problem in reading.problems)


def test_without_a_source_nothing_is_checked(check: Check) -> None:
    """A quote may come from a book that is not at hand."""
    assert codes(check("prompt: a", "answer: b", "quote: c", head="")) == []


# -- what is asked for ----------------------------------------------------------------------

CASES = {
    "single": (
        ["prompt: a", "options: [首要任务, 头等大事]", "answer: {}", f"quote: {QUOTE}"],
        ("A", "B"),
    ),
    "multiple": (
        ["prompt: a", "options: [忠诚, 专业, 廉洁]", "answer: {}", "quote: 做到忠诚、专业"],
        ("AB", "AC"),
    ),
    "cloze": (["cloze: '要落实“{{{{{}}}}}”制度'", "quote: 三会一课"], ("三会一课", "三会二课")),
    "short": (["prompt: a", "answer: {}", f"quote: {QUOTE}"], ("首要任务", "首要职责")),
    "order": (["prompt: a", "order: [忠诚, {}]", "quote: 做到忠诚"], ("务实", "廉洁")),
    "match": (["prompt: a", "match: {{x: 忠诚, y: {}}}", "quote: 做到忠诚"], ("务实", "廉洁")),
}
"""For each type: its lines, and what makes it right and wrong."""


@pytest.mark.parametrize("kind", CASES)
def test_what_is_asked_for_stands_in_the_quote_or_its_paragraph(check: Check, kind: str) -> None:
    """The right options, blanks, answers, items and right sides are words of the document."""
    lines, (right, wrong) = CASES[kind]
    assert codes(check(*(line.format(right) for line in lines))) == []
    problem = only(check(*(line.format(wrong) for line in lines)))
    assert problem.severity == "error"
    what = "cloze" if kind == "cloze" else "answer"
    assert problem.code in (f"{what}-inexact", f"{what}-not-in-passage")


@pytest.mark.parametrize("kind", CASES)
def test_own_words_are_free_and_their_quote_is_not(check: Check, kind: str) -> None:
    """`grounded: false` is about the wording of the question, not about the quote."""
    lines, (_right, wrong) = CASES[kind]
    free = [*(line.format(wrong) for line in lines), "grounded: false"]
    assert codes(check(*free)) == []
    slipped = [line if not line.startswith("quote:") else "quote: 带头作到" for line in free]
    assert only(check(*slipped)).code == "quote-inexact"


@pytest.mark.parametrize(
    "lines",
    [
        ["prompt: 各部门不必压实责任。", "answer: false", "quote: 各部门要压实责任"],
        ["front: 责任", "back: 自己的话", "quote: 各部门要压实责任"],
    ],
)
def test_statements_and_cards_have_words_of_their_own(check: Check, lines: list[str]) -> None:
    """A statement may be false, and the back of a card a summary."""
    assert codes(check(*lines)) == []


def test_wrong_options_and_other_answers_are_free(check: Check) -> None:
    """Distractors, extra right sides and accepted wordings are not the document's."""
    quote = f"quote: {QUOTE}"
    for lines in (
        ["prompt: a", "options: [月亮, 首要任务]", "answer: B"],
        ["prompt: a", "answer: 首要任务", "accept: 第一任务"],
        ["prompt: a", "match: {x: 首要任务, y: 党的建设}", "extra: 月亮"],
    ):
        assert codes(check(*lines, quote)) == []


def test_an_answer_from_another_paragraph_fails(check: Check) -> None:
    """It is a word of the document, but not of the passage that is quoted."""
    problem = only(check("prompt: a", "answer: 严肃问责", f"quote: {QUOTE}"))
    assert problem.code == "answer-not-in-passage"


def test_an_answer_that_is_nearly_right_shows_what_the_passage_reads(check: Check) -> None:
    """One wrong character in an answer is told with the right ones."""
    problem = only(check("prompt: a", "answer: 加强机关党的建社", f"quote: {QUOTE}"))
    assert problem.code == "answer-inexact"
    assert "加强机关党的建设" in problem.message
    assert (problem.line, problem.column) == (6, 13)


def test_each_item_is_told_at_its_place(check: Check) -> None:
    """Of a list, the items that are wrong are named one by one."""
    reading = check("prompt: a", "order:", "  - 忠诚", "  - 廉洁", "  - 公正", "quote: 做到忠诚")
    assert [(p.code, p.line, p.column) for p in reading.problems] == [
        ("answer-not-in-passage", 8, 9),
        ("answer-not-in-passage", 9, 9),
    ]


def test_a_wrong_quote_is_told_once(check: Check) -> None:
    """What is asked for is not looked for in a passage that isn't there."""
    reading = check("prompt: a", "answer: 首要任务", "quote: 是加强机关党的建设的首要任物")
    assert codes(reading) == ["quote-inexact"]


# -- the cloze ------------------------------------------------------------------------------


def test_a_filled_cloze_stands_in_the_document_whole(check: Check) -> None:
    """Its own words count as much as its blanks, also without a quote."""
    assert codes(check("cloze: 各部门要{{压实}}责任", "quote: 压实责任")) == []
    problem = only(check("cloze: 各单位要{{压实}}责任", "quote: 压实责任"))
    assert problem.code == "cloze-inexact"
    assert "各部门要压实责任" in problem.message
    assert codes(check("cloze: 各单位要{{压实}}责任")) == ["no-quote", "cloze-inexact"]


def test_a_cloze_is_filled_with_the_first_of_its_answers(check: Check) -> None:
    """The others are accepted, not quoted, and a hint is no part of the text."""
    assert codes(check("cloze: 各部门要{{压实|夯实::动词}}责任", "quote: 压实责任")) == []
    wrong = check("cloze: 各部门要{{夯实|压实}}责任", "quote: 压实责任")
    assert "cloze-inexact" in codes(wrong)


# -- the document ---------------------------------------------------------------------------


def test_a_missing_source_is_told_once_and_nothing_else(check: Check) -> None:
    """Without the document there is nothing to compare with; the questions can be asked."""
    lines = ["prompt: a", "answer: b", "quote: c"]
    problem = only(check(*lines, head="source: none.txt\n"))
    assert (problem.code, problem.line, problem.column) == ("source-not-found", 2, 9)
    assert "none.txt" in problem.message


def test_a_question_may_have_a_source_of_its_own(check: Check) -> None:
    """It stands over the set's."""
    lines = ["prompt: a", "answer: 首要任务", f"quote: {QUOTE}", "source: speech.txt"]
    assert codes(check(*lines, head="")) == []
    assert codes(check(*lines, head="source: none.txt\n")) == ["source-not-found"]
    other = [*lines[:3], "source: none.txt"]
    assert codes(check(*other)) == ["source-not-found"]


def test_the_path_begins_at_the_folder_of_the_file(
    check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From which folder the program is started doesn't matter."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    reading = check("front: a", "back: b", f"quote: {QUOTE}")
    assert codes(reading) == []
    assert reading.sources == (str(tmp_path / "speech.txt"),)


# -- sets from elsewhere --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["elsewhere/secret.txt", "sets/.hidden/secret", ".secret"])
def test_what_lies_elsewhere_is_not_shown(tmp_path: Path, name: str) -> None:
    """Where a set is checked its author may read the messages, and he may name any file."""
    secret = tmp_path / "mine" / name if name[0] != "e" else tmp_path / name
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.write_text("The word is sesame, and nobody is to know it.", encoding="utf-8")
    (tmp_path / "mine" / "sets").mkdir(parents=True, exist_ok=True)
    near = tmp_path / "mine" / "texts" / "speech.txt"
    near.parent.mkdir()
    near.write_text(secret.read_text("utf-8"), encoding="utf-8")
    found = {}
    for source in (secret, near):
        path = tmp_path / "mine" / "sets" / "set.yaml"
        question = "  - {prompt: a, answer: b, quote: 'The word is sezame, and nobody'}\n"
        text = f"title: t\nsource: {source}\nquestions:\n{question}"
        path.write_text(text, encoding="utf-8")
        found[source] = only(read_set(str(path), Documents()))
    assert found[secret].code == "quote-not-in-source"
    assert "sesame" not in found[secret].message + found[secret].hint
    assert "sesame" in found[near].message


def test_looking_for_quotes_comes_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes that are not there pass the whole document; then it is told, and once."""
    monkeypatch.setattr(grounding, "PASSED", 1_000_000)
    (tmp_path / "speech.txt").write_text("一二三四五\n" * 20_000, encoding="utf-8")
    path = tmp_path / "set.yaml"
    item = "  - {{prompt: p{0}, answer: b, quote: {1}}}\n"
    wrong = "".join(item.format(number, f"九{number}") for number in range(100))
    path.write_text(f"title: t\nsource: speech.txt\nquestions:\n{wrong}", encoding="utf-8")
    found = codes(read_set(str(path), Documents()))
    assert found[-1] == "too-much-to-search"
    assert 5 < len(found) < 50
    right = "".join(item.format(number, "五一二").replace("b", "五") for number in range(100))
    path.write_text(f"title: t\nsource: speech.txt\nquestions:\n{right}", encoding="utf-8")
    assert codes(read_set(str(path), Documents())) == []


@pytest.mark.parametrize(
    "keys", ["quote: [九1, 九2, 九3, 九4, 九5]", "quote: 五一二, match: {a: 九1, b: 九2, c: 九3}"]
)
def test_a_last_question_that_is_too_much_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    """It is looked at in part, and nothing after it could tell that."""
    monkeypatch.setattr(grounding, "PASSED", 150_000)
    (tmp_path / "speech.txt").write_text("一二三四五\n" * 20_000, encoding="utf-8")
    path = tmp_path / "set.yaml"
    answer = "" if "match" in keys else "answer: b, "
    question = f"  - {{prompt: p, {answer}{keys}}}\n"
    path.write_text(f"title: t\nsource: speech.txt\nquestions:\n{question}", encoding="utf-8")
    assert codes(read_set(str(path), Documents())).count("too-much-to-search") == 1
