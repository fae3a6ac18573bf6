"""Reads a YAML text to its end, over the places in it that are not YAML.

A place that can't be read costs the one question it stands in: reading is taken up again at
the next line that begins a question or a key of the set. The parser is given what follows,
under the key it belongs to, so that every part of the file is read once.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

import yaml

from quiz.content import slips, spec
from quiz.content.files import RefusedError, decode
from quiz.content.nodes import Entries, List, Map, Node, Place
from quiz.content.problems import PROBLEMS_LIMIT, Problem, shown
from quiz.content.slips import Slip
from quiz.content.tree import QUESTIONS, STAND_IN, Frame, Report, TooDeepError, TreeBuilder

VALUES_LIMIT: Final = 2_500_000
"""Signs that part values in one file; 32 MiB of what people write hold about two million."""

BLANKS_LIMIT: Final = 100_000
"""Blanks in a row, past which a file is not read: a slip behind them would be copied with them."""

SLIPS_LIMIT: Final = 100
"""How often reading is taken up again in one file."""

_LINES_AGAIN: Final = 20_000_000
"""How many lines the parser is led past in doing so: fewer slips of a very long file are told."""

_LINE_BREAKS: Final = (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_SEPARATORS: Final = (*_LINE_BREAKS, b",", b":")
_TAG_DIRECTIVE: Final = re.compile(b"(?:^|" + b"|".join(_LINE_BREAKS) + b")%TAG")
_UTF16: Final = (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\U0010ffff]")


class Reading(NamedTuple):
    """What a text holds, and what is wrong with it.

    `root` is None where nothing could be made of it. `lost` names the keys of the set that
    stand, or may stand, in places that can't be read; "" is for a place of unknown keys.
    """

    root: Node | None
    problems: list[Problem]
    lost: frozenset[str] = frozenset()


def read(data: bytes, file: str) -> Reading:
    """Read the content of a YAML file; never raises, whatever it is.

    `file` is the name that problems bear. The text is decoded only where something is wrong,
    since the parser sees for itself whether it is UTF-8.
    """
    problems: list[Problem] = []
    data = data.removeprefix(codecs.BOM_UTF8)
    if len(data) > VALUES_LIMIT and sum(map(data.count, _SEPARATORS)) > VALUES_LIMIT:
        params = {"limit": f"{VALUES_LIMIT:,}"}
        return Reading(None, [Problem(file, 1, 1, "too-many-values", params)])
    if b" " * BLANKS_LIMIT in data:
        line = data.count(b"\n", 0, data.index(b" " * BLANKS_LIMIT)) + 1
        params = {"limit": f"{BLANKS_LIMIT:,}"}
        return Reading(None, [Problem(file, line, 1, "long-gap", params)])
    if b"%TAG" in data and (found := _TAG_DIRECTIVE.search(data)):
        # The parser compares each with all before it, and gives its text to each that uses it.
        line = len(slips.LINE_BREAK.findall(data[: found.end()].decode(errors="replace"))) + 1
        return Reading(None, [Problem(file, line, 1, "directive")])
    builder = TreeBuilder(_reporter(problems, file))
    error = _feed(builder, data)
    if error is None and not data.startswith(_UTF16) and STAND_IN.encode() not in data:
        if builder.root is None and not problems:
            problems.append(Problem(file, 1, 1, "empty-file"))
        return Reading(builder.root, problems)
    try:
        text = decode(data)
    except RefusedError as refusal:
        return Reading(None, [Problem(file, 1, 1, f"file-{refusal.kind}", refusal.params)])
    if 0.3 < text.count("\0") / len(text) < 0.8:  # half in UTF-16, three quarters in UTF-32
        return Reading(None, [Problem(file, 1, 1, "file-not-utf8", {"line": "1"})])
    if _CONTROL.search(text):
        problems = list(islice(_control_characters(text, file), PROBLEMS_LIMIT))
        text = _CONTROL.sub(STAND_IN, text)
        builder = TreeBuilder(_reporter(problems, file))
        error = _feed(builder, text.encode())
    if error is None:
        return Reading(builder.root, problems)
    recovery = _Recovery(text, problems, file)
    recovery.go_on(builder, error)
    return Reading(recovery.root(), problems, frozenset(recovery.lost))


def _reporter(problems: list[Problem], file: str) -> Report:
    """Return a function that adds to `problems`, up to a limit."""

    def report(code: str, place: Place, /, **params: str) -> None:
        if len(problems) < PROBLEMS_LIMIT:
            problems.append(Problem(file, place.line, place.column, code, params))
        elif len(problems) == PROBLEMS_LIMIT:
            limit = {"limit": f"{PROBLEMS_LIMIT:,}"}
            problems.append(Problem(file, place.line, place.column, "too-many-errors", limit))

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
    except TooDeepError as error:
        return _freed(error)
    except yaml.YAMLError as error:
        return _too_deep(builder, data, error) or _freed(error)
    return None


def _freed(error: Exception) -> Exception:
    """Return an error without the frames that it passed through.

    They hold all that was read, and the error itself: a circle.
    """
    error.__context__ = None
    return error.with_traceback(None)


def _too_deep(builder: TreeBuilder, data: bytes, error: yaml.YAMLError) -> Exception | None:
    """Return where nesting went past our limit, if the parser stopped at a limit of its own.

    It does so before it has told of what it looked ahead at; without the rest it tells.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None or "nesting depth" not in str(getattr(error, "problem", "")):
        return None
    text = data.decode(errors="replace")[: mark.index]
    again = TreeBuilder(lambda _code, _place, /, **_params: None)
    try:
        again.feed(text.encode())
    except TooDeepError as deep:
        builder.stack, builder.last = again.stack, again.last
        return _freed(deep)
    except yaml.YAMLError:
        pass
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
        self.lost: set[str] = set()
        self.entries: Entries = {}
        self.items: list[Node] = []
        self.item_column = 0
        self.key_column = 1
        self.lines = slips.LINE_BREAK.split(text)

    def root(self) -> Node | None:
        """Return the set as far as it could be read."""
        if self.items:
            mark = self.items[0].mark
            key_mark = self.entries[QUESTIONS][0] if QUESTIONS in self.entries else mark
            self.entries[QUESTIONS] = (key_mark, List(mark, self.items, False))
        start = yaml.Mark(self.file, 0, 0, 0, None, 0)
        return Map(start, self.entries, False, False) if self.entries else None

    def go_on(self, builder: TreeBuilder, error: Exception | None) -> None:
        """Keep what `builder` read before `error`, and read the rest of the file."""
        most = min(SLIPS_LIMIT, max(2, _LINES_AGAIN // len(self.lines)))
        for _attempt in range(most):
            if error is None:
                self.keep_root(builder.root)
                return
            self.after = max(self.after + 1, self.keep(builder, self.tell(builder, error)))
            body = self.rest()
            if body is None:
                return
            builder = TreeBuilder(self.report)
            error = _feed(builder, body.encode())
        self.lost.add("")
        limit = {"limit": str(most)}
        self.problems.append(Problem(self.file, self.after + 1, 1, "too-many-slips", limit))

    def tell(self, builder: TreeBuilder, error: Exception) -> Slip:
        """Report what stopped the parser, unless that line was told of; return what it was."""
        if isinstance(error, TooDeepError):
            limit = {"limit": str(spec.DEPTH)}
            slip = Slip("too-deep", error.place.line, error.place.column, limit)
        else:
            item = Place(builder.stack[2].mark).line if len(builder.stack) > 2 else 1
            slip = slips.explain(error, self.lines, max(item, self.after + 1), builder.last)
        if all(problem.line != slip.line for problem in self.problems):
            self.problems.append(Problem(self.file, slip.line, slip.column, slip.code, slip.params))
        return slip

    def keep(self, builder: TreeBuilder, slip: Slip) -> int:
        """Take over what was complete; return the line after which to take up reading."""
        stack = builder.stack
        if stack and stack[0].entries is not None:
            self.key_column = Place(stack[0].mark).column
            self.keep_entries(stack[0].entries)
            items = _open_questions(stack)
            if items is not None:
                self.lost.add(QUESTIONS)
                self.item_column = Place(stack[1].mark).column
                if len(stack) > 2:
                    self.items += items
                    return Place(stack[2].mark).line
                self.items += self.whole(items, slip)
                return slip.line
        if not stack and isinstance(builder.root, Map):  # the slip follows the document's end
            self.keep_entries(builder.root.entries)
        key = slip.params.get("key", "")
        self.lost.add(key if key in spec.SET else "")
        return max(slip.line, Place(stack[-1].mark).line) if stack else slip.line

    def whole(self, items: list[Node], slip: Slip) -> list[Node]:
        """Return the questions of which nothing stands in the line of the slip.

        A line that doesn't begin a question goes on with the one before it.
        """
        before = [item for item in items if item.line < slip.line]
        line = "".join(self.lines[slip.line - 1 : slip.line])
        begins = re.match(r"\s*-(?:\s|$)", line)
        return before if begins or len(before) < len(items) else before[:-1]

    def keep_root(self, root: Node | None) -> None:
        """Take over a part that was read to its end."""
        if isinstance(root, Map):
            self.keep_entries(root.entries)
        elif root is not None:
            self.lost.add("")

    def keep_entries(self, entries: Entries) -> None:
        """Take over keys of the set; the lists of questions become one."""
        for name, (mark, node) in entries.items():
            if name == QUESTIONS and isinstance(node, List):
                self.items += node.items
                self.item_column = 0 if node.flow else node.column
            first = self.entries.setdefault(name, (mark, node))[0]
            if first is not mark and name != QUESTIONS:
                line = str(Place(first).line)
                self.report("duplicate-key", Place(mark), key=shown(name), line=line)

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
    if len(stack) < 2 or stack[0].key != QUESTIONS or stack[1].flow:
        return None
    return stack[1].items
