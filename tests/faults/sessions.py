"""Sessions of every mode, taken in the plain mode of a process that is killed on the way.

The process is given all its lines at once and goes through them as fast as it can. What it
has printed when it dies is what it has acknowledged.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from quiz.store import open_store
from quiz.store.integrity import examine
from tests.faults.tally import Tally

ROOT = Path(__file__).resolve().parents[2]

MODES = ("practice", "exam", "missed", "review", "cards", "drill", "read")

_FACTS = 40
_FACT_SET = "title: Facts\npass_mark: 50\nquestions:\n" + "".join(
    f"  - {{id: f{n}, prompt: Number {n} is even., answer: {str(n % 2 == 0).lower()}}}\n"
    for n in range(_FACTS)
)
_PHRASE_SET = "title: Phrases\nquestions:\n" + "".join(
    f'  - {{id: p{n}, cloze: "line {n} says {{{{word{n}}}}} here"}}\n' for n in range(20)
)

_STEP = re.compile(
    r"^\[(?P<place>\d+)/\d+\]|^> .*\n(?P<said>[✓✗◐]|Recorded:)|^> :u\n(?P<undone>Taken back)",
    re.MULTILINE,
)


@dataclass
class Home:
    """A home with two sets, and what is known to be on record in it: places by session."""

    folder: Path
    known: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        questions = self.folder / "questions"
        questions.mkdir(parents=True)
        (questions / "facts.yaml").write_text(_FACT_SET, encoding="utf-8")
        (questions / "phrases.yaml").write_text(_PHRASE_SET, encoding="utf-8")

    @property
    def store(self) -> Path:
        """The record."""
        return self.folder / "home" / "quiz.db"


def kill_a_session(home: Home, mode: str, chance: random.Random, tally: Tally) -> None:
    """Take a session, kill the process on the way, and count what is wrong with the record."""
    resumed = _unfinished(home, mode) if chance.random() < 0.5 else None
    arguments = ["take", "--resume"] if resumed else _begin(mode, chance)
    script = _script(mode, chance)
    printed = _run_and_kill([*arguments, "--plain"], home, script, chance)
    tally.kills += 1
    read = len(re.findall("^> ", printed, re.MULTILINE))
    undoing = ":u" in script.split("\n")[max(0, read - 1) : read + 1]
    _check(home, mode, resumed, printed, tally, undoing=undoing)


def _begin(mode: str, chance: random.Random) -> list[str]:
    name = "phrases" if mode == "drill" else "facts"
    return ["take", name, "-m", mode, "--seed", str(chance.randrange(1000))]


def _script(mode: str, chance: random.Random) -> str:
    lines: list[str] = []
    for _line in range(150):
        if mode == "read":
            lines.append("")
        elif mode == "cards":
            lines += ["", str(chance.randint(1, 4))]
        elif mode == "drill":
            lines.append(chance.choice(["word3", "no"]))
        else:
            lines.append(chance.choice("tf"))
        if mode not in ("read", "exam") and chance.random() < 0.15:
            lines.append(":u")
    return "\n".join(lines) + "\n"


def _run_and_kill(arguments: list[str], home: Home, script: str, chance: random.Random) -> str:
    """Return all that a process had printed when it was killed; the end of a line is whole."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "QUIZ_HOME": str(home.folder / "home"),
        "QUIZ_LANG": "en",
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "quiz", *arguments],
        cwd=home.folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(script)
    process.stdin.flush()  # left open: the process waits for more when it has gone through it
    printed = ""
    if chance.random() < 0.1:
        time.sleep(chance.uniform(0, 0.6))
    else:
        left = chance.randint(1, 60)
        while left and (line := process.stdout.readline()):
            printed += line
            left -= line.startswith(("✓", "✗", "◐", "Recorded", "["))
        time.sleep(chance.uniform(0, 0.004))
    process.kill()
    printed += process.stdout.read()
    process.wait()
    process.stdout.close()
    with suppress(BrokenPipeError):
        process.stdin.close()
    return printed[: printed.rfind("\n") + 1]


def _check(
    home: Home, mode: str, resumed: int | None, printed: str, tally: Tally, *, undoing: bool
) -> None:
    here = f"{mode}: {home.folder.name}"
    tally.unsound += [f"{here}: {finding}" for finding in examine(home.store)]
    with open_store(home.store, now=0, read_only=True) as store:
        numbers = {one.id for one in store.history()} | {one.id for one in store.unfinished()}
        sessions = {number: store.load(number) for number in numbers}
    found: dict[int, set[int]] = {}
    for number, stored in sessions.items():
        places = [answer.position for answer in stored.answers]
        tally.doubled += len(places) - len(set(places))
        found[number] = set(places) | set(stored.sheet)
    new = resumed or max(found.keys() - home.known.keys(), default=None)
    for number, before in home.known.items():
        if number != new:
            tally.lost += len(before - found.get(number, set()))
            tally.doubled += len(found.get(number, set()) - before)
    acknowledged, count = _acknowledged(printed, set(home.known.get(new or 0, ())))
    tally.acknowledged += count
    kept = found.get(new or 0, set())
    # One step may have been under way: a response that is kept already, or an undo.
    tally.lost += max(0, len(acknowledged - kept) - undoing)
    tally.doubled += max(0, len(kept - acknowledged) - 1)
    home.known = found


def _acknowledged(printed: str, places: set[int]) -> tuple[set[int], int]:
    """Return the places with a response, as far as the process said so, and how often it did."""
    place, count = 0, 0
    before: list[int] = []
    for step in _STEP.finditer(printed):
        if step["place"]:
            place = int(step["place"]) - 1
        elif step["said"]:
            places.add(place)
            before.append(place)
            count += 1
        elif step["undone"]:
            if before:
                places.discard(before.pop())
            count += 1
    return places, count


def _unfinished(home: Home, mode: str) -> int | None:
    if not home.store.exists():
        return None
    with open_store(home.store, now=0, read_only=True) as store:
        newest = store.unfinished()[:1]
        if newest and store.load(newest[0].id).plan.mode.value == mode:
            return newest[0].id
    return None
