"""The app on a scratch home, driven by Textual's Pilot, with notifications and tooltips on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot

from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from quiz.ui.app import QuizApp
from quiz.ui.screens.question import QuestionScreen

ONE_OF_EACH = """\
title: One of each
questions:
  - id: one
    prompt: Which letter is first?
    options: [a, {text: b, why: That is the second.}, c]
    answer: a
    shuffle: false
    hint: It begins the alphabet.
    explanation: The alphabet begins with a.
    tags: [letters]
  - id: several
    prompt: Which are vowels?
    options: [a, b, e, d]
    answer: [a, e]
    shuffle: false
  - id: truth
    prompt: Water is wet.
    answer: true
  - id: gaps
    cloze: The {{quick}} brown {{fox::an animal}} jumps
  - id: brief
    prompt: 主题教育的“制度”是什么？
    answer: 三会一课
  - id: sequence
    prompt: Put the numbers in order.
    order: [first, second, third]
  - id: pairs
    prompt: Match them.
    match: {one: 1, two: 2}
    extra: ['3']
  - id: front
    front: The front
    back: The back
"""


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    """A scratch home with one set of every type in it."""
    paths = Paths(tmp_path / "home")
    paths.questions.mkdir(parents=True)
    (paths.questions / "each.yaml").write_text(ONE_OF_EACH, encoding="utf-8")
    return paths


@pytest.fixture
def make_trainer(home: Paths, tmp_path: Path) -> Callable[[], Trainer]:
    """Make a trainer that finds the sets of the scratch home and no others."""

    def make() -> Trainer:
        return Trainer(home, folder=tmp_path, shipped=tmp_path / "none")

    return make


Start = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def start(make_trainer: Callable[[], Trainer]) -> Start:
    """Start the app: `async with start(request, size=(80, 24)) as pilot`."""

    @asynccontextmanager
    async def run(
        request: Request | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        trainer: Trainer | None = None,
    ) -> AsyncIterator[Pilot[Any]]:
        trainer = trainer or make_trainer()
        first = None
        if request is not None:
            first = lambda: QuestionScreen(trainer.begin(request, asking=True))  # noqa: E731
        app = QuizApp(trainer, first)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            yield pilot
        trainer.close()

    return run


def screen_text(pilot: Pilot[Any]) -> str:
    """Return what is on the screen, line by line, as a terminal would show it."""
    screen = pilot.app.screen
    lines = screen._compositor.render_strips(screen.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def footer(pilot: Pilot[Any]) -> str:
    """Return the text of the footer."""
    from quiz.ui.widgets.bars import KeyBar

    rendered = pilot.app.screen.query_one(KeyBar).render()
    assert isinstance(rendered, Content)
    return rendered.plain


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text, character by character, any script."""
    from textual import events

    for character in text:
        pilot.app.post_message(events.Key(character, character))
        await pilot.pause()
