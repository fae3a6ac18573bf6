"""The missed book: who is in it and when they leave.

A question enters on a response that is not wholly right, in any mode, and leaves after so many
right responses in a row in different sessions, or by hand. The state is a fold over the
question's responses in order, so it can be derived again from the log at any time.
"""

from __future__ import annotations

import msgspec

from quiz.engine.grading import Outcome

DEFAULT_RIGHT_TO_CLEAR = 2
"""How many right responses in a row, each in another session, clear a question."""


class MissedState(msgspec.Struct, frozen=True, gc=False):
    """Where one question that was ever missed stands. Times are milliseconds since 1970, UTC.

    `cleared` is when it left the book, 0 while it is in. `right_session` is the session of the
    last right response that was counted. `sure` is how sure the learner was of the last miss,
    None where that wasn't asked.
    """

    times_missed: int
    last_missed: int
    last_response: str
    right_in_a_row: int = 0
    right_session: int = 0
    cleared: int = 0
    sure: bool | None = None

    @property
    def in_book(self) -> bool:
        """Whether the question is still owed."""
        return self.cleared == 0


def after_response(
    state: MissedState | None,
    *,
    outcome: Outcome,
    response: str,
    session: int,
    at: int,
    right_to_clear: int = DEFAULT_RIGHT_TO_CLEAR,
    sure: bool | None = None,
) -> MissedState | None:
    """Return the state after one more response; None means never missed."""
    if outcome is not Outcome.CORRECT:
        times = state.times_missed if state else 0
        return MissedState(times + 1, at, response, sure=sure)
    if state is None or not state.in_book or state.right_session == session:
        return state
    run = state.right_in_a_row + 1
    return msgspec.structs.replace(
        state,
        right_in_a_row=run,
        right_session=session,
        cleared=at if run >= right_to_clear else 0,
    )


def cleared_by_hand(state: MissedState, at: int) -> MissedState:
    """Return the state after the learner has struck the question off."""
    return msgspec.structs.replace(state, cleared=at)


def brought_back(state: MissedState) -> MissedState:
    """Return the state after the learner has put a cleared question back in."""
    return msgspec.structs.replace(state, cleared=0, right_in_a_row=0, right_session=0)
