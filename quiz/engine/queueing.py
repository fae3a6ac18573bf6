"""The order of a review: mixed, and with questions on the same passage far from each other."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")


def spread(items: Sequence[T], group_of: Callable[[T], Hashable], seed: int) -> list[T]:
    """Return the items in an order that the seed decides, each group evenly over the whole.

    Of k items of a group each gets the k-th part of the way from 0 to 1, from a random start
    within the first of these parts; then all are sorted by their places.
    """
    chance = random.Random(f"spread:{seed}")
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(group_of(item), []).append(item)
    placed: list[tuple[float, int, T]] = []
    for members in groups.values():
        chance.shuffle(members)
        start = chance.random()
        for number, item in enumerate(members):
            placed.append(((number + start) / len(members), len(placed), item))
    return [item for _place, _number, item in sorted(placed, key=lambda entry: entry[:2])]
