"""What is left of a text when the differences that no learner is graded on are taken away.

Folding forgives width, case, white space, quotation marks and sentence punctuation, and
nothing else: every remaining character counts, so `10²` is not `102` and `①` is not `1`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Characters that can't be seen and arrive by pasting: soft hyphen, zero width space, …"""

_SIGNS = "‰‱′″"
"""Signs that Unicode counts as punctuation although they carry a quantity."""

_DASH = "\u2010"
"""Stands for every dash that isn't the ASCII one until it is known whether it is kept."""

_MINUS = "\u2212"
"""How a hyphen, dash or minus that is kept is written. It differs from the ASCII one so that
folding a fold changes nothing: what stands before it may have been folded away."""

_SENTENCE_MARK = re.compile(rf"{_DASH}+|[-.,;:!?()\[\]{{}}]")

_MARKS_LIMIT = 30
"""So many combining marks in a row are sorted at once."""

_JOINER = "\u034f"

_DIGIT = re.compile("[0-9\uff10-\uff19]")


class Unit(NamedTuple):
    """One character that counts: its fold, and where it stands in the text as written."""

    fold: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` without the differences that are forgiven; folding a fold changes nothing.

    Full-width forms become half-width, composed and decomposed letters the same, capitals
    small; white space, quotation marks and sentence punctuation go. Between two digits ASCII
    punctuation stays (`3.5`, `12:30`) and every dash counts as one (`2020—2025`, `2020-2025`);
    a minus stays before a digit when it follows no letter or digit (`-5`). Code symbols
    (`+ # @ % & * / \\ _ = < > | ~ ^ $` and the backtick) stay. A text of punctuation only is
    kept whole, so that it can be a key.
    """
    if _DIGIT.search(text):
        folded = _SENTENCE_MARK.sub(_judge_mark, text.translate(_TABLE))
    else:  # then no mark stays, and most texts are folded in half the time
        folded = text.translate(_TABLE_WITHOUT_MARKS)
    if not folded:
        return _widths(text)
    return folded if folded.isascii() else _composed(folded)


def units(text: str) -> list[Unit]:
    """Return what `fold` keeps of `text`, character by character, with its place in `text`.

    A letter and the combining marks after it are one unit. What lies between two units is
    what folding forgives.
    """
    spans = _spans(text)
    pieces = [text[start:end].translate(_TABLE) for start, end in spans]
    owners = [number for number, piece in enumerate(pieces) for _character in piece]
    joined = "".join(pieces)
    kept = list(joined)
    for match in _SENTENCE_MARK.finditer(joined):
        kept[match.start() : match.end()] = [_judge_mark(match), *[""] * (len(match[0]) - 1)]
    folds = [""] * len(spans)
    for owner, character in zip(owners, kept, strict=True):
        folds[owner] += character
    if not any(folds):
        folds = [_widths(text[start:end]) for start, end in spans]
    return [
        Unit(_composed(folded), start, end)
        for folded, (start, end) in zip(folds, spans, strict=True)
        if folded
    ]


def simplify(text: str) -> str:
    """Return `text` in simplified characters, or as it is when OpenCC isn't installed."""
    convert = _converter() if has_han(text) else None
    if convert is None:
        return text
    try:
        return convert(text)
    except UnicodeError:  # a lone surrogate, which OpenCC can't take
        return text


def has_han(text: str) -> bool:
    """Say whether `text` holds a Chinese character."""
    return _han().search(text) is not None


@cache
def _han() -> re.Pattern[str]:
    """Chinese characters. So large a class takes milliseconds to make, which no start can spare."""
    return re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class _Table(dict[int, str]):
    """What each character becomes on its own, found out when it is first met.

    Unicode has too many characters to go through at start-up; a text uses few of them.
    """

    def __init__(self, *, marks: bool) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, code: int) -> str:
        result = "".join(map(_fold_character, _widths(chr(code))))
        if not self._marks:
            result = _SENTENCE_MARK.sub("", result)
        self[code] = result
        return result


_TABLE = _Table(marks=True)
_TABLE_WITHOUT_MARKS = _Table(marks=False)


def _fold_character(character: str) -> str:
    """Return the fold of one character of normal width, its neighbours unseen."""
    if character in "'\"":
        return ""
    if character.isascii():
        return character.lower()
    category = unicodedata.category(character)
    if category[0] != "P" or character in _SIGNS:
        return character.casefold()
    if character == "\u301c":  # the wave dash and the full-width tilde are one mark to a typist
        return "~"
    return _DASH if category == "Pd" else ""


def _widths(text: str) -> str:
    """Return `text` with full-width forms made half-width and white space gone, in form NFC.

    Only the block of full-width and half-width forms is treated so; elsewhere compatibility
    decomposition would turn `²` into `2`. The full-width macron would gain a space.
    """
    seen = (
        unicodedata.normalize("NFKC", character)
        if "\uff00" <= character <= "\uffef" and character != "\uffe3"
        else character
        for character in text
        if not character.isspace() and character not in _INVISIBLE
    )
    return _composed("".join(seen))


def _composed(text: str) -> str:
    """Return `text` in form NFC, in time that grows with its length.

    The marks after a letter have to be sorted, which takes the square of their number. So a
    long text in which they are out of order is first made stream-safe (Unicode Standard Annex
    #15, section 13): a grapheme joiner stands after each thirty of them. No language has
    letters with that many.
    """
    if len(text) > _MARKS_LIMIT and not unicodedata.is_normalized("NFC", text):
        text = "".join(_stream_safe(text))
    return unicodedata.normalize("NFC", text)


def _stream_safe(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MARKS_LIMIT:
            yield _JOINER
            marks = 1
        yield character


def _judge_mark(match: re.Match[str]) -> str:
    """Return what stays of a punctuation mark, by the characters beside it."""
    text, mark, start, end = match.string, match[0], match.start(), match.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    between = _is_digit(before) and _is_digit(after)
    if mark[0] == _DASH:
        return _MINUS if between else ""
    if mark == "-":
        return _MINUS if between or (_is_digit(after) and not before.isalnum()) else ""
    return mark if between else ""


def _is_digit(character: str) -> bool:
    return "0" <= character <= "9"


def _spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each character of `text` with its combining marks."""
    spans: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if spans and (unicodedata.combining(character) or character in "\uff9e\uff9f"):
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


@cache
def _converter() -> Callable[[str], str] | None:
    """Return OpenCC's conversion to simplified characters, or None where it isn't installed."""
    try:
        import opencc
    except ImportError:
        return None
    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
