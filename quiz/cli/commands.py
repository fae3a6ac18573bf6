"""What each command does. The parts of the program are imported by the command that uses them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.streams import print_json, print_lines, report
from quiz.errors import ContentError, QuizError, SessionError, UsageError
from quiz.i18n import _, ngettext
from quiz.paths import user_paths

if TYPE_CHECKING:
    from quiz.content.library import SetEntry
    from quiz.sitting import Sitting
    from quiz.trainer import Request, Trainer


def run(options: Namespace) -> int:
    """Run the command that the options name; return the exit code."""
    return _COMMANDS[options.command](options)


def _open_app(options: Namespace) -> int:
    if not _is_terminal():
        raise UsageError(
            _("The app needs a terminal."),
            hint=_("`quiz take --plain` works without one; `quiz --help` lists the commands."),
        )
    with closing(_trainer(options)) as trainer:
        from quiz.ui.app import run_app

        return run_app(trainer)


# -- answering --------------------------------------------------------------------------------


def _take(options: Namespace) -> int:
    if options.time is not None and options.mode != "exam":
        raise UsageError(
            _("Only an exam has a time limit."), hint=_("Add `-m exam`, or leave `--time` out.")
        )
    if options.resume:
        return _resume(options)
    from quiz.engine.plans import Mode
    from quiz.trainer import Request

    with closing(_trainer(options, options.sets)) as trainer:
        request = Request(
            mode=Mode(options.mode or Mode.PRACTICE),
            sets=_resolve(trainer, options.sets),
            tags=tuple(options.tags or ()),
            count=options.number or 0,
            seed=options.seed,
            minutes=options.time,
            ahead=options.ahead,
        )
        return _begin(trainer, request, plain=options.plain)


def _resume(options: Namespace) -> int:
    chosen = (options.mode, options.number, options.tags, options.seed, options.time)
    if options.sets or options.ahead or any(value is not None for value in chosen):
        raise UsageError(
            _("A session is resumed as it was begun."), hint=_("Leave out all but `--resume`.")
        )
    with closing(_trainer(options)) as trainer:
        unfinished = trainer.unfinished() or trainer.reader.unfinished()  # which it then refuses
        if not unfinished:
            raise SessionError(
                _("There is no unfinished session."), hint=_("`quiz take` begins a new one.")
            )
        if options.plain or not _is_terminal():
            return _take_plainly(trainer, trainer.resume(unfinished[0].id))
        from quiz.ui.app import run_app

        return run_app(trainer, resume=unfinished[0].id)


def _review(options: Namespace) -> int:
    from quiz.engine.plans import Mode
    from quiz.trainer import Request

    with closing(_trainer(options, options.sets)) as trainer:
        entries = _resolve(trainer, options.sets)
        if not trainer.review_counts(entries).total:
            from quiz.cli import reports

            return print_lines(reports.nothing_due_lines(trainer.next_due()))
        request = Request(
            Mode.REVIEW,
            entries,
            tags=tuple(options.tags or ()),
            count=options.number or 0,
            seed=options.seed,
        )
        return _begin(trainer, request, plain=options.plain)


def _missed(options: Namespace) -> int:
    from quiz.cli import missed

    missed.check_usage(options)
    with closing(_trainer(options, options.sets)) as trainer:
        entries = _resolve(trainer, options.sets)
        wanted = missed.wanted(options, entries)
        if options.export is not None:
            return missed.export(trainer, wanted, options)
        if options.list or options.cleared or options.json:
            return missed.listing(trainer, wanted, options)
        if not wanted and not options.plain and _is_terminal():
            from quiz.ui.app import run_app

            return run_app(trainer, screen="missed")
        return _begin(trainer, missed.request(trainer, wanted, entries), plain=options.plain)


def _begin(trainer: Trainer, request: Request, *, plain: bool) -> int:
    if plain or not _is_terminal():
        sitting = trainer.begin(request)
        _tell_what_is_left_out(trainer, request.sets)
        return _take_plainly(trainer, sitting)
    from quiz.ui.app import run_app

    return run_app(trainer, request)


def _take_plainly(trainer: Trainer, sitting: Sitting) -> int:
    from quiz.plain import run_plain

    code = run_plain(sitting, stdin=sys.stdin, stdout=sys.stdout)
    try:
        trainer.backup()
    except QuizError as error:  # the session is on record all the same
        report(str(error), error.hint)
    return code


def _tell_what_is_left_out(trainer: Trainer, entries: Iterable[SetEntry]) -> None:
    """Mention errors in the files asked from: a broken question must not vanish in silence."""
    files = {entry.file for entry in entries}
    errors = [
        problem
        for problem in trainer.problems()
        if problem.severity == "error" and (not files or problem.file in files)
    ]
    if errors:
        text = ngettext(
            "The question files have {count} error.",
            "The question files have {count} errors.",
            len(errors),
        )
        report(text.format(count=len(errors)), _("`quiz check` shows what is left out and why."))


# -- looking ----------------------------------------------------------------------------------


def _list(options: Namespace) -> int:
    from quiz.cli import reports

    with closing(_trainer(options)) as trainer:
        overviews = trainer.sets()
        if options.json:
            return print_json(reports.sets_json(overviews))
        return print_lines(reports.sets_lines(overviews, trainer.paths.questions))


def _check(options: Namespace) -> int:
    from quiz.cli import checking

    return checking.check(options)


def _coverage(options: Namespace) -> int:
    from quiz.cli import covering

    return covering.coverage(options)


def _stats(options: Namespace) -> int:
    from quiz.cli import statistics

    with closing(_trainer(options)) as trainer:
        if options.audit:
            return statistics.audit(trainer, as_json=options.json)
        return statistics.stats(trainer, as_json=options.json)


def _history(options: Namespace) -> int:
    from quiz.cli import reports

    with closing(_trainer(options)) as trainer:
        sessions = trainer.history()
        if options.json:
            return print_json(reports.history_json(sessions))
        return print_lines(reports.history_lines(sessions))


def _new(options: Namespace) -> int:
    from quiz.cli.starting import new

    try:
        with closing(_trainer(options)) as trainer:
            return new(trainer, options, asking=_is_terminal())
    except EOFError:
        raise KeyboardInterrupt from None


def _draft(options: Namespace) -> int:
    from quiz.cli.drafting import draft

    with closing(_trainer(options)) as trainer:
        return draft(trainer, options, terminal=_is_terminal())


def _plan(options: Namespace) -> int:
    from quiz.cli.planning import plan

    with closing(_trainer(options)) as trainer:
        return plan(trainer, options)


def _optimize(options: Namespace) -> int:
    from quiz.cli.streams import show_progress
    from quiz.cli.tables import table
    from quiz.tuning import apply_fit, fit_figures, fit_to_record, fit_words

    with closing(_trainer(options)) as trainer:
        fit = fit_to_record(trainer, show_progress)
        apply_fit(trainer, fit, show_progress)
        return print_lines([*table(fit_figures(fit), right=(1,)), *fit_words(fit)])


def _settings(options: Namespace) -> int:
    from quiz.cli.settings import settings

    with closing(_trainer(options)) as trainer:
        return settings(trainer, options)


def _doctor(options: Namespace) -> int:
    from quiz.cli import upkeep

    with closing(_trainer(options)) as trainer:
        return upkeep.doctor(trainer, options, terminal=_is_terminal())


def _backup(options: Namespace) -> int:
    from quiz.cli import upkeep

    with closing(_trainer(options)) as trainer:
        return upkeep.backup(trainer, options, terminal=_is_terminal())


def _path(options: Namespace) -> int:
    from quiz.cli.arguments import PLACES
    from quiz.cli.tables import table

    paths = user_paths()
    if options.what:
        return print_lines([str(getattr(paths, options.what))])
    return print_lines(table([(place, str(getattr(paths, place))) for place in PLACES]))


# -- within -----------------------------------------------------------------------------------


def _trainer(options: Namespace, names: Iterable[str] = ()) -> Trainer:
    """Make the trainer; those of `names` that are paths are looked at before all other places."""
    from quiz.trainer import Trainer

    extra = [path for path in map(Path, names) if path.exists()]
    return Trainer(user_paths(), extra=extra, record=options.recording)


def _resolve(trainer: Trainer, names: Iterable[str]) -> tuple[SetEntry, ...]:
    """Return the sets named, in that order, each once; raises QuizError on an unknown one."""
    found: dict[str, SetEntry] = {}
    for name in names:
        for entry in _entries_of(trainer, name):
            found.setdefault(entry.file, entry)
    return tuple(found.values())


def _entries_of(trainer: Trainer, name: str) -> list[SetEntry]:
    """Return the sets of a file or folder if there is one of that name, else the set so called."""
    place = Path(name)
    if name and place.exists():
        inside = Path(os.path.realpath(place))  # which takes a link to itself as it is
        found = trainer.library.entries()
        files = [(Path(os.path.realpath(entry.file)), entry) for entry in found]
        entries = [entry for file, entry in files if inside == file or inside in file.parents]
        if entries:
            return entries
        if place.is_dir():
            raise ContentError(_("No question set was found in this folder."), location=name)
    return [trainer.library.find(name)]


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


_COMMANDS: dict[str | None, Callable[[Namespace], int]] = {
    None: _open_app,
    "take": _take,
    "review": _review,
    "missed": _missed,
    "list": _list,
    "check": _check,
    "new": _new,
    "draft": _draft,
    "coverage": _coverage,
    "stats": _stats,
    "history": _history,
    "plan": _plan,
    "optimize": _optimize,
    "settings": _settings,
    "doctor": _doctor,
    "backup": _backup,
    "path": _path,
}
