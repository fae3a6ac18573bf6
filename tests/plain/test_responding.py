"""A line becomes a response, or an explanation; never something else than was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.plans import choices
from quiz.engine.questions import AnyQuestion, Cloze, Single
from quiz.engine.responses import Chosen, Judged, Matched, Ordered, Rated, Typed
from quiz.plain.responding import read_response
from quiz.plain.terminal import UnreadableError
from tests.samples import (
    ALL,
    CARD,
    CLOZE,
    MATCH,
    MULTIPLE,
    ORDER,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    base,
    options,
)


@pytest.mark.parametrize("line", ["B", "b", "Ｂ", " b. ", "乙", "B、"])
def test_a_letter_or_the_text_picks_an_option(line: str) -> None:
    """Case, width and a full stop don't matter; the option's own text will do."""
    assert read_response(SINGLE, ("丙", "乙", "甲"), line) == Chosen(("乙",))


@pytest.mark.parametrize("line", ["AC", "D", "丁", "1", "甲乙", "?"])
def test_what_names_no_single_option_is_not_read(line: str) -> None:
    """Two letters, a letter past the last option and other words are asked again."""
    with pytest.raises(UnreadableError):
        read_response(SINGLE, ("甲", "乙", "丙"), line)


def test_a_letter_means_the_place_even_where_it_is_a_text() -> None:
    """Options that are letters themselves are picked by place, as they are shown."""
    question = Single(**base("s", "?"), options=options("B", "A", "AB"), answer=0)
    assert read_response(question, ("B", "A", "AB"), "A") == Chosen(("B",))
    assert read_response(question, ("B", "A", "AB"), "ab") == Chosen(("AB",))


@pytest.mark.parametrize("line", ["AC", "ca", "A C", "a,c", "Ａ，Ｃ", "A、C", "ac."])
def test_letters_tick_options_in_the_file_order(line: str) -> None:
    """Spaces, commas and 、 between letters are allowed, their order doesn't matter."""
    shown = ("西", "南", "东", "北")
    assert read_response(MULTIPLE, shown, line) == Chosen(("东", "西"))


@pytest.mark.parametrize("line", ["AE", "东", "a1", "A-C"])
def test_other_signs_between_letters_are_not_read(line: str) -> None:
    """Anything that isn't a letter of an option makes the line unreadable."""
    with pytest.raises(UnreadableError):
        read_response(MULTIPLE, choices(MULTIPLE), line)


@pytest.mark.parametrize("line", ["A", "a", "对", "t", "T", "true", "正确", "是", "√", "yes", "ｔ"])
def test_words_for_true(line: str) -> None:
    """The letter shown and the usual words in both languages."""
    assert read_response(TRUE_FALSE, (), line) == Judged(True)


@pytest.mark.parametrize("line", ["B", "错", "f", "False", "错误", "否", "×", "no"])
def test_words_for_false(line: str) -> None:
    """The letter shown and the usual words in both languages."""
    assert read_response(TRUE_FALSE, (), line) == Judged(False)


@pytest.mark.parametrize("line", ["C", "AB", "不对", "maybe"])
def test_other_words_are_no_truth(line: str) -> None:
    """“不对” isn't taken for “对”."""
    with pytest.raises(UnreadableError):
        read_response(TRUE_FALSE, (), line)


@pytest.mark.parametrize("line", ["甲；乙", "甲;乙", " 甲 ； 乙 "])
def test_semicolons_divide_blanks(line: str) -> None:
    """Of either width, with or without spaces."""
    assert read_response(CLOZE, (), line) == Typed(("甲", "乙"))


def test_a_blank_may_be_left_out() -> None:
    """One who knows the second blank only can say so."""
    assert read_response(CLOZE, (), "；乙") == Typed(("", "乙"))


def test_an_answer_may_hold_a_semicolon_of_the_other_width() -> None:
    """Where only one width gives the right number of answers, that one divides."""
    assert read_response(CLOZE, (), "a;b；c") == Typed(("a;b", "c"))


@pytest.mark.parametrize("line", ["甲", "甲；乙；丙", "；", "甲 乙"])
def test_the_wrong_number_of_answers_is_not_read(line: str) -> None:
    """It is asked again rather than graded wrong."""
    with pytest.raises(UnreadableError, match="2 answers"):
        read_response(CLOZE, (), line)


def test_one_blank_takes_the_whole_line() -> None:
    """Semicolons belong to the answer where there is nothing to divide."""
    (blank, _other) = CLOZE.blanks
    question = Cloze(**base("c", "____"), segments=("", ""), blanks=(blank,))
    assert read_response(question, (), "a；b;c") == Typed(("a；b;c",))
    assert read_response(SHORT, (), "a；b;c") == Typed(("a；b;c",))


@pytest.mark.parametrize("line", ["CAB", "c a b", "c,a,b", "ＣＡＢ"])
def test_letters_arrange_items(line: str) -> None:
    """The letters are those of the items as shown."""
    assert read_response(ORDER, ("二", "三", "一"), line) == Ordered(("一", "二", "三"))


@pytest.mark.parametrize("line", ["CA", "CAA", "CABD", "CABC", "123"])
def test_every_letter_once(line: str) -> None:
    """A letter missing, doubled or unknown is asked again."""
    with pytest.raises(UnreadableError):
        read_response(ORDER, ("二", "三", "一"), line)


@pytest.mark.parametrize("line", ["1b 2a", "2A1B", "1B,2A", "１ｂ　２ａ", "1-b 2-a", "1=b；2=a"])
def test_numbers_and_letters_make_pairs(line: str) -> None:
    """In any order, with what people put between."""
    shown = ("右二", "右一", "多")
    assert read_response(MATCH, shown, line) == Matched((("左一", "右一"), ("左二", "右二")))


@pytest.mark.parametrize("line", ["1b", "1b 1a", "1b 2a 3c", "1b 2d", "b a", "1b 2a x", "0a 1b"])
def test_every_number_once(line: str) -> None:
    """A left side without or with two right ones, and unknown sides, are asked again."""
    with pytest.raises(UnreadableError):
        read_response(MATCH, ("右二", "右一", "多"), line)


def test_two_left_sides_may_share_a_right_one() -> None:
    """Whether they do is for grading to say."""
    assert read_response(MATCH, ("右二", "右一"), "1a 2a") == Matched(
        (("左一", "右二"), ("左二", "右二"))
    )


@pytest.mark.parametrize("line", ["1", "４", " 2 "])
def test_ratings(line: str) -> None:
    """One to four, in any width."""
    assert isinstance(read_response(CARD, (), line), Rated)


@pytest.mark.parametrize("line", ["0", "5", "12", "good", "-1"])
def test_other_ratings_are_not_read(line: str) -> None:
    """There are four."""
    with pytest.raises(UnreadableError):
        read_response(CARD, (), line)


@given(question=st.sampled_from(ALL), line=st.text())
def test_any_line_is_read_or_refused(question: AnyQuestion, line: str) -> None:
    """No line raises anything else, and an empty one is no answer to anything."""
    try:
        read_response(question, choices(question), line.strip())
    except UnreadableError:
        return
    assert line.strip()
