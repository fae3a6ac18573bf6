"""Practising line by line: what is printed, what is recorded, and the commands."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.engine.responses import Chosen
from quiz.errors import StoreError
from quiz.plain import run_plain
from quiz.trainer import Request, Trainer
from tests.plain.conftest import TakeLines, begin, talk


def test_a_question_as_it_is_asked(take_lines: TakeLines) -> None:
    """Title, progress, prompt, options by letter, then the prompt for a line."""
    lines = take_lines("A", only="one").lines
    assert lines[0] == "各种题型 · Practice · 1 question"
    start = lines.index("[1/1] 哪一个在前？")
    assert lines[start : start + 5] == ["[1/1] 哪一个在前？", "A. 甲", "B. 乙", "C. 丙", "> A"]


def test_a_right_response(take_lines: TakeLines) -> None:
    """The verdict, then the key, the explanation and the passage; last the score."""
    lines = take_lines("A", only="one").lines
    after = lines[lines.index("> A") + 1 :]
    assert after == [
        "✓ Right",
        "Key: A. 甲",
        "Explanation: 天干以甲开头。",
        "Passage: ⟦要坚持不懈抓好党的建设⟧，认真落实“三会一课”制度。",
        "",
        "1 right of 1 asked",
        "score: 1/1 (100%)",
    ]


def test_a_wrong_response_gets_the_feedback_on_its_option(take_lines: TakeLines) -> None:
    """The author's `why` of the option chosen stands below the verdict."""
    lines = take_lines("b", only="one").lines
    assert lines[lines.index("✗ Wrong") + 1] == "乙  乙在第二位。"
    assert lines[-1] == "score: 0/1 (0%)"


def test_a_part_of_the_options_is_partly_right(take_lines: TakeLines) -> None:
    """Half the right options earn half the point, printed with a decimal."""
    result = take_lines("A", only="several")
    assert "◐ Partly right" in result.lines
    assert "Key: A. 东; C. 西" in result.lines
    assert result.score == "score: 0.5/1 (50%)"


def test_a_statement(take_lines: TakeLines) -> None:
    """True and false have letters; words do as well."""
    result = take_lines("f", only="truth")
    assert "A. True  B. False" in result.lines
    assert "Key: A. True" in result.lines
    assert result.verdicts == "✗"


def test_a_cloze_has_numbered_blanks(take_lines: TakeLines) -> None:
    """The sentence with its blanks and their hints, and how to answer."""
    result = take_lines("党的建设；三会一课", only="gaps")
    assert "[1/1] 要坚持不懈抓好（1）____，认真落实“（2）____(四个字)”制度" in result.lines
    assert "2 answers, with a semicolon between them." in result.lines
    assert result.score == "score: 1/1 (100%)"


def test_each_blank_has_its_verdict(take_lines: TakeLines) -> None:
    """One of two is partly right, with a sign for each; the key is given whole."""
    result = take_lines("党的建设；别的什么", only="gaps")
    assert "（1）✓  （2）✗" in result.lines
    assert "Key: 党的建设; 三会一课" in result.lines
    assert result.score == "score: 0.5/1 (50%)"


def test_a_near_miss_is_shown_character_by_character(take_lines: TakeLines) -> None:
    """What was typed stands over the key, the difference marked without colour."""
    lines = take_lines("三会课", only="brief").lines
    start = lines.index("✗ Wrong · close: a character is missing")
    assert lines[start + 1 : start + 3] == ["Typed  三会⟦  ⟧课", "Key    三会⟦一⟧课"]


def test_items_in_order_and_pairs(take_lines: TakeLines) -> None:
    """Items and right sides have letters, left sides numbers; the key is given in them."""
    order = take_lines("ABC", only="sequence")
    assert [line for line in order.lines if line[:2] in ("A.", "B.", "C.")]
    pairs = take_lines("1a 2b", only="pairs")
    assert "1. 左一" in pairs.lines
    assert "2. 左二" in pairs.lines
    assert {line[:2] for line in pairs.lines if line[1:2] == "."} >= {"a.", "b.", "c."}
    key = next(line for line in pairs.lines if line.startswith("Key: "))
    letters = key.removeprefix("Key: ").split("  ")[0]
    assert take_lines(letters, only="pairs").score == "score: 1/1 (100%)"
    key = next(line for line in order.lines if line.startswith("Key: "))
    letters = key.removeprefix("Key: ").split("  ")[0]
    assert take_lines(letters, only="sequence").score == "score: 1/1 (100%)"


def test_a_card_is_turned_and_rated(take_lines: TakeLines) -> None:
    """An empty line shows the back; only then is it rated."""
    result = take_lines("3", "", "9", "1", only="front")
    assert result.lines.count("背面") == 1
    assert result.out.index("背面") > result.out.index("turns the card over; rate")
    due = "1 Again (2025-06-03)  2 Hard (2025-06-03)  3 Good (2025-06-04)  4 Easy (2025-06-11)"
    assert due in result.lines
    assert "✗ Again" in result.lines
    assert result.score == "score: 0/1 (0%)"


def test_a_line_that_cannot_be_read_counts_as_nothing(
    take_lines: TakeLines, trainer: Trainer
) -> None:
    """It is explained and asked again; nothing is recorded of it."""
    result = take_lines("", "Z", ":x", "AB", "A", only="one")
    assert result.out.count("> ") == 5
    assert "There is no command :x" in result.out
    assert result.score == "score: 1/1 (100%)"
    assert trainer.statistics().responses == 1


def test_bytes_that_are_no_text_count_as_nothing(trainer: Trainer, questions: Path) -> None:
    """A line in another encoding is explained, not graded."""
    stdin = io.TextIOWrapper(io.BytesIO("三会\n".encode("gbk") + b":q\n"), "utf-8", "replace")
    out = io.StringIO()
    run_plain(trainer.begin(Request(count=1)), stdin=stdin, stdout=out)
    assert "not UTF-8" in out.getvalue()
    assert trainer.statistics().responses == 0


def test_an_answer_may_begin_with_a_colon(take_lines: TakeLines) -> None:
    """`\\:` stands for the colon; without it a command was meant."""
    result = take_lines("\\:三会一课", only="brief")
    assert result.verdicts == "✓"
    assert take_lines(":hello", only="brief").verdicts == ""


def test_a_wide_colon_commands_too(take_lines: TakeLines) -> None:
    """An input method's colon and question mark do; an answer that begins so is an answer."""
    assert "this list" in take_lines("：？", only="brief").out
    assert take_lines("：三会一课", only="brief").verdicts == "✓"


# -- commands ---------------------------------------------------------------------------------


def test_help_lists_every_command(take_lines: TakeLines) -> None:
    """The commands of the contract are all there."""
    lines = take_lines(":?", only="one").lines
    assert {line[:2] for line in lines if line[:1] == ":"} >= {
        ":h",
        ":p",
        ":u",
        ":o",
        ":s",
        ":q",
        ":?",
    }


def test_the_hint_is_told_and_noted(take_lines: TakeLines, trainer: Trainer) -> None:
    """The hint is printed on demand, and the response after it is marked."""
    result = take_lines(":h", "A", only="one")
    assert "Hint: 天干第一位。" in result.lines
    assert result.sitting.session.answers[0].hinted
    assert "There is no hint." in take_lines(":h", only="brief").lines


def test_the_passage_does_not_give_the_answer_away(take_lines: TakeLines) -> None:
    """Before the first verdict it is refused; after one, the whole paragraph can be had."""
    before = take_lines(":p", only="brief")
    assert "三会一课" not in before.out
    after = take_lines("三会一课", ":p", only="brief one")
    assert after.out.count("后面还有一句。") == 1
    assert "第二段" not in after.out


def test_a_skipped_question_counts_as_asked(take_lines: TakeLines) -> None:
    """It earns nothing; nothing is recorded as missed."""
    result = take_lines(":s", only="one")
    assert result.score == "score: 0/1 (0%)"
    assert result.verdicts == ""


def test_undo_asks_the_last_question_again(take_lines: TakeLines, trainer: Trainer) -> None:
    """At the next prompt, the response just given is taken back, in the record as well."""
    result = take_lines("B", ":u", "A", "三会一课", only="one brief")
    assert result.verdicts == "✗✓✓"
    assert "Taken back. Answer again." in result.lines
    assert result.score == "score: 2/2 (100%)"
    assert trainer.missed() == []
    assert trainer.statistics().responses == 2


def test_undo_goes_back_to_what_was_skipped(take_lines: TakeLines) -> None:
    """A skip is a step as well."""
    result = take_lines(":s", ":u", "A", ":s", only="one brief")
    assert result.out.count("[1/2]") == 2
    assert result.score == "score: 1/2 (50%)"


def test_undo_is_one_step(take_lines: TakeLines) -> None:
    """With nothing to take back it says so and asks again."""
    assert "There is nothing to undo." in take_lines(":u", only="one").lines


def test_overruling_the_last_verdict(take_lines: TakeLines, trainer: Trainer) -> None:
    """A typed answer held for right counts, and is recorded as overruled, once."""
    result = take_lines("党建", ":o", ":o", ":q", only="brief one")
    assert "✓ Right · overruled by you" in result.lines
    assert "This answer counts as right already." in result.lines
    assert result.score == "score: 1/1 (100%)"
    assert trainer.missed() == []


def test_choices_are_not_overruled(take_lines: TakeLines) -> None:
    """Only typed text is open to dispute; before any verdict there is nothing to overrule."""
    result = take_lines("B", ":o", only="one truth")
    assert "Only the verdict on a typed answer can be overruled." in result.lines
    assert "There is no verdict to overrule." in take_lines(":o", only="brief").lines


# -- leaving and coming back ------------------------------------------------------------------


@pytest.mark.parametrize("end", [(), (":q", "A")])
def test_leaving_keeps_the_place(
    end: tuple[str, ...], take_lines: TakeLines, trainer: Trainer
) -> None:
    """`:q` and the end of input leave alike; the session goes on at the next question."""
    left = take_lines("A", *end, only="one truth brief")
    assert left.score == "score: 1/1 (100%)"
    assert "quiz take --resume" in left.lines[-2]
    again = talk(trainer.resume(left.sitting.id), "t", "三会一课")
    assert "[2/3]" in again.out
    assert "[1/3]" not in again.out
    assert again.score == "score: 3/3 (100%)"


def test_undo_works_after_a_restart(take_lines: TakeLines, trainer: Trainer) -> None:
    """The last response before leaving can be taken back after resuming."""
    left = take_lines("B", only="one truth")
    again = talk(trainer.resume(left.sitting.id), ":u", ":q")
    assert "[1/2]" in again.out
    assert trainer.statistics().responses == 0


def test_what_was_judged_is_not_asked_again(
    take_lines: TakeLines, trainer: Trainer, questions: Path
) -> None:
    """A session left while a verdict was shown goes on at the next question, or ends."""
    sitting = begin(trainer, "one truth")
    sitting.respond(Chosen(("甲",)))
    assert "[2/2]" in talk(trainer.resume(sitting.id)).out
    last = begin(trainer, "one")
    last.respond(Chosen(("甲",)))
    assert talk(trainer.resume(last.id)).score == "score: 1/1 (100%)"
    assert last.id not in [session.id for session in trainer.unfinished()]


def test_what_is_not_recorded_is_not_promised(
    make_trainer: Callable[..., Trainer], questions: Path
) -> None:
    """Without a record nothing can be resumed, and nothing says so."""
    trainer = make_trainer(record=False)
    result = talk(begin(trainer, "one truth"), "A", ":q")
    assert "--resume" not in result.out
    assert result.score == "score: 1/1 (100%)"


def test_an_interrupt_keeps_the_place(trainer: Trainer, questions: Path) -> None:
    """Ctrl-C is passed on, with everything so far on record."""

    class Interrupted:
        """A skip, and then the interrupt."""

        lines = iter([":s\n"])

        def readline(self) -> str:
            """Return the line, then stop the program as Ctrl-C does."""
            for line in self.lines:
                return line
            raise KeyboardInterrupt

        def isatty(self) -> bool:
            """No terminal."""
            return False

    sitting = begin(trainer, "one truth")
    with pytest.raises(KeyboardInterrupt):
        run_plain(sitting, stdin=Interrupted(), stdout=io.StringIO())
    (unfinished,) = trainer.unfinished()
    assert unfinished.position == 1


def test_a_failing_store_shows_no_verdict(
    trainer: Trainer, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can't be recorded is not shown as if it were."""
    sitting = begin(trainer, "one")

    def fail(*_args: object, **_more: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(trainer.store, "record", fail)
    out = io.StringIO()
    with pytest.raises(StoreError):
        run_plain(sitting, stdin=io.StringIO("A\n"), stdout=out)
    assert "✓" not in out.getvalue()


# -- hostile text -----------------------------------------------------------------------------


def test_text_of_questions_cannot_act_on_the_terminal(
    write_set: Callable[..., Path], trainer: Trainer
) -> None:
    """Escapes and overrides come out as symbols everywhere, markup as it was typed."""
    evil = '"\\e[31m[/b] {x} %s \\u202e"'
    path = write_set(
        f"title: {evil}\nquestions:\n  - prompt: {evil}\n    hint: {evil}\n"
        f"    explanation: {evil}\n    answer: {evil}\n"
    )
    assert path.exists()
    result = talk(trainer.begin(Request()), ":h", "\x1b[2J", ":q")
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    assert result.out.count("␛[31m[/b] {x} %s ⟨U+202E⟩") >= 4


class Words(gettext.NullTranslations):
    """A catalogue of two words."""

    def gettext(self, message: str) -> str:
        """Return the Chinese word."""
        return {"True": "对", "False": "错"}.get(message, message)


def test_truth_in_chinese(take_lines: TakeLines, monkeypatch: pytest.MonkeyPatch) -> None:
    """The options are the words of the language in use; the score line is the same in all."""
    monkeypatch.setattr("quiz.i18n._translations", Words())
    result = take_lines("对", only="truth")
    assert "A. 对  B. 错" in result.lines
    assert "Key: A. 对" in result.lines
    assert result.score == "score: 1/1 (100%)"
