"""What was measured, as a table for people or as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One thing measured against its floor, run for run; `goal` is the ratio to stay below.

    What has no floor has a figure of its own to stay below, `most`, or none.
    """

    what: str
    unit: str
    ours: list[float]
    floor: list[float] = field(default_factory=list)
    goal: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """The median of ours over the median of the floor, None without one."""
        if not self.floor:
            return None
        return statistics.median(self.ours) / statistics.median(self.floor)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, None where there is none."""
        if self.most is not None:
            return statistics.median(self.ours) <= self.most
        return None if self.goal is None or self.ratio is None else self.ratio <= self.goal


def as_json(rows: Sequence[Row]) -> str:
    """Return the rows as JSON, with the medians and the quartiles."""
    return json.dumps(
        [
            {
                "what": row.what,
                "unit": row.unit,
                "ours": _spread(row.ours),
                "floor": _spread(row.floor) if row.floor else None,
                "ratio": None if row.ratio is None else round(row.ratio, 3),
                "goal": row.goal,
                "most": row.most,
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
                f"{statistics.median(row.floor):.2f} {row.unit}" if row.floor else "-",
                "-" if row.ratio is None else f"{row.ratio:.2f}",
                _goal(row),
                {True: "yes", False: "NO", None: "-"}[row.met],
            )
        )
    return _aligned(lines)


def as_growth(measured: Mapping[int, Sequence[Row]]) -> str:
    """Return what was measured at several sizes as aligned text, a column for each."""
    sizes = sorted(measured)
    lines = [("what", *(f"{size:,}" for size in sizes))]
    for at, row in enumerate(measured[sizes[0]]):
        medians = (statistics.median(measured[size][at].ours) for size in sizes)
        lines.append((row.what, *(f"{median:.2f} {row.unit}" for median in medians)))
    return _aligned(lines)


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _goal(row: Row) -> str:
    if row.most is not None:
        return f"≤ {row.most:g} {row.unit}"
    return "-" if row.goal is None else f"≤ {row.goal:g}"


def _spread(values: Sequence[float]) -> dict[str, float | int]:
    low, middle, high = statistics.quantiles(values, n=4)
    return {
        "median": round(middle, 3),
        "lower_quartile": round(low, 3),
        "upper_quartile": round(high, 3),
        "runs": len(values),
    }
