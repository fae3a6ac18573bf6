"""`quiz stats`: what the record adds up to, and with `--audit` what it says against questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from quiz.cli.streams import print_json, print_lines
from quiz.cli.tables import table
from quiz.i18n import _
from quiz.statistics import (
    AHEAD,
    NEVER,
    OFTEN,
    Finding,
    Flaw,
    Hard,
    Known,
    Mastery,
    Statistics,
    Summary,
)
from quiz.trainer import Trainer
from quiz.visible import one_line
from quiz.wording import percent, response_text, retention_text

_DAYS_SHOWN = 14
_TAGS_SHOWN = 5
_HARDEST_SHOWN = 5


def stats(trainer: Trainer, *, as_json: bool) -> int:
    """Print the totals, for people or as JSON."""
    statistics = Statistics(trainer)
    summary = statistics.summary()
    if as_json:
        return print_json(stats_json(summary, statistics.mastery(), statistics.hardest()))
    if not summary.totals.responses:
        return print_lines([_("Nothing has been answered yet.")])
    hardest = statistics.hardest(_HARDEST_SHOWN)
    return print_lines([*_lines(summary, statistics.mastery(), hardest)])


def audit(trainer: Trainer, *, as_json: bool) -> int:
    """Print what the record says against questions, see `Statistics.audit`."""
    findings = Statistics(trainer).audit()
    if as_json:
        return print_json(audit_json(findings))
    return print_lines([*_audit_lines(findings)])


def stats_json(summary: Summary, mastery: Mastery, hardest: Sequence[Hard]) -> dict[str, Any]:
    """Return what `quiz stats --json` prints.

    Days are local, `YYYY-MM-DD`. `sets` and `days` are those with answers, `correct` of their
    `responses` were right. `reviews` are the responses that showed whether something was
    remembered from an earlier day: so many were `recalled`, and the forgetting curve had
    `predicted` that so many would be; `retention` sums them up. `due_by_day` has the days on
    which something falls due, for thirty days from today on; what is overdue counts for today.
    `mastery` is how likely a question is known today, in [0, 1]: the mean over all `questions`
    of a set or tag, those never `seen` being 0; tags come with the least known first.
    `hardest` are up to twenty questions that were missed, the one known least first; its
    `difficulty` is from 1 to 10, null if it was never scheduled; `mistake` is the option, or
    the answer, that was wrongly given most, null where there is none.
    """
    totals = summary.totals
    retention = summary.retained()
    return {
        "sessions": totals.sessions,
        "responses": totals.responses,
        "correct": totals.correct,
        "streak_days": summary.streak,
        "longest_streak": summary.longest_streak,
        "sets": [
            {"id": one.set_id, "responses": one.responses, "correct": one.correct}
            for one in totals.sets
        ],
        "days": [
            {"day": day.day, "responses": day.responses, "correct": day.correct}
            for day in totals.days
        ],
        "retention": {
            "reviews": retention.reviews,
            "recalled": retention.recalled,
            "predicted": round(retention.predicted, 4),
            "by_day": [
                {
                    "day": day,
                    "reviews": found.reviews,
                    "recalled": found.recalled,
                    "predicted": round(found.predicted, 4),
                }
                for day, found in summary.retention.items()
            ],
        },
        "due_by_day": [{"day": day, "due": due} for day, due in sorted(summary.due.items())],
        "mastery": {
            "sets": [{"id": known.name, **_known_json(known)} for known in mastery.sets],
            "tags": [{"tag": known.name, **_known_json(known)} for known in mastery.tags],
        },
        "hardest": [_hard_json(hard) for hard in hardest],
    }


def audit_json(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what `quiz stats --audit --json` prints.

    `code` is `never-missed`, `never-right` or `option-never-chosen`; `options` are the options
    of the last kind. A question may be found for more than one reason.
    """
    return {
        "findings": [
            {
                "code": finding.flaw.value,
                "set": finding.question.set_id,
                "id": finding.question.id,
                "prompt": finding.question.prompt,
                "responses": finding.tally.responses,
                "correct": finding.tally.correct,
                "options": list(finding.options),
            }
            for finding in findings
        ]
    }


# -- within -----------------------------------------------------------------------------------


def _known_json(known: Known) -> dict[str, Any]:
    mastery = round(known.mastery, 4)
    return {"questions": known.questions, "seen": known.seen, "mastery": mastery}


def _hard_json(hard: Hard) -> dict[str, Any]:
    tally, mistake = hard.tally, None
    if hard.mistake:
        response, times = hard.mistake
        mistake = {"text": response_text(response), "times": times}
    return {
        "set": tally.ref.set_id,
        "id": tally.ref.question_id,
        "prompt": tally.prompt,
        "responses": tally.responses,
        "correct": tally.correct,
        "difficulty": None if tally.difficulty is None else round(tally.difficulty, 2),
        "mistake": mistake,
    }


def _lines(summary: Summary, mastery: Mastery, hardest: Sequence[Hard]) -> Iterator[str]:
    totals = summary.totals
    yield from table([*_totals(summary)])
    yield ""
    columns = (_("Set"), _("Responses"), _("Right"), _("Mastery"))
    yield from table(_set_rows(summary, mastery), head=columns, right=(1, 2, 3))
    if mastery.tags:
        yield ""
        tags = [
            (known.name, str(known.questions), f"{percent(known.mastery)}%")
            for known in mastery.tags[:_TAGS_SHOWN]
        ]
        columns_of_tags = (_("Weakest tags"), _("Questions"), _("Mastery"))
        yield from table(tags, head=columns_of_tags, right=(1, 2))
    if hardest:
        yield from ("", _("Hardest questions"))
        yield from _hardest_lines(hardest)
    yield ""
    days = [
        (day.day, str(day.responses), _right(day.correct, day.responses))
        for day in totals.days[: -_DAYS_SHOWN - 1 : -1]
    ]
    yield from table(days, head=(_("Day"), _("Responses"), _("Right")), right=(1, 2))


def _totals(summary: Summary) -> Iterator[tuple[str, str]]:
    totals = summary.totals
    counts = [count for _day, count in summary.due_ahead()]
    yield _("Sessions"), str(totals.sessions)
    yield _("Responses"), str(totals.responses)
    yield _("Right"), _right(totals.correct, totals.responses)
    longest = _("longest {count}").format(count=summary.longest_streak)
    yield _("Days in a row"), f"{summary.streak} ({longest})"
    due = _("{today} today · {week} in 7 days · {all} in {days} days")
    yield (
        _("Due"),
        due.format(today=counts[0], week=sum(counts[:7]), all=sum(counts), days=AHEAD),
    )
    for name, found in (
        (_("Last 30 days"), summary.retained_recently()),
        (_("All time"), summary.retained()),
    ):
        if found.reviews:
            yield name, retention_text(found)


def _set_rows(summary: Summary, mastery: Mastery) -> list[tuple[str, str, str, str]]:
    """Return a row a set: those that there are, then those on record that are gone."""
    known = {one.name: f"{percent(one.mastery)}%" for one in mastery.sets}
    answered = {one.set_id: one for one in summary.totals.sets}
    rows = []
    for set_id in dict.fromkeys([*known, *answered]):
        one = answered.get(set_id)
        responses, correct = (one.responses, one.correct) if one else (0, 0)
        rows.append((set_id, str(responses), _right(correct, responses), known.get(set_id, "–")))
    return rows


def _hardest_lines(hardest: Sequence[Hard]) -> Iterator[str]:
    rows = [
        (
            f"{percent(hard.tally.correct / hard.tally.responses)}%",
            f"{hard.tally.correct}/{hard.tally.responses}",
            hard.tally.ref.set_id,
            hard.tally.prompt,
        )
        for hard in hardest
    ]
    for line, hard in zip(table(rows, right=(0, 1)), hardest, strict=True):
        yield line
        if hard.mistake:
            response, times = hard.mistake
            told = _("Mostly answered: {text} ({times}×)")
            yield "    " + told.format(text=one_line(response_text(response)), times=times)


def _audit_lines(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield _("Nothing stands out. Questions have to be answered a few times to be judged.")
        return
    meanings = {
        Flaw.NEVER_MISSED: _("Answered {often} times or more and never missed: too easy?"),
        Flaw.NEVER_RIGHT: _("Answered {never} times or more and never right: is the key right?"),
        Flaw.OPTION_NEVER_CHOSEN: _(
            "Wrong options never chosen in {often} wrong answers or more: they tempt no one."
        ),
    }
    order = list(Flaw)
    found = sorted(findings, key=lambda finding: order.index(finding.flaw))
    for index, (flaw, group) in enumerate(groupby(found, key=lambda finding: finding.flaw)):
        if index:
            yield ""
        yield meanings[flaw].format(often=OFTEN, never=NEVER)
        yield from _finding_lines([*group])


def _finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    rows = [
        (
            f"  {finding.tally.correct}/{finding.tally.responses}",
            finding.question.set_id,
            finding.question.id,
            finding.question.prompt,
        )
        for finding in findings
    ]
    for line, finding in zip(table(rows, right=(0,)), findings, strict=True):
        yield line
        yield from (f"      – {one_line(option)}" for option in finding.options)


def _right(correct: int, responses: int) -> str:
    return f"{correct} ({percent(correct / responses) if responses else 0}%)"
