"""Questions, verdicts and passages as lines of text. No two things differ by colour or place only.

What differs is put between ⟦ and ⟧, which no question is likely to hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.content.sources import Passage, Span
from quiz.engine.grading import Outcome, Verdict
from quiz.engine.matching import Comparison
from quiz.engine.questions import (
    BLANK,
    AnyQuestion,
    Cloze,
    Match,
    Multiple,
    Single,
    TrueFalse,
)
from quiz.engine.responses import Chosen, Rated, Response
from quiz.engine.session import Result
from quiz.i18n import _
from quiz.plain.responding import letter
from quiz.visible import one_line, pad, visible, width
from quiz.wording import (
    SIGNS,
    key_text,
    lettered_key,
    near_name,
    outcome_name,
    percent,
    points_text,
    response_text,
    truth,
)

OPEN, CLOSE = "⟦", "⟧"
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_CONTEXT = 80
"""How many characters of its sentence are shown at most on either side of a quote."""


def question_lines(question: AnyQuestion, choices: tuple[str, ...]) -> list[str]:
    """Return what is asked and what there is to choose from."""
    if isinstance(question, Cloze):
        return [_numbered(question)]
    lines = [question.prompt]
    match question:
        case TrueFalse():
            lines.append(f"A. {truth(True)}  B. {truth(False)}")
        case Match():
            lines += [f"{number}. {left}" for number, left in enumerate(question.lefts, 1)]
            lines += [f"{letter(index).lower()}. {text}" for index, text in enumerate(choices)]
        case _:
            lines += [f"{letter(index)}. {text}" for index, text in enumerate(choices)]
    return lines


def verdict_lines(question: AnyQuestion, response: Response, verdict: Verdict) -> list[str]:
    """Return the verdict, and for typed text how near it came. The first line bears the sign."""
    rated = isinstance(response, Rated)
    word = response_text(response) if rated else outcome_name(verdict.outcome)
    first = f"{SIGNS[verdict.outcome]} {word}"
    if verdict.overruled:
        return [first + " · " + _("overruled by you")]
    if verdict.close:
        kinds = ", ".join(dict.fromkeys(near_name(c.near) for c in verdict.comparisons if c.near))
        first += " · " + _("close: {kinds}").format(kinds=kinds)
    if verdict.recognised:
        first += " · " + _("recognised by pinyin")
    lines = [first]
    several = len(verdict.comparisons) > 1
    if several and verdict.outcome is not Outcome.CORRECT:
        lines.append("  ".join(_blank_signs(verdict)))
    for number, comparison in enumerate(verdict.comparisons, 1):
        if comparison.near:
            lines += compared(comparison, f"（{number}）" if several else "")
    return lines + _feedback(question, response)


def reason_lines(question: AnyQuestion, choices: tuple[str, ...]) -> list[str]:
    """Return the key and the explanation."""
    lines = [_("Key: {key}").format(key=lettered_key(question, choices))]
    if question.explanation:
        lines.append(_("Explanation: {text}").format(text=question.explanation))
    return lines


def compared(comparison: Comparison, label: str = "") -> list[str]:
    """Return a typed text over its key, aligned, with what differs between ⟦ and ⟧."""
    heads = [label + _("Typed"), label + _("Key")]
    room = max(map(width, heads))
    rows = [f"{pad(head, room)}  " for head in heads]
    for segment in comparison.diff:
        texts = [visible(text.replace("\n", " ")) for text in (segment.typed, segment.key)]
        cells = max(map(width, texts))
        for index, text in enumerate(texts):
            cell = pad(text, cells)
            rows[index] += cell if segment.kind == "same" else f"{OPEN}{cell}{CLOSE}"
    return [row.rstrip() for row in rows]


def excerpt(passage: Passage) -> str:
    """Return the sentences of a passage that hold the quotes, these between ⟦ and ⟧."""
    text, spans = passage.text, passage.spans
    windows: list[Span] = []
    for start, end in sorted(spans):
        window = _sentence_start(text, start), _sentence_end(text, end)
        if windows and window[0] <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(window[1], windows[-1][1])
        else:
            windows.append(window)
    return "".join(_marked(text, spans, window) for window in windows)


def passage_lines(passage: Passage | None) -> list[str]:
    """Return what is shown of a passage beside a verdict, nothing where there is none."""
    return [] if passage is None else [_("Passage: {text}").format(text=excerpt(passage))]


def whole_passage(passage: Passage | None) -> str:
    """Return a whole passage, with the quotes between ⟦ and ⟧."""
    if passage is None:
        return _("There is no passage.")
    text = _marked(passage.text, passage.spans, (0, len(passage.text)))
    return _("Passage: {text}").format(text=text)


def score_line(result: Result) -> str:
    """Return the line that scripts read; the same in every language."""
    points, possible = points_text(result.points), points_text(result.possible)
    return f"score: {points}/{possible} ({percent(result.score)}%)"


def given_and_key(question: AnyQuestion, given: str) -> list[str]:
    """Return a missed question with what was answered and what would have been right."""
    return [
        one_line(question.prompt),
        "  " + _("Yours: {text}").format(text=one_line(given)),
        "  " + _("Key: {key}").format(key=one_line(key_text(question))),
    ]


def _numbered(question: Cloze) -> str:
    """Return a cloze with its blanks numbered and their hints beside them."""
    text = question.segments[0]
    for number, blank in enumerate(question.blanks, 1):
        hint = f"({blank.hint})" if blank.hint else ""
        text += f"（{number}）{BLANK}{hint}{question.segments[number]}"
    return text


def _blank_signs(verdict: Verdict) -> list[str]:
    """Return for each blank whether it was filled right."""
    signs = {True: SIGNS[Outcome.CORRECT], False: SIGNS[Outcome.WRONG]}
    return [f"（{n}）{signs[c.right]}" for n, c in enumerate(verdict.comparisons, 1)]


def _feedback(question: AnyQuestion, response: Response) -> list[str]:
    """Return what the author says to one who chose these options."""
    if not isinstance(question, Single | Multiple) or not isinstance(response, Chosen):
        return []
    return [
        f"{option.text}  {option.why}"
        for option in question.options
        if option.why and option.text in response.options
    ]


def _marked(text: str, spans: Sequence[Span], window: Span) -> str:
    """Return what `window` shows of `text`, with a sign where it was cut, `spans` marked."""
    start, end = window
    done = start
    parts = ["…" if start and not _SENTENCE_END.match(text, start - 1) else ""]
    for left, right in sorted(spans):
        if done <= left and right <= end:
            parts += (text[done:left], OPEN, text[left:right], CLOSE)
            done = right
    parts.append(text[done:end])
    parts.append("…" if end < len(text) and not _SENTENCE_END.match(text, end - 1) else "")
    return one_line("".join(parts))


def _sentence_start(text: str, position: int) -> int:
    lowest = max(0, position - _CONTEXT)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, lowest, position)]
    return ends[-1] if ends else lowest


def _sentence_end(text: str, position: int) -> int:
    if position and _SENTENCE_END.match(text, position - 1):
        return position
    found = _SENTENCE_END.search(text, position, position + _CONTEXT)
    return found.end() if found else min(len(text), position + _CONTEXT)
