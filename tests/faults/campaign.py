"""The campaign: every mode and every chore in turn, until so many processes have been killed."""

from __future__ import annotations

import random
from itertools import cycle
from pathlib import Path

from tests.faults.chores import CHORES, kill_a_chore
from tests.faults.screens import kill_the_app
from tests.faults.sessions import MODES, Home, kill_a_session
from tests.faults.tally import Tally

_AT_HOME = 30
"""Kills that one home goes through, so that looking at it doesn't take longer and longer."""


def run(folder: Path, kills: int, seed: int) -> list[Tally]:
    """Kill so many processes below `folder`; the same seed chooses the same moments."""
    chance = random.Random(seed)
    tallies = {name: Tally(name) for name in (*MODES, "app", *CHORES)}
    home = Home(folder / "home-0")
    for number, name in zip(range(kills), cycle(tallies), strict=False):
        tally = tallies[name]
        if name in CHORES:
            kill_a_chore(name, folder / f"chore-{number}", chance, tally)
        elif name == "app":
            kill_the_app(folder / f"app-{number}", chance, tally)
        else:
            if number % _AT_HOME == _AT_HOME - 1:
                home = Home(folder / f"home-{number}")
            kill_a_session(home, name, chance, tally)
    return [*tallies.values()]
