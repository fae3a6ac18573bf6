"""Responses, keys and verdicts in words, the same for the screens, the plain mode and the lists."""

from __future__ import annotations

import math
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from quiz.engine.causes import Cause
from quiz.engine.drill import DrillStep
from quiz.engine.grading import Outcome
from quiz.engine.plans import Mode
from quiz.engine.questions import AnyQuestion, Match, Multiple, Order, Single, TrueFalse
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed
from quiz.engine.statistics import Retention
from quiz.i18n import _, language, ngettext

if TYPE_CHECKING:
    from quiz.engine.matching import Near
    from quiz.engine.recital import Recital


def separator() -> str:
    """Return what stands between the parts of a list in the language in use."""
    return "；" if language() == "zh" else "; "


def truth(value: bool) -> str:
    """Return the word for a truth value."""
    return _("True") if value else _("False")


def response_text(response: Response) -> str:
    """Return a response as one line of text."""
    match response:
        case Chosen(options):
            return separator().join(options)
        case Judged(value):
            return truth(value)
        case Typed(texts):
            return separator().join(text or "____" for text in texts)
        case Ordered(items):
            return " → ".join(items)
        case Matched(pairs):
            return separator().join(f"{left} → {right}" for left, right in pairs)
        case Rated(rating):
            return rating_names()[rating - 1]


def key_text(question: AnyQuestion) -> str:
    """Return the right answer as one line of text."""
    if isinstance(question, Match):
        return response_text(Matched(question.pairs))
    return key_words(question.type, question.key)


def key_words(kind: str, key: tuple[str, ...]) -> str:
    """Return the key of a question of the type `kind` as one line; of pairs, the right sides."""
    if kind == "true_false":
        return truth(key == ("true",))
    return (" → " if kind == "order" else separator()).join(key)


def lettered_key(question: AnyQuestion, choices: tuple[str, ...]) -> str:
    """Return the right answer as it would be typed, with its texts.

    `choices` are in the order in which they stand beside their letters.
    """
    match question:
        case Single() | Multiple():
            right = [index for index, text in enumerate(choices) if text in question.key]
            return separator().join(
                f"{ascii_uppercase[index]}. {choices[index]}" for index in right
            )
        case TrueFalse():
            return f"{'A' if question.answer else 'B'}. {truth(question.answer)}"
        case Order():
            letters = "".join(ascii_uppercase[choices.index(item)] for item in question.items)
            return f"{letters}  {key_text(question)}"
        case Match():
            rights = enumerate((right for _left, right in question.pairs), 1)
            letters = " ".join(f"{n}{ascii_lowercase[choices.index(r)]}" for n, r in rights)
            return f"{letters}  {key_text(question)}"
    return key_text(question)


def type_name(kind: str) -> str:
    """Return what a type of question is called."""
    return {
        "single": _("Single choice"),
        "multiple": _("Multiple choice"),
        "true_false": _("True or false"),
        "cloze": _("Fill in the blanks"),
        "short": _("Short answer"),
        "order": _("Put in order"),
        "match": _("Match"),
        "card": _("Flashcard"),
    }[kind]


def rating_names() -> tuple[str, str, str, str]:
    """Return the words for the ratings 1 to 4."""
    return _("Again"), _("Hard"), _("Good"), _("Easy")


SIGNS = {Outcome.CORRECT: "✓", Outcome.PARTLY: "◐", Outcome.WRONG: "✗"}
"""What stands before a verdict, so that it is never told by colour alone."""


def outcome_name(outcome: Outcome) -> str:
    """Return the word for an outcome."""
    return {
        Outcome.CORRECT: _("Right"),
        Outcome.PARTLY: _("Partly right"),
        Outcome.WRONG: _("Wrong"),
    }[outcome]


def near_name(near: Near) -> str:
    """Return the words for a kind of near miss."""
    from quiz.engine.matching import Near  # which a start has no use for

    return {
        Near.SOUND: _("sounds the same"),
        Near.SHAPE: _("looks alike"),
        Near.SUBSTITUTED: _("one character differs"),
        Near.MISSING: _("a character is missing"),
        Near.EXTRA: _("a character too many"),
        Near.ORDER: _("the order differs"),
    }[near]


def cause_name(cause: Cause) -> str:
    """Return the words for what went wrong in a miss."""
    from quiz.engine.matching import Near

    if cause in (near.value for near in Near):
        return near_name(Near(cause.value))
    return {
        Cause.OPTION: _("wrong option"),
        Cause.PARTLY: _("not all of it"),
        Cause.ARRANGEMENT: _("wrong order or pairs"),
        Cause.NOT_KNOWN: _("not known"),
    }[cause]


def sureness_name(sure: bool | None) -> str:
    """Return how sure the learner was, "" where that wasn't asked."""
    return "" if sure is None else _("sure") if sure else _("not sure")


def mode_name(mode: Mode) -> str:
    """Return the word for a mode."""
    return {
        Mode.PRACTICE: _("Practice"),
        Mode.EXAM: _("Mock exam"),
        Mode.MISSED: _("Missed questions"),
        Mode.REVIEW: _("Review"),
        Mode.CARDS: _("Flashcards"),
        Mode.DRILL: _("Set-phrase drill"),
        Mode.READ: _("Reading"),
    }[mode]


def step_text(step: DrillStep) -> str:
    """Return which step of a drill it is, in words."""
    name = {
        DrillStep.ONE_BLANK: _("one blank"),
        DrillStep.SEVERAL_BLANKS: _("several blanks"),
        DrillStep.FIRST_CHARACTERS: _("first characters only"),
        DrillStep.ORDER: _("the order"),
        DrillStep.WHOLE: _("the whole from memory"),
    }[step]
    return _("Step {number} of {count}: {name}").format(
        number=int(step), count=len(DrillStep), name=name
    )


def recital_lines(recital: Recital) -> list[str]:
    """Return how a phrase was written out, content and order apart, and what to mend."""
    first = _("Content {content}%").format(content=percent(recital.content))
    if recital.order is not None:
        first += " · " + _("order {order}%").format(order=percent(recital.order))
    lines = [first]
    for text, members in (
        (_("Missing: {list}"), recital.missing),
        (_("Out of place: {list}"), recital.misplaced),
    ):
        if members:
            lines.append(text.format(list=separator().join(members)))
    return lines


def minutes_seconds(milliseconds: int) -> str:
    """Return a span of time as a clock shows it, rounded up to the second."""
    seconds = -(-milliseconds // 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def percent(share: float) -> int:
    """Return a share in [0, 1] in per cent, rounded half up as people do."""
    return math.floor(share * 100 + 0.5 + 1e-9)


def retention_text(found: Retention) -> str:
    """Return how memory held in reviews against what the forgetting curve had predicted."""
    text = ngettext(
        "measured {measured}% of {count} review, predicted {predicted}%",
        "measured {measured}% of {count} reviews, predicted {predicted}%",
        found.reviews,
    )
    return text.format(
        measured=percent(found.measured),
        count=found.reviews,
        predicted=percent(found.expected),
    )


def points_text(points: float) -> str:
    """Return points without decimals where they are whole, else with one or two."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def origin_name(origin: str) -> str:
    """Return the words for where a set was found."""
    return {
        "command line": _("command line"),
        "folder": _("this folder"),
        "home": _("your own"),
        "package": _("built in"),
    }[origin]
