"""Whatever has been shown survives the end of the process, and the session goes on there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Program
from tests.e2e.player import answer, go_on, practise, question
from tests.terminal import ENTER, Terminal

End = Callable[[Terminal], object]

ENDS = pytest.mark.parametrize(
    "end", [Terminal.kill, Terminal.hang_up], ids=["killed", "terminal closed"]
)


@ENDS
def test_a_verdict_that_was_painted_is_on_record(program: Program, end: End) -> None:
    """The process ends right after a verdict is painted: it is recorded, and shown on resuming."""
    terminal = program.open("take", "poems", "--seed", "5")
    names = practise(terminal, until=3)
    end(terminal)

    (session,) = program.json("history")["sessions"]
    assert (session["asked"], session["correct"]) == (3, 3)
    assert session["finished"] is None

    terminal = program.open()
    terminal.wait_for("Resume")
    terminal.send(ENTER)
    assert question(terminal, 3) == names[-1]
    terminal.wait_for("✓ Right")
    go_on(terminal, names[-1])
    assert question(terminal, 4) not in names


@ENDS
def test_an_unanswered_question_is_asked_again(program: Program, end: End) -> None:
    """The process ends before the response: resuming asks the same question."""
    terminal = program.open("take", "poems", "--seed", "5")
    go_on(terminal, practise(terminal, until=2)[-1])
    name = question(terminal, 3)
    end(terminal)

    terminal = program.open("take", "--resume")
    assert question(terminal, 3) == name
    answer(terminal, name)
    terminal.wait_for("✓ Right")
    (session,) = program.json("history")["sessions"]
    assert (session["asked"], session["correct"]) == (3, 3)


@ENDS
def test_an_answer_sheet_survives(program: Program, end: End) -> None:
    """What was put on an exam's answer sheet is there again, and nothing is graded before."""
    terminal = program.open("take", "poems", "-m", "exam", "--seed", "5")
    for number in (1, 2):
        answer(terminal, question(terminal, number))
        terminal.wait_for(f"{number} answered")
    name = question(terminal, 3)
    end(terminal)

    assert program.json("missed", "--list")["missed"] == []
    terminal = program.open("take", "--resume")
    assert question(terminal, 3) == name
    terminal.wait_for("2 answered")
