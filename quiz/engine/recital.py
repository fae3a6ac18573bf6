"""How much of a set phrase was written out, and how much of that in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from quiz.engine.alignment import align, common_start
from quiz.engine.drill import DrillStep, as_cloze, beginning, exercise
from quiz.engine.folding import fold, simplify
from quiz.engine.questions import AnyQuestion, Cloze, Short


class Recital(msgspec.Struct, frozen=True, gc=False):
    """What is right in a phrase written out from its cue, content and order apart.

    `content` is the share, in [0, 1], of the members that are there to the letter, of a phrase
    without members that of its characters. `order` is the share of the members there that
    stand in their order; None where order doesn't count or there aren't two of them.
    `missing` and `misplaced` are the members that are not there and not in their order.
    """

    content: float
    order: float | None = None
    missing: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()


def recital(typed: str, question: AnyQuestion) -> Recital:
    """Judge what was typed as a whole for `question`, which must be one that can be drilled."""
    cloze = as_cloze(question)
    if cloze is None:
        raise ValueError(f"question {question.id} is no phrase to recite")
    text = simplify(fold(typed))
    if len(cloze.blanks) == 1:
        return Recital(_likeness(text, question))
    if isinstance(question, Cloze) and not cloze.any_order:
        start = simplify(fold(beginning(cloze)))
        if common_start(text, start) == 0:  # what was shown need not be typed
            text = start + text
    places = _found(text, cloze)
    present = [number for number, place in enumerate(places) if place is not None]
    order, misplaced = None, []
    if len(present) > 1 and not cloze.any_order:
        rising = _longest_rising([place for place in places if place is not None])
        placed = {present[index] for index in rising}
        order = len(placed) / len(present)
        misplaced = [number for number in present if number not in placed]
    return Recital(
        content=len(present) / len(places),
        order=order,
        missing=tuple(cloze.key[n] for n, place in enumerate(places) if place is None),
        misplaced=tuple(cloze.key[number] for number in misplaced),
    )


def _likeness(text: str, question: AnyQuestion) -> float:
    """Return the share of equal characters in `text` and the wording nearest to it.

    It is a share of the longer of the two, so that writing more than the phrase costs as well.
    """
    whole = exercise(question, DrillStep.WHOLE, 0)
    keys = (whole.answer, *whole.accept) if isinstance(whole, Short) else whole.key
    best = 0.0
    for key in map(simplify, map(fold, keys)):
        equal = sum(
            left is not None and right is not None and text[left] == key[right]
            for left, right in align(text, key)
        )
        best = max(best, equal / max(len(text), len(key), 1))
    return best


def _found(text: str, cloze: Cloze) -> list[int | None]:
    """Return where in `text` each blank's answer stands, None where it doesn't.

    What stands between the blanks is looked for as well, so that a blank's answer isn't found
    within it. Longer pieces come first, and of equal ones those that stand nearest to their
    places in the key.
    """
    candidates: list[tuple[int, bool, int, int, int, int]] = []
    reached = 0
    for number, segment in enumerate(cloze.segments):
        answers = cloze.blanks[number].answers if number < len(cloze.blanks) else ()
        for texts, between in (((segment,), True), (answers, False)):
            folds = [simplify(fold(one)) for one in texts if any(map(str.isalnum, one))]
            candidates += (
                (-len(one), between, abs(start - reached), number, start, start + len(one))
                for one in folds
                for start in _occurrences(text, one)
            )
            reached += len(folds[0]) if folds else 0
    free = [True] * len(text)
    found: dict[tuple[bool, int], int] = {}
    for _length, between, _distance, number, start, end in sorted(candidates):
        if (between, number) not in found and all(free[start:end]):
            free[start:end] = [False] * (end - start)
            found[between, number] = start
    return [found.get((False, number)) for number in range(len(cloze.blanks))]


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Yield every place where `part` stands in `text`."""
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _longest_rising(places: Sequence[int]) -> list[int]:
    """Return the indices of the longest subsequence of `places` that rises."""
    chains: list[list[int]] = []
    for index, place in enumerate(places):
        before = (chain for chain in chains if places[chain[-1]] < place)
        chains.append([*max(before, key=len, default=[]), index])
    return max(chains, key=len, default=[])
