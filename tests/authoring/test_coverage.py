"""What of a document is asked for: places to the character, and what is found missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.authoring.clauses import clauses, phrases
from quiz.authoring.coverage import Coverage, survey
from quiz.authoring.listings import listings
from quiz.content.library import Library, Place
from quiz.content.sidecar import read_sidecar
from quiz.content.sources import Document, read_document
from quiz.paths import shipped_questions

CHINESE = "第一，要锚定“四强”目标。\n必须做到说话、办事和学习都认真，牢记“三会，一课”。\n"

UNRELATED = "  - {prompt: p, answer: x, quote: 谢, grounded: false}\n"

Cover = Callable[..., Coverage]


@pytest.fixture
def cover(tmp_path: Path) -> Cover:
    """Write a document, a set of questions on it, and perhaps its configuration; survey them."""

    def make(text: str, questions: str, sidecar: str = "") -> Coverage:
        (tmp_path / "text.txt").write_text(text, encoding="utf-8")
        path = tmp_path / "set.yaml"
        body = f"title: t\nsource: text.txt\nquestions:\n{questions}"
        path.write_text(body, encoding="utf-8")
        if sidecar:
            (tmp_path / "text.coverage.yaml").write_text(sidecar, encoding="utf-8")
        library = Library([Place(path, "command line")], None)
        (entry,) = library.entries()
        assert [problem.message for problem in library.problems()] == []
        document = read_document(tmp_path / "text.txt")
        skips, problems = read_sidecar(document)
        assert problems == []
        return survey(document, library.load(entry).questions, skips)

    return make


def asked(found: Coverage) -> list[str]:
    """Return the texts that are asked for."""
    return [found.document.text[slice(*span)] for one in found.clauses for span in one.asked]


def texts_of(found: Coverage, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """Return what stands in spans of the document."""
    return [found.document.text[slice(*span)] for span in spans]


# -- taking a document apart ------------------------------------------------------------------


def test_chinese_clauses() -> None:
    """Clauses end at stops and line ends, and never within quotation marks."""
    found = list(clauses(Document("", CHINESE)))
    assert [CHINESE[one.start : one.end] for one in found] == [
        "第一",
        "要锚定“四强”目标",
        "必须做到说话、办事和学习都认真",
        "牢记“三会，一课”",
    ]
    assert [(one.start, one.end) for one in found][:2] == [(0, 2), (3, 12)]
    assert [one.sentence for one in found] == [0, 0, 1, 1]


def test_english_clauses_of_a_wrapped_text() -> None:
    """A line break within a paragraph ends nothing; neither does a point within a number."""
    text = "One clause goes on\nand on to 3.5, and\nanother one ends.\n\nNext\nparagraph here\n"
    found = [text[one.start : one.end] for one in clauses(Document("", text))]
    assert found == [
        "One clause goes on\nand on to 3.5",
        "and\nanother one ends",
        "Next\nparagraph here",
    ]


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("他来了，要记住，也要写。他走了。", ["要记住", "也要写"]),
        ("这很重要。主要的要求是什么？", []),
        ("坚持学习，天天向上。", ["坚持学习", "天天向上"]),
        ("It is late, you must go, then rest. I stay.", ["you must go", "then rest"]),
        ("他说“必须走”。", []),
    ],
)
def test_requirements(text: str, required: list[str]) -> None:
    """What is required begins with the clause that says so and ends with its sentence."""
    found = clauses(Document("", text))
    assert [text[one.start : one.end] for one in found if one.requires] == required


def test_phrases_know_their_paragraph() -> None:
    """A phrase is what stands between the marks."""
    found = phrases(Document("", CHINESE))
    assert [(CHINESE[one.start : one.end], one.paragraph) for one in found] == [
        ("四强", 0),
        ("三会，一课", 1),
    ]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("增强政治性、时代性和战斗性。", [["政治性", "时代性", "战斗性"]]),
        ("党员和群众、干部。", []),
        ("读书、写字。", []),
        ("对标“忠、专、实”要求", [["忠", "专", "实"]]),
        ("教员、学员来。教员、学员去。教员、学员甲一、乙二、丙三。", [["甲一", "乙二", "丙三"]]),
        (
            "大家都用“甲”校标，用“乙”导航，用“丙丁”铸魂。",
            [["用“甲”校标", "用“乙”导航", "用“丙丁”铸魂"]],
        ),
        ("提高站位，把准方向，今天天气不错。", []),
        ("It has a sheet, a limit and a mark.", [["a sheet", "a limit", "a mark"]]),
        ("It has a sheet, a limit, and a mark.", [["a sheet", "a limit", "a mark"]]),
        ("It has a sheet, and a mark.", []),
        ("Press a key, wait and see what comes next on the screen.", []),
    ],
)
def test_lists(text: str, lists: list[list[str]]) -> None:
    """Three or more things side by side are a list; a fixed pair counts as one word."""
    document = Document("", text)
    found = listings(document, list(clauses(document)), list(phrases(document)))
    assert [[text[slice(*member)] for member in one.members] for one in found] == lists


# -- what questions ask for -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "question", "spans"),
    [
        ("甲是乙，乙是丙。", "{cloze: '乙是{{丙}}', quote: 乙是丙}", [(6, 7)]),
        ("乙，甲是乙，丙是乙。", "{cloze: '丙是{{乙}}', quote: 丙是乙}", [(8, 9)]),
        ("乙 甲是\n乙。", "{cloze: '甲是{{乙}}', quote: 甲是乙}", [(5, 6)]),
        ("甲，乙，甲。", "{prompt: p, order: [甲, 乙], quote: '甲，乙，甲'}", [(0, 1), (2, 3)]),
        ("一二，三四", "{prompt: p, answer: 三, quote: 一二，三四}", [(3, 4)]),
        ("一二，三四", "{prompt: p, answer: 三, quote: 一二}", [(3, 4)]),
        ("一，二，三", "{prompt: p, options: [一, 二], answer: B, quote: 一，二}", [(2, 3)]),
        ("一，二，三", "{prompt: p, options: [一, 二, 三], answer: AC, quote: '一，二，三'}",
         [(0, 1), (4, 5)]),
        ("抓学，抓练，抓", "{prompt: p, match: {学: 抓, 练: 抓}, quote: '抓学，抓练，抓'}",
         [(0, 2), (3, 5)]),
        ("一，二", "{front: f, back: 二, quote: 一，二}", [(2, 3)]),
        ("一，二", "{prompt: 一, answer: true, quote: 一，二}", []),
        ("The heron, he said.", "{prompt: p, answer: he, quote: 'The heron, he said'}", [(11, 13)]),
        ("一二", "{prompt: p, answer: 九, quote: 一二, grounded: false}", []),
    ],
)  # fmt: skip
def test_what_is_asked_for(
    cover: Cover, text: str, question: str, spans: list[tuple[int, int]]
) -> None:
    """The parts of the key, each at its own place, to the character."""
    found = cover(text, f"  - {question}\n")
    assert [span for one in found.clauses for span in one.asked] == spans


def test_a_question_rests_on_the_clauses_of_its_quote(cover: Cover) -> None:
    """Every clause that the quote touches names the question, asked for or not."""
    found = cover("一，二，三。", "  - {id: a, prompt: p, answer: 二, quote: '一，二'}\n")
    ids = [[ref.question_id for ref in one.questions] for one in found.clauses]
    assert ids == [["a"], ["a"], []]
    assert [one.text for one in found.unasked] == ["一", "三"]


def test_a_quote_that_stands_twice_counts_once(cover: Cover) -> None:
    """The second place of a text has to be asked for by a question of its own."""
    found = cover("甲乙。\n甲乙。", "  - {prompt: p, answer: 甲乙, quote: 甲乙}\n")
    assert [one.asked for one in found.clauses] == [((0, 2),), ()]


def test_share(cover: Cover) -> None:
    """Letters asked for over all letters; punctuation and what is left out don't count."""
    questions = "  - {prompt: p, answer: 二“三”, quote: 一二“三”}\n"
    sidecar = "skip:\n  - {text: '四五！', reason: 谢辞}\n"
    assert cover("一二“三”，六。四五！", questions).asked_share == pytest.approx(2 / 6)
    found = cover("一二“三”，六。四五！", questions, sidecar)
    assert found.asked_share == pytest.approx(2 / 4)
    assert [one.skipped for one in found.clauses] == [None, None, "谢辞"]


def test_a_document_of_nothing_but_what_is_left_out(cover: Cover) -> None:
    """There is nothing left to ask for."""
    found = cover("谢谢。", UNRELATED, "skip: [{text: 谢谢, reason: 谢辞}]\n")
    assert (found.asked_share, found.complete) == (1.0, True)


# -- what nothing asks for --------------------------------------------------------------------


def test_requirements_that_nothing_asks_for(cover: Cover) -> None:
    """A true or false question asks for no words; other clauses aren't held to it."""
    text = "要说话。天晴了。必须办事。"
    questions = (
        "  - {prompt: 要说话, answer: true, quote: 要说话}\n"
        "  - {prompt: p, answer: 办事, quote: 必须办事}\n"
    )
    found = cover(text, questions)
    assert [one.text for one in found.unasked_requirements] == ["要说话"]
    assert [one.text for one in found.unasked] == ["要说话", "天晴了"]
    assert not found.complete


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("{prompt: p, options: [四强, 五好], answer: A, quote: “四强”}", False),
        ("{prompt: p, answer: 四, quote: “四强”}", False),
        ("{prompt: p, answer: 四强, quote: “四强”}", True),
        ("{cloze: '树“{{四}}{{强}}”', quote: 树“四强”}", True),
        ("{prompt: p, order: [树, “四强”], quote: 树“四强”}", True),
    ],
)
def test_quoted_phrases_are_to_be_recalled(cover: Cover, question: str, complete: bool) -> None:
    """A choice is not enough, nor is a part of the phrase."""
    found = cover("树“四强”目标。", f"  - {question}\n")
    assert texts_of(found, found.unasked_phrases) == ([] if complete else ["四强"])
    assert found.complete is complete


def test_a_phrase_is_asked_for_in_each_paragraph(cover: Cover) -> None:
    """Once in a paragraph is enough, however often it stands there."""
    text = "树“四强”，再树“四强”。\n学“四强”。"
    found = cover(text, "  - {prompt: p, answer: 四强, quote: 再树“四强”}\n")
    assert found.unasked_phrases == ((16, 18),)


LIST = "增强政治性、时代性和战斗性。"


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("{cloze: '{{政治}}性、{{时代}}性和{{战斗}}性', quote: 政治性、时代性和战斗性}", True),
        ("{cloze: '{{增强}}政治性、{{时代}}性和{{战斗}}性', quote: 增强政治性}", False),
        ("{cloze: '{{政治}}性、时代性和{{战斗}}性', quote: 政治性、时代性和战斗性}", False),
        ("{prompt: p, order: [政治性, 时代性, 战斗性], quote: 增强政治性、时代性和战斗性}", True),
        ("{prompt: p, answer: 政治性、时代性和战斗性, quote: 增强政治性、时代性和战斗性}", True),
        (
            "{prompt: p, options: [政治性, 时代性, 战斗性, x], answer: ABC,"
            " quote: 政治性、时代性和战斗性}",
            True,
        ),
        ("{prompt: p, options: [政治性、时代性和战斗性, x], answer: A, quote: 政治性}", False),
    ],
)
def test_lists_are_to_be_asked_for_as_lists(cover: Cover, question: str, complete: bool) -> None:
    """One question has to ask for every member; a choice of the whole list is none."""
    found = cover(LIST, f"  - {question}\n")
    assert texts_of(found, found.unasked_lists) == ([] if complete else [LIST[2:-1]])
    assert found.complete is complete


def test_members_asked_for_one_by_one_are_not_a_list(cover: Cover) -> None:
    """Knowing each member is not knowing the list."""
    single = "  - {{prompt: {0}, answer: {0}, quote: 增强政治性、时代性和战斗性}}\n"
    found = cover(LIST, "".join(map(single.format, ("政治性", "时代性", "战斗性"))))
    assert len(found.unasked_lists) == 1


def test_what_is_left_out_is_not_missed(cover: Cover) -> None:
    """Requirements, phrases and lists in a text that is left out need no question."""
    text = "要学“四强”、五好、六优。天晴了。"
    sidecar = "skip:\n  - {text: 要学“四强”、五好、六优。, reason: 例子}\n"
    questions = "  - {prompt: p, answer: 天, quote: 天晴了}\n"
    assert not cover(text, questions).complete
    assert cover(text, questions, sidecar).complete


# -- the configuration beside the document ----------------------------------------------------


@pytest.mark.parametrize(
    ("sidecar", "place"),
    [
        ("skip:\n  - {text: 没有这句, reason: r}\n", (2, 12, "quote-not-in-source")),
        ("skip:\n  - {text: 今天天器真好啊, reason: r}\n", (2, 12, "quote-inexact")),
        ("skip:\n  - text: 今天\n", (2, 5, "missing-key")),
        ("skip:\n  - {text: 今天, reason: r, why: x}\n", (2, 27, "unknown-key")),
        ("skip: 今天\n", (1, 7, "not-a-list")),
        ("skip:\n  - 今天\n", (2, 5, "not-a-map")),
        ("skips: []\n", (1, 1, "unknown-key")),
        ("- 今天\n", (1, 1, "not-a-map")),
        ("skip:\n  - text: 今天\n    reason: @x\n", (3, 13, "unquoted-value")),
    ],
)
def test_slips_in_the_configuration(
    tmp_path: Path, sidecar: str, place: tuple[int, int, str]
) -> None:
    """They are told with their place, as those of question files are."""
    (tmp_path / "text.txt").write_text("今天天气真好啊。", encoding="utf-8")
    path = tmp_path / "text.coverage.yaml"
    path.write_text(sidecar, encoding="utf-8")
    _skips, problems = read_sidecar(read_document(tmp_path / "text.txt"))
    first = problems[0]
    assert (first.line, first.column, first.code) == place
    assert first.file == str(path)
    assert first.message


def test_a_slip_costs_only_its_entry(tmp_path: Path) -> None:
    """The sound entries beside it count."""
    (tmp_path / "text.txt").write_text("今天。明天。", encoding="utf-8")
    text = "skip:\n  - {text: 后天, reason: r}\n  - {text: 明天。, reason: s}\n"
    (tmp_path / "text.coverage.yaml").write_text(text, encoding="utf-8")
    skips, problems = read_sidecar(read_document(tmp_path / "text.txt"))
    assert len(problems) == 1
    assert [(one.text, one.spans, one.reason) for one in skips] == [("明天。", ((3, 6),), "s")]


def test_an_entry_that_leaves_nothing_out(cover: Cover) -> None:
    """Half a clause can't be left out; the survey says which entry is in vain."""
    found = cover("今天谢谢你。", UNRELATED, "skip: [{text: 今天, reason: r}]\n")
    assert [(one.text, one.line) for one in found.idle_skips] == [("今天", 1)]
    assert found.clauses[0].skipped is None


# -- the sets that ship -----------------------------------------------------------------------


def test_the_speech_is_asked_for_entirely() -> None:
    """No requirement, quoted phrase or list of the speech is left out, nor any other clause."""
    library = Library([Place(shipped_questions(), "package")], None)
    speech = shipped_questions().parent / "seeds" / "speech.txt"
    document = read_document(speech)
    questions = [
        question
        for entry in library.entries()
        for question in library.load(entry).questions
        if Path(question.source) == speech
    ]
    skips, problems = read_sidecar(document)
    found = survey(document, questions, skips)
    assert (problems, found.idle_skips) == ([], ())
    assert found.complete
    assert found.unasked == ()
    assert found.asked_share > 0.85
