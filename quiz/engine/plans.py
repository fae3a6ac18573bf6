"""What a session asks, and in which order: drawn up once, stored when the session begins.

Nothing here reads a clock or a random number generator: the seed is in the plan.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from quiz.engine.drill import DrillStep, exercise, steps
from quiz.engine.questions import AnyQuestion, Card, Match, Multiple, Order, Ref, Single


class Mode(StrEnum):
    """What kind of sitting it is."""

    PRACTICE = "practice"
    EXAM = "exam"
    MISSED = "missed"
    REVIEW = "review"
    CARDS = "cards"
    DRILL = "drill"
    READ = "read"


_DRILLED_TOGETHER = 5
"""How many phrases take a drill's steps together: one step of a phrase would else be answered
from the step just seen, and the last ones would come too late if all of a set did."""


class Slot(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One place in a plan: which question, and in which order its choices are shown.

    `shown` is a permutation of the choices' indices: options, items to order, or right sides.
    `step` is the step of a drill, 0 for the question as it is.
    """

    set_id: str
    question_id: str
    shown: tuple[int, ...] = ()
    step: int = 0

    @property
    def ref(self) -> Ref:
        """The question asked here."""
        return Ref(self.set_id, self.question_id)


class Plan(msgspec.Struct, frozen=True, gc=False):
    """What a session asks. `time_limit` is in seconds (0: none), `pass_mark` in percent.

    `ahead`: responses count for the schedule even before their question is due.
    """

    mode: Mode
    title: str
    seed: int
    slots: tuple[Slot, ...]
    time_limit: int = 0
    pass_mark: float = 60.0
    ahead: bool = False


def choices(question: AnyQuestion) -> tuple[str, ...]:
    """Return what the learner picks from or arranges, in the file's order; () for typed types."""
    match question:
        case Single() | Multiple():
            return tuple(option.text for option in question.options)
        case Order():
            return question.items
        case Match():
            return question.rights
        case _:
            return ()


def shown_choices(question: AnyQuestion, slot: Slot) -> tuple[str, ...]:
    """Return the choices in the order this session shows them.

    A question edited since the plan was made may have other choices; it is then shown in the
    file's order.
    """
    texts = choices(question)
    if sorted(slot.shown) != list(range(len(texts))):
        return texts
    return tuple(texts[index] for index in slot.shown)


def make_plan(
    questions: Sequence[AnyQuestion],
    mode: Mode,
    *,
    seed: int,
    title: str = "",
    count: int = 0,
    time_limit: int = 0,
    pass_mark: float = 60.0,
    ahead: bool = False,
) -> Plan:
    """Draw up a session: which of `questions`, in which order, their choices in which order.

    The same questions and seed give the same plan. `count` limits how many are asked (0: all).
    Reading keeps the order of the files and a review that of its queue; an exam has no cards,
    since nobody grades those. A drill asks what can be drilled, once a step.
    """
    pool = [question for question in questions if _can_ask(question, mode)]
    if mode not in (Mode.READ, Mode.REVIEW):
        random.Random(f"questions:{seed}").shuffle(pool)
    pool = pool[:count] if count else pool
    slots = _drill_slots(pool, seed) if mode is Mode.DRILL else (_slot(q, seed) for q in pool)
    return Plan(mode, title, seed, tuple(slots), time_limit, pass_mark, ahead)


def _can_ask(question: AnyQuestion, mode: Mode) -> bool:
    if mode is Mode.EXAM:
        return not isinstance(question, Card)
    return mode is not Mode.DRILL or bool(steps(question))


def _drill_slots(questions: Sequence[AnyQuestion], seed: int) -> Iterator[Slot]:
    """Yield a place for each step of each question, a few questions at a time."""
    for start in range(0, len(questions), _DRILLED_TOGETHER):
        group = questions[start : start + _DRILLED_TOGETHER]
        for step in DrillStep:
            for question in group:
                if step in steps(question):
                    slot = _slot(exercise(question, step, seed), seed)
                    yield msgspec.structs.replace(slot, step=step)


def _slot(question: AnyQuestion, seed: int) -> Slot:
    """Choose the order of one question's choices, independent of the other questions."""
    texts = choices(question)
    shown = list(range(len(texts)))
    fixed = isinstance(question, Single | Multiple) and not question.shuffle
    if not fixed:
        shuffler = random.Random(f"choices:{seed}:{question.set_id}:{question.id}")
        shuffler.shuffle(shown)
        if isinstance(question, Order) and shown == sorted(shown):
            shown = shown[1:] + shown[:1]  # the right order must not be the one offered
    return Slot(question.set_id, question.id, tuple(shown))


def step_of(question: AnyQuestion, slot: Slot) -> DrillStep | None:
    """Return the step that a slot asks, None for the question as it is.

    A question edited since the plan was made may have lost the step.
    """
    return DrillStep(slot.step) if slot.step and slot.step in steps(question) else None
