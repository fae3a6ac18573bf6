"""Builds the tree of nodes from PyYAML's stream of events.

Only events are used: loading or composing with the C parser ends the process on deep nesting,
and forgets where things stood. The builder has a stack of its own and a limit to its depth.
What question files have no use for (anchors, aliases, tags, several documents) is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeAlias

import yaml

from quiz.content import spec
from quiz.content.nodes import Flawed, List, Map, Mark, Node, Place, Scalar
from quiz.content.problems import shown

VALUES_LIMIT: Final = 4_000_000
"""Keys and values in one file; 32 MiB of what people write hold about half as many."""

QUESTIONS: Final = "questions"
"""The key of a set under which its questions stand."""

STAND_IN: Final = "\U0010ffff"
"""Takes the place of control characters, which YAML refuses wherever they stand."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALAR, _ALIAS, _DOCUMENT = yaml.ScalarEvent, yaml.AliasEvent, yaml.DocumentStartEvent
_MAP, _MAP_END = yaml.MappingStartEvent, yaml.MappingEndEvent
_LIST, _LIST_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent


class Report(Protocol):
    """How a problem is told: its code, where it is, the texts it names."""

    def __call__(self, code: str, place: Place, /, **params: str) -> None:
        """Take note of the problem."""


Entries: TypeAlias = dict[str, tuple[Scalar, Node]]
Consume: TypeAlias = Callable[[Node, Entries], None]


class StoppedError(Exception):
    """Reading can't go on at `place`; `code` is the problem's."""

    def __init__(self, code: str, place: Place, limit: int) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.limit = limit


class Frame:
    """A list, with `items`, or a map that is still being read.

    In a map, `key` is the one whose value is to come. The rest is as in `List` and `Map`.
    """

    __slots__ = ("entries", "flawed", "flow", "items", "key", "mark", "repeats")

    def __init__(self, event: Any) -> None:
        self.mark: Mark = event.start_mark
        self.flow = bool(event.flow_style)
        self.items: list[Node] | None = [] if type(event) is _LIST else None
        self.entries: Entries = {}
        self.key: Scalar | None = None
        self.flawed = False
        self.repeats = False

    def finished(self) -> Node:
        """Return what was read."""
        if self.flawed:
            return Flawed(self.mark)
        if self.items is not None:
            return List(self.mark, self.items, self.flow)
        return Map(self.mark, self.entries, self.flow, self.repeats)


class _Consumed(list[Node]):
    """The items of a list that are handed over one by one and not kept."""

    def __init__(self, consume: Consume, entries: Entries) -> None:
        super().__init__()
        self._consume = consume
        self._entries = entries

    def append(self, node: Node) -> None:
        """Hand the item over, with the keys of the set that stand before the list."""
        self._consume(node, self._entries)


class TreeBuilder:
    """One pass over a text.

    With `consume`, the items of the set's list of questions are handed to it as soon as they
    are read, while they are warm in the processor's cache, and the list stays empty: that is
    faster by a third and keeps the memory small. After a failure `stack` holds what was still open, outermost first, and `last` is always
    the event of the last text read.
    """

    def __init__(self, report: Report, consume: Consume | None = None) -> None:
        self.report = report
        self.consume = consume
        self.stack: list[Frame] = []
        self.root: Node | None = None
        self.last: Any = None

    def feed(self, data: bytes) -> None:
        """Read UTF-8 `data`; raises `yaml.YAMLError` or `StoppedError` where it can't go on.

        Nearly all the time of reading a file goes by in this loop. That is why the usual ways
        through it call little, and why texts are looked at closely only in a file that holds
        one of the signs of what is refused.
        """
        stack, budget, next_event = self.stack, VALUES_LIMIT, _Loader(data).get_event
        watched = any(sign in data for sign in (b"&", b"!", STAND_IN.encode()))
        frame: Frame | None = None
        done: Node
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is _SCALAR:
                self.last = event
                done = Scalar(event.start_mark, event.value, not event.style)
                if watched and (event.anchor or event.tag or STAND_IN in event.value):
                    done = self._refuse(event)
                budget -= 1
                if not budget:
                    raise StoppedError("too-many-values", done, VALUES_LIMIT)
            elif kind is _MAP or kind is _LIST:
                frame = self._begin(event)
                continue
            elif kind is _MAP_END or kind is _LIST_END:
                done = stack.pop().finished()
                frame = stack[-1] if stack else None
            elif kind is _ALIAS:
                done = self._refuse(event)
            elif kind is _DOCUMENT and self.root is not None:
                self.report("several-documents", Place(event.start_mark))
                return
            else:
                continue
            if frame is None:
                self.root = done
            elif frame.items is not None:
                frame.items.append(done)
            elif frame.key is None:
                frame.key = done if type(done) is Scalar else self._refuse_key(frame, done)
            else:
                key, frame.key = frame.key, None
                if key.value in frame.entries:
                    self._refuse_repeat(frame, key)
                else:
                    frame.entries[key.value] = (key, done)

    def _begin(self, event: Any) -> Frame:
        """Open a list or a map."""
        if len(self.stack) >= spec.DEPTH:
            raise StoppedError("too-deep", Place(event.start_mark), spec.DEPTH)
        frame = Frame(event)
        if self.consume and len(self.stack) == 1 and _begins_questions(self.stack[0], frame):
            frame.items = _Consumed(self.consume, self.stack[0].entries)
        if event.anchor or event.tag:
            self._refuse(event)
            frame.flawed = True
        self.stack.append(frame)
        return frame

    def _refuse(self, event: Any) -> Flawed:
        """Tell what is refused; of what holds a control character, that was told before."""
        place = Flawed(event.start_mark)
        if type(event) is _ALIAS:
            self.report("alias", place, name=shown(event.anchor or ""))
        elif event.anchor:
            self.report("anchor", place, name=shown(event.anchor))
        elif event.tag:
            self.report("tag", place, name=shown(event.tag))
        return place

    def _refuse_repeat(self, frame: Frame, key: Scalar) -> None:
        """Tell that a key stands twice in one map; its first value counts."""
        first = frame.entries[key.value][0]
        self.report("duplicate-key", key, key=shown(key.value), line=str(first.line))
        frame.repeats = True

    def _refuse_key(self, frame: Frame, key: Node) -> Scalar:
        """Tell that a key isn't a text; braces opened twice are a blank without quotes."""
        if frame.flow and key.mark.index == frame.mark.index + 1:
            self.report("unquoted-value", Place(frame.mark), start="{{")
        elif not isinstance(key, Flawed):
            self.report("bad-key", key)
        frame.flawed = True
        return Scalar(key.mark, "", False)


def _begins_questions(root: Frame, frame: Frame) -> bool:
    """Tell whether `frame`, the first level below the root, is the list of questions."""
    return frame.items is not None and root.key is not None and root.key.value == QUESTIONS
