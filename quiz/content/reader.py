"""Reads a YAML text to its end, over the places in it that are not YAML.

A place that can't be read costs the one question it stands in: reading is taken up again at
the next line that begins a question or a key of the set. The parser is given what follows,
under the key it belongs to, so that every part of the file is read once.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import yaml
from yaml.reader import ReaderError

from quiz.content import slips
from quiz.content.files import RefusedError, decode
from quiz.content.nodes import List, Map, Node, Place, Scalar
from quiz.content.problems import Problem, shown
from quiz.content.tree import (
    QUESTIONS,
    STAND_IN,
    Consume,
    Entries,
    Frame,
    Report,
    StoppedError,
    TreeBuilder,
)

SLIPS_LIMIT: Final = 100
"""How often reading is taken up again in one file."""

_UTF16: Final = (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Reading(NamedTuple):
    """What a text holds, and what is wrong with it.

    `root` is None where nothing could be made of it. `keys_lost`: a place that can't be read
    stood among the keys of the set, so that one of them may be missing.
    """

    root: Node | None
    problems: list[Problem]
    keys_lost: bool = False


def stream(data: bytes, file: str, consume: Consume) -> Reading | None:
    """Read the content of a YAML file, handing over each question when it is complete.

    `consume` is called with the question and the keys of the set before it. Returns None when
    the file has a place that isn't YAML; then all was in vain, and `read` is to be used.
    """
    problems: list[Problem] = []
    builder = TreeBuilder(_reporter(problems, file), consume)
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith(_UTF16) or _feed(builder, data) is not None:
        return None
    return _complete(builder, problems, file)


def read(data: bytes, file: str) -> Reading:
    """Read the content of a YAML file; never raises, whatever it is.

    `file` is the name that problems bear. The text is decoded only where something is wrong,
    since the parser sees for itself whether it is UTF-8.
    """
    problems: list[Problem] = []
    data = data.removeprefix(codecs.BOM_UTF8)
    builder = TreeBuilder(_reporter(problems, file))
    error = _feed(builder, data)
    if isinstance(error, ReaderError) or data.startswith(_UTF16):
        try:
            text = decode(data)
        except RefusedError as refusal:
            return Reading(None, [Problem(file, 1, 1, f"file-{refusal.kind}", refusal.params)])
        problems[:] = _control_characters(text, file)
        data = _CONTROL.sub(STAND_IN, text).encode()
        builder = TreeBuilder(_reporter(problems, file))
        error = _feed(builder, data)
    if error is None:
        return _complete(builder, problems, file)
    recovery = _Recovery(decode(data), problems, file)
    recovery.go_on(builder, error)
    return Reading(recovery.root(), problems, recovery.keys_lost)


def _complete(builder: TreeBuilder, problems: list[Problem], file: str) -> Reading:
    if builder.root is None and not problems:
        problems.append(Problem(file, 1, 1, "empty-file"))
    return Reading(builder.root, problems)


def _reporter(problems: list[Problem], file: str) -> Report:
    """Return a function that adds to `problems`."""

    def report(code: str, place: Place, /, **params: str) -> None:
        problems.append(Problem(file, place.line, place.column, code, params))

    return report


def _control_characters(text: str, file: str) -> Iterator[Problem]:
    """Yield a problem for each line that holds a control character."""
    for number, line in enumerate(slips.LINE_BREAK.split(text), 1):
        if found := _CONTROL.search(line):
            params = {"character": f"U+{ord(found.group()):04X}"}
            yield Problem(file, number, found.start() + 1, "control-character", params)


def _feed(builder: TreeBuilder, data: bytes) -> Exception | None:
    """Have `builder` read `data`; return what stopped it, if anything did."""
    try:
        builder.feed(data)
    except (yaml.YAMLError, StoppedError) as error:
        return error
    return None


class _Recovery:
    """Gathers the parts of a file that can be read.

    `after` is the line, 1-based, after which reading is taken up again.
    """

    def __init__(self, text: str, problems: list[Problem], file: str) -> None:
        self.problems = problems
        self.file = file
        self.report = _reporter(problems, file)
        self.after = 0
        self.keys_lost = False
        self.entries: Entries = {}
        self.items: list[Node] = []
        self.item_column = 0
        self.key_column = 1
        self.lines = slips.LINE_BREAK.split(text)

    def root(self) -> Node | None:
        """Return the set as far as it could be read."""
        if self.items:
            mark = self.items[0].mark
            key = (
                self.entries[QUESTIONS][0]
                if QUESTIONS in self.entries
                else Scalar(mark, QUESTIONS, True)
            )
            self.entries[QUESTIONS] = (key, List(mark, self.items, False))
        return (
            Map(yaml.Mark(self.file, 0, 0, 0, None, 0), self.entries, False, False)
            if self.entries
            else None
        )

    def go_on(self, builder: TreeBuilder, error: Exception | None) -> None:
        """Keep what `builder` read before `error`, and read the rest of the file."""
        for _attempt in range(SLIPS_LIMIT):
            if error is None:
                self.keep_root(builder.root)
                return
            self.after = max(self.after + 1, self.keep(builder, self.tell(builder, error)))
            body = self.rest()
            if body is None or (isinstance(error, StoppedError) and error.code != "too-deep"):
                return
            builder = TreeBuilder(self.report)
            error = _feed(builder, body.encode())
        limit = {"limit": str(SLIPS_LIMIT)}
        self.problems.append(Problem(self.file, self.after + 1, 1, "too-many-slips", limit))

    def tell(self, builder: TreeBuilder, error: Exception) -> int:
        """Report what stopped the parser, unless that line was told of; return the line."""
        if isinstance(error, StoppedError):
            self.report(error.code, error.place, limit=f"{error.limit:,}")
            return error.place.line
        item = builder.stack[2].mark.line + 1 if len(builder.stack) > 2 else 1
        slip = slips.explain(error, self.lines, max(item, self.after + 1), builder.last)
        if all(problem.line != slip.line for problem in self.problems):
            self.problems.append(Problem(self.file, slip.line, slip.column, slip.code, slip.params))
        return slip.line

    def keep(self, builder: TreeBuilder, slip_line: int) -> int:
        """Take over what was complete; return the line after which to take up reading."""
        stack = builder.stack
        if not stack or stack[0].items is not None:
            self.keys_lost = True
            return slip_line
        self.key_column = stack[0].mark.column + 1
        self.keep_entries(stack[0].entries)
        items = _open_questions(stack)
        if items is None:
            self.keys_lost = True
            return max(slip_line, stack[-1].mark.line + 1)
        self.item_column = stack[1].mark.column + 1
        if len(stack) > 2:
            self.items += items
            return stack[2].mark.line + 1
        self.items += (item for item in items if item.line < slip_line)
        return slip_line

    def keep_root(self, root: Node | None) -> None:
        """Take over a part that was read to its end."""
        if isinstance(root, Map):
            self.keep_entries(root.entries)
        elif root is not None:
            self.keys_lost = True

    def keep_entries(self, entries: Entries) -> None:
        """Take over keys of the set; the lists of questions become one."""
        for name, (key, node) in entries.items():
            if name == QUESTIONS and isinstance(node, List):
                self.items += node.items
                self.item_column = 0 if node.flow else node.column
            first = self.entries.setdefault(name, (key, node))[0]
            if first is not key and name != QUESTIONS:
                self.report("duplicate-key", key, key=shown(name), line=str(first.line))

    def rest(self) -> str | None:
        """Return what can be read after the line `after`, None at the end of the file.

        Empty lines stand for those before it, so that marks count from the start of the file.
        """
        key, item = " " * (self.key_column - 1), " " * (self.item_column - 1)
        for number in range(self.after, len(self.lines)):
            line = self.lines[number]
            is_item = self.item_column and re.match(rf"{item}-(?:\s|$)", line)
            if is_item or re.match(rf"{key}[^\s#-]", line):
                self.after = number
                header = f"{key}{QUESTIONS}:\n" if is_item else "\n"
                return "\n" * (number - 1) + header * (number > 0) + "\n".join(self.lines[number:])
        return None


def _open_questions(stack: list[Frame]) -> list[Node] | None:
    """Return the questions before the one where the parser stopped, if it stopped in one."""
    key = stack[0].key
    if len(stack) < 2 or key is None or key.value != QUESTIONS or stack[1].flow:
        return None
    return stack[1].items
