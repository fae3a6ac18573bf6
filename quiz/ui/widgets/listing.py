"""A list whose lines are drawn for the width they have, and drawn anew when it changes."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Listing(OptionList):
    """Lines to choose from; the cursor keeps its place when other lines are shown."""

    _line: Callable[[int], Content] | None = None

    def show(self, count: int, line: Callable[[int], Content]) -> None:
        """Show `count` lines; `line` draws the one of an index, again after each resize."""
        place = self.highlighted or 0
        self._line = line
        self.clear_options()
        self.add_options([Option(line(index)) for index in range(count)])
        if count:
            self.highlighted = min(place, count - 1)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        if self._line is not None:
            for index in range(self.option_count):
                self.replace_option_prompt_at_index(index, self._line(index))
