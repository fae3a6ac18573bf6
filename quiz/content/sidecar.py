"""The small configuration beside a source document: what of it is left unasked, and why.

It stands at `<stem>.coverage.yaml`, beside the document, and is optional:

    skip:
      - text: 同志们：
        reason: 称呼，不是讲话的内容
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from quiz.content.files import RefusedError, read_bytes
from quiz.content.grounding import SEARCHES
from quiz.content.nodes import List, Map, Node, Scalar
from quiz.content.problems import Problem, shown
from quiz.content.reader import read
from quiz.content.sources import Document, Span, may_be_shown
from quiz.content.spec import Key
from quiz.content.values import Values

ENDING: Final = ".coverage.yaml"

_ROOT: Final = {
    "skip": Key("skip", "questions", "What is left unasked.", required=True, least=1, most=1000)
}
_SKIP: Final = {
    "text": Key("text", "text", "What is left unasked, as the document has it.", required=True),
    "reason": Key("reason", "text", "Why nobody needs to be asked for it.", required=True),
}


class Skip(NamedTuple):
    """A text that is deliberately left unasked, every place of it, and why.

    `line` and `column`, 1-based, say where the configuration names it.
    """

    text: str
    spans: tuple[Span, ...]
    reason: str
    line: int
    column: int


def sidecar_path(document: Document) -> Path:
    """Return where the configuration of a document stands, if it has one."""
    path = Path(document.path)
    return path.with_name(path.stem + ENDING)


def read_sidecar(document: Document) -> tuple[list[Skip], list[Problem]]:
    """Return what is to be left unasked, and what is wrong with the file that says so.

    A document without that file leaves nothing out. Never raises, whatever is there.
    """
    path = str(sidecar_path(document))
    try:
        data, _stamp = read_bytes(path)
    except RefusedError as error:
        problem = Problem(path, 1, 1, f"file-{error.kind}", error.params)
        return [], [] if error.kind == "not-found" else [problem]
    reading = read(data, path)
    values = Values(path, reading.problems)
    nodes = _entries(reading.root, values)
    skips = [skip for node in nodes if (skip := _skip(node, values, document)) is not None]
    return skips, sorted(reading.problems, key=lambda problem: problem.place)


def _entries(root: Node | None, values: Values) -> list[Node]:
    """Return the entries under `skip`."""
    if isinstance(root, Map):
        keys = values.mapping(root, _ROOT)
        return values.sequence(keys["skip"], _ROOT["skip"]) or [] if keys else []
    if isinstance(root, Scalar | List):
        values.report("not-a-map", root, key=Path(values.file).name)
    return []


def _skip(node: Node, values: Values, document: Document) -> Skip | None:
    if not isinstance(node, Map):
        if values.node(node, _ROOT["skip"]) is not None:
            values.report("not-a-map", node, key="skip")
        return None
    keys = values.mapping(node, _SKIP)
    if keys is None:
        return None
    text, place = keys["text"], node.entries["text"][1]
    spans = tuple(document.locate(text))
    if spans:
        return Skip(text, spans, keys["reason"], place.line, place.column)
    wanted = values.errors < SEARCHES and may_be_shown(document, values.file)
    if wanted and (near := document.inexact(text)) is not None:
        params = {"text": shown(near.text), "found": shown(near.found), "line": str(near.line)}
        values.report("quote-inexact", place, **params)
    else:
        values.report("quote-not-in-source", place, text=shown(text))
    return None
