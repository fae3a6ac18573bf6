"""The rules about the options of a choice question.

What tells the right option from the wrong ones must be knowledge of the source alone: not a
form or a length of its own, not that two say the same, not that one is foreign to the source;
and no wrong one may be right too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from statistics import median
from typing import Final, TypeAlias

from quiz.authoring.lint.findings import Finding
from quiz.authoring.lint.grounds import Grounds
from quiz.authoring.lint.texts import folded, holds, named
from quiz.content.problems import shown
from quiz.engine.questions import AnyQuestion, Multiple, Single
from quiz.visible import width

Choice: TypeAlias = Single | Multiple

_FACTOR: Final = 2
"""An option stands out that is more than so many times as long as the others, or as short."""

_CELLS: Final = 6
"""By how many cells it must differ as well: key names such as “e” and “enter” may."""

_OVERLAP: Final = 2 / 3
"""What share of a longer option another one must be to say the same in fewer words."""

_EXAMPLES: Final = 3
"""How many others of its class are named beside a foreign distractor."""

_QUOTED: Final = re.compile('[“"「『《].*[”"」』》]', re.DOTALL)
_STOPPED: Final = re.compile(r".*[。；，！.;,!]", re.DOTALL)
_DIGITS: Final = re.compile(r"第?[0-9０-９]+(?:[.,][0-9]+)?\s?[%％\w]?")
_NUMBER_WORD: Final = re.compile(
    r"第?[零〇一二两三四五六七八九十百千万]+[个项次条年章]?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    re.IGNORECASE,
)

_FUNCTION_WORDS: Final = re.compile(
    r"以及|[的了地得和与及或]|\b(?:the|an?|of|and|or|to|for|in|on)\b", re.IGNORECASE
)
_LIST_JOINT: Final = re.compile(r"[、，,；;]|以及|[和与及]|\band\b", re.IGNORECASE)
_TURN: Final = re.compile(r"[不没未无非否\d]|\b(?:not?|never|non|un\w+|without)\b", re.IGNORECASE)
"""What makes something else of a text by being added to it."""

_PLACE_IN_LIST: Final = re.compile(
    r"第[一二三四五六七八九十]+[项个位点条]|首先|[最居][先前后首末]|末[项位]|之[前后]|[前后]面|接着|紧[接跟]"
    r"|\b(?:first|second|third|last|before|after|next)\b",
    re.IGNORECASE,
)

_HOLE: Final = re.compile(r"_{2,}|（[\s　]*）|\([\s　]*\)")
_LEAST_AROUND: Final = 2
"""How many characters around the hole say enough to look for them in the source."""

_AROUND_HOLE: Final = re.compile(r"[^，。；：！？、…“”‘’\s]*")


def option_rules(question: AnyQuestion, grounds: Grounds | None) -> Iterator[Finding]:
    """Yield what is to be said of the options of `question`, which rests on `grounds`."""
    if not isinstance(question, Single | Multiple):
        return
    texts = [option.text for option in question.options]
    yield from _unequal_length(texts)
    yield from _unequal_form(texts, question.key)
    yield from _same(texts)
    if grounds is not None:
        yield from _true_as_well(question, grounds)
        yield from _foreign(question, grounds)


def _unequal_length(texts: list[str]) -> Iterator[Finding]:
    """Find the option that is far longer or shorter than half of the others."""
    widths = list(map(width, texts))
    odd, ratio = "", float(_FACTOR)
    for number, own in enumerate(widths):
        usual = median(widths[:number] + widths[number + 1 :])
        factor = max(own, usual) / max(1, min(own, usual))
        if factor > ratio and abs(own - usual) >= _CELLS:
            odd, ratio = texts[number], factor
    if odd:
        yield Finding("lint-unequal-length", {"text": named(odd)})


def _unequal_form(texts: list[str], key: tuple[str, ...]) -> Iterator[Finding]:
    """Find the option that has, or lacks, marks alone; or that the right ones alone have them."""
    words = list(filter(_NUMBER_WORD.fullmatch, texts))
    if words and any(map(_DIGITS.fullmatch, texts)):
        yield Finding("lint-unequal-form", {"text": named(words[0])})
    elif len(texts) > 2:
        right = {text for text in texts if text in key}
        for form in (_QUOTED, _STOPPED):
            having = set(filter(form.fullmatch, texts))
            for some in (having, set(texts) - having):
                if len(some) == 1 or some == right:
                    odd = next(text for text in texts if text in some)
                    yield Finding("lint-unequal-form", {"text": named(odd)})
                    return


def _same(texts: list[str]) -> Iterator[Finding]:
    """Find two options that say the same."""
    for one, other in combinations(texts, 2):
        if (
            _bare(one) == _bare(other)
            or _members(one) == _members(other)
            or _extends(one, other)
            or _extends(other, one)
        ):
            yield Finding("lint-same-option", {"text": named(one), "other": named(other)})
            return


def _bare(text: str) -> str:
    return folded(_FUNCTION_WORDS.sub("", text))


def _members(text: str) -> list[str]:
    """Return the members of a list, as written in whatever order."""
    return sorted(map(folded, _LIST_JOINT.split(text)))


def _extends(long: str, short: str) -> bool:
    """Tell whether one text is the other with little more, which makes nothing else of it."""
    if not holds(long, short) or len(folded(short)) < max(3, _OVERLAP * len(folded(long))):
        return False
    return not _TURN.search(folded(long).replace(folded(short), " ", 1))


def _true_as_well(question: Choice, grounds: Grounds) -> Iterator[Finding]:
    """Find the distractors that are as right as the key.

    They stand beside it in the list that the question asks for, unless it asks for a place
    within it; or they fill the hole of the prompt with other words of the source.
    """
    placed = _PLACE_IN_LIST.search(question.prompt) is not None
    for option in question.options:
        text = option.text
        if text in question.key:
            continue
        listed = not placed and any(
            grounds.side_by_side(part, text, question.quotes) for part in question.key
        )
        if listed or _fills(question, text, grounds):
            yield Finding("lint-true-distractor", {"text": named(text)})


def _fills(question: Choice, text: str, grounds: Grounds) -> bool:
    """Tell whether `text` makes the words around the prompt's hole stand in the source.

    Only where the key does: otherwise those words are not the source's.
    """
    hole = _HOLE.search(question.prompt)
    if hole is None:
        return False
    before = _AROUND_HOLE.match(question.prompt[: hole.start()][::-1])
    after = _AROUND_HOLE.match(question.prompt, hole.end())
    assert before is not None  # both match the empty text too
    assert after is not None
    left, right = before.group()[::-1], after.group()
    if len(left) + len(right) < _LEAST_AROUND:
        return False
    return all(grounds.holds(left + one + right) for one in (text, question.key[0]))


def _foreign(question: Choice, grounds: Grounds) -> Iterator[Finding]:
    """Find the distractors that the source doesn't hold, though it has others of their class."""
    if not all(map(grounds.holds, question.key)):
        return  # the wording is the author's own, and so may that of the distractors be
    texts = [option.text for option in question.options]
    foreign = [text for text in texts if text not in question.key and not grounds.holds(text)]
    if not foreign:
        return
    kin = {
        one
        for part in question.key
        for one in grounds.kin(part)
        if not any(folded(one) in folded(text) or folded(text) in folded(one) for text in texts)
    }
    if len(kin) >= len(foreign):
        examples = "; ".join(sorted(kin, key=lambda one: (len(one), one))[:_EXAMPLES])
        for text in foreign:
            yield Finding("lint-foreign-distractor", {"text": named(text), "kin": shown(examples)})
