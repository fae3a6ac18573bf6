"""Documents: where a quote stands, what stands there instead, and what can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.content.schema import read_set
from quiz.content.sources import Document, Documents

TEXT = "标题\n\n第一，要落实“三会一课”制度，锚定目标。\n第二，要持续 深化\n工作，锚定方向。\n"


@pytest.fixture
def document() -> Document:
    """A small document of two numbered parts."""
    return Document("/nowhere", TEXT)


def test_a_quote_is_found_white_space_aside(document: Document) -> None:
    """Spaces and line breaks are not part of what a document says; places are its own."""
    ((start, end),) = document.locate("持续深化工作")
    assert TEXT[start:end] == "持续 深化\n工作"
    assert len(document.locate("锚定")) == 2
    assert document.locate("没有") == []


def test_a_passage_is_the_paragraph_with_its_quotes_lit(document: Document) -> None:
    """The spans of a passage light exactly the quotes."""
    passage = document.passage(["三会一课", "锚定目标"])
    assert passage is not None
    assert passage.text.startswith("第一")
    assert [passage.text[a:b] for a, b in passage.spans] == ["三会一课", "锚定目标"]


def test_what_stands_there_instead_is_told(document: Document) -> None:
    """A quote that is off by one character gets the document's wording and its line."""
    inexact = document.inexact("要落实“三会一节”制度")
    assert inexact is not None
    assert "三会一课" in inexact.found
    assert inexact.line == 3
    assert document.inexact("something else altogether") is None


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("missing", "source-not-found"),
        ("folder", "source-irregular"),
        ("binary", "source-not-utf8"),
        ("huge", "source-too-large"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_once(tmp_path: Path, kind: str, code: str) -> None:
    """The problem stands at `source:`, once, and the questions can still be asked."""
    source = tmp_path / "text"
    match kind:
        case "folder":
            source.mkdir()
        case "binary":
            source.write_bytes(b"\xff\xfe\x00")
        case "huge":
            with source.open("wb") as file:
                file.truncate(33 * 1024 * 1024)
    path = tmp_path / "set.yaml"
    question = "  - {{prompt: {0}, answer: y, quote: q}}\n"
    questions = question.format("a") + question.format("b")
    path.write_text(f"title: t\nsource: text\nquestions:\n{questions}", encoding="utf-8")
    reading = read_set(str(path), Documents())
    assert [(p.code, p.line, p.column) for p in reading.problems] == [(code, 2, 9)]
    assert reading.question_set is not None
    assert len(reading.question_set.questions) == 2
