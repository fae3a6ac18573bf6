"""Measure, and print a table. It is a measurement and no test: missing a goal is no failure."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tests.benchmarks.homes import make_home
from tests.benchmarks.install import install
from tests.benchmarks.looking import looking
from tests.benchmarks.reading import first_reading, searching, unchanged_files
from tests.benchmarks.recording import response_against_commit
from tests.benchmarks.screens import first_frames, keys_to_paint, screens_opened
from tests.benchmarks.table import Row, as_growth, as_json, as_table


def main() -> None:
    """Read the arguments, measure everything, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--python", type=Path, help="the Python of an environment the wheel is installed in"
    )
    parser.add_argument("--runs", type=int, default=15, help="starts of each program (15)")
    parser.add_argument("--folder", type=Path, help="where to work: the disk that is measured")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[100, 10_000, 100_000],
        help="questions in each home (100 10000 100000); ten times as many responses are on record",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, with the quartiles")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-benchmarks-", dir=options.folder) as name:
        rows, growth = measure(Path(name), options.python, options.runs, sorted(options.sizes))
    if options.json:
        print(as_json([*rows, *chain.from_iterable(growth.values())]))
    else:
        print(f"Python {platform.python_version()}, {os.cpu_count()} processors, medians")
        print(as_table(rows))
        print("\nHow it grows with the questions, medians")
        print(as_growth(growth))


def measure(
    folder: Path, python: Path | None, runs: int, sizes: Sequence[int]
) -> tuple[list[Row], dict[int, list[Row]]]:
    """Return everything measured below `folder`, and what was measured at every size.

    With `python` None the program is installed first.
    """
    if python is None:
        python = install(folder)
    python = python.absolute()
    homes = {size: make_home(folder / f"home-{size}", size) for size in sizes}
    largest = homes[max(sizes)]
    frames = first_frames(python, folder / "frames", homes, runs)
    growth = {}
    for size, home in homes.items():
        growth[size] = [
            *(_called(row, "first frame") for row in frames if f"frame, {size:,} q" in row.what),
            *screens_opened(python, home, max(3, runs // 3)),
            response_against_commit(home, runs * 10),
            searching(home / "questions", home / "cache"),
            *looking(home),
        ]
    at_largest = {row.what: row for row in growth[max(sizes)]}
    rows = [
        *frames,
        *keys_to_paint(python, folder / "keys", largest, runs * 2),
        first_reading(largest / "questions", folder / "reading"),
        *unchanged_files(largest / "questions", folder / "unchanged"),
        *(row for row in at_largest.values() if row.met is not None and "frame" not in row.what),
    ]
    return rows, growth


def _called(row: Row, name: str) -> Row:
    return replace(row, what=name)


if __name__ == "__main__":
    main()
