"""Editing one question leaves every other byte of its file, and what is on record, alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.content.editing import ChangedError, QuestionText, open_question
from quiz.content.schema import read_data
from quiz.content.sources import Documents
from quiz.engine.questions import QuestionSet
from quiz.errors import ContentError

FILE = """\
# a comment above
title: Set   # and one beside

questions:

  # about the first
  - id: one
    prompt: "First?"
    answer: true   # kept

  # about the second
  -   prompt: |
        Second,
          indented

        # no comment
      answer: 二

  - {id: three, prompt: Third?, answer: no}
  -
    id: four
    cloze: a {{b}}
    # the end of four
# below
tags: [x]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file above."""
    path = tmp_path / "set.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def read(path: Path) -> QuestionSet:
    """Return the set in a file."""
    found = read_data(path.read_bytes(), str(path), Documents()).question_set
    assert found is not None
    return found


def at(path: Path, number: int) -> QuestionText:
    """Return the question of a file with this number."""
    return open_question(path, read(path).questions[number].line)


def test_a_question_is_shown_as_it_was_typed(file: Path) -> None:
    """With its comments, without the indentation of the list, and nothing of its neighbours."""
    assert [at(file, number).text for number in range(4)] == [
        '- id: one\n  prompt: "First?"\n  answer: true   # kept',
        "-   prompt: |\n      Second,\n        indented\n\n      # no comment\n    answer: 二",
        "- {id: three, prompt: Third?, answer: no}",
        "-\n  id: four\n  cloze: a {{b}}\n  # the end of four",
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_only_its_lines_change(tmp_path: Path, number: int, line_break: str, mark: bytes) -> None:
    """Whatever ends the lines and begins the file."""
    path = tmp_path / "set.yaml"
    data = mark + FILE.replace("\n", line_break).encode()
    path.write_bytes(data)
    question = at(path, number)
    assert question.changed(question.text) == data
    lines = [f"  {line}" if line.strip() else line for line in question.text.split("\n")]
    typed = line_break.join(lines).strip().encode()
    assert data.count(typed) == 1
    saved = question.save("- prompt: New?\n  answer: 新\n")
    new = f"- prompt: New?{line_break}    answer: 新".encode()
    if number == 1:
        id_first = read(path).questions[1].id
        new = f"- id: {id_first}{line_break}    prompt: New?{line_break}    answer: 新".encode()
    assert path.read_bytes() == data.replace(typed, new)
    assert (saved.number, saved.line) == (number, question.line)
    assert [one.prompt for one in read(path).questions][number] == "New?"


def test_an_id_it_went_by_stays(file: Path) -> None:
    """A question without one gets it written when its prompt changes, and not before."""
    known = read(file).questions[1].id
    question = at(file, 1)
    question.save(question.text.replace("answer: 二", "answer: 两"))
    assert read(file).questions[1].id == known
    assert "id: " + known not in file.read_text(encoding="utf-8")
    question = at(file, 1)
    question.save(question.text.replace("Second", "Zweite"))
    assert read(file).questions[1].id == known
    assert read(file).questions[1].key == ("两",)


def test_problems_stand_where_they_are_typed(file: Path) -> None:
    """Counted in the text of the question, also where YAML breaks only further on."""
    question = at(file, 0)
    found, problems = question.check("- id: one\n  promt: First?\n  answer: true")
    assert found is None
    assert [(one.code, one.line, one.column) for one in problems][:1] == [("unknown-key", 2, 3)]
    found, problems = question.check('- id: one\n  prompt: "First?\n  answer: true')
    assert found is None
    assert problems
    assert all(1 <= one.line <= 3 for one in problems)
    found, problems = question.check(question.text)
    assert found is not None
    assert (found.id, problems) == ("one", [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "- id: one\n  prompt: a\n  answer: true\n- id: other\n  prompt: b\n  answer: true",
        '- id: one\n  prompt: "a',
        "- id: one\n  prompt: a\n  answer: true\n\ntitle: other",
        "# only a comment",
    ],
)
def test_what_is_not_one_question_is_refused(file: Path, text: str) -> None:
    """Nothing is written, and the others are what they were."""
    with pytest.raises(ContentError):
        at(file, 0).save(text)
    assert file.read_text(encoding="utf-8") == FILE


def test_the_later_of_two_is_refused(file: Path) -> None:
    """Nothing of the first is overwritten; where it left this question alone, both can be had."""
    mine, theirs = at(file, 0), at(file, 2)
    theirs.save("- {id: three, prompt: Drei?, answer: no}")
    seen = file.read_bytes()
    with pytest.raises(ChangedError):
        mine.save("- id: one\n  prompt: Eins?\n  answer: true")
    assert file.read_bytes() == seen
    again = mine.rebased()
    assert again is not None
    again.save("- id: one\n  prompt: Eins?\n  answer: true")
    assert [one.prompt for one in read(file).questions][::2] == ["Eins?", "Drei?"]
    assert mine.rebased() is None
    file.unlink()
    assert mine.rebased() is None
    with pytest.raises(ChangedError):
        mine.save(mine.text)


def test_a_read_only_file_is_told(file: Path) -> None:
    """And stays."""
    file.chmod(0o444)
    with pytest.raises(ContentError, match="read-only"):
        at(file, 0).save("- id: one\n  prompt: x\n  answer: true")


def test_a_link_stays_one(file: Path, tmp_path: Path) -> None:
    """The file it leads to is changed, with the permissions it had."""
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    file.chmod(0o640)
    open_question(link, 7).save("- id: one\n  prompt: x\n  answer: true")
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert read(file).questions[0].prompt == "x"


@pytest.mark.parametrize(
    "text", ["title: x\nquestions: [{prompt: a, answer: true}]\n", "title: x\n", "x", ""]
)
def test_what_has_no_lines_of_its_own_is_told(tmp_path: Path, text: str) -> None:
    """A list in brackets is for an editor of one's own."""
    path = tmp_path / "set.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="can't be edited here"):
        open_question(path, 2)


LINES = st.lists(
    st.sampled_from(
        [
            *("", "# note", "    # deep", "  # mid"),
            "  - id: {n}\n    prompt: p{n}\n    answer: true",
            "  - prompt: |\n      text\n\n      more {n}\n    answer: 二",
            "  - {{id: {n}, front: a, back: b}}",
            "  -   id: {n}\n      cloze: '{{{{x}}}} y'",
            '  - prompt: "a\n\n      b {n}"\n    answer: c',
            "  - front: {n}\n    back: |\n      text\n\n      # no comment",
        ]
    ),
    min_size=1,
    max_size=12,
)
TEXTS = st.sampled_from(
    [
        "- id: new\n  prompt: Q\n  answer: true",
        "- {id: new, front: x, back: y}",
        "-\n  front: 甲\n  back: |\n    乙\n\n    丙",
    ]
)


def edges(text: str, question: QuestionText) -> tuple[int, int]:
    """Return where a question begins and ends in its file."""
    breaks = "\r\n" if "\r\n" in text else "\n"
    rows = text.split(breaks)
    first = question.line - 1
    last = first + question.text.count("\n")
    return len(breaks.join([*rows[:first], ""])), len(breaks.join(rows[: last + 1]))


@settings(max_examples=300)
@given(lines=LINES, new=TEXTS, which=st.integers(0, 20), breaks=st.sampled_from(["\n", "\r\n"]))
def test_any_edit_keeps_the_rest_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], new: str, which: int, breaks: str
) -> None:
    """What stands before and behind the question is the same, and so is every other question."""
    path = tmp_path_factory.mktemp("any") / "set.yaml"
    body = [line.format(n=number) for number, line in enumerate(lines)]
    data = "\n".join(["title: t", "questions:", *body, "tags: [x]", ""]).replace("\n", breaks)
    path.write_bytes(data.encode())
    found = read_data(path.read_bytes(), str(path), Documents()).question_set
    if found is None or not found.questions:
        return
    number = which % len(found.questions)
    question = open_question(path, found.questions[number].line)
    assert question.changed(question.text) == data.encode()
    question.save(new)
    after = path.read_bytes().decode()
    (start, end), (now, then) = (
        edges(data, question),
        edges(after, open_question(path, question.line)),
    )
    assert (data[:start], data[end:]) == (after[:now], after[then:])
    rest = read(path).questions
    assert [one.prompt for one in rest[:number]] == [one.prompt for one in found.questions[:number]]
    assert [one.prompt for one in rest[number + 1 :]] == [
        one.prompt for one in found.questions[number + 1 :]
    ]


def test_a_question_is_put_in_after_another(file: Path) -> None:
    """As far from it as the next one is; every other byte stays."""
    new = at(file, 2).new_after()
    assert new.is_new
    assert new.check("- front: a\n  back: b")[1] == []
    saved = new.save("- front: a\n  back: b")
    third = "  - {id: three, prompt: Third?, answer: no}\n"
    assert file.read_text(encoding="utf-8") == FILE.replace(
        third, third + "\n  - front: a\n    back: b\n"
    )
    assert (saved.is_new, saved.number) == (False, 3)
    last = at(file, 4).new_after().save("- front: c\n  back: d")
    assert last.number == 5
    assert [one.prompt for one in read(file).questions][-1] == "c"
    assert file.read_text(encoding="utf-8").endswith("# below\ntags: [x]\n")


def test_a_new_one_is_put_in_after_others_saved(file: Path) -> None:
    """Where another program changed the file, it comes after the same question."""
    new = at(file, 2).new_after()
    at(file, 0).save("- id: one\n  prompt: Eins?\n\n  answer: true")
    with pytest.raises(ChangedError):
        new.save("- front: a\n  back: b")
    again = new.rebased()
    assert again is not None
    again.save("- front: a\n  back: b")
    assert [one.prompt for one in read(file).questions][2:4] == ["Third?", "a"]
    assert read(file).questions[0].prompt == "Eins?"


def test_a_question_is_taken_out(file: Path) -> None:
    """With its lines and no others; the last one of a set stays."""
    at(file, 2).remove()
    gone = "  - {id: three, prompt: Third?, answer: no}\n"
    assert file.read_text(encoding="utf-8") == FILE.replace(gone, "")
    for _each in range(2):
        at(file, 0).remove()
    left = file.read_bytes()
    with pytest.raises(ContentError, match="at least one question"):
        at(file, 0).remove()
    assert file.read_bytes() == left
    assert [one.id for one in read(file).questions] == ["four"]


def test_questions_change_places(file: Path) -> None:
    """Comments between them stay; there and back again is as if nothing had been."""
    before = read(file).questions
    moved = at(file, 0).move(1)
    assert moved.number == 1
    after = read(file).questions
    assert [one.id for one in after] == [before[n].id for n in (1, 0, 2, 3)]
    assert "# about the second\n  - id: one" in file.read_text(encoding="utf-8")
    back = moved.move(-1)
    assert file.read_text(encoding="utf-8") == FILE
    assert back.move(-1).number == 0
    assert file.read_text(encoding="utf-8") == FILE


def test_what_a_killed_save_left_behind_is_cleared_away(file: Path) -> None:
    """An hour later, by the next save; what another program may be writing just now is not."""
    old, new = file.with_name(".quiz-old.tmp"), file.with_name(".quiz-new.tmp")
    for left in (old, new):
        left.write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    question = open_question(file, 7)
    question.save(question.text.replace("First?", "Which is first?"))
    assert not old.exists()
    assert new.exists()
