"""Looking after the record: is it sound, what can be mended, which backups are there?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from quiz.errors import StoreError
from quiz.i18n import _
from quiz.store import ItemRecord, open_store
from quiz.store.backup import backups_of, copy_store
from quiz.store.integrity import Damage, Finding, Progress, examine, is_readable
from quiz.store.repair import Salvage, keep_aside, remake, restore
from quiz.trainer import Trainer


class Backup(NamedTuple):
    """A backup: its file, when it was made, how many responses it holds; None if it is damaged."""

    path: Path
    made: datetime
    responses: int | None


class Mending(NamedTuple):
    """What mending has come to: where the record as it was is kept, and what was made anew.

    `salvaged` is None where deriving again was enough.
    """

    kept: Path | None
    salvaged: Salvage | None


def check(trainer: Trainer, progress: Progress | None = None) -> list[Finding]:
    """Return what is wrong with the record; see `quiz.store.integrity.examine`."""
    return examine(trainer.paths.store, progress)


def unasked(trainer: Trainer) -> list[ItemRecord]:
    """Return the questions on record that no set holds any more."""
    if not trainer.paths.store.exists():
        return []
    with suppress(StoreError):
        _open = trainer.store  # so that edited questions take their histories along
    held: dict[str, set[str]] = {}
    for entry in trainer.library.entries():
        if entry.id:
            held[entry.id] = {one.id for one in trainer.load(entry).questions}
    items = trainer.reader.items()
    return [item for item in items if item.ref.question_id not in held.get(item.ref.set_id, ())]


def mend(trainer: Trainer, findings: list[Finding], progress: Progress | None = None) -> Mending:
    """Make the record whole again; what it was is kept beside the backups.

    What follows from the log is derived again. Where the file itself is damaged, a new one is
    made of what can be read, and of the newest good backup where something can't be.
    """
    path, folder = trainer.paths.store, trainer.paths.backups
    if all(finding.kind is Damage.DERIVED for finding in findings):
        kept = keep_aside(path, folder)
        trainer.rebuild(progress)
        return Mending(kept, None)
    newest = newest_good(trainer)
    backup = newest.path if newest else None
    return Mending(*remake(path, folder, _now(), backup, progress))


def back_up(trainer: Trainer) -> Path:
    """Make a backup now; return it. Raises StoreError when there is nothing to back up."""
    if not trainer.paths.store.exists():
        raise StoreError(_("Nothing is on record yet."))
    stamp = datetime.now().strftime("%Y-%m-%dT%H%M%S")
    target = trainer.paths.backups / f"{trainer.paths.store.stem}-{stamp}.db"
    copy_store(trainer.paths.store, target)
    return target


def backups(trainer: Trainer) -> Iterator[Backup]:
    """Yield the backups there are, the newest first; each is looked into as it is asked for."""
    made = {
        path: path.stat().st_mtime
        for path in backups_of(trainer.paths.store, trainer.paths.backups)
    }
    for path in sorted(made, key=made.__getitem__, reverse=True):
        yield Backup(path, datetime.fromtimestamp(made[path]), _responses_in(path))


def newest_good(trainer: Trainer) -> Backup | None:
    """Return the newest backup that is not damaged, None without one."""
    return next((one for one in backups(trainer) if one.responses is not None), None)


def put_back(trainer: Trainer, backup: Path, progress: Progress | None = None) -> Path | None:
    """Let the record be a backup again; return where it is kept as it was until now."""
    return restore(backup, trainer.paths.store, trainer.paths.backups, _now(), progress)


def _now() -> int:
    return int(datetime.now().timestamp() * 1000)


def _responses_in(path: Path) -> int | None:
    if not is_readable(path):
        return None
    try:
        with open_store(path, now=0, read_only=True) as store:
            return store.statistics().responses
    except StoreError:
        return None
