"""`quiz coverage`: for people, for scripts, and for a build that is to fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz

TEXT = "同志们：\n要读书，要“四强”。\n"
SIDECAR = "skip:\n  - text: 同志们：\n    reason: 称呼\n"
READ = (
    "title: 读\nsource: {}\nquestions:\n  - {{id: read, prompt: p, answer: 读书, quote: 要读书}}\n"
)
FOUR = "  - {id: four, cloze: '要“{{四强}}”', quote: 要“四强”}\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file below the folder of the call."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def source(write: Callable[[str, str], Path]) -> Path:
    """A document with its configuration, and a set that asks for half of it."""
    write("seeds/text.coverage.yaml", SIDECAR)
    write("questions/read.yaml", READ.format("../seeds/text.txt"))
    return write("seeds/text.txt", TEXT)


def test_json(quiz: Quiz, source: Path) -> None:
    """The keys that scripts rely on; places are characters of the document."""
    code, out, err = quiz("coverage", "--json")
    assert (code, err) == (1, "")
    assert quiz("coverage", "--json").json == {
        "source": str(source),
        "clauses": [
            {
                "start": 0,
                "end": 3,
                "text": "同志们",
                "questions": [],
                "asked": [],
                "skipped": "称呼",
            },
            {
                "start": 5,
                "end": 8,
                "text": "要读书",
                "questions": ["read/read"],
                "asked": [[6, 8]],
                "skipped": None,
            },
            {
                "start": 9,
                "end": 14,
                "text": "要“四强”",
                "questions": [],
                "asked": [],
                "skipped": None,
            },
        ],
        "asked_share": pytest.approx(2 / 6),
        "unasked_requirements": [{"start": 9, "end": 14, "text": "要“四强”"}],
        "unasked_phrases": [{"start": 11, "end": 13, "text": "四强"}],
        "unasked_lists": [],
    }
    assert out


def test_for_people(quiz: Quiz, source: Path) -> None:
    """The counts, then what is missing with its place."""
    code, out, err = quiz("coverage")
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[:3] == [
        "seeds/text.txt: 1 question",
        "3 clauses: 1 asked for, 1 left out on purpose, 1 not asked for",
        "33 % of the text is asked for.",
    ]
    assert "  seeds/text.txt:2:5: 要“四强”" in lines
    assert "  seeds/text.txt:2:7: 四强" in lines


def test_complete(quiz: Quiz, source: Path, write: Callable[[str, str], Path]) -> None:
    """With nothing missing it ends with 0 and lists nothing."""
    write("questions/read.yaml", READ.format("../seeds/text.txt") + FOUR)
    code, out, _err = quiz("coverage")
    assert (code, len(out.splitlines())) == (0, 3)


def test_every_clause(quiz: Quiz, source: Path) -> None:
    """Each with its questions, and what they ask for in braces."""
    lines = quiz("coverage", "--all").out.splitlines()
    at = lines.index("seeds/text.txt:1:1: 同志们")
    assert lines[at + 1 : at + 4] == [
        "  left out: 称呼",
        "seeds/text.txt:2:1: 要{{读书}}",
        "  read/read",
    ]


def test_the_document_that_most_sets_name(
    quiz: Quiz, source: Path, write: Callable[[str, str], Path]
) -> None:
    """The others are mentioned; any is chosen by its path, its name or its stem."""
    write("seeds/other.txt", "要读书。")
    write("questions/a.yaml", READ.format("../seeds/other.txt"))
    write("questions/b.yaml", READ.format("../seeds/other.txt"))
    out = quiz("coverage").out
    assert out.startswith("seeds/other.txt: 2 questions\n")
    assert "Other documents: seeds/text.txt" in out
    for name in ("seeds/text.txt", str(source), "text.txt", "text"):
        assert quiz("coverage", name, "--json").json["source"] == str(source)


def test_a_document_without_questions(quiz: Quiz, write: Callable[[str, str], Path]) -> None:
    """All of it is still to be asked for."""
    write("new.txt", TEXT)
    code, out, _err = quiz("coverage", "new.txt")
    assert code == 1
    assert "3 clauses: 0 asked for, 0 left out on purpose, 3 not asked for" in out


def test_no_document(quiz: Quiz, source: Path) -> None:
    """An unknown name is refused with the known ones."""
    code, out, err = quiz("coverage", "nothing")
    assert (code, out) == (1, "")
    assert "“nothing”" in err
    assert "seeds/text.txt" in err


def test_no_set_names_a_document(quiz: Quiz, capitals: Path) -> None:
    """There is nothing to go by, and a way out."""
    code, out, err = quiz("coverage")
    assert (code, out) == (1, "")
    assert "source: …" in err


@pytest.mark.parametrize(
    ("sidecar", "place", "message"),
    [
        ("skip:\n  - {text: 没有, reason: r}\n", "2:12", "does not hold “没有”"),
        ("skip:\n  - {text: 同志, reason: r}\n", "2:12", "holds no whole clause"),
    ],
)
def test_a_slip_in_the_configuration(
    quiz: Quiz,
    source: Path,
    write: Callable[[str, str], Path],
    sidecar: str,
    place: str,
    message: str,
) -> None:
    """It is told on stderr with its place and fails the call; the survey is shown all the same."""
    write("seeds/text.coverage.yaml", sidecar)
    write("questions/read.yaml", READ.format("../seeds/text.txt") + FOUR)
    call = quiz("coverage", "--json")
    assert call.code == 1
    assert f"seeds/text.coverage.yaml:{place}: error:" in call.err
    assert message in call.err
    assert len(call.json["clauses"]) == 3


def test_text_of_files_is_shown_safely(quiz: Quiz, write: Callable[[str, str], Path]) -> None:
    """A control character of the document is shown as a symbol."""
    write("new.txt", "要\x1b[31m读书。")
    assert "␛[31m" in quiz("coverage", "new.txt", "--all").out
