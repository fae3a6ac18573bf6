"""A short campaign of kills: what was acknowledged is there, once, and every file is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.campaign import run
from tests.faults.sessions import Home, _check
from tests.faults.tally import Tally, as_table

SEED = int(os.environ.get("QUIZ_FAULTS_SEED", "11"))


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """Each mode, the app and each chore, killed twice."""
    tallies = run(tmp_path, 34, SEED)
    assert all(tally.clean for tally in tallies), as_table(tallies)
    assert all(tally.kills == 2 for tally in tallies)
    assert sum(tally.acknowledged for tally in tallies) > 100


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        ("[1/40] Is it?\n> t\n✓ Right\n", 1),
        ("[1/40] Is it?\n> t\n✓ Right\n[2/40] Is it?\n> f\n✗ Wrong\n", 2),
        ("[1/40] Is it?\n> t\n✓ Right\n> :u\nTaken back. Answer again.\n", 0),
        ("[1/40] Is it?\n> t\n", 0),
    ],
)
def test_the_campaign_would_notice(tmp_path: Path, printed: str, lost: int) -> None:
    """A verdict that was printed, and of which the record knows nothing, counts as lost."""
    from quiz.store import open_store

    home = Home(tmp_path / "home-0")
    open_store(home.store, now=0).close()
    tally = Tally("practice")
    _check(home, "practice", None, printed, tally, undoing=False)
    assert tally.lost == lost
    assert tally.clean is (lost == 0)
