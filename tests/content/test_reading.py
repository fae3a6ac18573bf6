"""Files that nobody writes on purpose: none of them raises, hangs, or hides what is good."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quiz.content import files, reader, schema, tree
from quiz.content.nodes import Map
from quiz.content.problems import PROBLEMS_LIMIT, Problem
from quiz.content.reader import read
from quiz.content.schema import SetReading, read_data, read_set
from quiz.content.sources import Documents

GOOD = "  - prompt: x\n    answer: y\n"
HEAD = "title: t\nquestions:\n"


def read_text(text: str | bytes) -> SetReading:
    """Read a text as a file of its own."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_data(data, "/nowhere/set.yaml", Documents())


def told(result: SetReading | list[Problem]) -> list[str]:
    """Return what was told, as `code line:column`."""
    problems = result.problems if isinstance(result, SetReading) else result
    return [f"{one.code} {one.line}:{one.column}" for one in problems]


def prompts(result: SetReading) -> list[str]:
    """Return the prompts of the questions that can be asked."""
    return [q.prompt for q in result.question_set.questions] if result.question_set else []


# -- what is no text ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n", "\ufeff"])
def test_an_empty_file_says_so(text: str) -> None:
    """It is told as empty, with what belongs into it."""
    assert told(read_text(text)) == ["empty-file 1:1"]


def test_a_byte_order_mark_moves_no_column() -> None:
    """Editors write one; places are those that the editor shows."""
    result = read_text("\ufefftitel: x\n" + HEAD + GOOD)
    assert told(result) == ["unknown-key 1:1"]


@pytest.mark.parametrize("title", ["讲话", "speech"])
@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "gb18030"]
)
def test_other_encodings_are_refused(encoding: str, title: str) -> None:
    """A file that isn't UTF-8 is not guessed at, even where each of its bytes would be."""
    data = f"title: {title}\nquestions: []\n# 讲\n".encode(encoding)
    assert [problem.code for problem in read_text(data).problems] == ["file-not-utf8"]


def test_latin_letters_of_two_bytes_are_no_control_characters() -> None:
    """Half of the bytes of such a file are zeros."""
    data = "title: x\nquestions: []\n".encode("utf-16-le")
    assert told(read_text(data)) == ["file-not-utf8 1:1"]


def test_a_strange_byte_costs_the_file_and_names_its_line() -> None:
    """What stands around a byte that is no character can't be trusted."""
    result = read_text((HEAD + GOOD).encode() + b"\xff\n")
    assert told(result) == ["file-not-utf8 1:1"]
    assert "line 5" in result.problems[0].message


def test_nul_characters_cost_their_question_only() -> None:
    """A file that was torn by a crash keeps its good questions."""
    result = read_text(HEAD + GOOD + "  - prompt: a\0b\n    answer: \0\n" + GOOD.replace("x", "z"))
    assert told(result) == ["control-character 5:14", "control-character 6:13"]
    assert prompts(result) == ["x", "z"]


def test_a_million_nuls_are_read_quickly() -> None:
    """Their number doesn't matter."""
    began = time.perf_counter()
    assert told(read_text("\0" * 1_000_000)) == ["control-character 1:1"]
    assert time.perf_counter() - began < 20


# -- what is far too much -------------------------------------------------------------------


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{"])
def test_deep_nesting_is_stopped_at_once(opening: str) -> None:
    """Depth crashes other readers, or takes them minutes."""
    began = time.perf_counter()
    result = read_text(HEAD + GOOD + "  - prompt: " + opening * 100_000 + "\n" + GOOD)
    assert time.perf_counter() - began < 20
    assert result.problems
    assert prompts(result)[:1] == ["x"]


def test_questions_after_deep_nesting_are_read() -> None:
    """It costs the question it stands in."""
    text = HEAD + "  - prompt: " + "[" * 50_000 + "\n    answer: y\n" + GOOD
    result = read_text(text)
    assert told(result) == ["too-deep 3:26"]
    assert prompts(result) == ["x"]


def test_sixteen_levels_are_not_too_deep() -> None:
    """The limit is where it is said to be."""
    deep = "[" * 16 + "]" * 16
    assert read(deep.encode(), "f").problems == []
    assert told(read(f"[{deep}]".encode(), "f").problems) == ["too-deep 1:17"]


def test_too_many_values_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded."""
    monkeypatch.setattr(reader, "VALUES_LIMIT", 1000)
    assert prompts(read_text(HEAD + GOOD)) == ["x"]
    assert told(read_text(HEAD + GOOD + "  - [" + "1," * 5000 + "]\n")) == ["too-many-values 1:1"]


def test_hundreds_of_slips_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many, those told are enough to begin with."""
    monkeypatch.setattr(reader, "SLIPS_LIMIT", 5)
    result = read_text("id: s\n" + HEAD + GOOD + "  - prompt：x\n    answer: y\n" * 9)
    codes = [problem.code for problem in result.problems]
    assert codes == ["fullwidth-colon"] * 5 + ["too-many-slips"]
    assert prompts(result) == ["x"]


def test_thousands_of_errors_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of millions that are no questions fills neither memory nor screen."""
    monkeypatch.setattr(schema, "PROBLEMS_LIMIT", 3)
    result = read_text("id: s\n" + HEAD + GOOD + "  - 1\n" * 9)
    codes = [problem.code for problem in result.problems]
    assert codes == ["not-a-question"] * 3 + ["too-many-errors"]
    assert prompts(result) == ["x"]


def test_an_alias_bomb_is_refused() -> None:
    """Aliases are not followed, so that nothing can grow."""
    bomb = "title: x\na: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(10)
    )
    codes = {problem.code for problem in read_text(bomb).problems}
    assert codes >= {"anchor", "alias"}


# -- what is no file ------------------------------------------------------------------------


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    """A named pipe without a writer would block whoever opens it."""
    os.mkfifo(tmp_path / "set.yaml")
    assert told(read_set(str(tmp_path / "set.yaml"), Documents())) == ["file-irregular 1:1"]


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/"])
def test_devices_and_folders_are_refused(path: str) -> None:
    """A device has no end, and a folder is no file."""
    assert told(read_set(path, Documents())) == ["file-irregular 1:1"]


def test_a_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    """The system's own words say why."""
    (tmp_path / "set.yaml").symlink_to("set.yaml")
    result = read_set(str(tmp_path / "set.yaml"), Documents())
    assert told(result) == ["file-unreadable 1:1"]
    assert result.problems[0].params["reason"] in result.problems[0].message


@pytest.mark.parametrize("name", ["gone.yaml", "set.yaml/inside.yaml", "nul\0.yaml"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    """Whatever the reason, it is told and not raised."""
    (tmp_path / "set.yaml").write_text(HEAD + GOOD)
    result = read_set(str(tmp_path / name), Documents())
    assert result.question_set is None
    assert result.problems[0].code in ("file-not-found", "file-unreadable")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Its size is looked at before its content."""
    path = tmp_path / "set.yaml"
    with path.open("wb") as file:
        file.truncate(files.SIZE_LIMIT + 1)
    result = read_set(str(path), Documents())
    assert told(result) == ["file-too-large 1:1"]
    assert "32 MiB" in result.problems[0].message


# -- line ends, and texts that stay texts ---------------------------------------------------


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_count_alike(line_end: str) -> None:
    """Places and recovery don't depend on where a file was written."""
    text = HEAD + GOOD + "  - prompt：x\n    answer: y\n" + GOOD.replace("x", "z")
    result = read_text(text.replace("\n", line_end))
    assert told(result) == ["fullwidth-colon 5:11"]
    assert prompts(result) == ["x", "z"]


TEXTS = [
    "no", "12:30", "010", "1.10", "2024-01-01", "~", "null", "true", "0x1F", "1e3", ".inf", "=",
    "<<", "[/b]", "list[int]", "[$accent]", "\x1b[31m红", "\u202e倒", "a\tb", "{{x}}", "100%",
    "C:\\temp", "'", '"', "# x", "- x", "a: b", "：",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_texts_stay_what_was_typed(text: str) -> None:
    """No word is taken for a number, a date, a truth value or markup."""
    quoted = yaml.safe_dump(text, allow_unicode=False, default_style='"').strip()
    result = read_text(f"{HEAD}  - front: {quoted}\n    back: {quoted}\n")
    assert result.problems == []
    assert prompts(result) == [text]


@pytest.mark.parametrize("text", TEXTS[:12])
def test_plain_texts_stay_what_was_typed(text: str) -> None:
    """The same without quotation marks."""
    assert prompts(read_text(f"{HEAD}  - front: {text}\n    back: {text}\n")) == [text]


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_any_text_survives(text: str) -> None:
    """Whatever is written in quotation marks is read, white space around it aside."""
    quoted = yaml.safe_dump(text, allow_unicode=False, default_style='"', width=10**9).strip()
    result = read_text(f"{HEAD}  - front: {quoted}\n    back: b\n")
    assert prompts(result) == [text.strip()]


# -- anything at all ------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["title", "questions", "prompt", "answer", "options", "cloze", "match", "order", "type",
     ":", "：", ": ", "- ", "\n", "\n  ", "\n    ", "  - ", "\t", "[", "]", "{", "}", "{{", "}}",
     '"', "'", "&a", "*a", "!t", "|", ">", "#", "%", "@", "---\n", "...\n", "A", "甲", "true", "~",
     "\0", "\ufeff", "\u2028", "\x85", "\r", "::", "|"]
)  # fmt: skip


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    """Nothing raises, and every place lies within the file."""
    check(data)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_anything_like_a_question_file_is_read(text: str) -> None:
    """The same for texts that come near to one."""
    check(text.encode())
    check((HEAD + GOOD + text).encode())


def check(data: bytes) -> None:
    """Read `data`, and look at what comes of it."""
    result = read_text(data)
    last = max(data.count(b"\n") + data.count(b"\r") + 1, 1) + data.count("\u2028".encode())
    last += data.count("\x85".encode())
    for problem in result.problems:
        assert 1 <= problem.line <= last + 1
        assert problem.column >= 1
        assert problem.message
    assert result.problems == sorted(result.problems, key=lambda one: one.place)
    assert result.question_set is not None or result.problems


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_slip_hides_no_question_before_it(text: str) -> None:
    """Whatever stands in the second question, the first can be asked."""
    result = read_text("id: s\n" + HEAD + GOOD + "  - hint: " + text.replace("\n", "\n    "))
    assert "x" in prompts(result)


def test_without_the_c_parser_all_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without it, reading is slower and nothing else."""
    texts: list[Callable[[], SetReading]] = [
        lambda: read_text(HEAD + GOOD + "  - prompt：x\n    answer: y\n" + GOOD.replace("x", "z")),
        lambda: read_text("\ufeff" + HEAD + GOOD + "  - prompt: a\0b\n    answer: y\n"),
        lambda: read_text(HEAD + '  - cloze: "{{校标}}"\n' + "  - prompt: {{x}}\n" + GOOD),
    ]
    with_c = [(told(each()), prompts(each())) for each in texts]
    monkeypatch.setattr(tree, "_Loader", yaml.SafeLoader)
    assert [(told(each()), prompts(each())) for each in texts] == with_c


def test_the_root_knows_its_place() -> None:
    """Marks count from the start of the file, also in what is read after a slip."""
    text = HEAD + "  - prompt：x\n    answer: y\n" + GOOD + "source: [\n"
    root = read(text.encode(), "f").root
    assert isinstance(root, Map)
    assert root.entries["questions"][1].line == 5


def test_a_slip_is_not_told_again_as_something_missing() -> None:
    """Where the only question can't be read, the set isn't said to have no questions."""
    assert told(read_text(HEAD + "  - prompt：x\n    answer: y\n")) == ["fullwidth-colon 3:11"]


@pytest.mark.parametrize(
    "rest",
    [
        "  - prompt: [x]\n    options: [甲, 乙]\n    answer: C\n",
        "  - prompt: [x\n    answer: C\n",
        "  - " + "[" * 20 + "x\n",
        "  - " + "[" * 2000 + "x\n",
    ],
    ids=["wrong", "no YAML", "deep", "too deep for the parser"],
)
def test_reading_leaves_nothing_to_the_garbage_collector(rest: str) -> None:
    """It rests while files are read: what went round in circles would stay in memory."""
    text = HEAD + GOOD + rest
    gc.collect()
    gc.disable()
    try:
        read_text(text)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_hundred_thousand_unknown_keys_come_to_an_end() -> None:
    """Of a set and of a question: the first are told, and that there are more."""
    many = "title: t\n" + "".join(f"k{number}: 1\n" for number in range(100_000))
    reading = read_data(many.encode(), "set.yaml", Documents())
    assert [one.code for one in reading.problems].count("unknown-key") == 999
    assert "too-many-errors" in [one.code for one in reading.problems]
    inside = "".join(f"    k{number}: 1\n" for number in range(100_000))
    text = f"title: x\nquestions:\n  - prompt: Is it?\n    answer: true\n{inside}"
    text += "  - {prompt: Is that, answer: true}\n"
    reading = read_data(text.encode(), "set.yaml", Documents())
    assert reading.question_set is not None
    assert [one.prompt for one in reading.question_set.questions] == ["Is that"]


def codes(data: str | bytes) -> list[str]:
    """Return the codes of what is told about a file."""
    data = data.encode() if isinstance(data, str) else data
    return [problem.code for problem in read_data(data, "set.yaml", Documents()).problems]


ENDLESS = {
    "long-text": "title: x\nquestions:\n  - {prompt: " + "x" * 30_000 + ", answer: true}\n",
    "long-list": "title: x\nquestions:\n  - {prompt: a, answer: b, accept: ["
    + ", ".join(map(str, range(2000)))
    + "]}\n",
    "long-gap": "title: x\nquestions:\n" + " " * 200_000 + "- a: 'b' c\n",
    "directive": "%TAG !a! tag:a\n" * 300_000 + "---\ntitle: x\n",
}


@pytest.mark.parametrize("code", ENDLESS)
def test_what_nobody_writes_is_refused(code: str) -> None:
    """In one problem, instead of being gone through."""
    assert code in codes(ENDLESS[code])


@pytest.mark.parametrize(
    "data",
    [
        "title: x\nquestions:\n" + "  - \x01\n" * 50_000,
        "title: x\n" + "a: 1\n" * 50_000,
        "title: x\nquestions:\n" + "  - !a b\n" * 50_000,
        "title: x\nquestions:\n" + "  - *a\n" * 50_000,
    ],
    ids=["control characters", "repeated keys", "tags", "aliases"],
)
def test_problems_come_to_an_end(data: str) -> None:
    """So many are told that nobody mends more at once."""
    assert 9_000 < len(codes(data)) <= PROBLEMS_LIMIT + 2


@pytest.mark.parametrize("sign", ["!a b", "*a ", "&a b"])
def test_a_row_of_what_is_refused_is_told_once_a_line(sign: str) -> None:
    """An alias bomb has nine of them in each line."""
    found = codes("title: x\nquestions:\n" + f"  - [{', '.join([sign] * 9)}]\n" * 3)
    assert sum(code in ("tag", "alias", "anchor") for code in found) == 3


@pytest.mark.parametrize(
    "text",
    ["file: x\nsesame: &a [*sesame]\nsesame: 1\n", "- sesame\n", "sesame\n", "{sesame: [1]}"],
)
def test_what_is_no_set_is_told_in_one_problem_that_shows_nothing_of_it(text: str) -> None:
    """Such as a file of another program, or one that a link leads to."""
    (problem,) = read_text(text).problems
    assert problem.code == "not-a-set"
    assert "sesame" not in problem.message + problem.hint


@pytest.mark.parametrize("line_break", ["\n", "\r", "\x85", "\u2028"])
def test_limits_hold_with_line_breaks_of_every_kind(line_break: str) -> None:
    """YAML has five."""
    assert codes(line_break.join(["title: x", *["- -"] * 2_600_000])) == ["too-many-values"]
    directives = [f"%TAG !a{number}! t:" for number in range(50_000)]
    assert codes(line_break.join([*directives, "---", "title: x"])) == ["directive"]


def test_a_tag_that_stands_for_megabytes_is_no_tag() -> None:
    """It would be put together anew wherever it is used."""
    tag = "%TAG ! tag:" + "x" * 10_000_000
    assert codes(f"{tag}\n---\ntitle: x\nquestions:\n" + "  - !a b\n" * 20_000) == ["directive"]


@pytest.mark.parametrize(
    ("cloze", "code"),
    [
        ("{{a}}}}" * 2800, "stray-braces"),
        ("{{}}" * 4900, "empty-blank"),
        ("{{a}}" * 101, "too-many"),
    ],
    ids=["stray-braces", "empty-blank", "too-many"],
)
def test_a_cloze_of_nothing_but_slips_tells_one(cloze: str, code: str) -> None:
    """They would all be told at its beginning."""
    assert codes(f"title: x\nquestions:\n  - cloze: '{cloze}'\n") == [code]


def test_warnings_hide_no_errors() -> None:
    """However many there are, what keeps a question from being asked is told."""
    many = "".join(f"  - {{prompt: p{n}, answer: b, allow: {{x: y}}}}\n" for n in range(10_050))
    found = codes(f"title: x\nquestions:\n{many}  - {{prompt: q, anwser: b}}\n")
    assert found.count("unknown-lint-code") == 9_999
    assert found[-2:] == ["too-many-warnings", "unknown-key"]


def test_a_character_that_stands_in_for_others_is_told() -> None:
    """Nobody types it; but a question must not vanish silently."""
    found = codes("title: x\nquestions:\n  - {prompt: 'a\U0010ffff', answer: b}\n" + GOOD)
    assert found == ["control-character"]


@pytest.mark.parametrize("key", ["tags", "source"])
def test_what_every_question_has_from_its_set_is_short(key: str) -> None:
    """It is kept with each of them."""
    found = read_text(f"title: x\n{key}: {'a' * 1001}\nquestions:\n" + GOOD)
    assert told(found) == ["long-text 2:" + str(len(key) + 3)]
    assert prompts(found) == ["x"]


def test_letters_in_a_row_tell_each_repeat_once() -> None:
    """However often it is repeated."""
    letters = "ABAB" * 1000
    found = codes(f"title: x\nquestions:\n  - {{prompt: a, answer: {letters}, options: [x, y]}}\n")
    assert found == ["repeated-answer", "repeated-answer"]


def test_far_apart_slips_of_a_long_file_come_to_an_end() -> None:
    """Each of them costs a walk past all lines before it."""
    item = "  - prompt: 'a' b\n" + "\n" * 20_000
    found = codes("title: x\nquestions:\n" + item * 90)
    assert "text-after-quote" in found
    assert found[-1] == "too-many-slips"
    assert len(found) < 15


def test_a_quote_at_a_hundred_thousand_places(tmp_path: Path) -> None:
    """Each paragraph that it stands in is looked at once."""
    (tmp_path / "a.txt").write_text("a" * 100_000, encoding="utf-8")
    file = tmp_path / "set.yaml"
    text = "title: x\nsource: a.txt\nquestions:\n  - {prompt: b, answer: z, quote: a}\n"
    file.write_text(text, encoding="utf-8")
    (problem,) = read_set(str(file), Documents()).problems
    assert problem.code.startswith("answer-")


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n"])
def test_a_document_of_millions_of_lines_is_refused(tmp_path: Path, line_break: str) -> None:
    """Its paragraphs would fill the memory, with the line breaks of any system."""
    (tmp_path / "a.txt").write_bytes(f"a{line_break}".encode() * 1_500_000)
    file = tmp_path / "set.yaml"
    text = "title: x\nsource: a.txt\nquestions:\n  - {prompt: b, answer: a, quote: a}\n"
    file.write_text(text, encoding="utf-8")
    (problem,) = read_set(str(file), Documents()).problems
    assert problem.code == "source-too-many-lines"


def test_a_document_of_millions_of_characters_is_refused(tmp_path: Path) -> None:
    """Nobody learns it to the letter."""
    (tmp_path / "a.txt").write_bytes(b"a" * 5_000_001)
    file = tmp_path / "set.yaml"
    text = "title: x\nsource: a.txt\nquestions:\n  - {prompt: b, answer: a, quote: a}\n"
    file.write_text(text, encoding="utf-8")
    (problem,) = read_set(str(file), Documents()).problems
    assert problem.code == "source-too-long"
