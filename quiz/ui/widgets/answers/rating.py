"""Flashcards: look at the front, turn it over, say how well it was known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.engine.grading import Verdict
from quiz.engine.questions import Card
from quiz.engine.responses import Rated, Response
from quiz.engine.scheduling import Rating
from quiz.i18n import _
from quiz.ui.content_text import plain
from quiz.ui.widgets.answers.area import AnswerArea, Row
from quiz.ui.widgets.prose import Prose
from quiz.wording import rating_names


class RatingArea(AnswerArea):
    """The back of the card, hidden until it is turned, and the four ratings."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "flip", "Turn", id="card.flip")]

    DEFAULT_CSS = """
    RatingArea {
        .back { padding: 1 2; background: $surface; margin: 0 0 1 0; }
    }
    """

    def __init__(self, question: Card, due: Mapping[Rating, str] | None) -> None:
        """`due` are the days on which it is asked again, None where rating changes nothing."""
        super().__init__()
        self._question = question
        self._due = due
        self._flipped = False
        self._rating = 0

    def compose(self) -> ComposeResult:
        """The back, then the ratings."""
        yield Prose(self._back(), classes="back")
        for rating, name in zip(Rating, rating_names(), strict=True):
            when = f"   {self._due[rating]}" if self._due else ""
            label = Content.assemble(name, (when, "$foreground 60%"))
            yield Row(label, marker=Content(f"  {int(rating)}  "))

    def on_mount(self) -> None:
        """Draw the first state."""
        self._draw()

    def response(self) -> Response | None:
        """Return the rating, once there is one."""
        return Rated(self._rating) if self._rating else None

    def lacking(self) -> str:
        """Turn the card for the learner who asks to go on, then ask for the rating."""
        if not self._flipped:
            self.action_flip()
            return ""
        return _("Rate how well you knew it: 1 to 4.")

    def fill(self, response: Response) -> None:
        """Show an earlier rating."""
        if isinstance(response, Rated):
            self._rating = response.rating
            self._flipped = True
            self._draw()

    def reveal(self, response: Response | None, verdict: Verdict | None) -> None:
        """Show the back, and the rating if there is one."""
        self.locked = True
        self._flipped = True
        if response is not None:
            self.fill(response)
        self._draw()

    def action_flip(self) -> None:
        """Turn the card over."""
        if not self._flipped:
            self._flipped = True
            self._draw()

    def on_key(self, event: events.Key) -> None:
        """A digit rates, once the back has been seen."""
        if event.character and event.character in "1234" and self._flipped and not self.locked:
            event.stop()
            self._rate(int(event.character))

    @on(Row.Clicked)
    def _clicked(self, event: Row.Clicked) -> None:
        event.stop()
        if self._flipped and not self.locked:
            self._rate(list(self.query(Row)).index(event.row) + 1)

    def _rate(self, rating: int) -> None:
        self._rating = rating
        self._draw()
        self.post_message(self.Submitted(self))

    def _back(self) -> Content:
        if self._flipped:
            return plain(self._question.back)
        return Content.styled(_("Think of the answer, then press space to turn the card."), "dim")

    def _draw(self) -> None:
        self.query_one(".back", Prose).show(self._back())
        for number, row in enumerate(self.query(Row), 1):
            row.display = self._flipped and (not self.locked or number == self._rating)
            row.set_state(*(["picked"] if number == self._rating else []))
