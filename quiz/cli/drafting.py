"""`quiz draft`: questions drawn from a document, to be looked through and taken."""

from __future__ import annotations

from argparse import Namespace

from quiz.authoring.drafting import all_drafts, choose, set_lines
from quiz.authoring.drafting.keeping import Drafts
from quiz.authoring.emitting import write_new
from quiz.cli.starting import document_path, next_steps, require_free_id, set_path
from quiz.cli.streams import print_lines, show_progress
from quiz.content.sources import read_document
from quiz.errors import ContentError
from quiz.i18n import _
from quiz.trainer import Trainer
from quiz.visible import one_line


def draft(trainer: Trainer, options: Namespace, *, terminal: bool) -> int:
    """Draft a set: on a screen, into a file, or printed; return the exit code.

    On a `terminal` and without a file each draft is looked through on a screen. Otherwise those
    that are sure enough are written into the file, or printed where there is none, or it is “-”.
    """
    source = document_path(options.document)
    looked = terminal and not options.output
    named = options.output if options.output not in (None, "-") else source.stem
    path = set_path(named)
    if options.output != "-":
        require_free_id(trainer, path)
    found = all_drafts(read_document(source.absolute()), _tell)
    least = options.confidence if options.confidence is not None else (0 if looked else 70)
    chosen = choose(path, source, [one for one in found if one.confidence * 100 >= least - 1e-9])
    show_progress(1, 1)
    if not chosen:
        raise ContentError(
            _("Nothing in this document can be asked for with that confidence."),
            hint=_("A lower `--confidence` takes more; `quiz new` begins a set by hand."),
            location=str(source),
        )
    title = options.title or source.stem
    if looked:
        return _look_through(trainer, Drafts(path, title, source, chosen))
    lines = set_lines(path, title, source, chosen)
    if options.output in (None, "-"):
        return print_lines(lines)
    write_new(path, lines)
    return print_lines([one_line(line) for line in next_steps(trainer, path, len(chosen))])


def _tell(done: int, total: int) -> None:
    """Show how far the drawing has come; choosing takes about a third of the whole."""
    show_progress(66 * done // total, 100)


def _look_through(trainer: Trainer, drafts: Drafts) -> int:
    from quiz.ui.app import run_app

    code = run_app(trainer, drafts=drafts)
    taken = len(drafts.taken)
    return print_lines(next_steps(trainer, drafts.path, taken)) if taken and not code else code
