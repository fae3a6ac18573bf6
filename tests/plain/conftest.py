"""A session of any kind, taken by lines that are given beforehand."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from quiz.engine.plans import Mode, make_plan
from quiz.plain import run_plain
from quiz.sitting import Sitting
from quiz.trainer import Request, Trainer

DOCUMENT = """\
第一段。党的建设是根本。要坚持不懈抓好党的建设，认真落实“三会一课”制度。后面还有一句。
第二段说的是别的事。
"""

ONE_OF_EACH = """\
title: 各种题型
source: document.txt
questions:
  - id: one
    prompt: 哪一个在前？
    options: [甲, {text: 乙, why: 乙在第二位。}, 丙]
    answer: 甲
    shuffle: false
    grounded: false
    hint: 天干第一位。
    explanation: 天干以甲开头。
    quote: 要坚持不懈抓好党的建设
  - id: several
    prompt: 哪几个是方向？
    options: [东, 红, 西, 绿]
    answer: [东, 西]
    shuffle: false
    grounded: false
  - id: truth
    prompt: 水是湿的。
    answer: true
    grounded: false
  - id: gaps
    cloze: 要坚持不懈抓好{{党的建设}}，认真落实“{{三会一课::四个字}}”制度
    quote: 要坚持不懈抓好党的建设，认真落实“三会一课”制度
  - id: brief
    prompt: 认真落实什么制度？
    answer: 三会一课
    quote: 认真落实“三会一课”制度
  - id: sequence
    prompt: 排序。
    order: [一, 二, 三]
    grounded: false
  - id: pairs
    prompt: 连线。
    match: {左一: 右一, 左二: 右二}
    extra: [多]
    grounded: false
  - id: front
    front: 正面
    back: 背面
    grounded: false
"""


class Talk(NamedTuple):
    """What was printed, and the sitting it was printed about."""

    out: str
    sitting: Sitting

    @property
    def lines(self) -> list[str]:
        """The output line by line."""
        return self.out.splitlines()

    @property
    def score(self) -> str:
        """The last line."""
        return self.lines[-1]

    @property
    def verdicts(self) -> str:
        """The signs that lines begin with, in order."""
        return "".join(line[0] for line in self.lines if line[:1] in ("✓", "◐", "✗"))


TakeLines = Callable[..., Talk]


@pytest.fixture
def questions(tmp_path: Path, write_set: Callable[..., Path]) -> Path:
    """A set with one question of every type, and its document."""
    write_set(DOCUMENT, "document.txt")
    return write_set(ONE_OF_EACH, "each.yaml")


@pytest.fixture
def take_lines(trainer: Trainer, questions: Path) -> TakeLines:
    """Take a session on the questions called `only`, in that order, with the lines given."""

    def take(
        *lines: str, only: str = "one", mode: Mode = Mode.PRACTICE, minutes: float = 0
    ) -> Talk:
        return talk(begin(trainer, only, mode=mode, minutes=minutes), *lines)

    return take


def begin(
    trainer: Trainer, only: str, *, mode: Mode = Mode.PRACTICE, minutes: float = 0
) -> Sitting:
    """Begin a session on the questions called `only`, asked in that order."""
    (entry,) = trainer.library.entries()
    known = {question.id: question for question in trainer.load(entry).questions}
    wanted = [known[name] for name in only.split()]
    refs = tuple(question.ref for question in wanted)
    seed = next(
        seed
        for seed in range(100_000)
        if tuple(slot.ref for slot in make_plan(wanted, mode, seed=seed).slots) == refs
    )
    return trainer.begin(Request(mode=mode, refs=refs, seed=seed, minutes=minutes))


def talk(sitting: Sitting, *lines: str) -> Talk:
    """Take `sitting` with these lines as its input."""
    out = io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    assert run_plain(sitting, stdin=stdin, stdout=out) == 0
    return Talk(out.getvalue(), sitting)
