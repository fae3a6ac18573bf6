"""How sure one is, asked line by line between a response and its verdict."""

from __future__ import annotations

import pytest

from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.i18n import use_language
from quiz.settings import Settings
from quiz.trainer import Request, Trainer
from tests.plain.conftest import TakeLines, Talk, talk

ASKED = "How sure are you? 1 not sure, 2 sure; an empty line says nothing."


@pytest.fixture
def take(trainer: Trainer, take_lines: TakeLines) -> TakeLines:
    """Take sessions with the setting on."""
    trainer.save_settings(Settings(ask_sure=True))
    return take_lines


def sureness(said: Talk) -> list[bool | None]:
    """Return what is on record of how sure the learner was, response by response."""
    return [answer.sure for _place, answer in sorted(said.sitting.session.answers.items())]


@pytest.mark.parametrize(
    ("line", "sure"), [("1", False), ("2", True), ("２", True), ("", None), (" 1 ", False)]
)
def test_one_line_says_it(take: TakeLines, trainer: Trainer, line: str, sure: bool | None) -> None:
    """A digit of either width, or nothing; it is on record and in the missed book."""
    said = take("b", line)
    assert sureness(said) == [sure]
    assert trainer.missed()[0].record.state.sure is sure


def test_it_is_asked_before_the_verdict(take: TakeLines) -> None:
    """Knowing the verdict would change the answer."""
    lines = take("a", "2").lines
    assert lines.index(ASKED) < lines.index("✓ Right")


def test_a_line_that_says_nothing_of_the_kind_is_asked_again(take: TakeLines) -> None:
    """It counts as nothing, a command included; the response is not lost over it."""
    said = take("b", "3", ":u", "sure", "2")
    assert said.lines.count("Type 1 or 2, or nothing.") == 3
    assert sureness(said) == [True]


@pytest.mark.parametrize("lines", [("b", ":q"), ("b", "：q"), ("b",)])
def test_leaving_instead_records_nothing(take: TakeLines, lines: tuple[str, ...]) -> None:
    """No verdict was shown, so the question is asked again when the session is resumed."""
    said = take(*lines)
    assert said.verdicts == ""
    assert said.score == "score: 0/0 (0%)"
    assert "resume" in said.out


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.MISSED, Mode.REVIEW])
def test_the_modes_that_ask(take: TakeLines, mode: Mode) -> None:
    """Wherever a verdict follows each response to a question as it is."""
    assert ASKED in take("a", "2", mode=mode).out


@pytest.mark.parametrize(
    ("mode", "lines"),
    [(Mode.EXAM, ("a",)), (Mode.CARDS, ("", "3")), (Mode.READ, ("",))],
)
def test_the_modes_that_don_t(take: TakeLines, mode: Mode, lines: tuple[str, ...]) -> None:
    """An exam gives no verdict, a card is rated anyway, reading asks nothing."""
    said = take(*lines, mode=mode)
    assert ASKED not in said.out
    assert set(sureness(said)) <= {None}


def test_drills_and_cards_among_questions_aren_t_asked_of(
    take: TakeLines, trainer: Trainer
) -> None:
    """A drill's steps show parts of the answer; a rating says how sure one was."""
    drill = trainer.begin(Request(Mode.DRILL, refs=(Ref("each", "brief"),)))
    assert ASKED not in talk(drill, "三会一课").out
    assert ASKED not in take("", "3", only="front").out


def test_by_default_nothing_is_asked(take_lines: TakeLines) -> None:
    """The setting is off until one turns it on."""
    said = take_lines("b")
    assert ASKED not in said.out
    assert sureness(said) == [None]


def test_in_chinese(take: TakeLines) -> None:
    """The question and its refusal are in the learner's language."""
    use_language("zh")
    out = take("b", "x", "1").out
    assert "有几分把握？1 没把握，2 有把握；直接按 enter 则不说。" in out
    assert "请输入 1 或 2，或直接按 enter。" in out
