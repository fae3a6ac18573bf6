"""A typed line becomes a response, or an explanation of why it can't."""

from __future__ import annotations

import re
import unicodedata

from quiz.content.spec import FALSE_WORDS, TRUE_WORDS
from quiz.engine.folding import fold
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
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed
from quiz.i18n import _
from quiz.plain.terminal import UnreadableError

_BETWEEN = re.compile(r"[\s,.;:、。]+")
_PAIR = re.compile(r"(\d+)[\s\-=.]*([A-Z])")
_TRUE = frozenset((*TRUE_WORDS, "t", "y", "a"))
_FALSE = frozenset((*FALSE_WORDS, "f", "n", "b"))


def letter(index: int) -> str:
    """Return the letter that an option, an item or a right side is shown with, A for 0."""
    return chr(ord("A") + index)


def how_to_answer(question: AnyQuestion) -> str:
    """Return how the answer is written, "" where the letters before the options say it."""
    match question:
        case Multiple():
            return _("The letters of all that are right, such as AC.")
        case Cloze(blanks=blanks) if len(blanks) > 1:
            if question.any_order:
                text = _("{count} answers in any order, with a semicolon between them.")
            else:
                text = _("{count} answers, with a semicolon between them.")
            return text.format(count=len(blanks))
        case Order():
            return _("The letters in the right order, such as CAB.")
        case Match():
            return _("A letter for each number, such as 1b 2a.")
        case Card():
            return _("An empty line turns the card over.")
    return ""


def read_response(question: AnyQuestion, choices: tuple[str, ...], line: str) -> Response:
    """Return what `line` answers; `choices` are in the order in which they are shown.

    Raises UnreadableError, with what was expected, when it isn't an answer to this question.
    """
    if not line:
        raise UnreadableError(_("An empty line is no answer. :s skips the question, :? helps."))
    match question:
        case Single():
            return Chosen((_one_of(choices, line),))
        case Multiple():
            picked = {choices[index] for index in _letters(line, len(choices))}
            return Chosen(tuple(o.text for o in question.options if o.text in picked))
        case TrueFalse():
            return Judged(_truth(line))
        case Cloze():
            return Typed(_parts(line, len(question.blanks)))
        case Short():
            return Typed((line,))
        case Order():
            return Ordered(_arranged(choices, line))
        case Match():
            return Matched(_pairs(question.lefts, choices, line))
        case Card():
            return Rated(_rating(line))


def read_sureness(line: str) -> bool | None:
    """Return how sure the learner is, None for an empty line; raises UnreadableError on others."""
    text = unicodedata.normalize("NFKC", line)
    if text not in ("", "1", "2"):
        raise UnreadableError(_("Type 1 or 2, or nothing."))
    return text == "2" if text else None


def _one_of(choices: tuple[str, ...], line: str) -> str:
    """Return the one option meant, by its letter or, failing that, by its text."""
    try:
        indices = set(_letters(line, len(choices)))
    except UnreadableError:
        indices = set()
    if len(indices) != 1:
        folded = fold(line)
        indices = {index for index, text in enumerate(choices) if fold(text) == folded}
    if len(indices) != 1:
        raise UnreadableError(_("Type one letter from A to {last}.").format(last=_last(choices)))
    return choices[indices.pop()]


def _letters(line: str, count: int) -> list[int]:
    """Return the indices that a line of letters names, in any case and width."""
    letters = _BETWEEN.sub("", _plain(line))
    indices = [ord(character) - ord("A") for character in letters]
    if not indices or any(not 0 <= index < count for index in indices):
        last = letter(count - 1)
        raise UnreadableError(_("Type letters from A to {last}, such as AC.").format(last=last))
    return indices


def _truth(line: str) -> bool:
    word = unicodedata.normalize("NFKC", line).casefold().strip(" .。")
    if word not in _TRUE | _FALSE:
        raise UnreadableError(_("Type A or t for true, B or f for false."))
    return word in _TRUE


def _parts(line: str, count: int) -> tuple[str, ...]:
    """Split a line into the texts of `count` blanks; one blank takes the line whole.

    Where an answer holds a semicolon of one width, those of the other width divide.
    """
    if count == 1:
        return (line,)
    splits = [re.split(divider, line) for divider in ("[；;]", "；", ";")]
    for parts in splits:
        if len(parts) == count and any(part.strip() for part in parts):
            return tuple(part.strip() for part in parts)
    raise UnreadableError(
        _(
            "{count} answers are needed, with a semicolon between them; this line has {found}."
        ).format(count=count, found=len(splits[0]))
    )


def _arranged(choices: tuple[str, ...], line: str) -> tuple[str, ...]:
    indices = _letters(line, len(choices))
    if sorted(indices) != list(range(len(choices))):
        raise UnreadableError(
            _("Type every letter from A to {last} once, in the right order.").format(
                last=_last(choices)
            )
        )
    return tuple(choices[index] for index in indices)


def _pairs(
    lefts: tuple[str, ...], rights: tuple[str, ...], line: str
) -> tuple[tuple[str, str], ...]:
    text = _plain(line)
    found = {int(number): ord(side) - ord("A") for number, side in _PAIR.findall(text)}
    readable = not _BETWEEN.sub("", _PAIR.sub("", text))
    repeated = len(_PAIR.findall(text)) != len(found)
    complete = sorted(found) == list(range(1, len(lefts) + 1))
    if not (readable and complete) or repeated or max(found.values()) >= len(rights):
        raise UnreadableError(
            _(
                "Give each number from 1 to {count} one letter from a to {last}, such as 1b 2a."
            ).format(count=len(lefts), last=_last(rights).lower())
        )
    return tuple((left, rights[found[number]]) for number, left in enumerate(lefts, 1))


def _rating(line: str) -> int:
    text = _plain(line).strip()
    if text not in ("1", "2", "3", "4"):
        raise UnreadableError(_("Rate how well you knew it: 1 to 4."))
    return int(text)


def _plain(line: str) -> str:
    """Return letters and digits in one case and width."""
    return unicodedata.normalize("NFKC", line).upper()


def _last(choices: tuple[str, ...]) -> str:
    return letter(len(choices) - 1)
