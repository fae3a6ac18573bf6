"""When two words in a question file mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from quiz.content import spec

_WIDE: Final = re.compile("[\uff01-\uff5e]")
FOLDABLE: Final = re.compile(r"[\uff01-\uff5e\s]")
"""What makes a text differ from its likeness."""

_TRUTHS: Final = {
    **dict.fromkeys(spec.TRUE_WORDS, True),
    **dict.fromkeys(spec.FALSE_WORDS, False),
}
_LONGEST_NAME: Final = 100
_LONGEST_TRUTH: Final = max(map(len, _TRUTHS))


def narrow(text: str) -> str:
    """Return `text` with full-width letters, digits and signs made half-width."""
    return _WIDE.sub(lambda found: chr(ord(found.group()) - 0xFEE0), text)


def likeness(text: str) -> str:
    """Return what two options must differ in: white space and width aside, the text."""
    return " ".join(narrow(text).split()) if FOLDABLE.search(text) else text


def truth(text: str) -> bool | None:
    """Return what a word for true or false means, None for any other."""
    return _TRUTHS.get(narrow(text).lower()) if len(text) <= _LONGEST_TRUTH else None


def nearest(name: str, known: Iterable[str], alike: float = 0.6) -> str:
    """Return the one of `known` that `name` was probably meant to be, or "".

    `alike` is how much must agree, as `SequenceMatcher.ratio` counts. Long texts take long to
    compare, and have too many ways to be alike.
    """
    if len(name) > _LONGEST_NAME:
        return ""
    return _nearest(narrow(name).strip().lower(), tuple(known), alike)


@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...], alike: float) -> str:
    """The comparing, which takes its time, done once for a slip that is made many times."""
    found = get_close_matches(name, known, n=1, cutoff=alike)
    return found[0] if found else ""
