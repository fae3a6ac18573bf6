"""`quiz plan`: the exam dates, and what each day until then takes."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from quiz.cli.streams import print_json, print_lines
from quiz.cli.tables import table
from quiz.content.library import SetEntry
from quiz.errors import ContentError, UsageError
from quiz.exams import Exam, is_on, parse_day, plan_words
from quiz.i18n import _
from quiz.trainer import Trainer
from quiz.visible import one_line


def plan(trainer: Trainer, options: Namespace) -> int:
    """Set or clear a date where one is given, then show the plans; return the exit code."""
    target = None if options.target is None else _target(trainer, options.target)
    if target is None and (options.date is not None or options.clear):
        raise UsageError(
            _("Which set or document is it about?"), hint=_("`quiz plan SET --date 2027-01-31`")
        )
    if options.date is not None and options.clear:
        raise UsageError(_("A date is either set or cleared."))
    if target is not None and (options.clear or options.date is not None):
        day = None if options.clear else parse_day(options.date, trainer.today())
        trainer.set_exam_date(target, day)
    exams = [exam for exam in trainer.exams() if target in (None, exam.target)]
    if options.json:
        print_json({"exams": [_as_json(exam) for exam in exams]})
        return 0
    return print_lines(_lines(exams, trainer) if exams else [_("No exam date is set.")])


def _target(trainer: Trainer, name: str) -> str:
    """Return how the settings name what is meant: a set's id, or the real path of a document.

    What has a date already is found even where its file is gone.
    """
    entries = trainer.library.entries()
    path = os.path.realpath(name)
    documents = {os.path.realpath(entry.source) for entry in entries if entry.source}
    for document in sorted(documents):
        if document == path or os.path.basename(document) == name:
            return document
    for dated in trainer.settings.exam_dates:
        if dated in (name, path):
            return dated
    entry = trainer.library.find(name)
    if not is_on(entry.id, entry):
        raise ContentError(_("This set has no question that can be asked."), location=entry.file)
    return entry.id


def _lines(exams: Sequence[Exam], trainer: Trainer) -> list[str]:
    lines: list[str] = []
    settings = trainer.settings
    for exam in exams:
        lines += [*([""] if lines else []), one_line(f"{exam.title} · {exam.day}")]
        if not exam.entries:
            lines.append(_missing(exam, trainer.library.entries()))
            continue
        lines += plan_words(exam.plan, settings.new_per_day + settings.reviews_per_day)
        if exam.plan:
            rows = [(day.day, str(day.new), str(day.due), str(day.ahead)) for day in exam.plan.days]
            head = (_("Day"), _("New"), _("Due"), _("Ahead"))
            lines += table(rows, head=head, right=(1, 2, 3))
    return lines


def _missing(exam: Exam, entries: Sequence[SetEntry]) -> str:
    if any(is_on(exam.target, entry) for entry in entries):
        return _("An exam before it asks the same.")
    return _("No set asks this any more; `--clear` takes the date back.")


def _as_json(exam: Exam) -> dict[str, Any]:
    plan = exam.plan
    days = [
        {"date": day.day, "new": day.new, "due": day.due, "ahead": day.ahead}
        for day in (plan.days if plan else ())
    ]
    return {
        "target": exam.target,
        "title": exam.title,
        "date": exam.day,
        "questions": exam.whole,
        "enough": plan.enough if plan else None,
        "per_day": plan.per_day if plan else None,
        "new_per_day": plan.new_per_day if plan else None,
        "days": days,
    }
