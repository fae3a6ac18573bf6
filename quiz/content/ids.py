"""Writes missing ids into question files, and touches nothing else in them.

A question without an id goes by the one derived from its type and its prompt, which an edit
of the prompt changes. Written into the file it stays, and so does the question's history.
Where a question begins is known from the parser's marks; the text around it is never read
for that, since the same characters may stand in a comment or in another question's text.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from quiz.content import files
from quiz.content.files import RefusedError, Stamp
from quiz.content.nodes import List, Map, Node
from quiz.content.questions import Defaults, QuestionReader
from quiz.content.reader import read
from quiz.content.schema import read_data
from quiz.content.slips import LINE_BREAK
from quiz.content.sources import Documents
from quiz.content.tree import QUESTIONS
from quiz.content.values import Values
from quiz.engine.questions import AnyQuestion, QuestionSet
from quiz.errors import ContentError
from quiz.i18n import _

_WHITE: Final = re.compile("[ \t\r\n\x85\u2028\u2029]*")
_ORDINARY_BREAK: Final = re.compile("\r\n|[\n\r]")
_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", re.DOTALL)


class _Piece(NamedTuple):
    """What is put into a text, before the character at `offset`."""

    offset: int
    text: str


def write_ids(path: str | Path) -> int:
    """Write an id into each question of a file that has none; return how many were written.

    They are the ids in use so far, so that histories stay. A question that can't be read gets
    none, nor does any in a file that can't be used: reading them tells why. Before the file is
    replaced, whole or not at all, the new text has been read and held the same questions.

    Raises `ContentError`, the file being as it was, when that isn't so, when the file is
    read-only or can't be replaced, and when someone else changed it meanwhile.
    """
    file = os.path.realpath(path)  # a link is to stay one
    try:
        data, stamp = files.read_bytes(file)
    except RefusedError:
        return 0
    questions = _without_id(data, file)
    if not questions:
        return 0
    documents, changed = Documents(), _with_ids(data, questions)
    before = read_data(data, file, documents).question_set
    if before is None:
        return 0
    after = read_data(changed, file, documents).question_set
    proven = after is not None and _said(before) == _said(after) and not _without_id(changed, file)
    if not proven or len(changed) > files.SIZE_LIMIT:
        raise ContentError(
            _("The ids can't be written without changing what the file says; it was left alone."),
            hint=_("Write them by hand, a line in each question: id: …"),
            location=str(path),
        )
    _replace(file, changed, stamp, str(path))
    return len(questions)


def _without_id(data: bytes, file: str) -> list[tuple[Map, str]]:
    """Return the questions of a file that have no id written, each with the id it goes by."""
    root = read(data, file).root
    questions = root.entries.get(QUESTIONS) if isinstance(root, Map) else None
    if questions is None or not isinstance(questions[1], List):
        return []
    reader = QuestionReader(Values(file, []), Defaults(set_id=""), lambda _value, _node: ("", None))
    found = []
    for node in questions[1].items:
        question = reader.read(node)
        if question is not None and isinstance(node, Map) and "id" not in node.entries:
            found.append((node, question.id))
    return found


def _with_ids(data: bytes, questions: list[tuple[Map, str]]) -> bytes:
    """Return the content of a file with an id in each of these questions.

    What follows a second document is not read and may be anything: bytes that are no text
    come back as they were.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(bom) :].decode("utf-8", "surrogateescape")
    layout, parts, done = _Layout(text), [bom.decode()], 0
    pieces = [piece for node, known_as in questions for piece in layout.pieces(node, known_as)]
    for piece in sorted(pieces, key=lambda piece: piece.offset):
        parts += (text[done : piece.offset], piece.text)
        done = piece.offset
    return "".join([*parts, text[done:]]).encode("utf-8", "surrogateescape")


class _Layout:
    """One text: where its questions begin, and how an id is laid out there.

    Offsets are counted from lines and columns: after a place that isn't YAML the parser gets
    what follows as a text of its own, in which only these are those of the file.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [0, *(found.end() for found in LINE_BREAK.finditer(text))]

    def pieces(self, node: Map, question_id: str) -> list[_Piece]:
        """Return what gives a question its id; only a pair without braces needs two pieces."""
        start = self.offset(node)
        if not node.flow:
            return [self.line_above(start, node.column - 1, question_id)]
        if self.text[start] == "{":
            return [self.in_braces(start + 1, question_id)]
        (_key, value) = next(iter(node.entries.values()))
        quoted = _QUOTED.match(self.text, self.offset(value))
        end = quoted.end() if quoted else start
        return [_Piece(start, f"{{{self.pair(start, question_id)}, "), _Piece(end, "}")]

    def line_above(self, start: int, indent: int, question_id: str) -> _Piece:
        """Return the id as the first key of a block, on a line of its own."""
        written = self.pair(start, question_id)
        return _Piece(start, f"{written}{self.line_break(start)}{' ' * indent}")

    def in_braces(self, start: int, question_id: str) -> _Piece:
        """Return the id as the first key in braces, set apart as the next one is."""
        gap = self.white(start)
        written = self.pair(start + len(gap), question_id) + ","
        breaks = [*LINE_BREAK.finditer(gap)]
        if breaks:
            lead = breaks[0].group() + gap[breaks[-1].end() :]
            return _Piece(start, lead + written)
        return _Piece(start, gap + written if gap else f"{written} ")

    def pair(self, neighbour: int, question_id: str) -> str:
        """Return the key and the id, in quotation marks if the key at `neighbour` is."""
        quote = self.text[neighbour] if self.text[neighbour] in "\"'" else ""
        return f"{quote}id{quote}: {quote}{question_id}{quote}"

    def white(self, start: int) -> str:
        """Return the white space from `start` on."""
        found = _WHITE.match(self.text, start)
        return found.group() if found else ""

    def line_break(self, start: int) -> str:
        """Return what ends the line at `start`, or the first line where it is the last."""
        found = _ORDINARY_BREAK.search(self.text, start) or _ORDINARY_BREAK.search(self.text)
        return found.group() if found else "\n"

    def offset(self, node: Node) -> int:
        """Return where a node begins in the text."""
        return self.lines[node.line - 1] + node.column - 1


def _said(question_set: QuestionSet) -> tuple[QuestionSet, list[AnyQuestion]]:
    """Return what a set says, wherever in the file it says so."""
    questions = [msgspec.structs.replace(question, line=0) for question in question_set.questions]
    return msgspec.structs.replace(question_set, questions=()), questions


def _replace(file: str, data: bytes, stamp: Stamp, location: str) -> None:
    """Put `data` in the place of the file whose stamp was `stamp`; raises `ContentError`."""
    try:
        files.replace_unchanged(file, data, stamp)
    except RefusedError as error:
        message, hint = {
            "read-only": (
                _("The file is read-only; no id was written into it."),
                _("Allow writing to it, or check without --fix."),
            ),
            "changed": (
                _("The file was changed by someone else meanwhile; no id was written into it."),
                _("Check it again."),
            ),
        }[error.kind]
        raise ContentError(message, hint=hint, location=location) from None
    except OSError as error:
        raise ContentError(
            _("The file can't be written: {reason}.").format(reason=error.strerror or error),
            hint=_("Allow writing to its folder, or check without --fix."),
            location=location,
        ) from None
