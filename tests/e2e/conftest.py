"""The program in a real terminal, with a home of its own and one set of every question type."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.player import POEMS
from tests.terminal import Terminal

CHECKOUT = Path(__file__).resolve().parents[2]


class Program:
    """The program as installed here, run in `folder` with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(CHECKOUT),
            "HOME": str(folder),
            "QUIZ_HOME": str(self.home),
            "QUIZ_LANG": "en",
            "LANG": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
        }
        self._terminals: list[Terminal] = []

    def open(self, *arguments: str, columns: int = 80, rows: int = 30) -> Terminal:
        """Start the program in a terminal."""
        terminal = Terminal(
            [sys.executable, "-m", "quiz", *arguments],
            env=self.env,
            cwd=self.folder,
            columns=columns,
            rows=rows,
        )
        self._terminals.append(terminal)
        return terminal

    def json(self, *arguments: str) -> Any:
        """Run a command with `--json` and return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "quiz", *arguments, "--json"],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            check=True,
            timeout=60,
        )
        return json.loads(done.stdout)

    def close(self) -> None:
        """End what is still running."""
        for terminal in self._terminals:
            terminal.kill()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program, in a folder whose `questions` hold one set, `poems`."""
    questions = tmp_path / "questions"
    questions.mkdir()
    (questions / "poems.yaml").write_text(POEMS, encoding="utf-8")
    program = Program(tmp_path)
    yield program
    program.close()
