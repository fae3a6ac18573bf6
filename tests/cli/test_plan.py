"""`quiz plan`: the days until an exam."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from quiz.clock import local_now
from quiz.paths import shipped_questions
from tests.cli.conftest import Quiz

SHIPPED = shipped_questions()


def in_days(count: int) -> str:
    """Return the local day so many days from today."""
    return (local_now() + timedelta(days=count)).date().isoformat()


@pytest.fixture(autouse=True)
def _with_shipped_sets(_without_shipped_sets: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.trainer.shipped_questions", lambda: SHIPPED)


def test_a_date_is_set_shown_and_cleared(quiz: Quiz) -> None:
    """Setting one shows what the days take; `--json` has the same; clearing takes it back."""
    call = quiz("plan", "part1", "--date", in_days(9))
    assert (call.code, call.err) == (0, "")
    assert f"a day until {in_days(9)}" in call.out
    (told,) = json.loads(quiz("plan", "--json").out)["exams"]
    assert (told["target"], told["date"], told["enough"]) == ("part1", in_days(9), True)
    assert len(told["days"]) == 9
    assert sum(day["new"] for day in told["days"]) == told["questions"]
    assert quiz("plan", "part1", "--clear").out == "No exam date is set.\n"
    assert json.loads(quiz("plan", "--json").out) == {"exams": []}


def test_a_document_has_a_date_by_its_name(quiz: Quiz) -> None:
    """The file's name will do; all sets on it are planned together."""
    assert quiz("plan", "speech.txt", "--date", in_days(9)).code == 0
    (told,) = json.loads(quiz("plan", "--json").out)["exams"]
    assert told["title"] == "speech.txt"
    assert told["questions"] > 200


def test_what_cant_be_done_is_told(quiz: Quiz) -> None:
    """Unknown sets, past days and words that are no date change nothing."""
    for arguments in (
        ["nothing", "--date", in_days(9)],
        ["part1", "--date", "soon"],
        ["part1", "--date", in_days(0)],
        ["--date", in_days(9)],
        ["part1", "--date", in_days(9), "--clear"],
    ):
        call = quiz("plan", *arguments)
        assert call.code in (1, 2)
        assert call.err.startswith("quiz: ")
        assert call.out == ""
    assert quiz("plan").out == "No exam date is set.\n"
