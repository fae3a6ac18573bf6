"""What a person does in a terminal, from the first key to the score."""

from __future__ import annotations

from tests.e2e.conftest import Program
from tests.e2e.player import QUESTIONS, answer, practise, question
from tests.terminal import ENTER, ctrl


def test_practising_a_set(program: Program) -> None:
    """From home through every type of question to the result; Chinese is typed and pasted."""
    terminal = program.open()
    terminal.wait_for("唐诗")
    terminal.send(ENTER)
    names = practise(terminal)
    terminal.send(ENTER)
    terminal.wait_for("Nothing missed")
    assert terminal.shows("100%")
    assert len(set(names)) == QUESTIONS
    terminal.send(ENTER)
    terminal.wait_for("唐诗")
    terminal.send(ctrl("q"))
    assert terminal.wait_for_end() == 0

    (session,) = program.json("history")["sessions"]
    assert (session["mode"], session["asked"], session["correct"]) == ("practice", 7, 7)
    assert session["finished"]


def test_taking_an_exam(program: Program) -> None:
    """No verdict before the hand-in, one unanswered question costs its points, then pass."""
    terminal = program.open("take", "poems", "-m", "exam", "--seed", "3", "--time", "30")
    for number in range(1, QUESTIONS):
        answer(terminal, question(terminal, number))
        terminal.wait_for(f"{number} answered")
        assert not terminal.shows("✓ Right")
    question(terminal, QUESTIONS)
    terminal.send(ctrl("g"))
    terminal.wait_for("1 open")
    terminal.send("h")
    terminal.wait_for("Press h again")
    terminal.send("h")
    terminal.wait_for("✓ Passed")
    assert terminal.shows("not answered")

    (session,) = program.json("history")["sessions"]
    assert (session["mode"], session["asked"], session["correct"]) == ("exam", 7, 6)
    assert (session["points"], session["possible"]) == (6, 7)


def test_a_wrong_character_is_shown_and_can_be_undone(program: Program) -> None:
    """One wrong character is wrong, both lines are shown; undone, the question is asked again."""
    only_typed = program.folder / "typed.yaml"
    only_typed.write_text(
        "title: 一题\nquestions:\n  - prompt: 下一句？\n    answer: 低头思故乡\n", encoding="utf-8"
    )
    terminal = program.open("take", str(only_typed))
    terminal.wait_for("下一句")
    terminal.send("低头想故乡" + ENTER)
    terminal.wait_for("✗ Wrong")
    assert terminal.shows("one character differs")
    (missed,) = program.json("missed", "--list")["missed"]
    assert "低头想故乡" in missed["last_response"]

    terminal.send(ctrl("z"))
    terminal.wait_for("Taken back")
    terminal.paste("低头思故乡\n")
    terminal.wait_for("低头思故乡")
    terminal.send(ENTER)
    terminal.wait_for("✓ Right")
    assert program.json("missed", "--list")["missed"] == []


def test_a_resize_loses_nothing(program: Program) -> None:
    """What was typed stays when the terminal shrinks to the smallest size that works."""
    only_typed = program.folder / "typed.yaml"
    only_typed.write_text(
        "title: 一题\nquestions:\n  - prompt: 下一句？\n    answer: 低头思故乡\n", encoding="utf-8"
    )
    terminal = program.open("take", str(only_typed), columns=100, rows=40)
    terminal.wait_for("下一句")
    terminal.send("低头思故")
    terminal.wait_for("低头思故")
    terminal.resize(60, 20)
    terminal.wait_for(lambda t: t.shows("下一句") and t.shows("低头思故"))
    terminal.send("乡" + ENTER)
    terminal.wait_for("✓ Right")


def test_the_terminal_is_left_as_it_was(program: Program) -> None:
    """After quitting, the shell's screen is back and pastes are no longer marked."""
    terminal = program.open()
    terminal.wait_for("唐诗")
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.screen_text().strip()
    assert b"\x1b[?2004l" in terminal.output
    assert b"\x1b[?1049l" in terminal.output


def test_keys_that_arrive_together_act_in_their_order(program: Program) -> None:
    """Over a slow line an arrow, a digit and enter may come in one piece; none overtakes."""
    only_order = program.folder / "order.yaml"
    only_order.write_text(
        "title: 一题\nquestions:\n  - prompt: 排序。\n    order: [先, 后]\n", encoding="utf-8"
    )
    terminal = program.open("take", str(only_order))
    terminal.wait_for("排序")
    terminal.send("\x1b[B" + "1" + ENTER)
    terminal.wait_for("✓ Right")
