"""Deliberately broken question files, and what is told about each of them.

The head of each file in `tests/data/broken` says what must be told, in order, and how many of
its questions must be left to ask ("none" where the file can't be used).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.content.messages import MESSAGES
from quiz.content.problems import Problem
from quiz.content.schema import read_set
from quiz.content.sources import Documents
from quiz.i18n import LANGUAGES, use_language

FOLDER = Path(__file__).parents[1] / "data" / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))

ELSEWHERE = {
    "file-not-found": "test_reading.py",
    "file-unreadable": "test_reading.py",
    "file-irregular": "test_reading.py",
    "file-too-large": "test_reading.py",
    "file-not-utf8": "test_reading.py",
    "too-many-values": "test_reading.py",
    "too-many-slips": "test_reading.py",
    "too-many-errors": "test_reading.py",
    "long-text": "test_reading.py",
    "long-list": "test_reading.py",
    "long-gap": "test_reading.py",
    "too-many-warnings": "test_reading.py",
    "source-too-much": "test_sources.py",
    "source-too-many-lines": "test_reading.py",
    "source-too-long": "test_reading.py",
    "too-much-to-search": "test_grounding.py",
    "source-unreadable": "test_sources.py",
    "source-too-large": "test_sources.py",
    "source-not-utf8": "test_sources.py",
    "source-needs-extra": "test_documents.py",
    "source-damaged": "test_documents.py",
    "source-no-text": "test_documents.py",
    "folder-unreadable": "test_library.py",
    "folders-too-deep": "test_library.py",
    "duplicate-set-id": "test_library.py",
    "shadows": "test_library.py",
}
"""Codes that no file of a few lines can show, with the tests that do."""


def problems_of(path: Path) -> list[Problem]:
    """Return what is told about the file at `path`."""
    return read_set(str(path), Documents()).problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_slip_is_told_at_its_place(path: Path) -> None:
    """Code, line and column are those expected, and there is nothing else to be told."""
    expected = re.findall(r"^# expect: (\S+ \d+:\d+)$", path.read_text("utf-8"), re.MULTILINE)
    told = [f"{one.code} {one.line}:{one.column}" for one in problems_of(path)]
    assert told == expected
    assert expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_question_hides_no_good_one(path: Path) -> None:
    """The questions beside a broken one can be asked."""
    expected = re.search(r"^# left: (\w+)$", path.read_text("utf-8"), re.MULTILINE)
    question_set = read_set(str(path), Documents()).question_set
    left = "none" if question_set is None else str(len(question_set.questions))
    assert expected is not None
    assert left == expected.group(1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages_are_whole_sentences(path: Path, language: str) -> None:
    """Message and hint are one line each, complete, and have the texts concerned in them."""
    use_language(language)
    for problem in problems_of(path):
        for text in (problem.message, problem.hint):
            assert text
            assert text.isprintable()
            assert not re.search(r"(?<!\{)\{[a-z_]+\}", text)
        assert problem.as_json().keys() == {
            "file", "line", "column", "severity", "code", "message", "hint"
        }  # fmt: skip


def test_every_kind_of_problem_has_a_test() -> None:
    """No code is without a broken file, or a test elsewhere."""
    shown = {problem.code for path in FILES for problem in problems_of(path)}
    assert shown.isdisjoint(ELSEWHERE)
    contents = {code for code in MESSAGES if not code.startswith("lint-")}
    assert contents == shown | set(ELSEWHERE)
    assert all(MESSAGES[code].message and MESSAGES[code].hint for code in contents)
