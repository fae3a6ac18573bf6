"""One question after another, in every mode."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.engine.drill import DrillStep
from quiz.engine.plans import Mode
from quiz.engine.questions import AnyQuestion, Card, Cloze
from quiz.engine.responses import Response
from quiz.i18n import _
from quiz.sitting import Sitting
from quiz.ui.base import HELP, TrainerScreen, session_title
from quiz.ui.content_text import plain
from quiz.ui.widgets.answers import answer_area
from quiz.ui.widgets.answers.area import AnswerArea
from quiz.ui.widgets.bars import KeyBar, Meter, TitleBar
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.sureness import Sureness
from quiz.ui.widgets.verdict import Headline, PassageView, VerdictPanel
from quiz.wording import minutes_seconds, mode_name, step_text, type_name

_GLANCE = 0.002
"""Seconds in which the thread that writes to the terminal gets the verdict's frame out."""

_HURRY = 60_000
"""Milliseconds left of an exam from which on the clock is shown as a warning."""


class QuestionScreen(TrainerScreen[None]):
    """The question now asked, its answer, and after that the verdict."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Submit", id="question.submit"),
        Binding("enter", "next", "Next", id="question.next"),
        Binding("ctrl+b,left", "back", "Previous", key_display="^b", id="question.back"),
        Binding("ctrl+n,right", "skip", "Skip", key_display="^n", id="question.skip"),
        Binding("ctrl+n,right", "forward", "Forward", key_display="^n", id="question.forward"),
        Binding("ctrl+t", "hint", "Hint", id="question.hint"),
        Binding("ctrl+f", "flag", "Flag", id="question.flag"),
        Binding("ctrl+g", "sheet", "Answer sheet", id="question.sheet"),
        Binding("o", "overrule", "I was right", id="question.overrule"),
        Binding("p", "passage", "Whole passage", id="question.passage"),
        Binding("ctrl+e", "edit", "Edit", key_display="^e", id="question.edit"),
        Binding("ctrl+z", "undo", "Undo", id="question.undo"),
        Binding("escape", "leave", "Leave", id="question.leave"),
        HELP,
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._area: AnswerArea | None = None
        self._headline = Headline()
        self._unsaid: Response | None = None
        """The response that waits for the learner to say how sure they are."""

    # -- drawing ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Title, progress, the question with room for its answer and verdict, keys."""
        yield TitleBar()
        yield Meter()
        with VerticalScroll(id="question", can_focus=False):
            yield Prose(id="kind")
            yield Prose(id="prompt")
            yield Prose(id="hint")
            yield self._headline
            yield VerdictPanel()
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show where the session stands."""
        if self.sitting.session.mode is Mode.EXAM:
            self.set_interval(1.0, self._watch_time)
        if self.sitting.session.at_end:
            self._advance_past_end()
        else:
            await self._ask()

    async def _ask(self) -> None:
        """Show the current question, with its answer and verdict if it has them."""
        if self._area is not None:
            self._area.locked = True  # what it still has to say is no answer to this question
        sitting = self.sitting
        question = sitting.question
        body = self.query_one("#question", VerticalScroll)
        with self.app.batch_update():
            self._draw_edges()
            self.query_one("#kind", Prose).show(_kind(question, sitting.session.step))
            prompt = self.query_one("#prompt", Prose)
            prompt.display = not isinstance(question, Cloze)  # a cloze is its own prompt
            prompt.show(plain(question.prompt, "bold"))
            self.query_one("#hint").display = False
            self._headline.verdict = None
            self.query_one(VerdictPanel).display = False
            if self._area is not None:
                await self._area.remove()
            due = sitting.preview() if isinstance(question, Card) else None
            self._area = answer_area(question, sitting.choices, due)
            await body.mount(self._area, after=self.query_one("#hint"))
            body.scroll_home(animate=False)
            if sitting.session.mode is Mode.READ or sitting.answered is not None:
                self._show_verdict()
            else:
                draft = sitting.session.sheet.get(sitting.session.position)
                if draft is not None:
                    self._area.fill(draft)
                self._area.take_focus()
        self.refresh_bindings()

    def _draw_edges(self) -> None:
        session = self.sitting.session
        bar = self.query_one(TitleBar)
        bar.left = Content.assemble(
            session_title(session.plan.title), (f"  {mode_name(session.mode)}", "$foreground 60%")
        )
        parts: list[tuple[str, str] | str] = []
        if session.mode is Mode.EXAM:
            parts.append(
                (_("{count} answered").format(count=len(session.sheet)), "$foreground 60%")
            )
            if session.position in session.flags:
                parts.append(("  ⚑", "$text-warning bold"))
            if session.remaining is not None:
                hurry = session.remaining < _HURRY
                clock = minutes_seconds(session.remaining)
                parts.append((f"  ◷ {clock}", "$text-error bold" if hurry else "$foreground"))
        elif session.mode is not Mode.READ:
            result = session.result()
            right = result.correct
            parts.append((f"✓ {right}", "$text-success"))
            parts.append((f"  ✗ {len(session.answers) - right}", "$text-error"))
        parts.append((f"   {session.number}/{session.total}", "bold"))
        bar.right = Content.assemble(*parts)
        done = len(session.sheet) if session.mode is Mode.EXAM else session.number - 1
        if session.answered is not None:
            done += 1
        self.query_one(Meter).value = done / session.total if session.total else 0.0

    def _show_verdict(self) -> None:
        """Paint the verdict's word at once, and what belongs to it right after that frame."""
        assert self._area is not None
        self._area.locked = True
        self._headline.verdict = self.sitting.verdict
        self.call_after_refresh(self._show_reasons, self._area)

    async def _show_reasons(self, area: AnswerArea) -> None:
        """Mark the answer, tell why, and show the passage."""
        await asyncio.sleep(_GLANCE)
        if area is not self._area or not area.is_attached:
            return  # the learner has gone on already
        sitting = self.sitting
        answer = sitting.answered
        response = answer.response if answer else None
        verdict = sitting.verdict
        panel = self.query_one(VerdictPanel)
        with self.app.batch_update():
            area.reveal(response, verdict)
            panel.show(sitting.question, response, verdict, sitting.passage(), sitting.recital)
            self.query_one(PassageView).remove_class("-whole")
            self.set_focus(None)
            self._draw_edges()
        self.refresh_bindings()
        if verdict is not None:
            self.call_after_refresh(panel.scroll_visible, animate=False, top=False)

    # -- what can be done now ---------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense where the session stands."""
        session = self.sitting.session
        if action not in _OFFERED or session.finished or session.at_end:
            return True
        if self._unsaid:
            return False
        exam, reading = session.mode is Mode.EXAM, session.mode is Mode.READ
        judged = session.answered is not None
        asking = not judged and not reading
        return {
            "submit": asking,
            "next": judged or reading,
            "back": exam or reading,
            "forward": exam or reading,
            "skip": asking and not exam,
            "hint": asking and bool(session.question.hint),
            "flag": exam,
            "sheet": exam,
            "overrule": judged and self.sitting.can_overrule,
            "passage": (judged or reading) and self.query_one(PassageView).display,
            "edit": judged or reading,
            "undo": session.can_undo,
        }[action]

    # -- actions ----------------------------------------------------------------------------

    @on(AnswerArea.Changed)
    def _changed(self, event: AnswerArea.Changed) -> None:
        """In an exam, keep every change on the answer sheet at once."""
        event.stop()
        exam = self.sitting.session.mode is Mode.EXAM
        if exam and event.area is self._area and not event.area.locked:
            with self.trouble():
                self.sitting.put(event.area.response())
            self._draw_edges()

    @on(AnswerArea.Submitted)
    def _submitted(self, event: AnswerArea.Submitted) -> None:
        event.stop()
        if event.area is self._area:
            # As a binding would, in the app's turn: the verdict's frame then comes before
            # everything that is to follow it.
            self.app.call_later(self.action_submit)

    async def action_submit(self) -> None:
        """Take the response: judge and record it, or put it on the answer sheet."""
        area = self._area
        if area is None or area.locked or self._unsaid or area.enter():
            return
        response = area.response()
        exam = self.sitting.session.mode is Mode.EXAM
        if response is None and not exam:
            if lacking := area.lacking():
                self.tell(lacking)
            return
        if exam:
            with self.trouble():
                self.sitting.put(response)
                await self._forward()
        elif response is not None:
            if self.sitting.asks_sureness(response):
                await self._ask_sureness(area, response)
                return
            with self.trouble():
                self.sitting.respond(response)
                self._show_verdict()

    async def _ask_sureness(self, area: AnswerArea, response: Response) -> None:
        """Ask how sure the learner is, where the verdict will stand; the answer stays as it is."""
        self._unsaid = response
        self._headline.display = False
        line = Sureness()
        await self.query_one("#question", VerticalScroll).mount(line, before=self._headline)
        line.focus()
        area.disabled = True
        self.refresh_bindings()

    @on(Sureness.Told)
    async def _sureness_told(self, event: Sureness.Told) -> None:
        """Judge the response now; one that can't be recorded can be given again."""
        event.stop()
        response, self._unsaid = self._unsaid, None
        area = self._area
        if area is None or response is None:
            return
        await self.query_one(Sureness).remove()
        self._headline.display = True
        area.disabled = False
        with self.trouble():
            self.sitting.respond(response, sure=event.sure)
            self._show_verdict()
            return
        area.take_focus()
        self.refresh_bindings()

    async def action_next(self) -> None:
        """Go on after a verdict, or to the next page in reading."""
        with self.trouble():
            if self.sitting.advance():
                await self._ask()
            else:
                self._advance_past_end()

    async def action_skip(self) -> None:
        """Pass the question over."""
        await self.action_next()

    async def action_forward(self) -> None:
        """Look at the next question of an exam or a reading."""
        await self._forward()

    async def action_back(self) -> None:
        """Look at the question before."""
        with self.trouble():
            self.sitting.back()
            await self._ask()

    async def action_undo(self) -> None:
        """Take the last response back and ask that question again."""
        with self.trouble():
            self.sitting.undo()
            await self._ask()
            self.tell(_("Taken back. Answer again."))

    def action_overrule(self) -> None:
        """Hold the typed answer to be right."""
        with self.trouble():
            self.sitting.overrule()
            self._show_verdict()

    def action_hint(self) -> None:
        """Show the hint."""
        hint = self.query_one("#hint", Prose)
        hint.show(plain(self.sitting.hint()), Content.styled(_("Hint") + "  ", "$text-warning"))
        hint.display = True

    def action_flag(self) -> None:
        """Flag the question for another look, or unflag it."""
        with self.trouble():
            self.sitting.flag()
            self._draw_edges()

    def action_passage(self) -> None:
        """Show the whole paragraph of the passage, or only the part around the quote."""
        self.query_one(PassageView).toggle_class("-whole")

    async def action_sheet(self) -> None:
        """Open the answer sheet: jump to a question, or hand in."""
        from quiz.ui.screens.sheet import SheetScreen

        def chosen(position: int | None) -> None:
            if position == SheetScreen.HAND_IN:
                self._hand_in()
            elif position is not None:
                self.run_worker(self._jump(position), exclusive=True)

        await self.app.push_screen(SheetScreen(self.sitting), chosen)

    def action_edit(self) -> None:
        """Edit the question in its file; this session asks it on as it began."""
        from quiz.own_questions import question_text
        from quiz.ui.screens.editor import EditorScreen

        with self.trouble():
            question = self.sitting.session.original
            text = question_text(self.trainer, question.ref)
            self.app.push_screen(EditorScreen(text, question.prompt or question.id))

    def action_leave(self) -> None:
        """Keep the place and go back."""
        with self.trouble():
            self.sitting.leave(keep_untouched=False)
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll a page."""
        body = self.query_one("#question", VerticalScroll)
        body.scroll_relative(y=by * max(1, body.size.height - 2), animate=False)

    # -- within -----------------------------------------------------------------------------

    async def _jump(self, position: int) -> None:
        with self.trouble():
            self.sitting.move_to(position)
            await self._ask()

    async def _forward(self) -> None:
        session = self.sitting.session
        later = [index for index in session.positions() if index > session.position]
        if later:
            await self._jump(later[0])
        elif session.mode is Mode.EXAM:
            await self.action_sheet()
        else:
            await self.action_next()

    def _watch_time(self) -> None:
        if self.sitting.session.finished:
            return
        if self.sitting.time_is_up():
            self._hand_in()
            self.tell(_("Time is up. The exam has been handed in."))
        elif self.is_current:
            self._draw_edges()

    def _hand_in(self) -> None:
        with self.trouble():
            self.sitting.hand_in()
            self.app.clear_notifications()
            while self.app.screen is not self:  # the answer sheet may lie on top
                self.app.pop_screen()
            self._advance_past_end()

    def _advance_past_end(self) -> None:
        if self.sitting.session.mode is Mode.READ:
            self.tell(_("You have read to the end."))
            self.dismiss(None)
            return
        from quiz.ui.screens.result import ResultScreen

        self.app.switch_screen(ResultScreen(self.sitting))


_OFFERED = frozenset(
    {"submit", "next", "back", "forward", "skip", "hint"}
    | {"flag", "sheet", "overrule", "passage", "edit", "undo"}
)


def _kind(question: AnyQuestion, step: DrillStep | None) -> Content:
    """Return what kind of question it is, and how this kind is answered.

    In a drill the step comes before it.
    """
    how = {
        "multiple": _("tick all that are right"),
        "cloze": _("letter for letter"),
        "short": _("letter for letter"),
        "order": _("space takes an item up, ↑ ↓ move it, a digit places it"),
        "match": _("↑ ↓ choose a line, a letter joins it"),
    }.get(question.type, "")
    if isinstance(question, Cloze) and question.any_order:
        how = _("in any order")
    kind = Content.assemble(
        (type_name(question.type), "$secondary"), (f" · {how}" if how else "", "$foreground 60%")
    )
    if step is None:
        return kind
    return Content.assemble((step_text(step), "$accent bold"), " · ", kind)
