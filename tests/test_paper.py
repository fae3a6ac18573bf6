"""Missed questions on paper: what is in the Markdown, and how it gets into a file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from quiz.engine.missed import MissedState
from quiz.engine.questions import AnyQuestion, Blank, Cloze, Ref, Short
from quiz.engine.responses import encode
from quiz.errors import QuizError, SessionError
from quiz.i18n import use_language
from quiz.paper import free_name, paper, write_paper
from quiz.store import MissedRecord
from quiz.trainer import MissedEntry
from tests.samples import ALL, base, wrong

DAY = "2026-03-01"
HOSTILE = "*a* [b](c) <i>d</i> `e` # f | _g_ ~~h~~ $i$ &amp; \\j \x1b[31m"


def entry(question: AnyQuestion, times: int = 1, set_id: str = "") -> MissedEntry:
    """Return a question as the missed book holds it."""
    ref = Ref(set_id or question.set_id, question.id)
    state = MissedState(times, 1, encode(wrong(question)))
    return MissedEntry(
        MissedRecord(ref, question.type, question.prompt, state), lambda _ref: question
    )


def read(markdown: str) -> str:
    """Return what a reader of the rendered Markdown sees, a line a block or a hard break."""
    html = MarkdownIt("commonmark").enable("strikethrough").render(markdown)
    html = re.sub(r"<br ?/?>\n?", "\n", html)
    return unescape(re.sub(r"</?(?:p|h1|h2|strong|hr)(?: /)?>", "", html))


def test_one_of_each_type() -> None:
    """Every type can be answered by hand, and each key bears the letters of this paper."""
    text = paper([entry(question, 2) for question in ALL], {"set": "All types"}, DAY)
    gap, line = "＿" * 6, "＿" * 20
    expected = f"""\
# Missed book

2026-03-01 · 8 questions

## All types

**1.** 选一个 (missed 2 times)

A. 丙
B. 甲
C. 乙

Answer: {line}

**2.** 选几个 (missed 2 times)

A. 东
B. 北
C. 南
D. 西

Answer: {line}

**3.** 对不对 (missed 2 times)

A. True
B. False

Answer: {line}

**4.** 用(1){gap}校标，用(2){gap}导航 (missed 2 times)

Answer: (1) {gap}  (2) {gap}

**5.** 写出来 (missed 2 times)

Answer: {line}

**6.** 排一排 (missed 2 times)

A. 二
B. 一
C. 三

Answer: {line}

**7.** 连一连 (missed 2 times)

(1) 左一
(2) 左二

a. 右二
b. 多
c. 右一

Answer: {line}

**8.** 正面 (missed 2 times)

Answer: {line}

---

## Keys

**1.** C. 乙

**2.** A. 东; D. 西

**3.** A. True

**4.** 四个意识; 四个自信

**5.** 党的建设

**6.** BAC  一 → 二 → 三

**7.** 1c 2a  左一 → 右一; 左二 → 右二

**8.** 背面
"""
    assert text.replace("  \n", "\n") == expected
    assert "A. 丙\nB. 甲\nC. 乙\n" in read(text)


def test_the_same_day_the_same_paper_another_day_another() -> None:
    """A paper printed twice is one; tomorrow's asks in another order, so that no letter sticks."""
    missed = [entry(question) for question in ALL]
    papers = {paper(missed, {"set": "x"}, f"2026-03-{day:02d}") for day in (1, 1, 2, 3, 4)}
    assert len(papers) == 4


def test_the_order_offered_is_never_the_right_one() -> None:
    """A question of order that stood in the right order would tell its key."""
    order = next(question for question in ALL if question.type == "order")
    for day in range(1, 29):
        assert "ABC" not in paper([entry(order)], {"set": "x"}, f"2026-02-{day:02d}")


def test_sets_stand_in_the_order_of_the_library() -> None:
    """Each under its title, the questions within in the order of the book, numbered throughout."""
    late, early, last = (
        Short(**{**base(name, name), "set_id": set_id}, answer="x")
        for name, set_id in (("late", "b"), ("early", "a"), ("last", "b"))
    )
    missed = [entry(late), entry(early), entry(last)]
    text = paper(missed, {"a": "First set", "b": "Second set", "c": "No miss"}, DAY)
    heads = re.findall(r"^## (.+)|^\*\*(\d)\.\*\* (\w+) \(", text, re.MULTILINE)
    assert [part for head in heads for part in head if part] == [
        *("First set", "1", "early", "Second set", "2", "late", "3", "last", "Keys"),
    ]


def test_text_of_questions_is_text() -> None:
    """Nothing in a prompt, an option or a key is Markdown, and control characters are shown."""
    shown = HOSTILE.replace("\x1b", "␛")
    question = Short(**base("a", HOSTILE), answer=HOSTILE, explanation=HOSTILE)
    text = paper([entry(question)], {"set": HOSTILE}, DAY)
    assert read(text).count(shown) == 4
    assert "\x1b" not in text


@pytest.mark.parametrize(
    "line",
    ["- a", "+ a", "1. a", "12) a", "# a", "> a", "---", "===", "* a", "```", "    a", "|a|"],
)
def test_no_line_begins_a_block(line: str) -> None:
    """A prompt of several lines stays one paragraph, whatever its lines begin with."""
    question = Short(**base("a", f"Which of these?\n{line}\nend"), answer="x")
    text = read(paper([entry(question)], {"set": "x"}, DAY))
    assert f"1. Which of these?\n{line.strip()}\nend (missed 1 time)" in text


def test_blanks_join_up() -> None:
    """A blank is drawn as a line to write on; a blank's hint stands behind it."""
    cloze = Cloze(
        **base("c", "the ____ fox"),
        segments=("the ", " fox"),
        blanks=(Blank(("brown",), "a colour"),),
    )
    text = paper(
        [entry(cloze), entry(Short(**base("s", "a ____ b"), answer="x"))], {"set": "x"}, DAY
    )
    assert "the ＿＿＿＿＿＿(a colour) fox (missed 1 time)" in text
    assert "a ＿＿＿＿＿＿ b (missed 1 time)" in text


def test_questions_that_are_gone_are_left_out() -> None:
    """The paper asks the others; with none left there is no paper."""
    gone = MissedEntry(entry(ALL[0]).record, lambda _ref: None)
    assert "1 question" in paper([gone, entry(ALL[1])], {"set": "x"}, DAY)
    with pytest.raises(SessionError, match="No set holds"):
        paper([gone], {"set": "x"}, DAY)


def test_in_chinese() -> None:
    """The words of the paper follow the interface."""
    use_language("zh")
    text = paper([entry(ALL[2], 3)], {"set": "题库"}, DAY)
    assert "# 错题本\n\n2026-03-01 · 1 道题" in text
    assert "**1.** 对不对（答错 3 次）\n\nA. 对  \nB. 错\n\n答：＿" in text
    assert "## 答案\n\n**1.** A. 对\n" in text


# -- the file -------------------------------------------------------------------------------


def test_a_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    """UTF-8 with plain line feeds; no temporary file stays beside it."""
    folder = tmp_path / "out"
    folder.mkdir()
    path = write_paper(folder / "a.md", "错题\n")
    assert path == folder / "a.md"
    assert path.read_bytes() == "错题\n".encode()
    assert list(folder.iterdir()) == [path]


def test_a_file_that_is_there_is_replaced_only_on_request(tmp_path: Path) -> None:
    """The error names the way out; what was there stays."""
    path = tmp_path / "a.md"
    path.write_text("mine")
    with pytest.raises(QuizError, match="already") as caught:
        write_paper(path, "new")
    assert "--force" in caught.value.hint
    assert path.read_text() == "mine"
    write_paper(path, "new", replace=True)
    assert path.read_text() == "new"


def test_a_link_is_followed(tmp_path: Path) -> None:
    """Replacing through a link changes the file that it means, not the link."""
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write_paper(tmp_path / "link.md", "new", replace=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


@pytest.mark.parametrize("replace", [False, True])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, replace: bool) -> None:
    """A folder, a pipe, a device: refused, force or not."""
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", Path("/dev/null"), Path()):
        with pytest.raises(QuizError, match="not an ordinary file"):
            write_paper(place, "x", replace=replace)
    assert not Path("/dev/null").is_file()


def test_a_place_that_can_t_be_written_is_told(tmp_path: Path) -> None:
    """A folder that isn't there, and a file where a folder should be."""
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "none" / "a.md", tmp_path / "file" / "a.md"):
        with pytest.raises(QuizError, match="can't be written") as caught:
            write_paper(place, "x")
        assert caught.value.location == str(place)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up costs neither the old paper nor leaves half a new one."""
    path = tmp_path / "a.md"
    path.write_text("old")

    def full(*_args: object, **_kwargs: object) -> Callable[..., None]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(QuizError, match="No space left on device"):
        write_paper(path, "new", replace=True)
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.glob("*.md*")] == ["a.md"]


def test_a_free_name_is_found(tmp_path: Path) -> None:
    """Papers of one day stand beside each other."""
    names = []
    for _each in range(3):
        path = free_name(tmp_path, DAY)
        path.touch()
        names.append(path.name)
    assert names == [
        "missed-2026-03-01.md",
        "missed-2026-03-01-2.md",
        "missed-2026-03-01-3.md",
    ]
