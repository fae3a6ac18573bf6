"""Browsing the questions: all or of a set, found by words, and what is done with one."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.ui.screens.browse import BrowseScreen
from quiz.ui.screens.editor import EditorScreen, QuestionArea
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.question_history import QuestionHistoryScreen
from quiz.ui.widgets.long_list import LongList
from tests.benchmarks.bank import write_bank
from tests.ui.conftest import Start, footer, screen_text

SECOND = """\
title: Second
questions:
  - {id: harbour, prompt: When does the harbour open?, answer: at five}
  - {id: lamp, prompt: Who lights the lamp?, answer: the keeper, tags: [harbour]}
"""


@pytest.fixture(autouse=True)
def _second(home: Paths) -> None:
    (home.questions / "second.yaml").write_text(SECOND, encoding="utf-8")


async def settled(pilot: Pilot[Any]) -> str:
    """Wait until everything that was found is shown; return the screen."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    return screen_text(pilot)


async def test_words_find_questions_of_all_sets(start: Start) -> None:
    """From Home with one key; each key narrows what is shown; enter leads into the list."""
    async with start() as pilot:
        await pilot.press("slash", *"harbour")
        text = await settled(pilot)
        assert "2 of 10 questions" in text
        assert "When does the harbour open?" in text
        assert "Who lights the lamp?" in text
        await pilot.press("space", *"LAMP")
        text = await settled(pilot)
        assert "1 of 10 questions" in text
        assert "When does the harbour open?" not in text
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
        assert "Who lights the lamp?" in screen_text(pilot)


async def test_a_set_alone_and_the_next_one(start: Start) -> None:
    """The set at Home's cursor first; the arrows go round the sets and all of them."""
    async with start() as pilot:
        await pilot.press("b")
        assert "One of each" in (text := await settled(pilot))
        assert "8 questions" in text
        assert "Which letter is first?" in text
        assert "○ untested" in text
        await pilot.press("right")
        assert "2 questions" in (text := await settled(pilot))
        assert "Second" in text
        await pilot.press("right")
        assert "All sets" in (text := await settled(pilot))
        assert "10 questions" in text
        await pilot.press("left", "end")
        assert "Key  the keeper" in await settled(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_nothing_found(start: Start) -> None:
    """It says so, offers nothing that needs a question, and fewer words bring them back."""
    async with start() as pilot:
        await pilot.press("slash", *"zz")
        assert "No question says that" in await settled(pilot)
        assert "Edit" not in footer(pilot)
        await pilot.press("backspace", "backspace")
        assert "10 questions" in await settled(pilot)


async def test_a_question_is_edited_and_found_again(start: Start, home: Paths) -> None:
    """Saved there, it stands in the list as it is now, the cursor on it."""
    async with start() as pilot:
        await pilot.press("b", "right", "down", "ctrl+e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EditorScreen)
        area = pilot.app.screen.query_one(QuestionArea)
        area.text = area.text.replace("Who lights the lamp?", "Who puts out the lamp?")
        await pilot.press("ctrl+s", "escape")
        text = await settled(pilot)
        assert isinstance(pilot.app.screen, BrowseScreen)
        assert "Who puts out the lamp?" in text
        assert pilot.app.screen.query_one(LongList).cursor == 1
        assert "Who puts out" in (home.questions / "second.yaml").read_text(encoding="utf-8")


async def test_a_question_is_added(start: Start, home: Paths) -> None:
    """After the one at the cursor, and as long as nothing is saved nowhere."""
    file = home.questions / "second.yaml"
    async with start() as pilot:
        await pilot.press("b", "right", "a")
        await pilot.pause()
        assert file.read_text(encoding="utf-8") == SECOND
        area = pilot.app.screen.query_one(QuestionArea)
        area.text = "- prompt: How deep is it?\n  answer: six fathoms"
        await pilot.press("ctrl+s", "escape")
        assert "3 questions" in await settled(pilot)
        prompts = [
            line for line in file.read_text(encoding="utf-8").splitlines() if "prompt" in line
        ]
        assert "How deep" in prompts[1]


async def test_its_record(start: Start) -> None:
    """All that was answered, one key away; what a round changed is shown after it."""
    async with start() as pilot:
        await pilot.press("b", "right", "enter")
        await pilot.pause()
        await pilot.press(*"at five", "enter")
        await pilot.pause()
        await pilot.press("escape")
        text = await settled(pilot)
        assert isinstance(pilot.app.screen, BrowseScreen)
        assert "✓ mastered" in text
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionHistoryScreen)
        assert "at five" in screen_text(pilot)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_it_fits(start: Start, size: tuple[int, int]) -> None:
    """List and details at every size, in both languages."""
    async with start(size=size) as pilot:
        use_language("zh")
        await pilot.press("slash", *"harbour", "enter")
        text = await settled(pilot)
        assert "When does the harbour open?" in text
        assert "正确答案" in text
        await pilot.press("d", "d", "slash")
        assert pilot.app.screen.query_one(Input).has_focus


async def test_a_long_list_draws_what_is_in_sight(start: Start, home: Paths) -> None:
    """Of thousands of questions the first, the last and any page between are at hand."""
    write_bank(home.questions, 3000, per_file=500, kinds=["short"])
    async with start(size=(80, 24)) as pilot:
        await pilot.press("slash", "escape")
        assert "3010 questions" in await settled(pilot)
        listing = pilot.app.screen.query_one(LongList)
        await pilot.press("end")
        assert listing.cursor == 3009
        assert "the keeper" in await settled(pilot)
        await pilot.press("pageup")
        assert 2990 < listing.cursor < 3009
        await pilot.press("home")
        assert listing.cursor == 0
        await pilot.click(LongList, offset=(5, 3))
        assert listing.cursor == 3
        await pilot.press("slash", *"第7句")
        assert "6 of 3010" in await settled(pilot)
