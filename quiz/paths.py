"""Every location the program uses. Looking one up creates nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Paths:
    """The locations below one home folder."""

    home: Path

    @property
    def store(self) -> Path:
        """The record of sessions and responses."""
        return self.home / "quiz.db"

    @property
    def questions(self) -> Path:
        """The user's own question sets."""
        return self.home / "questions"

    @property
    def settings(self) -> Path:
        """The user's settings."""
        return self.home / "settings.json"

    @property
    def cache(self) -> Path:
        """Parsed question files; may be deleted at any time."""
        return self.home / "cache"

    @property
    def holding(self) -> Path:
        """The file whose locks tell which sessions are being taken right now."""
        return self.home / "sessions.lock"

    @property
    def backups(self) -> Path:
        """Copies of the store."""
        return self.home / "backups"


def user_paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """Return the user's locations: below QUIZ_HOME, else in the platform's data folder."""
    chosen = environ.get("QUIZ_HOME")
    if chosen:
        return Paths(Path(chosen).expanduser().absolute())
    from platformdirs import user_data_path

    return Paths(user_data_path("quiz", appauthor=False))


def shipped_questions() -> Path:
    """Return the folder of the sets that ship: inside the wheel, or in the checkout."""
    packed = _PACKAGE / "shipped" / "questions"
    return packed if packed.is_dir() else _PACKAGE.parent / "questions"
