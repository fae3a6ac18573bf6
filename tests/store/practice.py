"""What the tests of the store share: questions, and sessions taken as a front end takes them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.plans import Mode, Plan, Slot
from quiz.engine.questions import AnyQuestion, Short, TrueFalse
from quiz.engine.responses import Judged, Rated, Response, Typed
from quiz.engine.session import Answered, Result, Session
from quiz.store import Store, open_store

NOON = 1_767_268_800_000
"""2026-01-01 12:00 UTC in milliseconds."""

DAY = "2026-01-01"


def statements(count: int, set_id: str = "seas") -> list[AnyQuestion]:
    """Return `count` questions whose right answer is true."""
    return [
        TrueFalse(id=f"q{number}", set_id=set_id, prompt=f"第{number}句", answer=True)
        for number in range(count)
    ]


def typed(set_id: str = "seas", question_id: str = "name") -> Short:
    """Return a question whose answer is typed."""
    return Short(id=question_id, set_id=set_id, prompt="哪个海？", answer="黄海")


class Taking:
    """A session being taken, stored as a front end stores it; each step is a second later."""

    def __init__(
        self,
        store: Store,
        questions: Sequence[AnyQuestion],
        mode: Mode = Mode.PRACTICE,
        *,
        at: int = NOON,
        day: str = DAY,
    ) -> None:
        self.store = store
        self.at = at
        self.day = day
        slots = (Slot(*question.ref, (number,)) for number, question in enumerate(questions))
        plan = Plan(mode, "海", 7, tuple(slots))
        self.session = Session(plan, {question.ref: question for question in questions})
        sets = list(dict.fromkeys(question.set_id for question in questions))
        self.id = store.begin(plan, sets, at)

    def tick(self) -> int:
        """Return the time, a second later than before."""
        self.at += 1000
        return self.at

    def respond(
        self, response: Response, *, right_to_clear: int = 2, sure: bool | None = None
    ) -> Answered:
        """Answer the current question and stay there."""
        answer = self.session.judge(response, took=900, sure=sure)
        question = self.session.question
        self.session.apply(answer)
        self.store.record(
            self.id,
            question,
            answer,
            at=self.tick(),
            day=self.day,
            result=self.session.result(),
            elapsed=self.at - NOON,
            right_to_clear=right_to_clear,
        )
        return answer

    def say(self, *values: bool) -> None:
        """Answer questions with true or false and go on after each."""
        for value in values:
            self.respond(Judged(value))
            self.advance()

    def advance(self) -> None:
        """Go on to the next question."""
        self.session.advance()
        self.store.place(
            self.id, self.session.position, self.at - NOON, result=self.session.result()
        )

    def overrule(self) -> None:
        """Hold the current answer to be right."""
        self.session.apply(self.session.judge_overruled())
        self.store.overrule(
            self.id,
            self.session.position,
            at=self.tick(),
            day=self.day,
            result=self.session.result(),
        )

    def undo(self) -> None:
        """Take the last response back."""
        target = self.session.undo_target()
        assert target is not None
        self.session.undo()
        self.store.undo(self.id, target, at=self.tick(), day=self.day, result=self.session.result())

    def put(self, response: Response | None, *, flagged: bool = False) -> None:
        """Write on the answer sheet of an exam."""
        self.session.put(response)
        self.store.put_sheet(self.id, self.session.position, response, flagged, self.at - NOON)

    def finish(self) -> None:
        """Come to the end, or hand in."""
        graded = self.session.judge_sheet() if self.session.mode is Mode.EXAM else []
        pairs = [(self.session.question_at(answer.position), answer) for answer in graded]
        self.session.finish(graded)
        self.store.finish(
            self.id,
            self.session.result(),
            at=self.tick(),
            day=self.day,
            graded=[(question, answer) for question, answer in pairs if question],
        )


def fill(store: Store) -> None:
    """Give a store some of everything that it can hold."""
    questions = statements(4)
    first = Taking(store, questions)
    first.say(True, False, False, True)
    first.finish()
    store.clear_missed(first.session.plan.slots[1].ref, at=first.tick(), day=DAY)

    writing = Taking(store, [typed(), *statements(2, "rivers")], at=NOON + 10**8, day="2026-01-02")
    while not writing.session.at_end:
        if writing.session.question.typed:
            writing.respond(Typed(("不知道",)))
            writing.overrule()
        else:
            writing.respond(Judged(False))
        writing.advance()
    writing.undo()

    exam = Taking(store, questions, Mode.EXAM, at=NOON + 2 * 10**8, day="2026-01-03")
    exam.put(Judged(True))
    exam.session.move_to(2)
    exam.put(Judged(False), flagged=True)
    exam.finish()

    under_way = Taking(store, questions, Mode.EXAM, at=NOON + 3 * 10**8, day="2026-01-04")
    under_way.put(Judged(True), flagged=True)
    left = Taking(store, questions, at=NOON + 4 * 10**8, day="2026-01-05")
    left.say(True)
    store.discard(left.id, left.tick())


def fill_scheduled(store: Store) -> None:
    """Give a store some of everything that it can hold from version 2 on."""
    fill(store)
    questions = statements(4)
    store.bring_back(questions[1].ref, at=NOON + 5 * 10**8, day="2026-01-06")

    review = Taking(store, questions, Mode.REVIEW, at=NOON + 6 * 10**8, day="2026-01-08")
    for right, sure in ((True, True), (False, True), (True, False), (False, None)):
        review.respond(Judged(right), sure=sure)
        review.advance()
    review.say(True, True)
    review.finish()

    cards = Taking(store, [typed(), typed("rivers", "long")], Mode.CARDS, at=NOON + 7 * 10**8)
    cards.day = "2026-01-09"
    cards.respond(Rated(3))
    cards.advance()
    cards.respond(Rated(1))
    cards.undo()
    cards.respond(Rated(4))
    cards.advance()
    cards.finish()

    pinyin = Taking(store, [typed("rivers", "spelt")], at=NOON + 8 * 10**8, day="2026-01-10")
    pinyin.respond(Typed(("huanghai",)))
    pinyin.finish()

    phrase = Short(id="phrase", set_id="seas", prompt="怎么说？", answer="海纳百川，有容乃大")
    drill = Taking(store, [phrase], Mode.DRILL, at=NOON + 9 * 10**8, day="2026-01-11")
    drill.respond(Typed(("海纳百川",)))
    left = Taking(store, questions, Mode.REVIEW, at=NOON + 10 * 10**8, day="2026-01-20")
    left.respond(Judged(True), sure=False)


def forgetful(path: Path, questions: int = 120, known: float = 0.55) -> None:
    """Write a record of a learner who recalls the share `known`, however long ago it was.

    By default that is far less than the parameters of FSRS expect.
    """
    path.write_bytes(_forgetful(questions, known))


@cache
def _forgetful(questions: int, known: float) -> bytes:
    chance = random.Random(3)
    with TemporaryDirectory() as folder, open_store(Path(folder, "quiz.db"), now=NOON) as store:
        for number in range(questions):
            question = typed("seas", f"q{number}")
            day = date(2026, 1, 1)
            for _each in range(6):
                plan = Plan(Mode.REVIEW, "", 1, (Slot(*question.ref),))
                session = store.begin(plan, ["seas"], NOON)
                right = chance.random() < known
                outcome = Outcome.CORRECT if right else Outcome.WRONG
                answer = Answered(0, Typed(("x",)), Verdict(outcome, float(right)))
                told = day.isoformat()
                result = Result(1, 1, 1.0, 1.0)
                store.record(session, question, answer, at=NOON, day=told, result=result)
                state = store.card(question.ref)
                assert state is not None
                day = date.fromisoformat(state.due) + timedelta(days=chance.randrange(2))
        store.close()
        return Path(folder, "quiz.db").read_bytes()


def everything(store: Store) -> list[object]:
    """Return all that a store tells, to compare it with another."""
    missed = [*store.missed(), *store.missed(cleared=True)]
    sets = store.set_progress()
    items = [item for set_id in sets for item in store.items_of(set_id)]
    history = store.history()
    unfinished = store.unfinished()
    numbers = [record.id for record in history] + [offered.id for offered in unfinished]
    return [
        history,
        unfinished,
        missed,
        sets,
        items,
        store.statistics(),
        [store.load(number) for number in numbers],
        [store.responses_of(item.ref) for item in items],
    ]
