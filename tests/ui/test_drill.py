"""A drill of set phrases on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from quiz.engine.drill import DrillStep
from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.paths import Paths
from quiz.trainer import Request
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.result import ResultScreen
from tests.samples import right
from tests.ui.conftest import Start, footer, screen_text, type_text

PHRASES = """\
title: 固定表述
questions:
  - id: together
    prompt: 排列四个“一起”。
    order: [一起谋划, 一起部署, 一起落实, 一起检查]
    quote: 坚持党建和业务一起谋划、一起部署、一起落实、一起检查
  - id: calibrate
    cloze: 用“{{四个意识}}”校标，用“{{四个自信}}”导航
"""


@pytest.fixture(autouse=True)
def _phrases(home: Paths) -> None:
    """Put a set with two phrases into the home."""
    (home.questions / "phrases.yaml").write_text(PHRASES, encoding="utf-8")


def drill(name: str) -> Request:
    """Ask for a drill of one phrase."""
    return Request(Mode.DRILL, refs=(Ref("phrases", name),), seed=1)


def asked(pilot: Pilot[Any]) -> QuestionScreen:
    """Return the question screen on top."""
    assert isinstance(pilot.app.screen, QuestionScreen)
    return pilot.app.screen


async def go_to(pilot: Pilot[Any], step: DrillStep) -> None:
    """Pass the steps before this one over."""
    while asked(pilot).sitting.session.step is not step:
        await pilot.press("ctrl+n")
        await pilot.pause()


async def test_every_step_can_be_answered(start: Start) -> None:
    """Each names itself; the last response leads to the result."""
    async with start(drill("together")) as pilot:
        seen = []
        for _ in range(5):
            screen = asked(pilot)
            assert screen.sitting.session.step is not None
            seen.append(screen.sitting.session.step)
            assert f"Step {int(seen[-1])} of 5: " in screen_text(pilot)
            assert screen._area is not None
            screen._area.fill(right(screen.sitting.question))
            while screen.sitting.answered is None:
                await pilot.press("enter")
                await pilot.pause()
            assert screen.sitting.answered.verdict.score == 1.0
            await pilot.press("enter")
            await pilot.pause()
        assert seen == list(DrillStep)
        assert isinstance(pilot.app.screen, ResultScreen)


async def test_first_characters_stand_in_the_empty_lines(start: Start) -> None:
    """They are what is shown of each blank until something is typed there."""
    async with start(drill("together")) as pilot:
        await go_to(pilot, DrillStep.FIRST_CHARACTERS)
        places = [field.placeholder for field in pilot.app.screen.query(Input)]
        assert places == ["一…"] * 4
        assert "first characters only" in screen_text(pilot)


async def test_the_last_step_tells_content_and_order(start: Start) -> None:
    """After what was typed over its key, at 60 columns as well."""
    async with start(drill("together"), size=(60, 30)) as pilot:
        await go_to(pilot, DrillStep.WHOLE)
        assert "Write all 4 out, in order." in screen_text(pilot)
        await type_text(pilot, "一起部署、一起谋划、一起落实")
        await pilot.press("enter")
        await pilot.pause(0.2)
        text = screen_text(pilot)
        assert "✗ Wrong" in text
        assert "Content 75% · order 67%" in text
        assert "Missing: 一起检查" in text
        assert "Out of place: 一起部署" in text


async def test_a_sentence_is_written_from_its_beginning(start: Start) -> None:
    """The prompt shows the beginning only; the rest of it is enough."""
    async with start(drill("calibrate")) as pilot:
        await go_to(pilot, DrillStep.WHOLE)
        text = screen_text(pilot)
        assert "Write out the whole sentence that begins: 用“四个" in text
        assert "校标" not in text
        await type_text(pilot, "意识校标用四个自信导航")
        await pilot.press("enter")
        await pilot.pause(0.2)
        text = screen_text(pilot)
        assert "✓ Right" in text
        assert "Content 100% · order 100%" in text


async def test_other_steps_tell_no_content(start: Start) -> None:
    """They are judged blank by blank."""
    async with start(drill("calibrate")) as pilot:
        await type_text(pilot, "错")
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert "Content" not in screen_text(pilot)


async def test_home_drills_the_set_at_the_cursor_or_all(start: Start) -> None:
    """`d` on a set drills that one, elsewhere everything that can be drilled."""
    async with start() as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        assert "Drill" in footer(pilot)
        listing = home.query_one(OptionList)
        titles = [getattr(getattr(row, "entry", None), "title", "") for row in home._rows]
        listing.highlighted = titles.index("固定表述")
        await pilot.press("d")
        await pilot.pause()
        plan = asked(pilot).sitting.session.plan
        assert (plan.mode, {slot.set_id for slot in plan.slots}) == (Mode.DRILL, {"phrases"})
        await pilot.press("escape")
        await pilot.pause()
        listing.highlighted = next(n for n, row in enumerate(home._rows) if row == "exam")
        await pilot.press("d")
        await pilot.pause()
        plan = asked(pilot).sitting.session.plan
        assert (plan.mode, {slot.set_id for slot in plan.slots}) == (
            Mode.DRILL,
            {"phrases", "each"},
        )


async def test_what_was_missed_is_drilled_again(start: Start) -> None:
    """From the result, each phrase once however many of its steps were missed."""
    async with start(drill("calibrate")) as pilot:
        while not isinstance(pilot.app.screen, ResultScreen):
            await pilot.press("ctrl+n")
            await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        plan = asked(pilot).sitting.session.plan
        assert plan.mode is Mode.DRILL
        assert [slot.step for slot in plan.slots] == [1, 2, 5]
