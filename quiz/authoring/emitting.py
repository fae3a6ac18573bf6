"""Questions written as the lines of a question file, as a person would write them."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from quiz.errors import ContentError, UsageError
from quiz.i18n import _
from quiz.paths import shipped_questions
from quiz.writing import write_atomically

SCHEMA: Final = "question-set.schema.json"

Pairs: TypeAlias = Mapping[str, str]
Value: TypeAlias = str | bool | Pairs | Sequence[str | Pairs]
Example: TypeAlias = Mapping[str, Value]
"""The keys of a question, with their values, in the order they are written in."""

_PLAIN: Final = re.compile(
    r"(?:[^\W\d_]|\.{1,2}/)[\w，。？！、；（）“”·…,.?!/'-]*(?: [\w，。？！、；（）“”·…,.?!/'-]+)*"
)
"""What needs no quotation marks in YAML wherever it stands."""


def head_lines(path: Path, title: str, source: Path | None) -> list[str]:
    """Return the lines that the set in the file at `path` begins with, up to its questions."""
    lines = [f"# yaml-language-server: $schema=./{SCHEMA}", f"title: {scalar(title)}"]
    if source:
        beside = os.path.relpath(source.resolve(), path.parent.resolve())
        lines.append(f"source: {scalar(Path(beside).as_posix())}")
    return [*lines, "questions:"]


def question_lines(comment: str, question_id: str, example: Example) -> Iterator[str]:
    """Yield the lines of one question, below a comment."""
    yield f"  # {comment}"
    for place, (key, value) in enumerate({"id": question_id, **example}.items()):
        yield from _pair(f"  - {key}" if place == 0 else f"    {key}", value)


def scalar(text: str, *, quoted: bool = False) -> str:
    """Return `text` as YAML: as it is where that is safe, else in double quotation marks.

    With `quoted` always in those, for what is to be changed by hand.
    """
    if not quoted and _PLAIN.fullmatch(text):
        return text
    return "".join(
        sign if sign.isprintable() or sign == "\u3000" else f"\\U{ord(sign):08x}"
        for sign in json.dumps(text, ensure_ascii=False)
    )


def write_new(path: Path, lines: Sequence[str]) -> None:
    """Write a question file that isn't there yet, and the schema for editors beside it.

    Raises ContentError when it is there, which leaves it alone, or can't be written, and
    UsageError when it isn't named as a question file.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(
            _("The name of a question file ends in .yaml."),
            hint=_("Such as {name}").format(name=path.with_name(f"{path.name}.yaml")),
        )
    data = "".join(f"{line}\n" for line in lines).encode(errors="replace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise ContentError(
                _("There is such a file already; it was left alone."),
                hint=_("Choose another name."),
                location=str(path),
            )
        path.touch(exist_ok=False)  # so that of two programs only one gets the name
        write_atomically(path, data, mode=stat.S_IMODE(path.stat().st_mode))
        schema = path.with_name(SCHEMA)
        if not schema.exists():
            schema.write_bytes((shipped_questions() / SCHEMA).read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(
            _("The file can't be written: {reason}.").format(reason=reason), location=str(path)
        ) from error


def _pair(key: str, value: Value) -> Iterator[str]:
    """Yield a key with its value; lists and pairs have a line for each of theirs."""
    if isinstance(value, bool):
        yield f"{key}: {str(value).lower()}"
    elif isinstance(value, str):
        yield f"{key}: {scalar(value)}"
    elif isinstance(value, Mapping):
        yield f"{key}:"
        yield from (f"      {scalar(left)}: {scalar(right)}" for left, right in value.items())
    elif value:
        yield f"{key}:"
        for one in value:
            yield from _list_item(one)


def _list_item(item: str | Pairs) -> Iterator[str]:
    if isinstance(item, str):
        yield f"      - {scalar(item)}"
        return
    for place, (name, text) in enumerate(item.items()):
        yield f"      {' ' if place else '-'} {name}: {scalar(text)}"
