"""Wrong and right usage: exit codes, languages, help."""

from __future__ import annotations

import argparse
import inspect
from pathlib import Path

import pytest

from quiz import __version__
from quiz.cli.arguments import _ARGPARSE_WORDS, MODES
from quiz.engine.plans import Mode
from quiz.i18n import language
from quiz.settings import Settings, save_settings
from tests.cli.conftest import Quiz


def test_every_mode_can_be_asked_for() -> None:
    """The modes of the command line are those of the engine."""
    assert set(MODES) == set(Mode)


def test_version(quiz: Quiz) -> None:
    """`--version` names the program and its version."""
    assert quiz("--version") == (0, f"quiz {__version__}\n", "")


def test_the_words_of_argparse_are_its_own() -> None:
    """What is put into the catalogue for argparse is what argparse looks up there."""
    source = inspect.getsource(argparse)
    for text in _ARGPARSE_WORDS:
        assert repr(text) in source or f'"{text}"' in source


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["take", "--help"],
        ["missed", "-h"],
        ["list", "-h"],
        ["check", "-h"],
        ["stats", "-h"],
        ["history", "-h"],
        ["path", "-h"],
    ],
)
def test_help(quiz: Quiz, arguments: list[str]) -> None:
    """Every command explains itself on standard output."""
    code, out, err = quiz(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("usage: quiz")


@pytest.mark.parametrize(
    "arguments",
    [
        ["tkae"],
        ["take", "-m", "sprint"],
        ["take", "-n", "0"],
        ["take", "-n", "many"],
        ["take", "-n"],
        ["take", "--seed", "-1"],
        ["take", "--time", "x", "-m", "exam"],
        ["take", "--time", "nan", "-m", "exam"],
        ["take", "--time", "10"],
        ["take", "--resume", "-n", "3"],
        ["take", "--resume", "capitals"],
        ["take", "--speed"],
        ["list", "extra"],
        ["--lang", "fr", "list"],
        ["path", "nowhere"],
        ["check", "--fi"],
    ],
)
def test_wrong_usage(quiz: Quiz, arguments: list[str]) -> None:
    """Exit 2, two lines on standard error, nothing on standard output."""
    code, out, err = quiz(*arguments)
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith("quiz: ")
    assert second.startswith("  ")


def test_the_app_needs_a_terminal(quiz: Quiz) -> None:
    """`quiz` alone, with its streams redirected, names what works without a terminal."""
    code, out, err = quiz()
    assert (code, out) == (2, "")
    assert "quiz take --plain" in err


@pytest.mark.parametrize(
    "arguments", [["--lang", "zh", "path"], ["path", "--lang", "zh"], ["--lang=zh", "path", "-h"]]
)
def test_global_options_stand_anywhere(quiz: Quiz, arguments: list[str]) -> None:
    """Before the command or after it."""
    assert quiz(*arguments).code == 0


def test_the_option_beats_the_environment(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--lang`, then QUIZ_LANG, then the setting, then the locale."""
    monkeypatch.setenv("QUIZ_LANG", "zh")
    quiz("path", "--lang", "en")
    assert language() == "en"
    quiz("path")
    assert language() == "zh"


def test_the_setting_beats_the_locale(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A language kept in the settings is used when nothing else asks for one."""
    save_settings(tmp_path / "home" / "settings.json", Settings(language="zh"))
    monkeypatch.delenv("QUIZ_LANG")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    quiz("path")
    assert language() == "zh"


def test_settings_that_are_not_valid_stop_no_command_that_needs_none(
    quiz: Quiz, tmp_path: Path
) -> None:
    """A damaged settings file doesn't hide the sets; taking one says what is wrong."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_text("{nonsense")
    assert quiz("list").code == 0
