"""Home, missed book, history, help; languages, themes and sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.i18n import language, use_language
from quiz.paths import Paths
from quiz.settings import load_settings
from quiz.trainer import Request
from quiz.ui.app import QuizApp
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.history import HistoryScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.missed import MissedScreen
from quiz.ui.screens.question import QuestionScreen
from tests.ui.conftest import Start, footer, screen_text

ONE = Request(Mode.PRACTICE, refs=(Ref("each", "one"),), seed=1)


@pytest.fixture
def chinese() -> Iterator[None]:
    """The interface in Chinese for one test."""
    before = language()
    use_language("zh")
    yield
    use_language(before)


async def test_home_lists_sets_and_broken_files(start: Start, home: Paths) -> None:
    """A broken file is named with its error and never hides the good ones beside it."""
    (home.questions / "bad.yaml").write_text("title: x\nquestions: 5\n", encoding="utf-8")
    async with start() as pilot:
        text = screen_text(pilot)
        assert "One of each" in text
        assert "bad.yaml:2" in text


async def test_a_new_file_is_there_at_the_next_start(start: Start, home: Paths) -> None:
    """A file dropped into the folder is offered without being announced anywhere."""
    async with start() as pilot:
        assert "Second" not in screen_text(pilot)
    new = "title: Second\nquestions:\n  - {prompt: a?, answer: b}\n"
    (home.questions / "second.yaml").write_text(new, encoding="utf-8")
    async with start() as pilot:
        assert "Second" in screen_text(pilot)


async def test_without_any_set_home_says_where_to_put_one(start: Start, home: Paths) -> None:
    """No questions at all: the folder to put them in is named, nothing raises."""
    (home.questions / "each.yaml").unlink()
    async with start(size=(120, 30)) as pilot:
        assert "Put a question file into" in screen_text(pilot)
        await pilot.press("a", "e", "r", "m")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MissedScreen)
        await pilot.press("escape", "h")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_the_missed_book_clears_brings_back_and_asks(start: Start) -> None:
    """A miss is in the book with its answer; it can be struck off, brought back, retried."""
    async with start(ONE) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "1 question in the missed book" in screen_text(pilot)
        await pilot.press("m")
        await pilot.pause()
        text = screen_text(pilot)
        assert "Which letter is first?" in text
        assert "missed 1 time" in text
        assert re.search(r"\d\d:\d\d  b  wrong option", text)
        assert "Bring back" not in footer(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "The missed book is empty" in screen_text(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert "Bring back" in footer(pilot)
        await pilot.press("b", "c")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert screen.sitting.session.mode is Mode.MISSED


async def test_history_lists_sessions_and_resumes(start: Start) -> None:
    """A finished session shows its score, an unfinished one can be gone on with."""
    both = Request(Mode.PRACTICE, refs=(Ref("each", "one"), Ref("each", "truth")), seed=1)
    async with start(both) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.press("escape", "h")
        await pilot.pause()
        assert "Resume" in footer(pilot)
        assert "▶" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)


async def test_help_opens_from_anywhere_and_while_typing(start: Start) -> None:
    """`?` opens the help; where text is typed, f1 does."""
    async with start(Request(Mode.PRACTICE, refs=(Ref("each", "brief"),))) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
        await pilot.press("escape")
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_theme_and_language_are_kept(start: Start, home: Paths) -> None:
    """The choice of look and language is there again at the next start."""
    try:
        async with start() as pilot:
            await pilot.press("t", "l")
            await pilot.pause()
            assert "错题" in footer(pilot)
            assert pilot.app.theme == "light"
    finally:
        use_language("en")
    settings = load_settings(home.settings)
    assert (settings.theme, settings.language) == ("light", "zh")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_no_english_is_left_on_the_chinese_screens(
    start: Start, chinese: None, size: tuple[int, int]
) -> None:
    """Every word of the interface is translated; keys, names and the questions aside."""
    allowed = {"esc", "enter", "ctrl", "space", "En", "One", "of", "each", "Which", "letter"}
    allowed |= {"is", "first", "It", "begins", "the", "alphabet", "The", "with", "That", "second"}
    allowed |= {"home", "questions", "quiz", "db", "letters"}

    def check(text: str) -> None:
        cleaned = re.sub(r"/\S+", "", text)  # the paths on the help page
        words = set(re.findall(r"[A-Za-z]{2,}", cleaned))
        assert not {word for word in words if not any(a.startswith(word) for a in allowed)}

    async with start(ONE, size=size) as pilot:
        check(screen_text(pilot))
        await pilot.press("b", "enter")
        await pilot.pause()
        check(screen_text(pilot))
        await pilot.press("enter")
        await pilot.pause()
        check(screen_text(pilot))
        await pilot.press("enter")
        await pilot.pause()
        check(screen_text(pilot))
        for key in ("m", "h", "question_mark", "e"):
            await pilot.press(key)
            await pilot.pause()
            check(screen_text(pilot))
            await pilot.press("escape")
            await pilot.pause()


async def test_an_error_of_the_store_is_told_and_the_answer_kept(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A response that can't be recorded is not judged: the screen says why and asks on."""
    from quiz.errors import StoreError

    async with start(ONE) as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)

        def full(*_args: object, **_kwargs: object) -> None:
            raise StoreError("The disk is full.", hint="Make room.")

        monkeypatch.setattr(type(app.trainer.store), "record", full)
        await pilot.press("a", "enter")
        await pilot.pause()
        text = screen_text(pilot)
        assert "The disk is full." in text
        assert "✓ Right" not in text
        monkeypatch.undo()
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ Right" in screen_text(pilot)
