"""Questions are found by what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.content.library import Library, Place
from quiz.content.searching import Index

FIRST = """\
title: 第一部分
questions:
  - id: calibrate
    cloze: 用“四个意识”{{校标}}，用“四个自信”{{导航}}
  - id: yards
    prompt: Which Ship Yards are open?
    options: [North, South, Ｗｅｓｔ]
    answer: North
    tags: [harbour]
"""
SECOND = """\
title: 第二部分
questions:
  - id: pairs
    prompt: 连线
    match: {李白: 诗仙, 杜甫: 诗圣}
    extra: [诗佛]
  - {id: sequence, prompt: 排列, order: [甲, 乙, 丙]}
  - {id: brief, prompt: 谁？, answer: 低头思故乡, accept: [思故乡]}
  - {id: turned, front: 正面, back: 反面}
  - {id: wet, prompt: Water is wet., answer: true}
"""


def library(folder: Path) -> Library:
    """Read the sets of a folder, keeping what was read."""
    return Library([Place(folder, "folder")], folder.parent / "cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two sets."""
    folder = tmp_path / "sets"
    folder.mkdir()
    (folder / "a.yaml").write_text(FIRST, encoding="utf-8")
    (folder / "b.yaml").write_text(SECOND, encoding="utf-8")
    return folder


def ids(index: Index, words: str, file: str = "") -> list[str]:
    """Return the ids of what is found, in all sets or that of a file."""
    entry = next((one for one in index.entries if file and one.file.endswith(file)), None)
    found = []
    for number in index.find(words, entry):
        place, at = index.place(number)
        found.append(index._library.load(place).questions[at].id)
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("意识校标", ["calibrate"]),
        ("四个意识”校标，用", ["calibrate"]),
        ("ship yards", ["yards"]),
        ("YARDS west", ["yards"]),
        ("west yards missing", []),
        ("harbour", ["yards"]),
        ("诗佛", ["pairs"]),
        ("李白 杜甫", ["pairs"]),
        ("丙", ["sequence"]),
        ("思故", ["brief"]),
        ("反面", ["turned"]),
        ("sequence", ["sequence"]),
        ("“", ["calibrate", "yards", "pairs", "sequence", "brief", "turned", "wet"]),
        ("无人问津", []),
    ],
)
def test_words_are_found_wherever_a_question_says_them(
    folder: Path, words: str, found: list[str]
) -> None:
    """Blanks filled, options, keys, tags, ids; width, case and punctuation are no matter."""
    assert ids(Index(library(folder)), words) == found
    assert ids(Index(library(folder)), words) == found, "from what was kept"


def test_one_set_alone(folder: Path) -> None:
    """Only that set's questions, with or without words."""
    index = Index(library(folder))
    assert len(index) == 7
    assert ids(index, "", "b.yaml") == ["pairs", "sequence", "brief", "turned", "wet"]
    assert ids(index, "wet", "a.yaml") == []
    assert ids(index, "wet", "b.yaml") == ["wet"]


def test_a_changed_file_is_found_as_it_is_now(folder: Path) -> None:
    """What was kept of an older content is not gone by."""
    assert ids(Index(library(folder)), "思故乡") == ["brief"]
    changed = SECOND.replace("低头思故乡, accept: [思故乡]", "举头望明月")
    (folder / "b.yaml").write_text(changed, encoding="utf-8")
    index = Index(library(folder))
    assert ids(index, "思故乡") == []
    assert ids(index, "望明月") == ["brief"]


def test_making_ready_can_be_stopped(folder: Path) -> None:
    """And goes on where it was."""
    index = Index(library(folder))
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    assert not index.prepare(progress)
    assert told == [(0, 2), (1, 2)]
    assert index.prepare()
