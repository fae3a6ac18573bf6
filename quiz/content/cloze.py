"""The syntax of a cloze: a text with `{{blanks}}`.

`{{a|b}}`: either is right; `{{a::hint}}`: a hint of this blank's own.
"""

from __future__ import annotations

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
    blanks: list[Blank | None] = []
    rest = text
    while True:
        segment, opened, rest = rest.partition(_OPEN)
        if _CLOSE in segment and None not in blanks:
            end = segment.index(_CLOSE) + len(_CLOSE)
            values.report("stray-braces", node, text=shown(segment[max(0, end - 20) : end]))
        segments.append(segment)
        if not opened:
            break
        inside, closed, rest = rest.partition(_CLOSE)
        if not closed:
            values.report("unclosed-blank", node, text=shown(_OPEN + inside))
            return None
        blanks.append(_blank(inside, node, values))
    if not blanks:
        values.report("no-blank", node)
    good = tuple(blank for blank in blanks if blank is not None)
    if not good or len(good) < len(blanks):
        return None
    return tuple(segments), good


def _blank(inside: str, node: Node, values: Values) -> Blank | None:
    """Return the blank that the braces hold `inside` of them."""
    texts, _colons, hint = inside.partition("::")
    answers = [answer.strip() for answer in texts.split("|")]
    code = ""
    if _OPEN in inside or inside.startswith("{"):
        code = "nested-braces"
    elif not all(answers):
        code = "empty-blank"
    if code:
        values.report(code, node, text=shown(f"{_OPEN}{inside}{_CLOSE}"))
        return None
    return Blank(tuple(dict.fromkeys(answers)), hint.strip())
