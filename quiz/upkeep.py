"""Looking after the record: is it sound, what can be mended, which backups are there?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quiz.errors import StoreError
from quiz.i18n import _
from quiz.store import ItemRecord, open_store
from quiz.store.backup import backups_of, copy_store
from quiz.store.integrity import Damage, Finding, examine, is_readable
from quiz.store.repair import Salvage, keep_aside, put_in_place, restore, salvage
from quiz.trainer import Trainer

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Backup:
    """A backup: its file, when it was made, how many responses it holds; None if it is damaged."""

    path: Path
    made: datetime
    responses: int | None


@dataclass(frozen=True)
class Mending:
    """What mending has come to: responses in the record now, and where the old one is kept.

    `salvaged` is what was made anew, None where deriving again was enough.
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
    now = int(datetime.now().timestamp() * 1000)
    if all(finding.kind is Damage.DERIVED for finding in findings):
        kept = keep_aside(path, folder)
        with open_store(path, now=now) as store:
            store.rebuild(progress)
        return Mending(kept, None)
    ready = folder / f".{path.stem}-mended.tmp"
    try:
        newest = next((one.path for one in backups(trainer) if one.responses is not None), None)
        salvaged = salvage(path, ready, now, newest, progress)
        if not salvaged.responses and newest is None:
            raise StoreError(
                _("Nothing of the record can be read, and there is no good backup."),
                hint=_("It was left as it is. Move it away to begin a new one."),
                location=str(path),
            )
        kept = keep_aside(path, folder)
        put_in_place(ready, path)
    finally:
        ready.unlink(missing_ok=True)
    return Mending(kept, salvaged)


def back_up(trainer: Trainer) -> Path:
    """Make a backup now; return it. Raises StoreError when there is nothing to back up."""
    if not trainer.paths.store.exists():
        raise StoreError(_("Nothing is on record yet."))
    stamp = datetime.now().strftime("%Y-%m-%dT%H%M%S")
    target = trainer.paths.backups / f"{trainer.paths.store.stem}-{stamp}.db"
    copy_store(trainer.paths.store, target)
    return target


def backups(trainer: Trainer) -> list[Backup]:
    """Return the backups there are, the newest first."""
    found = []
    for path in backups_of(trainer.paths.store, trainer.paths.backups):
        made = datetime.fromtimestamp(path.stat().st_mtime)
        found.append(Backup(path, made, _responses_in(path)))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def put_back(trainer: Trainer, backup: Path, progress: Progress | None = None) -> Path | None:
    """Let the record be a backup again; return where it is kept as it was until now."""
    now = int(datetime.now().timestamp() * 1000)
    return restore(backup, trainer.paths.store, trainer.paths.backups, now, progress)


def _responses_in(path: Path) -> int | None:
    if not is_readable(path):
        return None
    try:
        with open_store(path, now=0, read_only=True) as store:
            return store.statistics().responses
    except StoreError:
        return None
