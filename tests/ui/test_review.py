"""Review and flashcards in the app."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import Rated
from quiz.trainer import Request, Trainer
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.result import ResultScreen
from tests.conftest import Clock
from tests.ui.conftest import Start, screen_text

CARD = Request(Mode.CARDS, refs=(Ref("each", "one"),), seed=1)


def study(trainer: Trainer) -> None:
    """Go through all cards, each known well."""
    sitting = trainer.begin(Request(Mode.CARDS, seed=1))
    more = True
    while more:
        sitting.respond(Rated(3))
        more = sitting.advance()


async def test_a_review_of_new_questions_is_offered(start: Start) -> None:
    """With nothing on record the line tells how many are new, and begins a review of them."""
    async with start() as pilot:
        assert "Review  8 new" in screen_text(pilot)
        await pilot.press("up", "up", "up", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.session.mode is Mode.REVIEW


async def test_what_is_due_is_the_first_thing_offered(
    start: Start, make_trainer: Callable[[], Trainer], clock: Clock
) -> None:
    """When the day has come, enter on the screen just opened begins the review."""
    trainer = make_trainer()
    trainer._clock = clock
    study(trainer)
    clock.move(days=3)
    async with start(trainer=trainer) as pilot:
        assert "Review  8 due" in screen_text(pilot)
        assert "◷ 8" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.session.mode is Mode.REVIEW


async def test_home_says_when_the_next_review_is(
    start: Start, make_trainer: Callable[[], Trainer], clock: Clock
) -> None:
    """When all has been done, the day of the next review stands there, and enter is harmless."""
    trainer = make_trainer()
    trainer._clock = clock
    study(trainer)
    async with start(trainer=trainer) as pilot:
        assert "done for today · next on 2025-06-04" in screen_text(pilot)
        await pilot.press("up", "up", "up", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Nothing is due today" in screen_text(pilot)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_any_question_is_asked_as_a_card(start: Start, size: tuple[int, int]) -> None:
    """The front first; turned, the key with four ratings and the day each leads to."""
    async with start(CARD, size=size) as pilot:
        assert "· c" in screen_text(pilot)
        assert "Again" not in screen_text(pilot)
        await pilot.press("space")
        await pilot.pause()
        text = screen_text(pilot)
        for name in ("Again", "Hard", "Good", "Easy"):
            line = next(line for line in text.splitlines() if name in line)
            assert "20" in line, "the day is told"
        await pilot.press("3")
        await pilot.pause()
        assert "The alphabet begins with a." in screen_text(pilot)


async def test_what_was_not_known_comes_again(start: Start) -> None:
    """A card rated 1 is asked again before the session ends, without promising a day."""
    async with start(CARD) as pilot:
        await pilot.press("space", "1", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.session.repeated
        await pilot.press("space")
        await pilot.pause()
        good = next(line for line in screen_text(pilot).splitlines() if "Good" in line)
        assert "20" not in good
        await pilot.press("3", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ResultScreen)
