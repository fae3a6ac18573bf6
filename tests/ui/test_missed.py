"""The missed book on the screen: filtered, marked, gone over, cleared, saved; at every size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.engine.responses import Chosen, Judged, Ordered, Response, Typed
from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.missed import MissedScreen
from quiz.ui.screens.missed_filter import FilterDialog
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.widgets.long_list import LongList
from quiz.visible import width as cells
from tests.conftest import Clock
from tests.ui.conftest import Start, footer, screen_text
from tests.ui.test_hostile_text import HOSTILE, SHOWN, hostile_set

SIZES = [(120, 36), (80, 24), (60, 20)]

MISSES: tuple[tuple[str, Response, bool | None], ...] = (
    ("sequence", Ordered(("third", "second", "first")), None),
    ("truth", Judged(False), True),
    ("one", Chosen(("b",)), False),
    ("brief", Typed(("三会一刻",)), None),
    ("brief", Typed(("制度",)), None),
)
"""What is missed, one a day: the order they are shown in is truth, brief, one, sequence."""

Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def trainer(home: Paths, tmp_path: Path, clock: Clock) -> Trainer:
    """A trainer whose days go by when the clock is moved."""
    return Trainer(home, folder=tmp_path, shipped=tmp_path / "none", clock=clock)


def miss(trainer: Trainer, question: str, response: Response, sure: bool | None = None) -> None:
    """Give a response that is wrong."""
    sitting = trainer.begin(Request(refs=(Ref("each", question),)))
    assert sitting.respond(response, sure=sure).verdict.score == 0
    sitting.advance()


@pytest.fixture
def book(start: Start, trainer: Trainer, clock: Clock) -> Open:
    """Open the missed book with four questions in it."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (120, 36)) -> Any:
        for question, response, sure in MISSES:
            miss(trainer, question, response, sure)
            clock.move(days=1)
        async with start(trainer=trainer, size=size) as pilot:
            await pilot.press("m")
            await pilot.pause()
            assert isinstance(pilot.app.screen, MissedScreen)
            yield pilot

    return run


@pytest.fixture
def chinese() -> Iterator[None]:
    """The interface in Chinese."""
    use_language("zh")
    yield
    use_language("en")


def listed(pilot: Pilot[Any]) -> list[str]:
    """Return the lines of the list, without their padding."""
    listing = pilot.app.screen.query_one(LongList)
    assert listing._line is not None
    width = listing.scrollable_content_region.width - 2
    return [listing._line(index, width).plain.rstrip() for index in range(listing._count)]


def title(pilot: Pilot[Any]) -> str:
    """Return the first line of the screen."""
    return screen_text(pilot).splitlines()[0]


def told(pilot: Pilot[Any]) -> list[str]:
    """Return the notifications."""
    return [str(notification.message) for notification in pilot.app._notifications]


async def test_what_was_sure_and_wrong_comes_first(book: Open) -> None:
    """It bears a sign, and its details say so in words; the others follow, last missed first."""
    async with book() as pilot:
        assert [line[:13] for line in listed(pilot)] == [
            "□ ✗1  ✓0 ! Wa",
            "□ ✗2  ✓0   主题",
            "□ ✗1  ✓0   Wh",
            "□ ✗1  ✓0   Pu",
        ]
        assert "False  wrong option · sure" in screen_text(pilot)


async def test_the_details_tell_every_miss(book: Open) -> None:
    """How often, when last, how far from leaving; each answer with its time and slip."""
    async with book() as pilot:
        await pilot.press("down")
        await pilot.pause()
        text = screen_text(pilot)
        assert "missed 2 times · last on 2025-06-06 · 0 of 2 right in a row" in text
        assert re.search(r"Key +三会一课", text)
        newer, older = "2025-06-06 09:30  制度  not known", "2025-06-05 09:30  三会一刻"
        assert text.index(newer) < text.index(older)
        assert "三会一刻  sounds the same" in text


async def test_enter_goes_over_all_that_is_shown(book: Open) -> None:
    """All four without a filter, and in a session of missed questions."""
    async with book() as pilot:
        assert "enter Go over all" in footer(pilot)
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.session.mode is Mode.MISSED
        assert screen.sitting.session.total == 4


async def test_marked_ones_are_gone_over(book: Open) -> None:
    """Space marks and goes on; enter then asks the marked ones only."""
    async with book() as pilot:
        await pilot.press("space", "down", "space")
        await pilot.pause()
        assert [line[0] for line in listed(pilot)] == ["■", "□", "■", "□"]
        assert "2 marked · 4 questions" in title(pilot)
        assert "Go over marked" in footer(pilot)
        assert "Go over all" not in footer(pilot)
        await pilot.press("enter")
        await pilot.pause()
        session = pilot.app.screen.sitting.session  # type: ignore[attr-defined]
        assert {slot.question_id for slot in session.plan.slots} == {"truth", "one"}


async def test_a_mark_can_be_taken_off(book: Open) -> None:
    """Space again unmarks; at the last line the cursor stays."""
    async with book() as pilot:
        await pilot.press("end", "space", "space")
        await pilot.pause()
        assert [line[0] for line in listed(pilot)] == ["□"] * 4
        assert pilot.app.screen.query_one(LongList).cursor == 3
        assert "Go over all" in footer(pilot)


async def test_one_is_gone_over(book: Open) -> None:
    """`t` asks the one at the cursor, whatever is marked."""
    async with book() as pilot:
        await pilot.press("space", "t")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.question.id == "brief"
        assert screen.sitting.session.total == 1


async def test_the_filter_narrows_what_is_shown_and_asked(book: Open) -> None:
    """By slip; the title says what is shown of how many, and enter asks no more than that."""
    async with book() as pilot:
        await pilot.press("f")
        await pilot.pause()
        dialog = pilot.app.screen
        assert isinstance(dialog, FilterDialog)
        assert "4 of 4 questions" in screen_text(pilot)
        await pilot.press("down", "down", "right")
        await pilot.pause()
        text = screen_text(pilot)
        assert "‹ wrong option ›" in text
        assert "2 of 4 questions" in text
        await pilot.press("enter")
        await pilot.pause()
        assert title(pilot).split("  ")[1] == "Missed book · wrong option"
        assert "2 of 4 questions" in title(pilot)
        assert len(listed(pilot)) == 2
        await pilot.press("enter")
        await pilot.pause()
        session = pilot.app.screen.sitting.session  # type: ignore[attr-defined]
        assert {slot.question_id for slot in session.plan.slots} == {"truth", "one"}


async def test_the_filter_by_tag_set_and_time(book: Open, clock: Clock) -> None:
    """Each line turns both ways through what occurs; together they may leave nothing."""
    async with book() as pilot:
        await pilot.press("f", "right")
        await pilot.pause()
        assert "‹ One of each ›" in screen_text(pilot)
        await pilot.press("down", "left")
        await pilot.pause()
        assert "‹ letters ›" in screen_text(pilot)
        assert "1 of 4 questions" in screen_text(pilot)
        await pilot.press("down", "down", "right")
        await pilot.pause()
        assert "‹ today ›" in screen_text(pilot)
        assert "0 of 4 questions" in screen_text(pilot)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert "One of each · letters · last 7 days" in title(pilot)
        assert len(listed(pilot)) == 1
        await pilot.press("f", "up", "left", "enter")
        await pilot.pause()
        assert "None of these questions is like that." in screen_text(pilot)
        assert "Go over" not in footer(pilot)
        await pilot.press("f", "x", "enter")
        await pilot.pause()
        assert len(listed(pilot)) == 4


async def test_the_filter_is_left_as_it_was(book: Open) -> None:
    """Escape changes nothing."""
    async with book() as pilot:
        await pilot.press("f", "right", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MissedScreen)
        assert "4 questions" in title(pilot)


async def test_what_is_out_of_sight_is_not_marked(book: Open) -> None:
    """A mark never sends a question that isn't shown."""
    async with book() as pilot:
        await pilot.press("space", "space", "f", "down", "down", "left", "left", "enter")
        await pilot.pause()
        assert len(listed(pilot)) == 1
        assert "marked" not in title(pilot)


async def test_several_are_struck_off_and_brought_back(book: Open) -> None:
    """The marked ones go to the list of cleared ones together, and come back together."""
    async with book() as pilot:
        await pilot.press("space", "space", "x")
        await pilot.pause()
        assert len(listed(pilot)) == 2
        assert "2 struck off" in screen_text(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert len(listed(pilot)) == 2
        assert "Cleared questions" in title(pilot)
        assert "cleared on 2025-06-07" in screen_text(pilot)
        assert "Strike off" not in footer(pilot)
        await pilot.press("home", "space", "space", "b")
        await pilot.pause()
        assert "Nothing has been cleared yet." in screen_text(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert len(listed(pilot)) == 4


async def test_cleared_ones_are_practised(book: Open) -> None:
    """What has left the book is asked again as practice: one, or the marked ones."""
    async with book() as pilot:
        await pilot.press("x", "x", "c", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.session.mode is Mode.PRACTICE
        assert screen.sitting.session.total == 1
        await pilot.press("escape", "home", "space", "space", "enter")
        await pilot.pause()
        assert pilot.app.screen.sitting.session.total == 2  # type: ignore[attr-defined]


async def test_the_book_is_read_again_after_a_round(book: Open) -> None:
    """What was right meanwhile shows in the line."""
    async with book() as pilot:
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MissedScreen)
        assert listed(pilot)[0].startswith("□ ✗1  ✓1 !")


async def test_it_is_saved_for_paper(book: Open, tmp_path: Path) -> None:
    """Into the folder one is in, under a name that is free; the message tells where."""
    async with book(size=(160, 36)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        path = tmp_path / "missed-2025-06-07.md"
        assert told(pilot) == [f"Saved: {path}"]
        assert "4 questions" in path.read_text(encoding="utf-8")
        await pilot.press("space", "s")
        await pilot.pause()
        second = (tmp_path / "missed-2025-06-07-2.md").read_text(encoding="utf-8")
        assert "1 question\n" in second
        assert "Water is wet." in second


async def test_a_folder_that_takes_no_file_is_told(
    book: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The screen stays, with the reason and a way out."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    async with book() as pilot:
        (tmp_path / "gone").rmdir()
        (tmp_path / "gone").touch()
        monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
        await pilot.press("s")
        await pilot.pause()
        (error,) = told(pilot)
        assert "can't be written" in error
        assert "Choose another place." in error
        assert isinstance(pilot.app.screen, MissedScreen)


async def test_the_mouse_points_and_marks(book: Open) -> None:
    """A click shows a line without beginning anything; one on its box marks it."""
    async with book() as pilot:
        listing = pilot.app.screen.query_one(LongList)
        await pilot.click(listing, offset=(20, 2))
        await pilot.pause()
        assert isinstance(pilot.app.screen, MissedScreen)
        assert listing.cursor == 2
        assert "Which letter is first?" in screen_text(pilot).split("│", 1)[1]
        await pilot.click(listing, offset=(2, 3))
        await pilot.pause()
        assert [line[0] for line in listed(pilot)] == ["□", "□", "□", "■"]
        await pilot.press("f")
        await pilot.pause()
        await pilot.click("#filter-lines", offset=(20, 2))
        await pilot.pause()
        assert "‹ wrong option ›" in screen_text(pilot)


async def test_the_details_are_scrolled_by_keys(book: Open) -> None:
    """`d` hands the arrows to the details and back; the other keys work there as well."""
    async with book(size=(60, 20)) as pilot:
        detail = pilot.app.screen.query_one("#missed-detail")
        await pilot.press("down", "d")
        await pilot.pause()
        assert detail.has_focus
        await pilot.press("down", "down")
        await pilot.pause()
        assert detail.scroll_y > 0
        await pilot.press("d", "down")
        await pilot.pause()
        assert pilot.app.screen.query_one(LongList).cursor == 2
        assert detail.scroll_y == 0
        await pilot.press("d", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)


async def test_an_empty_book_offers_nothing(start: Start) -> None:
    """No key that needs a question is shown, and none does harm."""
    async with start() as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert "The missed book is empty" in screen_text(pilot)
        for key in ("enter", "t", "space", "f", "x", "b", "s", "d"):
            await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, MissedScreen)
        assert footer(pilot).split() == ["c", "Owed", "/", "cleared", "esc", "Back", "?", "Help"]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_resize_loses_nothing(book: Open) -> None:
    """Marks, cursor and filter stay; every line fits its new width."""
    async with book() as pilot:
        await pilot.press("space")
        for size in (*SIZES, (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert [line[0] for line in listed(pilot)] == ["■", "□", "□", "□"]
            assert "1 marked" in title(pilot)
            assert all(cells(line) <= size[0] for line in screen_text(pilot).splitlines())


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_english_is_left_in_chinese(
    book: Open, chinese: None, size: tuple[int, int]
) -> None:
    """List, details and filter; the questions and the keys' names aside."""
    own = "One of each Which letter is first The alphabet begins with Water wet letters Put numbers"
    known = {
        "esc",
        "enter",
        "space",
        *re.findall(r"\w+", own),
        "the",
        "in",
        "order",
        "second",
        "third",
    }

    def check(text: str) -> None:
        assert set(re.findall(r"\b[A-Za-z]{2,}\b(?![│╭╰▌…])", text)) <= known

    async with book(size=size) as pilot:
        for _each in range(4):
            check(screen_text(pilot))
            await pilot.press("down")
            await pilot.pause()
        await pilot.press("f")
        for _line in range(4):
            await pilot.press("right", "down")
            await pilot.pause()
            check(screen_text(pilot))
        await pilot.press("escape", "x")
        await pilot.pause()
        assert "已移出错题本" in screen_text(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert "已移出的错题" in title(pilot)
        check(screen_text(pilot))


@pytest.mark.parametrize("size", [(160, 50), (60, 20)])
async def test_hostile_text_is_shown_as_typed(
    start: Start, home: Paths, trainer: Trainer, tmp_path: Path, size: tuple[int, int]
) -> None:
    """In the list, the details, the title and the filter; nothing is acted on or cut to markup."""
    (home.questions / "each.yaml").write_text(hostile_set(), encoding="utf-8")
    miss(trainer, "c", Judged(False))
    miss(trainer, "e", Typed((f"no {HOSTILE}",)))
    async with start(trainer=trainer, size=size) as pilot:
        await pilot.press("m", "f", "right", "down", "right")
        await pilot.pause()
        assert "[/b]" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(pilot)
        assert "\x1b" not in text
        assert "\u202e" not in text
        if size[0] > 100:
            flat = "".join(line.strip() for line in text.split("│"))
            assert all(part in flat for part in SHOWN)
        await pilot.press("s")
        await pilot.pause()
        (saved,) = tmp_path.glob("missed-*.md")
        assert "\\[/b\\]" in saved.read_text(encoding="utf-8")
