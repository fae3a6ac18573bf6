"""Drafts of questions from a document: found by its form, without a model and without a network."""

from __future__ import annotations

from quiz.authoring.drafting.choosing import choose, set_lines
from quiz.authoring.drafting.drafts import Draft, Why, why_words
from quiz.authoring.drafting.kinds import gaps, orders, pairs, points, singles, swaps
from quiz.authoring.drafting.reading import Reading
from quiz.content.sources import Document
from quiz.i18n import speaking

__all__ = ["Draft", "Why", "all_drafts", "choose", "set_lines", "why_words"]


def all_drafts(document: Document) -> list[Draft]:
    """Return every draft that can be drawn from `document`, in the order of the text.

    They are in its language. The same document gives the same drafts.
    """
    reading = Reading(document)
    kinds = (gaps, orders, points, singles, swaps, pairs)
    with speaking("zh" if reading.chinese else "en"):
        found = [draft for kind in kinds for draft in kind(reading)]
    return sorted(found, key=lambda draft: (draft.span, draft.type))
