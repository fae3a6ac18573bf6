"""Several processes, and the sudden end of one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quiz.store import Store, open_store
from tests.store.practice import NOON
from tests.store.test_derived import derived

ROOT = Path(__file__).parents[2]


def start(path: Path, count: int) -> subprocess.Popen[str]:
    """Start a process that records `count` responses."""
    command = [sys.executable, "-m", "tests.store.recorder", str(path), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def check_sound(store: Store) -> None:
    """The file is sound and its derived rows are those of the log."""
    assert store._database.row("PRAGMA integrity_check") == ("ok",)
    assert store._database.rows("PRAGMA foreign_key_check") == []
    before = derived(store)
    store.rebuild()
    assert derived(store) == before


@pytest.mark.parametrize("acknowledged", [1, 20, 75])
def test_nothing_acknowledged_is_lost(path: Path, acknowledged: int) -> None:
    """A process killed at any moment leaves every response that it had recorded."""
    process = start(path, 5000)
    assert process.stdout is not None
    session = int(process.stdout.readline())
    for _ in range(acknowledged):
        process.stdout.readline()
    process.kill()
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    with open_store(path, now=NOON) as store:
        positions = [answer.position for answer in store.load(session).answers]
        assert positions == list(range(len(positions)))
        assert len(positions) >= acknowledged + len(rest)
        assert store.unfinished()[0].asked == len(positions)
        check_sound(store)


def test_processes_record_at_once(path: Path) -> None:
    """Processes that create the record together all record all they have."""
    processes = [start(path, 40) for _ in range(3)]
    for process in processes:
        output, _nothing = process.communicate(timeout=60)
        assert process.returncode == 0
        assert len(output.split()) == 41
    with open_store(path, now=NOON) as store:
        assert [len(store.load(offered.id).answers) for offered in store.unfinished()] == [40] * 3
        assert store.statistics().responses == 120
        check_sound(store)
