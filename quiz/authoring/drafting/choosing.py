"""Which drafts go together into a set: those in which nothing is to be found wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from quiz.authoring.drafting.drafts import Draft, why_words
from quiz.authoring.emitting import head_lines, question_lines
from quiz.authoring.lint import lint
from quiz.content.schema import read_data
from quiz.content.sources import Documents
from quiz.i18n import _
from quiz.wording import percent

_BALANCE: Final = ("lint-one-type", "lint-longest-key")
"""What is found about a set as a whole."""


def set_lines(path: Path, title: str, source: Path, drafts: Sequence[Draft]) -> list[str]:
    """Return the lines of the set in the file at `path` that holds these drafts.

    Above each stands why it was drawn, and how surely it stands as it is.
    """
    lines = head_lines(path, title, source)
    for draft in drafts:
        told = _("Drawn from {why}; confidence {share}%").format(
            why=why_words(draft.why), share=percent(draft.confidence)
        )
        lines += ["", *question_lines(told, draft.id, draft.example)]
    return lines


def choose(path: Path, source: Path, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that can stand in one set: it has no problem and no finding.

    Of two that spoil each other the less sure one goes, or the later one.
    """
    chosen = list(drafts)
    while spoilt := _spoilt(path, source, chosen):
        gone = {id(draft) for draft in spoilt}
        chosen = [draft for draft in chosen if id(draft) not in gone]
    return chosen


def _spoilt(path: Path, source: Path, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts that have to go: those found fault with, else one of a type too many."""
    text = "\n".join(set_lines(path, "x", source, drafts)) + "\n"
    documents = Documents()
    reading = read_data(text.encode(errors="replace"), str(path.absolute()), documents)
    problems = list(reading.problems)
    if not problems and reading.question_set is not None:
        problems = lint([reading.question_set], documents)
    starts = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("  - id: ")]
    faulty: dict[int, Draft] = {}
    for problem in problems:
        number = bisect_right(starts, problem.line) - 1
        if problem.code not in _BALANCE and number >= 0:
            faulty[number] = drafts[number]
    if faulty or not problems or not drafts:
        return list(faulty.values())
    return _too_many(drafts, problems[0].code)


def _too_many(drafts: Sequence[Draft], code: str) -> list[Draft]:
    """Return what to leave out for a set's balance, the least sure ones of a type."""
    ((kind, count),) = Counter(draft.type for draft in drafts).most_common(1)
    over = 2 * count - len(drafts)
    if code == "lint-longest-key":
        kind, over = "single", 1
    of_kind = (draft for draft in drafts if draft.type == kind)
    return sorted(of_kind, key=lambda draft: draft.confidence)[:over]
