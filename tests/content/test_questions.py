"""The many ways to write an answer, and what the reader makes of each."""

from __future__ import annotations

import pytest

from quiz.content.schema import SetReading, read_data
from quiz.content.sources import Documents
from quiz.engine.questions import AnyQuestion, Cloze, Multiple, Short, Single, TrueFalse


def read(text: str) -> SetReading:
    """Read a file that holds `text`."""
    return read_data(text.encode(), "/sets/stem.yaml", Documents())


def question(text: str) -> AnyQuestion:
    """Return the one question whose keys are the lines of `text`."""
    body = "  - " + "\n    ".join(text.splitlines())
    result = read(f"title: t\nquestions:\n{body}\n")
    assert result.problems == []
    assert result.question_set is not None
    (only,) = result.question_set.questions
    return only


def choice(answer: str, options: str = "[四个意识, 四个自信, 两个维护]") -> AnyQuestion:
    """Return a choice question with this answer."""
    return question(f"prompt: x\noptions: {options}\nanswer: {answer}")


@pytest.mark.parametrize("answer", ["B", "b", "Ｂ", "ｂ", "四个自信", "'四个自信 '", '" B "'])
def test_one_option_by_letter_or_text(answer: str) -> None:
    """A letter in any case and width, or the text."""
    found = choice(answer)
    assert isinstance(found, Single)
    assert found.answer == 1


@pytest.mark.parametrize(("answer", "index"), [("B", 1), ("C", 2)])
def test_a_letter_that_is_its_own_option_is_no_doubt(answer: str, index: int) -> None:
    """Letter and text mean the same option."""
    found = choice(answer, "[A, B, C]")
    assert isinstance(found, Single)
    assert found.answer == index


def test_an_option_of_digits_is_a_text() -> None:
    """Numbers are not positions."""
    found = choice("2", "[4, 3, 2]")
    assert isinstance(found, Single)
    assert found.answer == 2


@pytest.mark.parametrize(
    "answer", ["AC", "ca", "ＡＣ", "A、C", "A,C", "A C", "A，C", "[A, C]", "[C, 四个意识]"]
)
def test_several_options(answer: str) -> None:
    """A row of letters, or a list of letters and texts."""
    found = choice(answer)
    assert isinstance(found, Multiple)
    assert found.answers == (0, 2)


@pytest.mark.parametrize("answer", ["A", "[A]", "四个意识"])
def test_several_with_one_right_option(answer: str) -> None:
    """It is such a question because it says so."""
    found = question(f"type: multiple\nprompt: x\noptions: [四个意识, 乙]\nanswer: {answer}")
    assert isinstance(found, Multiple)
    assert found.answers == (0,)


def test_a_written_type_decides_what_letters_mean() -> None:
    """With `type: single`, what could be a row of letters is a text."""
    found = question("type: single\nprompt: 血型？\noptions: [A, B, AB]\nanswer: AB")
    assert isinstance(found, Single)
    assert found.answer == 2


TRUE = ["true", "True", "yes", "对", "正确", "是", "√", "✓", '"true"']
FALSE = ["false", "NO", "错", "错误", "否", "×", "✗", "'no'"]


@pytest.mark.parametrize(
    ("word", "value"), [*((word, True) for word in TRUE), *((word, False) for word in FALSE)]
)
def test_words_for_true_and_false(word: str, value: bool) -> None:
    """In quotation marks or not."""
    found = question(f"prompt: 说法\nanswer: {word}")
    assert isinstance(found, TrueFalse)
    assert found.answer is value


@pytest.mark.parametrize("answer", ["off", "t", "一", "对的"])
def test_other_words_are_texts(answer: str) -> None:
    """Only the listed words are truth values."""
    assert isinstance(question(f"prompt: x\nanswer: {answer}"), Short)


@pytest.mark.parametrize("extra", ["type: short", "accept: [也是]"])
def test_a_truth_word_can_be_typed(extra: str) -> None:
    """With the type written, or with other accepted texts."""
    found = question(f"prompt: x\nanswer: 是\n{extra}")
    assert isinstance(found, Short)
    assert found.answer == "是"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{{全部}}", ("全部",)),
        ("dict = {1: {{2}}}", ("2",)),
        ("{{ {x} }} 和 {y}", ("{x}",)),
        ("{{a::}}", ("a",)),
        ("{{甲}}{{乙}}", ("甲", "乙")),
        ("{{甲|甲|乙}}", ("甲",)),
    ],
)
def test_only_two_braces_make_a_blank(text: str, key: tuple[str, ...]) -> None:
    """One brace is a character as any other."""
    found = question(f"cloze: '{text}'")
    assert isinstance(found, Cloze)
    assert found.key == key


def test_keys_of_the_set_may_follow_the_questions() -> None:
    """Their order in the file says nothing."""
    keys = "id: s\ntitle: t\ntags: [a, b]\npartial: true\n"
    body = "questions:\n- prompt: x\n  options: [甲, 乙, 丙]\n  answer: AB\n  tags: [b, c]\n"
    for text in (keys + body, body + keys):
        found = read(text).question_set
        assert found is not None
        (only,) = found.questions
        assert isinstance(only, Multiple)
        assert only.partial
        assert (only.set_id, only.tags) == ("s", ("a", "b", "c"))


@pytest.mark.parametrize("head", ["id: [a]\n", "Id: a\n", "id:\n", "id：a\n", "id: &x a\n"])
def test_a_set_whose_id_is_in_doubt_is_not_used(head: str) -> None:
    """What is answered now would be recorded under an id that mending takes away."""
    result = read(f"{head}title: t\nquestions:\n  - {{front: x, back: y}}\n")
    assert result.question_set is None
    assert result.problems


def test_a_long_list_of_answers_is_told_once() -> None:
    """More right options than options is one slip, not as many as there are items."""
    items = ", ".join("ABC" * 1000)
    text = f"title: t\nquestions:\n  - {{prompt: x, options: [甲, 乙], answer: [{items}]}}\n"
    assert [problem.code for problem in read(text).problems] == ["too-many"]
