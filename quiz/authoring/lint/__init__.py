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
from quiz.content.sources import Document, Documents, may_be_shown
from quiz.engine.questions import AnyQuestion, Multiple, QuestionSet, Single

_LONGEST: Final = 1000
"""The most characters of a prompt, an option or a part of a key that the rules are made for."""

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
        self._grounds: dict[tuple[str, str], Grounds | None] = {}
        self._shared: dict[tuple[str, bool], Grounds] = {}
        self._readable = {one.id: list(filter(_is_readable, one.questions)) for one in sets}
        self._used: set[tuple[str, str, str]] = set()

    def run(self) -> None:
        """Apply every rule."""
        for one in self._sets:
            for finding in balance_rules(one):
                self._tell(one, None, finding)
            for question in self._readable[one.id]:
                for finding in self._of_question(question):
                    self._tell(one, question, finding)
            for pair in leaks(self._readable[one.id]):
                self._tell_pair("lint-gives-away-other", pair)
        for pair in duplicates([one for some in self._readable.values() for one in some]):
            self._tell_pair(_NEAR_DUPLICATE, pair)
        for one in self._sets:
            self._tell_idle(one)

    def _of_question(self, question: AnyQuestion) -> Iterator[Finding]:
        yield from option_rules(question, self._grounds_of(question))
        yield from prompt_rules(question)
        if not question.explanation and not question.quotes:
            yield Finding("lint-unexplained", {})

    def _grounds_of(self, question: AnyQuestion) -> Grounds | None:
        place = self._homes[question.set_id].file, question.source
        if place not in self._grounds:
            self._grounds[place] = self._grounds_on(*place)
        return self._grounds[place]

    def _grounds_on(self, file: str, source: str) -> Grounds | None:
        """Return the document at `source` for the set in `file`; sets on one document share it."""
        document = self._documents.get(source) if source else None
        if not isinstance(document, Document):
            return None
        shown_too = may_be_shown(document, file)
        return self._shared.setdefault((source, shown_too), Grounds(document, shown=shown_too))

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


def _is_readable(question: AnyQuestion) -> bool:
    """Tell whether a question has no text so long that the rules have nothing to say of it."""
    options = question.options if isinstance(question, Single | Multiple) else ()
    texts = (question.prompt, *question.key, *(option.text for option in options))
    return all(len(text) <= _LONGEST for text in texts)
