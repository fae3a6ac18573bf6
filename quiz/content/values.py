"""Turns nodes into values, kind by kind, and tells what is wrong with those that aren't.

A value that is no good comes back as None, with `failed` set: what it stands in is left out,
but the rest is looked at all the same, so that everything is told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final

import msgspec

from quiz.content import spec
from quiz.content.messages import LINT_CODES, MESSAGES
from quiz.content.nodes import Flawed, List, Map, Mark, Node, Place, Scalar
from quiz.content.problems import PROBLEMS_LIMIT, Problem, shown
from quiz.content.spec import Key
from quiz.content.words import FOLDABLE, likeness, nearest, truth
from quiz.engine.questions import Option

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_ONE_LINE: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]+")


KEYS_LIMIT: Final = 1000
"""So many keys of a set or a question are looked at; none has a tenth of them."""


def plain_texts(nodes: list[Node]) -> tuple[str, ...]:
    """Return the texts of a list that holds nothing but texts, () if there is anything else.

    The quick way for nearly all lists; what else there may be is looked into afterwards.
    """
    texts = []
    for node in nodes:
        text = type(node) is Scalar and node.value.strip()
        if not text:
            return ()
        texts.append(text)
    return tuple(texts)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: one line, not too long."""
    one_line = text.isprintable() or _ONE_LINE.fullmatch(text) is not None
    return one_line and len(text) <= spec.ID_LENGTH


class Values:
    """Reads values of one file; problems are added to `problems`."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.failed = False
        self.errors = 0
        self.warnings = 0
        self._likenesses: tuple[object, list[str]] = ((), [])

    def value(self, node: Node, key: Key) -> Any:
        """Return the value of whatever kind the key wants, None if it is no good."""
        return BY_KIND[key.kind](self, node, key)

    def report(self, code: str, place: Place, right: int = 0, /, **params: str) -> None:
        """Tell of a problem, `right` characters to the right of `place`.

        Unless it is only a warning, the value has failed.
        """
        if MESSAGES[code].warning:
            self.warnings += 1
            if self.warnings > PROBLEMS_LIMIT:
                return
            if self.warnings == PROBLEMS_LIMIT:
                code, params = "too-many-warnings", {"limit": f"{PROBLEMS_LIMIT:,}"}
        else:
            self.failed = True
            self.errors += 1
            if self.errors > PROBLEMS_LIMIT + 1:
                return
        column = place.column + right
        self.problems.append(Problem(self.file, place.line, column, code, params))

    def bounded(self, node: Map) -> Map:
        """Return a map of fixed keys without those past `KEYS_LIMIT`, of which one tells."""
        if len(node.entries) <= KEYS_LIMIT:
            return node
        entries = dict(islice(node.entries.items(), KEYS_LIMIT + 1))
        mark, _value = entries.popitem()[1]
        self.report("too-many-errors", Place(mark), limit=f"{KEYS_LIMIT:,}")
        return msgspec.structs.replace(node, entries=entries, damaged=True)

    def unknown_key(self, mark: Mark, name: str, known: Iterable[str]) -> None:
        """Tell of a key that doesn't exist here."""
        known = list(known)
        if self.errors > PROBLEMS_LIMIT:  # the nearest is not looked for in vain
            self.failed = True
            return
        near = nearest(name, known)
        names = {"nearest": near} if near else {}
        known_names = ", ".join(known)
        self.report("unknown-key", Place(mark), key=shown(name), known=known_names, **names)

    def node(self, node: Node, _key: Key) -> Node | None:
        """Return the node itself, to be read by one who knows the type."""
        if type(node) is Flawed:
            self.failed = True
            return None
        return node

    def text(self, node: Node, key: Key) -> str | None:
        """Return a text without white space around it."""
        if type(node) is Scalar:
            text = node.value.strip()
            if text:
                return text
            code = "no-value" if node.plain and not node.value else "empty-text"
            self.report(code, node, key=key.name)
        elif type(node) is Flawed or (type(node) is Map and node.damaged):
            self.failed = True
        elif (isinstance(node, List) and node.flow) or (isinstance(node, Map) and node.flow):
            self.report("unquoted-value", node, start="[" if isinstance(node, List) else "{")
        else:
            self.report("not-text", node, key=key.name)
        return None

    def item(self, node: Node, key: Key) -> str | None:
        """Return a text that stands in a list, where a colon in it would begin a map."""
        if type(node) is Map and _is_split_text(node):
            self.report("unquoted-colon", node)
            return None
        return self.text(node, key)

    def id(self, node: Node, key: Key) -> str | None:
        """Return a text of one line."""
        text = self.text(node, key)
        if text is None or is_id(text):
            return text
        self.report("bad-id", node, value=shown(text), most=str(spec.ID_LENGTH))
        return None

    def texts(self, node: Node, key: Key) -> tuple[str, ...] | None:
        """Return the texts of a list, or the one text that stands in its place."""
        if type(node) is List:
            if self._is_too_long(len(node.items), node, key):
                return None
            return plain_texts(node.items) or self._all(
                [self.item(item, key) for item in node.items]
            )
        text = self.text(node, key)
        return None if text is None else (text,)

    def items(self, node: Node, key: Key) -> tuple[str, ...] | None:
        """Return the texts of a list in which none may stand twice."""
        nodes = self.sequence(node, key)
        texts = None if nodes is None else self._all([self.item(item, key) for item in nodes])
        if nodes is None or texts is None:
            return None
        alike = [likeness(text) for text in texts]
        return texts if self._distinct(alike, nodes, "repeated-item", key) else None

    def sequence(self, node: Node, key: Key) -> list[Node] | None:
        """Return the items of a list with as many as the key allows."""
        if type(node) is List:
            return node.items if self._count(len(node.items), node, key) else None
        if self.node(node, key) is not None:
            self.report("not-a-list", node, key=key.name)
        return None

    def _is_too_long(self, count: int, node: Node, key: Key) -> bool:
        """Tell of a list that nobody would write, instead of going through it."""
        if count > spec.LIST_LENGTH:
            self.report("long-list", node, key=key.name, limit=f"{spec.LIST_LENGTH:,}")
        return count > spec.LIST_LENGTH

    def options(self, node: Node, key: Key) -> tuple[Option, ...] | None:
        """Return the options of a choice question."""
        nodes = self.sequence(node, key)
        if nodes is None:
            return None
        options: tuple[Option, ...] | None = tuple(map(Option, plain_texts(nodes)))
        options = options or self._all([self.option(item, key) for item in nodes])
        if options is None:
            return None
        alike = self.likenesses(options)
        return options if self._distinct(alike, nodes, "repeated-option", key) else None

    def likenesses(self, options: tuple[Option, ...]) -> list[str]:
        """Return what the options are compared by; known already for those read last."""
        if self._likenesses[0] is not options:
            texts = [option.text for option in options]
            if FOLDABLE.search("".join(texts)):
                texts = [likeness(text) for text in texts]
            self._likenesses = (options, texts)
        return self._likenesses[1]

    def option(self, node: Node, key: Key) -> Option | None:
        """Return one option: a text, or a map with the keys text and why."""
        if type(node) is not Map or (_is_split_text(node) and not _names_option(node)):
            text = self.item(node, key)
            return None if text is None else Option(text)
        values = self.mapping(node, spec.OPTION)
        if values is None:
            return None
        return Option(values["text"], values.get("why", ""))

    def mapping(self, node: Map, keys: dict[str, Key]) -> dict[str, Any] | None:
        """Return the values of a map whose keys are given, None if any is wrong."""
        values: dict[str, Any] = {}
        good = not node.damaged
        self.failed |= node.damaged
        for name, (mark, value) in node.entries.items():
            if name not in keys:
                self.unknown_key(mark, name, keys)
                good = False
            else:
                values[name] = self.value(value, keys[name])
        for key in keys.values():
            if key.required and key.name not in node.entries:
                self.report("missing-key", node, key=key.name)
                good = False
        return values if good and None not in values.values() else None

    def pairs(self, node: Node, key: Key) -> tuple[tuple[str, str], ...] | None:
        """Return the pairs of a map, in the order of the file."""
        if not isinstance(node, Map):
            if self.node(node, key) is not None:
                self.report("not-a-map", node, key=key.name)
            return None
        if self._is_too_long(len(node.entries), node, key):
            return None
        lefts: list[Node] = [Scalar(mark, left, True) for left, (mark, _r) in node.entries.items()]
        left_texts = self._all([self.text(left, key) for left in lefts])
        rights = self._all([self.text(right, key) for _mark, right in node.entries.values()])
        self.failed |= node.damaged
        good = self._count(len(node.entries), node, key) and not node.damaged
        if left_texts is None or rights is None or not good:
            return None
        if not self._distinct([likeness(left) for left in left_texts], lefts, "repeated-item", key):
            return None
        return tuple(zip(left_texts, rights, strict=True))

    def allowed(self, node: Node, key: Key) -> tuple[str, ...] | None:
        """Return the codes of a map of item-writing rules to reasons.

        One that is unknown is only told: it keeps nobody from being asked the question.
        """
        pairs = self.pairs(node, key)
        if pairs is None or not isinstance(node, Map):
            return None
        for code, (mark, _reason) in node.entries.items():
            if code.strip() not in LINT_CODES and self.warnings < PROBLEMS_LIMIT:
                near = nearest(code, LINT_CODES)
                params = {"nearest": near} if near else {}
                self.report("unknown-lint-code", Place(mark), code=shown(code), **params)
        return tuple(code for code, _reason in pairs if code in LINT_CODES)

    def number(self, node: Node, key: Key) -> float | None:
        """Return a number within the limits of the key."""
        text = self.text(node, key)
        if text is None or type(node) is not Scalar:
            return None
        if not node.plain or not _NUMBER.fullmatch(text):
            self.report("not-a-number", node, key=key.name, value=shown(text))
            return None
        value = float(text)
        if not key.least <= value <= key.most:
            limits = {"least": f"{key.least:g}", "most": f"{key.most:g}"}
            self.report("out-of-range", node, key=key.name, value=shown(text), **limits)
            return None
        return value

    def whole(self, node: Node, key: Key) -> int | None:
        """Return a whole number within the limits of the key."""
        value = self.number(node, key)
        if value is not None and isinstance(node, Scalar) and not value.is_integer():
            self.report("not-whole", node, key=key.name, value=shown(node.value))
            return None
        return None if value is None else int(value)

    def truth(self, node: Node, key: Key) -> bool | None:
        """Return what a word for true or false means."""
        text = self.text(node, key)
        value = None if text is None else truth(text)
        if text is not None and value is None:
            self.report("not-true-or-false", node, key=key.name, value=shown(text))
        return value

    def _count(self, count: int, node: Node, key: Key) -> bool:
        if key.least <= count <= (key.most or count):
            return True
        if count < key.least:
            least = f"{key.least:g}"
            self.report("too-few", node, key=key.name, least=least, count=str(count))
        else:
            self.report("too-many", node, key=key.name, most=f"{key.most:g}", count=str(count))
        return False

    def _distinct(self, alike: list[str], nodes: list[Node], code: str, key: Key) -> bool:
        """Tell whether no two are alike, and report each that is like one before it."""
        if len(set(alike)) == len(alike):
            return True
        for number, text in enumerate(alike):
            if text in alike[:number]:
                self.report(code, nodes[number], text=shown(text), key=key.name)
        return False

    @staticmethod
    def _all(values: list[Any]) -> tuple[Any, ...] | None:
        return None if None in values else tuple(values)


def _is_split_text(node: Map) -> bool:
    """Tell whether a list item is a text that its colon turned into a map."""
    marks = [mark for mark, _value in node.entries.values()]
    return len(marks) == 1 and marks[0].index == node.mark.index


def _names_option(node: Map) -> bool:
    """Tell whether the one key of a map is one that an option has, or nearly."""
    return bool(nearest(next(iter(node.entries)), spec.OPTION))


BY_KIND: Final[dict[spec.Kind, Callable[[Values, Node, Key], Any]]] = {
    "text": Values.text,
    "id": Values.id,
    "texts": Values.texts,
    "items": Values.items,
    "options": Values.options,
    "pairs": Values.pairs,
    "allowed": Values.allowed,
    "number": Values.number,
    "whole": Values.whole,
    "truth": Values.truth,
    "type": Values.text,
    "answer": Values.node,
    "questions": Values.node,
}
"""How a value of each kind is read. (A table in each object would make a circle of it, and
what is read while the garbage collector rests would stay in memory.)"""
