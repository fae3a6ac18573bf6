"""Learners whose memory follows FSRS, for tests that need a plausible history of responses."""

from __future__ import annotations

import random

from quiz.engine.scheduling import Rating, Scheduler, days_between, later

FORGETFUL = (
    *(0.335561, 1.6840581, 5.166598, 11.659035, 7.466705, 0.7205129, 2.622295, 0.001, 1.315015),
    *(0.10468433, 0.8349206, 1.822305, 0.12473127, 0.26111007, 2.3030033, 0.13117497, 3.0265594),
    *(0.41468078, 0.09714265, 0.106824234, 0.20447432),
)
"""Parameters fitted to a real collection, published in fsrs-rs, src/inference.rs, test_evaluate."""

START = "2025-01-01"


def histories(
    memory: Scheduler, questions: int, seed: int, *, days: int = 120, known: float = 0.6
) -> list[list[tuple[str, Rating]]]:
    """Return what is answered to each question by a learner with this memory.

    Fifteen questions a day are begun, and each is asked when the defaults of FSRS say; the first
    response is right with a probability of `known`.
    """
    chance = random.Random(seed)
    asking = Scheduler()
    found = []
    for number in range(questions):
        day, state, truth = later(START, number // 15), None, None
        history: list[tuple[str, Rating]] = []
        while days_between(START, day) < days:
            recall = memory.retrievability(truth, day) if truth else known
            rating = Rating.GOOD if chance.random() < recall else Rating.AGAIN
            history.append((day, rating))
            state = asking.next(state, rating, day, seed=f"{number}:{len(history)}")
            truth = memory.next(truth, rating, day)
            day = state.due
        found.append(history)
    return found
