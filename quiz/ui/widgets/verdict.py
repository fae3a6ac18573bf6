"""What is shown after a response: the verdict, why, and where the document says so."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.content.sources import Passage
from quiz.engine.grading import Outcome, Verdict
from quiz.engine.matching import Comparison
from quiz.engine.questions import AnyQuestion, Multiple, Short, Single
from quiz.engine.recital import Recital
from quiz.engine.responses import Chosen, Response
from quiz.i18n import _
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.prose import Prose
from quiz.wording import SIGNS, near_name, outcome_name, recital_lines

STYLES = {
    Outcome.CORRECT: "$text-success",
    Outcome.PARTLY: "$text-warning",
    Outcome.WRONG: "$text-error",
}


class Headline(Widget):
    """The verdict in a word. Its line is always there, so that showing it moves nothing.

    It is what is painted first after a response; everything else follows in the next frame.
    """

    DEFAULT_CSS = """
    Headline { height: 1; margin: 1 0 0 0; text-wrap: nowrap; }
    """

    verdict: reactive[Verdict | None] = reactive(None)

    def render(self) -> Content:
        """Draw the verdict, or nothing."""
        return _headline(self.verdict) if self.verdict else Content("")


class VerdictPanel(Vertical):
    """What follows the verdict on one response, hidden until there is one."""

    DEFAULT_CSS = """
    VerdictPanel {
        height: auto;
        display: none;
    }
    """

    def compose(self) -> ComposeResult:
        """The reasons, the passage."""
        yield Prose(classes="reasons")
        yield PassageView()

    def show(
        self,
        question: AnyQuestion,
        response: Response | None,
        verdict: Verdict | None,
        passage: Passage | None,
        recital: Recital | None = None,
    ) -> None:
        """Show what there is to say; without a verdict (in reading) the key as well."""
        self.display = True
        reasons = _reasons(question, response, verdict)
        if recital is not None:
            told = plain("\n".join(recital_lines(recital)), "bold")
            reasons = Content("\n").join(filter(None, [told, reasons]))
        body = self.query_one(".reasons", Prose)
        body.display = bool(reasons)
        body.show(reasons)
        view = self.query_one(PassageView)
        view.display = passage is not None
        if passage is not None:
            view.show(passage)


class PassageView(VerticalScroll):
    """The paragraph of the document with the quote lit, scrolled to it."""

    can_focus = False

    DEFAULT_CSS = """
    PassageView {
        height: auto;
        max-height: 8;
        margin: 1 0 0 0;
        padding: 0 1;
        border-left: solid $secondary;
        color: $text-muted;
        scrollbar-size-vertical: 1;
        &.-whole { max-height: 100%; }
    }
    """

    def compose(self) -> ComposeResult:
        """The paragraph."""
        yield Prose()

    def show(self, passage: Passage) -> None:
        """Show a passage from where its first lit line can be seen."""
        parts: list[Content] = []
        reached = 0
        for start, end in passage.spans:
            parts.append(plain(passage.text[reached:start]))
            parts.append(plain(passage.text[start:end], "$text-secondary bold underline"))
            reached = end
        parts.append(plain(passage.text[reached:]))
        self.query_one(Prose).show(Content("").join(parts))
        self._lit = len(parts[0])
        self.call_after_refresh(self._scroll_to_lit)

    def _scroll_to_lit(self, tries: int = 5) -> None:
        prose = self.query_one(Prose)
        lines = prose.lines(prose.content_size.width or 1)
        if prose.content_size.height != len(lines) and tries:  # not laid out anew yet
            self.call_after_refresh(self._scroll_to_lit, tries - 1)
            return
        passed = 0
        for number, line in enumerate(lines):
            passed += len(line.plain)
            if passed > self._lit:
                self.scroll_to(y=max(0, number - 1), animate=False)
                return


def _headline(verdict: Verdict) -> Content:
    style = STYLES[verdict.outcome]
    parts = [
        Content.styled(f"{SIGNS[verdict.outcome]} {outcome_name(verdict.outcome)}", f"{style} bold")
    ]
    if verdict.overruled:
        parts.append(Content.styled(" · " + _("overruled by you"), "$foreground 60%"))
    elif verdict.close:
        kinds = dict.fromkeys(near_name(c.near) for c in verdict.comparisons if c.near)
        close = _("close: {kinds}").format(kinds=", ".join(kinds))
        parts.append(Content.styled(f" · {close}", "$text-warning"))
    if verdict.recognised:
        parts.append(Content.styled(" · " + _("recognised by pinyin"), "$text-warning"))
    return Content("").join(parts)


def _reasons(question: AnyQuestion, response: Response | None, verdict: Verdict | None) -> Content:
    """Return the comparison, the feedback on the option chosen, and the explanation."""
    paragraphs: list[Content] = []
    if verdict is not None and not verdict.overruled:
        for comparison in verdict.comparisons:
            if not comparison.right:
                paragraphs.append(compared(comparison))
            elif comparison.recognised and isinstance(question, Short):
                paragraphs.append(_labelled(_("Key"), comparison.key))
    elif isinstance(question, Short):
        paragraphs.append(_labelled(_("Answer"), question.answer))
    paragraphs += _feedback(question, response)
    if question.explanation:
        paragraphs.append(plain(question.explanation))
    return Content("\n").join(paragraphs)


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((f"{label}  ", "$foreground 60%"), plain(text, "bold"))


def _feedback(question: AnyQuestion, response: Response | None) -> list[Content]:
    """Return what the author says to one who chose these options."""
    if not isinstance(question, Single | Multiple) or not isinstance(response, Chosen):
        return []
    return [
        Content.assemble(line_of(option.text, "bold"), ("  ", ""), plain(option.why))
        for option in question.options
        if option.why and option.text in response.options
    ]


def compared(comparison: Comparison) -> Content:
    """Return a typed text over its key, character under character, the differences marked."""
    typed: list[Content] = [Content.styled(_("Typed") + "  ", "$foreground 60%")]
    key: list[Content] = [Content.styled(_("Key") + "  ", "$foreground 60%")]
    room = max(part[0].cell_length for part in (typed, key))
    typed[0], key[0] = (part[0].pad_right(room - part[0].cell_length) for part in (typed, key))
    for segment in comparison.diff:
        same = segment.kind == "same"
        mine = line_of(segment.typed, "" if same else "$text-error bold reverse")
        theirs = line_of(segment.key, "" if same else "$text-success bold reverse")
        cells = max(mine.cell_length, theirs.cell_length)
        typed.append(mine.pad_right(cells - mine.cell_length, "·" if not same else " "))
        key.append(theirs.pad_right(cells - theirs.cell_length, "·" if not same else " "))
    return Content("\n").join([Content("").join(typed), Content("").join(key)])
