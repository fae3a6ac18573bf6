"""A new question file: valid as it is written, with an example of each type to write over."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from quiz.authoring.clauses import Clause, clauses
from quiz.content.files import write_atomically
from quiz.content.sources import Document, read_document
from quiz.errors import ContentError, UsageError
from quiz.i18n import _
from quiz.paths import shipped_questions

SCHEMA: Final = "question-set.schema.json"

Pairs: TypeAlias = Mapping[str, str]
Value: TypeAlias = str | bool | Pairs | Sequence[str | Pairs]
Example: TypeAlias = Mapping[str, Value]

_ROW: Final = 4
"""How many clauses in a row the examples on a document are made of."""

_CLAUSE: Final = re.compile(r"[^{}|\n]{2,80}")
"""What can stand in an example: of a length to be read at a glance, and no sign of a blank."""

_PLAIN: Final = re.compile(
    r"(?:[^\W\d_]|\.{1,2}/)[\w，。？！、；（）“”·…,.?!/'-]*(?: [\w，。？！、；（）“”·…,.?!/'-]+)*"
)
"""What needs no quotation marks in YAML wherever it stands."""


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
    few, they are the general ones. The schema for editors is put beside the set. A file that
    is there is never written over. Raises ContentError when the document can't be read or the
    file can't be written, UsageError when it isn't named as a question file.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(
            _("The name of a question file ends in .yaml."),
            hint=_("Such as {name}").format(name=path.with_name(f"{path.name}.yaml")),
        )
    document = read_document(source) if source else None
    row = _first_row(document) if document else None
    lines = _head(path, title, source)
    for number, name in enumerate(types):
        example = _on_document(row)[name] if row else _in_general()[name]
        own_words = {} if row or not document else {"grounded": False}
        lines += ["", *_item(name, number, {**example, **own_words})]
    text = "\n".join(lines) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise ContentError(
                _("There is such a file already; it was left alone."),
                hint=_("Choose another name."),
                location=str(path),
            )
        path.touch(exist_ok=False)  # so that of two programs only one gets the name
        write_atomically(
            str(path), text.encode(errors="replace"), mode=stat.S_IMODE(path.stat().st_mode)
        )
        schema = path.with_name(SCHEMA)
        if not schema.exists():
            schema.write_bytes((shipped_questions() / SCHEMA).read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(
            _("The file can't be written: {reason}.").format(reason=reason), location=str(path)
        ) from error
    return len(types)


def _head(path: Path, title: str, source: Path | None) -> list[str]:
    """Return what stands above the questions."""
    lines = [
        f"# yaml-language-server: $schema=./{SCHEMA}",
        f"title: {_scalar(title)}",
    ]
    if source:
        beside = os.path.relpath(source.resolve(), path.parent.resolve())
        lines.append(f"source: {_scalar(Path(beside).as_posix())}")
    told = _("Write your questions over these; `quiz check FILE` tells of slips.")
    return [*lines, "questions:", f"  # {told.replace('FILE', path.name)}"]


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
    """Return an example of each type that asks for clauses of a document."""
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


# -- as YAML ----------------------------------------------------------------------------------


def _item(name: str, number: int, example: Example) -> Iterator[str]:
    """Yield the lines of one question, with what is said of its type."""
    yield f"  # {_comments()[name]}"
    pairs = {"id": f"example-{number + 1}", **example}
    for place, (key, value) in enumerate(pairs.items()):
        yield from _pair(f"  - {key}" if place == 0 else f"    {key}", value)


def _pair(key: str, value: Value) -> Iterator[str]:
    """Yield a key with its value; lists and pairs have a line for each of theirs."""
    if isinstance(value, bool):
        yield f"{key}: {str(value).lower()}"
    elif isinstance(value, str):
        yield f"{key}: {_scalar(value)}"
    elif isinstance(value, Mapping):
        yield f"{key}:"
        yield from (f"      {_scalar(left)}: {_scalar(right)}" for left, right in value.items())
    elif value:
        yield f"{key}:"
        for one in value:
            parts = one if isinstance(one, Mapping) else None
            if parts is None:
                yield f"      - {_scalar(str(one))}"
                continue
            marks = ["      - ", *["        "] * (len(parts) - 1)]
            yield from (
                f"{mark}{name}: {_scalar(text)}"
                for mark, (name, text) in zip(marks, parts.items(), strict=True)
            )


def _scalar(text: str) -> str:
    """Return `text` as YAML: as it is where that is safe, else in double quotation marks."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(
        sign if sign.isprintable() else f"\\U{ord(sign):08x}"
        for sign in json.dumps(text, ensure_ascii=False)
    )
