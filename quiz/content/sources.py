"""Source documents: what stands in them and where, white space aside.

Documents are compared without their white space, since line breaks and indentation are not
part of what a document says; places are given in the text as it is.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePath
from typing import Final, NamedTuple, TypeAlias

from quiz.content.files import LINES_LIMIT, RefusedError, Stamp, read_bytes
from quiz.content.messages import MESSAGES
from quiz.errors import ContentError
from quiz.i18n import _

Span: TypeAlias = tuple[int, int]
"""From the first character to the one after the last."""

LENGTH_LIMIT: Final = 5_000_000
"""No document has more characters; the Bible has some four million."""

KEPT_LIMIT: Final = 10_000_000
"""Documents of so many characters are kept in memory at once, or one set may rest on."""

_PLACES_LIMIT: Final = 10_000
"""At so many places of a text is looked; where it stands more often says nothing."""

_PLACE: Final = 1000
"""How many characters can be looked through in the time that a place among them takes."""

_WRAPPED_WIDTH: Final = 100
_SENTENCE_ENDS: Final = "。！？；：…”’」』）.!?;:\"')"
_LONG: Final = 60
_LOOK: Final = 25


class Passage(NamedTuple):
    """Paragraphs of a document in which quotes stand, with what is to be lit in them.

    `text` holds the paragraphs whose numbers (from 1) are in `paragraphs`, one to a line;
    `spans` are those of the quotes within `text`, in order and apart.
    """

    text: str
    spans: tuple[Span, ...]
    paragraphs: tuple[int, ...]


class Inexact(NamedTuple):
    """A text that the document has differently: `text` of it, what was `found`, its line."""

    text: str
    found: str
    line: int


def squeeze(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


class Document:
    """A source document; `text` is what the file at `path` says.

    `passed` counts the characters that were looked through for what should stand in it, for
    those who set a limit to that.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.passed = 0
        self._squeezed = squeeze(text)
        self._near = 0

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Where the paragraphs stand: the lines, or in a text with wrapped lines the blocks.

        An editor that wraps lines makes them short, ends most in the middle of a sentence,
        and leaves an empty one between paragraphs.
        """
        lines: list[Span] = []
        blocks: list[Span] = []
        at, gap, joints, within = 0, True, 0, 0
        for line in self.text.splitlines(keepends=True):
            body = line.strip()
            if body:
                if not gap:
                    joints += 1
                    within += self.text[lines[-1][1] - 1] not in _SENTENCE_ENDS
                start = at + line.index(body)
                lines.append((start, start + len(body)))
                blocks.append(lines[-1] if gap else (blocks.pop()[0], start + len(body)))
            gap = not body
            at += len(line)
        short = all(end - start <= _WRAPPED_WIDTH for start, end in lines)
        return tuple(blocks if short and 2 * within > joints else lines)

    @cached_property
    def _positions(self) -> array[int]:
        """Where each character of the squeezed text stands in the text."""
        return _positions(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each paragraph begins in the squeezed text, and the end of the last."""
        starts = [0]
        for start, end in self.paragraphs:
            starts.append(starts[-1] + len(squeeze(self.text[start:end])))
        return starts

    def holds(self, text: str) -> bool:
        """Tell whether `text` stands in the document.

        The questions of a file mostly follow their document, so that looking from the last
        place onwards finds the next one soon.
        """
        needle = "".join(text.split())
        at = self._squeezed.find(needle, self._near)
        if at >= 0:
            self.passed += at - self._near
        else:
            at = self._squeezed.find(needle, 0, self._near + len(needle))
            self.passed += len(self._squeezed)
        self._near = max(at, 0)
        return at >= 0

    def locate(self, text: str) -> list[Span]:
        """Return the places where `text` stands, in order, ten thousand at most."""
        needle = squeeze(text)
        return [self._span(at, at + len(needle)) for at in self._occurrences(needle)]

    def surroundings(self, text: str) -> Iterator[tuple[str, Span]]:
        """Yield the paragraphs around the places of `text`, squeezed, and where they stand.

        The spans are those in the squeezed document, as `inexact` takes them. Places that lie
        in the paragraphs of one before are not looked for.
        """
        needle = squeeze(text)
        at = self._squeezed.find(needle)
        while at >= 0:
            first, last = self._paragraphs_of(at, at + len(needle))
            low, high = self._starts[first], self._starts[last]
            self.passed += 2 * (high - low) + _PLACE
            yield self._squeezed[low:high], (low, high)
            before, at = at, self._squeezed.find(needle, max(at, high - len(needle)) + 1)
            self.passed += (at if at >= 0 else len(self._squeezed)) - before

    def passage(self, quotes: Sequence[str]) -> Passage | None:
        """Return the paragraphs in which the quotes stand; None when none of them does.

        A quote that stands in several places is lit in the first that shares a paragraph
        with another quote, else in its first; one that stands nowhere is left out.
        """
        needles = [squeeze(quote) for quote in quotes]
        places = [(needle, list(self._occurrences(needle))) for needle in needles]
        lit: dict[int, list[Span]] = {}
        for needle, found in sorted(places, key=lambda place: len(place[1])):
            shared = (at for at in found if self._paragraphs_of(at, at + 1)[0] in lit)
            if found:
                at = next(shared, found[0])
                self._light(lit, at, at + len(needle))
        return self._joined(lit) if lit else None

    def line_of(self, offset: int) -> int:
        """Return the line, 1-based, in which the character at `offset` stands."""
        return self.text.count("\n", 0, offset) + 1

    def inexact(self, text: str, within: Span | None = None) -> Inexact | None:
        """Return what the document has where `text` almost stands, None if nowhere.

        Of a long text, the part around the first difference. `within` is a span of the
        squeezed text, as `surroundings` gives them.
        """
        from quiz.content import nearest  # which a start has no use for

        needle = squeeze(text)
        start, end = within or (0, len(self._squeezed))
        low, high = 0, len(needle)
        if len(needle) > _LONG:
            agreed = self._agreeing(needle, start, end)
            low, high = max(0, agreed - _LOOK), agreed + _LOOK
        near = nearest.find(needle[low:high], self._squeezed, start, end)
        if near is None:
            return None
        begin, finish = self._span(near.start, near.end)
        places = _positions(text)[low:high]
        return Inexact(
            text[places[0] : places[-1] + 1], self.text[begin:finish], self.line_of(begin)
        )

    def _agreeing(self, needle: str, start: int, end: int) -> int:
        """Return how many characters of `needle`, from its first, stand in the document."""
        low, high = 0, len(needle)
        while low < high:
            middle = (low + high + 1) // 2
            found = self._squeezed.find(needle[:middle], start, end) >= 0
            low, high = (middle, high) if found else (low, middle - 1)
        return low

    def _occurrences(self, needle: str) -> Iterator[int]:
        at = self._squeezed.find(needle) if needle else -1
        for _place in range(_PLACES_LIMIT):
            if at < 0:
                break
            yield at
            at = self._squeezed.find(needle, at + 1)

    def _paragraphs_of(self, start: int, end: int) -> Span:
        """Return the paragraphs in which a span of the squeezed text lies."""
        first = bisect_right(self._starts, start) - 1
        return first, bisect_right(self._starts, end - 1)

    def _span(self, start: int, end: int) -> Span:
        """Return where a span of the squeezed text stands in the text."""
        return self._positions[start], self._positions[end - 1] + 1

    def _light(self, lit: dict[int, list[Span]], start: int, end: int) -> None:
        """Add a span of the squeezed text to what is lit in each of its paragraphs."""
        begin, finish = self._span(start, end)
        for index in range(*self._paragraphs_of(start, end)):
            low, high = self.paragraphs[index]
            span = (max(begin, low) - low, min(finish, high) - low)
            lit.setdefault(index, []).append(span)

    def _joined(self, lit: dict[int, list[Span]]) -> Passage:
        texts, spans, length = [], [], 0
        for index in sorted(lit):
            start, end = self.paragraphs[index]
            texts.append(self.text[start:end])
            spans += [(length + low, length + high) for low, high in merged(lit[index])]
            length += end - start + 1
        return Passage("\n".join(texts), tuple(spans), tuple(index + 1 for index in sorted(lit)))


class Documents:
    """The documents of one reading of the files, each read once, whatever links lead to it.

    `stamps` says what was seen of each, None where there was nothing to see.
    """

    def __init__(self) -> None:
        self.stamps: dict[str, Stamp | None] = {}
        self._read: dict[str, Document | RefusedError] = {}
        self._real: dict[str, Document] = {}
        self._kept = 0

    def get(self, path: str) -> Document | RefusedError:
        """Return the document at `path`, or why there is none."""
        if path not in self._read:
            try:
                self._read[path] = self._document(path)
            except RefusedError as error:
                self.stamps.setdefault(path, None)
                if error.kind == "needs-extra":  # what is read once it is there is another text
                    self.stamps[path] = None
                self._read[path] = error.with_traceback(None)
        return self._read[path]

    def _document(self, path: str) -> Document:
        from quiz.content.documents import text_of  # which a start has no use for

        data, self.stamps[path] = read_bytes(path)
        real = os.path.realpath(path) + PurePath(path).suffix  # which says how it is to be read
        if real not in self._real:
            text = text_of(path, data)
            if len(text) > LENGTH_LIMIT:
                raise RefusedError("too-long", limit=f"{LENGTH_LIMIT:,}")
            if max(text.count("\n"), text.count("\r")) > LINES_LIMIT:
                raise RefusedError("too-many-lines", limit=f"{LINES_LIMIT:,}")
            if self._kept + len(text) > KEPT_LIMIT:
                self._forget()
            self._kept += len(text)
            self._real[real] = Document(path, text)
        return self._real[real]

    def _forget(self) -> None:
        """Let go of all documents; those that are asked for again are read again."""
        self._real.clear()
        self._read = {p: one for p, one in self._read.items() if isinstance(one, RefusedError)}
        self._kept = 0


def may_be_shown(document: Document, file: str) -> bool:
    """Tell whether messages about the set in `file` may show what the document says.

    A set from elsewhere may name any file that its reader can read, and where it is checked
    its author may read what is told. So only documents near the set are shown: under the
    folder above its own, unless that is the root of all, and not hidden.
    """
    folder, path = Path(os.path.realpath(file)).parent, Path(os.path.realpath(document.path))
    near = folder if folder.parent == folder.parent.parent else folder.parent
    return path.is_relative_to(near) and not any(
        part.startswith(".") for part in path.relative_to(near).parts
    )


def read_document(path: str | Path) -> Document:
    """Return the document at `path`; raises `ContentError` if it can't be read."""
    found = Documents().get(str(path))
    if isinstance(found, Document):
        return found
    text = MESSAGES[f"source-{found.kind}"]
    message = _(text.message).format(**found.params)
    raise ContentError(message, hint=_(text.hint).format(**found.params), location=str(path))


def _positions(text: str) -> array[int]:
    return array("I", (at for at, sign in enumerate(text) if not sign.isspace()))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap made one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
