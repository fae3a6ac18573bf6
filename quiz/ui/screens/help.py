"""Help: the keys and the words, on one page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.i18n import _
from quiz.ui.base import TrainerScreen
from quiz.ui.content_text import fitted
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.prose import Prose
from quiz.visible import visible


class HelpScreen(TrainerScreen[None]):
    """What can be done here and with which keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,question_mark", "close", "Back", key_display="esc"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """One heading and one table a topic."""
        yield TitleBar()
        with VerticalScroll(id="help", can_focus=False):
            for heading, rows in _topics():
                yield Prose(Content(heading), classes="heading")
                for key, meaning in rows:
                    marker = fitted(Content.styled(key, "$accent bold"), 16)
                    yield Prose(Content(meaning), marker=marker)
            yield Prose(Content(_("Where things are")), classes="heading")
            paths = self.trainer.paths
            for name, place in (
                (_("Your questions"), paths.questions),
                (_("Your record"), paths.store),
            ):
                marker = fitted(Content.styled(name, "$accent bold"), 16)
                yield Prose(Content(visible(str(place))), marker=marker)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the page."""
        self.query_one(TitleBar).left = Content(_("Help"))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#help", VerticalScroll).scroll_relative(y=by, animate=False)


def _topics() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            _("Home"),
            [
                ("↑ ↓", _("choose a set")),
                ("enter", _("practise it: each answer is judged at once")),
                ("e", _("take a mock exam on it: an answer sheet, a time limit, a pass mark")),
                ("d", _("drill its set phrases: blanks, first characters, order, the whole")),
                ("r", _("read it: questions with their keys, nothing is asked")),
                ("m", _("the missed book: what you still owe")),
                (",", _("the settings")),
                ("v", _("the document as a map of what you know")),
                ("b, /", _("browse the questions; look for words in all of them")),
                ("h", _("the sessions on record; unfinished ones can be resumed")),
                ("t, l", _("dark or light; Chinese or English")),
            ],
        ),
        (
            _("Answering"),
            [
                ("A–J, 1–9", _("pick an option; space picks the one at the cursor")),
                ("enter", _("submit, then go on")),
                (_("typing"), _("fills the blank that is lit; enter goes to the next one")),
                (_("order"), _("space takes an item up, arrows move it, a digit places it")),
                (_("match"), _("↑ ↓ or a digit chooses the line, a letter joins")),
                (_("card"), _("space turns it, 1 to 4 says how well you knew it")),
                ("ctrl+t", _("show the hint, if there is one")),
                ("ctrl+n", _("skip the question")),
                ("ctrl+z", _("take the last response back")),
                ("o", _("after a typed answer judged wrong: hold it to be right")),
                ("p", _("after the verdict: show the whole passage")),
                ("ctrl+e", _("after the verdict: edit the question in its file")),
                ("esc", _("leave; everything is kept and can be resumed")),
            ],
        ),
        (
            _("Mock exam"),
            [
                ("ctrl+b, ctrl+n", _("the question before, the next one")),
                ("ctrl+f", _("flag a question for another look")),
                ("ctrl+g", _("the answer sheet: jump anywhere, hand in")),
            ],
        ),
        (
            _("Map of the document"),
            [
                ("↑ ↓, j k", _("go from clause to clause")),
                ("← →", _("go from part to part")),
                ("n, N", _("the next weak passage, the one before")),
                ("enter", _("the questions that rest on the clause")),
                ("a", _("a new question on the clause")),
                ("✗", _("weak: in the missed book, not right last time, or likely forgotten")),
                ("◷, ✓", _("due today; mastered, which is neither weak nor due")),
                ("○", _("never answered; without a mark, no question rests on it")),
            ],
        ),
        (
            _("Missed book"),
            [
                ("enter, t", _("go over all that is shown, or only the one at the cursor")),
                ("space", _("mark a question: enter, x, b and s are then about the marked ones")),
                ("f", _("show only a set, a tag, a kind of slip, or what was missed lately")),
                ("x, b, c", _("strike off, bring back, switch between both lists")),
                ("s", _("save as Markdown, to be printed: questions first, keys at the end")),
                ("!", _("you were sure of it, and wrong")),
            ],
        ),
        (
            _("Editing a question"),
            [
                ("ctrl+s", _("save: its lines change, nothing else in the file does")),
                ("ctrl+b", _("make the marked words a blank")),
                ("f5, f8", _("duplicate the question, delete it")),
                ("f3, f4", _("move it before the one above, after the one below")),
                ("ctrl+o", _("open the file in the editor that EDITOR names")),
                ("esc", _("leave; what isn't saved is asked about once more")),
            ],
        ),
        (
            _("Everywhere"),
            [
                ("?, f1", _("this page; f1 also while typing")),
                ("f2", _("dark or light")),
                ("ctrl+q", _("quit; nothing is lost")),
            ],
        ),
    ]
