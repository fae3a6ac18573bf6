"""Exam dates: what each exam is on, and what every day until then takes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from quiz.content.library import SetEntry
from quiz.engine.planning import Day, Plan, plan
from quiz.errors import UsageError
from quiz.i18n import _
from quiz.settings import Settings
from quiz.store import Reader


class Exam(msgspec.Struct, frozen=True):
    """An exam on a local day, `YYYY-MM-DD`.

    `target` is how the settings name what it is on: a set's id, or a document's real path.
    `entries` are the sets that are learned for it: those of another exam that comes sooner are
    left to that one. `plan` is None when its day has come, or when nothing is to be learned.
    """

    target: str
    title: str
    day: str
    entries: tuple[SetEntry, ...]
    plan: Plan | None

    @property
    def today(self) -> Day | None:
        """What today is to ask, None without a plan."""
        return self.plan.days[0] if self.plan else None

    @property
    def whole(self) -> int:
        """How many questions are learned for it."""
        return sum(entry.count for entry in self.entries)


def parse_day(text: str, today: str) -> date:
    """Return the day of an exam that is typed as `YYYY-MM-DD`.

    Raises UsageError on anything else, and on a day that leaves none before it.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            _("“{text}” is no date.").format(text=text), hint=_("Write it like 2027-01-31.")
        ) from None
    if day.isoformat() <= today:
        raise UsageError(
            _("An exam date lies after today."), hint=_("Today is {day}.").format(day=today)
        )
    return day


def is_on(target: str, entry: SetEntry) -> bool:
    """Tell whether an exam on `target`, a set's id or a document's real path, asks a set."""
    return bool(entry.count) and (
        entry.id == target or (bool(entry.source) and os.path.realpath(entry.source) == target)
    )


def title_of(target: str, entries: Sequence[SetEntry]) -> str:
    """Return what to call what an exam is on."""
    return next((entry.title for entry in entries if entry.id == target), Path(target).name)


def targets_of(entry: SetEntry | None, entries: Sequence[SetEntry]) -> list[tuple[str, str]]:
    """Return what an exam can be on, each with its title: a set and its document.

    Without a set, every document.
    """
    found = [] if entry is None else [(entry.id, entry.title)]
    named = [entry] if entry else entries
    documents = dict.fromkeys(os.path.realpath(e.source) for e in named if e.source and e.count)
    return found + [(path, title_of(path, entries)) for path in documents]


def plan_exams(
    settings: Settings, entries: Sequence[SetEntry], reader: Reader, today: str
) -> list[Exam]:
    """Return the exams of the settings, the soonest first, planned from what stood this morning.

    So the plan stays the same while its first day is being done.
    """
    found = []
    taken: set[str] = set()
    for target, on in sorted(settings.exam_dates.items(), key=lambda item: (item[1], item[0])):
        day = on.isoformat()
        asked = tuple(e for e in entries if is_on(target, e) and e.id not in taken)
        planned = None
        if day > today and asked:
            taken.update(entry.id for entry in asked)
            planned = plan_for(asked, day, settings, reader, today)
        found.append(Exam(target, title_of(target, entries), day, asked, planned))
    return found


def plan_for(
    entries: Sequence[SetEntry], day: str, settings: Settings, reader: Reader, today: str
) -> Plan | None:
    """Return the plan for an exam that asks these sets."""
    known = [reader.cards_before(entry.id, today) for entry in entries]
    unseen = sum(max(0, e.count - len(k)) for e, k in zip(entries, known, strict=True))
    return plan(
        reader.scheduler,
        [state for states in known for state in states.values()],
        unseen,
        today=today,
        exam_day=day,
        new_per_day=settings.new_per_day,
        reviews_per_day=settings.reviews_per_day,
    )


def plan_words(planned: Plan | None, usual: int) -> list[str]:
    """Return in words what a plan takes, `usual` being what a day asks otherwise at most."""
    if planned is None:
        return [_("No day is left before the exam.")]
    text = _("Up to {count} a day until {day}; {new} of them new.")
    new = max(day.new for day in planned.days)
    words = [text.format(count=planned.per_day, day=planned.exam_day, new=new)]
    if not planned.enough:
        text = _("The days do not suffice with the usual {usual} a day: it takes {count}.")
        words.append(text.format(usual=usual, count=planned.per_day))
    return words
