"""A session is gone on with in one window at a time, and is free again however that one ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quiz.engine.responses import Judged
from quiz.errors import SessionError
from quiz.holding import Holding
from quiz.trainer import Request, Trainer
from tests.samples import truths

ROOT = Path(__file__).parents[1]

HOLDER = """\
import sys
from pathlib import Path
from quiz.holding import Holding
holding = Holding(Path(sys.argv[1]))
print(holding.claim(7), flush=True)
sys.stdin.readline()
holding.release(7)
print("released", flush=True)
sys.stdin.readline()
"""


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that claims session 7, lets go of it at a line, and ends at another."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    process.stdin.close()


def test_one_process_holds_a_session(tmp_path: Path) -> None:
    """Others are free meanwhile; it is free once it is let go of, and after a kill."""
    path = tmp_path / "sessions.lock"
    here = Holding(path)
    with holder(path) as process:
        assert not here.is_free(7)
        assert not here.claim(7)
        assert here.is_free(6)
        assert here.claim(8)
        assert here.claim(8)
        assert process.stdin
        assert process.stdout
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "released\n"
        assert here.claim(7)
        here.release(7)
    with holder(path) as process:
        assert not here.claim(7)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert here.claim(7)
    here.close()
    assert path.stat().st_size == 0
    assert path.stat().st_mode & 0o777 == 0o600


def test_without_a_file_everything_is_free(tmp_path: Path) -> None:
    """With nothing recorded there is no other window; nor where the file can't be made."""
    for path in (None, tmp_path / "gone" / "sessions.lock"):
        holding = Holding(path)
        assert holding.is_free(1)
        assert holding.claim(1)
        holding.release(1)
        holding.close()


def test_within_one_window_a_session_is_taken_up_again(
    write_set: Callable[..., Path], make_trainer: Callable[..., Trainer]
) -> None:
    """After leaving it, and without."""
    write_set(truths(5), "truths.yaml")
    trainer = make_trainer()
    sitting = trainer.begin(Request())
    sitting.respond(Judged(True))
    assert [one.id for one in trainer.unfinished()] == [sitting.id]
    sitting.leave()
    again = trainer.resume(sitting.id)
    assert again.session.position == 0
    assert again.answered


def test_a_session_open_elsewhere_is_refused(
    write_set: Callable[..., Path], make_trainer: Callable[..., Trainer]
) -> None:
    """With the words for it, wherever it is asked for."""
    write_set(truths(5), "truths.yaml")
    trainer = make_trainer()
    for _session in range(7):
        sitting = trainer.begin(Request())
    sitting.leave()
    assert sitting.id == 7
    with holder(trainer.paths.holding):
        assert 7 not in [one.id for one in trainer.unfinished()]
        for refused in (trainer.resume, trainer.discard):
            with pytest.raises(SessionError, match="another window"):
                refused(7)
    assert trainer.resume(7)
