"""Text from question files is text, on every screen: nothing raises, nothing is acted on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.engine.plans import Mode
from quiz.paths import Paths
from quiz.trainer import Request
from tests.ui.conftest import Start, screen_text

HOSTILE = "x[/b] list[int] [$accent] [@click=app.quit]q[/] \x1b[31mred \u202eevil"
SHOWN = ("[/b]", "list[int]", "[$accent]", "[@click=app.quit]q[/]", "␛[31mred", "⟨U+202E⟩evil")


def field(text: str = HOSTILE) -> str:
    """Return a text as a YAML scalar."""
    return json.dumps(text)


def hostile_set() -> str:
    """Return a set with the hostile text in every field of every type."""
    common = f"hint: {field()}, explanation: {field()}, tags: [{field()}]"
    options = f"[{{text: {field()}, why: {field()}}}, {field('b ' + HOSTILE)}]"
    return f"""\
title: {field()}
description: {field()}
tags: [{field("set " + HOSTILE)}]
questions:
  - {{id: a, prompt: {field()}, options: {options}, answer: A, shuffle: false, {common}}}
  - {{id: b, prompt: {field()}, options: {options}, answer: [A], shuffle: false, {common}}}
  - {{id: c, prompt: {field()}, answer: true, {common}}}
  - {{id: d, cloze: {field(HOSTILE + "{{" + HOSTILE + "}}")}, {common}}}
  - {{id: e, prompt: {field()}, answer: {field()}, {common}}}
  - {{id: f, prompt: {field()}, order: [{field()}, {field("b" + HOSTILE)}], {common}}}
  - {{id: g, prompt: {field()}, match: {{{field()}: {field()}, b: c}}, {common}}}
  - {{id: h, front: {field()}, back: {field()}, {common}}}
"""


@pytest.fixture(autouse=True)
def _only_the_hostile_set(home: Paths) -> None:
    (home.questions / "each.yaml").unlink()
    name = "[b]x[$accent] list[int].yaml"
    (home.questions / name).write_text(hostile_set(), encoding="utf-8")
    broken = 'title: "[/x]"\nquestions:\n  - {prompt: "[/b] list[int]", "[$accent]": 1}\n'
    (home.questions / "[bad] [$x].yaml").write_text(broken, encoding="utf-8")


def assert_shown(pilot: Pilot[Any], *parts: str) -> None:
    """The screen shows these texts as they were typed, and holds no raw control character."""
    text = screen_text(pilot)
    flat = "".join(line.strip() for line in text.splitlines())
    for part in parts:
        assert part in flat, part
    assert "\x1b" not in text
    assert "\u202e" not in text


async def test_home_and_its_notifications(start: Start) -> None:
    """Titles, file names and problems show as typed, in the list and in notifications."""
    async with start(size=(200, 50)) as pilot:
        assert_shown(pilot, *SHOWN, "[bad] [$x].yaml")
        await pilot.press("end", "enter")
        await pilot.pause()
        assert_shown(pilot, "[bad] [$x].yaml:3")
        pilot.app.screen.notify(HOSTILE, markup=False)
        await pilot.pause()


@pytest.mark.parametrize("size", [(160, 50), (60, 20)])
async def test_every_type_in_practice(start: Start, size: tuple[int, int]) -> None:
    """All eight types can be looked at, hinted, answered or skipped, and judged."""
    from quiz.ui.screens.question import QuestionScreen
    from quiz.ui.screens.result import ResultScreen
    from tests.ui.conftest import type_text

    async with start(Request(Mode.PRACTICE, seed=3), size=size) as pilot:
        for _ in range(8):
            screen = pilot.app.screen
            assert isinstance(screen, QuestionScreen)
            await pilot.press("ctrl+t")
            if size[0] > 100:
                assert_shown(pilot, *SHOWN)
            match screen.sitting.question.type:
                case "cloze" | "short":
                    await type_text(pilot, "[/b][$x]")
                case "match":
                    await pilot.press("b", "a")
                case "card":
                    await pilot.press("space", "1")
                case _:
                    await pilot.press("b")
            if screen.sitting.answered is None:
                await pilot.press("enter")
            await pilot.pause()
            assert screen.sitting.answered is not None
            await pilot.press("p")
            await pilot.press("enter")
            await pilot.pause()
        assert isinstance(pilot.app.screen, ResultScreen)
        if size[0] > 100:
            assert_shown(pilot, *SHOWN)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        if size[0] > 100:
            assert_shown(pilot, "[/b]", "list[int]", "[$accent]")
        await pilot.press("x")
        await pilot.press("c")
        await pilot.press("escape")
        await pilot.press("h")
        await pilot.pause()
        assert_shown(pilot, "[/b]")


async def test_an_exam_and_its_sheet(start: Start) -> None:
    """The exam's dialog, answer sheet and result show the text as typed."""
    async with start(size=(160, 50)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert_shown(pilot, "[/b]")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert_shown(pilot, "[/b]", "list[int]", "[$accent]")
        await pilot.press("h", "h")
        await pilot.pause()
        assert_shown(pilot, *SHOWN)


async def test_reading(start: Start) -> None:
    """Reading shows every type with its key as typed."""
    async with start(Request(Mode.READ), size=(160, 50)) as pilot:
        for _ in range(8):
            assert_shown(pilot, *SHOWN)
            await pilot.press("enter")
            await pilot.pause()


async def test_the_browser(start: Start) -> None:
    """The title of the set, the lines, and the details of a question of each type."""
    async with start(size=(200, 60)) as pilot:
        await pilot.press("b")
        for _question in range(8):
            await pilot.pause()
            assert_shown(pilot, *SHOWN)
            await pilot.press("down")
