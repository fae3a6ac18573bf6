"""Let simulated learners study the shipped bank in three ways, and print what they know."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from quiz.content.library import Library, Place
from tests.simulation.learner import MEMORIES
from tests.simulation.study import Outcome, study

QUESTIONS = Path(__file__).parents[2] / "questions"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, simulate, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--days", type=int, default=60, help="days of studying (60)")
    parser.add_argument("--seeds", type=int, default=10, help="learners with each memory (10)")
    parser.add_argument("--questions", type=int, help="how many (as many as the shipped sets have)")
    options = parser.parse_args(arguments)
    questions = options.questions or shipped()
    print(f"{questions} questions, {options.days} days, {options.seeds} learners with each memory")
    for exam, title in ((False, "Without an exam date"), (True, "With an exam after these days")):
        print(f"\n{title}\n")
        print(table(questions, options.days, options.seeds, exam=exam))


def shipped() -> int:
    """Return how many questions the shipped sets have."""
    library = Library([Place(QUESTIONS, "folder")], None)
    return sum(entry.count for entry in library.entries())


def table(questions: int, days: int, seeds: int, *, exam: bool) -> str:
    """Return a Markdown table: a line for each memory and way, mean and range over the seeds."""
    half, full = f"day {days // 2}", f"day {days}"
    lines = [
        ["memory", "way", "responses a day"]
        + [f"{when}: {what}" for when in (half, full) for what in ("mean recall", "known")]
    ]
    for name, parameters in MEMORIES.items():
        runs = [study(parameters, questions, days, seed, exam=exam) for seed in range(1, seeds + 1)]
        lines += [[name, *_line(outcomes)] for outcomes in zip(*runs, strict=True)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)


def _line(outcomes: Sequence[Outcome]) -> list[str]:
    stages = ((each.half_way for each in outcomes), (each.at_the_end for each in outcomes))
    cells = [outcomes[0].way, _range([each.per_day for each in outcomes], 1, 0)]
    for stage in map(list, stages):
        cells.append(_range([known.recall for known in stage], 100, 1, "%"))
        cells.append(_range([known.known for known in stage], 100, 0, "%"))
    return cells


def _range(values: Iterable[float], scale: int, digits: int, unit: str = "") -> str:
    """Return the mean and, in brackets, the least and the most."""
    scaled = [value * scale for value in values]
    mean = sum(scaled) / len(scaled)
    return f"{mean:.{digits}f}{unit} ({min(scaled):.{digits}f}–{max(scaled):.{digits}f})"


if __name__ == "__main__":
    main()
