"""Which type a question is, by the keys it has."""

from __future__ import annotations

from functools import lru_cache

from quiz.content import slips, spec
from quiz.content.nodes import Flawed, Map, Node, Scalar
from quiz.content.problems import shown
from quiz.content.values import Values
from quiz.content.words import nearest, truth


def kind_of(node: Map, values: Values) -> str:
    """Return the type of a question, "" when that can't be told, which is then reported.

    It is "choice" as long as the type isn't written and only the answer, once it is compared
    with the options, says whether one of them is right or several.
    """
    kind = _implied(tuple(node.entries))
    if "type" in node.entries:
        kind = _declared(node.entries["type"][1], kind, values)
    elif not kind and not node.damaged:
        values.report("not-a-question", node)
    return _open_kind(node) if kind == "open" else kind


def label(kind: str) -> str:
    """Return the types that `kind` stands for, as the file format writes them."""
    return " / ".join(spec.ALTERNATIVES.get(kind, (kind,)))


def report_stray(node: Node, values: Values) -> None:
    """Tell what an item of the list of questions that isn't a group of keys probably is."""
    if isinstance(node, Flawed):
        return
    name = slips.misplaced_key(node.value) if isinstance(node, Scalar) else ""
    if name:
        values.report("fullwidth-colon", node, len(name), key=name)
    else:
        values.report("not-a-question", node)


@lru_cache(maxsize=1024)
def _implied(names: tuple[str, ...]) -> str:
    """Return what the keys of a question say of its type, misspelt ones taken as meant.

    The questions of a file have few different sets of keys, so that most are found in memory.
    """
    intended = {name if name in spec.ALL_QUESTION_KEYS else _meant(name) for name in names}
    return spec.implied_type(intended)


def _meant(name: str) -> str:
    return nearest(name, spec.ALL_QUESTION_KEYS)


def _declared(node: Node, implied: str, values: Values) -> str:
    """Return the type that is written at `node`, if the keys agree with it."""
    declared = values.text(node, spec.QUESTION["single"]["type"])
    if declared is None:
        return implied
    if declared not in spec.TYPES:
        near = nearest(declared, spec.TYPES)
        params = {"nearest": near} if near else {}
        values.report(
            "unknown-type", node, value=shown(declared), known=", ".join(spec.TYPES), **params
        )
        return implied
    if implied and declared not in spec.ALTERNATIVES.get(implied, (implied,)):
        values.report("type-disagrees", node, type=declared, implied=label(implied))
        return ""
    return declared


def _open_kind(node: Map) -> str:
    """Tell a statement from a question that wants a text, by its answer."""
    answer = node.entries.get("answer")
    if "accept" in node.entries or answer is None or not isinstance(answer[1], Scalar):
        return "short"
    return "short" if truth(answer[1].value.strip()) is None else "true_false"
