"""How the states of knowledge look and are called: by a mark, a filling and a colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.engine.questions import AnyQuestion
from quiz.i18n import _, ngettext
from quiz.knowledge_map import State
from quiz.ui.content_text import fitted

MARKS = {
    State.MASTERED: "✓",
    State.DUE: "◷",
    State.WEAK: "✗",
    State.UNTESTED: "○",
    State.UNASKED: " ",
}
"""What stands before a clause, so that its state is never told by colour alone."""

COLOURS = {
    State.MASTERED: "$text-success",
    State.DUE: "$text-warning",
    State.WEAK: "$text-error",
    State.UNTESTED: "$foreground 70%",
    State.UNASKED: "$foreground 40%",
}

_FILLS = {
    State.MASTERED: ("━", "$success"),
    State.DUE: ("═", "$warning"),
    State.WEAK: ("╍", "$error"),
    State.UNTESTED: ("─", "$foreground 50%"),
    State.UNASKED: ("·", "$foreground 35%"),
}
"""What a bar is filled with, in the order in which it shows the states."""


def state_name(state: State) -> str:
    """Return the word for a state."""
    return {
        State.MASTERED: _("mastered"),
        State.DUE: _("due"),
        State.WEAK: _("weak"),
        State.UNTESTED: _("untested"),
        State.UNASKED: _("no question"),
    }[state]


def state_text(state: State) -> Content:
    """Return a state's mark and word."""
    return Content.styled(f"{MARKS[state]} {state_name(state)}".strip(), f"{COLOURS[state]} bold")


def asked_text(questions: Sequence[AnyQuestion]) -> Content:
    """Return how many questions rest on a place."""
    count = len(questions)
    text = ngettext("{count} question rests on it", "{count} questions rest on it", count)
    if not count:
        text = _("nothing asks for it")
    return Content.styled(text.format(count=count), "$foreground 70%")


def tally(counts: Mapping[State, int]) -> Content:
    """Return how many there are of each state that occurs, by its mark."""
    found = [state for state in _FILLS if counts.get(state)]
    return Content("  ").join(
        Content.styled(f"{MARKS[state]} {counts[state]}", COLOURS[state]) for state in found
    )


def shares(counts: Mapping[State, int], width: int) -> Content:
    """Return a bar of `width` cells that shows the share of each state.

    A state that occurs has one cell at least, as long as there is room.
    """
    total = sum(counts.values())
    if not total:
        return Content("".ljust(width))
    cells = {state: max(1, counts[state] * width // total) for state in _FILLS if counts.get(state)}

    def lacking(state: State) -> float:
        return counts[state] * width / total - cells[state]

    while sum(cells.values()) < width:
        cells[max(cells, key=lacking)] += 1
    while sum(cells.values()) > width and max(cells.values()) > 1:
        cells[min((state for state in cells if cells[state] > 1), key=lacking)] -= 1
    parts = ((_FILLS[state][0] * count, _FILLS[state][1]) for state, count in cells.items())
    return Content.assemble(*parts)[:width]


class Legend(Widget):
    """One line: what the marks and the fillings stand for, and how many of each there are."""

    DEFAULT_CSS = """
    Legend { height: 1; padding: 0 2; text-wrap: nowrap; }
    """

    counts: reactive[Mapping[State, int]] = reactive[Mapping[State, int]](dict)

    def render(self) -> Content:
        """Draw as much as there is room for."""
        width = self.content_size.width
        whole = tuple(_FILLS)
        marked = whole[:-1]
        for states, filled, named in (
            (whole, True, True),
            (marked, True, True),
            (marked, False, True),
        ):
            line = self._line(states, filled=filled, named=named)
            if line.cell_length <= width:
                return line
        return fitted(self._line(marked, filled=False, named=False), width)

    def _line(self, states: tuple[State, ...], *, filled: bool, named: bool) -> Content:
        entries = []
        for state in states:
            fill, colour = _FILLS[state]
            mark = MARKS[state].strip()
            entries.append(
                Content.assemble(
                    (fill if filled or not mark else "", colour),
                    (f"{mark} ", f"{COLOURS[state]} bold"),
                    (f"{state_name(state)} " if named else "", "$foreground 60%"),
                    (str(self.counts.get(state, 0)), "bold"),
                )
            )
        return Content("   " if filled else "  ").join(entries)
