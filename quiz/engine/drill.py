"""Set phrases learned by heart: one question asked in steps that give away less and less.

Whatever can be drilled is first made a cloze whose blanks are the phrase's members: the blanks
of a cloze, the items of an order, the parts of a short answer that is a list. Choices and
matches are not drilled: what is right in them need not be a phrase of the document.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import islice, pairwise, product
from typing import Any

import msgspec

from quiz.engine.folding import fold, has_han, units
from quiz.engine.questions import BLANK, AnyQuestion, Blank, Cloze, Order, Question, Short
from quiz.i18n import _

_BETWEEN = re.compile(r"[、；，]|[,;]\s")
"""What stands between the members of a list."""

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|《[^》]*》|（[^）]*）|\([^)]*\)|\"[^\"]*\"")
"""Where such a mark divides no members."""

_CLAUSE_END = re.compile(r"[，。；：、！？]|[,;:!?](?=\s)")

_OPENING = "“‘《（(\"' "

_ENOUGH = 4
"""Characters by which a sentence can be told from others."""

_WORDINGS = 16
"""How many wordings of a sentence whose blanks take several answers are right as a whole."""


class DrillStep(IntEnum):
    """The steps of a drill, in growing difficulty."""

    ONE_BLANK = 1
    SEVERAL_BLANKS = 2
    FIRST_CHARACTERS = 3
    """Every member is blank, but for its first character."""
    ORDER = 4
    """The members are given and put in order."""
    WHOLE = 5
    """All of it is written out, from its beginning or from what the question asks."""


def steps(question: AnyQuestion) -> tuple[DrillStep, ...]:
    """Return the steps in which a question can be drilled, () for one that can't.

    Each step asks for more than the one before it, so that with one or two members some are
    left out. A list whose order is free isn't put in order.
    """
    cloze = as_cloze(question)
    if cloze is None:
        return ()
    members = [fold(text) for text in cloze.key]
    found = [DrillStep.ONE_BLANK]
    if len(members) > 1:
        found.append(DrillStep.SEVERAL_BLANKS)
    if len(members) > 2 and max(map(len, members)) > 1:
        found.append(DrillStep.FIRST_CHARACTERS)
    if len(members) > 2 and len(set(members)) == len(members) and not cloze.any_order:
        found.append(DrillStep.ORDER)
    return (*found, DrillStep.WHOLE)


def exercise(question: AnyQuestion, step: DrillStep, seed: int) -> AnyQuestion:
    """Return what a step asks, as a question with the same id and the same grounds.

    The seed decides which members are blank where not all of them are. Raises ValueError when
    the question has no such step.
    """
    cloze = as_cloze(question)
    if cloze is None or step not in steps(question):
        raise ValueError(f"question {question.id} has no step {step!r}")
    count = len(cloze.blanks)
    chance = random.Random(f"drill:{seed}:{question.set_id}:{question.id}:{step}")
    match step:
        case DrillStep.ONE_BLANK:
            return _with_blanks(cloze, {chance.randrange(count)})
        case DrillStep.SEVERAL_BLANKS:
            return _with_blanks(cloze, set(chance.sample(range(count), max(2, (count + 1) // 2))))
        case DrillStep.FIRST_CHARACTERS:
            return msgspec.structs.replace(cloze, blanks=tuple(map(_begun, cloze.blanks)))
        case DrillStep.ORDER:
            return _ordering(question, cloze)
        case DrillStep.WHOLE:
            return _whole(question, cloze)


def as_cloze(question: AnyQuestion) -> Cloze | None:
    """Return a question as the cloze whose blanks are its members, None where there is none.

    The text is the question's quote if that holds the members in their order, else they stand
    in a row behind what is asked. A short answer that is no list must stand in the quote: it
    is a phrase of the document then.
    """
    match question:
        case Cloze():
            return question
        case Order():
            blanks = tuple(Blank((item,)) for item in question.items)
        case Short():
            parts = _parts(question.answer)
            blanks = tuple(Blank((part,)) for part in parts)
            if len(parts) == 1:
                blanks = (Blank((question.answer, *question.accept)),)
        case _:
            return None
    members = [blank.answers[0] for blank in blanks]
    text = "\n".join(question.quotes)
    places = _places(text, members)
    if places is None:
        if len(members) == 1:
            return None
        text = f"{question.prompt}\n{_divider(members).join(members)}"
        places = _places(text, members, after=len(question.prompt))
        assert places is not None
    ends = [place + len(member) for place, member in zip(places, members, strict=True)]
    segments = tuple(
        text[end:place] for end, place in zip([0, *ends], [*places, len(text)], strict=True)
    )
    return Cloze(**_common(question), prompt=BLANK.join(segments), segments=segments, blanks=blanks)


def beginning(cloze: Cloze) -> str:
    """Return what of a sentence is shown for the rest to follow: at most its first clause.

    It ends before the first blank, unless that would be too little to tell which sentence it is.
    """
    before = cloze.segments[0]
    end = _CLAUSE_END.search(before)
    start = before[: end.end()] if end else before
    return (start if len(start) >= _ENOUGH else cloze.filled()[:_ENOUGH]).rstrip(_OPENING)


def _common(question: Question) -> dict[str, Any]:
    """Return the fields that every type has, without the prompt."""
    names = Question.__struct_fields__
    return {name: getattr(question, name) for name in names if name != "prompt"}


def _parts(answer: str) -> list[str]:
    """Return the members of a short answer, one if it is no list."""
    quoted = [match.span() for match in _QUOTED.finditer(answer)]
    parts, done = [], 0
    for mark in _BETWEEN.finditer(answer):
        if not any(start < mark.start() < end for start, end in quoted):
            parts.append(answer[done : mark.start()].strip())
            done = mark.end()
    parts.append(answer[done:].strip())
    return parts if all(parts) else [answer]


def _places(text: str, members: Sequence[str], after: int = 0) -> list[int] | None:
    """Return where the members stand in this order in `text`, as close together as they do."""
    best: list[int] | None = None
    start = text.find(members[0], after)
    while start >= 0:
        places = [start]
        for previous, member in pairwise(members):
            places.append(text.find(member, places[-1] + len(previous)))
            if places[-1] < 0:
                return best
        if best is None or places[-1] - start < best[-1] - best[0]:
            best = places
        start = text.find(members[0], start + 1)
    return best


def _divider(members: Sequence[str]) -> str:
    """Return what is written between members that stand in a row."""
    return "、" if any(map(has_han, members)) else ", "


def _with_blanks(cloze: Cloze, kept: set[int]) -> Cloze:
    """Return the cloze with only the blanks of these numbers, the others filled."""
    segments, blanks = [cloze.segments[0]], []
    for number, blank in enumerate(cloze.blanks):
        if number in kept:
            blanks.append(blank)
            segments.append(cloze.segments[number + 1])
        else:
            segments[-1] += blank.answers[0] + cloze.segments[number + 1]
    return msgspec.structs.replace(
        cloze,
        prompt=BLANK.join(segments),
        segments=tuple(segments),
        blanks=tuple(blanks),
        any_order=cloze.any_order and len(blanks) > 1,
    )


def _begun(blank: Blank) -> Blank:
    """Return a blank whose hint is the first character, unless there is only that one."""
    key = blank.answers[0]
    first, *more = units(key)
    return Blank(blank.answers, f"{key[first.start : first.end]}…" if more else "")


def _ordering(question: AnyQuestion, cloze: Cloze) -> Order:
    if isinstance(question, Order):
        return question
    prompt = f"{question.prompt}\n" + _("Put these in the order of the document.")
    return Order(**_common(question), prompt=prompt, items=cloze.key)


def _whole(question: AnyQuestion, cloze: Cloze) -> Short | Cloze:
    match question:
        case Short():
            return question
        case Order():
            ask = _("Write all {count} out, in order.").format(count=len(question.items))
            answer = _divider(question.items).join(question.items)
            return Short(**_common(question), prompt=f"{question.prompt}\n{ask}", answer=answer)
    if cloze.any_order and len(cloze.blanks) > 1:
        return _free_list(cloze)
    start = beginning(cloze)
    texts = [
        cloze.filled(answers)
        for answers in islice(product(*(blank.answers for blank in cloze.blanks)), _WORDINGS)
    ]
    # No need to type what is shown.
    texts += [text[len(start) :] for text in texts if text.startswith(start)]
    ask = _("Write out the whole sentence that begins: {start} …").format(start=start)
    return Short(**_common(question), prompt=ask, answer=texts[0], accept=tuple(texts[1:]))


def _free_list(cloze: Cloze) -> Cloze:
    """Return a list in any order as nothing but blanks, behind what stands around the list."""
    inner = [_divider(cloze.key)] * (len(cloze.blanks) - 1)
    segments = (f"{cloze.segments[0]}…{cloze.segments[-1]}\n", *inner, "")
    return msgspec.structs.replace(cloze, prompt=BLANK.join(segments), segments=segments)
