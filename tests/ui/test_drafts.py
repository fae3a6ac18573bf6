"""Drafts looked through: what is taken is in the file at once, and can be gone on with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.authoring.drafting import all_drafts, choose
from quiz.authoring.drafting.keeping import Drafts
from quiz.content.schema import read_set
from quiz.content.sources import Documents, read_document
from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.trainer import Trainer
from quiz.ui.app import QuizApp
from quiz.ui.screens.drafts import DraftsScreen
from quiz.ui.screens.editor import EditorScreen
from quiz.ui.screens.home import HomeScreen
from quiz.visible import width as cells
from tests.authoring.test_drafting import REPORT
from tests.ui.conftest import screen_text
from tests.ui.test_live import shows, until


@pytest.fixture
def source(home: Paths) -> Path:
    """A document beside the questions."""
    path = home.questions / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def drafts(home: Paths, source: Path) -> Drafts:
    """Return the drafts of the document, to be taken into `report.yaml`."""
    path = home.questions / "report.yaml"
    return Drafts(path, "Report", source, choose(path, source, all_drafts(read_document(source))))


def prompts(home: Paths) -> list[str]:
    """Return what the questions of the set ask; nothing may be wrong with it."""
    reading = read_set(str(home.questions / "report.yaml"), Documents())
    assert reading.problems == []
    assert reading.question_set is not None
    return [one.prompt for one in reading.question_set.questions]


Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def looking(make_trainer: Callable[[], Trainer], home: Paths, source: Path) -> Open:
    """Open the screen on the drafts."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[Any]]:
        found = drafts(home, source)
        app = QuizApp(make_trainer(), lambda: DraftsScreen(found))
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: isinstance(app.screen, DraftsScreen))
            await pilot.pause(0.2)
            yield pilot

    return run


async def test_taken_left_out_and_gone_on_with(looking: Open, home: Paths, source: Path) -> None:
    """Single keys; each decision is kept, and the next time it begins after the last taken one."""
    first = drafts(home, source)
    async with looking() as pilot:
        assert "open" in screen_text(pilot)
        assert "confidence 90%" in screen_text(pilot)
        assert not (home.questions / "report.yaml").exists()
        await pilot.press("enter")
        await until(pilot, shows(pilot, f"2/{len(first.drafts)} · 1 taken"))
        assert prompts(home) == [first.questions[0].prompt]
        await pilot.press("x")
        await until(pilot, shows(pilot, f"3/{len(first.drafts)} · 1 taken"))
        await pilot.press("enter")
        await until(pilot, shows(pilot, "2 taken"))
        await pilot.press("left")
        await until(pilot, shows(pilot, "✓ taken"))
        await pilot.press("left")
        await until(pilot, shows(pilot, "✗ left out"))
        assert prompts(home) == [first.questions[n].prompt for n in (0, 2)]
    text = (home.questions / "report.yaml").read_text(encoding="utf-8")
    assert text.count("\n\n  - id: ") == 2
    assert drafts(home, source).first_open() == 3
    async with looking() as pilot:
        assert f"4/{len(first.drafts)} · 2 taken" in screen_text(pilot)
        await pilot.press("left")
        await until(pilot, shows(pilot, "✓ taken"))
        await pilot.press("x")
        await until(pilot, shows(pilot, "1 taken"))
        assert prompts(home) == [first.questions[0].prompt]


async def test_mended_in_the_editor(looking: Open, home: Paths, source: Path) -> None:
    """It is put into the file and opened there; it then still counts as taken."""
    async with looking() as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, EditorScreen))
        await pilot.pause(0.3)
        area = pilot.app.screen.query_one("QuestionArea")
        area.text = area.text.replace("prompt: ", "prompt: 请填空：")  # type: ignore[attr-defined]
        await pilot.pause(0.4)
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        await pilot.press("escape")
        await until(pilot, shows(pilot, "1 taken"))
        assert prompts(home)[0].startswith("请填空：")
    assert drafts(home, source).taken == {0}


async def test_leaving_opens_home_with_the_set(looking: Open) -> None:
    """What was taken can be practised at once."""
    async with looking() as pilot:
        await pilot.press("enter", "enter")
        await until(pilot, shows(pilot, "2 taken"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, shows(pilot, "Report"))


async def test_another_file_is_not_touched(looking: Open, home: Paths) -> None:
    """A broken one of that name is left alone, and that is told."""
    file = home.questions / "report.yaml"
    file.write_text("anything", encoding="utf-8")
    async with looking() as pilot:
        await pilot.press("enter")
        await until(pilot, shows(pilot, "left alone"))
    assert file.read_text(encoding="utf-8") == "anything"


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_it_fits_and_is_all_chinese(looking: Open, size: tuple[int, int]) -> None:
    """At every size, in one language."""
    use_language("zh")
    try:
        async with looking(size) as pilot:
            for _each in range(4):
                shown = screen_text(pilot)
                assert "采用" in shown
                assert all(cells(row) <= size[0] for row in shown.splitlines())
                for word in ("Take", "open", "taken", "Drawn", "gap"):
                    assert word not in shown
                await pilot.press("enter")
                await pilot.pause(0.2)
    finally:
        use_language("en")
