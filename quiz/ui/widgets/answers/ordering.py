"""Order questions: items are taken up and put down where they belong."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.engine.grading import Verdict
from quiz.engine.questions import Order
from quiz.engine.responses import Ordered, Response
from quiz.i18n import _
from quiz.ui.content_text import line_of
from quiz.ui.widgets.answers.area import RIGHT, WRONG, AnswerArea, Row, place_of, step_of


class OrderingArea(AnswerArea):
    """The items in the order they have now; one can be held and moved with the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up,ctrl+up", "move(-1)", show=False),
        Binding("shift+down,ctrl+down", "move(1)", show=False),
        Binding("space", "hold", "Take / put", id="order.hold"),
    ]

    def __init__(self, question: Order, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._question = question
        self._items = list(choices)
        self._cursor = 0
        self._held = False
        self._judged: tuple[str, ...] | None = None

    def compose(self) -> ComposeResult:
        """One row an item, and a line on how to move them."""
        for index, text in enumerate(self._items):
            yield Row(line_of(text), marker=self._marker(index))

    def on_mount(self) -> None:
        """Draw the first state."""
        self._draw()

    def response(self) -> Response | None:
        """Return the order as it stands."""
        return Ordered(tuple(self._items))

    def lacking(self) -> str:
        """Nothing ever is."""
        return ""

    def fill(self, response: Response) -> None:
        """Show an order given earlier."""
        if isinstance(response, Ordered) and sorted(response.items) == sorted(self._items):
            self._items = list(response.items)
            self._draw()

    def reveal(self, response: Response | None, verdict: Verdict | None) -> None:
        """Mark what stands in its place, and number each item with its right place."""
        self.locked = True
        self._held = False
        if response is None:
            self._items = list(self._question.items)
        else:
            self.fill(response)
        self._judged = self._question.items
        self._draw()

    def action_move(self, by: int) -> None:
        """Move the item under the cursor one place."""
        self._move_to(self._cursor + by)

    def action_hold(self) -> None:
        """Take up the item under the cursor, or put it down."""
        if not self.locked:
            self._held = not self._held
            self._draw()

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, with the item if one is held; a digit puts the item at that place."""
        if self.locked:
            return
        if by := step_of(event):
            event.stop()
            if self._held:
                self.action_move(by)
            else:
                self._cursor = (self._cursor + by) % len(self._items)
                self._draw()
            return
        if event.key == "space":
            event.stop()
            self.action_hold()
            return
        place = place_of(event, len(self._items))
        if place is not None and event.character and event.character.isdecimal():
            event.stop()
            self._move_to(place)

    @on(Row.Clicked)
    def _clicked(self, event: Row.Clicked) -> None:
        """The first click takes an item up, the next puts it there."""
        event.stop()
        if self.locked:
            return
        self.take_focus()
        index = list(self.query(Row)).index(event.row)
        if self._held:
            self._move_to(index)
            self._held = False
        else:
            self._cursor = index
            self._held = True
        self._draw()

    def _move_to(self, place: int) -> None:
        if self.locked or not 0 <= place < len(self._items):
            return
        self._items.insert(place, self._items.pop(self._cursor))
        self._cursor = place
        self._draw()
        self.changed()

    def _marker(self, index: int) -> Content:
        if self._judged is None:
            grip = "↕" if self._held and index == self._cursor else " "
            return Content(f"{grip} {index + 1}. ")
        sign = RIGHT if self._judged[index] == self._items[index] else WRONG
        return Content(f"{sign} {index + 1}. ")

    def _text(self, index: int) -> Content:
        """Return an item, with its right place once that may be told."""
        item = self._items[index]
        if self._judged is None or self._judged[index] == item:
            return line_of(item)
        place = _("belongs at {place}").format(place=self._judged.index(item) + 1)
        return line_of(item) + Content.styled(f"  → {place}", "$text-success")

    def _draw(self) -> None:
        for index, row in enumerate(self.query(Row)):
            row.show(self._text(index), self._marker(index))
            if self._judged is not None:
                right = self._judged[index] == self._items[index]
                row.set_state("right" if right else "wrong")
            elif index == self._cursor:
                row.set_state("cursor", *(["picked"] if self._held else []))
            else:
                row.set_state()
