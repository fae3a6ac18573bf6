"""The rules about a set as a whole: what its lengths betray, and whether its types vary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import exp, floor, lgamma, log, log1p
from typing import Final

from quiz.authoring.lint.findings import Finding
from quiz.authoring.lint.texts import folded
from quiz.engine.questions import QuestionSet, Single

LEAST: Final = 5
"""From how many questions on a share of them says something."""

SIGNIFICANT: Final = 0.05
"""How improbable what was counted must be, were it chance."""


def balance_rules(question_set: QuestionSet) -> Iterator[Finding]:
    """Yield what is to be said of a set as a whole."""
    yield from _longest_key(question_set)
    yield from _one_type(question_set)


def _longest_key(question_set: QuestionSet) -> Iterator[Finding]:
    """Find that the right option is the longest one more often than chance would have it.

    Of several longest options each is it in part, so that equal lengths betray nothing. The
    chances differ with the number of options; with their mean the binomial tail is never too
    small (W. Hoeffding, Annals of Mathematical Statistics 27, 1956, pages 713-721).
    """
    singles = [one for one in question_set.questions if isinstance(one, Single)]
    if len(singles) < LEAST:
        return
    count = floor(sum(map(_longest_share, singles)))
    expected = float(sum(Fraction(1, len(one.options)) for one in singles))
    if binomial_tail(count, len(singles), expected / len(singles)) < SIGNIFICANT:
        params = {"count": str(count), "total": str(len(singles)), "expected": f"{expected:.1f}"}
        yield Finding("lint-longest-key", params)


def _longest_share(question: Single) -> Fraction:
    lengths = [len(folded(option.text)) for option in question.options]
    most = max(lengths)
    return Fraction(lengths[question.answer] == most, lengths.count(most))


def binomial_tail(count: int, total: int, chance: float) -> float:
    """Return how probable `count` or more successes in `total` are, each with `chance`."""
    whole = lgamma(total + 1)
    tail = sum(
        exp(
            whole
            - lgamma(hits + 1)
            - lgamma(total - hits + 1)
            + hits * log(chance)
            + (total - hits) * log1p(-chance)
        )
        for hits in range(count, total + 1)
    )
    return min(1.0, tail)


def _one_type(question_set: QuestionSet) -> Iterator[Finding]:
    """Find the type of more than half of the questions."""
    total = len(question_set.questions)
    if total < LEAST:
        return
    ((name, count),) = Counter(one.type for one in question_set.questions).most_common(1)
    if 2 * count > total:
        params = {"type": name, "count": str(count), "total": str(total)}
        yield Finding("lint-one-type", params)
