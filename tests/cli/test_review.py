"""`quiz review`, flashcards and the record's upkeep from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Quiz


@pytest.mark.usefixtures("capitals")
def test_a_review_asks_what_is_new_then_what_is_due(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A miss is repeated until right; then nothing is due, until the day that it names."""
    from quiz import clock

    def on(day: str) -> None:
        monkeypatch.setenv("QUIZ_NOW", f"{day}T08:00")
        clock._set_time.cache_clear()
        clock._first_asked.cache_clear()

    on("2026-03-01")
    lines = "A\n东京\n"
    first = quiz("review", "--plain", "--seed", "1", lines=lines)
    assert first.code == 0
    assert first.out.rstrip().endswith("score: 2/2 (100%)")
    done = quiz("review", "--plain")
    assert done.code == 0
    assert "Nothing is due today." in done.out
    assert "2026-03-03" in done.out
    on("2026-03-03")
    assert [one["due"] for one in quiz("list", "--json").json["sets"]] == [2]
    mastery = quiz("list", "--json").json["sets"][0]["mastery"]
    assert 0.89 < mastery < 0.93
    assert (
        quiz("review", "--plain", "--seed", "1", lines=lines)
        .out.rstrip()
        .endswith("score: 2/2 (100%)")
    )
    clock._set_time.cache_clear()
    clock._first_asked.cache_clear()


@pytest.mark.usefixtures("capitals")
def test_a_miss_is_asked_again_in_the_same_review(quiz: Quiz) -> None:
    """What was wrong comes once more at the end; the score tells of the first responses."""
    call = quiz("review", "--plain", "--seed", "1", lines="B\n东京\nA\n")
    assert "[3/3] 法国的首都？" in call.out
    assert call.out.rstrip().endswith("score: 1/2 (50%)")


@pytest.mark.usefixtures("capitals")
def test_rebuilding_changes_nothing_that_was_sound(quiz: Quiz) -> None:
    """The record says the same after everything was derived from the log again."""
    quiz("take", "capitals", "--plain", "--seed", "1", lines="A\nA\n")
    before = [quiz(*of, "--json").out for of in (("list",), ("stats",), ("missed",))]
    call = quiz("doctor", "--rebuild")
    assert (call.code, call.err) == (0, "")
    assert [quiz(*of, "--json").out for of in (("list",), ("stats",), ("missed",))] == before


def test_a_time_that_is_none_is_refused(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """QUIZ_NOW is for demonstrations; a slip in it is named, with what to write."""
    from quiz import clock

    monkeypatch.setenv("QUIZ_NOW", "tomorrow")
    clock._set_time.cache_clear()
    call = quiz("list")
    clock._set_time.cache_clear()
    assert call.code == 2
    assert "QUIZ_NOW" in call.err


def test_settings_with_parameters_that_are_none(quiz: Quiz, tmp_path: Path) -> None:
    """Parameters that FSRS refuses are named as the settings' error, with no traceback."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    (home / "settings.json").write_text('{"parameters": [1, 2]}')
    call = quiz("take", "--plain")
    assert call.code == 1
    assert "21 parameters" in call.err
