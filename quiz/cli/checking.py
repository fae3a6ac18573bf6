"""`quiz check`: every problem of every question file, in order of place."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from quiz.cli.streams import print_json, print_lines, report
from quiz.content.library import Library, Place, SetEntry
from quiz.content.problems import Problem
from quiz.errors import QuizError
from quiz.i18n import _, language, ngettext
from quiz.paths import user_paths
from quiz.trainer import Trainer
from quiz.visible import one_line


def check(options: Namespace) -> int:
    """Check the files and folders named, or every set that is found; 1 if one has an error.

    With `--fix`, missing ids are written into the files first, and quotes follow a document that
    changed around what is asked for; not in the files that ship.
    With `--lint`, the questions are held to the item-writing rules as well, which only warn.
    """
    fixed = not options.fix or _fix(_library(options).entries(), quiet=options.json)
    library = _library(options)
    entries, problems = library.entries(), library.problems()
    findings = _lint(library) if options.lint else []
    problems = sorted([*problems, *findings], key=lambda problem: problem.place)
    if options.json:
        print_json(_report(entries, problems))
    else:
        for problem in problems:
            print_lines(problem_lines(problem))
        if findings:
            print_lines([_("A finding that is wrong here is silenced by “allow: {lint-…: why}”.")])
        print_lines([_summary(entries, problems)])
    return int(not fixed or any(problem.severity == "error" for problem in problems))


def _library(options: Namespace) -> Library:
    paths = user_paths()
    if not options.sets:
        return Trainer(paths, record=options.recording).library
    places = [Place(Path(name).absolute(), "command line") for name in options.sets]
    return Library(places, paths.cache if options.recording else None)


def _lint(library: Library) -> list[Problem]:
    """Return what is to be said of how the questions that can be asked are written."""
    from quiz.authoring.lint import lint
    from quiz.content.sources import Documents

    return lint([library.load(entry) for entry in library.entries() if entry.count], Documents())


def _fix(entries: Sequence[SetEntry], *, quiet: bool) -> bool:
    """Write missing ids and mend quotes; return whether every file took the ids.

    One that doesn't stops no other.
    """
    from quiz.content.anchoring import mend_quotes
    from quiz.content.ids import write_ids

    fixed = True
    for entry in entries:
        if entry.origin == "package":
            continue
        try:
            written = write_ids(entry.file)
            mended = mend_quotes(entry.file)
        except QuizError as error:
            report(str(error), error.hint)
            fixed = False
            continue
        if written and not quiet:
            text = ngettext("{count} id written", "{count} ids written", written)
            print_lines([one_line(f"{shown_path(entry.file)}: {text.format(count=written)}")])
        if mended and not quiet:
            text = ngettext("{count} quote mended", "{count} quotes mended", mended)
            print_lines([one_line(f"{shown_path(entry.file)}: {text.format(count=mended)}")])
    return fixed


def problem_lines(problem: Problem) -> list[str]:
    """Return a problem in one line, as compilers write it, and its hint in another."""
    severity = _("error") if problem.severity == "error" else _("warning")
    place = f"{shown_path(problem.file)}:{problem.line}:{problem.column}"
    lines = [one_line(f"{place}: {severity}: {problem.message} [{problem.code}]")]
    return [*lines, f"  {one_line(problem.hint)}"] if problem.hint else lines


def _summary(entries: Sequence[SetEntry], problems: Sequence[Problem]) -> str:
    """Return the last line: how much was checked and what was found."""
    files = len(entries)
    questions = sum(entry.count for entry in entries)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    checked = [
        ngettext("{count} file", "{count} files", files).format(count=files),
        ngettext("{count} question", "{count} questions", questions).format(count=questions),
    ]
    found = [
        ngettext("{count} error", "{count} errors", errors).format(count=errors),
        ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
    ]
    comma, colon = ("，", "：") if language() == "zh" else (", ", ": ")
    return f"{comma.join(checked)}{colon}{comma.join(found)}"


def _report(entries: Sequence[SetEntry], problems: Sequence[Problem]) -> dict[str, object]:
    """Return what `quiz check --json` prints."""
    return {
        "files": len(entries),
        "questions": sum(entry.count for entry in entries),
        "problems": [problem.as_json() for problem in problems],
    }


def shown_path(file: str) -> str:
    """Return a path from the folder the user is in, or as it is when it lies elsewhere."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else file
