"""Match questions: each left side is given one of the lettered right sides."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.engine.grading import Verdict
from quiz.engine.questions import Match
from quiz.engine.responses import Matched, Response
from quiz.i18n import _
from quiz.ui.content_text import line_of
from quiz.ui.widgets.answers.area import LETTERS, RIGHT, WRONG, AnswerArea, Row, place_of, step_of


class MatchingArea(AnswerArea):
    """Left sides with a slot each, right sides below; a letter fills the slot at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,delete", "clear", show=False),
    ]

    DEFAULT_CSS = """
    MatchingArea {
        .rights { margin: 1 0 0 0; }
    }
    """

    def __init__(self, question: Match, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._question = question
        self._lefts = question.lefts
        self._rights = choices
        self._joined: dict[int, int] = {}
        self._cursor = 0
        self._revealed = False

    def compose(self) -> ComposeResult:
        """The left sides with their slots, then the right sides with their letters."""
        for index, text in enumerate(self._lefts):
            yield Row(line_of(text), marker=Content(f"  {index + 1}. "), classes="left")
        for index, text in enumerate(self._rights):
            classes = "right rights" if index == 0 else "right"
            yield Row(line_of(text), marker=Content(f"  {LETTERS[index]}. "), classes=classes)

    def on_mount(self) -> None:
        """Draw the first state."""
        self._draw()

    def response(self) -> Response | None:
        """Return the pairs, once every left side has one."""
        if len(self._joined) < len(self._lefts):
            return None
        return Matched(
            tuple((left, self._rights[self._joined[i]]) for i, left in enumerate(self._lefts))
        )

    def lacking(self) -> str:
        """Say what is missing."""
        return _("Join every line first: type the letter that belongs to it.")

    def fill(self, response: Response) -> None:
        """Show pairs joined earlier."""
        if isinstance(response, Matched):
            pairs = dict(response.pairs)
            self._joined = {
                index: self._rights.index(pairs[left])
                for index, left in enumerate(self._lefts)
                if pairs.get(left) in self._rights
            }
            self._draw()

    def reveal(self, response: Response | None, verdict: Verdict | None) -> None:
        """Mark each pair, and show the right one where it is wrong."""
        self.locked = True
        self._joined = {}
        if response is not None:
            self.fill(response)
        self._revealed = True
        self._draw()

    def action_clear(self) -> None:
        """Take the right side off the line at the cursor."""
        if not self.locked and self._joined.pop(self._cursor, None) is not None:
            self._draw()
            self.changed()

    def on_key(self, event: events.Key) -> None:
        """An arrow or a digit goes to a line, a letter joins it."""
        if by := step_of(event):
            event.stop()
            if not self.locked:
                self._cursor = (self._cursor + by) % len(self._lefts)
                self._draw()
            return
        character = event.character or ""
        place = place_of(event, len(self._lefts if character.isdecimal() else self._rights))
        if place is None or self.locked:
            return
        event.stop()
        if character.isdecimal():
            self._cursor = place
            self._draw()
        else:
            self._join(place)

    @on(Row.Clicked)
    def _clicked(self, event: Row.Clicked) -> None:
        event.stop()
        if self.locked:
            return
        self.take_focus()
        index = list(self.query(Row)).index(event.row)
        if index < len(self._lefts):
            self._cursor = index
            self._draw()
        else:
            self._join(index - len(self._lefts))

    def _join(self, right: int) -> None:
        self._joined[self._cursor] = right
        open_lines = [i for i in range(len(self._lefts)) if i not in self._joined]
        if open_lines:
            self._cursor = next((i for i in open_lines if i > self._cursor), open_lines[0])
        self._draw()
        self.changed()

    def _left_content(self, index: int) -> Content:
        left, key = self._question.pairs[index]
        joined = self._joined.get(index)
        text = self._rights[joined] if joined is not None else None
        parts = [line_of(left), Content.styled("  →  ", "$foreground 60%")]
        if text is not None and joined is not None:
            letter = "" if self._revealed else f"{LETTERS[joined]}. "
            parts += [Content(letter), line_of(text, "bold")]
        elif not self._revealed:
            parts.append(Content.styled("____", "$foreground 60%"))
        if self._revealed and text != key:
            arrow = "" if text is None else f"   {RIGHT} "
            parts += [Content.styled(arrow, "$text-success"), line_of(key, "$text-success bold")]
        return Content("").join(parts)

    def _draw(self) -> None:
        for index, row in enumerate(self.query(".left").results(Row)):
            joined = self._joined.get(index)
            right = joined is not None and self._rights[joined] == self._question.pairs[index][1]
            sign = " "
            if self._revealed and joined is not None:
                sign = RIGHT if right else WRONG
                row.set_state("right" if right else "wrong")
            elif not self._revealed:
                row.set_state(*(["cursor"] if index == self._cursor else []))
            row.show(self._left_content(index), Content(f"{sign} {index + 1}. "))
        used = set(self._joined.values())
        for index, row in enumerate(self.query(".right").results(Row)):
            row.display = not self._revealed
            row.set_state(*(["faded"] if index in used else []))
