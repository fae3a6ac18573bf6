"""`quiz list` and `quiz check`: what was found, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.cli.tables import table
from tests.cli.conftest import Quiz


def test_list_without_any_set(quiz: Quiz, tmp_path: Path) -> None:
    """Finding nothing is no error; it says where to put a file, and creates nothing."""
    code, out, err = quiz("list")
    assert (code, err) == (0, "")
    assert str(tmp_path / "home" / "questions") in out
    assert not (tmp_path / "home").exists()


def test_list_json(quiz: Quiz, capitals: Path) -> None:
    """The keys that scripts rely on, all of them, and no others."""
    assert quiz("list", "--json").json == {
        "sets": [
            {
                "id": "capitals",
                "title": "首都",
                "file": str(capitals),
                "origin": "folder",
                "questions": 2,
                "due": 0,
                "missed": 0,
                "mastery": 0.0,
            }
        ]
    }


def test_list_knows_the_record(quiz: Quiz, capitals: Path) -> None:
    """Missed and mastered questions are counted in their set."""
    quiz("take", "--tag", "亚洲", lines="东京\n")
    quiz("take", "-n", "2", "--seed", "1", lines="A\n东京\n" * 2)
    quiz("take", "--tag", "亚洲", lines="大阪\n")
    (one,) = quiz("list", "--json").json["sets"]
    assert one["missed"] >= 1
    assert 0 < one["mastery"] <= 1


def test_list_is_aligned(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """Chinese titles take two cells a character; the columns stand under each other."""
    from quiz.visible import width

    text = "title: {}\nquestions:\n  - prompt: x\n    answer: y\n"
    write_set(text.format("短"), "a.yaml")
    write_set(text.format("A much longer title"), "b.yaml")
    lines = quiz("list").out.splitlines()
    starts = {width(line[: line.rindex("this folder")]) for line in lines[1:]}
    assert len(starts) == 1


def test_list_names_broken_files(quiz: Quiz, capitals: Path, broken: Path) -> None:
    """The first error and how many more there are; the sound sets are listed all the same."""
    code, out, _err = quiz("list")
    assert code == 0
    assert "首都" in out
    (line,) = [line for line in out.splitlines() if line.startswith("✗")]
    assert f"{broken}:" in line
    assert "and 1 more error" in line


def test_check_of_sound_files(quiz: Quiz, capitals: Path) -> None:
    """Nothing to say but how much was checked."""
    assert quiz("check") == (0, "1 file, 2 questions: 0 errors, 0 warnings\n", "")


def test_check_of_broken_files(quiz: Quiz, capitals: Path, broken: Path) -> None:
    """A line for each problem, as compilers write it, with a hint; then a summary; exit 1."""
    code, out, err = quiz("check")
    assert (code, err) == (1, "")
    lines = out.splitlines()
    problems = [line for line in lines if line.startswith("questions/broken.yaml:")]
    assert len(problems) == 2
    assert all(": error: " in line and line.endswith("]") for line in problems)
    assert problems == sorted(problems, key=lambda line: int(line.split(":")[1]))
    assert lines[-1] == "2 files, 3 questions: 2 errors, 0 warnings"


def test_check_of_one_path(quiz: Quiz, capitals: Path, broken: Path) -> None:
    """Only what was named is checked, file or folder."""
    assert quiz("check", str(capitals)).code == 0
    assert quiz("check", "questions/broken.yaml").code == 1
    assert quiz("check", "questions", "--json").json["files"] == 2


def test_check_json(quiz: Quiz, broken: Path) -> None:
    """The keys that scripts rely on, sorted by place; the exit code is the same."""
    code, out, err = quiz("check", "--json")
    assert (code, err) == (1, "")
    report = quiz("check", "--json").json
    assert out
    assert (report["files"], report["questions"]) == (1, 1)
    for problem in report["problems"]:
        assert list(problem) == ["file", "line", "column", "severity", "code", "message", "hint"]
        assert problem["file"] == str(broken)
        assert problem["severity"] == "error"
    places = [(problem["line"], problem["column"]) for problem in report["problems"]]
    assert places == sorted(places)
    assert len(places) == 2


def test_warnings_alone_are_no_failure(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """A question without a quote in a set with a source is warned about; exit 0."""
    write_set("正文。\n", "text.txt")
    write_set("title: t\nsource: text.txt\nquestions:\n  - prompt: x\n    answer: y\n")
    code, out, _err = quiz("check")
    assert code == 0
    assert ": warning: " in out
    assert out.splitlines()[-1] == "1 file, 1 question: 0 errors, 1 warning"


def test_check_of_what_is_not_there(quiz: Quiz) -> None:
    """A path that doesn't exist is a problem as any other."""
    code, out, _err = quiz("check", "nowhere.yaml")
    assert code == 1
    assert out.startswith("nowhere.yaml:1:1: error: ")
    assert quiz("check", "nowhere.yaml", "--json").json["problems"]


def test_fix_writes_missing_ids(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """The ids are written, said how many, and a second run finds nothing to write."""
    path = write_set("title: t  # 题\nquestions:\n  - prompt: x\n    answer: y\n")
    before = path.read_text()
    code, out, _err = quiz("check", "--fix")
    assert code == 0
    assert "questions/set.yaml: 1 id written" in out
    after = path.read_text()
    assert "id: " in after
    assert after.splitlines()[0] == before.splitlines()[0]
    assert "written" not in quiz("check", "--fix").out
    assert path.read_text() == after


def test_fix_spares_what_ships(quiz: Quiz, write_set: Callable[..., Path], tmp_path: Path) -> None:
    """The sets inside the installed package are nobody's to edit."""
    path = write_set("title: t\nquestions:\n  - prompt: x\n    answer: y\n", folder="shipped")
    before = path.read_bytes()
    assert quiz("check", "--fix").code == 0
    assert path.read_bytes() == before


def test_fix_goes_on_after_a_file_that_refuses(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """A read-only file is told on standard error, exit 1; the others get their ids."""
    text = "title: t\nquestions:\n  - prompt: x\n    answer: y\n"
    locked, other = write_set(text, "a.yaml"), write_set(text, "b.yaml")
    locked.chmod(0o400)
    code, out, err = quiz("check", "--fix")
    assert code == 1
    assert "a.yaml" in err
    assert "questions/b.yaml: 1 id written" in out
    assert locked.read_text() == text
    assert "id: " in other.read_text()


@pytest.mark.parametrize("arguments", [["list"], ["check"], ["list", "--json"]])
def test_text_of_files_cannot_act_on_the_terminal(
    quiz: Quiz, write_set: Callable[..., Path], arguments: list[str]
) -> None:
    """Control characters in titles and values come out as symbols, or escaped in JSON."""
    write_set('title: "\\e[31m[/b]"\nquestions:\n  - prompt: "\\e]0;x\\a"\n    answr: y\n')
    out = quiz(*arguments).out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_fix_lets_quotes_follow_their_document(quiz: Quiz, write_set: Callable[..., Path]) -> None:
    """It says in how many questions; what is asked for is never changed."""
    source = Path("speech.txt").absolute()
    source.write_text("要树牢鲜明导向，不断增强功能。", encoding="utf-8")
    file = write_set(
        f"title: x\nsource: {source}\nquestions:\n  - id: a\n    cloze: 要树牢{{{{鲜明导向}}}}\n"
        "    quote: 要树牢鲜明导向，不断增强功能\n",
        "x.yaml",
    )
    source.write_text("要树牢鲜明导向，持续增强功能。", encoding="utf-8")
    assert quiz("check").code == 1
    call = quiz("check", "--fix")
    assert call.code == 0
    assert "1 quote mended" in call.out
    assert "持续增强功能" in file.read_text(encoding="utf-8")


def test_one_endless_title_leaves_the_columns_in_place(
    quiz: Quiz, write_set: Callable[..., Path], capitals: Path
) -> None:
    """It is cut; nothing else is, and the last column never."""
    write_set(
        "title: " + "长" * 5000 + "\nquestions: [{prompt: a, answer: true}]\n", "endless.yaml"
    )
    lines = quiz("list").out.splitlines()
    assert max(map(len, lines)) < 250
    assert any("长…" in line for line in lines)
    place = "x" * 400
    assert place in table([("a" * 400, place)])[0]
