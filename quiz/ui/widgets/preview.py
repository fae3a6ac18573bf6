"""A question as it will be asked, with its key, its explanation and its quotes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.engine.plans import choices
from quiz.engine.questions import AnyQuestion, Cloze
from quiz.i18n import _
from quiz.ui.content_text import plain
from quiz.ui.widgets.answers import answer_area
from quiz.ui.widgets.answers.area import AnswerArea
from quiz.ui.widgets.prose import Prose
from quiz.wording import lettered_key


class Preview(VerticalScroll):
    """Shows questions one after the other; nothing can be answered here."""

    can_focus = False

    DEFAULT_CSS = """
    Preview {
        padding: 0 2;
        & > #preview-key { margin: 1 0 0 0; }
        &.-stale { opacity: 60%; }
    }
    """

    def __init__(self, *, quotes: bool = True) -> None:
        """With `quotes` the quotes are shown below the key."""
        super().__init__()
        self._quotes = quotes
        self._area: AnswerArea | None = None

    def compose(self) -> ComposeResult:
        """The prompt, room for the answer, the key."""
        yield Prose(id="preview-prompt")
        yield Prose(id="preview-key")

    async def show(self, question: AnyQuestion | None) -> None:
        """Show a question; without one the last stays, dimmed."""
        self.set_class(question is None, "-stale")
        if question is None:
            return
        prompt = self.query_one("#preview-prompt", Prose)
        prompt.display = not isinstance(question, Cloze)  # a cloze is its own prompt
        prompt.show(plain(question.prompt, "bold"))
        if self._area is not None:
            await self._area.remove()
        self._area = answer_area(question, choices(question))
        self._area.disabled = True
        await self.mount(self._area, before="#preview-key")
        key = plain(lettered_key(question, choices(question)))
        lines = [Content.styled(_("Key: "), "$success bold") + key]
        lines += [plain(question.explanation)] if question.explanation else []
        quotes = question.quotes if self._quotes else ()
        lines += [plain(f"“{quote}”", "$foreground 60%") for quote in quotes]
        self.query_one("#preview-key", Prose).show(Content("\n").join(lines))
        self.scroll_home(animate=False)
