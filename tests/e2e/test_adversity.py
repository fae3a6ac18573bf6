"""A disk that is full, a clock that jumps: it is said, nothing is lost, and one can go on."""

from __future__ import annotations

import subprocess
import sys

from tests.e2e.conftest import Program
from tests.samples import truths


def take(
    program: Program, *arguments: str, blocks: int = 0, now: str = ""
) -> subprocess.CompletedProcess[str]:
    """Answer all questions; no file may grow past so many blocks of 512 bytes."""
    limit = f"ulimit -f {blocks};" if blocks else ""
    quiz = [sys.executable, "-m", "quiz"]
    return subprocess.run(
        [
            "/bin/sh",
            "-c",
            f'{limit} exec "$@"',
            "sh",
            *quiz,
            "take",
            "poems",
            "--plain",
            *arguments,
        ],
        env={**program.env, **({"QUIZ_NOW": now} if now else {})},
        cwd=program.folder,
        input="t\n" * 60,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def write_truths(program: Program) -> None:
    """Put a set in place that any number of lines answers."""
    (program.folder / "questions" / "poems.yaml").write_text(truths(60), encoding="utf-8")


def test_a_full_disk(program: Program) -> None:
    """Each verdict that was printed is on record, the next one isn't printed, and it says why."""
    write_truths(program)
    done = take(program, blocks=600)
    assert done.returncode == 1
    assert done.stderr.startswith("quiz: ")
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    printed = done.stdout.count("✓ Right")
    assert 0 < printed < 60
    assert program.json("stats")["responses"] == printed
    assert program.json("doctor")["sound"]
    assert "score: 60/60" in take(program, "--no-record", blocks=600).stdout
    assert "score: 60/60" in take(program).stdout


def test_a_clock_that_jumps_back_a_year(program: Program) -> None:
    """What was recorded in the days to come stays, and the day is gone on with as it is told."""
    write_truths(program)
    for now in ("2027-06-01T12:00", "2026-06-01T12:00", "2026-06-02T12:00"):
        done = take(program, "-n", "20", "--seed", "4", now=now)
        assert "score: 20/20" in done.stdout
    assert program.json("stats")["responses"] == 60
    assert len(program.json("history")["sessions"]) == 3
    days = [day["day"] for day in program.json("stats")["days"]]
    assert days == ["2026-06-01", "2026-06-02", "2027-06-01"]
    assert program.json("doctor") == {"sound": True, "findings": [], "unasked": []}
    program.env["QUIZ_NOW"] = "2026-06-03T12:00"
    terminal = program.open()
    terminal.wait_for("Truths")
    terminal.send("s")
    terminal.wait_for("Statistics")
