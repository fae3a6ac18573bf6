"""Documents: where a quote stands, what stands there instead, and what can't be read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.content import schema, sources
from quiz.content.schema import read_set
from quiz.content.sources import Document, Documents, squeeze

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
        ("circle", "source-unreadable"),
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
        case "circle":
            source.symlink_to(source)
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
    assert reading.problems[0].message


def test_links_to_one_document_are_one_document(tmp_path: Path) -> None:
    """It is read once, and takes its memory once."""
    (tmp_path / "text.txt").write_text("one", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("text.txt")
    documents = Documents()
    paths = [str(tmp_path / name) for name in ("text.txt", "link.txt")]
    assert documents.get(paths[0]) is documents.get(paths[1])
    assert documents.stamps[paths[0]] == documents.stamps[paths[1]] is not None


def test_documents_are_let_go_of_when_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read again for the next set; one set can't rest on more than are kept at once."""
    monkeypatch.setattr(sources, "KEPT_LIMIT", 1000)
    monkeypatch.setattr(schema, "KEPT_LIMIT", 1000)
    documents = Documents()
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{number}" * 600, encoding="utf-8")
    for names, expected in (("0", []), ("1", []), ("0", []), ("012", ["source-too-much"] * 2)):
        path = tmp_path / "set.yaml"
        path.write_text(
            "title: t\nquestions:\n"
            + "".join(
                f"  - {{prompt: p{n}, answer: '{n}', quote: '{n}', source: {n}.txt}}\n"
                for n in names
            ),
            encoding="utf-8",
        )
        assert [problem.code for problem in read_set(str(path), documents).problems] == expected


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="needs the kernel's log")
def test_a_file_that_only_looks_ordinary_is_refused(tmp_path: Path) -> None:
    """Reading it would wait, and doesn't."""
    path = tmp_path / "set.yaml"
    path.symlink_to("/proc/kmsg")
    (problem,) = read_set(str(path), Documents()).problems
    assert problem.code in ("file-irregular", "file-unreadable")


def test_a_path_with_a_zero_names_no_document(tmp_path: Path) -> None:
    """No file can be called that; nobody's rights are to blame."""
    path = tmp_path / "set.yaml"
    question = '  - {prompt: a, answer: b, quote: c, source: "a\\0b"}\n'
    path.write_text(f"title: t\nquestions:\n{question}", encoding="utf-8")
    assert [problem.code for problem in read_set(str(path), Documents()).problems] == [
        "source-not-found"
    ]


def test_a_quote_over_paragraphs_lights_each_of_them(document: Document) -> None:
    """A passage shows whole paragraphs, told by their numbers, with the quote's part of each."""
    passage = document.passage(["锚定目标。第二，要持续"])
    assert passage is not None
    assert passage.paragraphs == (2, 3)
    assert [passage.text[a:b] for a, b in passage.spans] == ["锚定目标。", "第二，要持续"]
    assert document.passage(["没有"]) is None


def test_quotes_that_overlap_are_lit_as_one(document: Document) -> None:
    """Spans are in order and apart, so that they can be drawn one after the other."""
    passage = document.passage(["“三会一课”制度", "落实“三会一课”"])
    assert passage is not None
    assert [passage.text[a:b] for a, b in passage.spans] == ["落实“三会一课”制度"]


def test_wrapped_lines_make_one_paragraph() -> None:
    """In a text with short lines and empty ones between them, a paragraph is a block."""
    wrapped = Document("/nowhere", "one two\nthree\n\nfour\nfive\n")
    assert [wrapped.text[a:b] for a, b in wrapped.paragraphs] == ["one two\nthree", "four\nfive"]
    passage = wrapped.passage(["two three"])
    assert passage is not None
    assert passage.paragraphs == (1,)


def test_a_long_document_is_searched_quickly() -> None:
    """What stands there instead is found in 200,000 characters without being waited for."""
    text = "".join(f"第{number}条，各部门要压实第{number}项责任。\n" for number in range(9000))
    document = Document("/nowhere", text)
    assert len(text) > 200_000
    began = time.perf_counter()
    inexact = document.inexact("各部门要压时第8765项责任")
    assert inexact is not None
    assert inexact.found == "各部门要压实第8765项责任"
    assert inexact.line == 8766
    assert time.perf_counter() - began < 5


@given(st.text(st.sampled_from("甲乙丙a \n\t\u3000"), max_size=60), st.data())
def test_what_is_in_a_document_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    """Whatever part of a text is quoted, its places say the same, white space aside."""
    document = Document("/nowhere", text)
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    quote = text[low:high]
    spans = document.locate(quote)
    assert {squeeze(text[start:end]) for start, end in spans} <= {squeeze(quote)}
    if squeeze(quote):
        assert document.holds(quote)
        assert any(low <= start and end <= high for start, end in spans)
        passage = document.passage([quote])
        assert passage is not None
        assert squeeze("".join(passage.text[a:b] for a, b in passage.spans)) == squeeze(quote)
