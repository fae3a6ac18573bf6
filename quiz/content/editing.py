"""One question of a file, changed where it stands: not a byte outside its lines is touched.

Where a question begins is known from the parser's marks, where it ends from what follows it:
the next question, the next key of the set, or the end. Blank lines and comments in between
belong to the file.
"""

from __future__ import annotations

import codecs
import os
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from quiz.content import files
from quiz.content.files import RefusedError, Stamp
from quiz.content.messages import MESSAGES
from quiz.content.nodes import Flawed, List, Map, Node
from quiz.content.problems import Problem
from quiz.content.reader import read
from quiz.content.schema import read_data
from quiz.content.slips import LINE_BREAK
from quiz.content.sources import Documents
from quiz.content.tree import QUESTIONS
from quiz.engine.questions import AnyQuestion
from quiz.errors import ContentError
from quiz.i18n import _

_BREAK: Final = re.compile("\r\n|[\n\r]")
_FIRST_KEY: Final = re.compile("(-[ ]+)[^ {\\[\n]")
_HAS_ID: Final = re.compile(r"(?:^-?[ ]+|[{,]\s*)[\"']?id[\"']?[ ]*:", re.MULTILINE)
_ID_VALUE: Final = re.compile(
    r"(?:^-?[ ]+|[{,]\s*)[\"']?id[\"']?[ ]*:[ ]+([^,}\n#]*[^,}\n#\s])", re.MULTILINE
)
_IDLE: Final = re.compile(r"[ \t]*(?:#[^\n\r]*)?")
"""A line with nothing on it, or a comment."""


class ChangedError(ContentError):
    """Someone else changed the file since it was read; it was left as it is now."""


@dataclass(frozen=True)
class QuestionText:
    """A question as its author typed it, and the file it stands in.

    `text` has the line breaks of Python and none of the indentation that all its lines share,
    `line` is its first line in the file, 1-based, `number` its place among the questions, from 0.
    """

    path: str
    text: str
    line: int
    number: int
    _data: bytes
    _stamp: Stamp
    _start: int
    _end: int
    _indent: str
    _lead: str = ""
    """What parts a question that is still to be put in from the one before it."""

    @property
    def is_new(self) -> bool:
        """Whether the file doesn't hold it yet."""
        return bool(self._lead)

    def changed(self, text: str) -> bytes:
        """Return the content of the file with `text` in the place of this question."""
        bom, whole = _decoded(self._data)
        broken = _BREAK.search(whole)
        lines = text.strip("\n").split("\n")
        indented = [self._indent + line if line.strip() else line for line in lines]
        typed = self._lead + (broken.group() if broken else "\n").join(indented)
        return bom + (whole[: self._start] + typed + whole[self._end :]).encode(
            "utf-8", "surrogateescape"
        )

    def check(self, text: str) -> tuple[AnyQuestion | None, list[Problem]]:
        """Return the question that `text` makes, None if none, and what is wrong with it.

        The places of the problems are counted in `text`; what makes the file unreadable further
        on is told at its end.
        """
        reading = read_data(self.changed(text), self.path, Documents())
        found = reading.question_set.questions if reading.question_set else ()
        last = self.line + text.strip("\n").count("\n")
        question = next((one for one in found if self.line <= one.line <= last), None)
        near = [one for one in reading.problems if self.line <= one.line <= last]
        if question is None and not near:
            near = [one for one in reading.problems if one.line >= self.line][:1]
        return question, [self._from_its_start(problem, last) for problem in near]

    def _from_its_start(self, problem: Problem, last: int) -> Problem:
        """Return a problem with its place counted from the beginning of the question's text."""
        line, column = min(problem.line, last), problem.column - len(self._indent)
        return msgspec.structs.replace(problem, line=line - self.line + 1, column=max(1, column))

    def save(self, text: str) -> QuestionText:
        """Put `text` into the file and return the question as it now stands there.

        A question without an id gets the one it went by, if it would go by another from now on:
        so what is on record of it stays.

        Raises ChangedError when the file was changed meanwhile, ContentError when it can't be
        written or when `text` would change more than this question; the file is then as it was.
        """
        data = self._alone(self._with_its_id(text))
        _write(self.path, data, self._stamp)
        return open_question(self.path, self.line)

    def rebased(self) -> QuestionText | None:
        """Return the same question in the file as it is now, None if it isn't there any more.

        One that is still to be put in comes after the same question as before.
        """
        try:
            places = _places(files.read_bytes(self.path)[0], self.path)
        except RefusedError:
            return None
        whole = _decoded(self._data)[1]
        before = self._neighbour(-1) if self.is_new else None
        typed = before[2] if before else whole[self._start : self._end]
        found = next((line for _s, _e, text, line in places if text == typed), None)
        if found is None:
            return None
        question = open_question(self.path, found)
        return question.new_after() if self.is_new else question

    def new_after(self) -> QuestionText:
        """Return a question still to be put in after this one, as far from it as the next is."""
        whole = _decoded(self._data)[1]
        gap = whole[len(whole[: self._start].rstrip("\r\n")) : self._start]
        lines = len(_BREAK.findall(whole[self._start : self._end] + gap))
        return replace(
            self,
            text="",
            line=self.line + lines,
            number=self.number + 1,
            _start=self._end,
            _end=self._end,
            _lead=gap,
        )

    def remove(self) -> None:
        """Take the question out of its file, with its lines; what is on record of it is kept.

        Raises ContentError as `save` does, and where it is the only one.
        """
        if self._neighbour(1) is None and self._neighbour(-1) is None:
            raise ContentError(
                _("A set has at least one question; this one was left in."), location=self.path
            )
        bom, whole = _decoded(self._data)
        broken = _BREAK.match(whole, self._end)
        kept = whole[: self._start] + whole[broken.end() if broken else self._end :]
        _write(self.path, bom + kept.encode("utf-8", "surrogateescape"), self._stamp)

    def move(self, by: int) -> QuestionText:
        """Change places with the question before (-1) or after (1); return it where it is then.

        Comments between the two stay where they are. Raises ContentError as `save` does.
        """
        other = self._neighbour(by)
        if other is None:
            return self
        bom, whole = _decoded(self._data)
        own = (self._start, self._end, whole[self._start : self._end])
        first, second = sorted((own, other[:3]))
        text = (
            whole[: first[0]]
            + second[2]
            + whole[first[1] : second[0]]
            + first[2]
            + whole[second[1] :]
        )
        data = bom + text.encode("utf-8", "surrogateescape")
        after = _places(data, self.path)
        _write(self.path, data, self._stamp)
        return open_question(self.path, after[self.number + by][3])

    # -- within -----------------------------------------------------------------------------

    def _with_its_id(self, text: str) -> str:
        if self.is_new:
            return text
        before, after = self.check(self.text)[0], self.check(text)[0]
        if before is None or after is None or before.id == after.id:
            return text
        if _HAS_ID.search(self.text) or _HAS_ID.search(text):
            return text
        return with_id(text, before.id)

    def _alone(self, text: str) -> bytes:
        """Return the changed file; refuse a text that isn't one question or reaches further."""
        data = self.changed(text)
        places, after = _places(self._data, self.path), _places(data, self.path)
        others = [place[2] for place in places if self.is_new or place[0] != self._start]
        rest = [place[2] for place in after[: self.number] + after[self.number + 1 :]]
        grown = len(_decoded(data)[1]) - len(_decoded(self._data)[1])
        own = (self._start + len(self._lead), self._end + grown)
        if len(after) != len(rest) + 1 or others != rest or after[self.number][:2] != own:
            raise ContentError(
                _("This is not one question: it would change others of the file."),
                hint=_("Keep to the lines of this question, with “- ” before the first."),
                location=self.path,
            )
        return data

    def _neighbour(self, by: int) -> tuple[int, int, str, int] | None:
        places = _places(self._data, self.path)
        number = self.number + by
        return places[number] if 0 <= number < len(places) else None


def with_id(text: str, question_id: str) -> str:
    """Return the text of a question with this id, as it is where that isn't one line's matter."""
    there = _ID_VALUE.search(text)
    if there:
        return text[: there.start(1)] + question_id + text[there.end(1) :]
    first = _FIRST_KEY.match(text)
    if first is None:
        return text
    return f"{first[1]}id: {question_id}\n{' ' * len(first[1])}{text[len(first[1]) :]}"


def open_question(path: str | Path, line: int) -> QuestionText:
    """Return the question of a file that stands at `line`, 1-based, or the last one before it.

    Raises ContentError when the file can't be read, or its questions don't stand on lines of
    their own.
    """
    file = os.path.realpath(path)
    try:
        data, stamp = files.read_bytes(file)
    except RefusedError as error:
        text = MESSAGES[f"file-{error.kind}"]
        raise ContentError(
            _(text.message).format(**error.params), hint=_(text.hint), location=str(path)
        ) from None
    places = _places(data, file)
    number = max((n for n, place in enumerate(places) if place[3] <= line), default=-1)
    if number < 0:
        raise ContentError(
            _("This question can't be edited here."),
            hint=_("Open the file in an editor of your own."),
            location=f"{path}:{line}",
        )
    start, end, typed, first = places[number]
    indent = _shared_indent(typed)
    lines = [one[len(indent) :] if one.strip() else one for one in _BREAK.split(typed)]
    return QuestionText(file, "\n".join(lines), first, number, data, stamp, start, end, indent)


def _places(data: bytes, path: str) -> list[tuple[int, int, str, int]]:
    """Return where each question begins and ends, its text, and its first line.

    None where the questions are not a list with a line, or some lines, for each.
    """
    _bom, text = _decoded(data)
    root = read(data, path).root
    if not isinstance(root, Map) or QUESTIONS not in root.entries:
        return []
    _key, listed = root.entries[QUESTIONS]
    if not isinstance(listed, List) or listed.flow:
        return []
    lines = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
    dashes = [_dash(text, lines, node) for node in listed.items]
    if None in dashes:
        return []
    starts = [dash for dash in dashes if dash is not None]
    below = [
        lines[mark.line]
        for mark, _node in root.entries.values()
        if starts and lines[mark.line] > starts[-1]
    ]
    ends = [*starts[1:], min(below, default=len(text))]
    found = []
    for start, limit in zip(starts, ends, strict=True):
        end = _trimmed(text, start, limit)
        found.append((start, end, text[start:end], bisect_right(lines, start)))
    return found


def _dash(text: str, lines: list[int], node: Node) -> int | None:
    """Return where the line with the dash before a question begins, None without one."""
    if isinstance(node, Flawed):
        return None
    at = lines[node.line - 1] + node.column - 1
    before = text[:at].rstrip(" \t\n\r")
    if not before.endswith("-"):
        return None
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return start if not text[start : len(before) - 1].strip(" \t") else None


def _trimmed(text: str, start: int, limit: int) -> int:
    """Return where a question ends: before the idle lines above what follows it."""
    dash = len(text[start:limit]) - len(text[start:limit].lstrip(" \t"))
    rows = [
        (start + found.start(), found.group().rstrip("\r\n"))
        for found in re.finditer("[^\n\r]*(?:\r\n|[\n\r]|$)", text[start:limit])
        if found.group()
    ]
    last = max(n for n, (_at, row) in enumerate(rows) if n == 0 or not _IDLE.fullmatch(row))
    for number, (_at, row) in enumerate(rows[last + 1 :], last + 1):
        if row.strip() and len(row) - len(row.lstrip(" \t")) <= dash:
            break
        last = number if row.strip() else last
    at, row = rows[last]
    return at + len(row)


def _shared_indent(typed: str) -> str:
    """Return the white space that every line of a question begins with."""
    first, *rest = [line for line in _BREAK.split(typed) if line.strip()]
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return indent if all(line.startswith(indent) for line in rest) else ""


def _decoded(data: bytes) -> tuple[bytes, str]:
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom, data[len(bom) :].decode("utf-8", "surrogateescape")


def _write(path: str, data: bytes, stamp: Stamp) -> None:
    """Put `data` in the place of the file whose stamp was `stamp`; raises ContentError."""
    try:
        files.replace_unchanged(path, data, stamp)
    except (RefusedError, FileNotFoundError) as error:
        if isinstance(error, RefusedError) and error.kind == "read-only":
            raise ContentError(
                _("The file is read-only; nothing was saved."),
                hint=_("Allow writing to it, or copy it elsewhere."),
                location=path,
            ) from None
        raise ChangedError(
            _("The file was changed by another program meanwhile; nothing was saved."),
            location=path,
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(
            _("The file can't be written: {reason}.").format(reason=reason), location=path
        ) from None
