"""What is wrong with a question file: where, what, and the way out.

A problem holds a code and the texts concerned, not a sentence, so that problems kept in the
cache are told in the language of the moment. The sentences are in `messages.py`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from quiz.content.messages import MESSAGES, NEAREST
from quiz.i18n import _
from quiz.visible import one_line

PROBLEMS_LIMIT = 10_000
"""So many problems of one file are told; nobody mends more before checking again."""

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One slip in one file.

    `line` and `column` are 1-based and count characters. `params` are the texts that the
    message names, already made readable by `shown`.
    """

    file: str
    line: int
    column: int
    code: str
    params: dict[str, str] = {}

    @property
    def severity(self) -> Severity:
        """An error makes `quiz check` fail, a warning doesn't."""
        return "warning" if MESSAGES[self.code].warning else "error"

    @property
    def message(self) -> str:
        """What is wrong, in the language of the user interface."""
        return _(MESSAGES[self.code].message).format(**self.params)

    @property
    def hint(self) -> str:
        """What to do about it; begins with the likely intention where one was found."""
        text = MESSAGES[self.code]
        guess = _(NEAREST).format(**self.params) if self.params.get("nearest") else ""
        if guess and text.guess_suffices:
            return guess
        return " ".join(part for part in (guess, _(text.hint).format(**self.params)) if part)

    @property
    def place(self) -> tuple[str, int, int]:
        """What problems are sorted by."""
        return (self.file, self.line, self.column)

    def as_json(self) -> dict[str, str | int]:
        """Return the form that `quiz check --json` prints."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


def shown(text: str, limit: int = 60) -> str:
    """Return `text` on one line, at most `limit` characters, with nothing invisible in it."""
    line = one_line(text[: 4 * limit])
    return line if len(line) <= limit else line[: limit - 1] + "…"
