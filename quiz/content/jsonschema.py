"""The JSON Schema of the question file, made from the table that the reader goes by.

Editors complete and check with it while one types. What takes more than the form of a file to
see (an answer that isn't an option, a quote that the source doesn't hold) only `quiz check` sees.

    python -m quiz.content.jsonschema > questions/question-set.schema.json
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final, TypeAlias

from quiz.content import spec
from quiz.content.spec import Key

Schema: TypeAlias = dict[str, Any]

_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
"""A YAML editor takes `no`, `12` and `1.10` for other things; the reader takes them as text."""

_NO_BLANK: Final[Schema] = {"not": {"type": "string", "pattern": r"^\s*$"}}


def question_set_schema() -> Schema:
    """Return the schema of one question file (draft 2020-12)."""
    names: Schema = {"properties": dict.fromkeys(spec.ALL_QUESTION_KEYS, True)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Question set",
        "description": "A set of questions for quiz-trainer, format 1.",
        **_map_of(spec.SET_KEYS),
        "$defs": {
            "text": {**_TEXT, **_NO_BLANK},
            "option": {"anyOf": [{"$ref": "#/$defs/text"}, _map_of(spec.OPTION_KEYS)]},
            "question": {
                "type": "object",
                **names,
                "anyOf": [{"$ref": f"#/$defs/{name}"} for name in spec.TYPES],
            },
            **{name: _question(name, keys) for name, keys in spec.TYPES.items()},
        },
    }


def _question(name: str, keys: tuple[Key, ...]) -> Schema:
    schema = _map_of((*keys, *spec.COMMON_KEYS))
    schema["properties"]["type"] = {"const": name, "description": "The type of the question."}
    if name in _ANSWERS:
        meaning = schema["properties"]["answer"]["description"]
        schema["properties"]["answer"] = {"description": meaning, **_ANSWERS[name]}
    return schema


def _map_of(keys: tuple[Key, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {key.name: {"description": key.meaning, **_value(key)} for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }


def _value(key: Key) -> Schema:
    """Return what a key may hold."""
    text: Schema = {"$ref": "#/$defs/text"}
    several: Schema = {"type": "array", "items": text}
    bounds: Schema = {"minItems": int(key.least)} if key.least else {}
    if key.most:
        bounds["maxItems"] = int(key.most)
    match key.kind:
        case "text" | "type" | "answer":
            return text
        case "id":
            return {**_TEXT, **_NO_BLANK, "maxLength": spec.ID_LENGTH}
        case "texts":
            return {"anyOf": [text, several]}
        case "items":
            return {**several, **bounds, "uniqueItems": True}
        case "options":
            return {"type": "array", "items": {"$ref": "#/$defs/option"}, **bounds}
        case "pairs":
            least, most = int(key.least), int(key.most)
            size = {"minProperties": least, "maxProperties": most}
            return {"type": "object", "additionalProperties": text, **size}
        case "number" | "whole":
            kind = "integer" if key.kind == "whole" else "number"
            return {"type": kind, "minimum": key.least, "maximum": key.most}
        case "truth":
            words = [*spec.TRUE_WORDS, *spec.FALSE_WORDS]
            return {"anyOf": [{"type": "boolean"}, {"enum": words}]}
        case "questions":
            return {"type": "array", "items": {"$ref": "#/$defs/question"}, "minItems": 1}


_ANSWERS: Final[dict[str, Schema]] = {
    "multiple": {
        "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "items": {"$ref": "#/$defs/text"}, "minItems": 1},
        ]
    },
    "true_false": {"anyOf": [{"type": "boolean"}, {"enum": [*spec.TRUE_WORDS, *spec.FALSE_WORDS]}]},
}
"""What `answer` holds where it isn't one text."""


def as_text() -> str:
    """Return the schema as the file that ships."""
    return json.dumps(question_set_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
