"""`quiz coverage`: what of a document the questions ask for, and what nothing asks for."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quiz.authoring.coverage import ClauseCoverage, Coverage, survey
from quiz.authoring.subjects import Subject, most_asked, subjects
from quiz.cli.checking import problem_lines, shown_path
from quiz.cli.streams import print_json, print_lines, report
from quiz.content.library import Library
from quiz.content.problems import Problem, shown
from quiz.content.sidecar import read_sidecar, sidecar_path
from quiz.content.sources import Document, Span, read_document
from quiz.errors import ContentError
from quiz.i18n import _, ngettext
from quiz.paths import user_paths
from quiz.trainer import Trainer
from quiz.visible import one_line
from quiz.wording import percent

_INDENT = "  "


def coverage(options: Namespace) -> int:
    """Show what is asked for of a document; 1 if it lacks something, or its configuration errs.

    Without a name, of the one that most sets name.
    """
    sources = _sources(Trainer(user_paths(), record=options.recording).library)
    path = _choose(options.source, sources)
    document = read_document(path)
    skips, problems = read_sidecar(document)
    found = survey(document, sources.get(path, Subject()).questions, skips)
    _tell(problems, found)
    if options.json:
        print_json(_as_json(found))
    else:
        print_lines(_lines(found, sources, everything=options.all))
    return int(bool(problems or found.idle_skips) or not found.complete)


# -- which document ---------------------------------------------------------------------------


def _sources(library: Library) -> dict[str, Subject]:
    """Return the documents that the sets name, by their real paths."""
    return subjects(library.load(entry) for entry in library.entries() if entry.count)


def _choose(name: str | None, sources: dict[str, Subject]) -> str:
    """Return the real path of the document that `name` means: a path, a file's name or stem."""
    if name is None:
        if not sources:
            raise ContentError(
                _("No question set names a source document."),
                hint=_("Name one in the set: source: …"),
            )
        return most_asked(sources)[0]
    if os.path.exists(name):
        return os.path.realpath(name)
    for path in sources:
        if name in (Path(path).name, Path(path).stem):
            return path
    hint = _("Question sets name these: {known}").format(known=", ".join(map(shown_path, sources)))
    raise ContentError(
        _("There is no document “{name}”.").format(name=name), hint=hint if sources else ""
    )


def _tell(problems: Sequence[Problem], found: Coverage) -> None:
    """Tell on stderr what is wrong with the document's configuration."""
    for problem in problems:
        message, *hint = problem_lines(problem)
        report(message, "".join(hint).strip())
    path = shown_path(str(sidecar_path(found.document)))
    for skip in found.idle_skips:
        text = _("“{text}” is to be left out, but holds no whole clause of the document.")
        report(
            f"{path}:{skip.line}:{skip.column}: {_('error')}: {text.format(text=shown(skip.text))}",
            _("Name the text from one punctuation mark to another."),
        )


# -- for scripts ------------------------------------------------------------------------------


def _as_json(found: Coverage) -> dict[str, Any]:
    """Return what `--json` prints; all places are characters of the document."""
    return {
        "source": found.document.path,
        "clauses": [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "questions": _ids(one),
                "asked": [list(span) for span in one.asked],
                "skipped": one.skipped,
            }
            for one in found.clauses
        ],
        "asked_share": found.asked_share,
        "unasked_requirements": [
            _place(found.document, (one.start, one.end)) for one in found.unasked_requirements
        ],
        "unasked_phrases": [_place(found.document, span) for span in found.unasked_phrases],
        "unasked_lists": [_place(found.document, span) for span in found.unasked_lists],
    }


def _ids(clause: ClauseCoverage) -> list[str]:
    return [f"{ref.set_id}/{ref.question_id}" for ref in clause.questions]


def _place(document: Document, span: Span) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": document.text[slice(*span)]}


# -- for people -------------------------------------------------------------------------------


def _lines(found: Coverage, sources: Mapping[str, Subject], *, everything: bool) -> Iterator[str]:
    """Yield the summary, what nothing asks for, and on demand every clause."""
    yield from _summary(found, sources)
    if everything:
        yield ""
        for clause in found.clauses:
            yield from _clause(found.document, clause)
    rest = [one for one in found.unasked if not one.requires]
    for title, spans in (
        (_("Requirements that nothing asks for:"), _spans(found.unasked_requirements)),
        (
            _("Quoted phrases that no cloze, short answer or order of their paragraph asks for:"),
            found.unasked_phrases,
        ),
        (_("Lists that nothing asks for as a list:"), found.unasked_lists),
        (_("Other clauses that nothing asks for:"), _spans(rest)),
    ):
        if spans:
            yield ""
            yield title
            for span in spans:
                text = one_line(found.document.text[slice(*span)])
                yield f"{_INDENT}{_located(found.document, span[0])}: {text}"


def _summary(found: Coverage, sources: Mapping[str, Subject]) -> Iterator[str]:
    path, total = found.document.path, len(found.clauses)
    asked = sum(bool(one.asked) and one.skipped is None for one in found.clauses)
    skipped = sum(one.skipped is not None for one in found.clauses)
    questions = len(sources[path].questions) if path in sources else 0
    count = ngettext("{count} question", "{count} questions", questions)
    yield f"{one_line(shown_path(path))}: {count.format(count=questions)}"
    yield _(
        "{total} clauses: {asked} asked for, {skipped} left out on purpose, {unasked} not asked for"
    ).format(total=total, asked=asked, skipped=skipped, unasked=len(found.unasked))
    yield _("{share} % of the text is asked for.").format(share=percent(found.asked_share))
    others = [one_line(shown_path(other)) for other in sources if other != path]
    if others:
        yield _("Other documents: {names}").format(names=", ".join(others))


def _clause(document: Document, clause: ClauseCoverage) -> Iterator[str]:
    """Yield a clause with what is asked for in braces, as in a cloze, and its questions."""
    pieces, at = [], clause.start
    for start, end in clause.asked:
        pieces += [document.text[at:start], "{{", document.text[start:end], "}}"]
        at = end
    marked = one_line("".join([*pieces, document.text[at : clause.end]]))
    yield f"{_located(document, clause.start)}: {marked}"
    if clause.skipped is not None:
        yield _INDENT + _("left out: {reason}").format(reason=one_line(clause.skipped))
    if clause.questions:
        yield _INDENT + one_line(", ".join(_ids(clause)))


def _spans(clauses: Sequence[ClauseCoverage]) -> tuple[Span, ...]:
    return tuple((one.start, one.end) for one in clauses)


def _located(document: Document, at: int) -> str:
    """Return where a character of the document stands, as compilers write it."""
    column = at - document.text.rfind("\n", 0, at)
    return f"{one_line(shown_path(document.path))}:{document.line_of(at)}:{column}"
