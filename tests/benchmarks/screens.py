"""First frame, key to paint and memory of the app, through a real terminal.

Ours and the smallest app take turns, so that whatever else the machine does meets both alike.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.homes import FRESH, the_day_after
from tests.benchmarks.install import child_environment
from tests.benchmarks.memory import peak_memory
from tests.benchmarks.table import Row
from tests.terminal import ENTER, ESCAPE, Terminal

_PAUSE = 0.1
"""Seconds after which an app has come to rest."""

_SMALLEST = Path(__file__).with_name("smallest_app.py")


@dataclass
class Program:
    """A program to start: its command, its surroundings, and what its first frame shows.

    `preparation` is a command that is run once before, to its end.
    """

    command: list[str]
    env: Mapping[str, str]
    folder: Path
    marker: str
    preparation: list[str] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def open(self) -> Terminal:
        """Start the program in a terminal."""
        return Terminal(self.command, env=self.env, cwd=self.folder)

    def warm_up(self) -> None:
        """Prepare, and start once without measuring."""
        if self.preparation:
            subprocess.run(
                self.preparation, env=self.env, cwd=self.folder, check=True, capture_output=True
            )
        self.measure()
        self.frames.clear()
        self.memory.clear()

    def measure(self) -> None:
        """Start the program, note when its first frame is painted and its peak memory."""
        with self.open() as terminal:
            painted = terminal.wait_for_output(self.marker, timeout=120)
            self.frames.append((painted - terminal.started) * 1000)
            self.memory.append(peak_memory(terminal.pid))


def smallest_app(python: Path, folder: Path, *arguments: str) -> Program:
    """Return the floor of everything on the screen."""
    command = [str(python), str(_SMALLEST), *arguments]
    return Program(command, child_environment(folder), folder, "ready")


def our_app(python: Path, home: Path, *arguments: str, marker: str) -> Program:
    """Return our program with `home` as its home and the folder it is started from.

    It is prepared by reading all sets, which fills the cache of parsed files.
    """
    home.mkdir(parents=True, exist_ok=True)
    quiz = str(python.with_name("quiz"))
    env = {**child_environment(home), "QUIZ_NOW": the_day_after().isoformat()}
    return Program([quiz, *arguments], env, home, marker, [quiz, "list"])


def first_frames(python: Path, folder: Path, homes: Mapping[int, Path], runs: int) -> list[Row]:
    """Measure the start: against the smallest app, and with many questions against with few."""
    floor = smallest_app(python, folder)
    shipped = our_app(python, folder / "shipped", marker="第一部分")
    sized = {size: our_app(python, home, marker="bank-000") for size, home in homes.items()}
    programs = (floor, shipped, *sized.values())
    for program in programs:
        program.warm_up()
    for _run in range(runs):
        for program in programs:
            program.measure()
    few = sized[min(sized)]
    rows = [Row("first frame, shipped sets", "ms", shipped.frames, floor.frames, 1.5)]
    for size, one in sized.items():
        rows.append(Row(f"first frame, {size:,} questions", "ms", one.frames, floor.frames, 1.5))
        if one is not few:
            name = f"first frame, {size:,} against {min(sized):,}"
            rows.append(Row(name, "ms", one.frames, few.frames, 1.2))
    rows.append(Row("peak memory, shipped sets", "MB", shipped.memory, floor.memory))
    for size, one in sized.items():
        rows.append(Row(f"peak memory, {size:,} questions", "MB", one.memory, floor.memory))
    return rows


def keys_to_paint(python: Path, folder: Path, home: Path, runs: int) -> list[Row]:
    """Measure from the key that submits a response to its verdict on the screen.

    Once after a pause, as a person presses it, which shows what the program itself takes; and
    once right after the frame of another key, when Textual waits for its next frame's turn.
    A disk at rest takes its time to wake, which a third row shows: its floor commits, too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ours = our_app(python, home, "take", FRESH, marker="○ A")
    floor = smallest_app(python, folder)
    rows = [
        Row("key to verdict, after a pause", "ms", [], [], 1.5),
        Row("key to verdict, key after key", "ms", [], [], 1.5),
        Row("after a pause, floor with a commit", "ms", [], []),
    ]
    keeping = smallest_app(python, folder, str(folder / "bare.db"))
    with ours.open() as app, floor.open() as smallest, keeping.open() as keeper:
        app.wait_for_output(ours.marker, timeout=60)
        smallest.wait_for_output(floor.marker)
        keeper.wait_for_output(keeping.marker)
        for number in range(2 * runs):
            row, pause = rows[number % 2], (_PAUSE, 0.0)[number % 2]
            _type(app, "a", "● A")
            row.ours.append(_type(app, ENTER, "✓ Right", "✗ Wrong", pause=pause))
            _type(app, ENTER, ours.marker)
            _type(smallest, "x", f"pressed {2 * number + 1}")
            row.floor.append(_type(smallest, "x", f"pressed {2 * number + 2}", pause=pause))
            if pause:
                rows[2].ours.append(row.ours[-1])
                rows[2].floor.append(_type(keeper, "x", f"pressed {number // 2 + 1}", pause=pause))
    return rows


def screens_opened(python: Path, home: Path, runs: int) -> list[Row]:
    """Measure from a key on Home to the first frame of a screen, and of Home after it."""
    app = our_app(python, home, marker="bank-000")
    screens = {"m": "Missed book", "b": "Questions ·", "s": "Statistics", "h": "History"}
    rows = {key: Row(f"{name.strip(' ·')} opened", "ms", []) for key, name in screens.items()}
    back = Row("Home again", "ms", [])
    with app.open() as terminal:
        terminal.wait_for_output(app.marker, timeout=60)
        time.sleep(1)
        for _run in range(runs):
            for key, marker in screens.items():
                rows[key].ours.append(_type(terminal, key, marker, pause=_PAUSE))
                back.ours.append(_type(terminal, ESCAPE, "Mock exam", pause=5 * _PAUSE))
                time.sleep(5 * _PAUSE)
    return [*rows.values(), back]


def _type(terminal: Terminal, key: str, *markers: str, pause: float = 0.0) -> float:
    """Type a key after a pause; return the milliseconds until any marker has been written."""
    time.sleep(pause)
    before = len(terminal.output)
    start = time.perf_counter()
    terminal.send(key)
    return (terminal.wait_for_output(*markers, since=before) - start) * 1000
