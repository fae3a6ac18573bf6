"""The program as a process of its own: pipes, encodings, signals, exit codes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CAPITALS, Call

CHECKOUT = Path(__file__).resolve().parents[2]
Run = Callable[..., Call]


def command(*arguments: str) -> list[str]:
    """Return the command line that runs the program."""
    return [sys.executable, "-m", "quiz", *arguments]


@pytest.fixture
def environ(tmp_path: Path, write_set: Callable[..., Path]) -> dict[str, str]:
    """An environment whose home holds one set, `capitals`."""
    write_set(CAPITALS, "capitals.yaml")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "QUIZ_HOME", "QUIZ_LANG", "TZ")}
    return {**kept, "PYTHONPATH": str(CHECKOUT), "LANG": "C.UTF-8"}


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Run the program; `stdin` are bytes, further variables go into its environment."""

    def call(*arguments: str, stdin: bytes = b"", **more: str) -> Call:
        done = subprocess.run(
            command(*arguments),
            input=stdin,
            env=environ | more,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Call(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


def test_lines_through_a_pipe(run: Run) -> None:
    """Answers piped in, the score on the last line, the record agreeing with it."""
    done = run("take", "capitals", "--seed", "1", stdin="\n东京\nA\n东京\n".encode())
    assert done.code == 0
    assert done.out.splitlines()[-1] == "score: 2/2 (100%)"
    (session,) = run("history", "--json").json["sessions"]
    assert (session["points"], session["possible"]) == (2, 2)


@pytest.mark.parametrize(
    "locale", [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_chinese_under_any_locale(run: Run, locale: dict[str, str]) -> None:
    """Output is UTF-8 and input is read as such, whatever the environment says."""
    done = run("take", "--tag", "亚洲", stdin="东京\n".encode(), **locale)
    assert done.code == 0
    assert "日本的首都？" in done.out
    assert done.out.splitlines()[-1] == "score: 1/1 (100%)"


def test_input_that_is_no_text(run: Run) -> None:
    """Bytes in another encoding are asked again."""
    done = run("take", "--tag", "亚洲", stdin="东京\n".encode("gbk") + "东京\n".encode())
    assert done.code == 0
    assert "not UTF-8" in done.out
    assert done.out.splitlines()[-1] == "score: 1/1 (100%)"


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["path"], ["--help"], ["take", "--seed", "1"]]
)
def test_a_reader_that_has_had_enough(environ: dict[str, str], arguments: list[str]) -> None:
    """`quiz list | head` ends without a word on standard error."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environ,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_cannot_be_written(environ: dict[str, str]) -> None:
    """A full disk is told in a line, not with a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("list"),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environ,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"quiz: ")
    assert len(done.stderr.splitlines()) == 1


def test_an_interrupt(environ: dict[str, str], run: Run) -> None:
    """Ctrl-C ends with 130 and no traceback; the session can be resumed."""
    process = subprocess.Popen(
        command("take", "capitals", "--seed", "1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b":s\n")
    process.stdin.flush()
    while b"[2/2]" not in process.stdout.readline():
        pass
    time.sleep(0.2)  # until it waits for the next line
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert "[2/2]" in run("take", "--resume").out


def test_what_was_shown_survives_a_kill(environ: dict[str, str], run: Run) -> None:
    """A verdict that has been printed is on record when the process is killed after it."""
    process = subprocess.Popen(
        command("take", "--tag", "亚洲", "-n", "1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environ,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("大阪\n".encode())
    process.stdin.close()
    while "✗".encode() not in process.stdout.readline():
        pass
    process.kill()
    process.wait(timeout=60)
    process.stdout.close()
    (missed,) = run("missed", "--list", "--json").json["missed"]
    assert missed["last_response"] == "大阪"


def test_the_last_line_is_the_same_in_chinese(run: Run) -> None:
    """Scripts may read the score in any language of the interface."""
    done = run("take", "--tag", "亚洲", "--lang", "zh", stdin="东京\n".encode())
    assert done.out.splitlines()[-1] == "score: 1/1 (100%)"


def test_a_defect_is_told_in_a_line(environ: dict[str, str], tmp_path: Path) -> None:
    """An unexpected exception is one line and a hint; QUIZ_DEBUG shows the traceback."""
    code = (
        "import sys; from quiz.cli import main, commands;"
        "commands._COMMANDS['path'] = lambda options: {}['x'];"
        "sys.exit(main(['path']))"
    )
    for debug in (False, True):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environ | ({"QUIZ_DEBUG": "1"} if debug else {}),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1
        assert (b"Traceback" in done.stderr) == debug
        assert done.stderr.startswith(b"quiz: internal error: KeyError") != debug
