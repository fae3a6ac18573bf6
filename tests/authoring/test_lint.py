"""The item-writing rules: questions that break them and questions that keep them.

Each file in `tests/data/lint` is named after the code of the rule that it shows. Of its
questions, those whose id begins with `bad-` must be found, by this rule alone, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from quiz.authoring.lint import lint
from quiz.authoring.lint.balance import binomial_tail
from quiz.content.library import Library, Place
from quiz.content.messages import LINT_CODES, MESSAGES
from quiz.content.problems import Problem
from quiz.content.sources import Documents
from quiz.engine.questions import QuestionSet
from quiz.i18n import LANGUAGES, use_language

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted((TESTS / "data" / "lint").glob("*.yaml"))
SHIPPED = TESTS.parent / "questions"

OF_A_SET = {"lint-longest-key", "lint-one-type"}
"""The rules about a set as a whole, which are shown below."""

Write = Callable[..., Path]


def sets_at(*paths: Path, cache: Path | None = None) -> list[QuestionSet]:
    """Return the sets of files and folders, as the program reads them; none has an error."""
    library = Library([Place(path, "command line") for path in paths], cache)
    entries = library.entries()
    assert [one.code for one in library.problems() if one.severity == "error"] == []
    return [library.load(entry) for entry in entries]


def found(*paths: Path) -> list[Problem]:
    """Return what the rules find in files and folders."""
    return lint(sets_at(*paths), Documents())


def codes(problems: Iterable[Problem]) -> list[str]:
    """Return the codes of what was found."""
    return [problem.code for problem in problems]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_finds_what_is_bad_and_nothing_else(path: Path) -> None:
    """Each flaw is told once, by its code, in the line of its question."""
    (question_set,) = sets_at(path)
    bad = [one.line for one in question_set.questions if one.id.startswith("bad-")]
    told = [(one.code, one.line) for one in found(path) if one.line > 1]
    assert told == [(path.stem, line) for line in bad]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_finding_is_a_warning_in_a_whole_sentence(path: Path, language: str) -> None:
    """It names the file, says what is wrong and what to do; it never makes `check` fail."""
    use_language(language)
    for problem in found(path):
        assert problem.file == str(path)
        assert problem.severity == "warning"
        for text in (problem.message, problem.hint):
            assert text.isprintable()
            assert "{" not in text
            assert "““" not in text


def test_every_rule_has_examples() -> None:
    """No rule is without a file of examples, or a test of its own."""
    assert {path.stem for path in FILES} | OF_A_SET == set(LINT_CODES)
    assert all(MESSAGES[code].warning for code in LINT_CODES)


def test_the_shipped_sets_have_no_finding() -> None:
    """What ships keeps the rules, or says why it breaks one."""
    assert [f"{one.file}:{one.line}: {one.message}" for one in found(SHIPPED)] == []


# -- rules about a set as a whole ------------------------------------------------------------------

CHOICE = """\
  - id: q{number}
    prompt: 第{number}题问什么？
    options: [{options}]
    answer: {answer}
    explanation: 说明
"""


def choices(count: int, options: str, answer: str = "A", keys: str = "") -> str:
    """Return a set of single choices that have the same options."""
    questions = [
        CHOICE.format(number=number, options=options, answer=answer) for number in range(count)
    ]
    return f"title: t\n{keys}questions:\n{''.join(questions)}"


@pytest.mark.parametrize(
    ("options", "answer", "is_found"),
    [
        ("教育和管理, 开展活动, 把握阶段", "A", True),
        ("教育和管理, 开展活动, 把握阶段", "B", False),
        ("教育管理, 开展活动, 把握阶段", "A", False),
    ],
    ids=["always the longest", "never", "all equally long"],
)
def test_key_too_often_the_longest(
    write_set: Write, options: str, answer: str, is_found: bool
) -> None:
    """Whoever always takes the longest option must not do better than by chance."""
    path = write_set(choices(6, options, answer))
    assert ("lint-longest-key" in codes(found(path))) == is_found


def test_few_questions_prove_nothing_about_lengths(write_set: Write) -> None:
    """Four long keys in a row are chance as likely as not."""
    assert "lint-longest-key" not in codes(found(write_set(choices(4, "教育和管理, 开展, 把握"))))


def test_the_tail_of_the_binomial() -> None:
    """The probabilities are those of throwing a coin and a die, and fit for large numbers."""
    assert binomial_tail(0, 4, 0.5) == pytest.approx(1)
    assert binomial_tail(3, 4, 0.5) == pytest.approx(5 / 16)
    assert binomial_tail(2, 2, 1 / 6) == pytest.approx(1 / 36)
    assert binomial_tail(5_000, 10_000, 0.5) == pytest.approx(0.504, abs=0.001)


MIXED = """\
title: t
questions:
  - {prompt: 一是什么？, answer: 甲, explanation: 说明}
  - {prompt: 二是什么？, answer: 乙, explanation: 说明}
  - {prompt: 三是什么？, answer: 丙, explanation: 说明}
  - {cloze: 四是 {{丁}}, explanation: 说明}
"""


def test_one_type_makes_up_more_than_half(write_set: Write) -> None:
    """Half is well, one more isn't; a set of a few questions has no mixture to speak of."""
    mixed = MIXED.replace("四是 {{丁}}", "'四是{{丁}}'")
    assert found(write_set(mixed)) == []
    more = mixed + "  - {cloze: '五是{{戊}}', explanation: 说明}\n"
    assert codes(found(write_set(more))) == ["lint-one-type"]
    even = more + "  - {cloze: '六是{{己}}', explanation: 说明}\n"
    assert found(write_set(even)) == []


# -- across sets -----------------------------------------------------------------------------------

TWICE = """\
title: t
questions:
  - id: same
    prompt: 讲话所说的机关党的建设的首要任务是什么？
    answer: 两个维护
    explanation: 说明
"""


def test_duplicates_are_found_across_sets(write_set: Write, tmp_path: Path) -> None:
    """The later one is told, with the place of the earlier one."""
    write_set(TWICE, "a.yaml")
    later = write_set(TWICE, "b.yaml")
    (problem,) = found(tmp_path / "questions")
    assert (problem.code, problem.file) == ("lint-near-duplicate", str(later))
    assert "same (a.yaml:3)" in problem.message


PASSAGE = "首要任务是带头做到“两个维护”，这是核心内容。"
ASKED = f"  - cloze: 首要任务是带头做到“{{{{两个维护}}}}”\n    quote: {PASSAGE}\n"
TOLD = f"  - cloze: 任务是带头做到“两个维护”，这是{{{{核心内容}}}}\n    quote: {PASSAGE}\n"


def test_a_leak_counts_within_a_set_only(write_set: Write, tmp_path: Path) -> None:
    """Sets about one document say each other's answers; in one they would be met together."""
    head = "title: t\nsource: text.txt\nquestions:\n"
    write_set(PASSAGE, "text.txt")
    write_set(head + ASKED, "a.yaml")
    write_set(head + TOLD, "b.yaml")
    assert found(tmp_path / "questions") == []
    both = write_set(head + ASKED + TOLD, "c.yaml")
    assert codes(found(both)) == ["lint-gives-away-other"]


# -- silencing -------------------------------------------------------------------------------------

NEGATIVE = """\
title: t
questions:
  - id: a
    prompt: 哪一项不对？
    answer: 甲
    explanation: 说明
"""


def test_a_finding_is_silenced_with_a_reason(write_set: Write) -> None:
    """At the question by the code of the finding; other codes stay."""
    assert codes(found(write_set(NEGATIVE))) == ["lint-unmarked-negative"]
    reason = "    allow: {lint-unmarked-negative: 这里一眼就能看到}\n"
    assert found(write_set(NEGATIVE + reason)) == []


def test_a_finding_is_silenced_for_a_whole_set(write_set: Write) -> None:
    """For rules about the set as a whole, and for those that a set of its kind can't keep."""
    allow = "allow:\n  lint-one-type: 只练选择题\n  lint-longest-key: 选项都一样\n"
    path = write_set(choices(6, "教育和管理, 开展活动, 把握阶段", keys=allow))
    assert set(codes(found(path))) <= {"lint-near-duplicate"}
    head = NEGATIVE.replace("title: t", "title: t\nallow: {lint-unmarked-negative: 专练否定}")
    assert found(write_set(head)) == []


@pytest.mark.parametrize("place", ["set", "question"])
def test_a_silencing_that_silences_nothing_is_told(write_set: Write, place: str) -> None:
    """What was mended needs no excuse any more."""
    mended = NEGATIVE.replace("不对", "对")
    if place == "set":
        text, line = mended.replace("title: t", "title: t\nallow: {lint-unexplained: 无}"), 1
    else:
        text, line = mended + "    allow: {lint-unexplained: 无}\n", 3
    (problem,) = found(write_set(text))
    assert (problem.code, problem.line) == ("lint-idle-allow", line)
    assert "lint-unexplained" in problem.message


def test_whether_a_twin_is_silenced_in_vain_cannot_be_told(
    write_set: Write, tmp_path: Path
) -> None:
    """A set checked by itself doesn't show the twin in the other one."""
    write_set(TWICE, "a.yaml")
    allow = "    allow: {lint-near-duplicate: 有意再问一遍}\n"
    later = write_set(TWICE + allow, "b.yaml")
    assert found(tmp_path / "questions") == []
    assert found(later) == []


def test_silencings_are_remembered_by_the_cache(write_set: Write, tmp_path: Path) -> None:
    """A second start, which reads no YAML, finds as little as the first."""
    allow = "    allow: {lint-unmarked-negative: 这里一眼就能看到}\n"
    path = write_set(NEGATIVE.replace("title: t", "title: t\nallow: {lint-one-type: 无}") + allow)
    fresh = sets_at(path, cache=tmp_path / "cache")
    cached = sets_at(path, cache=tmp_path / "cache")
    assert (tmp_path / "cache").exists()
    assert cached == fresh
    assert cached[0].allow == ("lint-one-type",)
    assert cached[0].questions[0].allow == ("lint-unmarked-negative",)
