"""What a campaign counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """One scenario: kills, what was acknowledged before them, and what was wrong afterwards.

    `acknowledged` are responses whose verdict had been printed or painted, or steps of a chore
    that had been reported as done.
    """

    scenario: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    unsound: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, doubled or damaged."""
        return not (self.lost or self.doubled or self.unsound)


def as_table(tallies: Iterable[Tally]) -> str:
    """Return the tallies and their sums as aligned text, what was unsound below."""
    rows = [*tallies]
    total = Tally("all")
    for row in rows:
        total.kills += row.kills
        total.acknowledged += row.acknowledged
        total.lost += row.lost
        total.doubled += row.doubled
        total.unsound += row.unsound
    lines = [f"{'':<10}{'kills':>8}{'acknowledged':>14}{'lost':>6}{'doubled':>9}{'unsound':>9}"]
    for row in [*rows, total]:
        lines.append(
            f"{row.scenario:<10}{row.kills:>8}{row.acknowledged:>14}{row.lost:>6}"
            f"{row.doubled:>9}{len(row.unsound):>9}"
        )
    return "\n".join([*lines, *total.unsound])
