"""`questions/README.md` says what the program does: its tables, and every example on it."""

from __future__ import annotations

import re

import pytest

from quiz.authoring.lint import lint
from quiz.content.messages import LINT_CODES
from quiz.content.schema import SetReading, read_data
from quiz.content.sources import Documents
from quiz.content.spec import TYPES

try:
    from tools.question_page import PAGE, with_tables
except ModuleNotFoundError:
    pytest.skip("the tools are not beside the tests", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
RULE = re.compile(
    r"### `(lint-[\w-]+)`.*?Not so:\n\n```yaml\n(.*?)```.*?But so:\n\n```yaml\n(.*?)```", re.DOTALL
)
ABOUT_A_SET = {"lint-longest-key", "lint-one-type"}
"""Rules that a few questions can't show."""

HEAD = "title: 例\nsource: ../seeds/speech.txt\nquestions:\n"


def read(example: str) -> SetReading:
    """Read an example: a whole set, or questions on the speech."""
    whole = example if "questions:" in example else HEAD + example
    return read_data(whole.encode(), str(PAGE.with_name("example.yaml")), Documents())


def found(example: str) -> set[str]:
    """Return the codes of what is found about an example, but for the rules about a set."""
    reading = read(example)
    assert reading.question_set is not None
    problems = [*reading.problems, *lint([reading.question_set], Documents())]
    return {problem.code for problem in problems} - ABOUT_A_SET


def test_its_tables_are_true() -> None:
    """Every key, limit and problem stands there as the reader knows it."""
    assert with_tables(TEXT) == TEXT, "run `python -m tools.question_page`"


def test_every_example_but_the_bad_ones_is_good() -> None:
    """Whoever copies one gets a question in which nothing is to be found."""
    bad = {rule[1] for rule in RULE.findall(TEXT)}
    examples = [example for example in BLOCK.findall(TEXT) if example not in bad]
    assert {example: found(example) for example in examples if found(example)} == {}


def test_there_is_an_example_of_every_type() -> None:
    """Under the heading that says so, in the order of the table."""
    start, end = TEXT.index("## Every type by example"), TEXT.index("## Every key")
    readings = [read(example).question_set for example in BLOCK.findall(TEXT[start:end])]
    questions = [question for one in readings if one for question in one.questions]
    assert [type(one).__struct_config__.tag for one in questions] == list(TYPES)


def test_every_rule_has_a_bad_and_a_good_example() -> None:
    """The bad one is found by its rule, and by no other."""
    rules = RULE.findall(TEXT)
    assert {code for code, _bad, _good in rules} == {
        *(set(LINT_CODES) - ABOUT_A_SET),
        "lint-idle-allow",
    }
    assert {code: found(bad) for code, bad, _good in rules} == {code: {code} for code, *_ in rules}


def test_the_rules_about_a_set_are_told() -> None:
    """In words, where examples would be too long."""
    assert all(f"**`{code}`**" in TEXT for code in ABOUT_A_SET)
