"""Checks an installed program from outside: `python -m tests.installed PATH_OF_QUIZ`.

The program is started as a person would after `pip install`: from an empty folder, with a home
that holds nothing, knowing nothing of this checkout.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.terminal import Terminal, ctrl

_OWN_SET = """\
title: 我的题库
questions:
  - prompt: 三加四等于几？
    answer: 七
"""


class Installed:
    """An installed program, run in an empty folder with an empty home."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = str(program)
        self.home = folder / "home"
        self.folder = folder / "empty"
        self.folder.mkdir()
        self.env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "QUIZ_LANG": "en",
            "LANG": "C.UTF-8",
        }

    def run(self, *arguments: str, typed: str = "") -> str:
        """Run a command with `typed` on its stdin; return its output, fail if it does."""
        done = subprocess.run(
            [self.program, *arguments],
            env=self.env,
            cwd=self.folder,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        _expect(done.returncode == 0, f"{arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout


def check_lists(installed: Installed) -> None:
    """The sets that ship are found, sound, and looking at them writes nothing."""
    sets = json.loads(installed.run("list", "--json"))["sets"]
    _expect({"part1", "part2", "part3", "part4"} <= {each["id"] for each in sets}, f"sets: {sets}")
    _expect(all(each["origin"] == "package" for each in sets), f"origins: {sets}")
    _expect(all(each["questions"] for each in sets), f"a set without questions: {sets}")
    report = json.loads(installed.run("check", "--json"))
    _expect(report["problems"] == [], f"problems: {report['problems']}")
    _expect(report["questions"] == sum(each["questions"] for each in sets), f"{report}")


def check_plain_session(installed: Installed) -> None:
    """A session without a terminal is scored and recorded; a set of one's own is found."""
    output = installed.run("take", "part1", "-n", "3", "--seed", "7", "--plain", typed=":s\n" * 3)
    _expect(output.splitlines()[-1] == "score: 0/3 (0%)", output)
    questions = installed.folder / "questions"
    questions.mkdir()
    (questions / "mine.yaml").write_text(_OWN_SET, encoding="utf-8")
    output = installed.run("take", "mine", typed="七\n")
    _expect(output.splitlines()[-1] == "score: 1/1 (100%)", output)
    sessions = json.loads(installed.run("history", "--json"))["sessions"]
    _expect(sessions[0]["sets"] == ["mine"] and sessions[0]["correct"] == 1, f"{sessions}")


def check_app(installed: Installed) -> None:
    """The app paints its first screen with the sets on it, and quits."""
    sets = json.loads(installed.run("list", "--json"))["sets"]
    with Terminal([installed.program], env=installed.env, cwd=installed.folder) as terminal:
        terminal.wait_for(sets[0]["title"])
        terminal.send(ctrl("q"))
        _expect(terminal.wait_for_end() == 0, "the app didn't quit cleanly")


def main() -> None:
    """Check the program named on the command line; exit 1 with the reason if it fails."""
    program = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory(prefix="quiz-installed-") as name:
        installed = Installed(program, Path(name))
        for check in (check_lists, check_plain_session, check_app):
            check(installed)
            print(f"ok: {check.__doc__}")


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        sys.exit(f"installed program: {otherwise}")


if __name__ == "__main__":
    main()
