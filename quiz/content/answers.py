"""What stands under `answer` in a choice question: letters, or the texts of options."""

from __future__ import annotations

import re
from typing import Final

from quiz.content.nodes import List, Node, Scalar
from quiz.content.problems import shown
from quiz.content.spec import Key
from quiz.content.values import Values, likeness, narrow, nearest
from quiz.engine.questions import Option

_BETWEEN: Final = re.compile(r"[\s,，、;；/]+")


def resolve(
    kind: str, node: Node, options: tuple[Option, ...], key: Key, values: Values
) -> tuple[str, tuple[int, ...]] | None:
    """Return the type of a choice question and the indices of its right options.

    `kind` is the type that was written, or "choice" when the answer decides: a list or a row
    of letters means several.
    """
    if type(node) is not List and values.text(node, key) is None:
        return None
    if not isinstance(node, Scalar):
        if kind == "single":
            values.report("one-answer", node)
            return None
        indices = _listed(node, options, key, values) if isinstance(node, List) else None
    else:
        letters = _letters(node.value, len(options))
        if kind == "single" or len(letters) < 2:
            index = _one(node, letters, options, values)
            indices = None if index is None else (index,)
            kind = "single" if kind == "choice" else kind
        else:
            indices = _row(node, letters, options, values)
            kind = "multiple"
    return None if indices is None else (kind, indices)


def _one(
    node: Scalar, letters: list[int], options: tuple[Option, ...], values: Values
) -> int | None:
    """Return the index of the option that a text or a letter means."""
    alike = values.likenesses(options)
    same = likeness(node.value.strip())
    if same not in alike:
        if len(letters) == 1:
            return letters[0]
        _report(node, options, values, "answer-not-an-option")
        return None
    index = alike.index(same)
    if len(letters) == 1 and letters[0] != index:
        _report(node, options, values, "ambiguous-answer")
        return None
    return index


def _row(
    node: Scalar, letters: list[int], options: tuple[Option, ...], values: Values
) -> tuple[int, ...] | None:
    """Return the indices that a row of letters means."""
    if likeness(node.value.strip()) in values.likenesses(options):
        _report(node, options, values, "ambiguous-answer")
        return None
    nodes: list[Scalar] = [node] * len(letters)
    return tuple(sorted(letters)) if _no_repeats(letters, nodes, values) else None


def _listed(
    node: List, options: tuple[Option, ...], key: Key, values: Values
) -> tuple[int, ...] | None:
    if not node.items:
        values.report("too-few", node, key=key.name, least="1", count="0")
        return None
    nodes: list[Scalar] = []
    found: list[int] = []
    for item in node.items:
        if values.item(item, key) is not None and isinstance(item, Scalar):
            letters = _letters(item.value, len(options))
            index = _one(item, letters, options, values)
            if index is not None:
                nodes.append(item)
                found.append(index)
    if len(found) < len(node.items) or not _no_repeats(found, nodes, values):
        return None
    return tuple(sorted(found))


def _no_repeats(found: list[int], nodes: list[Scalar], values: Values) -> bool:
    for at, index in enumerate(found):
        if index in found[:at]:
            text = _letter(index) if nodes[0] is nodes[-1] else nodes[at].value
            values.report("repeated-answer", nodes[at], text=shown(text))
    return len(set(found)) == len(found)


def _letters(text: str, count: int) -> list[int]:
    """Return the options that `text` names by letters only, [] if it isn't that."""
    row = text.upper()
    if not row.isascii() or not row.isalpha():
        row = _BETWEEN.sub("", narrow(row))
    found = [ord(sign) - ord("A") for sign in row]
    return found if all(0 <= index < count for index in found) else []


def _report(node: Scalar, options: tuple[Option, ...], values: Values, code: str) -> None:
    near = nearest(node.value, [option.text for option in options])
    params = {"nearest": shown(near)} if near and code == "answer-not-an-option" else {}
    last = _letter(len(options) - 1)
    values.report(code, node, text=shown(node.value), last=last, **params)


def _letter(index: int) -> str:
    return chr(ord("A") + index)
