"""`quiz take` and `quiz missed` through the command line, and what they leave on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz


def scored(out: str) -> str:
    """Return the last line."""
    return out.splitlines()[-1]


def test_without_a_terminal_it_is_plain(quiz: Quiz, capitals: Path) -> None:
    """Redirected streams choose the plain mode by themselves."""
    code, out, err = quiz("take", "--tag", "亚洲", lines="东京\n")
    assert (code, err) == (0, "")
    assert scored(out) == "score: 1/1 (100%)"


@pytest.mark.parametrize("name", ["capitals", "questions/capitals.yaml", "questions"])
def test_a_set_by_id_file_and_folder(quiz: Quiz, capitals: Path, name: str) -> None:
    """Any of the three names the set."""
    code, out, _err = quiz("take", name)
    assert code == 0
    assert out.startswith("首都 · Practice · 2 questions")


def test_a_file_outside_all_places(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """A path given is looked at wherever it lies."""
    path = write_set("title: 别处\nquestions:\n  - prompt: x\n    answer: y\n", "x.yaml", "other")
    assert "别处" in quiz("take", str(path)).out


def test_an_unknown_set(quiz: Quiz, capitals: Path) -> None:
    """It is refused with the nearest name."""
    code, out, err = quiz("take", "capitls")
    assert (code, out) == (1, "")
    assert "capitls" in err
    assert "capitals" in err


def test_a_folder_without_sets(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """An empty folder doesn't mean every set."""
    (tmp_path / "empty").mkdir()
    code, out, err = quiz("take", "empty")
    assert (code, out) == (1, "")
    assert "empty" in err


def test_options_between_sets(quiz: Quiz, capitals: Path, broken: Path) -> None:
    """Sets may stand before and after options."""
    out = quiz("take", "capitals", "-n", "9", "broken").out
    assert "3 questions" in out


def test_errors_in_the_files_are_mentioned(quiz: Quiz, capitals: Path, broken: Path) -> None:
    """What was left out is never passed over in silence, on standard error."""
    assert "2 errors" in quiz("take").err
    assert "2 errors" in quiz("take", "broken").err
    assert quiz("take", "capitals").err == ""


def test_nothing_but_broken_questions(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """The first error is told instead of "nothing to do"."""
    write_set("title: t\nquestions:\n  - prompt: x\n    answr: y\n")
    code, out, err = quiz("take")
    assert (code, out) == (1, "")
    assert "set.yaml:" in err
    assert "answr" in err


def test_the_error_told_is_in_the_file_asked_from(
    quiz: Quiz, broken: Path, write_set: Callable[..., Path]
) -> None:
    """Errors of other files are not given as the reason."""
    write_set("title: t\nquestions:\n  - prompt: x\n    answr: y\n", "zz.yaml")
    for command in ("take", "missed"):
        code, out, err = quiz(command, "zz")
        assert (code, out) == (1, "")
        assert "zz.yaml:" in err
        assert len(err.splitlines()) == 2


def test_missed_questions_that_no_set_holds(quiz: Quiz, capitals: Path) -> None:
    """A missed book whose questions are gone isn't called empty."""
    quiz("take", "--tag", "亚洲", lines="大阪\n")
    capitals.unlink()
    code, _out, err = quiz("missed")
    assert code == 1
    assert "empty" not in err
    (missed,) = quiz("missed", "--list", "--json").json["missed"]
    assert missed["prompt"] == "日本的首都？"


def test_nothing_with_that_tag(quiz: Quiz, capitals: Path) -> None:
    """A tag that no question has is told."""
    code, _out, err = quiz("take", "--tag", "欧洲")
    assert code == 1
    assert "欧洲" in err


def test_the_same_seed_asks_the_same(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """Order of questions and options follow from the seed."""
    questions = "".join(
        f"  - prompt: 问{n}\n    options: [甲, 乙, 丙, 丁]\n    answer: 甲\n" for n in range(12)
    )
    write_set(f"title: t\nquestions:\n{questions}")
    first = quiz("take", "--seed", "7", lines="A\n" * 12).out
    assert quiz("take", "--seed", "7", lines="A\n" * 12).out == first
    assert quiz("take", "--seed", "8", lines="A\n" * 12).out != first


def test_an_exam(quiz: Quiz, capitals: Path) -> None:
    """With a time limit, handed in after the last line."""
    code, out, _err = quiz(
        "take", "capitals", "-m", "exam", "--time", "5", "--seed", "1", lines="A\n东京\nA\n"
    )
    assert code == 0
    assert "Time left: 5:00" in out
    assert "pass mark 60%" in out


def test_history_agrees_with_what_was_printed(quiz: Quiz, capitals: Path) -> None:
    """Newest first, with the keys that scripts rely on."""
    right = quiz("take", "--tag", "亚洲", lines="东京\n").out
    wrong = quiz("take", "--tag", "亚洲", lines="大阪\n").out
    left = quiz("take", "--seed", "1", lines=":s\n").out
    sessions = quiz("history", "--json").json["sessions"]
    assert list(sessions[0]) == [
        "id",
        "mode",
        "sets",
        "started",
        "finished",
        "asked",
        "correct",
        "score",
        "points",
        "possible",
    ]
    printed = [
        f"score: {s['points']:g}/{s['possible']:g} ({round(s['score'] * 100)}%)" for s in sessions
    ]
    assert printed == [scored(left), scored(wrong), scored(right)]
    assert [session["finished"] is None for session in sessions] == [True, False, False]
    assert sessions[1]["mode"] == "practice"
    assert sessions[1]["sets"] == ["capitals"]
    assert datetime.fromisoformat(sessions[1]["started"]).utcoffset() is not None
    assert len(quiz("history").out.splitlines()) == 4


def test_the_missed_book(quiz: Quiz, capitals: Path) -> None:
    """What was missed is listed, asked again, and leaves after two right sessions."""
    assert quiz("missed", "--list").out == "The missed book is empty.\n"
    assert quiz("missed").code == 1
    quiz("take", "--tag", "亚洲", lines="大阪\n")
    (missed,) = quiz("missed", "--list", "--json").json["missed"]
    assert datetime.fromisoformat(missed.pop("last_missed")).utcoffset() is not None
    assert missed == {
        "id": "japan",
        "set": "capitals",
        "prompt": "日本的首都？",
        "times_missed": 1,
        "last_response": "大阪",
        "right_in_a_row": 0,
        "sure": None,
        "cause": "not-known",
    }
    assert "Last answer: 大阪" in quiz("missed", "--list").out
    first = quiz("missed", lines="东京\n")
    assert first.out.startswith("首都 · Missed questions · 1 question")
    assert quiz("missed", "--list", "--json").json["missed"][0]["right_in_a_row"] == 1
    quiz("missed", "capitals", lines="东京\n")
    assert quiz("missed", "--list", "--json").json == {"missed": []}
    assert len(quiz("missed", "--cleared", "--json").json["missed"]) == 1


def test_the_missed_book_of_one_set(quiz: Quiz, capitals: Path, broken: Path) -> None:
    """Naming a set leaves the others out."""
    quiz("take", "--tag", "亚洲", lines="大阪\n")
    assert quiz("missed", "broken", "--list", "--json").json == {"missed": []}
    assert len(quiz("missed", "capitals", "--list", "--json").json["missed"]) == 1
    assert quiz("missed", "broken").code == 1


def test_nothing_on_record_is_no_error(quiz: Quiz) -> None:
    """Every list works with no questions and no history."""
    for arguments in (["stats"], ["history"], ["missed", "--list"], ["list"], ["check"]):
        assert quiz(*arguments).code == 0
        assert quiz(*arguments, "--json").code == 0


def test_resume(quiz: Quiz, capitals: Path) -> None:
    """The newest unfinished session goes on where it was left, once."""
    assert quiz("take", "--resume").code == 1
    quiz("take", "--seed", "1", lines=":s\n")
    out = quiz("take", "--resume", lines=":s\n").out
    assert "[2/2]" in out
    assert "[1/2]" not in out
    assert scored(out) == "score: 0/2 (0%)"
    assert quiz("take", "--resume").code == 1


def test_without_a_record(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """`--no-record` leaves nothing behind, wherever it stands."""
    for arguments in (["--no-record", "take"], ["take", "--no-record"]):
        code, out, _err = quiz(*arguments, "--tag", "亚洲", lines="东京\n")
        assert (code, scored(out)) == (0, "score: 1/1 (100%)")
    assert not (tmp_path / "home").exists()


def test_looking_creates_nothing(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """Lists make no record; at most the parsed files are kept."""
    for arguments in (["list"], ["stats"], ["history"], ["missed", "--list"], ["check"], ["path"]):
        quiz(*arguments)
    assert not (tmp_path / "home" / "quiz.db").exists()


def test_a_home_that_cannot_be_written(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """Taking a quiz says so and offers the way out; looking still works."""
    (tmp_path / "home").write_text("in the way")
    code, out, err = quiz("take")
    assert (code, out) == (1, "")
    assert "--no-record" in err
    assert quiz("take", "--no-record", "--tag", "亚洲", lines="东京\n").code == 0
    assert quiz("list").code == 0


def test_a_damaged_record_is_told(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """A file that is no database is refused and left as it is."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "quiz.db").write_bytes(b"no database" * 100)
    code, out, err = quiz("stats")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) <= 2
    assert (tmp_path / "home" / "quiz.db").read_bytes() == b"no database" * 100


def test_settings_that_are_not_valid(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """A damaged settings file is told before anything is asked; lists don't need it."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_text("{nonsense")
    code, _out, err = quiz("take")
    assert code == 1
    assert "settings.json" in err
    assert quiz("list").code == 0


def test_a_backup_is_made(quiz: Quiz, capitals: Path, tmp_path: Path) -> None:
    """A day on which a session was taken has its copy of the record."""
    quiz("take", "--tag", "亚洲", lines="东京\n")
    assert list((tmp_path / "home" / "backups").iterdir())


def test_paths(quiz: Quiz, tmp_path: Path) -> None:
    """All places, or one of them alone for scripts."""
    home = tmp_path / "home"
    assert quiz("path", "questions").out == f"{home / 'questions'}\n"
    out = quiz("path").out
    for name in ("home", "store", "questions", "cache", "settings", "backups"):
        assert any(line.startswith(name) for line in out.splitlines())
    assert str(home / "quiz.db") in out
    assert not home.exists()
