"""How each type of question is answered: one widget for each way of answering."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.engine.questions import (
    AnyQuestion,
    Card,
    Cloze,
    Match,
    Multiple,
    Order,
    Short,
    Single,
    TrueFalse,
)
from quiz.engine.scheduling import Rating
from quiz.ui.widgets.answers.area import AnswerArea


def answer_area(
    question: AnyQuestion, choices: tuple[str, ...], due: Mapping[Rating, str] | None = None
) -> AnswerArea:
    """Return the widget that takes the answer to `question`; `choices` in the order to show.

    `due` are the days on which a card is asked again after each rating, None where a rating
    does not count for the schedule. A way of answering is imported when a question first needs it.
    """
    match question:
        case Single() | Multiple() | TrueFalse():
            from quiz.ui.widgets.answers.choosing import ChoosingArea

            return ChoosingArea(question, choices)
        case Cloze() | Short():
            from quiz.ui.widgets.answers.typing import TypingArea

            return TypingArea(question)
        case Order():
            from quiz.ui.widgets.answers.ordering import OrderingArea

            return OrderingArea(question, choices)
        case Match():
            from quiz.ui.widgets.answers.matching import MatchingArea

            return MatchingArea(question, choices)
        case Card():
            from quiz.ui.widgets.answers.rating import RatingArea

            return RatingArea(question, due)
