"""The question file format as one table: every key of a set and of each question type.

The reader, the JSON Schema and the documentation are all made from it, so that they can't
disagree about which keys there are, what they hold and within which limits.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "text",  # one text
    "id",  # a text of one line
    "texts",  # a text or a list of texts
    "items",  # a list of texts, none twice
    "options",  # a list of texts or of {text, why}
    "answer",  # what the type makes of it
    "pairs",  # texts to texts
    "allowed",  # the codes of item-writing rules, each with a reason
    "number",
    "whole",  # a whole number
    "truth",  # true or false
    "type",  # the name of a type
    "questions",
]


class Key(NamedTuple):
    """One key: its name, what kind of value it has, and what it means.

    `least` and `most` bound a number, or how many items or characters there may be.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    least: float = 0
    most: float = 0


_ALLOW: Final = Key(
    "allow",
    "allowed",
    "Which item-writing rules are right to be broken here, each with the reason: lint-…: …",
    least=1,
    most=26,
)

ID_LENGTH: Final = 100
"""The most characters an id may have."""

DEPTH: Final = 16
"""How deep lists and keys may be nested."""

TEXT_LENGTH: Final = 20_000
"""The most characters of one text; a page has about two thousand."""

BLANKS: Final = 100
"""The most blanks of a cloze."""

LIST_LENGTH: Final = 1000
"""The most items of a list in a question."""

SET_KEYS: Final = (
    Key("title", "text", "The name of the set, as it is shown.", required=True),
    Key(
        "questions", "questions", "The questions, in a list.", required=True, least=1, most=100_000
    ),
    Key("id", "id", "What the set's history belongs to; by default the file's name.", least=1),
    Key("description", "text", "One line about the set."),
    Key("source", "text", "The document the questions rest on: a path from this file's folder."),
    Key("tags", "texts", "Tags that every question of the set has."),
    Key("pass_mark", "number", "Per cent of the points needed to pass; 60 by default.", most=100),
    Key("time_limit", "number", "Minutes for an exam; none by default.", most=1440),
    Key("both_ways", "truth", "Whether its flashcards are asked from either side."),
    Key("partial", "truth", "Whether an incomplete multiple choice earns its share in an exam."),
    _ALLOW,
)

COMMON_KEYS: Final = (
    Key("type", "type", "The type; the keys say it already."),
    Key("id", "id", "What the question's history belongs to; never change it.", least=1),
    Key("hint", "text", "Shown when asked for; the answer then counts as hard."),
    Key("explanation", "text", "Shown with the verdict."),
    Key("quote", "texts", "The passage of the source that the question rests on, exactly."),
    Key("source", "text", "The document, where it is another than the set's."),
    Key("tags", "texts", "Tags of this question, besides the set's."),
    Key("difficulty", "whole", "How hard the question is, 1 to 5.", least=1, most=5),
    Key("points", "number", "What it counts in an exam; 1 by default.", least=0.1, most=100),
    Key("shuffle", "truth", "Whether options may change places; true by default."),
    Key("grounded", "truth", "false says that the wording is the author's, not the source's."),
    _ALLOW,
)

_PROMPT: Final = Key("prompt", "text", "What is asked.", required=True)
_OPTIONS: Final = Key(
    "options", "options", "The options, right and wrong.", required=True, least=2, most=10
)

TYPES: Final[dict[str, tuple[Key, ...]]] = {
    "single": (
        _PROMPT,
        _OPTIONS,
        Key("answer", "answer", "The right option: its letter or its text.", required=True),
    ),
    "multiple": (
        _PROMPT,
        _OPTIONS,
        Key("answer", "answer", "The right options: a list, or letters: ACD.", required=True),
    ),
    "true_false": (
        Key("prompt", "text", "A statement that is true or false.", required=True),
        Key("answer", "answer", "Whether it is: true or false.", required=True),
    ),
    "cloze": (
        Key(
            "cloze",
            "text",
            "A text with {{blanks}}; {{a|b}} either is right, {{a::hint}} helps.",
            required=True,
        ),
        Key("any_order", "truth", "Whether the blanks form a list whose order is free."),
    ),
    "short": (
        _PROMPT,
        Key("answer", "text", "The right text, which is typed.", required=True),
        Key("accept", "texts", "Other texts that are right."),
    ),
    "order": (
        _PROMPT,
        Key("order", "items", "The items in the right order.", required=True, least=2, most=26),
    ),
    "match": (
        _PROMPT,
        Key("match", "pairs", "The right pairs: left: right.", required=True, least=2, most=26),
        Key("extra", "texts", "Right sides that belong to no left one."),
    ),
    "card": (
        Key("front", "text", "What is shown first.", required=True),
        Key("back", "text", "What is shown after turning the card.", required=True),
    ),
}

OPTION_KEYS: Final = (
    Key("text", "text", "The option.", required=True),
    Key("why", "text", "Shown to one who chose it."),
)

TRUE_WORDS: Final = ("true", "yes", "对", "正确", "是", "√", "✓", "✔")
FALSE_WORDS: Final = ("false", "no", "错", "错误", "否", "×", "✗", "✘")

RIGHT_SIDES: Final = 26
"""The most right sides of a match, the extra ones with them: one letter each."""

SET: Final = {key.name: key for key in SET_KEYS}
OPTION: Final = {key.name: key for key in OPTION_KEYS}
QUESTION: Final = {
    name: {key.name: key for key in (*keys, *COMMON_KEYS)} for name, keys in TYPES.items()
}
"""The keys of each question type, by name."""

KINDS: Final = {
    name: {key.name: key.kind for key in keys.values()}
    for name, keys in {**QUESTION, "choice": QUESTION["single"]}.items()
}
"""What kind of value the keys of a question have, by its type, or "choice" for either of two."""

REQUIRED: Final = {
    name: {key.name for key in keys if key.required}
    for name, keys in {**TYPES, "choice": TYPES["single"]}.items()
}
"""The keys without which a question isn't one, by its type, or "choice" for either of two."""

ALL_QUESTION_KEYS: Final = dict.fromkeys(key for keys in QUESTION.values() for key in keys)
"""Every key that some question may have, in the order of the tables."""


IMPLIED: Final = {
    "cloze": "cloze",
    "front": "card",
    "back": "card",
    "order": "order",
    "match": "match",
    "options": "choice",
    "prompt": "open",
    "answer": "open",
}
"""What a question is by its keys: the first of these that it has decides.

A "choice" is single or multiple and an "open" question true_false or short; which one, only
the answer can tell.
"""


def implied_type(names: Set[str]) -> str:
    """Return what a question with these keys is: a type, "choice", "open", or "" for none."""
    return next((kind for key, kind in IMPLIED.items() if key in names), "")


ALTERNATIVES: Final[dict[str, tuple[str, ...]]] = {
    "choice": ("single", "multiple"),
    "open": ("true_false", "short"),
}
"""The types among which the answer decides."""
