"""Source: the document as a map of what is known, and what there is to practise in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList
from textual.worker import get_current_worker

from quiz.content.sources import read_document
from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.knowledge_map import Chart, Place, Shades, State, Topic, chart, pick, shades, topics
from quiz.trainer import Request
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.bars import KeyBar, Meter, TitleBar
from quiz.ui.widgets.document_map import DocumentMap
from quiz.ui.widgets.map_lines import MapText
from quiz.ui.widgets.part_list import PartList, part_lines
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.states import Legend, asked_text, state_text, tally

_TELL_EVERY = 0.1
"""Seconds between two steps of the progress bar."""


class SourceScreen(TrainerScreen[None]):
    """One document: its clauses shaded, its parts summed up, the questions one key away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "questions", "See questions", id="source.questions"),
        Binding("enter", "show_part", "Show", id="source.show-part"),
        Binding("p", "practise", "Practise these", id="source.practise"),
        Binding("n", "weak(1)", "Next weak", id="source.weak"),
        Binding("N", "weak(-1)", show=False, id="source.weak-back"),
        Binding("w", "practise_weak", "Practise weak", id="source.practise-weak"),
        Binding("right,right_square_bracket", "part(1)", show=False, id="source.next-part"),
        Binding("left,left_square_bracket", "part(-1)", show=False, id="source.last-part"),
        Binding("a", "ask", "New question", id="source.ask"),
        Binding("o", "parts", "Parts", id="source.parts"),
        Binding("d", "documents", "Other document", id="source.documents"),
        Binding("escape", "close", "Back", id="source.close"),
        HELP,
    ]

    def __init__(self, source: str | None = None) -> None:
        """`source` is the path of a document; without one, that of most sets is shown."""
        super().__init__()
        self._source = source
        self._topics: list[Topic] = []
        self._chart: Chart | None = None
        self._shades: Shades | None = None
        self._wanted = 0

    def compose(self) -> ComposeResult:
        """Title, legend, the document beside its parts, what stands at the cursor, keys."""
        yield TitleBar()
        yield Meter()
        yield Legend()
        with Horizontal(id="source"):
            yield DocumentMap()
            yield PartList()
        yield Prose(id="source-instead")
        yield TitleBar(id="source-part")
        yield TitleBar(id="source-here")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to read. The cursor is watched, so that one frame shows all that it changes."""
        self.watch(self.query_one(DocumentMap), "cursor", self._moved, init=False)
        self.open(self._source)

    def on_screen_resume(self) -> None:
        """Show what a session has changed; the cursor stays."""
        if self._shades is not None:
            self._shade()

    def on_resize(self) -> None:
        """Fit the line of the part to the new width."""
        self._show_here()

    def open(self, source: str | None) -> None:
        """Show another document."""
        self._chart = self._shades = None
        self.query_one(Meter).value = 0.0
        self.query_one(Meter).display = True
        self._show_title("")
        self._show_instead(_("Reading the document …"))
        self._to_document()
        self._survey(source)

    # -- reading, beside the screen ---------------------------------------------------------

    @work(thread=True, exclusive=True)
    def _survey(self, source: str | None) -> None:
        """Read the document and show it, then find the questions on each of its clauses."""
        app, worker = self.app, get_current_worker()
        told = monotonic()

        def show(step: Callable[..., None], *found: object) -> None:
            """Go on on the screen, unless it was left or is to show something else by now."""
            if not worker.is_cancelled:
                app.call_from_thread(
                    lambda: step(*found) if self.is_attached and not worker.is_cancelled else None
                )

        def progress(done: int, total: int) -> bool:
            nonlocal told
            if monotonic() - told > _TELL_EVERY:
                told = monotonic()
                show(self._show_progress, done / total)
            return not worker.is_cancelled

        found = self._topics or topics(self.trainer.library)
        try:
            topic = pick(found, source)
            document = read_document(topic.path)
        except QuizError as error:
            show(self._show_trouble, found, error)
            return
        bare = chart(document, ())
        show(self._show_text, found, bare, MapText(bare))
        show(self._show_chart, chart(document, topic.questions, progress))

    def _show_progress(self, done: float) -> None:
        self.query_one(Meter).value = done

    def _show_trouble(self, found: list[Topic], error: QuizError) -> None:
        self._topics = found
        self._show_title(os.path.basename(error.location))
        self._show_instead("\n".join(filter(None, (str(error), error.hint))))
        self.query_one(Meter).display = False

    def _show_text(self, found: list[Topic], bare: Chart, text: MapText) -> None:
        self._topics, self._chart = found, bare
        self._show_title(os.path.basename(bare.document.path))
        self._show_instead("" if bare.places else _("This document holds no text."))
        self.query_one(DocumentMap).show(text)

    def _show_chart(self, full: Chart) -> None:
        self._chart = full
        self._shade()
        if self._wanted:
            self.query_one(DocumentMap).move_to(self._wanted)
            self._wanted = 0

    def _shade(self) -> None:
        """Read from the record how well each clause is known, and show it."""
        self.query_one(Meter).display = False
        if self._chart is None or not self._chart.places:
            return
        with self.trouble():
            self._shades = shades(self._chart, self.trainer)
            self.query_one(DocumentMap).shade(self._shades.places)
            self.query_one(Legend).counts = self._shades.counts()
            self.query_one(PartList).show_parts(self._chart.parts, self._shades)
            self._show_here()
        self.refresh_bindings()

    # -- what is shown ----------------------------------------------------------------------

    def _show_title(self, name: str) -> None:
        bar = self.query_one(TitleBar)
        bar.left = Content.assemble((_("Map"), "bold"), "  ", line_of(name))
        bar.right = Content("")

    def _show_instead(self, text: str) -> None:
        """Show a text in place of the map, or with none the map."""
        self.set_class(bool(text), "-instead")
        self.query_one("#source-instead", Prose).show(plain(text))
        self.refresh_bindings()

    def _here(self) -> Place | None:
        """Return the place at the cursor, once it is known what rests on it."""
        if self._chart is None or self._shades is None:
            return None
        return self._chart.places[self.query_one(DocumentMap).cursor]

    def _show_here(self) -> None:
        """Show what there is to say of the place at the cursor, and of its part."""
        place = self._here()
        if place is None or self._chart is None or self._shades is None:
            return
        cursor = self.query_one(DocumentMap).cursor
        self.query_one(TitleBar).right = Content(f"{cursor + 1}/{len(self._chart.places)}")
        here = self.query_one("#source-here", TitleBar)
        here.left = state_text(self._shades.places[cursor]) + "  " + asked_text(place.questions)
        here.right = tally(self._shades.of(place.questions))
        number = self._chart.part_of(cursor)
        line = self.query_one("#source-part", TitleBar)
        width = self.size.width - 4
        line.left, line.right = part_lines(
            self._chart.parts[number], self._shades, width * 2 // 3 - 2, width // 3
        )
        parts = self.query_one(PartList)
        if not parts.has_focus:
            parts.highlighted = number

    # -- moving about -----------------------------------------------------------------------

    def _moved(self) -> None:
        self._show_here()
        self.refresh_bindings()

    @on(DocumentMap.Opened)
    def _opened(self, event: DocumentMap.Opened) -> None:
        event.stop()
        self.action_questions()

    @on(OptionList.OptionHighlighted)
    def _part_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_list.has_focus and self._chart is not None:
            part = self._chart.parts[event.option_index]
            self.query_one(DocumentMap).move_to(part.first, top=True)

    @on(OptionList.OptionSelected)
    def _part_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._to_document()

    def action_show_part(self) -> None:
        """Go from the list of the parts to the one chosen there."""
        self.query_one(PartList).action_select()

    def action_part(self, by: int) -> None:
        """Go to the beginning of the next part; back, first to that of this one."""
        if self._chart is not None and self._chart.parts:
            view = self.query_one(DocumentMap)
            number = self._chart.part_of(view.cursor)
            inside = view.cursor > self._chart.parts[number].first
            number += by if by > 0 or not inside else 0
            if number < len(self._chart.parts):
                view.move_to(self._chart.parts[max(0, number)].first, top=True)

    def action_parts(self) -> None:
        """Go to the list of the parts, which a narrow screen shows in the document's place."""
        self.query_one("#source").add_class("-parts")
        self.set_focus(self.query_one(PartList))
        self.refresh_bindings()

    def action_weak(self, by: int) -> None:
        """Go to the next passage of weak clauses, round the end of the document."""
        weak = self._shades.weak_passages if self._shades is not None else []
        view = self.query_one(DocumentMap)
        ahead = [place for place in weak if (place - view.cursor) * by > 0]
        if weak:
            self._to_document()
            view.move_to((ahead or weak)[0 if by > 0 else -1])

    def _to_document(self) -> None:
        self.query_one("#source").remove_class("-parts")
        self.set_focus(self.query_one(DocumentMap))
        self.refresh_bindings()

    def action_close(self) -> None:
        """Go back: from the parts to the document, from there to where this was opened."""
        if self.query_one(PartList).has_focus:
            self._to_document()
        else:
            self.dismiss(None)

    # -- what can be done -------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the place at the cursor and the document."""
        place = self._here() if self.is_mounted else None
        among_parts = self.is_mounted and self.query_one(PartList).has_focus
        if action in ("questions", "practise"):
            asked = place is not None and bool(place.questions)
            return asked and not (among_parts and action == "questions")
        if action in ("weak", "practise_weak"):
            return self._shades is not None and bool(self._shades.weak_passages)
        if action == "documents":
            return len(self._topics) > 1
        if action == "ask":
            return place is not None and not among_parts
        if action in ("parts", "show_part"):
            return place is not None and among_parts is (action == "show_part")
        return True

    def action_questions(self) -> None:
        """Open the questions that rest on the place at the cursor."""
        from quiz.ui.screens.passage import PassageScreen

        place = self._here()
        if place is not None and self._chart is not None:
            self.app.push_screen(PassageScreen(self._chart.document, place))

    def action_ask(self) -> None:
        """Begin a question on the place at the cursor: a cloze, whose blanks are to be marked."""
        from quiz.authoring.emitting import scalar
        from quiz.own_questions import new_question
        from quiz.ui.screens.editor import EditorScreen

        place = self._here()
        if place is None or self._chart is None:
            return
        clause = " ".join(self._chart.document.text[place.start : place.end].split())
        with self.trouble():
            question = new_question(self.trainer, self._chart.document.path)
            text = f"- cloze: {scalar(clause, quoted=True)}\n  quote: {scalar(clause)}"
            self.app.push_screen(EditorScreen(question, clause, text), self._asked)

    def _asked(self, saved: bool | None) -> None:
        if saved and self._chart is not None:
            self._topics = []
            self._wanted = self.query_one(DocumentMap).cursor
            self.open(self._chart.document.path)

    def action_practise(self) -> None:
        """Practise the questions that rest on the place at the cursor."""
        place = self._here()
        if place is not None:
            self._start(question.ref for question in place.questions)

    def action_practise_weak(self) -> None:
        """Practise every weak question of the document."""
        if self._shades is not None:
            states = self._shades.questions.items()
            self._start(ref for ref, state in states if state is State.WEAK)

    def action_documents(self) -> None:
        """Choose another document."""
        from quiz.ui.screens.documents import DocumentsScreen

        def chosen(path: str | None) -> None:
            if path is not None:
                self.open(path)

        self.app.push_screen(DocumentsScreen(self._topics), chosen)

    def _start(self, refs: Iterable[Ref]) -> None:
        self.take(Request(Mode.PRACTICE, refs=tuple(refs)))
