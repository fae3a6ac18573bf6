"""The command line in this process, on a scratch home, without the sets that ship."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from quiz.cli import main

CAPITALS = """\
title: 首都
tags: [地理]
questions:
  - id: france
    prompt: 法国的首都？
    options: [巴黎, 里昂]
    answer: 巴黎
    shuffle: false
  - id: japan
    prompt: 日本的首都？
    answer: 东京
    tags: [亚洲]
"""

BROKEN = """\
title: 坏的
questions:
  - id: bad
    prompt: 哪一个？
    options: [甲, 乙]
    answer: 丙
  - id: worse
    prompt: 哪一个？
    answr: 丙
  - id: good
    prompt: 对不对？
    answer: true
"""


class Call(NamedTuple):
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output, which has to be JSON."""
        return json.loads(self.out)


Quiz = Callable[..., Call]


@pytest.fixture(autouse=True)
def _without_shipped_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("quiz.trainer.shipped_questions", lambda: tmp_path / "shipped")


@pytest.fixture
def quiz(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Quiz:
    """Call `quiz` with arguments, and with lines on its standard input."""

    def call(*arguments: str, lines: str = "") -> Call:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        code = main(arguments)
        captured = capsys.readouterr()
        return Call(code, captured.out, captured.err)

    return call


@pytest.fixture
def capitals(write_set: Callable[..., Path]) -> Path:
    """A sound set of two questions, `capitals`, in the current folder."""
    return write_set(CAPITALS, "capitals.yaml")


@pytest.fixture
def broken(write_set: Callable[..., Path]) -> Path:
    """A set with two broken questions and a good one, `broken`, in the current folder."""
    return write_set(BROKEN, "broken.yaml")
