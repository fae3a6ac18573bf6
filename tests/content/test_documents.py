"""Documents that are no plain text: Word and PDF."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quiz.content import documents
from quiz.content.library import Library, Place
from quiz.content.sources import read_document
from quiz.errors import ContentError
from tests.content.office import write_body, write_docx, write_pdf

SET = """\
title: Harbour
source: {source}
questions:
  - prompt: 港口几时开放？
    answer: 清晨五点
    quote: 港口每天清晨五点开放，由值班员升旗
"""

PARAGRAPHS = ["一、开放时间", "港口每天清晨五点开放，由值班员升旗。", "冬季不开放。"]


def test_a_word_document_is_read(tmp_path: Path) -> None:
    """Its paragraphs and the rows of its tables, in their order."""
    write_docx(tmp_path / "harbour.docx", PARAGRAPHS, [["船", "吨"], ["海星号", "120"]])
    document = read_document(tmp_path / "harbour.docx")
    lines = [document.text[start:end] for start, end in document.paragraphs]
    assert lines == [*PARAGRAPHS, "船\t吨", "海星号\t120"]


def test_a_pdf_is_read(tmp_path: Path) -> None:
    """The lines of a paragraph are put together, over the end of a page, numbers of pages left."""
    first = ["Harbour rules", "港口每天清晨五点开放，", "- 1 -"]
    second = ["由值班员升旗，再鸣汽笛", "三声。", "The crew signs the log and", "goes home.", "2"]
    write_pdf(tmp_path / "harbour.PDF", [first, second])
    document = read_document(tmp_path / "harbour.PDF")
    lines = [document.text[start:end] for start, end in document.paragraphs]
    assert lines == [
        "Harbour rules",
        "港口每天清晨五点开放，由值班员升旗，再鸣汽笛三声。",
        "The crew signs the log and goes home.",
    ]


def test_a_pdf_tells_characters_and_not_radicals(tmp_path: Path) -> None:
    """A font has one picture for both; some programs put down the wrong one of the two."""
    write_pdf(tmp_path / "plan.pdf", [["⼯作要⻅实效，⻓期坚持。"]])
    assert read_document(tmp_path / "plan.pdf").text == "工作要见实效，长期坚持。"


@pytest.mark.parametrize("source", ["harbour.docx", "harbour.pdf"])
def test_a_set_rests_on_it(tmp_path: Path, source: str) -> None:
    """Quotes are looked for in what the document says."""
    write_docx(tmp_path / "harbour.docx", PARAGRAPHS)
    write_pdf(tmp_path / "harbour.pdf", [PARAGRAPHS])
    file = tmp_path / "harbour.yaml"
    file.write_text(SET.format(source=source), encoding="utf-8")
    assert Library([Place(file, "folder")], None).problems() == []
    file.write_text(SET.format(source=source).replace("升旗", "降旗"), encoding="utf-8")
    (problem,) = Library([Place(file, "folder")], None).problems()
    assert problem.code == "quote-inexact"


@pytest.mark.parametrize("source", ["harbour.docx", "harbour.pdf"])
def test_without_the_extra_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    """The set stays, with what to install; once it is there, the document is read."""
    write_docx(tmp_path / "harbour.docx", PARAGRAPHS)
    write_pdf(tmp_path / "harbour.pdf", [PARAGRAPHS])
    file = tmp_path / "harbour.yaml"
    file.write_text(SET.format(source=source), encoding="utf-8")
    with monkeypatch.context() as without:
        for name in ("docx", "pypdf"):
            without.setitem(sys.modules, name, None)
        library = Library([Place(file, "folder")], tmp_path / "cache")
        (problem,) = library.problems()
        assert problem.code == "source-needs-extra"
        assert "pip install python-docx pypdf" in problem.hint
    library = Library([Place(file, "folder")], tmp_path / "cache")
    assert library.problems() == []


def test_damaged_documents_are_told(tmp_path: Path) -> None:
    """Text by a wrong name, a file cut off, pictures of text, more than a disk would hold."""
    write_docx(tmp_path / "whole.docx", PARAGRAPHS)
    write_pdf(tmp_path / "whole.pdf", [PARAGRAPHS])
    for kind in ("docx", "pdf"):
        data = (tmp_path / f"whole.{kind}").read_bytes()
        (tmp_path / f"text.{kind}").write_text("港口每天清晨五点开放", encoding="utf-8")
        (tmp_path / f"empty.{kind}").write_bytes(b"")
        (tmp_path / f"cut.{kind}").write_bytes(data[: len(data) // 2])
    write_pdf(tmp_path / "picture.pdf", [[], []])
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * (33 << 20))
    messages = {}
    for path in sorted(tmp_path.glob("*.*")):
        if path.stem not in ("whole", "cut"):
            with pytest.raises(ContentError) as refused:
                read_document(path)
            messages[path.name] = refused.value.message
            assert refused.value.hint
    assert "pictures" in messages.pop("picture.pdf")
    assert "larger than 32 MiB" in messages.pop("bomb.docx")
    assert {name: text for name, text in messages.items() if "can't be read" not in text} == {}
    with pytest.raises(ContentError, match="can't be read"):
        read_document(tmp_path / "cut.docx")


LITTLE_MEMORY = ("/bin/sh", "-c", 'ulimit -v 2000000; exec "$@"', "sh")

MERGED = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
BOMBS = {
    "a cell over 300 million columns": '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="300000000"/>'
    "</w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "a cell over 3,000 rows": "<w:tbl>" + f"<w:tr>{MERGED}</w:tr>" * 3000 + "</w:tbl>",
    "20,000 cells over two rows": f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 20_000}</w:tr>"
    f"<w:tr>{MERGED * 20_000}</w:tr></w:tbl>",
    "millions of paragraphs": "<w:p/>" * 5_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_document_is_no_bomb(tmp_path: Path, bomb: str) -> None:
    """A few kilobytes of it are read, or refused, in bounded memory and time."""
    text = "<w:p><w:r><w:t>港口每天清晨五点开放，由值班员升旗。</w:t></w:r></w:p>"
    write_body(tmp_path / "x.docx", BOMBS[bomb] + text)
    (tmp_path / "set.yaml").write_text(SET.format(source="x.docx"), encoding="utf-8")
    done = subprocess.run(
        [*LITTLE_MEMORY, sys.executable, "-m", "quiz", "check", "set.yaml"],
        cwd=tmp_path,
        env={**os.environ, "QUIZ_HOME": str(tmp_path / "home"), "QUIZ_LANG": "en"},
        capture_output=True,
        check=False,
        text=True,
        timeout=30,
    )
    told = "[source-too-large]" in done.stdout
    assert done.stdout.endswith(f"1 question: {int(told)} error{'s' * (not told)}, 0 warnings\n")
    assert told == (bomb == "millions of paragraphs")


def test_what_pages_draw_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages may draw the same megabytes, and no text may come of them."""
    write_pdf(tmp_path / "x.pdf", [["港口"]] * 300)
    assert read_document(tmp_path / "x.pdf").text.count("港口") == 300
    monkeypatch.setattr(documents, "SIZE_LIMIT", 10_000)
    with pytest.raises(ContentError):
        read_document(tmp_path / "x.pdf")
