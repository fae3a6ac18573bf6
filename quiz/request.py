"""What the learner wants to take, the questions it comes to, and why there may be none."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec

from quiz.content.library import SetEntry
from quiz.content.problems import Problem
from quiz.engine.plans import Mode
from quiz.engine.questions import AnyQuestion, QuestionSet, Ref
from quiz.errors import ContentError, QuizError, SessionError
from quiz.i18n import _

_MANY = 10_000
"""Questions of which a few are drawn without reading the others."""


class Request(msgspec.Struct, frozen=True):
    """What the learner wants to take. Empty `sets`: every set; `refs`: only these questions.

    `minutes` is an exam's time limit; None takes the set's own, 0 means no limit. `ahead` lets
    responses count for the schedule that come before their question is due.
    """

    mode: Mode = Mode.PRACTICE
    sets: tuple[SetEntry, ...] = ()
    refs: tuple[Ref, ...] | None = None
    tags: tuple[str, ...] = ()
    count: int = 0
    seed: int | None = None
    minutes: float | None = None
    ahead: bool = False

    def time_limit(self, single: QuestionSet | None) -> int:
        """Return the seconds that an exam may take, 0 without a limit; `single` is its one set."""
        if self.mode is not Mode.EXAM:
            return 0
        minutes = self.minutes
        if minutes is None:
            minutes = single.time_limit if single else 0
        return round(minutes * 60)


def pool_of(
    request: Request,
    entries: Sequence[SetEntry],
    *,
    load: Callable[[SetEntry], QuestionSet],
    find: Callable[[Ref], AnyQuestion | None],
) -> list[AnyQuestion]:
    """Return the questions that a session may ask, in the order of the files."""
    if request.refs is not None:
        found = [find(ref) for ref in request.refs]
        pool = [question for question in found if question]
    elif _may_be_drawn(request, entries):
        pool = _drawn(request, entries, load)
    else:
        pool = [question for entry in entries for question in load(entry).questions]
    wanted = set(request.tags)
    return [q for q in pool if wanted.intersection(q.tags)] if wanted else pool


def nothing_to_ask(request: Request, problems: Iterable[Problem], folder: Path) -> QuizError:
    """Say why there is nothing to ask; a broken file is never passed over in silence.

    `folder` is where the learner's own question files belong.
    """
    sound = all(entry.count for entry in request.sets)
    if request.mode is Mode.MISSED and not request.refs and sound:
        return SessionError(
            _("The missed book is empty: there is nothing to go over."),
            hint=_("Practise a set; what you miss is collected here."),
        )
    if request.mode is Mode.REVIEW and sound:
        return SessionError(
            _("Nothing is due today."),
            hint=_("Practising is always possible, and leaves the schedule as it is."),
        )
    if request.tags:
        tags = ", ".join(request.tags)
        return SessionError(_("No question has the tag {tags}.").format(tags=tags))
    files = {entry.file for entry in request.sets}
    broken = [problem for problem in problems if problem.severity == "error"]
    broken = [problem for problem in broken if not files or problem.file in files]
    if broken:
        first = broken[0]
        return ContentError(
            _("There is no question to ask: the question files have errors."),
            hint=_("`quiz check` lists them; the first: {message}").format(message=first.message),
            location=f"{first.file}:{first.line}:{first.column}",
        )
    return ContentError(
        _("There is no question to ask."),
        hint=_("Put a question file into {folder}.").format(folder=folder),
    )


def _may_be_drawn(request: Request, entries: Sequence[SetEntry]) -> bool:
    """Tell whether a few of many questions are wanted, and which ones doesn't matter."""
    choosy = request.tags or request.mode in (Mode.EXAM, Mode.DRILL, Mode.READ)
    return bool(request.count and not choosy and sum(entry.count for entry in entries) > _MANY)


def _drawn(
    request: Request, entries: Sequence[SetEntry], load: Callable[[SetEntry], QuestionSet]
) -> list[AnyQuestion]:
    """Return as many questions as are wanted, by the seed, reading only their sets."""
    chance = random.Random(f"pool:{request.seed}")
    starts = [0, *accumulate(entry.count for entry in entries)]
    numbers = sorted(chance.sample(range(starts[-1]), min(request.count, starts[-1])))
    pool = []
    for number in numbers:
        at = bisect_right(starts, number) - 1
        pool.append(load(entries[at]).questions[number - starts[at]])
    return pool
