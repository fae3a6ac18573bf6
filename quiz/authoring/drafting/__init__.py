"""Drafts of questions from a document: found by its form, without a model and without a network."""

from __future__ import annotations

from collections.abc import Callable

from quiz.authoring.drafting.choosing import choose, set_lines
from quiz.authoring.drafting.drafts import Draft, Why, why_words
from quiz.authoring.drafting.kinds import gaps, orders, pairs, points, singles, swaps
from quiz.authoring.drafting.reading import Reading
from quiz.content.sources import Document
from quiz.i18n import speaking

__all__ = ["Draft", "Why", "all_drafts", "choose", "set_lines", "why_words"]


def all_drafts(
    document: Document, progress: Callable[[int, int], None] | None = None
) -> list[Draft]:
    """Return every draft that can be drawn from `document`, in the order of the text.

    They are in its language. The same document gives the same drafts. `progress` is told how far
    the work has come, of how far; what it raises ends it.
    """
    reading = Reading(document)
    kinds = (gaps, orders, points, singles, swaps, pairs)
    length = len(document.text)
    found = []
    with speaking("zh" if reading.chinese else "en"):
        for number, kind in enumerate(kinds):
            for draft in kind(reading):
                found.append(draft)
                if progress is not None:
                    progress(number * length + draft.span[1], len(kinds) * length)
    return sorted(found, key=lambda draft: (draft.span, draft.type))
