"""Who is in the missed book, and when they leave it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.grading import Outcome
from quiz.engine.missed import MissedState, after_response, brought_back, cleared_by_hand

RIGHT, WRONG, PARTLY = Outcome.CORRECT, Outcome.WRONG, Outcome.PARTLY


def fold(*steps: tuple[Outcome, int], right_to_clear: int = 2) -> MissedState | None:
    """Return the state after responses of an outcome in a session, at times 1, 2, 3, …"""
    state: MissedState | None = None
    for at, (outcome, session) in enumerate(steps, 1):
        state = after_response(
            state,
            outcome=outcome,
            response=f"response {at}",
            session=session,
            at=at,
            right_to_clear=right_to_clear,
        )
    return state


def test_what_was_never_missed_is_not_in_the_book() -> None:
    """Right answers alone leave no trace."""
    assert fold((RIGHT, 1), (RIGHT, 2)) is None


@pytest.mark.parametrize("outcome", [WRONG, PARTLY])
def test_a_miss_enters(outcome: Outcome) -> None:
    """A wrong and a partly right response enter, with when and what."""
    assert fold((RIGHT, 1), (outcome, 2)) == MissedState(1, 2, "response 2")


def test_every_miss_is_counted_and_the_last_is_kept() -> None:
    """Two misses count two, the last one's time and response are shown."""
    assert fold((WRONG, 1), (WRONG, 1)) == MissedState(2, 2, "response 2")


def test_it_leaves_after_two_right_ones_in_different_sessions() -> None:
    """The second right response in another session clears it, at that time."""
    state = fold((WRONG, 1), (RIGHT, 2), (RIGHT, 3))
    assert state is not None
    assert not state.in_book
    assert (state.cleared, state.right_in_a_row) == (3, 2)


def test_right_ones_in_one_session_count_once() -> None:
    """Answering right twice in a sitting proves no more than once."""
    state = fold((WRONG, 1), (RIGHT, 2), (RIGHT, 2))
    assert state is not None
    assert state.in_book
    assert state.right_in_a_row == 1


def test_a_right_one_in_the_session_of_the_miss_counts() -> None:
    """The miss itself is no right response; the repeat in its session may be the first."""
    state = fold((WRONG, 1), (RIGHT, 1), (RIGHT, 2))
    assert state is not None
    assert not state.in_book


def test_a_miss_between_starts_over() -> None:
    """The run has to be unbroken."""
    state = fold((WRONG, 1), (RIGHT, 2), (WRONG, 3), (RIGHT, 4))
    assert state is not None
    assert state.in_book
    assert (state.times_missed, state.right_in_a_row) == (2, 1)


def test_what_was_cleared_comes_back_with_the_next_miss() -> None:
    """Its earlier misses are still counted."""
    state = fold((WRONG, 1), (RIGHT, 2), (RIGHT, 3), (WRONG, 4))
    assert state is not None
    assert state.in_book
    assert (state.times_missed, state.right_in_a_row) == (2, 0)


def test_by_hand_it_leaves_and_comes_back() -> None:
    """Struck off it is out at once; brought back its run starts over."""
    state = fold((WRONG, 1), (RIGHT, 2))
    assert state is not None
    struck = cleared_by_hand(state, 7)
    assert not struck.in_book
    back = brought_back(struck)
    assert back.in_book
    assert back.right_in_a_row == 0
    again = after_response(back, outcome=RIGHT, response="", session=2, at=9)
    assert again is not None
    assert again.right_in_a_row == 1


@given(
    steps=st.lists(st.tuples(st.sampled_from([RIGHT, WRONG, PARTLY]), st.integers(1, 4))),
    needed=st.integers(1, 5),
)
def test_the_state_follows_from_the_responses(
    steps: list[tuple[Outcome, int]], needed: int
) -> None:
    """Whatever happened: misses are counted, and out means a long enough run after the last."""
    state = fold(*steps, right_to_clear=needed)
    misses = [index for index, (outcome, _session) in enumerate(steps) if outcome is not RIGHT]
    if not misses:
        assert state is None
        return
    assert state is not None
    assert state.times_missed == len(misses)
    run = 0
    last = 0
    for _outcome, session in steps[misses[-1] + 1 :]:
        if run < needed and session != last:
            run, last = run + 1, session
    assert state.right_in_a_row == run
    assert state.in_book == (run < needed)
