"""Parameters fitted to a learner's reviews, and when they are worth having."""

from __future__ import annotations

import subprocess
import sys
from math import log

import pytest

from quiz.engine.fitting import LEAST_REVIEWS, count_reviews, fit
from quiz.engine.scheduling import Rating, Scheduler
from quiz.errors import QuizError
from tests.engine.learners import FORGETFUL, histories

AGAIN, GOOD = Rating.AGAIN, Rating.GOOD


def test_a_learner_who_differs_is_predicted_better() -> None:
    """Fitted parameters predict unseen reviews better, and reviews of the next months too."""
    memory = Scheduler(FORGETFUL)
    found = fit(histories(memory, 500, seed=1), Scheduler())
    assert found.better
    assert found.loss_after < found.loss_before
    later = histories(memory, 400, seed=2)
    again = fit(later, Scheduler(found.parameters))
    assert again.loss_before < fit(later, Scheduler()).loss_before


def test_a_learner_whom_the_defaults_suit_keeps_them() -> None:
    """What only repeats chance is not called better."""
    found = [fit(histories(Scheduler(), 120, seed), Scheduler()) for seed in range(5)]
    assert not any(one.better for one in found)


def test_parameters_can_be_used_as_they_are() -> None:
    """All 21 are within their bounds, also where everything or nothing was recalled."""
    for rating in Rating:
        history = [("2025-01-01", rating), ("2025-01-02", rating), ("2025-01-04", rating)]
        found = fit([history] * LEAST_REVIEWS, Scheduler())
        assert Scheduler(found.parameters).next(None, GOOD, "2025-01-01").stability > 0
        assert len(found.parameters) == 21


def test_the_same_reviews_give_the_same_parameters() -> None:
    """Nothing is left to chance."""
    answered = histories(Scheduler(FORGETFUL), 150, seed=3)
    assert fit(answered, Scheduler()) == fit(answered, Scheduler())


def test_the_loss_is_that_of_what_was_predicted() -> None:
    """Of what was given 90 % and recalled nine times in ten, the loss is the known one."""
    parameters = (0.2, 1.3, 2.0, 8.3, *FORGETFUL[4:])
    answered = [
        [("2025-01-01", GOOD), ("2025-01-03", AGAIN if number % 10 == 0 else GOOD)]
        for number in range(500)
    ]
    found = fit(answered, Scheduler(parameters))
    assert found.reviews == 500
    assert found.loss_before == pytest.approx(-0.9 * log(0.9) - 0.1 * log(0.1))


def test_no_review_is_predicted_by_what_has_seen_it() -> None:
    """What only ever happened to the questions of one part doesn't help to predict that part."""
    usual = [[("2025-01-01", GOOD), ("2025-01-03", GOOD)]] * 4
    odd = [[("2025-01-01", GOOD), ("2025-01-03", AGAIN)]]
    found = fit((odd + usual) * 100, Scheduler())
    assert found.loss_after > found.loss_before


def test_too_few_reviews_are_refused() -> None:
    """It says how many there are and how many it takes."""
    answered = [[("2025-01-01", GOOD), ("2025-01-03", GOOD)]] * (LEAST_REVIEWS - 1)
    with pytest.raises(QuizError, match="from 400 reviews on; there are 399") as caught:
        fit(answered, Scheduler())
    assert "earlier day" in caught.value.hint


def test_what_counts_as_a_review() -> None:
    """The first response doesn't, nor a second one on a day, nor one dated before the last."""
    days = ["2025-01-05", "2025-01-05", "2025-01-01", "2025-01-05", "2025-01-06"]
    assert count_reviews([[(day, GOOD) for day in days], [], [("2025-01-01", GOOD)]]) == 1


def test_progress_is_told_and_can_end_it() -> None:
    """Each step is told; what the listener raises comes through."""
    answered = histories(Scheduler(FORGETFUL), 100, seed=4)
    steps: list[tuple[int, int]] = []
    fit(answered, Scheduler(), lambda *step: steps.append(step))
    assert steps == [(1, 6), (2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError(f"{done} of {total}")

    with pytest.raises(InterruptedError, match="1 of 6"):
        fit(answered, Scheduler(), stop)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is an error with the command that mends it."""
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(QuizError, match="isn't installed") as caught:
        fit(histories(Scheduler(), 100, seed=5), Scheduler())
    assert "pip install" in caught.value.hint
    assert "fsrs-rs-python" in caught.value.hint


def test_the_extra_is_not_loaded_before_it_is_needed() -> None:
    """Importing the module doesn't import the optimiser."""
    code = "import sys, quiz.engine.fitting; sys.exit('fsrs_rs_python' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
