"""What a draft is: a question that was drawn from a document, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from quiz.authoring.emitting import Example
from quiz.content.sources import Span
from quiz.i18n import _


class Why(StrEnum):
    """What in the document a draft was drawn from."""

    PHRASE = "phrase"
    LIST = "list"
    PARALLEL = "parallel"
    PAIRS = "pairs"
    WORDING = "wording"
    FIGURE = "figure"
    SWAP = "swap"
    POINTS = "points"


def why_words(why: Why) -> str:
    """Return in words what a draft was drawn from."""
    return {
        Why.PHRASE: _("a phrase in quotation marks"),
        Why.LIST: _("a list"),
        Why.PARALLEL: _("clauses of one build"),
        Why.PAIRS: _("verbs and their objects"),
        Why.WORDING: _("a set wording"),
        Why.FIGURE: _("a figure or a date"),
        Why.SWAP: _("a phrase exchanged for one of its class"),
        Why.POINTS: _("points in their order"),
    }[why]


@dataclass(frozen=True)
class Draft:
    """One drafted question.

    `type` is what the file calls its type, `example` its keys there, `span` where in the
    document it rests, `confidence` in [0, 1] how likely it stands as it is: an estimate by
    the kind of draft and by how sure the ends of what it asks for are.
    """

    type: str
    example: Example
    span: Span
    why: Why
    confidence: float

    @property
    def id(self) -> str:
        """The id of the question: the same draft has the same one each time it is drawn."""
        told = json.dumps(self.example, ensure_ascii=False).encode(errors="replace")
        return f"{self.type}-{blake2b(told, digest_size=4).hexdigest()}"
