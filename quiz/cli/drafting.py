"""`quiz draft`: questions drawn from a document, to be looked through and taken."""

from __future__ import annotations

from argparse import Namespace

from quiz.authoring.drafting import all_drafts, choose, set_lines
from quiz.authoring.emitting import write_new
from quiz.cli.starting import document_path, next_steps, require_free_id, set_path
from quiz.cli.streams import print_lines
from quiz.content.sources import read_document
from quiz.errors import ContentError
from quiz.i18n import _
from quiz.trainer import Trainer
from quiz.visible import one_line


def draft(trainer: Trainer, options: Namespace) -> int:
    """Write the drafts that are sure enough to a new set, or print it; return the exit code."""
    source = document_path(options.document)
    path = set_path(options.output) if options.output else set_path(source.stem)
    if options.output:
        require_free_id(trainer, path)
    found = all_drafts(read_document(source.absolute()))
    sure = [one for one in found if one.confidence * 100 >= options.confidence - 1e-9]
    chosen = choose(path, source, sure)
    if not chosen:
        raise ContentError(
            _("Nothing in this document can be asked for with that confidence."),
            hint=_("A lower `--confidence` takes more; `quiz new` begins a set by hand."),
            location=str(source),
        )
    lines = set_lines(path, options.title or source.stem, source, chosen)
    if not options.output:
        return print_lines(lines)
    write_new(path, lines)
    return print_lines([one_line(line) for line in next_steps(trainer, path, len(chosen))])
