"""How sure one is: asked between a response and its verdict where the setting is on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from quiz.engine.grading import Outcome
from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.errors import StoreError
from quiz.i18n import use_language
from quiz.settings import Settings
from quiz.trainer import Request, Trainer
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.widgets.sureness import Sureness
from tests.ui.conftest import Start, footer, screen_text, type_text

ASKED = "How sure are you?"
SIZES = [(120, 36), (80, 24), (60, 20)]


@pytest.fixture
def asking(make_trainer: Callable[[], Trainer]) -> Trainer:
    """A trainer with the setting on."""
    trainer = make_trainer()
    trainer.save_settings(Settings(ask_sure=True))
    return trainer


def on(name: str, mode: Mode = Mode.PRACTICE) -> Request:
    """Ask for one question."""
    return Request(mode, refs=(Ref("each", name),), seed=1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("key", "sure"), [("1", False), ("2", True), ("escape", None)])
async def test_one_key_says_it(
    start: Start, asking: Trainer, size: tuple[int, int], key: str, sure: bool | None
) -> None:
    """The verdict waits for it; it is on record with the response."""
    async with start(on("one"), trainer=asking, size=size) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        text = screen_text(pilot)
        assert f"{ASKED}   1 not sure   2 sure" in text
        assert "Wrong" not in text
        assert screen.sitting.answered is None
        assert "1 Not sure" in footer(pilot)
        assert "esc Don't say" in footer(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
        answered = screen.sitting.answered
        assert answered is not None
        assert (answered.verdict.outcome, answered.sure) == (Outcome.WRONG, sure)
        text = screen_text(pilot)
        assert ASKED not in text
        assert "✗ Wrong" in text
        assert asking.missed()[0].record.state.sure is sure


async def test_a_full_width_digit_says_it_too(start: Start, asking: Trainer) -> None:
    """An input method left on is no obstacle."""
    async with start(on("brief"), trainer=asking) as pilot:
        await type_text(pilot, "三会一课")
        await pilot.press("enter")
        await pilot.pause()
        await type_text(pilot, "２")
        await pilot.pause()
        answered = pilot.app.screen.sitting.answered  # type: ignore[attr-defined]
        assert (answered.verdict.outcome, answered.sure) == (Outcome.CORRECT, True)


async def test_meanwhile_nothing_else_happens(start: Start, asking: Trainer) -> None:
    """The response is given: no key changes, skips, hints at or judges it, none is offered."""
    async with start(on("one"), trainer=asking) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        assert not re.search("Submit|Skip|Hint|Undo|Leave", footer(pilot))
        before = screen_text(pilot)
        for key in ("enter", "a", "c", "down", "space", "ctrl+n", "ctrl+t", "ctrl+z", "3", "tab"):
            await pilot.press(key)
        await pilot.pause()
        assert screen_text(pilot) == before
        await pilot.press("2")
        await pilot.pause()
        answered = pilot.app.screen.sitting.answered  # type: ignore[attr-defined]
        assert answered.response.options == ("b",)


async def test_typed_text_stays_as_it_was(start: Start, asking: Trainer) -> None:
    """Neither typing on nor a click changes it, and the key is not shown before the verdict."""
    async with start(on("gaps"), trainer=asking) as pilot:
        await type_text(pilot, "quick")
        await pilot.press("enter")
        await type_text(pilot, "cat")
        await pilot.press("enter")
        await pilot.pause()
        assert ASKED in screen_text(pilot)
        await pilot.click("Input")
        await type_text(pilot, "xyz")
        await pilot.pause()
        assert "fox" not in screen_text(pilot)
        await pilot.press("1")
        await pilot.pause()
        answered = pilot.app.screen.sitting.answered  # type: ignore[attr-defined]
        assert answered.response.texts == ("quick", "cat")
        assert answered.sure is False


async def test_after_the_verdict_all_is_as_usual(start: Start, asking: Trainer) -> None:
    """Undo asks the question again, and then how sure one is; the last saying counts."""
    async with start(on("truth"), trainer=asking) as pilot:
        await pilot.press("a", "enter", "1")
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert ASKED not in screen_text(pilot)
        await pilot.press("b", "enter")
        await pilot.pause()
        assert ASKED in screen_text(pilot)
        await pilot.press("2")
        await pilot.pause()
        responses = asking.reader.responses_of(Ref("each", "truth"))
        assert [(each.answered.verdict.score, each.answered.sure) for each in responses] == [
            (0.0, True)
        ]


async def test_leaving_is_possible_by_saying_nothing(start: Start, asking: Trainer) -> None:
    """Escape first leaves it unsaid, and after the verdict leaves the session."""
    async with start(on("one"), trainer=asking) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_help_lies_over_it(start: Start, asking: Trainer) -> None:
    """Back from there the question still waits for its key."""
    async with start(on("one"), trainer=asking) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert "✓ Right" in screen_text(pilot)


async def test_the_mouse_says_it(start: Start, asking: Trainer) -> None:
    """The keys in the footer are buttons."""
    async with start(on("one"), trainer=asking) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.click("KeyBar", offset=(footer(pilot).index("2 Sure") + 2, 0))
        await pilot.pause()
        answered = pilot.app.screen.sitting.answered  # type: ignore[attr-defined]
        assert answered.sure is True


async def test_a_response_that_can_t_be_recorded_can_be_given_again(
    start: Start, asking: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is told, the answer can be changed, and the next try asks again."""

    def full(*_args: object, **_kwargs: object) -> None:
        raise StoreError("The disk is full.")

    async with start(on("one"), trainer=asking) as pilot:
        monkeypatch.setattr(type(asking.store), "record", full)
        await pilot.press("b", "enter", "2")
        await pilot.pause()
        assert "The disk is full." in screen_text(pilot)
        assert "Wrong" not in screen_text(pilot)
        monkeypatch.undo()
        await pilot.press("a", "enter")
        await pilot.pause()
        assert ASKED in screen_text(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert "✓ Right" in screen_text(pilot)


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.MISSED, Mode.REVIEW])
async def test_the_modes_that_ask(start: Start, asking: Trainer, mode: Mode) -> None:
    """Wherever a verdict follows each response to a question as it is."""
    async with start(on("truth", mode), trainer=asking) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        assert pilot.app.screen.query(Sureness)


@pytest.mark.parametrize(
    ("name", "mode", "keys"),
    [
        ("truth", Mode.EXAM, ["a", "enter"]),
        ("truth", Mode.CARDS, ["space", "3"]),
        ("gaps", Mode.DRILL, ["x", "enter"]),
        ("truth", Mode.READ, []),
        ("front", Mode.PRACTICE, ["space", "3"]),
    ],
)
async def test_where_it_is_not_asked(
    start: Start, asking: Trainer, name: str, mode: Mode, keys: list[str]
) -> None:
    """An exam gives no verdict, a rating says it itself, a drill shows parts of the answer."""
    async with start(on(name, mode), trainer=asking) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert not pilot.app.screen.query(Sureness)
        assert ASKED not in screen_text(pilot)


async def test_by_default_nothing_is_asked(start: Start) -> None:
    """The verdict comes at the enter key, as ever."""
    async with start(on("one")) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        assert not pilot.app.screen.query(Sureness)
        assert "✗ Wrong" in screen_text(pilot)


async def test_in_chinese(start: Start, asking: Trainer) -> None:
    """The question, its keys and what it leaves in the missed book."""
    use_language("zh")
    async with start(on("truth"), trainer=asking, size=(60, 20)) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        assert "有几分把握？   1 没把握   2 有把握" in screen_text(pilot)
        assert "esc 不说" in footer(pilot)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        assert "选错 · 有把握" in screen_text(pilot)
