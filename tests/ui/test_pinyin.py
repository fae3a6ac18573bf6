"""Pinyin typed as an answer, on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from quiz.engine.questions import Ref
from quiz.paths import Paths
from quiz.trainer import Request
from tests.ui.conftest import Start, screen_text, type_text

CLOZE = """\
title: Cloze
questions:
  - id: gap
    cloze: 用“{{四个意识}}”校标
"""


async def answered(pilot: Pilot[Any], text: str) -> str:
    """Type a text, submit it and return the screen with the verdict."""
    await type_text(pilot, text)
    await pilot.press("enter")
    await pilot.pause(0.2)
    return screen_text(pilot)


async def test_a_short_answer_shows_the_key_that_was_meant(start: Start) -> None:
    """The verdict's word says how it was taken, and the key stands below in characters."""
    async with start(Request(refs=(Ref("each", "brief"),))) as pilot:
        text = await answered(pilot, "shyk")
        assert "✓ Right · recognised by pinyin" in text
        assert "三会一课" in text


async def test_a_cloze_is_filled_with_the_key(start: Start, home: Paths) -> None:
    """The sentence shows characters, the line below it what was typed."""
    Path(home.questions / "cloze.yaml").write_text(CLOZE, encoding="utf-8")
    async with start(Request(refs=(Ref("cloze", "gap"),))) as pilot:
        text = await answered(pilot, "sigeyishi")
        assert "用“四个意识”校标" in text
        assert "sigeyishi" in text


async def test_characters_need_no_such_word(start: Start) -> None:
    """What was typed in full is simply right."""
    async with start(Request(refs=(Ref("each", "brief"),))) as pilot:
        text = await answered(pilot, "三会一课")
        assert "✓ Right" in text
        assert "pinyin" not in text
