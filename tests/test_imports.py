"""What a command loads, seen from outside: nobody waits for what they don't use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SET = "title: t\nquestions:\n  - prompt: x\n    answer: y\n"

REPORT = """\
import sys
from quiz.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
names = {name.split(".")[0] for name in sys.modules} | set(sys.modules)
sys.stderr.write("LOADED " + " ".join(sorted(names)))
sys.exit(code)
"""


def loaded_by(*arguments: str, stdin: str = "") -> set[str]:
    """Return the modules that are loaded when the program has run a command."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *arguments],
        input=stdin,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return set(done.stderr.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["list"],
        ["list", "--json"],
        ["stats"],
        ["history"],
        ["missed", "--list"],
        ["path"],
        ["take", "--plain"],
        ["missed", "--plain", "--no-record", "--help"],
    ],
)
def test_no_command_without_screens_loads_textual(tmp_path: Path, arguments: list[str]) -> None:
    """Only the app needs Textual; commands and the plain mode start without it."""
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "set.yaml").write_text(SET)
    assert not loaded_by(*arguments, stdin="y\n") & {"textual", "rich", "quiz.ui"}


def test_checking_opens_no_store(tmp_path: Path) -> None:
    """Checking question files leaves the record alone."""
    loaded_by("check", "--no-record")
    assert not (tmp_path / "home").exists()


def test_help_loads_nothing_heavy() -> None:
    """What can be told without the program's parts is told without them."""
    heavy = {"textual", "rich", "yaml", "msgspec", "sqlite3", "quiz.trainer", "hypothesis"}
    assert not loaded_by("--help") & heavy
    assert not loaded_by("path") & heavy
