"""Cloze and short answers: typed, with each blank shown filling up in its sentence."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from quiz.engine.grading import Verdict
from quiz.engine.questions import BLANK, Cloze, Short
from quiz.engine.responses import Response, Typed
from quiz.i18n import _
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.answers.area import RIGHT, WRONG, AnswerArea
from quiz.ui.widgets.prose import Prose
from quiz.visible import visible


class TypingArea(AnswerArea):
    """A line to type on for each blank; the sentence above shows what is typed so far."""

    can_focus = False

    DEFAULT_CSS = """
    TypingArea {
        .sentence { margin: 0 0 1 0; }
        .line { height: 1; margin: 0 0 0 1; }
        .number { width: 5; color: $text-muted; }
        .sign { width: 3; }
        Input { width: 1fr; max-width: 60; background: $surface; }
        Input:focus { background: $primary 20%; }
        .-right { color: $text-success; }
        .-wrong { color: $text-error; }
    }
    """

    def __init__(self, question: Cloze | Short) -> None:
        super().__init__()
        self._question = question
        self._count = len(question.blanks) if isinstance(question, Cloze) else 1

    def compose(self) -> ComposeResult:
        """The sentence of a cloze, then a line a blank."""
        if isinstance(self._question, Cloze):
            yield Prose(self._sentence(), classes="sentence")
        for index in range(self._count):
            with Horizontal(classes="line"):
                if self._count > 1:
                    yield Label(f"({index + 1})", classes="number", markup=False)
                yield Label("", classes="sign", markup=False)
                yield Input(placeholder=self._placeholder(index), compact=True)

    @property
    def _inputs(self) -> list[Input]:
        return list(self.query(Input))

    def response(self) -> Response | None:
        """Return what was typed; complete once anything was."""
        texts = tuple(field.value.strip() for field in self._inputs)
        return Typed(texts) if any(texts) else None

    def lacking(self) -> str:
        """Say what is missing."""
        return _("Type the answer first.")

    def fill(self, response: Response) -> None:
        """Show what was typed earlier."""
        if isinstance(response, Typed) and len(response.texts) == self._count:
            with self.prevent(Input.Changed):
                for field, text in zip(self._inputs, response.texts, strict=True):
                    field.value = text
            self._draw()

    def reveal(self, response: Response | None, verdict: Verdict | None) -> None:
        """Fill the sentence with the key and mark each typed line."""
        self.locked = True
        if response is not None:
            self.fill(response)
        if verdict is not None and len(verdict.comparisons) == self._count:
            signs = self.query(".sign").results(Label)
            for comparison, field, sign in zip(
                verdict.comparisons, self._inputs, signs, strict=True
            ):
                right = comparison.right or verdict.overruled
                sign.update(RIGHT if right else WRONG)
                sign.set_classes("sign -right" if right else "sign -wrong")
                field.set_class(right, "-right")
                field.set_class(not right, "-wrong")
        for field in self._inputs:
            field.disabled = True
        for line in self.query(".line"):
            line.display = response is not None
        self._draw()

    def take_focus(self) -> None:
        """Begin at the first empty blank."""
        fields = self._inputs
        target = next((field for field in fields if not field.value), fields[0])
        target.focus(scroll_visible=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._draw()
        if not self.locked:
            self.changed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))

    def enter(self) -> bool:
        """Go on to the next empty blank; when there is none, the answer is done."""
        fields = self._inputs
        here = next((i for i, field in enumerate(fields) if field.has_focus), None)
        if here is None or not fields[here].value.strip():
            return False
        later = [field for field in fields[here + 1 :] if not field.value.strip()]
        if later:
            self.screen.set_focus(later[0])
        return bool(later)

    def on_descendant_focus(self) -> None:
        """Light the blank that is being typed."""
        self._draw()

    def _placeholder(self, index: int) -> str:
        if isinstance(self._question, Cloze):
            hint = self._question.blanks[index].hint
            return visible(hint) if hint else ""
        return ""

    def _sentence(self, typed: list[str] | None = None, active: int = -1) -> Content:
        """Return the cloze with its blanks as they stand: empty, typed, or the key."""
        question = self._question
        assert isinstance(question, Cloze)
        parts: list[Content] = [plain(question.segments[0])]
        for index, segment in enumerate(question.segments[1:]):
            if self.locked:
                key = question.key[index]
                parts.append(line_of(key, "$text-success bold underline"))
            else:
                text = typed[index] if typed else ""
                number = f"({index + 1})" if self._count > 1 else ""
                style = "$background on $primary bold" if index == active else "$primary underline"
                parts.append(Content.styled(number, "$foreground 60%"))
                parts.append(line_of(text, style) if text.strip() else Content.styled(BLANK, style))
            parts.append(plain(segment))
        return Content("").join(parts)

    def _draw(self) -> None:
        if isinstance(self._question, Cloze) and self.is_mounted:
            fields = self._inputs
            active = next((i for i, field in enumerate(fields) if field.has_focus), -1)
            sentence = self._sentence([field.value for field in fields], active)
            self.query_one(".sentence", Prose).show(sentence)
