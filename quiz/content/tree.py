"""Builds the tree of nodes from PyYAML's stream of events.

Only events are used: loading or composing with the C parser ends the process on deep nesting,
and forgets where things stood. The builder has a stack of its own and a limit to its depth.
What question files have no use for (anchors, aliases, tags, several documents) is refused.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, Protocol

import yaml

from quiz.content import spec
from quiz.content.nodes import Entries, Flawed, List, Map, Mark, Node, Place, Scalar
from quiz.content.problems import shown

QUESTIONS: Final = "questions"
"""The key of a set under which its questions stand."""

STAND_IN: Final = "\U0010ffff"
"""Takes the place of control characters, which YAML refuses wherever they stand."""

_NO_KEY: Final = "(refused)"
"""What stands for a key that is no text, known by being this very string."""

_TEXT_LENGTH: Final = f"{spec.TEXT_LENGTH:,}"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALAR, _ALIAS, _DOCUMENT = yaml.ScalarEvent, yaml.AliasEvent, yaml.DocumentStartEvent
_MAP, _MAP_END = yaml.MappingStartEvent, yaml.MappingEndEvent
_LIST, _LIST_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent


class Report(Protocol):
    """How a problem is told: its code, where it is, the texts it names."""

    def __call__(self, code: str, place: Place, /, **params: str) -> None:
        """Take note of the problem."""


class TooDeepError(Exception):
    """Lists and maps are nested past the limit at `place`."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class Frame(NamedTuple):
    """A list, with `items`, or a map, with `entries`, that is still being read.

    In a map, `key` and its mark are those of the value to come. Outside of everything there
    is neither a list nor a map.
    """

    mark: Any = None
    flow: bool = False
    items: list[Node] | None = None
    entries: Entries | None = None
    key: str | None = None
    key_mark: Any = None


class TreeBuilder:
    """One pass over a text.

    After a failure `stack` holds what was still open, outermost first, and `last` the event
    of the last text read.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.stack: list[Frame] = []
        self.root: Node | None = None
        self.last: Any = None
        self._flawed: set[Mark] = set()
        self._damaged: set[Mark] = set()
        self._refused: set[tuple[str, int]] = set()

    def feed(self, data: bytes) -> None:
        """Read UTF-8 `data`; raises `yaml.YAMLError` or `TooDeepError` where it can't go on.

        Nearly all the time of reading a file goes by in this loop. That is why the usual ways
        through it call nothing and keep what is open in local names, and why texts are looked
        at closely only in a file that holds one of the signs of what is refused.
        """
        next_event = _Loader(data).get_event
        watched = any(sign in data for sign in (b"&", b"!", STAND_IN.encode()))
        flawed, damaged, longest = self._flawed, self._damaged, spec.TEXT_LENGTH
        around: list[tuple[Any, ...]] = []
        mark, flow, items, entries, key, key_mark = Frame()
        last: Any = None
        done: Node
        try:
            while (event := next_event()) is not None:
                kind = type(event)
                if kind is _SCALAR:
                    last = event
                    if watched and (event.anchor or event.tag or STAND_IN in event.value):
                        done = self._refuse(event)
                    elif entries is not None and key is None:
                        key, key_mark = event.value, event.start_mark
                        continue
                    elif len(event.value) > longest:
                        self.report("long-text", Place(event.start_mark), limit=_TEXT_LENGTH)
                        done = Flawed(event.start_mark)
                    else:
                        done = Scalar(event.start_mark, event.value, not event.style)
                elif kind is _MAP_END or kind is _LIST_END:
                    if mark in flawed:
                        done = Flawed(mark)
                    elif entries is not None:
                        done = Map(mark, entries, flow, mark in damaged)
                    else:
                        done = List(mark, items or [], flow)
                    mark, flow, items, entries, key, key_mark = around.pop()
                elif kind is _MAP or kind is _LIST:
                    around.append((mark, flow, items, entries, key, key_mark))
                    mark, flow, key = event.start_mark, event.flow_style, None
                    items, entries = ([], None) if kind is _LIST else (None, {})
                    if len(around) > spec.DEPTH:
                        raise TooDeepError(Place(mark))
                    if event.anchor or event.tag:
                        self._refuse(event)
                        flawed.add(mark)
                    continue
                elif kind is _ALIAS:
                    done = self._refuse(event)
                elif kind is _DOCUMENT and self.root is not None:
                    self.report("several-documents", Place(event.start_mark))
                    return
                else:
                    continue
                if items is not None:
                    items.append(done)
                elif entries is None:
                    self.root = done
                elif key is None:
                    key, key_mark = self._refuse_key(mark, flow, done), done.mark
                else:
                    if key not in entries and key is not _NO_KEY:
                        entries[key] = (key_mark, done)
                    elif key is not _NO_KEY:
                        self._refuse_repeat(mark, entries, key, key_mark)
                    key = None
        except Exception:
            around.append((mark, flow, items, entries, key, key_mark))
            self.stack = [Frame(*state) for state in around[1:]]
            self.last = last
            raise

    def _refuse(self, event: Any) -> Flawed:
        """Tell what is refused, once a line and kind, since it tends to come in rows.

        Of what holds a control character, that was told before.
        """
        place = Flawed(event.start_mark)
        name = event.anchor or (event.tag or "").replace("tag:yaml.org,2002:", "!!")
        code = "alias" if type(event) is _ALIAS else "anchor" if event.anchor else "tag"
        if name and (code, place.line) not in self._refused:
            self._refused.add((code, place.line))
            self.report(code, place, name=shown(name))
        return place

    def _refuse_repeat(self, mark: Mark, entries: Entries, key: str, key_mark: Mark) -> None:
        """Tell that a key stands twice in the map at `mark`; its first value counts."""
        first = str(Place(entries[key][0]).line)
        self.report("duplicate-key", Place(key_mark), key=shown(key), line=first)
        self._damaged.add(mark)

    def _refuse_key(self, mark: Mark, flow: bool, key: Node) -> str:
        """Tell that a key of the map at `mark` isn't a text; return what it goes by meanwhile.

        Braces that are opened twice are a blank without quotation marks.
        """
        if flow and key.mark.index == mark.index + 1:
            self.report("unquoted-value", Place(mark), start="{{")
        elif not isinstance(key, Flawed):
            self.report("bad-key", key)
        self._damaged.add(mark)
        return _NO_KEY
