"""`quiz check --lint`: how the questions could be written better."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz

NEGATIVE = """\
title: t
questions:
  - id: a
    prompt: 哪一项不对？
    answer: 甲
    explanation: 说明
"""


@pytest.fixture
def negative(write_set: Callable[..., Path]) -> Path:
    """A set whose one question asks for a negative that nothing marks."""
    return write_set(NEGATIVE)


def test_findings_are_told_as_warnings(quiz: Quiz, negative: Path) -> None:
    """Each at its place, with its code and a hint, and how it is silenced; exit 0."""
    code, out, err = quiz("check", "--lint")
    assert (code, err) == (0, "")
    finding, hint, silence, summary = out.splitlines()
    assert finding.startswith("questions/set.yaml:3:1: warning: ")
    assert finding.endswith("[lint-unmarked-negative]")
    assert hint.startswith("  ")
    assert "allow:" in silence
    assert summary == "1 file, 1 question: 0 errors, 1 warning"


def test_nobody_is_told_without_asking(quiz: Quiz, negative: Path) -> None:
    """Whoever checks a file before a quiz wants to know whether it can be read."""
    assert quiz("check") == (0, "1 file, 1 question: 0 errors, 0 warnings\n", "")


def test_a_clean_set_needs_no_silencing(quiz: Quiz, negative: Path) -> None:
    """A finding that is silenced leaves no line behind."""
    with negative.open("a", encoding="utf-8") as file:
        file.write("    allow: {lint-unmarked-negative: 一眼就能看到}\n")
    expected = "1 file, 1 question: 0 errors, 0 warnings\n"
    assert quiz("check", "--lint") == (0, expected, "")
    assert quiz("check", "--lint") == (0, expected, "")


def test_findings_stand_among_the_problems(quiz: Quiz, negative: Path, broken: Path) -> None:
    """In JSON as elsewhere all is sorted by place; an error makes the check fail as ever."""
    call = quiz("check", "--lint", "--json")
    assert call.code == 1
    problems = call.json["problems"]
    places = [(one["file"], one["line"], one["column"]) for one in problems]
    assert places == sorted(places)
    assert {one["severity"] for one in problems} == {"error", "warning"}
    assert "lint-unmarked-negative" in [one["code"] for one in problems]


def test_one_file_is_linted_by_itself(quiz: Quiz, negative: Path, capitals: Path) -> None:
    """Only what was named is looked at."""
    assert quiz("check", "--lint", str(negative)).out.count("[lint-") == 1
    told = quiz("check", "--lint", str(capitals)).out
    assert "lint-unmarked-negative" not in told
    assert "set.yaml" not in told
