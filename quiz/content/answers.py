"""What stands under `answer` in a choice question: letters, or the texts of options."""

from __future__ import annotations

import re
from typing import Final

from quiz.content import spec
from quiz.content.nodes import List, Node, Scalar
from quiz.content.problems import shown
from quiz.content.values import Values
from quiz.content.words import likeness, narrow, nearest
from quiz.engine.questions import Option

_ANSWER: Final = spec.QUESTION["multiple"]["answer"]
_GUESSES: Final = 1000
"""After so many errors of a file it is not looked for what an answer was meant to be."""

_LETTERS: Final = "ABCDEFGHIJ"
_INDICES: Final = {sign: _LETTERS.index(sign.upper()) for sign in _LETTERS + _LETTERS.lower()}
_BETWEEN: Final = re.compile(r"[\s,，、;；/]+")


def mean_several(node: Node, options: tuple[Option, ...]) -> bool:
    """Tell whether an answer names several options, as a list does, or a row of letters."""
    if type(node) is Scalar:
        return node.value not in _INDICES and len(_letters(node.value, len(options))) > 1
    return type(node) is List


def one(node: Node, options: tuple[Option, ...], values: Values) -> int | None:
    """Return the index of the option that a text or a letter means."""
    if type(node) is List:
        values.report("one-answer", node)
        return None
    text = values.text(node, _ANSWER)
    return None if text is None else _index(text, node, options, values)


def several(node: Node, options: tuple[Option, ...], values: Values) -> tuple[int, ...] | None:
    """Return the indices of the options that a list, or a row of letters, means."""
    if type(node) is List:
        return _listed(node, options, values)
    text = values.text(node, _ANSWER)
    if text is None:
        return None
    letters = _letters(text, len(options))
    if len(letters) < 2:
        index = _index(text, node, options, values)
        return None if index is None else (index,)
    if likeness(text) in values.likenesses(options):
        _report("ambiguous-answer", text, node, options, values)
        return None
    repeated = [letter for letter in sorted(set(letters)) if letters.count(letter) > 1]
    for letter in repeated:
        values.report("repeated-answer", node, text=_LETTERS[letter])
    return None if repeated else tuple(sorted(letters))


def _listed(node: List, options: tuple[Option, ...], values: Values) -> tuple[int, ...] | None:
    """Return the indices that the items of a list mean, each of them one option."""
    count = len(node.items)
    if not 1 <= count <= len(options):
        code, limit = ("too-many", "most") if count else ("too-few", "least")
        limits = {limit: str(len(options) if count else 1)}
        values.report(code, node, key=_ANSWER.name, count=str(count), **limits)
        return None
    found: list[int] = []
    for item in node.items:
        text = values.item(item, _ANSWER)
        index = None if text is None else _index(text, item, options, values)
        if text is not None and index in found:
            values.report("repeated-answer", item, text=shown(text))
        elif index is not None:
            found.append(index)
    return tuple(sorted(found)) if len(found) == count else None


def _index(text: str, node: Node, options: tuple[Option, ...], values: Values) -> int | None:
    """Return the index of the option that `text`, written at `node`, means."""
    letter = _INDICES.get(text if len(text) == 1 and text.isascii() else narrow(text))
    if letter is not None and letter >= len(options):
        letter = None
    alike, same = values.likenesses(options), likeness(text)
    if same not in alike:
        if letter is None:
            _report("answer-not-an-option", text, node, options, values)
        return letter
    index = alike.index(same)
    if letter is not None and letter != index:
        _report("ambiguous-answer", text, node, options, values)
        return None
    return index


def _letters(text: str, count: int) -> list[int]:
    """Return the options that `text` names by letters only, [] if it isn't that."""
    signs = _BETWEEN.sub("", narrow(text))
    found = [_INDICES.get(sign, count) for sign in signs]
    return found if found and max(found) < count else []


def _report(code: str, text: str, node: Node, options: tuple[Option, ...], values: Values) -> None:
    wanted = code == "answer-not-an-option" and values.errors < _GUESSES
    near = nearest(text, [option.text for option in options]) if wanted else ""
    params = {"nearest": shown(near)} if near else {}
    values.report(code, node, text=shown(text), last=_LETTERS[len(options) - 1], **params)
