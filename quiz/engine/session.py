"""The state machine of one sitting.

A `Plan` says what is asked and in which order and never changes; it is stored when the session
begins. A `Session` is the plan with what has happened so far; whoever holds the plan, the
responses and the place can build it again exactly where it stood. Nothing here reads a clock
or a random number generator: the seed is in the plan and times are passed in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

import msgspec

from quiz.engine.cards import as_card
from quiz.engine.drill import DrillStep, exercise
from quiz.engine.grading import Outcome, Verdict, grade, overrule
from quiz.engine.plans import Mode, Plan, Slot, shown_choices, step_of
from quiz.engine.questions import AnyQuestion, Ref
from quiz.engine.responses import Response, Typed
from quiz.engine.scheduling import Counting
from quiz.errors import SessionError
from quiz.i18n import _

_REPEATING = (Mode.REVIEW, Mode.CARDS, Mode.DRILL)
"""The modes in which what was not right is asked again until it is."""


class Answered(msgspec.Struct, frozen=True, gc=False):
    """One response that counts: where, what, and how it was judged.

    `took` is milliseconds from the question's showing to the response, `hinted` whether the
    hint was looked at before, `sure` how sure the learner was, None where that wasn't asked.
    """

    position: int
    response: Response
    verdict: Verdict
    hinted: bool = False
    took: int = 0
    sure: bool | None = None


class Result(msgspec.Struct, frozen=True, gc=False):
    """What came out of a session so far. `points` of `possible` were earned."""

    asked: int
    correct: int
    points: float
    possible: float
    passed: bool | None = None

    @property
    def score(self) -> float:
        """Points earned over points possible, in [0, 1]."""
        return self.points / self.possible if self.possible else 0.0


class Session:
    """One sitting as it stands. Changes happen through its methods only.

    The caller stores each change before it applies it: `judge` and `judge_sheet` compute
    without changing anything, `apply` makes the step.
    """

    def __init__(
        self,
        plan: Plan,
        questions: Mapping[Ref, AnyQuestion],
        *,
        answers: Iterable[Answered] = (),
        position: int = 0,
        sheet: Mapping[int, Response] | None = None,
        flags: Iterable[int] = (),
        elapsed: int = 0,
        undoable: bool = False,
        finished: bool = False,
    ) -> None:
        """`questions` may lack some of the plan's: those are `gone` and passed over."""
        self.plan = plan
        self.gone = frozenset(
            index for index, slot in enumerate(plan.slots) if slot.ref not in questions
        )
        self._questions = questions
        self.answers: dict[int, Answered] = {answer.position: answer for answer in answers}
        self._queue()
        self.sheet: dict[int, Response] = dict(sheet or {})
        self.flags: set[int] = set(flags)
        self.elapsed = elapsed
        self.finished = finished
        self._undoable = undoable
        self.position = self._present(position)
        self._standing = self._result_of(self._counted())

    # -- looking ----------------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """The mode of this sitting."""
        return self.plan.mode

    @property
    def free(self) -> bool:
        """Whether the learner may move to any question at any time."""
        return self.mode in (Mode.EXAM, Mode.READ)

    @property
    def counting(self) -> Counting:
        """Whether the responses given here move the schedule."""
        if self.mode is Mode.DRILL:
            return Counting.NEVER
        return Counting.ALWAYS if self.plan.ahead else Counting.WHEN_DUE

    @property
    def repeated(self) -> bool:
        """Whether the current question is asked again because it was not right before."""
        return self.position >= len(self.plan.slots)

    @property
    def total(self) -> int:
        """How many times there is to ask, repeats known so far included."""
        return len(self._places)

    @property
    def number(self) -> int:
        """The current question's number among those to ask, from 1."""
        return bisect_left(self._places, self.position) + 1

    @property
    def at_end(self) -> bool:
        """Whether every question has been passed."""
        return self.position >= len(self._order)

    @property
    def slot(self) -> Slot:
        """The current place in the plan."""
        return self.plan.slots[self._order[self.position]]

    @property
    def question(self) -> AnyQuestion:
        """The question as it is now asked; raises SessionError past the last one."""
        original = self.original
        if self.mode is Mode.CARDS:
            return as_card(original, shown_choices(original, self.slot))
        return self._drilled(original, self.slot)

    @property
    def original(self) -> AnyQuestion:
        """The question now asked as its file has it: what the response is recorded for."""
        if self.at_end:
            raise SessionError(_("Every question of this session has been asked."))
        return self._questions[self.slot.ref]

    @property
    def step(self) -> DrillStep | None:
        """The step of the drill that the current question is asked in, None without one."""
        return step_of(self.original, self.slot)

    @property
    def answered(self) -> Answered | None:
        """The response to the current question, if it has one."""
        return self.answers.get(self.position)

    @property
    def remaining(self) -> int | None:
        """Milliseconds left of an exam's time, never below 0; None without a limit."""
        if not self.plan.time_limit:
            return None
        return max(0, self.plan.time_limit * 1000 - self.elapsed)

    @property
    def can_undo(self) -> bool:
        """Whether the last step can be taken back: one step, never in an exam."""
        if self.finished or self.free:
            return False
        return self._undoable or self._last_skipped() is not None

    def question_at(self, position: int) -> AnyQuestion | None:
        """Return the question asked at `position`, None where it is gone."""
        slot = self.plan.slots[self._order[position]]
        question = self._questions.get(slot.ref)
        return question and self._drilled(question, slot)

    def positions(self) -> tuple[int, ...]:
        """Return the places that hold a question, in order."""
        return self._places

    def result(self) -> Result:
        """Return the score so far: of an exam over all, else over what has been passed."""
        result = self._standing
        if self.mode is not Mode.EXAM or not self.finished:
            return result
        needed = self.plan.pass_mark * result.possible - 1e-9
        passed = result.possible > 0 and result.points * 100 >= needed
        return msgspec.structs.replace(result, passed=passed)

    def result_with(self, answer: Answered) -> Result:
        """Return what the score is once `answer` is taken in; costs the same at any length."""
        before = self.answers.get(answer.position)
        if answer.position >= len(self.plan.slots):
            return self._standing  # the score is over what was first given
        counted = before is not None or answer.position < self.position
        worth = self._points(answer.position)
        old = before.verdict if before else Verdict(Outcome.WRONG, 0.0)
        now, standing = answer.verdict, self._standing
        gained = (now.outcome is Outcome.CORRECT) - (old.outcome is Outcome.CORRECT)
        return Result(
            standing.asked + (not counted),
            standing.correct + gained,
            standing.points + (now.score - old.score) * worth,
            standing.possible + (0.0 if counted else worth),
        )

    def results_by_tag(self) -> dict[str, Result]:
        """Return the score so far for each tag that occurs, in order of first occurrence."""
        places: dict[str, list[int]] = {}
        for index in self._counted():
            question = self.question_at(index)
            for tag in question.tags if question else ():
                places.setdefault(tag, []).append(index)
        return {tag: self._result_of(indices) for tag, indices in places.items()}

    # -- judging, which changes nothing -----------------------------------------------------

    def judge(
        self,
        response: Response,
        *,
        hinted: bool = False,
        took: int = 0,
        sure: bool | None = None,
    ) -> Answered:
        """Judge a response to the current question."""
        if self.free or self.finished:
            raise SessionError(_("This session takes no response now."))
        if self.answered:
            raise SessionError(_("This question has been answered already."))
        verdict = grade(self.question, response)
        return Answered(self.position, response, verdict, hinted, took, sure)

    def judge_overruled(self, position: int | None = None) -> Answered:
        """Return an answer, by default the current one, as the learner's overruling makes it."""
        answer = self.answers.get(self.position if position is None else position)
        if self.free or self.finished or not answer or not isinstance(answer.response, Typed):
            raise SessionError(_("Only the verdict on a typed answer can be overruled."))
        if answer.verdict.outcome is Outcome.CORRECT:
            raise SessionError(_("This answer counts as right already."))
        return msgspec.structs.replace(answer, verdict=overrule(answer.verdict))

    def judge_sheet(self) -> list[Answered]:
        """Judge everything on an exam's answer sheet."""
        judged = []
        for position, response in sorted(self.sheet.items()):
            question = self.question_at(position)
            if question is not None:
                judged.append(Answered(position, response, grade(question, response, exam=True)))
        return judged

    def undo_target(self) -> int | None:
        """Return the position whose response an undo takes back; None for a mere skip."""
        if not self.can_undo:
            raise SessionError(_("There is nothing to undo."))
        return None if self._last_skipped() is not None else self._last_answered()

    # -- changing ---------------------------------------------------------------------------

    def apply(self, answer: Answered) -> None:
        """Take a judged (or overruled) response into the session."""
        self._standing = self.result_with(answer)
        self.answers[answer.position] = answer
        self._undoable = True
        if self.mode in _REPEATING:
            self._queue()

    def advance(self) -> None:
        """Go on to the next question; one without a response has then been skipped."""
        if not self.free and self.answered is None and not self.repeated:
            standing, worth = self._standing, self._points(self.position)
            self._standing = msgspec.structs.replace(
                standing, asked=standing.asked + 1, possible=standing.possible + worth
            )
        self.position = self._present(self.position + 1)

    def move_to(self, position: int) -> None:
        """Go to any question, where the mode allows it."""
        if not self.free:
            raise SessionError(_("In this mode questions are asked in order."))
        places = self.positions()
        if places:
            self.position = next((p for p in places if p >= position), places[-1])

    def back(self) -> None:
        """Go to the question before, where the mode allows it."""
        before = self._before()
        if before is not None:
            self.move_to(before)

    def undo(self) -> None:
        """Take the last step back: ask that question again."""
        target = self.undo_target()
        skipped = self._last_skipped()
        if skipped is not None:
            self.position = skipped
        elif target is not None:
            del self.answers[target]
            self.position = target
            self._undoable = False
            self._queue()
        self._standing = self._result_of(self._counted())

    def put(self, response: Response | None) -> None:
        """Write a response on an exam's answer sheet, or take it off with None."""
        self._need_sheet()
        if response is None:
            self.sheet.pop(self.position, None)
        else:
            self.sheet[self.position] = response

    def flag(self) -> bool:
        """Flag or unflag the current question of an exam; return whether it is flagged now."""
        self._need_sheet()
        self.flags ^= {self.position}
        return self.position in self.flags

    def finish(self, answers: Iterable[Answered] = ()) -> None:
        """Close the session, with an exam's judged answers."""
        for answer in answers:
            self.answers[answer.position] = answer
        self.finished = True
        self._standing = self._result_of(self._counted())

    def reopen(self) -> None:
        """Take a finish back that could not be recorded."""
        self.finished = False
        if self.mode is Mode.EXAM:
            self.answers.clear()
        self._standing = self._result_of(self._counted())

    # -- within -----------------------------------------------------------------------------

    def _drilled(self, question: AnyQuestion, slot: Slot) -> AnyQuestion:
        """Return a question as the step at `slot` asks it."""
        step = step_of(question, slot)
        return exercise(question, step, self.plan.seed) if step else question

    def _need_sheet(self) -> None:
        if self.mode is not Mode.EXAM or self.finished:
            raise SessionError(_("Only an exam under way has an answer sheet."))

    def _queue(self) -> None:
        """Line up what is asked: the plan and, where the mode repeats, what was not right.

        `_order` tells for each position which slot of the plan stands there. It follows from the
        answers, so that a session resumed repeats the same.
        """
        self._order = list(range(len(self.plan.slots)))
        if self.mode in _REPEATING:
            for position in sorted(self.answers):
                if self.answers[position].verdict.outcome is not Outcome.CORRECT:
                    self._order.append(self._order[position])
        self._places = tuple(p for p, slot in enumerate(self._order) if slot not in self.gone)

    def _present(self, position: int) -> int:
        while position < len(self._order) and self._order[position] in self.gone:
            position += 1
        return position

    def _counted(self) -> list[int]:
        """Return the places that the score is over: an exam's all, else those passed."""
        if self.mode is Mode.READ:
            return []  # reading asks nothing
        if self.mode is Mode.EXAM:
            return list(self._places)
        asked = (i for i in self._places if i < self.position or i in self.answers)
        return [i for i in asked if i < len(self.plan.slots)]

    def _result_of(self, positions: Iterable[int]) -> Result:
        asked, correct, points, possible = 0, 0, 0.0, 0.0
        for index in positions:
            worth = self._points(index)
            asked += 1
            possible += worth
            answer = self.answers.get(index)
            if answer is not None:
                correct += answer.verdict.outcome is Outcome.CORRECT
                points += answer.verdict.score * worth
        return Result(asked, correct, points, possible)

    def _points(self, position: int) -> float:
        question = self.question_at(position)
        return question.points if question else 0.0

    def _last_answered(self) -> int | None:
        return self.position if self.answered else self._before()

    def _last_skipped(self) -> int | None:
        """Return the place just passed without a response, if the last step was to skip it."""
        before = self._before()
        skipped = before is not None and before not in self.answers and self.answered is None
        return before if skipped else None

    def _before(self) -> int | None:
        """Return the place before the current one."""
        number = bisect_left(self._places, self.position)
        return self._places[number - 1] if number else None
