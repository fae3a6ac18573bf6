"""The simulation does what its page says: repeatable, as many responses for all, honest counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.engine.scheduling import later
from tests.simulation.__main__ import main, table
from tests.simulation.learner import MEMORIES, Learner
from tests.simulation.strategies import InOrder, MissedBook, Review
from tests.simulation.study import START, study

MEMORY = MEMORIES["collection"]


def test_it_runs_and_repeats(capsys: pytest.CaptureFixture[str]) -> None:
    """The same arguments print the same two tables, with a line for each memory and way."""
    arguments = ["--questions", "12", "--days", "8", "--seeds", "2"]
    main(arguments)
    first = capsys.readouterr().out
    main(arguments)
    assert capsys.readouterr().out == first
    assert first.count("| review") == first.count("| sets in order") == 2 * len(MEMORIES)
    assert "12 questions, 8 days" in first


def test_another_seed_is_another_learner() -> None:
    """Questions and luck differ from seed to seed."""
    assert study(MEMORY, 12, 8, seed=1) != study(MEMORY, 12, 8, seed=2)


@pytest.mark.parametrize("exam", [False, True])
def test_all_ways_have_as_many_responses(exam: bool) -> None:
    """Only the missed book alone may have fewer: it ends when nothing is owed."""
    review, in_order, book, book_and_sets = study(MEMORY, 40, 20, seed=1, exam=exam)
    assert review.per_day == in_order.per_day == book_and_sets.per_day
    assert 0 < book.per_day <= review.per_day


def test_a_learner_forgets_what_was_learned() -> None:
    """What was never asked isn't known; what was is known that day and less every day after."""
    learner = Learner(MEMORY, 2, seed=1)
    assert learner.recall(0, START) == 0.0
    learner.answer(0, START)
    recalls = [learner.recall(0, later(START, days)) for days in range(30)]
    assert recalls[0] == 1.0
    assert recalls == sorted(recalls, reverse=True)
    assert learner.recall(1, START) == 0.0


def test_the_review_asks_new_ones_and_repeats_misses() -> None:
    """Its first day has fifteen new questions, and those missed a second time."""
    asked: list[int] = []

    def odd_ones_at_second(question: int) -> bool:
        asked.append(question)
        return question % 2 == 0 or asked.count(question) > 1

    assert Review(40).day(0, START, odd_ones_at_second) == 15 + 7
    assert asked == [*range(15), *range(1, 15, 2)]


def test_the_sets_begin_again_after_the_last_question() -> None:
    """Going through them in order has no end."""
    asked: list[int] = []

    def ask(question: int) -> bool:
        asked.append(question)
        return True

    assert InOrder(3).day(5, ask) == 5
    assert asked == [0, 1, 2, 0, 1]


@pytest.mark.parametrize(("goes_on", "last"), [(False, []), (True, [0, 1])])
def test_the_missed_book_asks_what_is_owed(goes_on: bool, last: list[int]) -> None:
    """A miss is asked first on the next two days; then it is cleared, and only the sets remain."""
    way = MissedBook(4, goes_on=goes_on)
    days: list[list[int]] = []
    for number in range(4):
        asked: list[int] = []

        def ask(question: int, asked: list[int] = asked, number: int = number) -> bool:
            asked.append(question)
            return number > 0 or question != 0

        way.day(number, 2, ask)
        days.append(asked)
    assert days == [[0, 1], [0, 2], [0, 3], last]


def test_the_page_has_the_printed_columns() -> None:
    """The table on the page is what the command prints today."""
    page = (Path(__file__).parents[2] / "docs" / "simulation.md").read_text(encoding="utf-8")
    printed, *_lines = table(4, 60, 1, exam=False).splitlines()
    cells = [cell.strip() for cell in printed.split("|")]
    assert any([cell.strip() for cell in line.split("|")] == cells for line in page.splitlines())
    assert all(page.count(f"| {name} ") == 2 * 4 for name in MEMORIES)
