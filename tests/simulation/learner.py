"""Someone who learns and forgets by FSRS, with parameters that no strategy is told."""

from __future__ import annotations

import random
from math import exp

from quiz.engine.scheduling import CardState, Rating, Scheduler
from tests.engine.learners import FORGETFUL

FIRST_RIGHT = 0.5
"""How likely the first response to a question is right: known before, or guessed."""

EASE_SPREAD = 0.6
"""The standard deviation of the logarithm of a question's initial stability."""

DIFFICULTY_SPREAD = 1.5
"""The standard deviation of a question's initial difficulty, on its scale from 1 to 10."""

_FSRS_5 = (
    *(0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046, 1.54575, 0.1192, 1.01925),
    *(1.9395, 0.11, 0.29605, 2.2698, 0.2315, 2.9898, 0.51655, 0.6621, 0.0, 0.5),
)
_TS_FSRS = (
    *(0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, 1.6597, 0.1712, 1.1178),
    *(2.0225, 0.0904, 0.3025, 2.1214, 0.2498, 2.9466, 0.4891, 0.6468, 0.0, 0.5),
)

MEMORIES = {"collection": FORGETFUL, "FSRS-5": _FSRS_5, "ts-fsrs": _TS_FSRS}
"""Parameters of memories, all published by the FSRS projects and none the scheduler's: fitted to
a real collection (fsrs-rs, src/inference.rs, test_evaluate), the defaults of FSRS-5, and those
of ts-fsrs, long-term_scheduler.test.ts. The last two were published with 19 parameters; as these
projects do, 0 and 0.5 stand for the two that FSRS-6 added."""


class Learner:
    """What one learner remembers of so many questions, numbered from 0.

    Questions differ in how easily they stick. Chance is the same for everyone with the same
    seed: the n-th response to a question has the same luck, whatever was asked before.
    """

    def __init__(self, parameters: tuple[float, ...], questions: int, seed: int) -> None:
        self.questions = questions
        self._seed = seed
        chance = random.Random(f"questions:{seed}")
        self._minds = [Scheduler(_varied(parameters, chance)) for _each in range(questions)]
        self._states: list[CardState | None] = [None] * questions

    def answer(self, question: int, day: str) -> bool:
        """Respond to a question, learn from the verdict, and tell whether it was right."""
        state = self._states[question]
        likely = self.recall(question, day) if state else FIRST_RIGHT
        count = state.reviews if state else 0
        right = random.Random(f"{self._seed}:{question}:{count}").random() < likely
        rating = Rating.GOOD if right else Rating.AGAIN
        self._states[question] = self._minds[question].next(state, rating, day)
        return right

    def recall(self, question: int, day: str) -> float:
        """Return how likely a question is known on `day`; one never asked isn't."""
        state = self._states[question]
        return self._minds[question].retrievability(state, day) if state else 0.0


def _varied(parameters: tuple[float, ...], chance: random.Random) -> tuple[float, ...]:
    """Return the parameters for one question, with its own ease and difficulty."""
    ease = exp(chance.gauss(0, EASE_SPREAD))
    stabilities = [min(max(value * ease, 0.001), 100.0) for value in parameters[:4]]
    difficulty = min(max(parameters[4] + chance.gauss(0, DIFFICULTY_SPREAD), 1.0), 10.0)
    return (*stabilities, difficulty, *parameters[5:])
