"""The statistics screen: its sections at every size, in both languages, and one question's past."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import Chosen, Response, Typed
from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.question_history import QuestionHistoryScreen
from quiz.ui.screens.statistics import StatisticsScreen
from quiz.ui.widgets.charts import Figure
from quiz.visible import width as cells
from tests.conftest import Clock
from tests.ui.conftest import Start, footer, screen_text
from tests.ui.test_hostile_text import HOSTILE, SHOWN

SIZES = [(120, 36), (80, 24), (60, 20)]

Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def trainer(home: Paths, tmp_path: Path, clock: Clock) -> Trainer:
    """A trainer whose days go by when the clock is moved."""
    return Trainer(home, folder=tmp_path, shipped=tmp_path / "none", clock=clock)


@pytest.fixture
def lived(trainer: Trainer, clock: Clock) -> Trainer:
    """Three days of answers, the last one today: 2 June, 3 June and 14 June 2025."""
    answer(trainer, "one", Chosen(("b",)))
    answer(trainer, "brief", Typed(("三会一课",)))
    clock.move(days=1)
    answer(trainer, "one", Chosen(("b",)), Chosen(("a",)))
    clock.move(days=11)
    answer(trainer, "one", Chosen(("c",)))
    answer(trainer, "brief", Typed(("三会一科",)))
    return trainer


@pytest.fixture
def opened(start: Start) -> Open:
    """Start the app and open the statistics: `async with opened(trainer, size=…) as pilot`."""

    @asynccontextmanager
    async def run(trainer: Trainer, size: tuple[int, int] = (80, 24)) -> Any:
        async with start(trainer=trainer, size=size) as pilot:
            pilot.app.push_screen(StatisticsScreen())
            await pilot.pause()
            yield pilot

    return run


@pytest.fixture
def chinese() -> Iterator[None]:
    """The interface in Chinese for one test."""
    use_language("zh")
    yield
    use_language("en")


def answer(trainer: Trainer, question_id: str, *responses: Response, set_id: str = "each") -> None:
    """Answer a question so many times, each in a session of its own."""
    for response in responses:
        request = Request(Mode.PRACTICE, refs=(Ref(set_id, question_id),), seed=1)
        trainer.begin(request).respond(response)


async def press(pilot: Pilot[Any], *keys: str) -> str:
    """Press keys one after the other; return what is on the screen then."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    return screen_text(pilot)


def assert_uncut(pilot: Pilot[Any]) -> None:
    """Every line of the figure fits the width that it has."""
    figure = pilot.app.screen.query_one(Figure)
    room = figure.content_size.width
    if room:
        assert [line.plain for line in figure.lines(room) if line.cell_length > room] == []
        assert figure.size.height == len(figure.lines(room))


# -- sections ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_days(opened: Open, lived: Trainer, size: tuple[int, int]) -> None:
    """The calendar, the streaks and the totals are on the screen without scrolling."""
    async with opened(lived, size) as pilot:
        text = screen_text(pilot)
        assert_uncut(pilot)
        assert "1 day in a row · longest 2 days · 3 days in all" in text
        assert "6 answers · 33% right · 6 sessions · 2 today" in text
        assert "Answers a day  · 0  ░ 1  ▒ 2  ▓ 3  █ 4+" in text
        rows = [day for day in ("Mon", "Tue", "Wed", "Sat") if re.search(rf"{day} .*▒", text)]
        assert rows == ["Mon", "Tue", "Sat"]
        assert "this week 0% of 2" in text
        assert re.search(r"^ *0% .*· *$", text, re.MULTILINE)  # this week, nothing right


@pytest.mark.parametrize("size", SIZES)
async def test_memory(opened: Open, lived: Trainer, size: tuple[int, int]) -> None:
    """What was measured stands beside what was predicted; then what falls due."""
    async with opened(lived, size) as pilot:
        text = await press(pilot, "2")
        assert_uncut(pilot)
        assert re.search(r"Last 30 days +measured 0% of 3 reviews, predicted \d\d%", text)
        assert re.search(r"All time +measured 0% of 3 reviews, predicted \d\d%", text)
        assert re.search(r"06-09 +[─┃]+ +0% of 2, predicted \d\d%", text)
        assert "0 today · 2 in 7 days · 2 in all" in text
        assert "06-14" in text
        assert "█" in text


@pytest.mark.parametrize("size", SIZES)
async def test_mastery(opened: Open, lived: Trainer, size: tuple[int, int]) -> None:
    """Every set and every tag with how much of it is known and how much was ever seen."""
    async with opened(lived, size) as pilot:
        text = await press(pilot, "3")
        assert_uncut(pilot)
        assert re.search(r"One of each +━+─* +25% +2/8", text)
        assert re.search(r"letters +━+ +100% +1/1", text)


@pytest.mark.parametrize("size", SIZES)
async def test_the_hardest(opened: Open, lived: Trainer, size: tuple[int, int]) -> None:
    """The share right, the question, and what was mostly answered instead."""
    async with opened(lived, size) as pilot:
        text = await press(pilot, "4")
        assert re.search(r"25% +Which letter is first\?", text)
        assert "1 of 4 right · 2× b" in text
        assert "1 of 2 right · 1× 三会一科" in text
        assert text.index("Which letter") < text.index("主题教育")


@pytest.mark.parametrize("size", SIZES)
async def test_no_english_is_left_in_chinese(
    opened: Open, lived: Trainer, chinese: None, size: tuple[int, int]
) -> None:
    """Every word of every section, and of a question's past, is translated; nothing is cut."""
    allowed = {"One", "of", "each", "letters", "Which", "letter", "is", "first", "esc", "enter"}
    allowed |= {"one"}
    async with opened(lived, size) as pilot:
        for key in ("1", "2", "3", "4", "enter"):
            text = await press(pilot, key)
            assert_uncut(pilot)
            assert set(re.findall(r"[A-Za-z]{2,}", text)) <= allowed
            assert re.search("[\u4e00-\u9fff]", text)
            assert {cells(line) for line in text.splitlines()} == {size[0]}


async def test_sections_are_reached_by_number_arrow_and_mouse(opened: Open, lived: Trainer) -> None:
    """Each way shows the section, and the row of sections says which it is."""
    async with opened(lived) as pilot:
        assert "By set" in await press(pilot, "3")
        assert "Due in the next 30 days" in await press(pilot, "left")
        assert "days in all" in await press(pilot, "left")
        assert "Which letter is first?" in await press(pilot, "left")
        assert "days in all" in await press(pilot, "right")
        await pilot.click("Sections", offset=(14, 0))
        await pilot.pause()
        assert "Due in the next 30 days" in screen_text(pilot)


async def test_the_footer_offers_what_works(opened: Open, lived: Trainer) -> None:
    """Only the list of hard questions has something to open and to practise."""
    async with opened(lived) as pilot:
        assert "1–4 Section" in footer(pilot)
        assert "All answers" not in footer(pilot)
        await press(pilot, "4")
        assert "enter All answers" in footer(pilot)
        assert "p Practise these" in footer(pilot)
        await press(pilot, "1")
        assert "Practise" not in footer(pilot)
        await press(pilot, "p", "enter")
        assert isinstance(pilot.app.screen, StatisticsScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_an_empty_record(opened: Open, trainer: Trainer) -> None:
    """A friendly line and the way back; no section is offered, no key raises."""
    async with opened(trainer) as pilot:
        assert "Nothing has been answered yet. Take a quiz" in screen_text(pilot)
        assert "Section" not in footer(pilot)
        await press(pilot, "1", "2", "3", "4", "right", "down", "enter", "p")
        assert "Nothing has been answered yet" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_nothing_missed_and_nothing_reviewed(opened: Open, trainer: Trainer) -> None:
    """After a first right answer every section has a word for what there isn't yet."""
    answer(trainer, "one", Chosen(("a",)))
    async with opened(trainer) as pilot:
        assert "No review yet" in await press(pilot, "2")
        assert "Nothing has been missed yet." in await press(pilot, "4")
        assert "Practise these" not in footer(pilot)
        assert "1 day in a row" in await press(pilot, "1")


async def test_a_resize_loses_nothing(opened: Open, lived: Trainer) -> None:
    """The section stays, and is drawn for the room there is now."""
    async with opened(lived, (120, 36)) as pilot:
        await press(pilot, "2")
        for size in ((60, 20), (80, 24), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = screen_text(pilot)
            assert "measured 0% of 3 reviews" in text
            assert "06-14" in text
            assert_uncut(pilot)
        await press(pilot, "4")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "1 of 4 right · 2× b" in screen_text(pilot)


async def test_a_higher_terminal_shows_more(opened: Open, lived: Trainer) -> None:
    """Also where only the height changes, the figure is drawn for the room there is now."""
    async with opened(lived, (80, 24)) as pilot:
        await press(pilot, "2")
        heights = []
        for height in (24, 40, 24):
            await pilot.resize_terminal(80, height)
            await pilot.pause()
            heights.append(pilot.app.screen.query_one(Figure).size.height)
        assert heights[0] == heights[2] < heights[1]


# -- one question -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_past_of_a_question(opened: Open, lived: Trainer, size: tuple[int, int]) -> None:
    """Its card state, its mistakes, and every response with date, verdict and answer."""
    async with opened(lived, size) as pilot:
        text = await press(pilot, "4", "enter")
        assert isinstance(pilot.app.screen, QuestionHistoryScreen)
        assert_uncut(pilot)
        card = lived.reader.card(Ref("each", "one"))
        assert card is not None
        assert re.search(rf"Due +{card.due}", text)
        assert re.search(rf"Difficulty +{card.difficulty:.1f} / 10", text)
        assert re.search(r"Mastery +100%", text)
        assert re.search(r"Stability +\d+ days?", text)
        assert re.search(r"2× +b\b", text)
        await press(pilot, "pagedown")
        text = screen_text(pilot)
        for told in (r"06-14 09:30 +✗ Wrong +c", r"06-03 09:30 +✓ Right +a", r"06-02 09:30 +✗ .+b"):
            assert re.search(told, text)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StatisticsScreen)
        assert "Which letter is first?" in screen_text(pilot)


async def test_the_hardest_are_practised(opened: Open, lived: Trainer) -> None:
    """One key asks them; back here, what was answered has changed the list."""
    async with opened(lived) as pilot:
        assert "6 answers" in screen_text(pilot)
        await press(pilot, "4", "p")
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        asked = {slot.question_id for slot in screen.sitting.session.plan.slots}
        assert asked == {"one", "brief"}
        while screen.sitting.question.id != "one":
            screen.sitting.advance()
        screen.sitting.respond(Chosen(("a",)))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StatisticsScreen)
        assert "2 of 5 right" in screen_text(pilot)
        assert "7 answers" in await press(pilot, "1")


# -- text from files --------------------------------------------------------------------------


async def test_text_from_files_is_text(opened: Open, trainer: Trainer, home: Paths) -> None:
    """Titles, tags, prompts and answers show as typed, in every section and a question's past."""
    text = json.dumps(HOSTILE)
    fields = f"prompt: {text}, options: [{text}, b], answer: b, tags: [{text}]"
    (home.questions / "each.yaml").write_text(
        f"title: {text}\nquestions:\n  - {{id: a, {fields}}}\n", encoding="utf-8"
    )
    answer(trainer, "a", Chosen((HOSTILE,)))
    async with opened(trainer, (200, 50)) as pilot:
        for key, times in (("1", 0), ("3", 2), ("4", 2), ("enter", 3)):
            flat = await press(pilot, key)
            assert "\x1b" not in flat
            assert "\u202e" not in flat
            for part in SHOWN:
                assert flat.count(part) >= times, (key, part)
    async with opened(trainer, (60, 20)) as pilot:
        for key in ("1", "2", "3", "4", "enter"):
            await press(pilot, key)
            assert_uncut(pilot)


async def test_a_question_that_is_gone(opened: Open, trainer: Trainer, home: Paths) -> None:
    """Its past can still be read; it can't be practised, and that is said."""
    answer(trainer, "one", Chosen(("b",)))
    trainer.close()
    (home.questions / "each.yaml").unlink()
    again = Trainer(home, folder=home.home, shipped=home.home / "none")
    async with opened(again) as pilot:
        assert "Which letter is first?" in await press(pilot, "4")
        assert "no question to ask" in await press(pilot, "p")
        text = await press(pilot, "enter")
        assert "This question is no longer in its set." in text
