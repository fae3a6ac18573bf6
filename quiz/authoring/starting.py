"""A new question file: valid as it is written, with an example of each type to write over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from quiz.authoring.clauses import Clause, clauses
from quiz.authoring.emitting import Example, head_lines, question_lines, write_new
from quiz.content.sources import Document, read_document
from quiz.engine.folding import has_han
from quiz.i18n import _, speaking

_ROW: Final = 4
"""How many clauses in a row the examples on a document are made of."""

_CLAUSE: Final = re.compile(r"[^{}|\n]{2,80}")
"""What can stand in an example: of a length to be read at a glance, and no sign of a blank."""


class _Row(NamedTuple):
    """Clauses of a document that follow each other, the text they stand in, and one apart."""

    clauses: list[str]
    quote: str
    beginning: str
    """From the start of the first clause to that of the second."""
    other: str


def new_set(path: Path, *, title: str, source: Path | None, types: Sequence[str]) -> int:
    """Write a set with an example of each of `types`; return how many questions it has.

    With a `source` the examples ask for its own first clauses and quote them; where it has too
    few, they are the general ones. Raises QuizError as `write_new` does, and when the document
    can't be read.
    """
    document = read_document(source) if source else None
    row = _first_row(document) if document else None
    told = _("Write your questions over these; `quiz check FILE` tells of slips.")
    lines = [*head_lines(path, title, source), f"  # {told.replace('FILE', path.name)}"]
    examples = _on_document(row) if row else _in_general()
    for number, name in enumerate(types):
        example = examples[name]
        own_words = {} if row or not document else {"grounded": False}
        named = {**example, **own_words}
        lines += ["", *question_lines(_comments()[name], f"example-{number + 1}", named)]
    write_new(path, lines)
    return len(types)


def _first_row(document: Document) -> _Row | None:
    """Return the first clauses in a paragraph that can stand in examples, with one elsewhere."""
    found = [
        clause
        for clause in clauses(document)
        if _CLAUSE.fullmatch(text := document.text[clause.start : clause.end])
        and document.text.count(text) == 1
    ]
    for start, end in document.paragraphs:
        row = [clause for clause in found if start <= clause.start < end]
        if len(row) >= _ROW:
            first, second, *_rest, last = row = row[:_ROW]
            alike = sorted(found, key=lambda clause: abs(_length(clause) - _length(second)))
            other = next((clause for clause in alike if clause not in row), second)
            return _Row(
                [document.text[clause.start : clause.end] for clause in row],
                document.text[first.start : last.end],
                document.text[first.start : second.start],
                document.text[other.start : other.end],
            )
    return None


def _length(clause: Clause) -> int:
    return clause.end - clause.start


# -- the examples -----------------------------------------------------------------------------


def _comments() -> dict[str, str]:
    """Return what is said of each type above its example."""
    return {
        "single": _("One right option: its letter, or its text. “why” tells why it is wrong."),
        "multiple": _("One or more right options."),
        "true_false": _("A statement that is true or false."),
        "cloze": _("Blanks in double braces; {{a|b}} takes either, {{a::hint}} has a hint."),
        "short": _("A typed answer; “accept” lists other wordings that are right."),
        "order": _("A list to be put in order, written in the right one."),
        "match": _("Pairs to be found; “extra” are right sides that belong to nothing."),
        "card": _("A flashcard: turned over, and rated by the learner."),
    }


def _on_document(row: _Row) -> dict[str, Example]:
    """Return an example of each type that asks for clauses of a document, in its language."""
    with speaking("zh" if has_han(row.quote) else "en"):
        return _asking_for(row)


def _asking_for(row: _Row) -> dict[str, Example]:
    first, second, third, fourth = row.clauses
    others = [] if row.other in row.clauses else [row.other]
    after = _("How does the text go on after “{words}”?").format(words=first)
    examples: dict[str, Example] = {
        "single": {
            "prompt": _("What stands right after “{words}”?").format(words=first),
            "options": [third, second, {"text": fourth, "why": _("It stands further on.")}],
            "answer": "B",
        },
        "multiple": {
            "prompt": _("Which of these stand in the passage that begins “{words}”?").format(
                words=first
            ),
            "options": [second, *others, third],
            "answer": [second, third],
        },
        "true_false": {
            "prompt": _("“{second}” stands right after “{first}”.").format(
                first=first, second=second
            ),
            "answer": True,
        },
        "cloze": {"cloze": f"{row.beginning}{{{{{second}}}}}"},
        "short": {"prompt": after, "answer": second},
        "order": {"prompt": _("Put these in the order of the text."), "order": row.clauses},
        "match": {
            "prompt": _("What goes on how?"),
            "match": {first: second, third: fourth},
            "extra": others,
        },
        "card": {"front": f"{first}……", "back": second},
    }
    return {name: {**example, "quote": row.quote} for name, example in examples.items()}


def _in_general() -> dict[str, Example]:
    """Return an example of each type that every reader understands."""
    sun, mercury, venus, earth, mars = (
        _("the sun"),
        _("Mercury"),
        _("Venus"),
        _("the earth"),
        _("Mars"),
    )
    return {
        "single": {
            "prompt": _("Which planet is nearest to the sun?"),
            "options": [mercury, {"text": venus, "why": _("It is the second.")}, mars],
            "answer": "A",
        },
        "multiple": {
            "prompt": _("Which of these are planets?"),
            "options": [mercury, sun, venus],
            "answer": [mercury, venus],
        },
        "true_false": {
            "prompt": _("Mars is farther from the sun than Venus."),
            "answer": True,
        },
        "cloze": {"cloze": _("Nearest to the sun is {{Mercury}}, then comes {{Venus}}.")},
        "short": {
            "prompt": _("On which planet do we live?"),
            "answer": earth,
            "accept": [_("earth")],
        },
        "order": {
            "prompt": _("Put the planets in order, the nearest to the sun first."),
            "order": [mercury, venus, earth, mars],
        },
        "match": {
            "prompt": _("How many moons have they?"),
            "match": {earth: "1", mars: "2"},
            "extra": ["0"],
        },
        "card": {"front": _("Which planet do we live on?"), "back": earth},
    }
