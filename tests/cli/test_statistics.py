"""`quiz stats`: the totals for people and for scripts, and the audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz.engine.questions import Ref
from quiz.engine.responses import Typed
from quiz.trainer import Request, Trainer
from tests.cli.conftest import CAPITALS, Quiz
from tests.conftest import Clock


@pytest.fixture
def lived(capitals: Path, make_trainer: Callable[..., Trainer], clock: Clock) -> None:
    """One question right on 2 June 2025, and wrong ten days later."""
    trainer = make_trainer()
    for text in ("东京", "大阪"):
        request = Request(refs=(Ref("capitals", "japan"),))
        trainer.begin(request).respond(Typed((text,)))
        clock.move(days=10)


def wrong(quiz: Quiz, times: int) -> None:
    """Answer one question wrongly so many times."""
    for _each in range(times):
        quiz("take", "--tag", "亚洲", lines="大阪\n")


def test_the_json_of_an_empty_record(quiz: Quiz) -> None:
    """Every key is there; nothing is null or left out."""
    assert quiz("stats", "--json").json == {
        "sessions": 0,
        "responses": 0,
        "correct": 0,
        "streak_days": 0,
        "longest_streak": 0,
        "sets": [],
        "days": [],
        "retention": {"reviews": 0, "recalled": 0, "predicted": 0, "by_day": []},
        "due_by_day": [],
        "mastery": {"sets": [], "tags": []},
        "hardest": [],
    }


def test_the_json_that_scripts_rely_on(quiz: Quiz, capitals: Path) -> None:
    """The exact shape, and numbers that add up."""
    wrong(quiz, 1)
    quiz("take", "--tag", "亚洲", lines="东京\n")
    today = datetime.now().date()
    stats = quiz("stats", "--json").json
    (hard,) = stats["hardest"]
    assert 1 <= hard.pop("difficulty") <= 10
    assert stats == {
        "sessions": 2,
        "responses": 2,
        "correct": 1,
        "streak_days": 1,
        "longest_streak": 1,
        "sets": [{"id": "capitals", "responses": 2, "correct": 1}],
        "days": [{"day": today.isoformat(), "responses": 2, "correct": 1}],
        "retention": {"reviews": 0, "recalled": 0, "predicted": 0, "by_day": []},
        "due_by_day": [{"day": (today + timedelta(days=1)).isoformat(), "due": 1}],
        "mastery": {
            "sets": [{"id": "capitals", "questions": 2, "seen": 1, "mastery": 0.5}],
            "tags": [
                {"tag": "地理", "questions": 2, "seen": 1, "mastery": 0.5},
                {"tag": "亚洲", "questions": 1, "seen": 1, "mastery": 1.0},
            ],
        },
        "hardest": [
            {
                "set": "capitals",
                "id": "japan",
                "prompt": "日本的首都？",
                "responses": 2,
                "correct": 1,
                "mistake": {"text": "大阪", "times": 1},
            }
        ],
    }


def test_the_json_of_reviews(quiz: Quiz, lived: None) -> None:
    """What was reviewed on a later day is in the sums and by its day."""
    retention = quiz("stats", "--json").json["retention"]
    (day,) = retention.pop("by_day")
    assert day.pop("day") == "2025-06-12"
    assert day == retention
    assert (retention["reviews"], retention["recalled"]) == (1, 0)
    assert 0 < retention["predicted"] < 1


def test_the_lines_for_people(quiz: Quiz, lived: None) -> None:
    """Totals, memory, sets, tags, hard questions with what was mostly answered, and days."""
    lines = quiz("stats").out.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["Sessions", "2"],
        ["Responses", "2"],
        ["Right", "1", "(50%)"],
    ]
    out = "\n".join(lines)
    assert "longest 1" in out
    assert "measured 0% of 1 review, predicted" in out
    assert "Mostly answered: 大阪 (1×)" in out
    assert lines[-1].split() == ["2025-06-02", "1", "1", "(100%)"]
    chinese = quiz("stats", "--lang", "zh").out
    assert "最常答成：大阪（1 次）" in chinese
    assert "Mostly" not in chinese


def test_a_set_that_is_gone_keeps_its_row(quiz: Quiz, lived: None, capitals: Path) -> None:
    """What was answered of it is told; how much of it is known is nobody's business now."""
    capitals.unlink()
    assert ["capitals", "2", "1", "(50%)", "–"] in [
        line.split() for line in quiz("stats").out.splitlines()
    ]
    stats = quiz("stats", "--json").json
    assert stats["sets"] == [{"id": "capitals", "responses": 2, "correct": 1}]
    assert stats["mastery"] == {"sets": [], "tags": []}


def test_the_audit(quiz: Quiz, capitals: Path) -> None:
    """A question that was never right is named, with how often it was answered."""
    assert quiz("stats", "--audit", "--json").json == {"findings": []}
    assert "Nothing stands out" in quiz("stats", "--audit").out
    wrong(quiz, 3)
    assert quiz("stats", "--audit", "--json").json == {
        "findings": [
            {
                "code": "never-right",
                "set": "capitals",
                "id": "japan",
                "prompt": "日本的首都？",
                "responses": 3,
                "correct": 0,
                "options": [],
            }
        ]
    }
    heading, line = quiz("stats", "--audit").out.splitlines()
    assert heading == "Answered 3 times or more and never right: is the key right?"
    assert line.split() == ["0/3", "capitals", "japan", "日本的首都？"]


def test_the_audit_names_options_without_takers(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """Below the question stands each option that nobody chose."""
    write_set(CAPITALS.replace("[巴黎, 里昂]", "[巴黎, 里昂, 马赛]"), "capitals.yaml")
    for _each in range(5):
        quiz("take", "--tag", "地理", "-n", "2", lines="B\nB\n")
    (found,) = [
        finding
        for finding in quiz("stats", "--audit", "--json").json["findings"]
        if finding["code"] == "option-never-chosen"
    ]
    assert (found["id"], found["options"]) == ("france", ["马赛"])
    assert quiz("stats", "--audit").out.splitlines()[-1].split() == ["–", "马赛"]


def test_text_of_question_files_is_text(
    quiz: Quiz, write_set: Callable[..., Path], make_trainer: Callable[..., Trainer]
) -> None:
    """Control characters of prompts, tags and answers reach no terminal."""
    text = CAPITALS.replace("日本的首都？", '"red \\e[31m \\u202e?"').replace(
        "[亚洲]", '["\\e[0m"]'
    )
    write_set(text, "capitals.yaml")
    trainer = make_trainer()
    for _each in range(3):
        request = Request(refs=(Ref("capitals", "japan"),))
        trainer.begin(request).respond(Typed(("\x1b[31m",)))
    for arguments in (["stats"], ["stats", "--audit"]):
        out = quiz(*arguments).out
        assert "␛[31m" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
