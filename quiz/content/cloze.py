"""The syntax of a cloze: a text with `{{blanks}}`.

`{{a|b}}`: either is right; `{{a::hint}}`: a hint of this blank's own.
"""

from __future__ import annotations

from quiz.content import spec
from quiz.content.nodes import Node
from quiz.content.problems import shown
from quiz.content.values import Values
from quiz.engine.questions import Blank

_OPEN, _CLOSE = "{{", "}}"


def parse(
    text: str, node: Node, values: Values
) -> tuple[tuple[str, ...], tuple[Blank, ...]] | None:
    """Return the texts around the blanks and the blanks of a cloze.

    `node` is where problems are told to be. None when one of them is an error.
    """
    segments: list[str] = []
    blanks: list[Blank] = []
    told: set[str] = set()

    def tell(code: str, where: str) -> None:
        if code not in told:  # once in a cloze: each of them is told at its beginning
            values.report(code, node, text=shown(where))
        told.add(code)

    rest = text
    while True:
        segment, opened, rest = rest.partition(_OPEN)
        if _CLOSE in segment and not told:
            end = segment.index(_CLOSE) + len(_CLOSE)
            tell("stray-braces", segment[max(0, end - 20) : end])
        segments.append(segment)
        if not opened:
            break
        inside, closed, rest = rest.partition(_CLOSE)
        if not closed:
            tell("unclosed-blank", _OPEN + inside)
            return None
        blank = _blank(inside)
        if isinstance(blank, Blank):
            blanks.append(blank)
        else:
            tell(blank, f"{_OPEN}{inside}{_CLOSE}")
    if len(segments) == 1:
        tell("no-blank", "")
    if not told and len(segments) > spec.BLANKS + 1:
        most, count = str(spec.BLANKS), str(len(segments) - 1)
        values.report("too-many", node, key="cloze", most=most, count=count)
        return None
    return (tuple(segments), tuple(blanks)) if told <= {"stray-braces"} else None


def _blank(inside: str) -> Blank | str:
    """Return the blank that the braces hold `inside` of them, or the code of what is wrong."""
    texts, _colons, hint = inside.partition("::")
    answers = [answer.strip() for answer in texts.split("|")]
    if _OPEN in inside or inside.startswith("{"):
        return "nested-braces"
    if not all(answers):
        return "empty-blank"
    return Blank(tuple(dict.fromkeys(answers)), hint.strip())
