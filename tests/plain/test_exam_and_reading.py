"""A mock exam and reading, line by line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from quiz.engine.plans import Mode
from quiz.plain import run_plain
from quiz.sitting import Sitting
from quiz.trainer import Trainer
from tests.conftest import Clock
from tests.plain.conftest import TakeLines, Talk, begin, talk


@pytest.fixture
def exam(take_lines: TakeLines) -> TakeLines:
    """Take an exam of three questions: a choice, a statement, a typed answer."""

    def take(*lines: str, minutes: float = 0) -> Talk:
        return take_lines(*lines, only="one truth brief", mode=Mode.EXAM, minutes=minutes)

    return take


def test_no_verdict_before_the_hand_in(exam: TakeLines, trainer: Trainer) -> None:
    """Each response is confirmed only; after the last one the exam is handed in."""
    result = exam("A", "f", "三会一课")
    assert "Recorded: 甲" in result.lines
    assert "The exam has been handed in." in result.lines
    handed_in = result.out.index("handed in")
    assert "✓" not in result.out[:handed_in]
    assert "Key:" not in result.out[:handed_in]
    assert result.lines[-2] == "✓ Passed · pass mark 60%"
    assert result.score == "score: 2/3 (67%)"
    (session,) = trainer.history()
    assert (session.result.correct, session.result.passed) == (2, True)


def test_misses_are_listed_with_their_keys(exam: TakeLines) -> None:
    """Wrong and unanswered ones, with what was answered and what is right."""
    result = exam("B", ":s", "三会一课")
    after = result.out.split("handed in.")[1]
    assert "Not answered: 2" in after
    assert "哪一个在前？\n  Yours: 乙\n  Key: 甲" in after
    assert "水是湿的。\n  Yours: not answered\n  Key: True" in after
    assert "认真落实" not in after
    assert "✗ Not passed · pass mark 60%" in after
    assert result.score == "score: 1/3 (33%)"


def test_going_back_and_changing_an_answer(exam: TakeLines) -> None:
    """`:g` goes to a question; an empty line leaves what is on the sheet."""
    result = exam("B", "t", ":g 1", "A", "", "三会一课")
    assert "On your sheet: 乙. An empty line leaves it so." in result.lines
    assert result.score == "score: 3/3 (100%)"


@pytest.mark.parametrize("line", [":g", ":g 0", ":g 4", ":g x"])
def test_going_nowhere_is_explained(exam: TakeLines, line: str) -> None:
    """A number that isn't a question's is asked again."""
    assert "Name a question from 1 to 3" in exam(line).out


def test_flagging(exam: TakeLines) -> None:
    """A flag is shown with the question and listed at the end."""
    result = exam(":f", "A", ":g1", ":d")
    assert "[1/3] 哪一个在前？ (flagged)" in result.lines
    assert "Flagged: 1" in result.lines
    assert "Not answered: 2; 3" in result.lines
    assert result.score == "score: 1/3 (33%)"


def test_an_exam_knows_no_undo(exam: TakeLines) -> None:
    """Commands that would tell a verdict or take one back don't exist."""
    for command in (":u", ":o", ":p"):
        assert f"There is no command {command}" in exam(command).out


def test_leaving_keeps_the_sheet(exam: TakeLines, trainer: Trainer) -> None:
    """Left before the hand-in it can be resumed; nothing is judged until then."""
    left = exam("A", "t")
    assert left.score == "score: 0/3 (0%)"
    assert trainer.statistics().responses == 0
    again = talk(trainer.resume(left.sitting.id), "三会一课")
    assert "[3/3]" in again.out
    assert again.score == "score: 3/3 (100%)"


def test_an_empty_line_is_no_answer(exam: TakeLines) -> None:
    """It doesn't pass over a question that has none."""
    assert "An empty line is no answer." in exam("").out


class SlowTypist:
    """Lines that take 25 seconds each; tells the seconds as a stopwatch does."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter(lines)
        self.seconds = 0.0

    def readline(self) -> str:
        """Take a while to give the next line."""
        self.seconds += 25
        return next(self._lines, "")

    def isatty(self) -> bool:
        """No terminal."""
        return False


def test_time_runs_out(trainer: Trainer, questions: Path, clock: Clock) -> None:
    """What is typed after the time is up doesn't count; what was on the sheet does."""
    begun = begin(trainer, "one truth brief", mode=Mode.EXAM, minutes=1)
    stdin = SlowTypist("A\n", "t\n", "三会一课\n")
    sitting = Sitting(
        begun.session,
        begun.id,
        trainer.store,
        passages=trainer.passage,
        clock=clock,
        right_to_clear=2,
        stopwatch=lambda: stdin.seconds,
    )
    out = io.StringIO()
    run_plain(sitting, stdin=stdin, stdout=out)
    lines = out.getvalue().splitlines()
    assert [line for line in lines if line.startswith("Time left")] == [
        "Time left: 1:00",
        "Time left: 0:35",
        "Time left: 0:10",
    ]
    assert "Time is up. The exam has been handed in." in lines
    assert lines[-1] == "score: 2/3 (67%)"


def test_reading(take_lines: TakeLines, trainer: Trainer) -> None:
    """Each question comes with its key and passage; an empty line goes on, `:b` goes back."""
    result = take_lines("", ":b", "", "x", "", only="one brief", mode=Mode.READ)
    assert result.out.count("Key: A. 甲") == 2
    assert result.out.count("Key: 三会一课") == 2
    assert "Passage: …认真落实⟦“三会一课”制度⟧" not in result.out
    assert "⟦认真落实“三会一课”制度⟧" in result.out
    assert "An empty line goes on, :b goes back, :q leaves." in result.lines
    assert "You have read to the end." in result.lines
    assert result.score == "score: 0/0 (0%)"
    assert trainer.history() == []


def test_reading_shows_the_whole_passage(take_lines: TakeLines) -> None:
    """`:p` shows the paragraph, here at any time."""
    assert "后面还有一句。" in take_lines(":p", only="one", mode=Mode.READ).out


def test_reading_is_resumed(take_lines: TakeLines, trainer: Trainer) -> None:
    """It goes on where it was left."""
    left = take_lines("", only="one truth brief", mode=Mode.READ)
    again = talk(trainer.resume(left.sitting.id), "", "")
    assert again.lines[3].startswith("[2/3]")
    assert begin(trainer, "one").session.total == 1
