"""`quiz missed`: a part of the book listed, asked again, and put on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz import clock
from quiz.cli.arguments import CAUSES
from quiz.engine.causes import Cause
from quiz.settings import Settings, save_settings
from tests.cli.conftest import Quiz

PHRASES = """\
title: 短语
questions:
  - {id: system, prompt: 什么制度？, answer: 三会一课, tags: [制度]}
  - {id: "row", prompt: "排[序]", order: [一, 二, 三], tags: [次序]}
"""

On = Callable[[str], None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Iterator[On]:
    """Set the day."""

    def forget() -> None:
        clock._set_time.cache_clear()
        clock._first_asked.cache_clear()

    def set_day(day: str) -> None:
        monkeypatch.setenv("QUIZ_NOW", f"{day}T08:00")
        forget()

    yield set_day
    forget()


@pytest.fixture
def book(quiz: Quiz, on: On, capitals: Path, write_set: Callable[..., Path]) -> None:
    """Three misses: an order in January, a phrase a week ago, a capital today."""
    write_set(PHRASES, "phrases.yaml")
    on("2026-01-05")
    quiz("take", "--tag", "次序", "--seed", "1", lines="ABC\n")
    on("2026-03-01")
    quiz("take", "--tag", "制度", lines="三会一刻\n")
    on("2026-03-08")
    quiz("take", "--tag", "亚洲", lines="大阪\n")


def test_every_cause_can_be_asked_for() -> None:
    """The causes of the command line are those of the engine, in their order."""
    assert tuple(cause.value for cause in Cause) == CAUSES


@pytest.mark.usefixtures("book")
def test_the_whole_book_as_json(quiz: Quiz) -> None:
    """Exactly these keys, the last missed first."""
    call = quiz("missed", "--list", "--json")
    assert (call.code, call.err) == (0, "")
    assert call.json == {
        "missed": [
            {
                "id": "japan",
                "set": "capitals",
                "prompt": "日本的首都？",
                "times_missed": 1,
                "last_missed": "2026-03-08T08:00:00+08:00",
                "last_response": "大阪",
                "right_in_a_row": 0,
                "sure": None,
                "cause": "not-known",
            },
            {
                "id": "system",
                "set": "phrases",
                "prompt": "什么制度？",
                "times_missed": 1,
                "last_missed": "2026-03-01T08:00:00+08:00",
                "last_response": "三会一刻",
                "right_in_a_row": 0,
                "sure": None,
                "cause": "sound",
            },
            {
                "id": "row",
                "set": "phrases",
                "prompt": "排[序]",
                "times_missed": 1,
                "last_missed": "2026-01-05T08:00:00+08:00",
                "last_response": call.json["missed"][2]["last_response"],
                "right_in_a_row": 0,
                "sure": None,
                "cause": "arrangement",
            },
        ]
    }


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["phrases"], ["system", "row"]),
        (["--tag", "亚洲"], ["japan"]),
        (["--tag", "亚洲", "--tag", "次序"], ["japan", "row"]),
        (["--cause", "sound"], ["system"]),
        (["--cause", "arrangement", "--cause", "not-known"], ["japan", "row"]),
        (["--since", "1"], ["japan"]),
        (["--since", "7"], ["japan"]),
        (["--since", "8"], ["japan", "system"]),
        (["--since", "8", "phrases"], ["system"]),
        (["--cause", "extra"], []),
        (["--cleared"], []),
    ],
)
def test_a_part_of_the_book(quiz: Quiz, options: list[str], ids: list[str]) -> None:
    """Set, tag, cause and time narrow the list, in either format; the list never lies about it."""
    found = quiz("missed", "--json", *options).json["missed"]
    assert [entry["id"] for entry in found] == ids
    out = quiz("missed", "--list", *options).out
    assert len(out.splitlines()) == (2 * len(ids) or 1)
    if not ids:
        nothing = "Nothing has been cleared." if options == ["--cleared"] else "None of the missed"
        assert out.startswith(nothing)


@pytest.mark.usefixtures("book")
def test_the_list_tells_the_slip(quiz: Quiz) -> None:
    """Below each question what was answered, and what went wrong."""
    assert quiz("missed", "--list", "--cause", "sound").out == (
        "1×  2026-03-01  phrases  什么制度？\n    Last answer: 三会一刻 · sounds the same\n"
    )


@pytest.mark.usefixtures("book")
def test_sure_and_wrong_comes_first(quiz: Quiz, on: On, tmp_path: Path) -> None:
    """What the learner was sure of stands before later misses, and says so."""
    save_settings(tmp_path / "home" / "settings.json", Settings(ask_sure=True))
    on("2026-01-06")
    quiz("take", "--tag", "次序", "--seed", "1", lines="ABC\n2\n")
    found = quiz("missed", "--json").json["missed"]
    assert [(entry["id"], entry["sure"]) for entry in found] == [
        ("row", True),
        ("japan", None),
        ("system", None),
    ]
    assert "wrong order or pairs · sure" in quiz("missed", "--list").out.splitlines()[1]


@pytest.mark.usefixtures("book")
def test_only_a_part_is_asked_again(quiz: Quiz) -> None:
    """The same options choose what is gone over; what isn't there is told, and nothing begun."""
    call = quiz("missed", "--cause", "sound", lines="三会一课\n")
    assert (call.code, call.out.splitlines()[-1]) == (0, "score: 1/1 (100%)")
    before = quiz("history", "--json").out
    call = quiz("missed", "--tag", "none such")
    assert (call.code, call.out) == (1, "")
    assert "None of the missed questions is like that." in call.err
    assert quiz("history", "--json").out == before


@pytest.mark.usefixtures("capitals")
def test_an_empty_book_is_called_empty_whatever_is_asked(quiz: Quiz) -> None:
    """A filter on nothing isn't blamed for finding nothing."""
    for options in ([], ["--tag", "x"], ["--export", "a.md"], ["--since", "3", "--export", "-"]):
        call = quiz("missed", *options)
        assert (call.code, call.out) == (1, "")
        assert "The missed book is empty" in call.err
    assert quiz("missed", "--list", "--tag", "x").out == "The missed book is empty.\n"
    assert not Path("a.md").exists()


# -- on paper -------------------------------------------------------------------------------


@pytest.mark.usefixtures("book")
def test_the_book_is_put_on_paper(quiz: Quiz, tmp_path: Path) -> None:
    """The file has the questions by set and the keys at its end; the record is left alone."""
    before = quiz("missed", "--json").out
    call = quiz("missed", "--export", "paper.md")
    path = tmp_path / "paper.md"
    assert (call.code, call.out, call.err) == (0, f"3 questions written to {path}\n", "")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Missed book\n\n2026-03-08 · 3 questions\n\n## 首都\n\n**1.** 日本")
    questions, keys = text.split("---")
    assert "东京" not in questions
    assert "排\\[序\\]" in questions
    assert "**1.** 东京" in keys
    assert quiz("missed", "--json").out == before


@pytest.mark.usefixtures("book")
def test_a_part_is_printed(quiz: Quiz) -> None:
    """`-` is standard output, and nothing else is on it."""
    call = quiz("missed", "--export", "-", "--cause", "sound")
    assert (call.code, call.err) == (0, "")
    assert call.out.startswith("# Missed book\n\n2026-03-08 · 1 question\n\n## 短语\n")
    assert call.out.endswith("## Keys\n\n**1.** 三会一课\n")


@pytest.mark.usefixtures("book")
def test_what_was_cleared_can_be_practised_on_paper_too(quiz: Quiz) -> None:
    """`--cleared` exports what has left the book."""
    for _each in range(2):
        quiz("missed", "capitals", lines="东京\n")
    assert "日本的首都" in quiz("missed", "--cleared", "--export", "-").out
    assert "日本的首都" not in quiz("missed", "--export", "-").out


@pytest.mark.usefixtures("book")
def test_a_file_is_never_lost_to_an_export(quiz: Quiz) -> None:
    """What is there is replaced with `--force` only; the error says so."""
    Path("mine.md").write_text("mine")
    call = quiz("missed", "--export", "mine.md")
    assert (call.code, call.out) == (1, "")
    assert call.err == (
        "quiz: mine.md: There is such a file already.\n"
        "  Choose another name, or replace it with --force.\n"
    )
    assert Path("mine.md").read_text() == "mine"
    assert quiz("missed", "--export", "mine.md", "--force").code == 0
    assert Path("mine.md").read_text(encoding="utf-8").startswith("# Missed book")


@pytest.mark.usefixtures("book")
def test_questions_that_are_gone_are_told_of(quiz: Quiz, tmp_path: Path) -> None:
    """They can't be asked on paper; how many that were is said on standard error."""
    (tmp_path / "questions" / "capitals.yaml").unlink()
    call = quiz("missed", "--export", "-")
    assert call.code == 0
    assert "2 questions" in call.out
    assert call.err == "quiz: 1 question was left out: no set holds it any more.\n"


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "options",
    [
        ["--force"],
        ["--export", "x.md", "--list"],
        ["--export", "x.md", "--json"],
        ["--export", "x.md", "--plain"],
        ["--cause", "bad luck"],
        ["--since", "0"],
        ["--since", "yesterday"],
        ["--export"],
    ],
)
def test_what_makes_no_sense_is_refused(quiz: Quiz, options: list[str]) -> None:
    """Exit 2 with a way out, and no file is written."""
    call = quiz("missed", *options)
    assert (call.code, call.out) == (2, "")
    assert len(call.err.splitlines()) == 2
    assert not Path("x.md").exists()


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", ["", "questions", "no/such/folder.md"])
def test_a_place_that_can_t_be_written(quiz: Quiz, name: str) -> None:
    """Named with the reason and a way out."""
    call = quiz("missed", "--export", name)
    assert (call.code, call.out) == (1, "")
    assert len(call.err.splitlines()) == 2
    assert "Choose another" in call.err
