"""What is on record is for its owner only, nothing goes to the network, and no file is executed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import CHECKOUT, Program
from tests.e2e.player import practise

WATCH = """\
import os, sys

def watch(event, arguments):
    network = event.startswith("socket.") and event not in ("socket.gethostname",)
    if network and event == "socket.__new__" and arguments[1] == 1:
        return  # AF_UNIX: the pair of sockets by which asyncio wakes itself
    started = event in (
        "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
        "pickle.find_class", "webbrowser.open", "urllib.Request", "ftplib.connect",
    )
    if network or started:
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {arguments}\\n")

sys.addaudithook(watch)
"""

COMMANDS = (
    ["list"],
    ["check", "--lint"],
    ["coverage", "report.txt"],
    ["take", "poems", "--plain", "--seed", "5"],
    ["take", "-m", "exam", "--plain"],
    ["review", "--plain"],
    ["missed", "--list"],
    ["stats"],
    ["stats", "--audit"],
    ["history"],
    ["plan"],
    ["settings", "retention", "85%"],
    ["new", "harbour", "--source", "report.txt"],
    ["draft", "report.txt"],
    ["backup"],
    ["backup", "--restore", "--yes"],
    ["doctor", "--repair"],
    ["path"],
)

HOSTILE = """\
title: "!!python/object/apply:os.system ['touch pwned']"
questions:
  - {prompt: !!python/object/apply:os.system ['touch pwned'], answer: true}
  - prompt: "{{ __import__('os').system('touch pwned') }} $(touch pwned) `touch pwned`"
    answer: true
"""


@pytest.fixture
def watched(program: Program) -> Path:
    """The file in which a program notes what it must not do."""
    hook = program.folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    noted = program.folder / "watched.txt"
    program.env["PYTHONPATH"] = os.pathsep.join([str(hook), str(CHECKOUT)])
    program.env["WATCHED"] = str(noted)
    report = "报告指出，要坚持“三会一课”，全年新增就业12万人。\n要抓好落实、抓好督查、抓好评议。\n"
    (program.folder / "report.txt").write_text(report, encoding="utf-8")
    (program.folder / "questions" / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    return noted


def run(program: Program, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command with some lines to answer with."""
    return subprocess.run(
        [sys.executable, "-m", "quiz", *arguments],
        env=program.env,
        cwd=program.folder,
        input="t\n" * 30,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_watch_sees(program: Program, watched: Path) -> None:
    """The network and a process that is started are noted."""
    script = (
        "import socket, subprocess; socket.socket(); subprocess.run(['true'])\n"
        "import asyncio; asyncio.new_event_loop().close()"
    )
    subprocess.run([sys.executable, "-c", script], env=program.env, check=True)
    events = [line.split()[0] for line in watched.read_text().splitlines()]
    assert events == ["socket.__new__", "subprocess.Popen"]


def test_no_command_uses_the_network_or_starts_anything(program: Program, watched: Path) -> None:
    """Whatever it is asked for, and whatever a question file says."""
    for command in COMMANDS:
        done = run(program, *command)
        assert done.returncode in (0, 1), command
        assert "internal error" not in done.stderr, command
        assert not watched.exists(), (command, watched.read_text())
    assert not (program.folder / "pwned").exists()


def test_nor_does_the_app(program: Program, watched: Path) -> None:
    """A session, the statistics, the map, the browser and the settings."""
    with program.open("take", "poems", "--seed", "5") as terminal:
        practise(terminal, until=2)
        terminal.send("\x1b")
        terminal.wait_for("Resume:")
        for key, shown in (
            ("s", "Statistics"),
            ("v", "Map"),
            ("b", "Questions"),
            (",", "Settings"),
        ):
            terminal.send(key)
            terminal.wait_for(shown)
            terminal.send("\x1b")
            terminal.wait_for("Resume:")
    assert not watched.exists(), watched.read_text()


def test_everything_is_for_its_owner_only(program: Program) -> None:
    """The record and what is beside it, the cache, the settings, the backups, with any umask."""
    before = os.umask(0)
    try:
        for command in COMMANDS:
            if command[0] not in ("new", "coverage", "draft"):
                run(program, *command)
        with program.open("take", "poems") as terminal:
            practise(terminal, until=1)
            open_files = sorted(program.home.rglob("*"))
            modes = {path: stat.S_IMODE(path.stat().st_mode) for path in open_files}
    finally:
        os.umask(before)
    names = {path.name for path in modes}
    assert {"quiz.db", "quiz.db-wal", "quiz.db-shm", "settings.json", "sessions.lock"} <= names
    assert {"cache", "backups", "index.msgpack"} <= names
    wrong = {
        str(path): oct(mode)
        for path, mode in {**modes, program.home: stat.S_IMODE(program.home.stat().st_mode)}.items()
        if mode != (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}
