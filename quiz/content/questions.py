"""One node of the list of questions turned into a question of its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

from quiz.content import answers, cloze, spec
from quiz.content.grounding import Grounding
from quiz.content.identity import derive_id
from quiz.content.kinds import kind_of, label, report_stray
from quiz.content.nodes import Map, Node, Place, Scalar
from quiz.content.problems import shown
from quiz.content.sources import Document
from quiz.content.values import BY_KIND, Values, is_id
from quiz.content.words import nearest
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
        values, document = self._values, self._defaults.document
        if type(node) is not Map:
            report_stray(node, values)
            return None
        node = values.bounded(node)
        values.failed = node.damaged
        kind = kind_of(node, values)
        found = self._found(node, kind) if kind else {}
        if not kind or values.failed:
            return None
        if "source" in found:
            found["source"], document = self._document_at(found["source"], node)
            values.failed = False  # the document is at fault, not the question
        question = _MAKERS[kind](self, node, found)
        if question is None or not self._is_new(question, node):
            return None
        if document is not None:
            grounded = found.get("grounded", True)
            self._grounding.check(question, document, node, grounded=grounded)
        return question

    def _found(self, node: Map, kind: str) -> Found:
        """Return the values of the question's keys, None for one that is wrong.

        Most are texts, which are taken here; what is no text, or none where one should be,
        is looked at closely.
        """
        keys = spec.QUESTION["single" if kind == "choice" else kind]
        kinds = spec.KINDS[kind]
        found: Found = {}
        for name, (mark, value) in node.entries.items():
            wanted = kinds.get(name)
            text = type(value) is Scalar and value.value.strip()
            if text and wanted == "text":
                found[name] = text
            elif text and wanted == "texts":
                found[name] = (text,)
            elif text and wanted == "id" and is_id(text):
                found[name] = text
            elif wanted is not None:
                found[name] = BY_KIND[wanted](self._values, value, keys[name])
            elif name in spec.ALL_QUESTION_KEYS:
                params = {"key": name, "type": label(kind)}
                self._values.report("key-of-other-type", Place(mark), **params)
            else:
                self._values.unknown_key(mark, name, keys)
        if not node.damaged and not spec.REQUIRED[kind] <= found.keys():
            self._report_missing(node, keys)
        return found

    def _report_missing(self, node: Map, keys: dict[str, spec.Key]) -> None:
        """Tell which keys are missing, but for those that are there and misspelt."""
        misspelt = {nearest(name, keys) for name in node.entries if name not in keys}
        for key in keys.values():
            if key.required and key.name not in node.entries and key.name not in misspelt:
                self._values.report("missing-key", node, key=key.name)

    # -- one function for each type; the values are good, but may not go together -----------

    def _choice(self, node: Map, found: Found) -> Single | Multiple | None:
        """A choice question whose answer says whether one option is right or several."""
        answer, options = found["answer"], found["options"]
        if answers.mean_several(answer, options):
            return self._multiple(node, found)
        return self._single(node, found)

    def _single(self, node: Map, found: Found) -> Single | None:
        answer, options = found["answer"], found["options"]
        index = answers.one(answer, options, self._values)
        if index is None:
            return None
        common = self._common("single", found["prompt"], node, found)
        shuffle = found.get("shuffle", True)
        return Single(**common, options=options, answer=index, shuffle=shuffle)

    def _multiple(self, node: Map, found: Found) -> Multiple | None:
        answer, options = found["answer"], found["options"]
        indices = answers.several(answer, options, self._values)
        if indices is None:
            return None
        common = self._common("multiple", found["prompt"], node, found)
        return Multiple(
            **common,
            options=options,
            answers=indices,
            shuffle=found.get("shuffle", True),
            partial=self._defaults.partial,
        )

    def _true_false(self, node: Map, found: Found) -> TrueFalse | None:
        value = self._values.truth(found["answer"], spec.QUESTION["true_false"]["answer"])
        if value is None:
            return None
        return TrueFalse(**self._common("true_false", found["prompt"], node, found), answer=value)

    def _cloze(self, node: Map, found: Found) -> Cloze | None:
        parsed = cloze.parse(found["cloze"], node.entries["cloze"][1], self._values)
        if parsed is None:
            return None
        segments, blanks = parsed
        common = self._common("cloze", BLANK.join(segments), node, found)
        any_order = found.get("any_order", False)
        return Cloze(**common, segments=segments, blanks=blanks, any_order=any_order)

    def _short(self, node: Map, found: Found) -> Short:
        common = self._common("short", found["prompt"], node, found)
        return Short(**common, answer=found["answer"], accept=found.get("accept", ()))

    def _order(self, node: Map, found: Found) -> Order:
        return Order(**self._common("order", found["prompt"], node, found), items=found["order"])

    def _match(self, node: Map, found: Found) -> Match | None:
        pairs, extra = found["match"], found.get("extra", ())
        rights = {right for _left, right in pairs}
        place = node.entries["extra"][1] if extra else node
        for text in sorted({text for text in extra if text in rights or extra.count(text) > 1}):
            self._values.report("repeated-item", place, text=shown(text), key="extra")
        rights.update(extra)
        if len(rights) > spec.RIGHT_SIDES:
            most, count = str(spec.RIGHT_SIDES), str(len(rights))
            self._values.report("too-many", place, key="extra", most=most, count=count)
        if self._values.failed:
            return None
        common = self._common("match", found["prompt"], node, found)
        return Match(**common, pairs=pairs, extra=extra)

    def _card(self, node: Map, found: Found) -> Card:
        return Card(**self._common("card", found["front"], node, found), back=found["back"])

    def _common(self, kind: str, prompt: str, node: Map, found: Found) -> Found:
        """Return what every type has."""
        defaults = self._defaults
        common = {
            "id": found.get("id") or derive_id(kind, prompt),
            "set_id": defaults.set_id,
            "prompt": prompt,
            "quotes": found.get("quote", ()),
            "source": found.get("source") or defaults.source,
            "tags": defaults.tags,
            "line": node.mark.line + 1,
        }
        if "tags" in found:
            common["tags"] = tuple(dict.fromkeys((*defaults.tags, *found["tags"])))
        for name in ("hint", "explanation", "difficulty", "points", "allow"):
            if name in found:
                common[name] = found[name]
        return common

    def _is_new(self, question: AnyQuestion, node: Map) -> bool:
        """Tell whether no question before has the id, and report the two if one has."""
        if question.id not in self._lines:
            self._lines[question.id] = node.mark.line + 1
            return True
        line = str(self._lines[question.id])
        if "id" in node.entries:
            place = node.entries["id"][1]
            self._values.report("repeated-id", place, id=shown(question.id), line=line)
        else:
            self._values.report("same-question", node, line=line)
        return False


_MAKERS: Final[dict[str, Callable[[QuestionReader, Map, Found], AnyQuestion | None]]] = {
    "choice": QuestionReader._choice,
    "single": QuestionReader._single,
    "multiple": QuestionReader._multiple,
    "true_false": QuestionReader._true_false,
    "cloze": QuestionReader._cloze,
    "short": QuestionReader._short,
    "order": QuestionReader._order,
    "match": QuestionReader._match,
    "card": QuestionReader._card,
}
"""What makes a question of each kind."""
