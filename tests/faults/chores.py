"""What the program does beside asking questions, done over and over until it is killed.

`python -m tests.faults.chores NAME FOLDER` prints a line for each step that is done. `CHORES`
says of each how it begins, what one step is, and what must hold however it ended.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from quiz.content.editing import open_question
from quiz.content.ids import write_ids
from quiz.content.library import Library, Place
from quiz.engine.responses import Judged
from quiz.paths import Paths
from quiz.settings import load_settings
from quiz.store import open_store
from quiz.store.backup import backups_of, daily_backup
from quiz.store.integrity import examine, is_readable
from quiz.store.repair import put_in_place, restore, salvage
from quiz.trainer import Request, Trainer
from tests.faults.tally import Tally
from tests.store.make_record import FILLED, kept
from tests.store.practice import NOON, everything, fill_scheduled, forgetful

ROOT = Path(__file__).resolve().parents[2]

ONE = """\
# A comment that stays.
title: One
questions:
  - id: first   # and one here
    prompt: The sea is salt.
    answer: true

  - prompt: The moon is made of cheese.
    answer: false
"""
OTHER = ONE.replace("The sea is salt.", "The sea is wide, and long, and " + "deep " * 200)


class Chore(NamedTuple):
    """How a chore begins, one step of it, and what is wrong afterwards, in words."""

    begin: Callable[[Path], None]
    step: Callable[[Path, int], None]
    wrong: Callable[[Path], list[str]]


def kill_a_chore(name: str, folder: Path, chance: random.Random, tally: Tally) -> None:
    """Let a chore go on for some time in a process of its own, kill that, and look."""
    chore = CHORES[name]
    folder.mkdir()
    chore.begin(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.chores", name, str(folder)],
        cwd=ROOT,
        env={**os.environ, "QUIZ_HOME": str(folder / "home"), "QUIZ_LANG": "en"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    time.sleep(chance.uniform(0, 0.25))
    if process.poll() is not None:
        tally.unsound.append(f"{name}: it ended by itself")
    process.kill()
    tally.kills += 1
    tally.acknowledged += len(process.stdout.read().split("\n")) - 1
    process.wait()
    process.stdout.close()
    tally.unsound += [f"{name}: {wrong}" for wrong in chore.wrong(folder)]
    shutil.rmtree(folder)


def _store(folder: Path) -> Path:
    return folder / "home" / "quiz.db"


def _sound(folder: Path) -> list[str]:
    return [str(finding) for finding in examine(_store(folder))]


# -- the record -------------------------------------------------------------------------------


def _begin_record(folder: Path) -> None:
    with open_store(_store(folder), now=NOON) as store:
        fill_scheduled(store)


def _begin_large_record(folder: Path) -> None:
    _store(folder).parent.mkdir()
    forgetful(_store(folder))


def _same_record(begin: Callable[[Path], None]) -> Callable[[Path], list[str]]:
    def wrong(folder: Path) -> list[str]:
        found = _sound(folder)
        whole = folder / "whole"
        whole.mkdir()
        begin(whole)
        with (
            open_store(_store(folder), now=NOON, read_only=True) as store,
            open_store(_store(whole), now=NOON, read_only=True) as before,
        ):
            same = everything(store) == everything(before)
        return found if same else [*found, "the record tells something else"]

    return wrong


def _migrate(folder: Path, number: int) -> None:
    old = folder / "home" / "old.db"
    shutil.copy(kept(1 + number % 2), old)
    old.replace(_store(folder))
    open_store(_store(folder), now=NOON, backups=folder / "home" / "backups").close()


def _migrated(folder: Path) -> list[str]:
    with open_store(_store(folder), now=NOON, backups=folder / "home" / "backups") as store:
        told = everything(store)
    wholes = []
    for version in (1, 2):
        with open_store(None, now=NOON) as fresh:
            FILLED[version](fresh)
            wholes.append(everything(fresh))
    found = _sound(folder) if told in wholes else ["the record tells something else"]
    return found + _unreadable_backups(folder)


def _unreadable_backups(folder: Path) -> list[str]:
    made = backups_of(_store(folder), folder / "home" / "backups")
    return [f"{backup.name} can't be read" for backup in made if not is_readable(backup)]


def _back_up(folder: Path, number: int) -> None:
    day = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
    daily_backup(_store(folder), folder / "home" / "backups", day)


def _backed_up(folder: Path) -> list[str]:
    return _same_record(_begin_large_record)(folder) + _unreadable_backups(folder)


def _rebuild(folder: Path, _number: int) -> None:
    with open_store(_store(folder), now=NOON) as store:
        store.rebuild()


def _mend(folder: Path, _number: int) -> None:
    new = folder / "home" / "new.db"
    salvage(_store(folder), new, NOON, None)
    put_in_place(new, _store(folder))


def _begin_restoring(folder: Path) -> None:
    _begin_record(folder)
    shutil.copy(_store(folder), folder / "backup.db")


def _restore(folder: Path, _number: int) -> None:
    restore(folder / "backup.db", _store(folder), folder / "home" / "backups", NOON)


def _change_settings(folder: Path, number: int) -> None:
    trainer = Trainer(Paths(folder / "home"), folder=folder, shipped=folder / "none")
    settings = msgspec.structs.replace(trainer.settings, retention=(0.8, 0.9)[number % 2])
    trainer.save_settings(settings)
    trainer.close()


def _settings_hold(folder: Path) -> list[str]:
    load_settings(folder / "home" / "settings.json")
    trainer = Trainer(Paths(folder / "home"), folder=folder, shipped=folder / "none")
    scheduled_by = trainer.store.scheduler.retention
    trainer.close()
    found = _sound(folder)
    return found if scheduled_by == trainer.settings.retention else [*found, "another retention"]


# -- question files ---------------------------------------------------------------------------


def _begin_file(folder: Path) -> None:
    (folder / "questions").mkdir()
    _file(folder).write_text(ONE, encoding="utf-8")


def _file(folder: Path) -> Path:
    return folder / "questions" / "one.yaml"


def _edit(folder: Path, number: int) -> None:
    first, second = (open_question(str(_file(folder)), line) for line in (4, 8))
    if number % 2:
        first.save(first.text.replace("salt.", "wide, and long, and " + "deep " * 200))
    elif "deep" in first.text:
        first.save(open_question_text())
    else:
        second.save(second.text)


def open_question_text() -> str:
    """Return the first question as it was in the beginning."""
    return ONE.split("\n\n")[0].partition("questions:\n")[2].replace("\n    ", "\n  ")[2:]


def _edited(folder: Path) -> list[str]:
    text = _file(folder).read_text(encoding="utf-8")
    whole = {one.replace(" \n", "\n").replace("deep \n", "deep\n") for one in (ONE, OTHER)}
    return [] if text.replace(" \n", "\n") in whole else [f"half a file: {text!r}"]


def _name(folder: Path, _number: int) -> None:
    write_ids(str(_file(folder)))
    new = folder / "questions" / "new"
    new.write_text(ONE, encoding="utf-8")
    new.replace(_file(folder))


def _named(folder: Path) -> list[str]:
    text = _file(folder).read_text(encoding="utf-8")
    without = [line for line in text.split("\n") if "- id: ~" not in line]
    return [] if "moon" in text and len(without) >= ONE.count("\n") - 1 else [f"half: {text!r}"]


def _import(folder: Path, number: int) -> None:
    new = folder / "questions" / "new"
    new.write_text((ONE, OTHER)[number % 2], encoding="utf-8")
    new.replace(_file(folder))
    trainer = Trainer(Paths(folder / "home"), folder=folder, shipped=folder / "none")
    sitting = trainer.begin(Request())
    sitting.respond(Judged(True))
    sitting.leave()
    trainer.close()


def _imported(folder: Path) -> list[str]:
    found = _sound(folder)
    places = [Place(folder / "questions", "folder")]
    cached, fresh = Library(places, folder / "home" / "cache"), Library(places, None)
    for one, other in zip(cached.entries(), fresh.entries(), strict=True):
        if one != other or cached.load(one) != fresh.load(other):
            found.append("the cache holds something else than the file")
    return found


CHORES: dict[str, Chore] = {
    "migrate": Chore(_begin_record, _migrate, _migrated),
    "backup": Chore(_begin_large_record, _back_up, _backed_up),
    "rebuild": Chore(_begin_large_record, _rebuild, _same_record(_begin_large_record)),
    "mend": Chore(_begin_record, _mend, _same_record(_begin_record)),
    "restore": Chore(_begin_restoring, _restore, _same_record(_begin_record)),
    "settings": Chore(_begin_record, _change_settings, _settings_hold),
    "edit": Chore(_begin_file, _edit, _edited),
    "ids": Chore(_begin_file, _name, _named),
    "import": Chore(_begin_file, _import, _imported),
}


def main(name: str, folder: Path) -> None:
    """Do a chore until the process is killed."""
    print("ready", flush=True)
    number = 0
    while True:
        CHORES[name].step(folder, number)
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
