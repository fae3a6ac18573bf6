"""Finding questions by what they say, among as many as there are.

What a question says is folded as typed answers are, so that width, case, white space and
punctuation are no matter. The folded texts of a file are kept beside its parsed questions, and
looking for words is looking through memory: some milliseconds for 100,000 questions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from quiz.content.library import Library, SetEntry
from quiz.engine.folding import fold
from quiz.engine.questions import AnyQuestion, Card, Cloze, Match, Multiple, Order, Short, Single

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with the sets that are ready and all of them; returning False stops the work."""


class Index:
    """The questions of all sets of a library, numbered through from 0 in its order."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.entries = tuple(entry for entry in library.entries() if entry.count)
        self._starts = [0, *accumulate(entry.count for entry in self.entries)]
        self._texts: dict[str, list[bytes]] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    def place(self, number: int) -> tuple[SetEntry, int]:
        """Return the set that a question stands in, and its place there, from 0."""
        at = bisect_right(self._starts, number) - 1
        return self.entries[at], number - self._starts[at]

    def numbers(self, entry: SetEntry | None = None) -> range:
        """Return the numbers of the questions of a set, by default of all."""
        if entry is None:
            return range(len(self))
        at = self.entries.index(entry)
        return range(self._starts[at], self._starts[at + 1])

    def prepare(self, progress: Progress | None = None) -> bool:
        """Make ready to find at once; return whether all is. Any thread may call this."""
        for done, entry in enumerate(self.entries):
            if progress is not None and not progress(done, len(self.entries)):
                return False
            self._texts_of(entry)
        return True

    def find(self, words: str, entry: SetEntry | None = None) -> Sequence[int]:
        """Return the questions in which all words stand, which white space parts, in order.

        They are looked for in what is asked, the options, the key, the tags and the id. Words of
        nothing but punctuation stand everywhere.
        """
        told = {fold(word) for word in words.split() if fold(f"{word}x") != "x"}
        wanted = sorted((word.encode("utf-8", "replace") for word in told), key=len, reverse=True)
        if not wanted:
            return self.numbers(entry)
        first, *others = wanted
        found: list[int] = []
        for one in self.entries if entry is None else (entry,):
            start = self.numbers(one).start
            texts = self._texts_of(one)
            hits = [at for at, text in enumerate(texts, start) if first in text]
            if others:
                hits = [at for at in hits if all(word in texts[at - start] for word in others)]
            found += hits
        return found

    def _texts_of(self, entry: SetEntry) -> list[bytes]:
        texts = self._texts.get(entry.file)
        if texts is None:
            texts = self._library.texts(entry, _lines)
            self._texts[entry.file] = texts
        return texts


def _lines(questions: Sequence[AnyQuestion]) -> list[bytes]:
    """Return what each question says, folded, on a line of its own."""
    return ["\t".join(map(fold, _said(one))).encode("utf-8", "replace") for one in questions]


def _said(question: AnyQuestion) -> Iterator[str]:
    yield question.filled() if isinstance(question, Cloze) else question.prompt
    match question:
        case Single() | Multiple():
            yield from (option.text for option in question.options)
        case Short():
            yield question.answer
            yield from question.accept
        case Order():
            yield from question.items
        case Match():
            yield from (side for pair in question.pairs for side in pair)
            yield from question.extra
        case Card():
            yield question.back
    yield from question.tags
    yield question.id
