"""Answering: every type by keyboard and mouse, and what is on record afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.trainer import Request
from quiz.ui.app import QuizApp
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.result import ResultScreen
from quiz.ui.widgets.answers.area import Row
from quiz.ui.widgets.verdict import VerdictPanel
from tests.ui.conftest import Start, footer, screen_text, type_text


def one(name: str, mode: Mode = Mode.PRACTICE, *more: str) -> Request:
    """Ask for these questions only."""
    return Request(mode, refs=tuple(Ref("each", each) for each in (name, *more)), seed=1)


def asked(pilot: Pilot[Any]) -> QuestionScreen:
    """Return the question screen on top."""
    screen = pilot.app.screen
    assert isinstance(screen, QuestionScreen)
    return screen


def outcome(pilot: Pilot[Any]) -> str | None:
    """Return how the current question was judged, None before that."""
    answer = asked(pilot).sitting.answered
    return answer.verdict.outcome.value if answer else None


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("one", ["a", "enter"], "correct"),
        ("one", ["2", "enter"], "wrong"),
        ("one", ["down", "down", "up", "up", "space", "enter"], "correct"),
        ("one", ["enter"], "correct"),
        ("several", ["a", "c", "enter"], "correct"),
        ("several", ["a", "enter"], "partly"),
        ("several", ["a", "b", "b", "3", "enter"], "correct"),
        ("truth", ["a", "enter"], "correct"),
        ("truth", ["f", "enter"], "wrong"),
        ("pairs", [], None),
    ],
)
async def test_choices_are_picked_by_letter_digit_and_arrow(
    start: Start, name: str, keys: list[str], expected: str | None
) -> None:
    """Letters, digits and arrows pick; enter submits; a second letter drops a tick."""
    async with start(one(name)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert outcome(pilot) == expected


async def test_full_width_letters_pick_too(start: Start) -> None:
    """An input method left on sends full-width letters; they pick as plain ones do."""
    async with start(one("one")) as pilot:
        await type_text(pilot, "Ｂ")
        await pilot.press("enter")
        await pilot.pause()
        assert outcome(pilot) == "wrong"


async def test_blanks_fill_in_their_sentence_and_enter_goes_on(start: Start) -> None:
    """What is typed shows in the sentence; enter goes to the next blank, then submits."""
    async with start(one("gaps")) as pilot:
        await type_text(pilot, "Quick")
        assert "The (1)Quick brown" in screen_text(pilot)
        await pilot.press("enter")
        assert outcome(pilot) is None
        await type_text(pilot, "fix")
        await pilot.press("enter")
        await pilot.pause()
        assert outcome(pilot) == "partly"
        assert "The quick brown fox jumps" in screen_text(pilot)


async def test_chinese_typed_with_a_near_miss_is_shown_beside_the_key(start: Start) -> None:
    """A miss by one character is wrong, named by its kind, and shown over the key."""
    async with start(one("brief")) as pilot:
        await type_text(pilot, "三会课")
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(pilot)
        assert outcome(pilot) == "wrong"
        assert "a character is missing" in text
        assert "三会一课" in text


async def test_overruling_a_typed_answer_counts_it_as_right(start: Start) -> None:
    """The learner may overrule a verdict on typed text, and it is recorded as overruled."""
    async with start(one("brief")) as pilot:
        await type_text(pilot, "另一种写法")
        await pilot.press("enter")
        await pilot.pause()
        assert "I was right" in footer(pilot)
        await pilot.press("o")
        await pilot.pause()
        answer = asked(pilot).sitting.answered
        assert answer is not None
        assert answer.verdict.overruled
        assert "I was right" not in footer(pilot)
        app = pilot.app
        assert isinstance(app, QuizApp)
        assert app.trainer.missed() == []


async def test_items_are_moved_with_space_and_arrows(start: Start) -> None:
    """Space takes an item up, arrows move it, a digit puts it at a place."""
    async with start(one("sequence")) as pilot:
        area = asked(pilot)._area
        for place, item in enumerate(["first", "second", "third"]):
            response = area.response()  # type: ignore[union-attr]
            items = response.items  # type: ignore[union-attr]
            await pilot.press(*["up"] * 3, *["down"] * 0)
            await _go_to(pilot, items.index(item))
            await pilot.press("space", *["up"] * (items.index(item) - place), "space")
        await pilot.press("enter")
        await pilot.pause()
        assert outcome(pilot) == "correct"


async def _go_to(pilot: Pilot[Any], place: int) -> None:
    area = asked(pilot)._area
    while area._cursor != place:  # type: ignore[union-attr]
        await pilot.press("down")


async def test_pairs_are_joined_by_letter(start: Start) -> None:
    """A letter joins the line at the cursor and goes on to the next open line."""
    async with start(one("pairs")) as pilot:
        choices = asked(pilot).sitting.choices
        await pilot.press("enter")
        assert outcome(pilot) is None
        for right in ("1", "2"):
            await pilot.press("abc"[choices.index(right)])
        await pilot.press("enter")
        await pilot.pause()
        assert outcome(pilot) == "correct"


async def test_a_card_is_turned_and_rated(start: Start) -> None:
    """The back is hidden until the card is turned; 1 to 4 rates and counts as the answer."""
    async with start(one("front")) as pilot:
        assert "The back" not in screen_text(pilot)
        await pilot.press("3")
        assert outcome(pilot) is None
        await pilot.press("space")
        assert "The back" in screen_text(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert outcome(pilot) == "correct"


async def test_the_mouse_picks_and_the_footer_submits(start: Start) -> None:
    """Everything works by mouse: an option is clicked, the footer's enter submits."""
    async with start(one("one")) as pilot:
        rows = list(pilot.app.screen.query(Row))
        await pilot.click(rows[1])
        bar = footer(pilot)
        await pilot.click("KeyBar", offset=(bar.index("Submit") + 2, 0))
        await pilot.pause()
        assert outcome(pilot) == "wrong"
        assert "That is the second." in screen_text(pilot)


async def test_the_verdict_tells_why(start: Start) -> None:
    """The verdict shows the explanation and says right or wrong in words, not colour alone."""
    async with start(one("one")) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        text = screen_text(pilot)
        assert "✓ Right" in text
        assert "The alphabet begins with a." in text


async def test_the_hint_is_offered_only_where_there_is_one(start: Start) -> None:
    """The footer tells the truth: no hint key on a question without a hint."""
    async with start(one("one", Mode.PRACTICE, "truth")) as pilot:
        while asked(pilot).sitting.question.id != "one":
            await pilot.press("ctrl+n")
            await pilot.pause()
        assert "Hint" in footer(pilot)
        await pilot.press("ctrl+t")
        assert "It begins the alphabet." in screen_text(pilot)
    async with start(one("truth")) as pilot:
        assert "Hint" not in footer(pilot)


async def test_undo_asks_the_question_again_and_forgets_the_response(start: Start) -> None:
    """One step of undo takes the response off the record and out of the missed book."""
    async with start(one("one")) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, QuizApp)
        assert len(app.trainer.missed()) == 1
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert outcome(pilot) is None
        assert app.trainer.missed() == []
        assert "Undo" not in footer(pilot)
        await pilot.press("a", "enter")
        await pilot.pause()
        assert outcome(pilot) == "correct"


async def test_a_left_session_resumes_where_it_stood(start: Start) -> None:
    """Leaving keeps the place; Home offers the session on top and it goes on there."""
    request = one("one", Mode.PRACTICE, "truth", "several")
    async with start(request) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        here = asked(pilot).sitting.question.id
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Resume" in screen_text(pilot)
    async with start() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert asked(pilot).sitting.question.id == here
        assert len(asked(pilot).sitting.session.answers) == 1


async def test_a_session_that_was_only_looked_at_is_not_offered_again(start: Start) -> None:
    """Opening a set by mistake leaves nothing behind on Home."""
    async with start(one("one")) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert "Resume" not in screen_text(pilot)


async def test_the_result_lists_misses_and_asks_only_these_again(start: Start) -> None:
    """The result shows each miss with its key; `a` begins a round of only these."""
    async with start(one("one", Mode.PRACTICE, "truth")) as pilot:
        for _ in range(2):
            right = asked(pilot).sitting.question.id == "truth"
            await pilot.press("a" if right else "b", "enter")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
        assert isinstance(pilot.app.screen, ResultScreen)
        text = screen_text(pilot)
        assert "50%" in text
        assert "Which letter is first?" in text
        await pilot.press("a")
        await pilot.pause()
        assert asked(pilot).sitting.session.total == 1
        assert asked(pilot).sitting.question.id == "one"


async def test_typing_survives_a_resize(start: Start) -> None:
    """A resize in the middle of an answer loses nothing."""
    async with start(one("gaps")) as pilot:
        await type_text(pilot, "quick")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert "(1)quick" in screen_text(pilot)
        await type_text(pilot, "er")
        assert "(1)quicker" in screen_text(pilot)


async def test_reading_shows_the_key_and_asks_nothing(start: Start) -> None:
    """Reading shows each question with its key and leaves no trace in the history."""
    async with start(one("gaps", Mode.READ, "brief")) as pilot:
        assert "The quick brown fox jumps" in screen_text(pilot)
        assert "Submit" not in footer(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "三会一课" in screen_text(pilot)
        assert pilot.app.screen.query_one(VerdictPanel).display
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "The quick brown fox jumps" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, QuizApp)
        assert isinstance(app.screen, HomeScreen)
        assert app.trainer.history() == []
