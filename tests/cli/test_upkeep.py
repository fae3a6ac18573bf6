"""`quiz doctor` and `quiz backup`: what is wrong is named, mended, and nothing is thrown away."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import CAPITALS, Quiz


def take(quiz: Quiz) -> None:
    """Answer both questions."""
    call = quiz("take", "capitals", "--plain", "--seed", "1", lines="A\n东京\n")
    assert "score: 2/2" in call.out


@pytest.fixture
def record(quiz: Quiz, capitals: Path) -> Path:
    """A record with two responses, and today's backup of it."""
    take(quiz)
    return Path(quiz("path", "store").out.strip())


def change(record: Path, *statements: str) -> None:
    """Change the record behind the program's back."""
    connection = sqlite3.connect(record)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def responses(quiz: Quiz) -> int:
    """Return how many responses are on record."""
    count: int = quiz("stats", "--json").json["responses"]
    return count


def overwrite(record: Path, start: int = 4096) -> None:
    """Overwrite the file from a place on."""
    data = bytearray(record.read_bytes())
    data[start:] = b"\xff" * (len(data) - start)
    record.write_bytes(data)


def test_a_sound_record(quiz: Quiz, record: Path) -> None:
    """One line, how much there is; no record at all is sound as well."""
    call = quiz("doctor")
    assert (call.code, call.out) == (0, "The record is sound: 2 responses.\n")
    assert quiz("doctor", "--json").json == {"sound": True, "findings": [], "unasked": []}
    record.unlink()
    assert quiz("doctor").out == "The record is sound: 0 responses.\n"
    assert not record.exists()


def test_what_hangs_on_no_question_is_listed(quiz: Quiz, record: Path, capitals: Path) -> None:
    """A deleted question's record is kept, named, and no longer named once it is back."""
    capitals.write_text(CAPITALS.partition("  - id: japan")[0], encoding="utf-8")
    call = quiz("doctor")
    assert call.code == 0
    assert "1 question on record is in no set any more" in call.out
    assert "capitals  japan  日本的首都？" in call.out
    unasked = quiz("doctor", "--json").json["unasked"]
    assert unasked == [{"set": "capitals", "id": "japan", "prompt": "日本的首都？"}]
    capitals.write_text(CAPITALS, encoding="utf-8")
    assert "japan" not in quiz("doctor").out
    capitals.unlink()
    assert "2 questions on record" in quiz("doctor").out


def test_what_follows_from_the_log_is_derived_again(quiz: Quiz, record: Path) -> None:
    """Told first, and done when asked for; the file as it was is kept."""
    change(record, "UPDATE days SET responses = 99")
    assert responses(quiz) == 99
    call = quiz("doctor")
    assert call.code == 1
    assert "differ from the log. [derived: days]" in call.out
    assert "quiz doctor --repair" in call.err
    assert quiz("doctor", "--json").code == 1
    call = quiz("doctor", "--repair")
    assert call.code == 0
    assert responses(quiz) == 2
    (kept,) = record.parent.glob("backups/quiz-replaced-*.db")
    assert str(kept) in call.out
    assert quiz("doctor").code == 0


def test_a_damaged_file_is_made_anew_with_its_backup(quiz: Quiz, record: Path) -> None:
    """It says what it would do and what came of it."""
    before = quiz("history", "--json").json
    overwrite(record)
    assert quiz("stats").code == 1
    call = quiz("doctor")
    assert call.code == 1
    assert "Parts of the file are damaged. [corrupt" in call.out
    assert "newest good backup" in call.out
    call = quiz("doctor", "--repair")
    assert call.code == 0
    assert "A new record was made: 2 responses." in call.out
    assert "2 of them are from the newest good backup." in call.out
    assert quiz("history", "--json").json == before


def test_with_nothing_left_it_stays_as_it_is(quiz: Quiz, record: Path) -> None:
    """A file that holds nothing readable, and no backup, is not put out of the way."""
    for backup in record.parent.glob("backups/*"):
        backup.unlink()
    record.write_bytes(b"shopping list" * 1000)
    call = quiz("doctor", "--repair")
    assert call.code == 1
    assert "Nothing of the record can be read" in call.err
    assert record.read_bytes() == b"shopping list" * 1000


def test_a_terminal_is_asked(quiz: Quiz, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything but yes leaves everything as it is."""
    monkeypatch.setattr("quiz.cli.commands._is_terminal", lambda: True)
    change(record, "UPDATE days SET responses = 99")
    assert quiz("doctor", lines="n\n").code == 1
    assert quiz("doctor").code == 1
    assert responses(quiz) == 99
    assert quiz("doctor", lines="y\n").code == 0
    assert responses(quiz) == 2


def test_backups_are_made_listed_and_put_back(quiz: Quiz, record: Path) -> None:
    """Only when it is agreed to; what was on record until then is kept."""
    made = Path(quiz("backup").out.removeprefix("Backup: ").strip())
    assert made.is_file()
    take(quiz)
    assert responses(quiz) == 4
    listed = quiz("backup", "--list", "--json").json["backups"]
    assert listed[0]["file"] == str(made)
    assert [one["responses"] for one in listed] == [2, 2]
    assert str(made) in quiz("backup", "--list").out
    call = quiz("backup", "--restore", str(made))
    assert (call.code, responses(quiz)) == (1, 4)
    assert "--yes" in call.err
    call = quiz("backup", "--restore", str(made), "--yes")
    assert (call.code, responses(quiz)) == (0, 2)
    (kept,) = record.parent.glob("backups/quiz-replaced-*.db")
    assert quiz("backup", "--restore", str(kept), "--yes").code == 0
    assert responses(quiz) == 4
    assert quiz("backup", "--restore", "--yes").code == 0
    assert responses(quiz) == 2


def test_what_can_t_be_put_back(quiz: Quiz, record: Path) -> None:
    """No such file, another program's, a damaged one, none at all."""
    change(Path("other.db"), "CREATE TABLE t (x)")
    made = Path(quiz("backup").out.removeprefix("Backup: ").strip())
    overwrite(made)
    for name, told in (("gone.db", "no such backup"), ("other.db", "another"), (made, "damaged")):
        call = quiz("backup", "--restore", str(name), "--yes")
        assert call.code == 1
        assert told in call.err
    assert "damaged" in quiz("backup", "--list").out
    for backup in record.parent.glob("backups/*"):
        backup.unlink()
    assert "no backup that could be put back" in quiz("backup", "--restore", "--yes").err
    assert "no backup yet" in quiz("backup", "--list").out
    assert json.loads(quiz("backup", "--list", "--json").out) == {"backups": []}
    assert responses(quiz) == 2
    record.unlink()
    assert "Nothing is on record yet." in quiz("backup").err


def test_a_damaged_record_is_not_backed_up(quiz: Quiz, record: Path) -> None:
    """Its copy would push out the good ones."""
    good = sorted(record.parent.glob("backups/*"))
    overwrite(record)
    call = quiz("backup")
    assert call.code == 1
    assert "damaged" in call.err
    assert sorted(record.parent.glob("backups/*")) == good


def test_mending_goes_by_the_settings(quiz: Quiz, record: Path) -> None:
    """What is due when stays as the learner's own retention has it."""
    assert quiz("settings", "retention", "70%").code == 0
    due = quiz("stats", "--json").json["due_by_day"]
    change(record, "UPDATE days SET responses = 99")
    assert quiz("doctor", "--repair").code == 0
    assert quiz("stats", "--json").json["due_by_day"] == due
