"""`quiz draft`: a document in, a set out that can be taken at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.authoring.drafting.keeping import Drafts
from quiz.trainer import Trainer
from tests.authoring.test_drafting import PAGE, REPORT
from tests.cli.conftest import Quiz
from tests.content.office import write_docx


@pytest.fixture(autouse=True)
def _documents() -> None:
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    Path("page.md").write_text(PAGE, encoding="utf-8")


def test_a_document_becomes_a_set(quiz: Quiz) -> None:
    """Two steps from a text to the first quiz on it, and nothing to be mended."""
    call = quiz("draft", "report.txt", "-o", "report", "--title", "交通")
    assert (call.code, call.err) == (0, "")
    assert "quiz take report" in call.out
    written = int(re.findall(r"\((\d+) questions\)", call.out)[0])
    checked = quiz("check", "--lint", "--json").json
    assert (checked["questions"], checked["problems"]) == (written, [])
    assert [one["title"] for one in quiz("list", "--json").json["sets"]] == ["交通"]
    assert quiz("take", "report", "-n", "1", lines=":q\n").code == 0


def test_a_word_document_becomes_the_same_set(quiz: Quiz) -> None:
    """And the questions rest on the document itself."""
    write_docx(Path("report.docx"), REPORT.splitlines())
    assert quiz("draft", "report.docx", "-o", "report").code == 0
    assert quiz("check", "--lint", "--json").json["problems"] == []
    drawn = Path("questions/report.yaml").read_text(encoding="utf-8")
    quiz("draft", "report.txt", "-o", "questions/report.txt.yaml")
    same = Path("questions/report.txt.yaml").read_text(encoding="utf-8")
    assert drawn == same.replace("../report.txt", "../report.docx")


def test_every_draft_tells_why_and_how_sure(quiz: Quiz) -> None:
    """In a line above it, in the language of the interface."""
    out = quiz("draft", "report.txt").out
    told = re.findall(r"^  # Drawn from .+; confidence (\d+)%$", out, re.MULTILINE)
    assert len(told) == out.count("  - id: ") > 10
    assert min(map(int, told)) >= 70
    assert "# 取自" in quiz("--lang", "zh", "draft", "report.txt").out


def test_without_a_file_it_is_printed(quiz: Quiz) -> None:
    """And writes nothing; a set printed into a file of one's own is the same one."""
    out = quiz("draft", "page.md").out
    assert out.startswith("# yaml-language-server")
    assert not Path("questions").exists()
    quiz("draft", "page.md", "-o", "questions/page.yaml")
    assert Path("questions/page.yaml").read_text(encoding="utf-8") == out


def test_less_confidence_takes_more(quiz: Quiz) -> None:
    """And more than there is takes nothing, and says so."""
    counts = [
        quiz("draft", "report.txt", "--confidence", share).out.count("  - id: ")
        for share in ("0", "70%", "90")
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[2] > 0
    call = quiz("draft", "report.txt", "--confidence", "100")
    assert call.code == 1
    assert "--confidence" in call.err
    assert quiz("draft", "report.txt", "--confidence", "101").code == 2


def test_nothing_is_written_over(quiz: Quiz) -> None:
    """A file that is there stays, and so does a set of that id."""
    Path("mine.yaml").write_text("anything", encoding="utf-8")
    call = quiz("draft", "page.md", "-o", "mine.yaml")
    assert call.code == 1
    assert Path("mine.yaml").read_text(encoding="utf-8") == "anything"
    quiz("draft", "page.md", "-o", "page")
    call = quiz("draft", "page.md", "-o", "other/page.yaml")
    assert call.code == 1
    assert "questions/page.yaml" in call.err


def test_a_document_that_can_t_be_read(quiz: Quiz) -> None:
    """Missing, binary, damaged, or with nothing in it to ask for."""
    assert "nowhere.txt" in quiz("draft", "nowhere.txt").err
    for name, told in (("letter.odt", "UTF-8"), ("letter.docx", "save it as text")):
        Path(name).write_bytes(b"PK\x03\x04\xff\xfe")
        call = quiz("draft", name)
        assert call.code == 1
        assert told in call.err
    Path("empty.txt").write_text("")
    assert quiz("draft", "empty.txt").code == 1


def test_on_a_terminal_they_are_looked_through(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen gets all that make a sound set; what was taken from it is told."""
    seen: list[Drafts] = []

    def look(_trainer: Trainer, *, drafts: Drafts) -> int:
        seen.append(drafts)
        drafts.take(0)
        drafts.take(1)
        return 0

    monkeypatch.setattr("quiz.cli.commands._is_terminal", lambda: True)
    monkeypatch.setattr("quiz.ui.app.run_app", look)
    call = quiz("draft", "report.txt", "--title", "交通")
    assert call.code == 0
    assert "quiz take report" in call.out
    assert "(2 questions)" in call.out
    (drafts,) = seen
    printed = quiz("draft", "report.txt", "-o", "-").out
    assert len(drafts.drafts) >= printed.count("  - id: ")
    assert quiz("check", "--lint").code == 0
    assert quiz("draft", "page.md", "-o", "-").out.startswith("# yaml-language-server")
