"""Question files as nobody should write them, through the whole program and with little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.visible import visible
from tests.e2e.conftest import Program

LITTLE_MEMORY = ("/bin/sh", "-c", 'ulimit -v 2000000; exec "$@"', "sh")

QUESTION = "title: T\nquestions:\n  - {prompt: Is it?, answer: true}\n"
ON_A_DOCUMENT = "title: T\nsource: %s\nquestions:\n  - {prompt: a, answer: b, quote: b}\n"
ACTS = r"\e[2J\e]52;c;aGk=\a\u202e\u2066\x9b31m"


def sparse(path: Path) -> None:
    """Make a file of a gigabyte that takes no room."""
    with path.open("wb") as file:
        file.truncate(1 << 30)


def text(data: str | bytes) -> Callable[[Path], object]:
    """Return what writes a file."""
    return lambda path: path.write_bytes(data.encode() if isinstance(data, str) else data)


def many(question: str, count: int, head: str = "title: T\n") -> Callable[[Path], object]:
    """Return what writes a set of `count` questions that differ in their number, `#`."""
    return text(
        head + "questions:\n" + "".join(question.replace("#", str(n)) for n in range(count))
    )


def on(document: str, question: str, count: int) -> Callable[[Path], None]:
    """Return what writes a set of many questions on a document."""

    def both(path: Path) -> None:
        path.with_name("doc.txt").write_text(document, encoding="utf-8")
        many(question, count, "title: T\nsource: doc.txt\n")(path)

    return both


def linked(path: Path) -> None:
    """Write a set on forty links to one long document."""
    path.with_name("doc.txt").write_text("一二三\n" * 1_200_000, encoding="utf-8")
    for number in range(40):
        path.with_name(f"{number}.txt").symlink_to("doc.txt")
    many("  - {prompt: p#, answer: 一, quote: 一, source: '#.txt'}\n", 40)(path)


def nested(path: Path) -> None:
    """Make folders in folders, as deep as the system lets one."""
    folder = path.with_name("f")
    for _level in range(200):
        folder.mkdir()
        folder /= "f"
    path.write_text("title: nothing\n", encoding="utf-8")


def beside(name: str, make: Callable[[Path], object], source: str = "") -> Callable[[Path], None]:
    """Return what writes a set on a document, and makes something beside it."""

    def both(path: Path) -> None:
        path.write_text(ON_A_DOCUMENT % (source or name), encoding="utf-8")
        make(path.with_name(name))

    return both


SHUFFLED = "".join(chr(0x4E00 + number * 7919 % 19_000) for number in range(19_000))

HOSTILE: dict[str, Callable[[Path], object]] = {
    "an alias bomb": text(
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(1000))
    ),
    "100,000 brackets": text("[" * 100_000),
    "3,000 levels": text("".join(f"{' ' * n}a:\n" for n in range(3000))),
    "a line of 20 MB": text("title: " + "x" * 20_000_000),
    "a gigabyte": sparse,
    "strange bytes": text(QUESTION.encode() + b"  - {prompt: \xff\xfe, answer: true}\n"),
    "UTF-16": text(QUESTION.encode("utf-16")),
    "zeros": text(QUESTION.replace("Is", "I\0s")),
    "a link out of the folder": lambda path: path.symlink_to("/etc/passwd"),
    "a link to itself": lambda path: path.symlink_to(path),
    "folders in a circle": lambda path: (path.with_name("sub")).symlink_to(path.parent),
    "a pipe": os.mkfifo,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "the terminal": lambda path: path.symlink_to("/dev/tty"),
    "a folder by the name of a file": Path.mkdir,
    "a name that is no text": lambda path: path.with_name(os.fsdecode(b"\xff\xfe.yaml")).write_text(
        QUESTION, encoding="utf-8"
    ),
    "a document far away": beside("none", lambda _path: None, "../../../../../../etc/passwd"),
    "a document that is a pipe": beside("pipe.txt", os.mkfifo),
    "a document without end": beside("none", lambda _path: None, "/dev/zero"),
    "a document of a gigabyte": beside("big.txt", sparse),
    "a document that is a folder": beside("folder.txt", Path.mkdir),
    "a PDF that is none": beside("x.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" * 9999)),
    "escapes everywhere": text(
        f'title: "{ACTS}"\ndescription: "{ACTS}"\ntags: ["{ACTS}"]\nquestions:\n'
        f'  - {{id: "i{ACTS}", prompt: "{ACTS}", options: ["{ACTS}", b], answer: b,'
        f' hint: "{ACTS}", explanation: "{ACTS}", tags: ["{ACTS}"], "{ACTS}": 1}}\n'
        f'  - {{prompt: "{ACTS}", options: ["{ACTS}", b], answer: b, hint: "{ACTS}"}}\n'
    ),
    "10,000 options": text(
        "title: T\nquestions:\n  - prompt: a\n    answer: A\n    options:\n"
        + "".join(f"      - o{number}\n" for number in range(10_000))
    ),
    "100,000 keys": text("".join(f"k{number}: 1\n" for number in range(100_000))),
    "emoji and marks by the thousand": text(
        f'title: T\nquestions:\n  - {{prompt: "{"👨‍👩‍👧‍👦" * 5000}", answer: "{"é́" * 5000}"}}\n'
    ),
    "marks out of order": many("  - {prompt: 'a#%s', answer: b}\n" % ("\u0316\u0301" * 9500), 150),
    "a quote that stands everywhere": on(
        "a\n" * 100_000, "  - {prompt: p#, answer: z#z, quote: a}\n", 1000
    ),
    "a quote in one long line": on("a" * 100_000, "  - {prompt: p#, answer: z, quote: a}\n", 1000),
    "quotes that stand nowhere": on(
        "一二三四" * 1_200_000, "  - {prompt: p#, answer: z#z, quote: 三五#}\n", 9000
    ),
    "long quotes that nearly stand": on(
        "ab" * 2_400_000, "  - {prompt: p#, answer: z, quote: %sb#}\n" % ("ab" * 5000), 500
    ),
    "answers like the options": many(
        f"  - {{prompt: p#, answer: 'x{SHUFFLED}', options: ['{SHUFFLED[::-1]}', y]}}\n", 100
    ),
    "texts that rules stumble over": many(
        f"  - {{prompt: '{'!' * 900},a#', answer: b, explanation: c}}\n"
        f"  - {{prompt: '{'除外' * 490}#', answer: b}}\n"
        f"  - {{prompt: '{'a' * 900}#', options: ['{'a' * 900}b', c], answer: A}}\n"
        f"  - {{prompt: '#{SHUFFLED[:900]}', answer: true}}\n",
        200,
    ),
    "a word without end": on(
        "a/" + "b" * 500_000, "  - {prompt: p, options: [a, c], answer: a, quote: a}\n", 1
    ),
    "an enumeration without end": on(
        "a " + ", ".join(f"and b{number}" for number in range(9000)),
        "  - {prompt: p, options: [a, c], answer: a, quote: a}\n",
        1,
    ),
    "one document for many choices": on(
        "a key\n" + "\n".join(f"{number} abcdkey" for number in range(100_000)),
        "  - {prompt: p#, options: ['# abcdkey', zz], answer: A, quote: '# abcdkey'}\n",
        200,
    ),
    "tags for every question": many(
        "  - {prompt: p#, answer: b}\n", 2500, "title: T\ntags: [%s]\n" % ("x" * 19_000 + ", ") * 9
    ),
    "links to one document": linked,
    "folders in folders": nested,
    "slips far apart": text(
        "title: T\nquestions:\n" + ("  - prompt: 'a' b\n" + "\n" * 20_000) * 99
    ),
    "a long list in brackets": text(
        "title: T\nquestions: [" + "{prompt: a, answer: b}, " * 300_000 + "{]"
    ),
    "numbers out of range": text(
        "title: T\ntime_limit: .inf\nquestions:\n  - {prompt: a, answer: true, points: 1e999}\n"
    ),
}

HARMLESS = {
    *("folders in a circle", "a folder by the name of a file", "a name that is no text"),
    *("a document far away", "emoji and marks by the thousand"),
    *("marks out of order", "links to one document"),
    *("a word without end", "an enumeration without end"),
}
"""What is no problem: each is read as what it is, or holds no question."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file(program: Program, name: str) -> None:
    """It is told in bounded time and memory, acts on nothing, and hides no good file beside it."""
    folder = program.folder / "questions"
    HOSTILE[name](folder / "hostile.yaml")
    for command in (["check", "--lint", "questions"], ["list"], ["take", "poems", "--plain"]):
        done = subprocess.run(
            [*LITTLE_MEMORY, sys.executable, "-m", "quiz", *command],
            env=program.env,
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=30,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode in (0, 1)
        assert "Traceback" not in err
        assert "internal error" not in err
        assert visible(out) == out
        assert visible(err) == err
        assert len(out) < 1_000_000
        if command[0] == "check" and name not in HARMLESS:
            assert "hostile.yaml" in out + err
        if command[0] == "list":
            assert "唐诗" in out
        if command[0] == "take":
            assert "[1/7]" in out
