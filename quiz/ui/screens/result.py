"""What came out of a session: the score, by tag, and every miss with the right answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.engine.plans import Mode
from quiz.engine.questions import AnyQuestion
from quiz.engine.session import Answered, Result
from quiz.i18n import _
from quiz.sitting import Sitting
from quiz.trainer import Request
from quiz.ui.base import HELP, TrainerScreen, session_title
from quiz.ui.content_text import fitted, line_of
from quiz.ui.widgets.bars import KeyBar, TitleBar, bar
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.verdict import STYLES
from quiz.wording import SIGNS, key_text, mode_name, response_text


class ResultScreen(TrainerScreen[None]):
    """The end of a session; from here the misses can be asked again at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "dismiss_result", "Home", key_display="enter", id="result.home"),
        Binding("a", "again", "Again: only these", id="result.again"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        HELP,
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._misses = sitting.misses()

    def compose(self) -> ComposeResult:
        """Score, tags, misses."""
        session = self.sitting.session
        result = self.sitting.result
        yield TitleBar()
        with VerticalScroll(id="result", can_focus=False):
            yield Prose(self._score(result), id="score")
            tags = session.results_by_tag()
            if len(tags) > 1:
                yield Prose(Content(_("By tag")), classes="heading")
                yield Prose(_tag_table(tags), id="tags")
            if self._misses:
                yield Prose(Content(_("What to go over")), classes="heading")
                for miss in self._misses:
                    yield Prose(self._miss(miss), classes="miss")
            elif result.asked:
                yield Prose(Content(_("Nothing missed. Well done.")), classes="heading")
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the session in the title."""
        plan = self.sitting.session.plan
        self.query_one(TitleBar).left = Content.assemble(
            session_title(plan.title), (f"  {mode_name(plan.mode)}", "$foreground 60%")
        )
        self.query_one(TitleBar).right = Content(_("Result"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another round only where something was missed."""
        return bool(self._misses) if action == "again" else True

    def action_dismiss_result(self) -> None:
        """Go back to where the session was started."""
        self.dismiss(None)

    def action_again(self) -> None:
        """Practise what was missed, at once."""
        positions = [m if isinstance(m, int) else m.position for m in self._misses]
        slots = self.sitting.session.plan.slots
        refs = tuple(dict.fromkeys(slots[position].ref for position in positions))
        mode = Mode.DRILL if self.sitting.session.mode is Mode.DRILL else Mode.PRACTICE
        self.take(Request(mode, refs=refs), instead=True)

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one("#result", VerticalScroll).scroll_relative(y=by, animate=False)

    def _score(self, result: Result) -> Content:
        share = f"{result.score:.0%}"
        good = result.passed if result.passed is not None else result.score >= 0.6
        style = "$text-success bold" if good else "$text-error bold"
        score = _("{points} of {possible} points").format(
            points=f"{result.points:g}", possible=f"{result.possible:g}"
        )
        parts: list[Content | tuple[str, str] | str] = [
            (share, style),
            "   ",
            bar(result.score, 24, "$success" if good else "$error"),
            "   ",
            score,
        ]
        if result.passed is not None:
            mark = f"{self.sitting.session.plan.pass_mark:g}%"
            text = _("Passed") if result.passed else _("Not passed")
            line = _("pass mark {mark}").format(mark=mark)
            parts += ["\n", (f"{'✓' if result.passed else '✗'} {text}", style)]
            parts.append((f" · {line}", "$foreground 60%"))
        counts = _("{correct} right of {asked} asked").format(
            correct=result.correct, asked=result.asked
        )
        parts += ["\n", (counts, "$foreground 60%")]
        return Content.assemble(*parts)

    def _miss(self, miss: Answered | int) -> Content:
        position = miss if isinstance(miss, int) else miss.position
        question = self.sitting.session.question_at(position)
        if question is None:
            return Content(_("This question is no longer in its set."))
        if isinstance(miss, int):
            sign = Content.styled("– ", "$foreground 60%")
            given = _lined(_("Yours"), Content.styled(_("not answered"), "$foreground 60%"))
        else:
            outcome = miss.verdict.outcome
            sign = Content.styled(f"{SIGNS[outcome]} ", STYLES[outcome])
            given = _lined(_("Yours"), line_of(response_text(miss.response), STYLES[outcome]))
        key = _lined(_("Key"), line_of(key_text(question), "$text-success"))
        return Content("\n").join([sign + prompt_of(question), given, key])


def prompt_of(question: AnyQuestion) -> Content:
    """Return what a question asks, on one line."""
    return line_of(question.prompt, "bold")


def _lined(label: str, content: Content) -> Content:
    return Content.assemble((f"  {label}  ", "$foreground 60%"), content)


def _tag_table(tags: dict[str, Result]) -> Content:
    """Return a line a tag: its name, a bar, right of asked."""
    width = min(24, max(line_of(tag).cell_length for tag in tags))
    lines = []
    for tag, result in sorted(tags.items(), key=lambda item: item[1].score):
        style = "$success" if result.score >= 0.6 else "$error"
        lines.append(
            Content.assemble(
                fitted(line_of(tag), width),
                "  ",
                bar(result.score, 16, style),
                f"  {result.correct}/{result.asked}",
            )
        )
    return Content("\n").join(lines)
