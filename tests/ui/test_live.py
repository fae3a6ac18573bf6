"""Files that change while the app is open are shown, and disturb nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.widgets import OptionList

from quiz.paths import Paths
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from tests.ui.conftest import ONE_OF_EACH, Start, screen_text

SMALL = "title: {title}\nquestions:\n  - id: q\n    prompt: {prompt}\n    answer: true\n"


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for what has to show by itself."""
    for _each in range(100):
        if holds():
            return
        await pilot.pause(0.05)
    raise AssertionError(screen_text(pilot))


def shows(pilot: Pilot[Any], text: str) -> Callable[[], bool]:
    """Return whether `text` is on the screen."""
    return lambda: text in screen_text(pilot)


async def test_home_follows_the_files(start: Start, home: Paths) -> None:
    """A new set, a broken one with its error, a mended one, a removed one; the cursor stays."""
    added = home.questions / "added.yaml"
    async with start() as pilot:
        await pilot.pause()
        listing = pilot.app.screen.query_one(OptionList)
        await pilot.press("end")
        assert "One of each" in str(listing.get_option_at_index(listing.highlighted or 0).prompt)
        added.write_text(SMALL.format(title="Added", prompt="x"), encoding="utf-8")
        await until(pilot, shows(pilot, "2 sets · 9 questions"))
        await until(pilot, shows(pilot, "read again"))
        assert "One of each" in str(listing.get_option_at_index(listing.highlighted or 0).prompt)
        added.write_text("title: Added\nquestions:\n  - prompt：x\n", encoding="utf-8")
        await until(pilot, shows(pilot, "added.yaml:3"))
        assert "1 set · 8 questions" in screen_text(pilot)
        added.write_text(SMALL.format(title="Mended", prompt="x"), encoding="utf-8")
        await until(pilot, shows(pilot, "Mended"))
        assert "added.yaml" not in screen_text(pilot)
        added.unlink()
        await until(pilot, lambda: "Mended" not in screen_text(pilot))


async def test_a_session_is_not_disturbed(start: Start, home: Paths) -> None:
    """It asks what it began with; Home shows the change once it is back."""
    file = home.questions / "each.yaml"
    file.write_text(SMALL.format(title="Set", prompt="As it was"), encoding="utf-8")
    async with start() as pilot:
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
        file.write_text(SMALL.format(title="Set two", prompt="As it is"), encoding="utf-8")
        await pilot.pause(1.2)
        assert "As it was" in screen_text(pilot)
        await pilot.press("a", "enter")
        await pilot.pause()
        assert "Right" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        if not isinstance(pilot.app.screen, HomeScreen):
            await pilot.press("escape")
        await until(pilot, shows(pilot, "Set two"))
        await pilot.press("end", "enter")
        await until(pilot, shows(pilot, "As it is"))


async def test_an_edited_question_keeps_its_history(start: Start, home: Paths) -> None:
    """A prompt without an id, reworded while the app is open, goes on with what is on record."""
    file = home.questions / "each.yaml"
    text = "title: Set\nquestions:\n  - prompt: The sea is {}.\n    answer: true\n"
    file.write_text(text.format("wet and deep indeed"), encoding="utf-8")
    async with start() as pilot:
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        if not isinstance(pilot.app.screen, HomeScreen):
            await pilot.press("escape")
        file.write_text(text.format("wet and deep, indeed"), encoding="utf-8")
        await until(pilot, shows(pilot, "read again"))
        await pilot.press("m")
        await until(pilot, shows(pilot, "wet and deep, indeed"))


async def test_nothing_is_said_while_nothing_changes(start: Start, home: Paths) -> None:
    """Saving a file without changing what is in it is a change of its time only; none is none."""
    assert (home.questions / "each.yaml").read_text(encoding="utf-8") == ONE_OF_EACH
    async with start() as pilot:
        await pilot.pause(1.3)
        assert "read again" not in screen_text(pilot)
