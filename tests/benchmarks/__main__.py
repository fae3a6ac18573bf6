"""Measure, and print a table. It is a measurement and no test: missing a goal is no failure."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from tests.benchmarks.install import install
from tests.benchmarks.recording import response_against_commit
from tests.benchmarks.screens import first_frames, keys_to_paint
from tests.benchmarks.table import Row, as_json, as_table


def main() -> None:
    """Read the arguments, measure everything, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--python", type=Path, help="the Python of an environment the wheel is installed in"
    )
    parser.add_argument("--runs", type=int, default=15, help="starts of each program (15)")
    parser.add_argument("--folder", type=Path, help="where to work: the disk that is measured")
    parser.add_argument("--json", action="store_true", help="print JSON, with the quartiles")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-benchmarks-", dir=options.folder) as name:
        rows = measure(Path(name), options.python, options.runs)
    if options.json:
        print(as_json(rows))
    else:
        print(f"Python {platform.python_version()}, {os.cpu_count()} processors, medians")
        print(as_table(rows))


def measure(folder: Path, python: Path | None, runs: int) -> list[Row]:
    """Return everything measured, working below `folder`; `python` None: install first."""
    if python is None:
        python = install(folder)
    return [
        *first_frames(python.absolute(), folder / "frames", runs),
        *keys_to_paint(python.absolute(), folder / "keys", runs * 2),
        response_against_commit(folder / "recording", runs * 20),
    ]


if __name__ == "__main__":
    main()
