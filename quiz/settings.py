"""The user's settings: read once at the start, validated, written back whole.

They are JSON, which reads without the cost of a YAML parser at every start.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.writing import write_atomically


class Settings(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a user may set.

    `right_to_clear`: right responses in a row that clear a missed question. `retention`: the
    share of reviews that shall be remembered. `new_per_day` and `reviews_per_day`: how many
    questions a day's review introduces and repeats at most. `parameters`: those of FSRS-6 as
    fitted to the learner, () for the defaults. `ask_sure`: whether to ask how sure one is.
    `exam_dates`: for sets (by id) and documents (by real path) the day they have to be known on.
    """

    language: Literal["zh", "en", ""] = ""
    theme: Literal["dark", "light"] = "dark"
    right_to_clear: Annotated[int, msgspec.Meta(ge=1, le=5)] = 2
    retention: Annotated[float, msgspec.Meta(ge=0.7, le=0.99)] = 0.9
    new_per_day: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 15
    reviews_per_day: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 200
    parameters: tuple[float, ...] = ()
    ask_sure: bool = False
    exam_dates: dict[str, date] = {}

    @property
    def scheduling(self) -> tuple[tuple[float, ...], float]:
        """What the review schedule is computed with."""
        return self.parameters, self.retention


def load_settings(path: Path) -> Settings:
    """Return the settings stored at `path`, the defaults when there are none.

    Raises QuizError on a file that can't be read or holds an unknown or invalid setting.
    """
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise QuizError(
            _("The settings can't be read: {reason}.").format(reason=error.strerror or error),
            location=str(path),
        ) from error
    try:
        return msgspec.json.decode(raw, type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise QuizError(
            _("The settings are not valid: {reason}.").format(reason=error),
            hint=_("Mend the file, or delete it to go back to the defaults."),
            location=str(path),
        ) from error


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, all or nothing; raises QuizError when the place can't be written."""
    data = msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, data)
    except OSError as error:
        raise QuizError(
            _("The settings can't be saved: {reason}.").format(reason=error.strerror or error),
            location=str(path),
        ) from error
