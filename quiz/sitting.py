"""One session being taken: the state machine joined with the store.

Every change is stored first and taken into the session after, so whatever a front end has
drawn survives the end of the process. Front ends hold a `Sitting` and nothing below it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import msgspec

from quiz.content.sources import Passage
from quiz.engine.drill import DrillStep
from quiz.engine.grading import Outcome, Verdict, grade
from quiz.engine.plans import Mode, shown_choices
from quiz.engine.questions import AnyQuestion
from quiz.engine.recital import Recital, recital
from quiz.engine.responses import Rated, Response, Typed
from quiz.engine.scheduling import Rating, counts
from quiz.engine.session import Answered, Result, Session
from quiz.errors import SessionError
from quiz.i18n import _
from quiz.store import Store, fuzz_seed


class Sitting:
    """A session with its record. `id` is the session's number in the store."""

    def __init__(
        self,
        session: Session,
        identifier: int,
        store: Store,
        *,
        passages: Callable[[AnyQuestion], Passage | None],
        clock: Callable[[], datetime],
        right_to_clear: int,
        ask_sure: bool = False,
        left: Callable[[], None] = lambda: None,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells the local time, with its zone; `stopwatch` seconds that never jump.

        `left` is called once the session is over or has been left.
        """
        self.session = session
        self.id = identifier
        self._store = store
        self._passages = passages
        self._clock = clock
        self._left = left
        self._right_to_clear = right_to_clear
        self._ask_sure = ask_sure and session.mode in _SURENESS
        self._stopwatch = stopwatch
        self._started = stopwatch() - session.elapsed / 1000
        self._shown_at = stopwatch()
        self._hinted = False
        self._saved = session.elapsed

    # -- looking ----------------------------------------------------------------------------

    @property
    def question(self) -> AnyQuestion:
        """The question now asked."""
        return self.session.question

    @property
    def choices(self) -> tuple[str, ...]:
        """The current question's choices in the order to show."""
        return shown_choices(self.question, self.session.slot)

    @property
    def answered(self) -> Answered | None:
        """The judged response to the current question, if there is one."""
        return self.session.answered

    @property
    def verdict(self) -> Verdict | None:
        """The current verdict, with the comparison of typed texts even after a restart."""
        answer = self.session.answered
        if answer is None:
            return None
        verdict = answer.verdict
        if self.question.typed and not verdict.comparisons:
            try:
                again = grade(self.question, answer.response)
            except (TypeError, ValueError):  # the question was edited into another shape
                return verdict
            return msgspec.structs.replace(verdict, comparisons=again.comparisons)
        return verdict

    @property
    def recital(self) -> Recital | None:
        """How the current phrase was written out as a whole, where a drill asked for that."""
        verdict = self.verdict
        if verdict is None or verdict.overruled or self.session.step is not DrillStep.WHOLE:
            return None
        response = self.session.answers[self.session.position].response
        if not isinstance(response, Typed) or not verdict.comparisons:
            return None
        texts = [
            comparison.key if comparison.recognised else text
            for text, comparison in zip(response.texts, verdict.comparisons, strict=True)
        ]
        return recital("、".join(texts), self.session.original)

    @property
    def can_overrule(self) -> bool:
        """Whether the learner may hold the current typed answer to be right."""
        answer = self.session.answered
        return (
            answer is not None
            and not self.session.free
            and self.question.typed
            and answer.verdict.outcome is not Outcome.CORRECT
        )

    @property
    def result(self) -> Result:
        """The score so far."""
        return self.session.result()

    def passage(self, question: AnyQuestion | None = None) -> Passage | None:
        """Return where the document says so, for the current question by default."""
        return self._passages(question or self.question)

    def hint(self) -> str:
        """Return the current question's hint ("" without one) and note that it was seen."""
        if self.question.hint and self.session.answered is None:
            self._hinted = True
        return self.question.hint

    # -- practising -------------------------------------------------------------------------

    def preview(self) -> dict[Rating, str] | None:
        """Return on which day each rating would have the current question asked again.

        None when a response does not count for the schedule.
        """
        state = self._store.card(self.question.ref)
        _at, day = self._now()
        if self.session.repeated or not counts(self.session.counting, state, day):
            return None
        seed = fuzz_seed(self.id, self.session.position)
        scheduler = self._store.scheduler
        return {rating: scheduler.next(state, rating, day, seed=seed).due for rating in Rating}

    def asks_sureness(self, response: Response) -> bool:
        """Tell whether the learner wants to be asked how sure they are of this response.

        A rating tells that itself.
        """
        return self._ask_sure and not isinstance(response, Rated)

    def respond(self, response: Response, *, sure: bool | None = None) -> Answered:
        """Judge, record and take in a response. When this returns, it is on the disk."""
        self._tick()
        took = max(0, round((self._stopwatch() - self._shown_at) * 1000))
        answer = self.session.judge(response, hinted=self._hinted, took=took, sure=sure)
        at, day = self._now()
        result = self.session.result_with(answer)
        self._store.record(
            self.id,
            self.session.original,
            answer,
            at=at,
            day=day,
            result=result,
            elapsed=self.session.elapsed,
            right_to_clear=self._right_to_clear,
            counting=self.session.counting,
        )
        self.session.apply(answer)
        return answer

    def overrule(self, position: int | None = None) -> Answered:
        """Record that the learner holds a typed answer, by default the current one, for right."""
        answer = self.session.judge_overruled(position)
        at, day = self._now()
        self._store.overrule(
            self.id,
            answer.position,
            at=at,
            day=day,
            result=self.session.result_with(answer),
        )
        self.session.apply(answer)
        return answer

    def undo(self) -> None:
        """Take the last step back, in the record as well, and ask that question again."""
        target = self.session.undo_target()
        if target is None:
            self.session.undo()
            self._place()
        else:
            answer = self.session.answers[target]
            place = self.session.position
            self.session.undo()
            at, day = self._now()
            try:
                self._store.undo(self.id, target, at=at, day=day, result=self.session.result())
            except BaseException:
                self.session.apply(answer)
                self.session.position = place
                raise
        self._asked_anew()

    def advance(self) -> bool:
        """Go on to the next question; return False when that was the last, and finish."""
        self.session.advance()
        if self.session.at_end:
            self._finish()
            return False
        self._place()
        self._asked_anew()
        return True

    # -- exam and reading -------------------------------------------------------------------

    def move_to(self, position: int) -> None:
        """Go to another question of an exam or a reading."""
        self.session.move_to(position)
        self._place()
        self._asked_anew()

    def back(self) -> None:
        """Go to the question before, in an exam or a reading."""
        self.session.back()
        self._place()
        self._asked_anew()

    def put(self, response: Response | None) -> None:
        """Write the current question's response on the answer sheet, or take it off."""
        self.session.put(response)
        self._save_sheet()

    def flag(self) -> bool:
        """Flag or unflag the current question for another look; return whether it is flagged."""
        flagged = self.session.flag()
        self._save_sheet()
        return flagged

    def hand_in(self) -> Result:
        """Close the exam: judge and record the whole sheet."""
        if self.session.mode is not Mode.EXAM:
            raise SessionError(_("Only an exam is handed in."))
        self._finish(self.session.judge_sheet())
        return self.session.result()

    def time_is_up(self) -> bool:
        """Whether an exam's time has run out; keeps the time used on record now and then."""
        self._tick()
        if self.session.finished or self.session.remaining is None:
            return False
        if self.session.elapsed - self._saved >= _SAVE_TIME_EVERY:
            self._place()
        return self.session.remaining == 0

    # -- leaving ----------------------------------------------------------------------------

    def leave(self, *, keep_untouched: bool = True) -> bool:
        """Keep the place, and return whether the session can be resumed.

        Without `keep_untouched`, one that was only looked at is not offered again.
        """
        if self.session.finished:
            return False
        touched = self.session.position or self.session.answers or self.session.sheet
        if not touched and not keep_untouched:
            at, _day = self._now()
            self._store.discard(self.id, at=at)
            self._left()
            return False
        self._place()
        self._left()
        return self._store.path is not None

    def misses(self) -> list[Answered | int]:
        """Return what was not wholly right, in order; a mere position where nothing was given."""
        missed: list[Answered | int] = []
        for position in self.session.positions():
            if position >= len(self.session.plan.slots):
                break  # repeats, of which the first response tells already
            answer = self.session.answers.get(position)
            if answer is not None:
                if answer.verdict.outcome is not Outcome.CORRECT:
                    missed.append(answer)
            elif self.session.finished or position < self.session.position:
                missed.append(position)
        return missed

    # -- within -----------------------------------------------------------------------------

    def _now(self) -> tuple[int, str]:
        now = self._clock()
        return int(now.timestamp() * 1000), now.date().isoformat()

    def _tick(self) -> None:
        self.session.elapsed = round((self._stopwatch() - self._started) * 1000)

    def _asked_anew(self) -> None:
        self._shown_at = self._stopwatch()
        self._hinted = False

    def _place(self) -> None:
        self._tick()
        result = None if self.session.free else self.session.result()
        self._store.place(self.id, self.session.position, self.session.elapsed, result=result)
        self._saved = self.session.elapsed

    def _save_sheet(self) -> None:
        self._tick()
        position = self.session.position
        self._store.put_sheet(
            self.id,
            position,
            self.session.sheet.get(position),
            flagged=position in self.session.flags,
            elapsed=self.session.elapsed,
        )
        self._saved = self.session.elapsed

    def _finish(self, graded: list[Answered] | None = None) -> None:
        graded = graded or []
        pairs = [(self.session.question_at(answer.position), answer) for answer in graded]
        at, day = self._now()
        self.session.finish(graded)
        try:
            self._store.finish(
                self.id,
                self.session.result(),
                at=at,
                day=day,
                graded=[(question, answer) for question, answer in pairs if question],
                right_to_clear=self._right_to_clear,
            )
        except BaseException:
            self.session.reopen()
            raise
        self._left()


_SAVE_TIME_EVERY = 5000
"""Milliseconds of an exam that a crash may give back to the learner."""

_SURENESS = (Mode.PRACTICE, Mode.MISSED, Mode.REVIEW)
"""The modes in which how sure the learner is may be asked."""
