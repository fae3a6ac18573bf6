"""The parts of a document, each with a bar of how well its clauses are known."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quiz.authoring.parts import Part
from quiz.knowledge_map import Shades, State
from quiz.ui.content_text import fitted, line_of
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.states import COLOURS, MARKS, shares


class PartList(Listing):
    """Two lines a part: its title with how much of it is mastered, and its bar."""

    def show_parts(self, parts: Sequence[Part], shades: Shades) -> None:
        """Show the parts of a document in these states."""

        def line(index: int) -> Content:
            width = max(16, self.scrollable_content_region.width - 2)
            title, bar = part_lines(parts[index], shades, width, width)
            return title + "\n" + bar

        self.show(len(parts), line)


def part_lines(part: Part, shades: Shades, width: int, bar: int) -> tuple[Content, Content]:
    """Return a part's title with its numbers, `width` cells wide, and its bar of `bar` cells."""
    counts = shades.counts(part.first, part.last)
    weak = Content.styled(
        f" {MARKS[State.WEAK]}{counts[State.WEAK]}" if counts[State.WEAK] else "",
        COLOURS[State.WEAK],
    )
    mastered = Content.styled(f" {counts[State.MASTERED]}/{part.last - part.first}", "bold")
    numbers = weak + mastered
    title = fitted(line_of(part.title), width - numbers.cell_length) + numbers
    return title, shares(counts, bar)
