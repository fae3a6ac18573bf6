"""The settings screen: every value changed by keys and by mouse, kept at once, at every size."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.engine.questions import Ref
from quiz.engine.responses import Typed
from quiz.i18n import language, use_language
from quiz.paths import Paths
from quiz.settings import Settings, load_settings
from quiz.trainer import Request, Trainer
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.settings import NumberDialog, SettingsScreen
from quiz.ui.widgets.listing import Listing
from quiz.visible import width as cells
from tests.ui.conftest import Start, footer, screen_text, type_text

SIZES = [(120, 36), (80, 24), (60, 20)]
LANGUAGE, THEME, CLEAR, RETENTION, NEW, REVIEWS, SURE, MODEL, DATES = range(9)
"""The lines."""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


async def go_to(pilot: Pilot[Any], line: int) -> None:
    """Open the settings if they aren't, and put the cursor on a line."""
    if not isinstance(pilot.app.screen, SettingsScreen):
        await pilot.press("comma")
        await pilot.pause()
    await pilot.press("home", *["down"] * line)
    await pilot.pause()


def line(pilot: Pilot[Any], number: int) -> str:
    """Return a line of the list, with single spaces."""
    option = pilot.app.screen.query_one(Listing).get_option_at_index(number)
    return " ".join(str(option.prompt).split())


async def worked(pilot: Pilot[Any]) -> None:
    """Wait until what goes on beside the screen is over and its dialog has gone."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_every_setting_has_a_line(start: Start) -> None:
    """With its value, and for the one at the cursor what it means and its name in commands."""
    async with start() as pilot:
        await go_to(pilot, RETENTION)
        assert [line(pilot, number) for number in range(9)] == [
            "Language ‹ as the system ›",
            "Theme ‹ dark ›",
            "Right to clear 2",
            "Retention 90%",
            "New a day 15",
            "Reviews a day 200",
            "Ask how sure ‹ off ›",
            "Memory model default",
            "Exam dates none",
        ]
        text = screen_text(pilot)
        assert "how much of what is reviewed shall be remembered" in text
        assert "70%–99%" in text
        assert "quiz settings retention" in text


@pytest.mark.parametrize("key", ["enter", "right", "left", "space"])
async def test_a_choice_is_turned(start: Start, home: Paths, key: str) -> None:
    """Any of the keys turns a value of two, and it is in the file at once."""
    async with start() as pilot:
        await go_to(pilot, SURE)
        await pilot.press(key)
        await pilot.pause()
        assert line(pilot, SURE) == "Ask how sure ‹ on ›"
        assert load_settings(home.settings) == Settings(ask_sure=True)
        await pilot.press(key)
        await pilot.pause()
        assert load_settings(home.settings) == Settings()


async def test_the_theme_shows_at_once(start: Start) -> None:
    """The colours change on the screen that changes them."""
    async with start() as pilot:
        await go_to(pilot, THEME)
        await pilot.press("right")
        await pilot.pause()
        assert pilot.app.theme == "light"


async def test_the_language_changes_here_and_on_home(start: Start, home: Paths) -> None:
    """Every word of both screens, the footer too; as the system goes back to its language."""
    async with start() as pilot:
        await go_to(pilot, LANGUAGE)
        await pilot.press("right")
        await pilot.pause()
        assert load_settings(home.settings).language == "zh"
        assert line(pilot, LANGUAGE) == "界面语言 ‹ 中文 ›"
        assert "设置" in screen_text(pilot).splitlines()[0]
        assert "恢复默认" in footer(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "答题训练" in screen_text(pilot).splitlines()[0]
        assert "到期复习" in screen_text(pilot)
        await go_to(pilot, LANGUAGE)
        await pilot.press("left")
        await pilot.pause()
        assert load_settings(home.settings) == Settings()
        assert language() == "en"


async def test_another_setting_leaves_the_language_of_the_call(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who called with `--lang` keeps that language when they change something else."""
    use_language("zh")
    async with start() as pilot:
        await go_to(pilot, SURE)
        await pilot.press("right")
        await pilot.pause()
        assert language() == "zh"


async def test_a_number_is_typed(start: Start, home: Paths) -> None:
    """Enter asks for it, with its limits; what is out of them is refused and can be mended."""
    async with start() as pilot:
        await go_to(pilot, NEW)
        await pilot.press("right")
        await pilot.pause()
        assert line(pilot, NEW) == "New a day 15"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumberDialog)
        assert "0–1000" in screen_text(pilot)
        pilot.app.screen.query_one(Input).value = ""
        await type_text(pilot, "1001")
        await pilot.press("enter")
        await pilot.pause()
        assert "must be a number from 0 to 1000" in screen_text(pilot)
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert line(pilot, NEW) == "New a day 100"
        assert load_settings(home.settings) == Settings(new_per_day=100)


async def test_a_number_is_left_as_it_was(start: Start, home: Paths) -> None:
    """Escape in the dialog changes nothing and writes nothing."""
    async with start() as pilot:
        await go_to(pilot, CLEAR)
        await pilot.press("enter", "5", "escape")
        await pilot.pause()
        assert line(pilot, CLEAR) == "Right to clear 2"
        assert not home.settings.exists()


async def test_retention_moves_the_schedule_at_once(
    start: Start, make_trainer: Callable[[], Trainer]
) -> None:
    """What is due by the record follows what was typed, before the screen is left."""
    trainer = make_trainer()
    ref = Ref("each", "brief")
    trainer.begin(Request(refs=(ref,))).respond(Typed(("三会一课",)))
    before = trainer.reader.card(ref)
    assert before is not None
    async with start(trainer=trainer) as pilot:
        await go_to(pilot, RETENTION)
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = "70%"
        await pilot.press("enter")
        await worked(pilot)
        assert line(pilot, RETENTION) == "Retention 70%"
        after = trainer.reader.card(ref)
        assert after is not None
        assert after.due > before.due
        await pilot.press("r")
        await worked(pilot)
        assert line(pilot, RETENTION) == "Retention 90%"
        assert trainer.reader.card(ref) == before


async def test_defaults_come_back_one_by_one(start: Start, home: Paths) -> None:
    """`r` resets the line at the cursor only, fitted parameters among them."""
    from fsrs.scheduler import DEFAULT_PARAMETERS

    fitted = [*DEFAULT_PARAMETERS]
    home.settings.write_text(json.dumps({"parameters": fitted, "new_per_day": 3}))
    async with start() as pilot:
        await go_to(pilot, MODEL)
        assert line(pilot, MODEL) == "Memory model fitted to you"
        assert "Change" not in footer(pilot)
        await pilot.press("right")
        await pilot.pause()
        assert line(pilot, MODEL) == "Memory model fitted to you"
        await pilot.press("r")
        await worked(pilot)
        assert line(pilot, MODEL) == "Memory model default"
        assert load_settings(home.settings) == Settings(new_per_day=3)


async def test_exam_dates_are_only_shown(start: Start, home: Paths) -> None:
    """As text, whatever they are called; no key does anything to them."""
    dates = {"exam_dates": {"[/b] list[int] \x1b[31m": "2026-05-01"}}
    home.settings.write_text(json.dumps(dates))
    async with start(size=(120, 36)) as pilot:
        await go_to(pilot, DATES)
        assert "[/b] list[int] ␛[31m: 2026-05-01" in screen_text(pilot)
        assert not re.search("Change|Default", footer(pilot))
        await pilot.press("enter", "right", "r")
        await pilot.pause()
        assert json.loads(home.settings.read_text()) == dates


async def test_the_mouse_changes_values(start: Start, home: Paths) -> None:
    """A click on a line does what enter does there."""
    async with start() as pilot:
        await go_to(pilot, LANGUAGE)
        await pilot.click(Listing, offset=(10, SURE))
        await pilot.pause()
        assert load_settings(home.settings) == Settings(ask_sure=True)
        await pilot.click(Listing, offset=(10, CLEAR))
        await pilot.pause()
        assert isinstance(pilot.app.screen, NumberDialog)


async def test_a_file_that_can_t_be_written_is_told(start: Start, home: Paths) -> None:
    """The value stays as it was, and so does the screen."""
    home.settings.mkdir()
    (home.settings / "in the way").touch()
    async with start(trainer=_with_defaults(home)) as pilot:
        await go_to(pilot, SURE)
        await pilot.press("right")
        await pilot.pause()
        (told,) = pilot.app._notifications
        assert "can't be saved" in str(told.message)
        assert line(pilot, SURE) == "Ask how sure ‹ off ›"


def _with_defaults(home: Paths) -> Trainer:
    """Return a trainer that has read no settings file."""
    trainer = Trainer(home, folder=home.home, shipped=home.home / "none")
    trainer.settings = Settings()
    return trainer


@pytest.mark.parametrize("size", SIZES)
async def test_it_fits_and_is_all_chinese(start: Start, size: tuple[int, int]) -> None:
    """Every line is seen whole at every size, and no English is left but names."""
    use_language("zh")
    known = {"quiz", "settings", "esc", "enter", "language", "theme", "right", "to", "clear"}
    known |= {"retention", "new", "per", "day", "reviews", "ask", "sure", "parameters", "exam"}
    known |= {"dates"}
    async with start(size=size) as pilot:
        for number in range(9):
            await go_to(pilot, number)
            text = screen_text(pilot)
            assert set(re.findall(r"[A-Za-z]{2,}", text)) <= known
            assert all(cells(row) <= size[0] for row in text.splitlines())
            for label in ("界面语言", "目标记忆率", "考试日期"):
                assert label in text
        await go_to(pilot, RETENTION)
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = "3"
        await pilot.press("enter")
        await pilot.pause()
        assert "应为 70% 到 99% 之间的数" in re.sub(r"\s*│\s*", "", screen_text(pilot))
