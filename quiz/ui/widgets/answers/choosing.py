"""Choice questions and true or false: pick by letter, digit, arrow or mouse."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from quiz.engine.grading import Verdict
from quiz.engine.questions import Multiple, Single, TrueFalse
from quiz.engine.responses import Chosen, Judged, Response
from quiz.i18n import _
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.answers.area import (
    LETTERS,
    RIGHT,
    WRONG,
    AnswerArea,
    Row,
    place_of,
    step_of,
    straight_to_bindings,
)


class ChoosingArea(AnswerArea):
    """Options with their letters; one or several are picked, then submitted."""

    def __init__(self, question: Single | Multiple | TrueFalse, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._question = question
        if isinstance(question, TrueFalse):
            self._choices: tuple[str, ...] = ("true", "false")
        else:
            self._choices = choices
        self._cursor = 0
        self._picked: set[int] = set()
        self._right: frozenset[int] | None = None

    @property
    def _several(self) -> bool:
        return isinstance(self._question, Multiple)

    def compose(self) -> ComposeResult:
        """One row an option."""
        for index, text in enumerate(self._choices):
            yield Row(self._label(text), marker=self._marker(index))

    def on_mount(self) -> None:
        """Draw the first state."""
        self._draw()

    def response(self) -> Response | None:
        """Return the options picked."""
        if not self._picked:
            return None
        if isinstance(self._question, TrueFalse):
            return Judged(0 in self._picked)
        picked = {self._choices[index] for index in self._picked}
        return Chosen(tuple(o.text for o in self._question.options if o.text in picked))

    def lacking(self) -> str:
        """Say what is missing."""
        return _("Pick an option first: by its letter, or with the arrows and the space bar.")

    def fill(self, response: Response) -> None:
        """Show options picked earlier."""
        self._picked = self._places(response)
        self._cursor = min(self._picked, default=0)
        self._draw()

    def reveal(self, response: Response | None, verdict: Verdict | None) -> None:
        """Mark the right options, and the wrong ones that were picked."""
        self.locked = True
        if response is not None:
            self._picked = self._places(response)
        key = set(self._question.key)
        self._right = frozenset(i for i, text in enumerate(self._choices) if text in key)
        self._draw()

    def enter(self) -> bool:
        """Pick what is under the cursor if nothing is picked yet: enter alone then suffices."""
        if not self._picked and not self._several:
            self._pick(self._cursor)
        return False

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, or pick an option: the one under it, or by its letter or number."""
        if self.locked:
            return
        if by := step_of(event):
            event.stop()
            self._cursor = (self._cursor + by) % len(self._choices)
            self._draw()
            return
        if event.key == "space":
            event.stop()
            self._pick(self._cursor)
            return
        if event.key == "enter":
            straight_to_bindings(self, event)
            return
        place = place_of(event, len(self._choices))
        if place is None and isinstance(self._question, TrueFalse):
            place = {"t": 0, "f": 1, "y": 0, "n": 1}.get((event.character or "").lower())
        if place is not None:
            event.stop()
            self._pick(place)

    @on(Row.Clicked)
    def _clicked(self, event: Row.Clicked) -> None:
        event.stop()
        if not self.locked:
            self.take_focus()
            self._pick(list(self.query(Row)).index(event.row))

    def _pick(self, index: int) -> None:
        if self.locked:
            return
        self._cursor = index
        if self._several:
            self._picked ^= {index}
        else:
            self._picked = {index}
        self._draw()
        self.changed()

    def _places(self, response: Response) -> set[int]:
        match response:
            case Chosen(options):
                return {i for i, text in enumerate(self._choices) if text in options}
            case Judged(value):
                return {0 if value else 1}
            case _:
                return set()

    def _label(self, text: str) -> Content:
        if isinstance(self._question, TrueFalse):
            return Content(_("True") if text == "true" else _("False"))
        return plain(text) if "\n" in text else line_of(text)

    def _marker(self, index: int) -> Content:
        picked = index in self._picked
        box = ("■" if picked else "□") if self._several else ("●" if picked else "○")
        sign = "  "
        if self._right is not None:
            sign = f"{RIGHT} " if index in self._right else f"{WRONG} " if picked else "  "
        return Content(f"{sign}{box} {LETTERS[index]}  ")

    def _draw(self) -> None:
        for index, row in enumerate(self.query(Row)):
            row.show(self._label(self._choices[index]), self._marker(index))
            picked = index in self._picked
            if self._right is None:
                at_cursor = index == self._cursor
                row.set_state(*(["cursor"] if at_cursor else []), *(["picked"] if picked else []))
            elif index in self._right:
                row.set_state("right", *(["picked"] if picked else []))
            else:
                row.set_state("wrong" if picked else "faded")
