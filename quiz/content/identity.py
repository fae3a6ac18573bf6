"""Keeps a question's history through edits of its text.

History belongs to (set id, question id). A question without an id has one that is derived
from its type and its folded prompt, so that spacing and punctuation may change. When the
prompt itself changes the derived id does too, and `inherit` finds what belongs together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Final, NamedTuple

from quiz.engine.folding import fold

DERIVED: Final = "~"
"""What a derived id begins with."""

_COMPARED: Final = 500
"""How many characters of a prompt are compared."""

SAME_KEY_RATIO: Final = 0.6
"""How alike two prompts must be, as `SequenceMatcher.ratio` counts, when the key is the same."""

CHANGED_KEY_RATIO: Final = 0.8
"""The same when the key changed, and only the prompt speaks for its being one question."""


class Trace(NamedTuple):
    """What is known of a question that has, or may get, a history."""

    id: str
    prompt: str
    key: tuple[str, ...]


class Inheritance(NamedTuple):
    """Pairs of old and new ids: those that go together, and those to ask the learner about."""

    renamed: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]


def derive_id(kind: str, prompt: str) -> str:
    """Return the id of a question of the type `kind` that has none of its own.

    The same in every release, or histories are lost: a change of `fold` must not reach it.
    """
    digest = blake2b(f"{kind}\n{fold(prompt)}".encode(), digest_size=5)
    return DERIVED + digest.hexdigest()


def inherit(vanished: Sequence[Trace], appeared: Sequence[Trace]) -> Inheritance:
    """Match questions that vanished from a set with those that appeared in it.

    `vanished` have a history and `appeared` have none. The same key and nearly the same
    prompt make a pair in `renamed`; nearly the same prompt with another key one in
    `changed`. Each question is in one pair at most, the most alike being paired first.
    """
    renamed = _pair(vanished, appeared, same_key=True)
    old, new = {pair[0] for pair in renamed}, {pair[1] for pair in renamed}
    changed = _pair(
        [trace for trace in vanished if trace.id not in old],
        [trace for trace in appeared if trace.id not in new],
        same_key=False,
    )
    return Inheritance(renamed, changed)


def _pair(
    vanished: Sequence[Trace], appeared: Sequence[Trace], *, same_key: bool
) -> tuple[tuple[str, str], ...]:
    least = SAME_KEY_RATIO if same_key else CHANGED_KEY_RATIO
    prompts = [fold(trace.prompt) for trace in appeared]
    keys = [_folded_key(trace) for trace in appeared]
    index = _Pieces(prompts)
    found: list[tuple[float, int, int]] = []
    for number, trace in enumerate(vanished):
        prompt, key = fold(trace.prompt), _folded_key(trace)
        for candidate in index.alike(prompt, least):
            if (keys[candidate] == key) is same_key:
                ratio = _alike(prompt, prompts[candidate])
                if ratio >= least:
                    found.append((-ratio, number, candidate))
    pairs: dict[int, int] = {}
    for _ratio, number, candidate in sorted(found):
        if number not in pairs and candidate not in pairs.values():
            pairs[number] = candidate
    return tuple((vanished[old].id, appeared[new].id) for old, new in sorted(pairs.items()))


def _alike(prompt: str, other: str) -> float:
    """Return how alike two prompts are; long ones by their beginning, which takes long enough."""
    if prompt == other:
        return 1.0
    return SequenceMatcher(None, prompt[:_COMPARED], other[:_COMPARED], autojunk=False).ratio()


def _folded_key(trace: Trace) -> tuple[str, ...]:
    return tuple(fold(text) for text in trace.key)


class _Pieces:
    """Finds the few of many prompts that may be alike, by the characters they share.

    Two texts of the lengths m and n with s characters in common have a ratio of at most
    2s / (m + n); the common characters are counted through an index of all prompts.
    """

    def __init__(self, prompts: Sequence[str]) -> None:
        self._lengths = [len(prompt) for prompt in prompts]
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, prompt in enumerate(prompts):
            for sign, count in Counter(prompt).items():
                self._holders[sign].append((number, count))

    def alike(self, prompt: str, least: float) -> Iterable[int]:
        """Return the prompts whose ratio to `prompt` can reach `least`."""
        shared: Counter[int] = Counter()
        for sign, count in Counter(prompt).items():
            for number, other in self._holders.get(sign, ()):
                shared[number] += min(count, other)
        return [
            number
            for number, common in shared.items()
            if 2 * common >= least * (len(prompt) + self._lengths[number])
        ]
