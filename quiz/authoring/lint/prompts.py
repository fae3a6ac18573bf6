"""The rules about the prompt: it neither gives its key away nor hides that it asks for a not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quiz.authoring.lint.findings import Finding
from quiz.authoring.lint.texts import common, folded, holds, is_telling, named, without_quoted
from quiz.engine.questions import AnyQuestion, Card, Cloze, Match, Multiple, Short, Single

_OPEN: Final = tuple('“「『"')
_CLOSE: Final = tuple('”」』"')

_MARKED: Final = re.compile(r"【[^】]*】|\*\*.+?\*\*|\b[A-Z]{3,}\b")
_CLAUSE_END: Final = re.compile(r"[，。；,;.]")
_LAST_WORD: Final = re.compile(r".*\w", re.DOTALL)

_HARMLESS: Final = re.compile(
    r"(.)[不没]\1|有没有|不(?:断|仅|但|同|少|超|过|忘|论|管|如|止|久|足|等|只|得不|可或缺)"
    r"|未(?:来|必)|(?:除|莫|是)非|非(?:常|洲)"
)
"""Where 不, 没, 未 and 非 deny nothing: in 是不是, in 不断, in 未来."""

_ALL: Final = re.compile("[都均皆]")
_NEGATIVE: Final = re.compile(
    r"不|没|未|非|无关|错误|有误"
    r"|\b(?:not|never|except|incorrect|wrong|least|false|cannot|\w+n[’']t)\b"
)


def prompt_rules(question: AnyQuestion) -> Iterator[Finding]:
    """Yield what is to be said of the prompt of `question`."""
    given = next(_given_away(question), "")
    if given:
        yield Finding("lint-gives-away", {"text": named(given)})
    if isinstance(question, Single | Multiple | Short):
        prompt = _MARKED.sub("", without_quoted(question.prompt))
        denied = _NEGATIVE.search(_HARMLESS.sub("", _asking(prompt)))
        if text := denied.group() if denied else _excepting(prompt):
            yield Finding("lint-unmarked-negative", {"text": named(text)})


def _excepting(prompt: str) -> str:
    """Return what a prompt says of all but something, 除……外……都, "" if nothing."""
    start = prompt.find("除")
    outside = prompt.find("外", start + 2) if start >= 0 else -1
    found = _ALL.search(prompt, outside + 1) if outside >= 0 else None
    return prompt[start : found.end()] if found else ""


def _asking(prompt: str) -> str:
    """Return the last clause of a prompt, which is what it asks."""
    words = _LAST_WORD.match(prompt)
    return _CLAUSE_END.split(words.group())[-1] if words else ""


def _given_away(question: AnyQuestion) -> Iterator[str]:
    """Yield the parts of the key that the prompt shows."""
    match question:
        case Cloze():
            around = zip(question.segments, question.key, question.segments[1:], strict=False)
            for before, part, after in around:
                quoted = before.endswith(_OPEN) and after.startswith(_CLOSE)
                if _shows(question.prompt, part, quoted=quoted):
                    yield part
        case Match():
            yield from (right for left, right in question.pairs if _shows(left, right))
        case Single() | Multiple():
            yield from _option_given_away(question)
        case Short() | Card():
            yield from (part for part in question.key if _shows(question.prompt, part))


def _option_given_away(question: Single | Multiple) -> Iterator[str]:
    """Yield the right options that the prompt shows, or what it shares with the right one alone.

    A prompt that names wrong options too gives nothing away.
    """
    prompt = question.prompt
    others = [option.text for option in question.options if option.text not in question.key]
    if any(holds(prompt, other) for other in others):
        return
    yield from (part for part in question.key if _shows(prompt, part))
    if isinstance(question, Single):
        echo = common(folded(prompt), folded(question.key[0]))
        if is_telling(echo) and not any(echo in folded(other) for other in others):
            yield echo


def _shows(prompt: str, part: str, *, quoted: bool = False) -> bool:
    """Tell whether a part of a key stands in a prompt, and not by chance.

    A short one may, unless it is a phrase in quotation marks.
    """
    quoted = quoted or (part.startswith(_OPEN) and part.endswith(_CLOSE))
    telling = len(folded(part)) > 1 if quoted else is_telling(folded(part))
    return telling and holds(prompt, part)
