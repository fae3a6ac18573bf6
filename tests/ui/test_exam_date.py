"""The day of an exam, set on Home."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.widgets import OptionList

from quiz.clock import local_now
from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.settings import load_settings
from quiz.ui.screens.exam_date import ExamDateDialog
from quiz.ui.screens.home import HomeScreen
from tests.ui.conftest import Start, screen_text


def a_day() -> str:
    """Return the local day four days from today."""
    return (local_now() + timedelta(days=4)).date().isoformat()


async def test_a_date_is_set_and_taken_back(start: Start, home: Paths) -> None:
    """What it takes shows as it is typed, then on Home; an empty field takes it back."""
    day = a_day()
    async with start() as pilot:
        await pilot.press("p")
        assert isinstance(pilot.app.screen, ExamDateDialog)
        await pilot.press(*day)
        await pilot.pause()
        assert f"a day until {day}" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert f"⚑ One of each  Up to 8 a day until {day}; 8 of them new." in screen_text(pilot)
        assert load_settings(home.settings).exam_dates == {"each": date.fromisoformat(day)}
        await pilot.press("p", *["backspace"] * len(day), "enter")
        await pilot.pause()
        assert "⚑" not in screen_text(pilot)
        assert load_settings(home.settings).exam_dates == {}


async def test_the_cursor_stays_on_its_set(start: Start) -> None:
    """A line that comes above moves nothing away from under the cursor."""
    day = a_day()
    async with start() as pilot:
        await pilot.press("p", *day, "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        index = screen.query_one(OptionList).highlighted
        assert index is not None
        assert "One of each" in str(screen.query_one(OptionList).get_option_at_index(index).prompt)
        assert "Practise" in screen_text(pilot)


@pytest.mark.parametrize("text", ["soon", "2020-01-01", "2026-02-30"])
async def test_what_is_no_day_to_come_is_told(start: Start, home: Paths, text: str) -> None:
    """The dialog stays, says why, and escape leaves everything as it was."""
    async with start() as pilot:
        await pilot.press("p", *text, "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ExamDateDialog)
        told = screen_text(pilot)
        assert "is no date" in told or "lies after today" in told
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert load_settings(home.settings).exam_dates == {}


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_it_fits(start: Start, size: tuple[int, int], language: str) -> None:
    """Every key of Home and of the dialog can be seen at every size, in both languages."""
    day = a_day()
    use_language(language)
    async with start(size=size) as pilot:
        shown = screen_text(pilot)
        assert "中/En" in shown
        assert {"en": "Quit", "zh": "退出"}[language] in shown
        await pilot.press("p", *day)
        await pilot.pause()
        shown = screen_text(pilot)
        assert day in shown
        assert {"en": "Back", "zh": "返回"}[language] in shown
