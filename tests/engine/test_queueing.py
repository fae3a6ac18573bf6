"""The order of a review: mixed by the seed, siblings far from each other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.queueing import spread

groups = st.lists(st.integers(0, 8), max_size=60)


@given(groups, st.integers(0, 1000))
def test_everything_is_asked_once_in_a_repeatable_order(kinds: list[int], seed: int) -> None:
    """Nothing is lost or doubled, and the same seed gives the same order."""
    items = list(enumerate(kinds))
    order = spread(items, lambda item: item[1], seed)
    assert sorted(order) == items
    assert spread(items, lambda item: item[1], seed) == order


@given(st.integers(2, 6), st.integers(2, 12), st.integers(0, 1000))
def test_siblings_stand_apart(members: int, others: int, seed: int) -> None:
    """Among groups of one size, between two of a group every other group has its turn."""
    items = [(group, number) for group in range(others) for number in range(members)]
    order = [group for group, _number in spread(items, lambda item: item[0], seed)]
    for group in range(others):
        places = [place for place, other in enumerate(order) if other == group]
        assert all(later - sooner == others for sooner, later in pairwise(places))


def test_another_seed_gives_another_order() -> None:
    """Each sitting is mixed anew."""
    orders = {tuple(spread(range(20), lambda item: item, seed)) for seed in range(5)}
    assert len(orders) == 5
