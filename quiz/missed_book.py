"""Which questions of the missed book are wanted: by set, tag, kind of slip, and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from quiz.engine.causes import Cause
from quiz.engine.scheduling import days_between
from quiz.trainer import MissedEntry


class Ago(NamedTuple):
    """A stretch of local days counted back from today, which is 0.

    Without an `oldest` it has no end.
    """

    newest: int = 0
    oldest: int | None = None


EVER, TODAY, WEEK, MONTH, OLDER = Ago(), Ago(0, 0), Ago(0, 6), Ago(0, 29), Ago(30)
"""The stretches that one mostly asks for."""


@dataclass(frozen=True)
class Filter:
    """What is asked of the questions wanted; what is empty asks for nothing in particular.

    Of several sets, tags or causes one suffices. `missed` is when they were last missed.
    """

    sets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    missed: Ago = EVER

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return self != Filter()

    def select(self, entries: Iterable[MissedEntry], today: str) -> list[MissedEntry]:
        """Return the entries that are wanted, in their order."""
        return [entry for entry in entries if self._fits(entry, today)] if self else [*entries]

    def _fits(self, entry: MissedEntry, today: str) -> bool:
        if self.sets and entry.record.ref.set_id not in self.sets:
            return False
        if self.tags and (
            entry.question is None or not set(self.tags).intersection(entry.question.tags)
        ):
            return False
        newest, oldest = self.missed
        ago = days_between(_day(entry.record.state.last_missed), today)
        if (newest > 0 and ago < newest) or (oldest is not None and ago > oldest):
            return False
        return not self.causes or entry.cause in self.causes  # last: it takes a comparison


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000).astimezone().date().isoformat()
