"""A document that changes: quotes follow it where what is asked for stayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.content.anchoring import mend_quotes
from quiz.content.schema import read_set
from quiz.content.sources import Documents

OLD = "第一，要树牢鲜明导向，不断增强组织功能。\n第二，党的力量来自组织，要夯实根基。\n"
SET = """\
# my questions
title: Set
source: speech.txt
questions:
  - id: goal
    prompt: 要树牢什么？
    answer: 鲜明导向   # the key
    quote: 要树牢鲜明导向，不断增强组织功能

  - id: power
    cloze: 党的力量来自{{组织}}
    quote: 党的力量来自组织，要夯实根基
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound set on a document."""
    (tmp_path / "speech.txt").write_text(OLD, encoding="utf-8")
    path = tmp_path / "set.yaml"
    path.write_text(SET, encoding="utf-8")
    assert codes(path) == []
    return path


def codes(path: Path) -> list[str]:
    """Return what is wrong with a set."""
    return [problem.code for problem in read_set(str(path), Documents()).problems]


def now(file: Path, text: str) -> None:
    """Let the document hold another text."""
    file.with_name("speech.txt").write_text(text, encoding="utf-8")


def test_a_passage_that_moved_is_no_problem(file: Path) -> None:
    """A quote stands wherever it stands."""
    now(file, "\n".join(reversed(OLD.splitlines())))
    assert codes(file) == []
    assert mend_quotes(file) == 0
    assert file.read_text(encoding="utf-8") == SET


def test_wording_around_the_key_is_followed(file: Path) -> None:
    """In the quote alone; the key, comments and the other questions stay as they are."""
    now(file, OLD.replace("不断增强", "持续增强").replace("要夯实", "要筑牢"))
    assert codes(file) == ["quote-inexact", "quote-inexact"]
    assert mend_quotes(file) == 2
    assert codes(file) == []
    text = SET.replace("不断增强", "持续增强").replace("要夯实", "要筑牢")
    assert file.read_text(encoding="utf-8") == text
    assert mend_quotes(file) == 0


def test_several_changes_in_one_quote(file: Path) -> None:
    """All of them are followed; where the first or the last word changed, none is."""
    now(file, OLD.replace("导向，不断", "导向，持续").replace("增强组织", "增强政治"))
    assert mend_quotes(file) == 1
    assert codes(file) == []
    assert "quote: 要树牢鲜明导向，持续增强政治功能" in file.read_text(encoding="utf-8")
    file.write_text(SET, encoding="utf-8")
    now(file, OLD.replace("要树牢", "必须树牢"))
    assert mend_quotes(file) == 0
    assert codes(file) == ["quote-inexact"]


def test_a_changed_key_is_for_its_author(file: Path) -> None:
    """What is asked for isn't there any more: the problem stays, and says what stands there now."""
    now(file, OLD.replace("鲜明导向", "正确导向").replace("来自组织", "来自人民"))
    assert mend_quotes(file) == 0
    assert file.read_text(encoding="utf-8") == SET
    (first, *_rest) = read_set(str(file), Documents()).problems
    assert first.code == "quote-inexact"
    assert "正确导向" in first.message


def test_what_is_gone_is_told(file: Path) -> None:
    """A passage that isn't in the document any more is not replaced by another."""
    now(file, OLD.splitlines()[0])
    assert mend_quotes(file) == 0
    assert "quote-not-in-source" in codes(file)
    now(file, "")
    assert mend_quotes(file) == 0
    file.with_name("speech.txt").unlink()
    assert mend_quotes(file) == 0
    assert file.read_text(encoding="utf-8") == SET
