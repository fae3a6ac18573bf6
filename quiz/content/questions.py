"""One node of the list of questions turned into a question of its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from quiz.content import answers, cloze, spec
from quiz.content.grounding import Grounding
from quiz.content.identity import derive_id
from quiz.content.kinds import kind_of, label, report_stray
from quiz.content.nodes import Map, Node, Scalar
from quiz.content.problems import shown
from quiz.content.sources import Document
from quiz.content.values import Values, nearest
from quiz.engine.questions import (
    BLANK,
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

Found: TypeAlias = dict[str, Any]
"""The values of a question by their keys."""


class Defaults(NamedTuple):
    """What a set gives to its questions."""

    set_id: str
    source: str = ""
    document: Document | None = None
    tags: tuple[str, ...] = ()
    partial: bool = False


class QuestionReader:
    """Reads the questions of one set, one after the other.

    `document_at(value, node)` returns the path and the document that the key `source` of the
    map `node` names.
    """

    def __init__(
        self,
        values: Values,
        defaults: Defaults,
        document_at: Callable[[str, Map], tuple[str, Document | None]],
    ) -> None:
        self._values = values
        self._defaults = defaults
        self._document_at = document_at
        self._grounding = Grounding(values)
        self._lines: dict[str, int] = {}

    def read(self, node: Node) -> AnyQuestion | None:
        """Return the question at `node`, None when something is wrong with it.

        A question that its source doesn't bear out is reported and can be asked all the same.
        """
        if not isinstance(node, Map):
            report_stray(node, self._values)
            return None
        self._values.failed = node.repeats
        kind = kind_of(node, self._values)
        if not kind:
            return None
        found = self._found(node, kind)
        if self._values.failed:
            return None
        source, document = self._defaults.source, self._defaults.document
        if "source" in found:
            source, document = self._document_at(found["source"], node)
            self._values.failed = False
        question = self._make(kind, node, found, source)
        if question is None or not self._is_new(question, node):
            return None
        if document is not None:
            grounded = found.get("grounded", True)
            self._grounding.check(question, document, node, grounded=grounded)
        return question

    def _found(self, node: Map, kind: str) -> Found:
        """Return the values of the question's keys, None for one that is wrong."""
        keys = spec.QUESTION["single" if kind == "choice" else kind]
        by_kind = self._values.by_kind
        found: Found = {}
        for name, (key_node, value) in node.entries.items():
            key = keys.get(name)
            if key is not None:
                text = key.kind == "text" and type(value) is Scalar and value.value.strip()
                found[name] = text or by_kind[key.kind](value, key)
            elif name in spec.ALL_QUESTION_KEYS:
                self._values.report("key-of-other-type", key_node, key=name, type=label(kind))
            else:
                self._values.unknown_key(key_node, keys)
        if not spec.REQUIRED[kind] <= found.keys():
            self._report_missing(node, keys)
        return found

    def _report_missing(self, node: Map, keys: dict[str, spec.Key]) -> None:
        """Tell which keys are missing, but for those that are there and misspelt."""
        misspelt = {nearest(name, keys) for name in node.entries if name not in keys}
        for key in keys.values():
            if key.required and key.name not in node.entries and key.name not in misspelt:
                self._values.report("missing-key", node, key=key.name)

    def _make(self, kind: str, node: Map, found: Found, source: str) -> AnyQuestion | None:
        """Return the question; its values are good, but may not go together."""
        if kind in ("choice", "single", "multiple"):
            return self._choice(kind, node, found, source)
        if kind == "cloze":
            return self._cloze(node, found, source)
        common = self._common(kind, found.get("prompt") or found["front"], node, found, source)
        if kind == "true_false":
            value = self._values.truth(found["answer"], spec.QUESTION[kind]["answer"])
            return None if value is None else TrueFalse(**common, answer=value)
        if kind == "short":
            return Short(**common, answer=found["answer"], accept=found.get("accept", ()))
        if kind == "order":
            return Order(**common, items=found["order"])
        if kind == "match":
            return self._match(node, found, common)
        return Card(**common, back=found["back"])

    def _choice(self, kind: str, node: Map, found: Found, source: str) -> AnyQuestion | None:
        options = found["options"]
        key = spec.QUESTION["single"]["answer"]
        resolved = answers.resolve(kind, found["answer"], options, key, self._values)
        if resolved is None:
            return None
        kind, indices = resolved
        common = self._common(kind, found["prompt"], node, found, source)
        common["options"] = options
        common["shuffle"] = found.get("shuffle", True)
        if kind == "single":
            return Single(**common, answer=indices[0])
        return Multiple(**common, answers=indices, partial=self._defaults.partial)

    def _cloze(self, node: Map, found: Found, source: str) -> Cloze | None:
        parsed = cloze.parse(found["cloze"], node.entries["cloze"][1], self._values)
        if parsed is None:
            return None
        segments, blanks = parsed
        common = self._common("cloze", BLANK.join(segments), node, found, source)
        any_order = found.get("any_order", False)
        return Cloze(**common, segments=segments, blanks=blanks, any_order=any_order)

    def _match(self, node: Map, found: Found, common: Found) -> Match | None:
        pairs, extra = found["match"], found.get("extra", ())
        rights = {right for _left, right in pairs}
        place = node.entries["extra"][1] if extra else node
        for text in extra:
            if text in rights:
                self._values.report("repeated-item", place, text=shown(text), key="extra")
            rights.add(text)
        if len(rights) > spec.RIGHT_SIDES:
            most, count = str(spec.RIGHT_SIDES), str(len(rights))
            self._values.report("too-many", place, key="extra", most=most, count=count)
        return None if self._values.failed else Match(**common, pairs=pairs, extra=extra)

    def _common(self, kind: str, prompt: str, node: Map, found: Found, source: str) -> Found:
        """Return what every type has."""
        common = {
            "id": found.get("id") or derive_id(kind, prompt),
            "set_id": self._defaults.set_id,
            "prompt": prompt,
            "source": source,
            "tags": self._defaults.tags,
            "line": node.line,
        }
        if "tags" in found:
            common["tags"] = tuple(dict.fromkeys((*self._defaults.tags, *found["tags"])))
        if "quote" in found:
            common["quotes"] = found["quote"]
        for name in ("hint", "explanation", "difficulty", "points"):
            if name in found:
                common[name] = found[name]
        return common

    def _is_new(self, question: AnyQuestion, node: Map) -> bool:
        """Tell whether no question before has the id, and report the two if one has."""
        if question.id not in self._lines:
            self._lines[question.id] = node.line
            return True
        line = str(self._lines[question.id])
        if "id" in node.entries:
            place = node.entries["id"][1]
            self._values.report("repeated-id", place, id=shown(question.id), line=line)
        else:
            self._values.report("same-question", node, line=line)
        return False
