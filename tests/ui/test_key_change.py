"""A key that was changed in another program is asked about before its question is."""

from __future__ import annotations

import pytest

from quiz.engine.responses import Chosen
from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.key_change import KeyChangeDialog
from quiz.ui.screens.question import QuestionScreen
from tests.ui.conftest import Start, screen_text

REF_SET = """\
title: Letters
questions:
  - {id: one, prompt: Which letter is first?, options: [a, b, c], answer: a}
  - {id: two, prompt: Which letter is last?, options: [x, y, z], answer: z}
"""


@pytest.fixture(autouse=True)
def _answered(home: Paths, make_trainer: type[Trainer]) -> None:
    file = home.questions / "each.yaml"
    file.write_text(REF_SET, encoding="utf-8")
    trainer = make_trainer()  # type: ignore[call-arg]
    sitting = trainer.begin(Request())
    for _question in range(2):
        assert sitting.question
        sitting.respond(Chosen(("b" if sitting.question.id == "one" else "y",)))
        sitting.advance()
    trainer.close()
    file.write_text(REF_SET.replace("answer: a", "answer: c"), encoding="utf-8")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_both_keys_are_shown(start: Start, size: tuple[int, int]) -> None:
    """With the question and the ways to go on; later means that nothing is begun."""
    async with start(size=size) as pilot:
        await pilot.press("a")
        await pilot.pause()
        text = screen_text(pilot)
        for told in ("Which letter is first?", "It was: a", "It is: c", "keep", "anew", "later"):
            assert told in text
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, KeyChangeDialog)


@pytest.mark.parametrize(("key", "count"), [("k", 1), ("n", 0)])
async def test_it_is_asked_once(start: Start, key: str, count: int) -> None:
    """Then the session begins; the next one begins at once."""
    async with start() as pilot:
        for _time in range(2):
            await pilot.press("a")
            await pilot.pause()
            if isinstance(pilot.app.screen, KeyChangeDialog):
                await pilot.press(key)
                await pilot.pause()
            assert isinstance(pilot.app.screen, QuestionScreen)
            await pilot.press("escape")
            await pilot.pause()
            key = "escape"
        trainer = pilot.app.trainer  # type: ignore[attr-defined]
        entry = trainer.library.find("each")
        refs = [question.ref for question in trainer.load(entry).questions]
        assert len(trainer.reader.responses_of(refs[0])) == count


async def test_a_session_from_the_command_line(start: Start) -> None:
    """It is asked on top of Home, and then the session is on the screen."""
    async with start(Request()) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, KeyChangeDialog)
        await pilot.press("k")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
