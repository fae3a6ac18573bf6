"""Item-writing rules: flaws that make a question easier, harder or less fair than it looks.

Every finding is a warning. One that is wrong for a question is silenced in the file, by its
code and a reason under `allow`, at the question or for the whole set; a silencing that
silences nothing is a finding itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quiz.authoring.lint.balance import balance_rules
from quiz.authoring.lint.crossing import Pair, duplicates, leaks
from quiz.authoring.lint.findings import Finding
from quiz.authoring.lint.grounds import Grounds
from quiz.authoring.lint.options import option_rules
from quiz.authoring.lint.prompts import prompt_rules
from quiz.content.problems import Problem, shown
from quiz.content.sources import Document, Documents
from quiz.engine.questions import AnyQuestion, QuestionSet

_NEAR_DUPLICATE: Final = "lint-near-duplicate"


def lint(sets: Sequence[QuestionSet], documents: Documents) -> list[Problem]:
    """Return what is to be said of how the questions are written, sorted by place.

    Questions are compared across all `sets`, whose ids differ, for being asked twice; and
    within a set, where they are met side by side, for answering each other.
    """
    linter = _Linter(sets, documents)
    linter.run()
    return sorted(linter.problems, key=lambda problem: problem.place)


class _Linter:
    """One run of all rules over some sets; knows which silencings were of use."""

    def __init__(self, sets: Sequence[QuestionSet], documents: Documents) -> None:
        self.problems: list[Problem] = []
        self._sets = sets
        self._homes = {one.id: one for one in sets}
        self._documents = documents
        self._grounds: dict[str, Grounds | None] = {"": None}
        self._used: set[tuple[str, str, str]] = set()

    def run(self) -> None:
        """Apply every rule."""
        for one in self._sets:
            for finding in balance_rules(one):
                self._tell(one, None, finding)
            for question in one.questions:
                for finding in self._of_question(question):
                    self._tell(one, question, finding)
            for pair in leaks(one.questions):
                self._tell_pair("lint-gives-away-other", pair)
        for pair in duplicates([question for one in self._sets for question in one.questions]):
            self._tell_pair(_NEAR_DUPLICATE, pair)
        for one in self._sets:
            self._tell_idle(one)

    def _of_question(self, question: AnyQuestion) -> Iterator[Finding]:
        yield from option_rules(question, self._grounds_of(question))
        yield from prompt_rules(question)
        if not question.explanation and not question.quotes:
            yield Finding("lint-unexplained", {})

    def _grounds_of(self, question: AnyQuestion) -> Grounds | None:
        path = question.source
        if path not in self._grounds:
            document = self._documents.get(path)
            self._grounds[path] = Grounds(document) if isinstance(document, Document) else None
        return self._grounds[path]

    def _tell_pair(self, code: str, pair: Pair) -> None:
        other, file = pair.other, self._homes[pair.other.set_id].file
        params = {"other": shown(f"{other.id} ({Path(file).name}:{other.line})")}
        self._tell(self._homes[pair.question.set_id], pair.question, Finding(code, params))

    def _tell(self, home: QuestionSet, question: AnyQuestion | None, finding: Finding) -> None:
        """Add a finding about a question, or the whole set, unless it is silenced."""
        if question is not None and finding.code in question.allow:
            self._used.add((home.id, question.id, finding.code))
        elif finding.code in home.allow:
            self._used.add((home.id, "", finding.code))
        else:
            line = question.line if question else 1
            self.problems.append(Problem(home.file, line, 1, finding.code, finding.params))

    def _tell_idle(self, home: QuestionSet) -> None:
        """Tell which silencings of a set and its questions were of no use.

        Of a near duplicate that can't be told: its twin may be in a set that isn't checked.
        """
        allowed = [("", 1, code) for code in home.allow]
        allowed += [(one.id, one.line, code) for one in home.questions for code in one.allow]
        for name, line, code in allowed:
            if code != _NEAR_DUPLICATE and (home.id, name, code) not in self._used:
                params = {"code": code}
                self.problems.append(Problem(home.file, line, 1, "lint-idle-allow", params))
