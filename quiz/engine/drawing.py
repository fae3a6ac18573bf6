"""Drawing a fair mock exam: in proportion to the text, and no question gives away another.

A document is examined as evenly as it is written: each of its parts, and each type of question,
gets its share by the text that the questions cover (largest deficit first). Two questions of
which one shows what the other asks for never come together.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from quiz.engine.folding import fold
from quiz.engine.questions import AnyQuestion, Cloze, Match, Order, Ref, TrueFalse

_SAME_PASSAGE, _ANYWHERE = 2, 4
"""Folded characters from which on a key that is shown elsewhere gives it away: where both
questions rest on the same passage, and anywhere."""


class Ground(msgspec.Struct, frozen=True, gc=False):
    """What text a question rests on: the `part` of the document, and a span in its characters."""

    part: str
    start: int
    end: int

    def overlaps(self, other: Ground) -> bool:
        """Whether both rest on some of the same text."""
        return self.part == other.part and self.start < other.end and other.start < self.end


def draw_exam(
    questions: Sequence[AnyQuestion], grounds: Mapping[Ref, Ground], count: int, *, seed: int
) -> list[AnyQuestion]:
    """Draw at most `count` of `questions`; fewer when no more can stand together.

    The same questions, grounds and seed give the same exam. A question without a ground is
    left out.
    """
    pool = [
        _Candidate(question, grounds[question.ref])
        for question in questions
        if question.ref in grounds
    ]
    random.Random(f"exam:{seed}").shuffle(pool)
    parts = _shares([(c.ground.part, c.ground) for c in pool])
    types = _shares([(c.question.type, c.ground) for c in pool])
    drawn: list[_Candidate] = []
    while pool and len(drawn) < count:
        goal = len(drawn) + 1
        part_of = _deficits(parts, [c.ground.part for c in drawn], goal)
        type_of = _deficits(types, [c.question.type for c in drawn], goal)
        best = max(pool, key=lambda c: (part_of[c.ground.part], type_of[c.question.type]))
        pool.remove(best)
        if not any(best.spoils(other) or other.spoils(best) for other in drawn):
            drawn.append(best)
    return [candidate.question for candidate in drawn]


class _Candidate:
    """A question with its folded texts: what it shows, what it asks for."""

    def __init__(self, question: AnyQuestion, ground: Ground) -> None:
        self.question = question
        self.ground = ground
        self._shown = fold(_shown(question))
        asked = () if isinstance(question, TrueFalse) else question.key
        self._asked = [fold(text) for text in asked]

    def spoils(self, other: _Candidate) -> bool:
        """Whether this question shows something that the other one asks for."""
        least = _SAME_PASSAGE if self.ground.overlaps(other.ground) else _ANYWHERE
        return any(len(key) >= least and key in self._shown for key in other._asked)


def _shown(question: AnyQuestion) -> str:
    """Return what a question states; options are left out, since they state nothing."""
    match question:
        case Cloze():
            return "\n".join(question.segments)
        case Order():
            return "\n".join((question.prompt, *question.items))
        case Match():
            return "\n".join((question.prompt, *question.lefts, *question.rights))
        case _:
            return question.prompt


def _shares(grounds: Sequence[tuple[str, Ground]]) -> dict[str, float]:
    """Return each name's share of the text that is covered, in [0, 1]."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for name, ground in grounds:
        spans[name][ground.part].append((ground.start, ground.end))
    covered = {
        name: sum(_length(each) for each in by_part.values()) for name, by_part in spans.items()
    }
    total = sum(covered.values()) or 1
    return {name: length / total for name, length in covered.items()}


def _length(spans: list[tuple[int, int]]) -> int:
    """Return how many characters the spans cover together."""
    length, reached = 0, 0
    for start, end in sorted(spans):
        length += max(0, end - max(start, reached))
        reached = max(reached, end)
    return length


def _deficits(shares: Mapping[str, float], drawn: Sequence[str], goal: int) -> dict[str, float]:
    """Return how many more of each name there should be among `goal` drawn ones."""
    return {name: share * goal - drawn.count(name) for name, share in shares.items()}
