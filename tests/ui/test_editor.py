"""Editing a question in the app: from Home, the missed book and the question itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets.text_area import Selection

from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.trainer import Trainer
from quiz.ui.screens.editor import EditorScreen, QuestionArea
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.visible import width as cells
from tests.ui.conftest import Start, footer, screen_text
from tests.ui.test_live import shows, until

SET = """\
title: Set
questions:
  # the sea
  - id: sea
    prompt: The sea is wett.
    answer: true
  - id: sky
    prompt: Which colour has the sky?
    options: [blue, {text: green, why: That is grass.}]
    answer: A
"""


@pytest.fixture
def file(home: Paths) -> Path:
    """A set with a typo."""
    path = home.questions / "each.yaml"
    path.write_text(SET, encoding="utf-8")
    return path


def text(pilot: Pilot[Any]) -> QuestionArea:
    """Return where the question is typed."""
    assert isinstance(pilot.app.screen, EditorScreen)
    return pilot.app.screen.query_one(QuestionArea)


async def opened(pilot: Pilot[Any]) -> None:
    """Open the editor, and wait until the question was read."""
    await pilot.press("ctrl+e")
    await until(pilot, lambda: isinstance(pilot.app.screen, EditorScreen))
    await pilot.pause(0.3)


async def edit(pilot: Pilot[Any], old: str, new: str) -> None:
    """Replace a text in the editor, and wait until it was read."""
    area = text(pilot)
    area.text = area.text.replace(old, new)
    await pilot.pause(0.4)


async def miss(pilot: Pilot[Any]) -> None:
    """Practise the set and have the sea wrong."""
    await pilot.pause()
    await pilot.press("end", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, QuestionScreen)
    while pilot.app.screen.sitting.question.id != "sea":
        await pilot.press("ctrl+n")
        await pilot.pause()
    await pilot.press("b", "enter")
    await pilot.pause()


async def test_a_typo_is_mended_right_after_answering(start: Start, file: Path) -> None:
    """The file changes in that one place, the session goes on, and the history stays."""
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        assert "^e Edit" in footer(pilot)
        await opened(pilot)
        assert text(pilot).text.startswith("- id: sea\n  prompt: The sea is wett.")
        assert "Nothing is wrong here." in screen_text(pilot)
        assert "^s" not in footer(pilot)
        await edit(pilot, "wett", "wet")
        await until(pilot, lambda: "^s Save" in footer(pilot))
        assert "Key: A. True" in screen_text(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        assert file.read_text(encoding="utf-8") == SET.replace("wett", "wet")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
        assert "The sea is wett." in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        if not isinstance(pilot.app.screen, HomeScreen):
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("m")
        await until(pilot, shows(pilot, "The sea is wet."))


async def test_problems_are_told_as_they_are_typed(start: Start, file: Path) -> None:
    """With their place and the way out, underlined in the text; the last good preview stays."""
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        await opened(pilot)
        await edit(pilot, "answer: true", "answr: true")
        await until(pilot, shows(pilot, "3:3"))
        shown = screen_text(pilot)
        assert "3:3" in shown
        assert "answr" in shown
        assert "Did you mean “answer”?" in shown
        assert text(pilot).get_line(2).spans
        assert not text(pilot).get_line(1).spans
        assert "Key: A. True" in shown
        await edit(pilot, "answr", "answer")
        await until(pilot, shows(pilot, "Nothing is wrong here."))
        assert not text(pilot).get_line(2).spans
        await edit(pilot, "- id: sea", "")
        await pilot.press("ctrl+s")
        await until(pilot, shows(pilot, "Keep to the lines of this"))
        assert file.read_text(encoding="utf-8") == SET


async def test_what_is_typed_is_not_lost_by_one_key(start: Start, file: Path) -> None:
    """Escape asks once more; then nothing is written."""
    async with start() as pilot:
        await miss(pilot)
        await opened(pilot)
        await edit(pilot, "wett", "dry")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EditorScreen)
        await until(pilot, shows(pilot, "Not saved yet"))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)
    assert file.read_text(encoding="utf-8") == SET


async def test_a_change_by_another_program_is_not_overwritten(start: Start, file: Path) -> None:
    """The later save is refused; then both are had, or theirs is taken."""
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        await opened(pilot)
        await edit(pilot, "wett", "wet")
        theirs = SET.replace("Which colour", "What colour")
        file.write_text(theirs, encoding="utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, shows(pilot, "^s again puts this question into the file"))
        assert file.read_text(encoding="utf-8") == theirs
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        assert file.read_text(encoding="utf-8") == theirs.replace("wett", "wet")

        await edit(pilot, "wet.", "damp.")
        theirs = SET.replace("wett", "salt")
        file.write_text(theirs, encoding="utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, shows(pilot, "^r gives up what you typed"))
        assert "^s again" not in screen_text(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        assert file.read_text(encoding="utf-8") == theirs
        await pilot.press("ctrl+r")
        await pilot.pause(0.3)
        assert "The sea is salt." in text(pilot).text


async def test_a_broken_question_is_mended_from_home(start: Start, file: Path) -> None:
    """At the problem's line; Home then shows the question."""
    file.write_text(SET.replace("answer: A", "answr: A"), encoding="utf-8")
    async with start(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        assert "^e Edit" in footer(pilot)
        await opened(pilot)
        assert text(pilot).text.startswith("- id: sky")
        await edit(pilot, "answr", "answer")
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        assert file.read_text(encoding="utf-8") == SET
        await pilot.press("escape")
        await until(pilot, shows(pilot, "1 set · 2 questions"))


async def test_from_the_missed_book(start: Start, file: Path) -> None:
    """The question at the cursor; the list shows the new wording at once."""
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        await pilot.press("escape")
        await pilot.pause()
        if not isinstance(pilot.app.screen, HomeScreen):
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("m")
        await until(pilot, shows(pilot, "The sea is wett."))
        await opened(pilot)
        await edit(pilot, "wett", "wet")
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        await pilot.press("escape")
        await until(pilot, shows(pilot, "The sea is wet."))


async def test_shipped_sets_are_left_alone(home: Paths, start: Start, tmp_path: Path) -> None:
    """They are copied to be edited, and that is said."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "s.yaml").write_text(SET, encoding="utf-8")
    (home.questions / "each.yaml").unlink()
    trainer = Trainer(home, folder=tmp_path, shipped=shipped)
    async with start(trainer=trainer, size=(120, 36)) as pilot:
        await miss(pilot)
        await pilot.press("ctrl+e")
        await until(pilot, shows(pilot, "ships with the program"))
        assert isinstance(pilot.app.screen, QuestionScreen)


async def test_an_editor_of_one_s_own(
    start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened at the line; without one, that is said, and nothing unsaved is left behind."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        await opened(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, shows(pilot, "Set EDITOR"))
        monkeypatch.setenv("EDITOR", f"{sys.executable} -c pass")
        await edit(pilot, "wett", "wet")
        await pilot.press("ctrl+o")
        await until(pilot, shows(pilot, "Save first"))
    assert file.read_text(encoding="utf-8") == SET


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_it_fits_and_is_all_chinese(start: Start, file: Path, size: tuple[int, int]) -> None:
    """At every size, with a problem and without."""
    file.write_text(SET.replace("The sea is wett.", "海是湿的。"), encoding="utf-8")
    use_language("zh")
    try:
        async with start(size=size) as pilot:
            await miss(pilot)
            await opened(pilot)
            await until(pilot, shows(pilot, "没有问题"))
            await edit(pilot, "answer: true", "answr: true")
            await until(pilot, shows(pilot, "是不是“answer”"))
            shown = screen_text(pilot)
            assert "是不是“answer”" in shown
            assert all(cells(row) <= size[0] for row in shown.splitlines())
            for word in ("Edit", "Save", "Leave", "Key", "wrong"):
                assert word not in shown
    finally:
        use_language("en")


SOURCE = """\
title: Speech
source: speech.txt
questions:
  - id: one
    cloze: 要树牢{{鲜明导向}}
    quote: 要树牢鲜明导向
"""


async def test_a_passage_becomes_a_question(start: Start, home: Paths) -> None:
    """On the map: its words are marked, one key makes them the blank, one saves it."""
    (home.questions / "each.yaml").unlink()
    (home.questions / "speech.txt").write_text("要树牢鲜明导向，打铁必须自身硬。", encoding="utf-8")
    file = home.questions / "speech.yaml"
    file.write_text(SOURCE, encoding="utf-8")
    async with start(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await until(pilot, shows(pilot, "打铁必须自身硬"))
        await pilot.pause(0.3)
        await pilot.press("down")
        await pilot.pause()
        assert "a New question" in footer(pilot)
        await pilot.press("a")
        await until(pilot, shows(pilot, "The cloze has no blank"))
        assert text(pilot).text == '- cloze: "打铁必须自身硬"\n  quote: 打铁必须自身硬'
        await pilot.press("ctrl+b")
        await until(pilot, shows(pilot, "Mark the words first"))
        text(pilot).selection = Selection((0, 14), (0, 17))
        await pilot.press("ctrl+b")
        await until(pilot, shows(pilot, "Nothing is wrong here."))
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        added = '  - cloze: "打铁必须{{自身硬}}"\n    quote: 打铁必须自身硬\n'
        assert file.read_text(encoding="utf-8") == SOURCE + added
        await pilot.press("escape")
        await until(pilot, shows(pilot, "1 question rests on it"))


async def test_duplicated_moved_and_deleted(start: Start, file: Path) -> None:
    """Each with a key; a duplicate is in the file once saved, a deletion asks once more."""
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        await opened(pilot)
        await pilot.press("f5")
        await pilot.pause(0.4)
        assert text(pilot).text == "- prompt: The sea is wett.\n  answer: true"
        assert file.read_text(encoding="utf-8") == SET
        await edit(pilot, "wett", "blue")
        await pilot.press("ctrl+s")
        await pilot.pause(0.4)
        order = [line for line in file.read_text(encoding="utf-8").splitlines() if "prompt" in line]
        assert [line.split(": ")[1] for line in order] == [
            "The sea is wett.",
            "The sea is blue.",
            "Which colour has the sky?",
        ]
        await until(pilot, lambda: "f4 Down" in footer(pilot))
        await pilot.press("f4")
        await pilot.pause(0.4)
        order = [line for line in file.read_text(encoding="utf-8").splitlines() if "prompt" in line]
        assert "sky" in order[1]
        await pilot.press("f8")
        await until(pilot, shows(pilot, "F8 again deletes"))
        assert "blue" in file.read_text(encoding="utf-8")
        await pilot.press("f8")
        await pilot.pause(0.4)
        assert isinstance(pilot.app.screen, QuestionScreen)
        assert file.read_text(encoding="utf-8") == SET


async def test_a_changed_key_is_asked_about_once(start: Start, file: Path) -> None:
    """Both are shown; the record stays, or the question begins anew under another id."""
    async with start(size=(120, 36)) as pilot:
        await miss(pilot)
        await opened(pilot)
        await edit(pilot, "answer: true", "answer: false")
        await pilot.press("ctrl+s")
        await until(pilot, shows(pilot, "The key was “True” and is “False” now."))
        assert file.read_text(encoding="utf-8") == SET
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "answer: false" in file.read_text(encoding="utf-8"))
        assert "id: sea\n" in file.read_text(encoding="utf-8")
        await until(pilot, lambda: "^s Save" not in footer(pilot))
        await edit(pilot, "answer: false", "answer: true")
        await pilot.press("ctrl+s")
        await until(pilot, shows(pilot, "f9 Begin anew"))
        await pilot.press("f9")
        await until(pilot, lambda: "id: sea-2" in file.read_text(encoding="utf-8"))
        assert file.read_text(encoding="utf-8") == SET.replace("id: sea", "id: sea-2")
        await until(pilot, lambda: "id: sea-2" in text(pilot).text)
        await edit(pilot, "answer: true", "answer: false")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "answer: false" in file.read_text(encoding="utf-8"))
