"""How a typed answer is compared with its key: equal when folded, or a near miss of a kind.

A near miss is wrong all the same. Knowing its kind lets the verdict say what slipped: one
character missing, a homophone that the input method offered first, a look-alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Literal, TypeAlias

import msgspec

from quiz.engine.alignment import Pair, align, common_start
from quiz.engine.folding import Unit, fold, simplify, units
from quiz.engine.pinyin import recognised

__all__ = ["Comparison", "Near", "Segment", "SegmentKind", "compare", "fold", "simplify"]

SegmentKind: TypeAlias = Literal["same", "changed", "missing", "extra", "moved"]

_LONGEST = 2000
"""Characters; a longer text is compared for equality and shown with a coarse difference."""

_MOST_KEYS = 50
"""Of more keys, those are looked at closely that are as long as what was typed."""

_SHORTEST_WORD = 4
"""Letters; of a shorter word one letter is too much to be a slip."""

_DENSE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
"""Writing in which one character is a syllable or a word: Chinese, kana, Hangul."""


class Near(StrEnum):
    """What kind of slip separates a typed answer from its key."""

    SOUND = "sound"
    """音同: every wrong character sounds like the right one, tones aside."""
    SHAPE = "shape"
    """形近: one character is a look-alike of the right one."""
    SUBSTITUTED = "substituted"
    """One character is another one, alike neither in sound nor in form."""
    MISSING = "missing"
    """漏字: one character is missing."""
    EXTRA = "extra"
    """多字: one character is too many."""
    ORDER = "order"
    """次序: the right characters in another order."""


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the typed text beside the stretch of the key that it stands for.

    `same` stretches may differ in what folding forgives, or lack a side where it forgives all.
    `missing` has no typed text, `extra` no key text. `changed` pairs its characters one to
    one, except between very long texts. `moved` marks, in a text with the right characters in
    another order, those that stand elsewhere; it may lack a side.
    """

    kind: SegmentKind
    typed: str
    key: str


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """What came of comparing a typed text with the keys that would be right.

    `key` is the one that matched, or else the nearest. The `typed` texts of `diff` make up
    the text as it was typed, its `key` texts the key as it is written. `recognised` says that
    it is right as pinyin of a Chinese key.
    """

    right: bool
    key: str
    near: Near | None
    diff: tuple[Segment, ...]
    recognised: bool = False


def compare(typed: str, keys: Sequence[str]) -> Comparison:
    """Compare what was typed with every text that would be right; `keys` can't be empty.

    Right is equality of the folds, in simplified characters where OpenCC is installed, or else
    pinyin of the key, where pypinyin is installed. The nearest of several keys is one with a near
    miss, then the one with the fewest edits, then the first; of a great many, those of about the
    same length are compared.
    """
    folded = fold(typed)
    for key in keys:
        if _is_equal(folded, fold(key)):
            return Comparison(True, key, None, _segments([("same", typed, key)]))
    for key in keys:
        if recognised(typed, key):
            return Comparison(True, key, None, _segments([("same", typed, key)]), recognised=True)
    short = [key for key in keys if len(key) <= _LONGEST]
    if len(typed) > _LONGEST or not short:
        return Comparison(False, keys[0], None, _coarse(typed, keys[0]))
    if len(short) > _MOST_KEYS:
        short = sorted(short, key=lambda key: abs(len(key) - len(typed)))[:_MOST_KEYS]
    sides = [_Sides(typed, key) for key in short]
    nears = [_near(side.typed, side.key) for side in sides]
    best = min(range(len(short)), key=lambda number: (nears[number] is None, sides[number].edits))
    return Comparison(False, short[best], nears[best], sides[best].segments(nears[best]))


def _is_equal(typed: str, key: str) -> bool:
    """Compare two folds; only different ones of one length are worth starting OpenCC for."""
    return typed == key or (len(typed) == len(key) and simplify(typed) == simplify(key))


class _Sides:
    """A typed text and a key that differ, laid side by side character by character."""

    def __init__(self, typed: str, key: str) -> None:
        self._texts = typed, key
        self._units = units(typed), units(key)
        self.typed, self.key = (_simplified(side) for side in self._units)
        self._pairs = align(self.typed, self.key)
        self.edits = sum(self._kind(pair) != "same" for pair in self._pairs)

    def segments(self, near: Near | None) -> tuple[Segment, ...]:
        """Return both texts in stretches, what folding forgives included."""
        parts: list[tuple[SegmentKind, str, str]] = []
        done_typed = done_key = 0
        for pair in self._pairs:
            start_typed, end_typed = _place(self._units[0], pair[0], done_typed)
            start_key, end_key = _place(self._units[1], pair[1], done_key)
            kind = self._kind(pair)
            parts += (
                (
                    "same",
                    self._texts[0][done_typed:start_typed],
                    self._texts[1][done_key:start_key],
                ),
                (
                    "moved" if near is Near.ORDER and kind != "same" else kind,
                    self._texts[0][start_typed:end_typed],
                    self._texts[1][start_key:end_key],
                ),
            )
            done_typed, done_key = end_typed, end_key
        parts.append(("same", self._texts[0][done_typed:], self._texts[1][done_key:]))
        return _segments(parts)

    def _kind(self, pair: Pair) -> SegmentKind:
        typed, key = pair
        if typed is None:
            return "missing"
        if key is None:
            return "extra"
        return "same" if self.typed[typed] == self.key[key] else "changed"


def _simplified(side: list[Unit]) -> list[str]:
    """Return the folds of `side`, in simplified characters where that keeps their number."""
    folds = [unit.fold for unit in side]
    simple = simplify("".join(folds))
    return list(simple) if len(simple) == len(folds) else folds


def _place(side: list[Unit], index: int | None, done: int) -> tuple[int, int]:
    """Return where a unit stands in its text; a missing one stands after what is done."""
    return (done, done) if index is None else (side[index].start, side[index].end)


def _segments(parts: Iterable[tuple[SegmentKind, str, str]]) -> tuple[Segment, ...]:
    """Join neighbouring parts of one kind; drop the empty ones."""
    joined: list[tuple[SegmentKind, str, str]] = []
    for kind, typed, key in parts:
        if not typed and not key:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + typed, joined[-1][2] + key)
        else:
            joined.append((kind, typed, key))
    return tuple(Segment(*part) for part in joined)


def _coarse(typed: str, key: str) -> tuple[Segment, ...]:
    """Show two long texts as what they begin and end with alike, and one change between."""
    head = common_start(typed, key)
    tail = common_start(typed[head:][::-1], key[head:][::-1])
    ends = len(typed) - tail, len(key) - tail
    return _segments(
        [
            ("same", typed[:head], key[:head]),
            ("changed", typed[head : ends[0]], key[head : ends[1]]),
            ("same", typed[ends[0] :], key[ends[1] :]),
        ]
    )


def _near(typed: list[str], key: list[str]) -> Near | None:
    """Return the kind of slip that made `typed` out of `key`, None for more than a slip.

    In Chinese any order of the right characters is one, in an alphabet only two letters
    exchanged with each other, and then the word must be long enough.
    """
    dense = _DENSE.search("".join(key)) is not None
    if not typed or not (dense or sum(map(str.isalpha, key)) >= _SHORTEST_WORD):
        return None
    if len(typed) == len(key):
        wrong = [(left, right) for left, right in zip(typed, key, strict=True) if left != right]
        if not wrong:  # they differ in a way that no single character shows
            return None
        return _near_order(typed, key, wrong, dense) or _near_substitution(key, wrong)
    shorter, longer = sorted((typed, key), key=len)
    if len(longer) - len(shorter) > 1 or not _lacks_one(shorter, longer):
        return None
    return Near.MISSING if shorter is typed else Near.EXTRA


def _near_order(
    typed: list[str], key: list[str], wrong: list[tuple[str, str]], dense: bool
) -> Near | None:
    if dense:
        return Near.ORDER if sorted(typed) == sorted(key) else None
    if len(wrong) != 2 or wrong[0] != wrong[1][::-1]:
        return None
    first = next(index for index, letter in enumerate(key) if letter != typed[index])
    return Near.ORDER if typed[first + 1] != key[first + 1] else None


def _near_substitution(key: list[str], wrong: list[tuple[str, str]]) -> Near | None:
    """Judge characters in the place of others: by sound, then by form.

    Sound comes first, also for look-alikes that sound the same (竞/竟): most people type by
    sound, so there the slip was made. A key of one character is near only to its like.
    """
    from quiz.engine.han import same_shape, same_sound  # tables that only a miss needs

    if all(same_sound(left, right) for left, right in wrong):
        return Near.SOUND
    if len(wrong) > 1:
        return None
    if same_shape(*wrong[0]):
        return Near.SHAPE
    return Near.SUBSTITUTED if len(key) > 1 else None


def _lacks_one(shorter: list[str], longer: list[str]) -> bool:
    """Say whether `shorter` is `longer` without one element."""
    head = common_start(shorter, longer)
    return shorter[head:] == longer[head + 1 :]
