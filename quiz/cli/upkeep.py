"""`quiz doctor` and `quiz backup`: is the record sound, mending it, keeping and putting back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from quiz import upkeep
from quiz.cli.streams import print_json, print_lines, report, show_progress
from quiz.cli.tables import table
from quiz.errors import StoreError
from quiz.i18n import _, ngettext
from quiz.store import ItemRecord
from quiz.store.integrity import FATAL, Damage, Finding
from quiz.trainer import Trainer
from quiz.visible import one_line

_UNASKED_SHOWN = 20
"""The most questions without a set that are listed."""


def doctor(trainer: Trainer, options: Namespace, *, terminal: bool) -> int:
    """Look the record over, mend it where that is wanted; return the exit code."""
    if options.rebuild:
        trainer.rebuild(show_progress)
        return print_lines([_("Everything was derived from the log again.")])
    findings = upkeep.check(trainer, show_progress)
    readable = not any(finding.kind in FATAL for finding in findings)
    lost = upkeep.unasked(trainer) if readable else []
    if options.json:
        return print_json(_as_json(findings, lost)) or int(bool(findings))
    if not findings:
        responses = trainer.statistics().responses
        text = ngettext(
            "The record is sound: {count} response.",
            "The record is sound: {count} responses.",
            responses,
        )
        return print_lines([text.format(count=responses), *_unasked_lines(lost)])
    print_lines([*map(_finding_line, findings), *_plan_lines(trainer, readable=readable)])
    if not (options.repair or (terminal and _agreed(_("Mend it now?")))):
        report(_("The record is damaged."), _("`quiz doctor --repair` mends it."))
        return 1
    return print_lines(_mended_lines(upkeep.mend(trainer, findings, show_progress)))


def backup(trainer: Trainer, options: Namespace, *, terminal: bool) -> int:
    """Make a backup, list those there are, or put one back; return the exit code."""
    if options.list:
        return _list(trainer, as_json=options.json)
    if options.restore is None:
        return print_lines([_("Backup: {file}").format(file=upkeep.back_up(trainer))])
    return _restore(trainer, options, terminal=terminal)


def _list(trainer: Trainer, *, as_json: bool) -> int:
    found = [*upkeep.backups(trainer)]
    if as_json:
        rows = [
            {"file": str(one.path), "made": one.made.isoformat(), "responses": one.responses}
            for one in found
        ]
        return print_json({"backups": rows})
    if not found:
        return print_lines([_("There is no backup yet. `quiz backup` makes one.")])
    lines = [
        (
            f"{one.made:%Y-%m-%d %H:%M}",
            _("damaged") if one.responses is None else str(one.responses),
            str(one.path),
        )
        for one in found
    ]
    return print_lines(table([(_("Made"), _("Responses"), _("File")), *lines], right=(1,)))


def _restore(trainer: Trainer, options: Namespace, *, terminal: bool) -> int:
    if options.restore:
        chosen = Path(options.restore)
    else:
        good = upkeep.newest_good(trainer)
        if good is None:
            raise StoreError(_("There is no backup that could be put back."))
        chosen = good.path
    if not options.yes:
        question = _("Put back {file}? What is on record now is kept aside.").format(file=chosen)
        if not (terminal and _agreed(question)):
            report(_("Nothing was changed."), _("With `--yes` it is done without asking."))
            return 1
    kept = upkeep.put_back(trainer, chosen, show_progress)
    lines = [_("The record is now what it was in {file}.").format(file=chosen)]
    return print_lines([*lines, *_kept_lines(kept)])


# -- words ------------------------------------------------------------------------------------


def _finding_line(finding: Finding) -> str:
    words = {
        Damage.NOT_A_RECORD: _("The file isn't a record any more: its beginning is overwritten."),
        Damage.TRUNCATED: _("The file is cut off."),
        Damage.LOG_GONE: _("The write-ahead log is gone, and what was only in it."),
        Damage.CORRUPT: _("Parts of the file are damaged."),
        Damage.ROWS_LOST: _("Entries of the log are missing."),
        Damage.DANGLING: _("Entries refer to something that isn't there."),
        Damage.UNREADABLE: _("Entries hold what this program can't read."),
        Damage.DERIVED: _("Schedule, missed book or totals differ from the log."),
    }[finding.kind]
    detail = f" [{finding.kind}: {finding.detail}]" if finding.detail else f" [{finding.kind}]"
    return one_line(f"✗ {words}{detail}")


def _plan_lines(trainer: Trainer, *, readable: bool) -> list[str]:
    """Return what mending would do where the file itself is damaged."""
    if readable:
        return []
    good = upkeep.newest_good(trainer)
    if good is None:
        return [_("There is no good backup: what can't be read can't be had back.")]
    text = _(
        "What can't be read would come from the newest good backup: {made}, {count} responses."
    )
    return [text.format(made=f"{good.made:%Y-%m-%d %H:%M}", count=good.responses)]


def _mended_lines(done: upkeep.Mending) -> list[str]:
    found = done.salvaged
    if found is None:
        return [_("Everything was derived from the log again."), *_kept_lines(done.kept)]
    lines = [
        ngettext(
            "A new record was made: {count} response.",
            "A new record was made: {count} responses.",
            found.responses,
        ).format(count=found.responses)
    ]
    if found.from_backup:
        text = ngettext(
            "{count} of them is from the newest good backup.",
            "{count} of them are from the newest good backup.",
            found.from_backup,
        )
        lines.append(text.format(count=found.from_backup))
    if not found.whole:
        lines.append(_("Something of the damaged file could not be read."))
    return [*lines, *_kept_lines(done.kept)]


def _kept_lines(kept: Path | None) -> list[str]:
    return [_("What it was before is kept: {file}").format(file=kept)] if kept else []


def _unasked_lines(lost: list[ItemRecord]) -> list[str]:
    """Return what hangs on no question: kept, and taken up again where a question returns."""
    if not lost:
        return []
    text = ngettext(
        "{count} question on record is in no set any more; what is on record of it is kept:",
        "{count} questions on record are in no set any more; what is on record of them is kept:",
        len(lost),
    )
    rows = [(f"  {one.ref.set_id}", one.ref.question_id, one_line(one.prompt)) for one in lost]
    lines = [text.format(count=len(lost)), *table(rows[:_UNASKED_SHOWN])]
    return lines if len(rows) <= _UNASKED_SHOWN else [*lines, "  …"]


def _as_json(findings: list[Finding], lost: list[ItemRecord]) -> dict[str, object]:
    return {
        "sound": not findings,
        "findings": [{"kind": str(one.kind), "detail": one.detail} for one in findings],
        "unasked": [
            {"set": one.ref.set_id, "id": one.ref.question_id, "prompt": one.prompt} for one in lost
        ],
    }


def _agreed(question: str) -> bool:
    """Ask on the terminal; anything but yes is no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes", "是")
    except EOFError:
        return False
