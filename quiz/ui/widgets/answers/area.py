"""What every way of answering has in common, and the row that most of them are made of."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from quiz.engine.grading import Verdict
from quiz.engine.responses import Response
from quiz.ui.widgets.prose import Prose

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

RIGHT, WRONG = "✓", "✗"


class AnswerArea(Vertical):
    """Takes the answer to one question and later shows it beside the key.

    It posts `Changed` at every change and `Submitted` when the learner is done; what these
    mean in the mode at hand is the screen's business.
    """

    can_focus = True

    DEFAULT_CSS = """
    AnswerArea {
        height: auto;
        margin: 1 0 0 0;
    }
    """

    @dataclass
    class Changed(Message):
        """The response is another one now."""

        area: AnswerArea

    @dataclass
    class Submitted(Message):
        """The learner has finished answering."""

        area: AnswerArea

    locked = False
    """Whether the answer can't be changed any more."""

    def response(self) -> Response | None:
        """Return the response as it stands, None while it is not complete."""
        raise NotImplementedError

    def lacking(self) -> str:
        """Say what is missing for a complete response."""
        raise NotImplementedError

    def fill(self, response: Response) -> None:
        """Show an earlier response, to be changed or judged."""
        raise NotImplementedError

    def reveal(self, response: Response | None, verdict: Verdict | None) -> None:
        """Show the key, and what of `response` is right and wrong; take no more input."""
        raise NotImplementedError

    def enter(self) -> bool:
        """Do what the enter key does before it submits; return whether there is more to answer."""
        return False

    def take_focus(self) -> None:
        """Put the focus where answering begins."""
        self.focus(scroll_visible=False)

    def changed(self) -> None:
        """Tell the screen that the response is another one now."""
        self.post_message(self.Changed(self))


class Row(Prose):
    """One line of something to pick from, with a marker before it."""

    DEFAULT_CSS = """
    Row {
        padding: 0 1;
        border-left: outer transparent;
        &.-cursor { border-left: outer $primary; background: $surface; }
        &.-picked { color: $primary; text-style: bold; }
        &.-right { color: $text-success; }
        &.-wrong { color: $text-error; }
        &.-faded { color: $text-muted; }
        &:hover { background: $surface; }
    }
    """

    @dataclass
    class Clicked(Message):
        """The row was clicked."""

        row: Row

    def __init__(self, content: Content, *, marker: Content, classes: str | None = None) -> None:
        super().__init__(content, marker=marker, classes=classes)

    def set_state(self, *states: str) -> None:
        """Show the row in these states ("cursor", "picked", "right", "wrong", "faded") only."""
        for state in ("cursor", "picked", "right", "wrong", "faded"):
            self.set_class(state in states, f"-{state}")

    def on_click(self, event: events.Click) -> None:
        """Tell the answer area."""
        event.stop()
        self.post_message(self.Clicked(self))


def step_of(event: events.Key) -> int:
    """Return by how many lines a key moves, 0 for other keys.

    Areas take arrows themselves and not through bindings, which act only when a key has
    bubbled up: keys that arrive together, as over a slow line, then act in their order.
    """
    return {"up": -1, "down": 1}.get(event.key, 0)


def straight_to_bindings(area: AnswerArea, event: events.Key) -> None:
    """Hand a key to the bindings at once, past the containers in between, which ignore it.

    Each of them costs a turn of the event loop between the key and the verdict.
    """
    event.stop()
    area.app.post_message(event)


def place_of(event: events.Key, count: int) -> int | None:
    """Return which of `count` lettered or numbered things a key names, None for other keys.

    Full-width letters and digits, as input methods send them, count as their plain ones.
    """
    if not event.character:
        return None
    character = unicodedata.normalize("NFKC", event.character).upper()
    if character.isdecimal() and len(character) == 1:
        place = (int(character) - 1) % 10
    else:
        place = LETTERS.find(character) if len(character) == 1 else -1
    return place if 0 <= place < count else None
