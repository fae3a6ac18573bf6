"""Makes the pictures of README.md: `python -m tools.pictures`.

The app is driven as a person would, at a fixed size, from a scratch home, with a clock and
seeds of its own, so that the same program makes the same pictures.
"""

from __future__ import annotations

import os

os.environ.pop("NO_COLOR", None)
os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TZ": "Asia/Shanghai"}

import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from pathlib import Path

from textual.screen import Screen

from quiz.engine.plans import Mode, make_plan
from quiz.engine.questions import AnyQuestion, Card, Cloze, Match, Order, Short, TrueFalse
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Response, Typed
from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from quiz.ui.app import QuizApp
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.result import ResultScreen
from tools.svg import portable

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = (100, 30)

First = Callable[[], Screen[None]] | None


class Studio:
    """A trainer with some weeks of history, and the app on it."""

    def __init__(self, home: Path) -> None:
        self._ticks = _ticking(datetime(2026, 5, 4, 20, 0).astimezone())
        self._chance = random.Random("pictures")
        self.trainer = Trainer(Paths(home), folder=home, clock=lambda: next(self._ticks))

    def live_through(self) -> None:
        """Take a set every other day and every day's review, some sets better than others."""
        entries = self.trainer.library.entries()
        for day in range(3 * len(entries)):
            if day % 2 == 0 and day < 2 * len(entries):
                self._take(Request(sets=(entries[day // 2],), seed=day), 0.97 - 0.02 * day)
            if self.trainer.review_counts().due:
                self._take(Request(Mode.REVIEW, seed=day), 0.9)
            self._ticks.send(timedelta(days=1))
        sitting = self.trainer.begin(Request(sets=(entries[2],), seed=7))
        for _each in range(8):
            sitting.respond(_response(sitting.question, right=True))
            sitting.advance()
        sitting.leave()

    def _take(self, request: Request, known: float) -> None:
        """Go through a session in which the share `known` is right."""
        sitting = self.trainer.begin(request)
        going = True
        while going:
            right = self._chance.random() < known
            sitting.respond(_response(sitting.question, right=right))
            going = sitting.advance()

    def asking(self, set_id: str, question_id: str) -> First:
        """Return how to open a practice session that asks a certain question first."""
        entry = self.trainer.library.find(set_id)
        questions = self.trainer.load(entry).questions
        seed = next(
            seed
            for seed in itertools.count()
            if make_plan(questions, Mode.PRACTICE, seed=seed).slots[0].question_id == question_id
        )
        return lambda: QuestionScreen(self.trainer.begin(Request(sets=(entry,), seed=seed)))

    def examined(self, set_id: str, *, known: float) -> First:
        """Return how to open the result of an exam of which the share `known` was right."""
        entry = self.trainer.library.find(set_id)
        sitting = self.trainer.begin(Request(Mode.EXAM, sets=(entry,), seed=1))
        for position in sitting.session.positions():
            sitting.move_to(position)
            sitting.put(_response(sitting.question, right=self._chance.random() < known))
        sitting.hand_in()
        return lambda: ResultScreen(sitting)

    def shoot(self, name: str, first: First, *keys: str) -> None:
        """Open a screen, press `keys`, and save what is shown."""
        svg = asyncio.run(_screenshot(QuizApp(self.trainer, first), keys))
        (PICTURES / f"{name}.svg").write_text(portable(svg), encoding="utf-8")
        print(PICTURES / f"{name}.svg")


async def _screenshot(app: QuizApp, keys: tuple[str, ...]) -> str:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        return app.export_screenshot(title="quiz")


def _ticking(start: datetime) -> Generator[datetime, timedelta | None, None]:
    """Yield moments, each some seconds after the one before, or later by what is sent."""
    while True:
        start += (yield start) or timedelta(seconds=17)


def _response(question: AnyQuestion, *, right: bool) -> Response:
    """Return a response to `question` that is right, or one that isn't."""
    key = question.key
    match question:
        case TrueFalse():
            return Judged(question.answer is right)
        case Order():
            return Ordered(key if right else key[::-1])
        case Match():
            rights = key if right else key[1:] + key[:1]
            return Matched(tuple(zip(question.lefts, rights, strict=True)))
        case Card():
            return Rated(3 if right else 1)
        case Cloze() | Short():
            return Typed(key if right else tuple(text[:-1] for text in key))
        case _:
            options = tuple(option.text for option in question.options)
            return Chosen(key if right else tuple(text for text in options if text not in key)[:1])


def main() -> None:
    """Make all pictures anew."""
    time.tzset()
    use_language("zh")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="quiz-pictures-") as name:
        studio = Studio(Path(name))
        studio.live_through()
        studio.shoot("home", None)
        studio.shoot("map", None, "v")
        studio.shoot("statistics", None, "s")
        cloze = studio.asking("part1", "political-organ-awareness")
        typed = (*"政治机关", "enter", *"思想正治建设", "enter", *"政治要求", "enter")
        studio.shoot("question", cloze, *typed)
        studio.shoot("result", studio.examined("part1", known=0.8))


if __name__ == "__main__":
    main()
