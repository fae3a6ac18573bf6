"""`quiz new`: a file that is valid from the first second, and nothing written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.authoring.starting import new_set
from quiz.cli.arguments import TYPES
from quiz.content.schema import read_set
from quiz.content.sources import Documents
from quiz.engine.questions import QuestionSet
from quiz.errors import ContentError
from quiz.i18n import use_language
from tests.cli.conftest import Quiz

REPORT = """\
2026 年工作报告

会议指出，要守住底线，要抓住重点，要补齐短板，“三件事”都要办好。

经费 3,200 万元；人员 45 名。谢谢大家。
"""
PAGE = """\
# The harbour

The harbour was built in 1890, it has two piers, the longer one is of stone, ships call daily.
"""


def sound(path: Path) -> QuestionSet:
    """Return the set in a file, in which nothing is to be found wrong."""
    reading = read_set(str(path.absolute()), Documents())
    assert reading.problems == []
    assert reading.question_set is not None
    return reading.question_set


def kinds(found: QuestionSet) -> list[str]:
    """Return the types of the questions as they are written in a file."""
    return [str(type(question).__struct_config__.tag) for question in found.questions]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", [None, REPORT, PAGE, "短。\n", ""])
def test_what_is_written_is_sound(
    quiz: Quiz, tmp_path: Path, text: str | None, language: str
) -> None:
    """With and without a document, in both languages, whatever the document holds."""
    if text is not None:
        Path("report.txt").write_text(text, encoding="utf-8")
    chosen = [] if text is None else ["--source", "report.txt"]
    call = quiz("--lang", language, "new", "--title", "年度: #报告 'x'", *chosen, "report")
    assert (call.code, call.err) == (0, "")
    assert "quiz take report" in call.out
    found = sound(Path("questions/report.yaml"))
    assert found.title == "年度: #报告 'x'"
    assert kinds(found) == list(TYPES)
    use_language("en")
    assert quiz("check").code == 0
    assert [one["id"] for one in quiz("list", "--json").json["sets"]] == ["report"]
    assert quiz("take", "report", "-n", "1", lines=":q\n").code == 0


def test_the_examples_ask_for_the_document(quiz: Quiz) -> None:
    """Each quotes its first sentence that is long enough, and asks for what stands there."""
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    quiz("new", "sets/year.yaml", "--source", "report.txt")
    found = sound(Path("sets/year.yaml"))
    assert {question.quotes for question in found.questions} == {
        ("会议指出，要守住底线，要抓住重点，要补齐短板",)
    }
    by_type = dict(zip(kinds(found), found.questions, strict=True))
    assert by_type["order"].key == ("会议指出", "要守住底线", "要抓住重点", "要补齐短板")
    assert by_type["single"].key == by_type["short"].key == ("要守住底线",)
    assert "source: ../report.txt\n" in Path("sets/year.yaml").read_text(encoding="utf-8")


def test_types_are_chosen(quiz: Quiz) -> None:
    """Only those asked for are written, each once, with a word on how it is written."""
    quiz("new", "x", "--type", "cloze", "--type", "card", "--type", "cloze")
    assert kinds(sound(Path("questions/x.yaml"))) == ["cloze", "card"]
    text = Path("questions/x.yaml").read_text(encoding="utf-8")
    assert "{{a|b}} takes either" in text
    assert "A flashcard" in text
    assert "true or false" not in text
    call = quiz("new", "y", "--type", "essay")
    assert call.code == 2
    assert "essay" in call.err


def test_the_schema_is_beside_it(quiz: Quiz) -> None:
    """An editor finds it where the first line says; one that is there is kept."""
    schema = Path("questions/question-set.schema.json")
    quiz("new", "one")
    assert schema.read_bytes().startswith(b"{")
    first = Path("questions/one.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./question-set.schema.json"
    schema.write_text("mine")
    quiz("new", "two")
    assert schema.read_text() == "mine"


def test_nothing_is_written_over(quiz: Quiz) -> None:
    """A file that is there is left alone, and a set's id isn't given twice."""
    Path("questions").mkdir()
    file = Path("questions/mine.yaml")
    file.write_text("anything", encoding="utf-8")
    call = quiz("new", "mine")
    assert call.code == 1
    assert "left alone" in call.err
    assert file.read_text(encoding="utf-8") == "anything"
    quiz("new", "harbour")
    call = quiz("new", "elsewhere/harbour.yaml")
    assert call.code == 1
    assert "questions/harbour.yaml" in call.err
    assert not Path("elsewhere").exists()


def test_what_can_t_be_done_is_said(quiz: Quiz) -> None:
    """Without a name, with another kind of name, without the document, without a place."""
    assert quiz("new").code == 2
    call = quiz("new", "notes.txt")
    assert call.code == 2
    assert "notes.txt.yaml" in call.err
    call = quiz("new", "x", "--source", "nowhere.txt")
    assert call.code == 1
    assert "nowhere.txt" in call.err
    Path("file").write_text("")
    call = quiz("new", "file/x.yaml")
    assert call.code == 1
    assert "can't be written" in call.err
    assert not Path("questions").exists()


def test_a_terminal_is_asked(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """For what the options leave open; what makes no sense is asked again."""
    monkeypatch.setattr("quiz.cli.commands._is_terminal", lambda: True)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    answers = ["年度报告", "nowhere.txt", "report.txt", "cloze essay", "cloze, short", ""]
    call = quiz("new", lines="\n".join(answers) + "\n")
    assert call.code == 0
    assert "nowhere.txt" in call.out
    assert "“essay”" in call.out
    found = sound(Path("questions/report.yaml"))
    assert (found.title, kinds(found)) == ("年度报告", ["cloze", "short"])
    call = quiz("new", "--title", "x", "--source", "report.txt", "--type", "card", lines="\n")
    assert "questions/report-2.yaml" in call.out


def test_leaving_writes_nothing(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of input is taken as leaving."""
    monkeypatch.setattr("quiz.cli.commands._is_terminal", lambda: True)
    assert quiz("new", lines="标题\n").code == 130
    assert not Path("questions").exists()


SIGNS = st.sampled_from(list("，。；、：“”「」{}|:#-'\"\\&*!%@`[]>? \t\n\r\u2028a1字\x1b\ufeff👍"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=200), title=st.text()
)
def test_any_document_gives_a_sound_set(tmp_path: Path, text: str, title: str) -> None:
    """Whatever it and the title hold, as long as there is a title at all."""
    document, file = tmp_path / "any.txt", tmp_path / "any.yaml"
    document.write_text(text * 3, encoding="utf-8", newline="")
    file.unlink(missing_ok=True)
    try:
        new_set(file, title=title, source=document, types=TYPES)
    except ContentError:
        assert not file.exists()
        return
    if title.strip():
        sound(file)
