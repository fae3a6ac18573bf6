"""What was measured, as a table for people or as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing measured against its floor, run for run; `goal` is the ratio to stay below."""

    what: str
    unit: str
    ours: list[float]
    floor: list[float]
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """The median of ours over the median of the floor."""
        return statistics.median(self.ours) / statistics.median(self.floor)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, None where there is none."""
        return None if self.goal is None else self.ratio <= self.goal


def as_json(rows: Sequence[Row]) -> str:
    """Return the rows as JSON, with the medians and the quartiles."""
    return json.dumps(
        [
            {
                "what": row.what,
                "unit": row.unit,
                "ours": _spread(row.ours),
                "floor": _spread(row.floor),
                "ratio": round(row.ratio, 3),
                "goal": row.goal,
                "ok": row.met,
            }
            for row in rows
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned text: medians, their ratio, the goal and whether it is met."""
    lines = [("what", "ours", "floor", "ratio", "goal", "ok")]
    for row in rows:
        lines.append(
            (
                row.what,
                f"{statistics.median(row.ours):.2f} {row.unit}",
                f"{statistics.median(row.floor):.2f} {row.unit}",
                f"{row.ratio:.2f}",
                "-" if row.goal is None else f"≤ {row.goal:g}",
                {True: "yes", False: "NO", None: "-"}[row.met],
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _spread(values: Sequence[float]) -> dict[str, float | int]:
    low, middle, high = statistics.quantiles(values, n=4)
    return {
        "median": round(middle, 3),
        "lower_quartile": round(low, 3),
        "upper_quartile": round(high, 3),
        "runs": len(values),
    }
