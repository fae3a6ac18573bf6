"""The rules about two questions: one that asks the same again, one that answers the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Final, NamedTuple

from quiz.authoring.lint.texts import Holders, common, folded, grams
from quiz.engine.folding import has_han
from quiz.engine.questions import AnyQuestion, Card, Cloze, Multiple, Short, Single, TrueFalse

ALIKE: Final = 0.8
"""Two questions ask the same whose prompts share this much of their characters in order."""

_DIFFERING: Final = 0.6
"""What share of its pieces of three characters a prompt that is that much alike may lack."""

_COMPARED: Final = 20_000_000_000
"""How many pairs of characters are compared at most."""

_ROW: Final = 500
"""How many such pairs a row of them costs beside."""

_CONTEXT_HAN: Final = 6
_CONTEXT_LATIN: Final = 15
"""How many characters of the passage two prompts share that speak of the same."""


class Pair(NamedTuple):
    """A question with a flaw, and the other one that it has to do with."""

    question: AnyQuestion
    other: AnyQuestion


def duplicates(questions: Sequence[AnyQuestion]) -> Iterator[Pair]:
    """Yield each question that asks what one before it asks, with that one.

    They are of one type and have one key, and nearly one prompt.
    """
    groups: dict[Hashable, list[AnyQuestion]] = defaultdict(list)
    for question in questions:
        groups[question.type, *map(folded, question.key)].append(question)
    for group in groups.values():
        if len(group) > 1:
            yield from _alike(group)


def _alike(group: Sequence[AnyQuestion]) -> Iterator[Pair]:
    """Yield the questions whose prompts are nearly one, each once.

    Two such prompts share one of their rarer pieces, so that only few have to be compared.
    """
    alike = _Likeness()
    prompts = [folded(question.prompt) for question in group]
    frequency = Counter(gram for prompt in prompts for gram in grams(prompt))
    holders: dict[str, list[int]] = defaultdict(list)
    for number, prompt in enumerate(prompts):
        pieces = sorted(grams(prompt), key=lambda gram: (frequency[gram], gram))
        rare = pieces[: int(_DIFFERING * len(pieces)) + 1]
        before = sorted({other for gram in rare for other in holders[gram]})
        first = next((one for one in before if alike(prompt, prompts[one])), None)
        if first is not None:
            yield Pair(group[number], group[first])
        for gram in rare:
            holders[gram].append(number)


class _Likeness:
    """Tells whether two prompts are nearly one; after a great many comparisons, that none are.

    No set that people take comes near that: its prompts differ too much to be compared closely.
    """

    def __init__(self) -> None:
        self._left = _COMPARED

    def __call__(self, prompt: str, other: str) -> bool:
        if prompt == other:
            return True
        if self._left < 0:
            return False
        if 2 * min(len(prompt), len(other)) < ALIKE * (len(prompt) + len(other)):
            return False
        self._left -= len(other) * (len(prompt) + _ROW)
        return 2 * _in_order(prompt, other) >= ALIKE * (len(prompt) + len(other))


def _in_order(one: str, other: str) -> int:
    """Return how many characters two texts share in the same order.

    The length of their longest common subsequence, whose row of differences is kept as the bits
    of one number (Hyyrö, Bit-Parallel LCS-length Computation Revisited, 2004).
    """
    places: dict[str, int] = defaultdict(int)
    for at, character in enumerate(one):
        places[character] |= 1 << at
    row = everything = (1 << len(one)) - 1
    for character in other:
        shared = row & places.get(character, 0)
        row = (row + shared | row - shared) & everything
    return len(one) - row.bit_count()


def leaks(questions: Sequence[AnyQuestion]) -> Iterator[Pair]:
    """Yield each question whose whole key stands in the prompt of another, with that one.

    The two must speak of the same, or every mention of a name would count. A statement to be
    judged true or false gives nothing away, since it may be false.
    """
    prompts = [folded(question.prompt) for question in questions]
    holders = Holders(prompts)
    for number, question in enumerate(questions):
        if isinstance(question, Single | Multiple | Short | Cloze | Card):
            first, *more = map(folded, question.key)
            for other in holders.of(first):
                if (
                    other != number
                    and not isinstance(questions[other], TrueFalse)
                    and all(part in prompts[other] for part in more)
                    and _is_telling(common(prompts[number], prompts[other]), question, holders)
                ):
                    yield Pair(question, questions[other])
                    break


def _is_telling(shared: str, question: AnyQuestion, holders: Holders) -> bool:
    """Tell whether what two prompts share is a piece of the passage that `question` quotes.

    Without a quote it must stand in no third prompt: then it is no turn of phrase of the set.
    """
    if len(shared) < (_CONTEXT_HAN if has_han(shared) else _CONTEXT_LATIN):
        return False
    if question.quotes:
        return any(shared in folded(quote) for quote in question.quotes)
    return len(list(holders.of(shared))) == 2
