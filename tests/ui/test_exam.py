"""The mock exam: answer sheet, flags, hand-in, time, pass mark."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.trainer import Request
from quiz.ui.app import QuizApp
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.result import ResultScreen
from quiz.ui.screens.sheet import SheetScreen
from quiz.ui.widgets.prose import Prose
from tests.ui.conftest import Start, footer, screen_text, type_text

THREE = tuple(Ref("each", name) for name in ("one", "truth", "brief"))
EXAM = Request(Mode.EXAM, refs=THREE, seed=2)


def sitting_of(pilot: Pilot[Any]) -> Any:
    """Return the sitting of the question screen on top."""
    screen = pilot.app.screen
    assert isinstance(screen, QuestionScreen)
    return screen.sitting


async def answer_all(pilot: Pilot[Any]) -> None:
    """Answer the three questions rightly."""
    for _ in range(3):
        if sitting_of(pilot).question.id == "brief":
            await type_text(pilot, "三会一课")
        else:
            await pilot.press("a")
        await pilot.press("enter")
        await pilot.pause()


async def test_nothing_is_judged_before_the_hand_in(start: Start) -> None:
    """Answers go on the sheet; the verdicts and the pass come with the hand-in."""
    async with start(EXAM) as pilot:
        await answer_all(pilot)
        assert isinstance(pilot.app.screen, SheetScreen)
        app = pilot.app
        assert isinstance(app, QuizApp)
        assert app.trainer.statistics().responses == 0
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ResultScreen)
        assert "100%" in screen_text(pilot)
        assert "Passed" in screen_text(pilot)
        assert app.trainer.statistics().responses == 3


async def test_an_open_question_asks_for_a_second_press(start: Start) -> None:
    """Handing in with something unanswered warns first; unanswered earns nothing."""
    async with start(EXAM) as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SheetScreen)
        assert "3 questions are unanswered" in screen_text(pilot)
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ResultScreen)
        assert "Not passed" in screen_text(pilot)


async def test_the_sheet_jumps_and_shows_flags(start: Start) -> None:
    """A flag shows on the sheet; enter there goes to that question; answers can be changed."""
    async with start(EXAM) as pilot:
        await pilot.press("ctrl+f")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "⚑" in screen_text(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert sitting_of(pilot).session.position == 2
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert sitting_of(pilot).session.position == 1


async def test_an_exam_left_resumes_with_its_sheet_and_flags(start: Start) -> None:
    """What stood on the sheet stands there again after leaving, flags included."""
    async with start(EXAM) as pilot:
        await pilot.press("ctrl+f")
        await pilot.press("ctrl+n")
        await pilot.pause()
        await answer_one(pilot)
        await pilot.press("escape")
        await pilot.pause()
    async with start() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        session = sitting_of(pilot).session
        assert session.flags == {0}
        assert list(session.sheet) == [1]
        assert session.position == 2


async def answer_one(pilot: Pilot[Any]) -> None:
    """Answer the current question somehow."""
    if sitting_of(pilot).question.id == "brief":
        await type_text(pilot, "三会一课")
    else:
        await pilot.press("a")
    await pilot.press("enter")
    await pilot.pause()


async def test_time_up_hands_in_by_itself(start: Start) -> None:
    """When the time is up the exam is handed in, wherever the learner is, and says so."""
    async with start(Request(Mode.EXAM, refs=THREE, seed=2, minutes=0.02)) as pilot:
        await answer_one(pilot)
        await pilot.press("ctrl+g")
        for _ in range(40):
            await pilot.pause(0.1)
            if isinstance(pilot.app.screen, ResultScreen):
                break
        assert isinstance(pilot.app.screen, ResultScreen)
        await pilot.pause()
        assert "Time is up" in screen_text(pilot)


async def test_no_undo_and_no_hint_of_the_verdict_in_an_exam(start: Start) -> None:
    """An exam offers no undo, no skip and no verdict."""
    async with start(EXAM) as pilot:
        await answer_one(pilot)
        keys = footer(pilot)
        assert "Undo" not in keys
        assert "Skip" not in keys
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "Right" not in screen_text(pilot)


async def test_the_dialog_asks_for_number_and_minutes(start: Start) -> None:
    """From Home, `e` asks how many questions and minutes, and refuses nonsense in words."""
    async with start() as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("9", "9", "9", "enter")
        await pilot.pause()
        note = pilot.app.screen.query_one("#exam-note", Prose)
        assert "must be from 1 to 8" in note.content.plain
        for _ in range(4):
            await pilot.press("backspace")
        await pilot.press("3", "enter")
        await pilot.pause()
        assert sitting_of(pilot).session.total == 3
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
