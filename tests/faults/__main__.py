"""Run the campaign and print what it counted; exits with 1 if anything was lost or damaged."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.campaign import run
from tests.faults.tally import as_table


def main() -> int:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=680, help="processes to kill (680)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the moments (1)")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="quiz-faults-") as name:
        tallies = run(Path(name), options.kills, options.seed)
    print(as_table(tallies))
    print(f"seed {options.seed}, {time.monotonic() - started:.0f} s")
    return int(not all(tally.clean for tally in tallies))


if __name__ == "__main__":
    sys.exit(main())
