"""`quiz settings`: shown, set, reset, and never left in a state that can't be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from quiz.preferences import preferences
from quiz.settings import Settings, load_settings
from tests.cli.conftest import Quiz


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings are kept."""
    return tmp_path / "home" / "settings.json"


def test_every_setting_is_shown(quiz: Quiz, file: Path) -> None:
    """A line each with value, what it can be, and meaning; looking writes nothing."""
    call = quiz("settings")
    assert (call.code, call.err) == (0, "")
    lines = [line.split(maxsplit=2) for line in call.out.splitlines()[1:]]
    assert [(line[0], line[1]) for line in lines] == [
        ("language", "auto"),
        ("theme", "dark"),
        ("right_to_clear", "2"),
        ("retention", "90%"),
        ("new_per_day", "15"),
        ("reviews_per_day", "200"),
        ("ask_sure", "off"),
        ("parameters", "default"),
        ("exam_dates", "none"),
    ]
    assert "70%–99%" in lines[3][2]
    assert not file.parent.exists()


def test_no_setting_is_forgotten() -> None:
    """Whatever the file can hold is shown."""
    assert {each.name for each in preferences()} == set(Settings.__struct_fields__)


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("language", "en", "en", "en"),
        ("language", "中文", "zh", "zh"),
        ("theme", "LIGHT", "light", "light"),
        ("right_to_clear", "5", 5, "5"),
        ("retention", "0.85", 0.85, "85%"),
        ("retention", "85", 0.85, "85%"),
        ("retention", "85.5%", 0.855, "85.5%"),
        ("retention", "99％", 0.99, "99%"),
        ("new_per_day", "0", 0, "0"),
        ("reviews_per_day", "10000", 10_000, "10000"),
        ("ask_sure", "on", True, "on"),
    ],
)
def test_a_setting_is_set_and_reset(
    quiz: Quiz, file: Path, name: str, typed: str, value: object, shown: str
) -> None:
    """What is shown is what can be typed; the file keeps only what isn't the default."""
    before = quiz("settings", name).out
    call = quiz("settings", name, typed)
    assert (call.code, call.err) == (0, "")
    assert call.out == f"{name}: {shown}\n"
    assert getattr(load_settings(file), name) == value
    assert quiz("settings", name).out == f"{name}: {shown}\n"
    assert quiz("--lang", "en", "settings", name, "--reset").out == before
    assert load_settings(file) == Settings()


@pytest.mark.parametrize(
    "arguments",
    [
        ["retention", "0.69"],
        ["retention", "100%"],
        ["retention", "nan"],
        ["retention", "much"],
        ["right_to_clear", "0"],
        ["right_to_clear", "2.5"],
        ["new_per_day", "1001"],
        ["reviews_per_day", "0"],
        ["ask_sure", "perhaps"],
        ["theme", "blue"],
        ["language", "fr"],
        ["parameters", "1"],
        ["exam_dates", "2026-01-01"],
        ["exam_dates", "--reset"],
        ["no_such", "1"],
        ["\x1b[31mno", "1"],
        ["theme", "dark", "--reset"],
        ["--reset"],
        ["theme", "dark", "more"],
    ],
)
def test_what_can_t_be_is_refused(quiz: Quiz, file: Path, arguments: list[str]) -> None:
    """Exit 2, what was wrong in a line or two, and nothing is written."""
    call = quiz("settings", *arguments)
    assert (call.code, call.out) == (2, "")
    assert 1 <= len(call.err.splitlines()) <= 2
    assert "\x1b" not in call.err
    assert not file.exists()


def test_the_errors_tell_what_is_allowed(quiz: Quiz) -> None:
    """In words that need no manual."""
    assert quiz("settings", "retention", "2").err == (
        "quiz: retention: This must be a number from 70% to 99%; “2” is not.\n"
    )
    assert quiz("settings", "theme", "blue").err == (
        "quiz: theme: This can't be “blue”.\n  It can be: dark, light.\n"
    )
    assert "language, theme, right_to_clear" in quiz("settings", "them").err


def test_in_chinese(quiz: Quiz) -> None:
    """Values are typed the same in every language; their words are taken as well."""
    assert quiz("--lang", "zh", "settings", "ask_sure", "开").out == "ask_sure: on\n"
    assert "目标" not in quiz("--lang", "zh", "settings").out.splitlines()[0]
    assert "复习时希望还记得多少" in quiz("--lang", "zh", "settings").out


@pytest.mark.usefixtures("capitals")
def test_another_retention_moves_the_schedule_at_once(quiz: Quiz) -> None:
    """What is listed right after it is already due by the new setting."""
    quiz("take", "capitals", lines="A\n东京\n")
    mastery = quiz("list", "--json").json["sets"][0]["mastery"]
    due = quiz("stats", "--json").json["due_by_day"]
    assert quiz("settings", "retention", "70%").code == 0
    later = quiz("stats", "--json").json["due_by_day"]
    assert [one["day"] for one in later] != [one["day"] for one in due]
    assert quiz("list", "--json").json["sets"][0]["mastery"] == mastery
    quiz("settings", "retention", "--reset")
    assert quiz("stats", "--json").json["due_by_day"] == due


@pytest.mark.usefixtures("capitals")
def test_rescheduling_shows_a_bar_on_a_terminal(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it goes on; then the bar makes way for what was asked for."""
    quiz("take", "capitals", "-n", "1", lines="A\n")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    call = quiz("settings", "retention", "80%")
    assert call.err == f"\r{'─' * 30} 0/1\r\x1b[2K"
    assert call.out == "retention: 80%\n"
    assert quiz("settings", "retention", "80%").err == ""


def _full_disk(**_where: object) -> tuple[int, str]:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.usefixtures("capitals")
def test_settings_that_can_t_be_kept_leave_the_schedule(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on record is scheduled by the settings in the file, whatever was tried."""
    quiz("take", "capitals", lines="A\n东京\n")
    due = quiz("stats", "--json").json["due_by_day"]
    with monkeypatch.context() as full:
        full.setattr("quiz.writing.tempfile.mkstemp", _full_disk)
        call = quiz("settings", "retention", "70%")
    assert call.code == 1
    assert "can't be saved" in call.err
    assert quiz("stats", "--json").json["due_by_day"] == due


def test_parameters_go_back_to_the_default(quiz: Quiz, file: Path) -> None:
    """Fitted ones are shown as fitted, and can be given up."""
    from fsrs.scheduler import DEFAULT_PARAMETERS

    fitted = list(DEFAULT_PARAMETERS)
    fitted[0] += 0.1
    file.parent.mkdir()
    file.write_text(f'{{"parameters": {fitted}}}')
    assert quiz("settings", "parameters").out == "parameters: fitted to you\n"
    assert quiz("settings", "parameters", "--reset").out == "parameters: default\n"
    assert load_settings(file) == Settings()


def test_exam_dates_are_shown_as_text(quiz: Quiz, file: Path) -> None:
    """Names from elsewhere are shown on one line, with nothing a terminal would act on."""
    file.parent.mkdir()
    file.write_text('{"exam_dates": {"part\\u001b[31m\\n1": "2026-05-01"}}')
    out = quiz("settings", "exam_dates").out
    assert out == "exam_dates: part␛[31m 1: 2026-05-01\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_t_be_written(quiz: Quiz, file: Path) -> None:
    """The reason is told, and the exit code is that of refused data."""
    file.parent.mkdir(mode=0o500)
    call = quiz("settings", "theme", "light")
    assert call.code == 1
    assert "can't be saved" in call.err
