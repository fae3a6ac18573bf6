"""Which documents question sets are about, and with which questions."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from quiz.engine.questions import AnyQuestion, QuestionSet


@dataclass
class Subject:
    """A document that sets name: how many do, and their questions about it."""

    sets: int = 0
    questions: list[AnyQuestion] = field(default_factory=list)


def subjects(sets: Iterable[QuestionSet]) -> dict[str, Subject]:
    """Return the documents that `sets` name, by their real paths."""
    found: dict[str, Subject] = {}
    for body in sets:
        named = {question.source for question in body.questions} | {body.source}
        real = {name: os.path.realpath(name) for name in named if name}
        for path in sorted(set(real.values())):
            subject = found.setdefault(path, Subject())
            subject.sets += 1
            subject.questions += [q for q in body.questions if real.get(q.source) == path]
    return found


def most_asked(found: dict[str, Subject]) -> list[str]:
    """Return the documents, first the one that most sets name, then most questions."""
    return sorted(found, key=lambda path: (-found[path].sets, -len(found[path].questions)))
