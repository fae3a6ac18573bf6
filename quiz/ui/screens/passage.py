"""The questions that rest on one place of a document, each with how well it is known."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from quiz.content.sources import Document, Passage
from quiz.engine.plans import Mode
from quiz.engine.questions import AnyQuestion, Ref
from quiz.i18n import _
from quiz.knowledge_map import Place, State, state_of
from quiz.store import KnowledgeRecord
from quiz.trainer import Request
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import fitted, line_of, plain
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.listing import Listing
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.states import COLOURS, MARKS, asked_text, state_text
from quiz.ui.widgets.verdict import PassageView
from quiz.wording import outcome_name, percent


class PassageScreen(TrainerScreen[None]):
    """A place in its paragraph, the list of its questions, and the one at the cursor whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "one", "Practise this one", id="passage.one"),
        Binding("p", "all", "Practise these", id="passage.all"),
        Binding("escape", "close", "Back", id="passage.close"),
        HELP,
    ]

    def __init__(self, document: Document, place: Place) -> None:
        super().__init__()
        self._document = document
        self._place = place
        self._known: dict[Ref, KnowledgeRecord] = {}

    def compose(self) -> ComposeResult:
        """Title, the place, the questions, the one at the cursor, keys."""
        yield TitleBar()
        yield PassageView()
        yield Listing()
        yield Prose(id="passage-question")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the place."""
        self.query_one(TitleBar).left = Content.styled(_("Questions on this passage"), "bold")
        self.query_one(TitleBar).right = asked_text(self._place.questions)
        self.query_one(PassageView).show(_around(self._document, self._place))
        self.query_one(Listing).focus()

    def on_screen_resume(self) -> None:
        """Show how well the questions are known, after a session anew."""
        with self.trouble():
            sets = {question.set_id for question in self._place.questions}
            self._known = self.trainer.knowledge(sets)
        self.query_one(Listing).show(len(self._place.questions), self._line)
        self._show_question()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_question()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._start(self._place.questions[event.option_index])

    def action_one(self) -> None:
        """Practise the question at the cursor: the list does so itself."""
        self.query_one(Listing).action_select()

    def action_all(self) -> None:
        """Practise all of them."""
        self._start(*self._place.questions)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _start(self, *questions: AnyQuestion) -> None:
        self.take(Request(Mode.PRACTICE, refs=tuple(question.ref for question in questions)))

    def _state(self, question: AnyQuestion) -> State:
        return state_of(self._known.get(question.ref), self.trainer.today())

    def _line(self, index: int) -> Content:
        question = self._place.questions[index]
        state = self._state(question)
        width = max(16, self.query_one(Listing).scrollable_content_region.width - 2)
        mark = Content.styled(f"{MARKS[state]} ", f"{COLOURS[state]} bold")
        return mark + fitted(line_of(question.prompt), width - 2)

    def _show_question(self) -> None:
        """Show the question at the cursor whole, and what is known of it."""
        index = self.query_one(Listing).highlighted
        if index is None:
            return
        question = self._place.questions[index]
        known = self._known.get(question.ref)
        facts = (
            [_("Last time: {outcome}").format(outcome=outcome_name(known.last))] if known else []
        )
        if known and known.missed:
            facts.append(_("in the missed book"))
        if known and known.recall is not None and known.due is not None:
            facts.append(_("recall {share} %").format(share=percent(known.recall)))
            facts.append(_("due on {day}").format(day=known.due))
        line = Content.styled("".join(f" · {fact}" for fact in facts), "$foreground 60%")
        told = state_text(self._state(question)) + line
        self.query_one(Prose).show(told + "\n" + plain(question.prompt, "bold"))


def _around(document: Document, place: Place) -> Passage:
    """Return the paragraph in which a place stands, the place lit."""
    number = bisect_right(document.paragraphs, (place.start, len(document.text)))
    start, end = document.paragraphs[number - 1]
    span = (place.start - start, place.end - start)
    return Passage(document.text[start:end], (span,), (number,))
