"""Flashcards: any question as a card, and a card turned round."""

from __future__ import annotations

import msgspec

from quiz.engine.questions import (
    AnyQuestion,
    Card,
    Cloze,
    Match,
    Multiple,
    Order,
    Single,
    TrueFalse,
)
from quiz.i18n import _

REVERSED = ".reversed"
"""What is added to a card's id for its other direction."""


def as_card(question: AnyQuestion, choices: tuple[str, ...] = ()) -> Card:
    """Return a question as a card: what is asked in front, the key on its back.

    `choices` are its options, items or right sides in the order to show. What it rests on and
    whose history it is stay the same.
    """
    if isinstance(question, Card):
        return question
    front, back = [question.prompt], list(question.key)
    match question:
        case Single() | Multiple():
            front += [f"· {text}" for text in choices]
        case TrueFalse():
            back = [_("True") if question.answer else _("False")]
        case Cloze():
            back = [question.filled()]
        case Order():
            front += [f"· {text}" for text in choices]
            back = [f"{number}. {text}" for number, text in enumerate(question.items, 1)]
        case Match():
            front += [f"· {left}" for left in question.lefts]
            back = [f"{left} → {right}" for left, right in question.pairs]
    return Card(
        id=question.id,
        set_id=question.set_id,
        prompt="\n".join(front),
        back="\n".join(back),
        hint=question.hint,
        explanation=question.explanation,
        quotes=question.quotes,
        source=question.source,
        tags=question.tags,
        points=question.points,
        line=question.line,
    )


def turned_round(card: Card) -> Card:
    """Return the card that shows the back and asks for the front, with a history of its own."""
    return msgspec.structs.replace(
        card, id=card.id + REVERSED, prompt=card.back, back=card.prompt, hint=""
    )
