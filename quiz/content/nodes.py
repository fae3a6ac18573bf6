"""What a YAML file is made of, for us: texts, lists and maps that know their place.

Each keeps the parser's mark of its beginning. Lines and columns, which are 1-based and count
characters, are worked out when a problem is told, which is seldom.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

import msgspec


class Mark(Protocol):
    """A place in a text, counted from 0, as PyYAML gives it."""

    index: int
    line: int
    column: int


class Place(msgspec.Struct, frozen=True, gc=False):
    """What begins at a mark."""

    mark: Mark

    @property
    def line(self) -> int:
        """The line, 1-based."""
        return self.mark.line + 1

    @property
    def column(self) -> int:
        """The column, 1-based, in characters."""
        return self.mark.column + 1


class Scalar(Place, frozen=True, gc=False):
    """A text as it was typed; `plain` means without quotation marks or block style."""

    value: str
    plain: bool


class List(Place, frozen=True, gc=False):
    """A list; `flow` means written in brackets."""

    items: list[Node]
    flow: bool


class Map(Place, frozen=True, gc=False):
    """Keys with their marks and values.

    `damaged`: a key was repeated, of which the first value is kept, or was no text.
    """

    entries: Entries
    flow: bool
    damaged: bool


class Flawed(Place, frozen=True, gc=False):
    """Stands where something was refused, about which a problem has been told already."""


Entries: TypeAlias = dict[str, tuple[Mark, "Node"]]
Node: TypeAlias = Scalar | List | Map | Flawed
