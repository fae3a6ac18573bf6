"""The one tree of errors that a person can be told about.

Every error that may reach the edge of the program (the command line, the screens, the plain
mode) is a `QuizError`. The edges render it; nothing below them prints. A traceback therefore
always means a defect of the program, never a slip of its user.
"""

from __future__ import annotations


class QuizError(Exception):
    """Something went wrong that the user can understand and act on.

    `message` says what happened, `hint` the way out, `location` where (a file, or file:line).
    All are in the language of the user interface.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", location: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.location = location

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        return f"{place}{self.message}"


class UsageError(QuizError):
    """The command was called in a way that makes no sense; nothing was done."""

    exit_code = 2


class ContentError(QuizError):
    """A question file or a source document can't be used at all."""


class StoreError(QuizError):
    """The record of scores can't be read or written; what was recorded is untouched."""


class SessionError(QuizError):
    """What was asked of a session isn't possible in the state it is in."""
