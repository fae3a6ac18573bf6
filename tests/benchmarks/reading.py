"""Reading question files: the first time, and when none has changed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import yaml

from quiz.content.library import Library, Place
from quiz.content.searching import Index
from tests.benchmarks.memory import peak_memory
from tests.benchmarks.table import Row

_RUNS = 3


def first_reading(files: Path, cache: Path) -> Row:
    """Measure reading every file against a bare pass over the parser's events of the same bytes."""
    ours: list[float] = []
    floor: list[float] = []
    for number in range(_RUNS):
        start = time.perf_counter()
        Library([Place(files, "folder")], cache / str(number)).entries()
        ours.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        for path in sorted(files.glob("*.yaml")):
            for _event in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader):
                pass
        floor.append((time.perf_counter() - start) * 1000)
    return Row("first reading of the files", "ms", ours, floor, 2.0)


def unchanged_files(files: Path, cache: Path) -> list[Row]:
    """Measure what a start pays for files that are as they were, and its memory, in a process."""
    Library([Place(files, "folder")], cache).entries()
    times, memory = [], []
    for _run in range(9):
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.reading", str(files), str(cache)],
            capture_output=True,
            check=True,
            text=True,
        )
        took, most = done.stdout.split()
        times.append(float(took))
        memory.append(float(most))
    return [
        Row("unchanged files at a start", "ms", times, most=50),
        Row("memory after that", "MB", memory, most=80),
    ]


def searching(files: Path, cache: Path) -> Row:
    """Measure a search, as each key typed makes one, among all questions."""
    index = Index(Library([Place(files, "folder")], cache))
    index.prepare()
    times = []
    for words in ("学", "学习", "党 建设", "第7句", "没有这句话") * 3:
        start = time.perf_counter()
        index.find(words)
        times.append((time.perf_counter() - start) * 1000)
    return Row("a search, made ready", "ms", times)


if __name__ == "__main__":
    started = time.perf_counter()
    Library([Place(Path(sys.argv[1]), "folder")], Path(sys.argv[2])).entries()
    took = (time.perf_counter() - started) * 1000
    print(took, peak_memory("self"))
