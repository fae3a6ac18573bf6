"""What someone probably meant where a file is not YAML.

A parser tells where it stumbled, which is seldom where the slip is, in words that only
another parser's author enjoys. The slips people do make are few; each has its own code.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from quiz.content import spec
from quiz.content.problems import shown

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line, as YAML counts lines."""

_NAMES = "|".join(sorted({*spec.SET, *spec.ALL_QUESTION_KEYS, *spec.OPTION}))
_START = r"\s*(?:-\s+)*"
_FULLWIDTH_COLON = re.compile(rf"{_START}({_NAMES})\s*：")
_MISSING_SPACE = re.compile(rf"{_START}({_NAMES}):(?=[^\s:])")
_TAB = re.compile(r"[ -]*\t")
_VALUE = re.compile(r"\s*(?:-\s+)*(?:[^\s:：\"'\[{]+:\s+)?")
_SPECIAL = re.compile(r"\{\{|[*&!@`%|>{\[]")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_KEY_AND_TEXT = re.compile(rf"{_START}(?:[^\s:\"'\[{{#]+:\s+)?[^\s\"'\[{{#|>]")
_ESCAPES = ("unknown escape", "hexdecimal number", "Unicode character escape")
_LOOK_BACK = 20
"""How many lines before the parser's stumble are looked at."""


class Slip(NamedTuple):
    """A problem code with its place (1-based) and the texts its message names."""

    code: str
    line: int
    column: int
    params: dict[str, str]


def misplaced_key(text: str) -> str:
    """Return the known key that `text` begins with, before a full-width colon, or ""."""
    found = _FULLWIDTH_COLON.match(text)
    return found.group(1) if found else ""


def explain(error: Exception, lines: list[str], first: int, last: Any) -> Slip:
    """Return the slip behind a syntax error.

    `lines` are those of the file; `first` is the line (1-based) before which the slip can't
    be, `last` the event of the last text that was read.
    """
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", "") or error)
    if mark is None:
        return Slip("syntax", first, 1, {"detail": shown(problem)})
    line, column = mark.line + 1, mark.column + 1
    here = lines[line - 1] if line <= len(lines) else ""
    return (
        _escape(problem, here, line, column)
        or _around_quotes(error, last, line, column)
        or _at_line(here, line, column, problem)
        or _above(lines, max(first, line - _LOOK_BACK), line)
        or _unclosed_bracket(error, lines)
        or _directive(problem, lines, line)
        or _indentation(problem, here, line, column)
        or Slip("syntax", line, column, {"detail": shown(problem)})
    )


def _escape(problem: str, line: str, number: int, column: int) -> Slip | None:
    """A backslash that begins nothing YAML knows; the parser stops at it, or at its digits."""
    if not any(words in problem for words in _ESCAPES):
        return None
    at = max(line.rfind("\\", 0, column if "unknown" in problem else column - 1), 0)
    return Slip("bad-escape", number, at + 1, {"escape": shown(line[at : at + 2])})


def _around_quotes(error: Exception, last: Any, line: int, column: int) -> Slip | None:
    """A quoted text that never ends, that took in lines, or that more text follows."""
    if "scanning a quoted" in str(getattr(error, "context", "")):
        mark = error.context_mark  # type: ignore[attr-defined]
        if "end of stream" in str(getattr(error, "problem", "")):
            return Slip("unclosed-quote", mark.line + 1, mark.column + 1, {})
    if last is None or not last.style or last.style not in "\"'":
        return None
    start, end = last.start_mark, last.end_mark
    if end.line + 1 != line or end.column + 1 > column:
        return None
    code = "text-after-quote" if start.line == end.line else "unclosed-quote"
    return Slip(code, start.line + 1, start.column + 1, {})


def _at_line(line: str, number: int, column: int, problem: str) -> Slip | None:
    """The slips that make a parser stumble in the very line they stand in."""
    if found := _TAB.match(line):
        return Slip("tab-indent", number, found.end(), {})
    if line.startswith("%"):
        return Slip("directive", number, 1, {})
    if start := _special_start(line):
        return Slip("unquoted-value", number, start[0], {"start": start[1]})
    if "mapping values" in problem and _colon_in_text(line, column):
        return Slip("unquoted-colon", number, column, {})
    return None


def _above(lines: list[str], first: int, last: int) -> Slip | None:
    """The slips that a parser notices some lines later; the nearest is told."""
    for number in range(min(last, len(lines)), first - 1, -1):
        line = lines[number - 1]
        if found := _FULLWIDTH_COLON.match(line):
            return Slip("fullwidth-colon", number, found.end(), {"key": found.group(1)})
        if found := _MISSING_SPACE.match(line):
            return Slip("missing-space", number, found.end(), {"key": found.group(1)})
    return None


def _special_start(line: str) -> tuple[int, str] | None:
    """Return the column and the start of a value that YAML takes for something else.

    A bracket at the start is a slip only where text follows the bracket that closes it.
    """
    found = _VALUE.match(line)
    at = found.end() if found else 0
    special = _SPECIAL.match(line, at)
    if not special or _BLOCK_SCALAR.match(line, at):
        return None
    start = special.group()
    if start in "[{" and not re.search(r"[\]}]\s*[^\s,#\]}]", line[at:]):
        return None
    return at + 1, start


def _colon_in_text(line: str, column: int) -> bool:
    """Tell whether the colon at `column` stands within a text and not after a key."""
    before = line[: column - 1]
    return bool(re.search(r":\s", before)) and bool(_KEY_AND_TEXT.match(before))


def _unclosed_bracket(error: Exception, lines: list[str]) -> Slip | None:
    mark = getattr(error, "context_mark", None)
    if mark is None or "parsing a flow" not in str(getattr(error, "context", "")):
        return None
    number = mark.line + 1
    start = lines[number - 1][mark.column : mark.column + 1] if number <= len(lines) else ""
    if start not in ("[", "{"):
        return None
    return Slip("unclosed-bracket", number, mark.column + 1, {"start": start})


def _indentation(problem: str, text: str, line: int, column: int) -> Slip | None:
    """A key that is indented further than its neighbours reads as a text's next line."""
    if not problem.startswith(("mapping values", "did not find expected", "block sequence")):
        return None
    found = re.match(rf"{_START}(?:{_NAMES}):(?:\s|$)", text)
    if not found or column > found.end():
        return None
    return Slip("bad-indent", line, len(text) - len(text.lstrip()) + 1, {})


def _directive(problem: str, lines: list[str], last: int) -> Slip | None:
    """An instruction to the parser: one it doesn't know, or one that no line `---` follows."""
    if "directive" not in problem and "<document start>" not in problem:
        return None
    for number, line in enumerate(lines[:last], 1):
        if line.startswith("%"):
            return Slip("directive", number, 1, {})
    return None
