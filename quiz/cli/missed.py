"""`quiz missed`: the missed book, or a part of it, listed, asked again, or put on paper."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from quiz.cli import reports
from quiz.cli.streams import print_json, print_lines, report
from quiz.content.library import SetEntry
from quiz.engine.causes import Cause
from quiz.engine.plans import Mode
from quiz.errors import SessionError, UsageError
from quiz.i18n import _, ngettext
from quiz.missed_book import EVER, Ago, Filter
from quiz.trainer import MissedEntry, Request, Trainer
from quiz.visible import visible


def check_usage(options: Namespace) -> None:
    """Refuse options that contradict each other."""
    if options.force and options.export is None:
        raise UsageError(
            _("Only an export replaces a file."), hint=_("Leave `--force` out, or add `--export`.")
        )
    if options.export is not None and (options.list or options.json or options.plain):
        raise UsageError(
            _("An export prints no list and asks nothing."),
            hint=_("Leave `--list`, `--json` and `--plain` out."),
        )


def wanted(options: Namespace, entries: Sequence[SetEntry]) -> Filter:
    """Return which questions the options ask for."""
    return Filter(
        sets=tuple(entry.id for entry in entries),
        tags=tuple(options.tags or ()),
        causes=tuple(map(Cause, options.causes or ())),
        missed=Ago(0, options.since - 1) if options.since else EVER,
    )


def listing(trainer: Trainer, wanted: Filter, options: Namespace) -> int:
    """Print what is in the book, or what has left it."""
    every = trainer.missed(cleared=options.cleared)
    found = wanted.select(every, trainer.today())
    if options.json:
        return print_json(reports.missed_json(found))
    if every and not found:
        return print_lines([_("None of the missed questions is like that.")])
    return print_lines(reports.missed_lines(found, cleared=options.cleared))


def request(trainer: Trainer, wanted: Filter, entries: Sequence[SetEntry]) -> Request:
    """Return what to ask again; raises SessionError when nothing missed is like that."""
    sets, every = tuple(entries), trainer.missed()
    if wanted == Filter(wanted.sets) or not every:
        return Request(Mode.MISSED, sets)
    found = _some(wanted.select(every, trainer.today()))
    return Request(Mode.MISSED, sets, refs=tuple(entry.record.ref for entry in found))


def export(trainer: Trainer, wanted: Filter, options: Namespace) -> int:
    """Write the questions as Markdown into a file, or print them."""
    from quiz.paper import paper, write_paper

    every = trainer.missed(cleared=options.cleared)
    if not every:
        raise SessionError(
            _("Nothing has been cleared.") if options.cleared else _("The missed book is empty."),
            hint=_("Practise a set; what you miss is collected here."),
        )
    found = _some(wanted.select(every, trainer.today()))
    titles = {entry.id: entry.title for entry in trainer.library.entries()}
    text = paper(found, titles, trainer.today())
    gone = sum(entry.question is None for entry in found)
    if options.export == "-":
        sys.stdout.write(text)
    else:
        path = write_paper(Path(options.export), text, replace=options.force)
        told = ngettext(
            "{count} question written to {path}",
            "{count} questions written to {path}",
            len(found) - gone,
        )
        print_lines([visible(told.format(count=len(found) - gone, path=path))])
    if gone:
        left = ngettext(
            "{count} question was left out: no set holds it any more.",
            "{count} questions were left out: no set holds them any more.",
            gone,
        )
        report(left.format(count=gone))
    return 0


def _some(found: list[MissedEntry]) -> list[MissedEntry]:
    if not found:
        raise SessionError(
            _("None of the missed questions is like that."),
            hint=_("`quiz missed --list` shows them all."),
        )
    return found
