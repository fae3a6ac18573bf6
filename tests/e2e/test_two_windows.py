"""Two programs on one record: each goes on with sessions of its own."""

from __future__ import annotations

import subprocess
import sys

from tests.e2e.conftest import Program
from tests.samples import truths


def test_two_windows(program: Program) -> None:
    """What is being answered in one is neither offered, resumed nor discarded in the other."""
    (program.folder / "questions" / "poems.yaml").write_text(truths(5), encoding="utf-8")
    quiz = [sys.executable, "-m", "quiz"]
    window = subprocess.Popen(
        [*quiz, "take", "poems", "--plain"],
        env=program.env,
        cwd=program.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdin
    assert window.stdout
    window.stdin.write("t\n")
    window.stdin.flush()
    while "✓" not in window.stdout.readline():
        pass
    other = subprocess.run(
        [*quiz, "take", "--resume", "--plain"],
        env=program.env,
        cwd=program.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert other.returncode == 1
    assert "open in another window" in other.stderr
    window.kill()
    window.communicate()
    other = subprocess.run(
        [*quiz, "take", "--resume", "--plain"],
        env=program.env,
        cwd=program.folder,
        input="t\n" * 4,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "score: 5/5" in other.stdout
