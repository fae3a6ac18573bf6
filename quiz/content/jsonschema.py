"""The JSON Schema of the question file, made from the table that the reader goes by.

Editors complete and check with it while one types. It sees the form of a file; what takes more
than that (an answer that isn't an option, a quote that the source doesn't hold) only
`quiz check` sees.

    python -m quiz.content.jsonschema > questions/question-set.schema.json
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final, TypeAlias

from quiz.content import spec
from quiz.content.messages import LINT_CODES
from quiz.content.spec import Key

Schema: TypeAlias = dict[str, Any]

_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""A YAML editor takes `no`, `12` and `1.10` for other things; the reader takes them as text."""

_INVISIBLE: Final = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
_FULL_WIDTH: Final = ord("Ａ") - ord("A")


def question_set_schema() -> Schema:
    """Return the schema of one question file (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Question set",
        "description": "A set of questions for quiz-trainer, format 1.",
        **_map_of(spec.SET_KEYS),
        "$defs": {
            "text": _TEXT,
            "texts": {"anyOf": [_ref("text"), {"type": "array", "items": _ref("text")}]},
            "id": _id(),
            "truth": _truth(),
            "option": {
                "if": {"type": "object"},
                "then": _map_of(spec.OPTION_KEYS),
                "else": _ref("text"),
            },
            "allowed": _allowed(),
            "question": _question(),
            **{name: _question_of(name, keys) for name, keys in spec.TYPES.items()},
        },
    }


def as_text() -> str:
    """Return the schema as the file that ships."""
    return json.dumps(question_set_schema(), ensure_ascii=False, indent=2) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _question() -> Schema:
    """Return the schema of any question: by its keys and its type, that of one type.

    The type is found as the reader finds it, so that an editor complains of what is wrong with
    this type instead of listing all types that it isn't. The names of all keys are there to be
    offered before the type is known.
    """
    properties = {key: _common_meaning(key) for key in spec.ALL_QUESTION_KEYS}
    # None of these keys is there any more, so that requiring one is to say what is missing.
    branch: Schema = {"required": ["prompt"]}
    for key, kind in reversed(spec.IMPLIED.items()):
        branch = {"if": {"required": [key]}, "then": _by_answer(kind), "else": branch}
    return {"type": "object", "properties": properties, **branch}


def _common_meaning(name: str) -> Schema:
    """Return the description of a key that means the same in every type that has it."""
    meanings = {keys[name].meaning for keys in spec.QUESTION.values() if name in keys}
    return {"description": meanings.pop()} if len(meanings) == 1 else {}


def _by_answer(kind: str) -> Schema:
    """Return the schema of what the keys imply.

    Of two types that the answer tells apart, the second takes all that the first does, and
    is the one unless the first is written.
    """
    if kind not in spec.ALTERNATIVES:
        return _ref(kind)
    first, second = spec.ALTERNATIVES[kind]
    written = {"properties": {"type": {"const": first}}, "required": ["type"]}
    return {"if": written, "then": _ref(first), "else": _ref(second)}


def _question_of(name: str, keys: tuple[Key, ...]) -> Schema:
    """Return the schema of a question of one type."""
    schema = _map_of((*keys, *spec.COMMON_KEYS))
    schema["properties"]["type"] |= {"const": name}
    own = _OWN.get(name)
    if own:
        schema["properties"][own[0]] |= own[1]
    return schema


def _map_of(keys: tuple[Key, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {key.name: {"description": key.meaning, **_value(key)} for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }


def _value(key: Key) -> Schema:
    """Return what a key may hold; {} where only the type can say.

    That no item stands twice is left to the reader, who compares what was typed: here, `1` and
    `1.0` are one number.
    """
    bounds = {"least": int(key.least), "most": int(key.most)}
    match key.kind:
        case "text" | "texts" | "id" | "truth":
            return _ref(key.kind)
        case "items":
            return _list_of("text", **bounds)
        case "options":
            return _list_of("option", **bounds)
        case "questions":
            return _list_of("question", **bounds)
        case "pairs":
            size = {"minProperties": bounds["least"], "maxProperties": bounds["most"]}
            texts = {"propertyNames": _ref("text"), "additionalProperties": _ref("text")}
            return {"type": "object", **texts, **size}
        case "allowed":
            return _ref("allowed")
        case "number" | "whole":
            kind = "integer" if key.kind == "whole" else "number"
            return {"type": kind, "minimum": key.least, "maximum": key.most}
        case "type" | "answer":
            return {}


def _list_of(name: str, *, least: int, most: int = 0) -> Schema:
    size = {"minItems": least, "maxItems": most} if most else {"minItems": least}
    return {"type": "array", "items": _ref(name), **size}


def _id() -> Schema:
    """Return the schema of one line; the reader drops the white space around it."""
    one_line = rf"^\s*[^\s{_INVISIBLE}][^{_INVISIBLE}]*\s*$"
    return {**_TEXT, "pattern": one_line, "maxLength": spec.ID_LENGTH}


def _allowed() -> Schema:
    """Return the schema of reasons by the codes of item-writing rules; all are offered."""
    return {
        "type": "object",
        "properties": dict.fromkeys(LINT_CODES, _ref("text")),
        "propertyNames": _ref("text"),
        "additionalProperties": _ref("text"),
        "minProperties": 1,
        "maxProperties": int(spec.SET["allow"].most),
    }


def _truth() -> Schema:
    """Return the schema of the words for true and false, in any case and width."""
    words = "|".join(map(_in_any_writing, (*spec.TRUE_WORDS, *spec.FALSE_WORDS)))
    return {"type": ["boolean", "string"], "pattern": rf"^\s*(?:{words})\s*$"}


def _in_any_writing(word: str) -> str:
    return "".join(_writings(sign) if sign.isascii() else sign for sign in word)


def _writings(letter: str) -> str:
    both = letter.lower() + letter.upper()
    return f"[{both}{''.join(chr(ord(sign) + _FULL_WIDTH) for sign in both)}]"


_OWN: Final[dict[str, tuple[str, Schema]]] = {
    "single": ("answer", _ref("text")),
    "multiple": ("answer", {"anyOf": [_ref("text"), _list_of("text", least=1)]}),
    "true_false": ("answer", _ref("truth")),
    "cloze": ("cloze", {"type": "string", "pattern": r"\{\{"}),
}
"""What only one type asks of one of its keys."""


if __name__ == "__main__":
    sys.stdout.buffer.write(as_text().encode())
