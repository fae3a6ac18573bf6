"""Ways of going through the questions, day by day. They see verdicts and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from quiz.engine.grading import Outcome
from quiz.engine.missed import MissedState, after_response
from quiz.engine.planning import ahead, plan
from quiz.engine.scheduling import CardState, Rating, Scheduler
from quiz.settings import Settings

Ask: TypeAlias = Callable[[int], bool]
"""Asks a question by its number, and tells whether the response was right."""


class Review:
    """The review of this program with its usual settings: what is due, then new ones.

    What was wrong is repeated the same day until it is right. With an exam day set, the plan
    for it decides how many new ones a day has, and its last days ask ahead, too.
    """

    def __init__(self, questions: int, exam_day: str = "") -> None:
        self._settings = Settings()
        self._scheduler = Scheduler(self._settings.parameters, self._settings.retention)
        self._exam_day = exam_day
        self._unseen = list(range(questions))
        self._states: dict[int, CardState] = {}

    def day(self, number: int, day: str, ask: Ask) -> int:
        """Take the review of a day, and return how many responses it had."""
        due = [question for question, state in self._states.items() if state.due <= day]
        due.sort(key=lambda question: (self._states[question].due, question))
        due = due[: self._settings.reviews_per_day]
        pace = self._new_per_day(day)
        new = self._unseen[:pace]
        asked = self._ask([*due, *new], number, day, ask)
        del self._unseen[:pace]
        if self._exam_day:
            room = self._settings.new_per_day + self._settings.reviews_per_day - len(due) - len(new)
            early = ahead(
                self._scheduler, self._states, today=day, exam_day=self._exam_day, room=room
            )
            asked += self._ask(early, number, day, ask)
        return asked

    def _new_per_day(self, day: str) -> int:
        """Return how many new questions a day has."""
        usual = self._settings.new_per_day
        planned = self._exam_day and plan(
            self._scheduler,
            list(self._states.values()),
            len(self._unseen),
            today=day,
            exam_day=self._exam_day,
            new_per_day=usual,
            reviews_per_day=self._settings.reviews_per_day,
        )
        return planned.new_per_day if planned else usual

    def _ask(self, questions: Sequence[int], number: int, day: str, ask: Ask) -> int:
        """Ask these, repeat the missed until right, and return how many responses that took."""
        count, missed = len(questions), []
        for question in questions:
            rating = Rating.GOOD if ask(question) else Rating.AGAIN
            if rating is Rating.AGAIN:
                missed.append(question)
            state, seed = self._states.get(question), f"{number}:{question}"
            self._states[question] = self._scheduler.next(state, rating, day, seed=seed)
        while missed:
            count += len(missed)
            missed = [question for question in missed if not ask(question)]
        return count


class InOrder:
    """All sets from the first question to the last, then again from the first."""

    def __init__(self, questions: int) -> None:
        self._questions = questions
        self._next = 0

    def day(self, count: int, ask: Ask) -> int:
        """Ask the next `count` questions, and return how many it was."""
        for _each in range(count):
            ask(self._next)
            self._next = (self._next + 1) % self._questions
        return count


class MissedBook:
    """What is in the missed book, longest owed first, then new questions in order.

    A question enters and leaves the book by the rules of this program; a day is a session, in
    which it is asked once. When all are seen, a day asks what is owed and no more, unless it
    `goes_on` with the sets from their beginning.
    """

    def __init__(self, questions: int, *, goes_on: bool) -> None:
        self._questions = questions
        self._goes_on = goes_on
        self._next = 0
        self._missed: dict[int, MissedState] = {}

    def day(self, number: int, most: int, ask: Ask) -> int:
        """Ask at most so many questions, and return how many it was."""
        owed = [question for question, state in self._missed.items() if state.in_book]
        owed.sort(key=lambda question: (self._missed[question].last_missed, question))
        asked = set(owed[:most])
        for question in owed[:most]:
            self._answered(question, ask(question), number)
        while len(asked) < min(most, self._questions) and self._has_next():
            question = self._next % self._questions
            self._next += 1
            if question not in asked:
                asked.add(question)
                self._answered(question, ask(question), number)
        return len(asked)

    def _has_next(self) -> bool:
        return self._goes_on or self._next < self._questions

    def _answered(self, question: int, right: bool, number: int) -> None:
        state = after_response(
            self._missed.get(question),
            outcome=Outcome.CORRECT if right else Outcome.WRONG,
            response="",
            session=number,
            at=number,
        )
        if state is not None:
            self._missed[question] = state
