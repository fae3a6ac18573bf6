"""`quiz new`: a question file to begin with."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from quiz.authoring.starting import new_set
from quiz.cli.arguments import TYPES
from quiz.cli.checking import shown_path
from quiz.cli.streams import print_lines
from quiz.content.sources import read_document
from quiz.errors import ContentError, QuizError, UsageError
from quiz.i18n import _, ngettext
from quiz.plain.terminal import Terminal
from quiz.trainer import Trainer
from quiz.visible import one_line

_FOLDER: Final = Path("questions")
"""Where a set that is named without a folder goes: sets are looked for there."""


def new(trainer: Trainer, options: Namespace, *, asking: bool) -> int:
    """Write a set with examples, and say what is next; return the exit code.

    What the options leave open is asked for where `asking` is possible.
    """
    terminal = Terminal(sys.stdin, sys.stdout) if asking else None
    source = document_path(options.source) if options.source else None
    title: str | None = options.title
    types: Sequence[str] = tuple(dict.fromkeys(options.types or ()))
    path = set_path(options.file) if options.file else None
    if terminal:
        title = title or _ask(terminal, _("Title"), path.stem if path else _("New set"))
        source = source if options.source is not None else _ask_source(terminal)
        types = types or _ask_types(terminal)
        path = path or set_path(_ask(terminal, _("File"), _free(source)))
    if path is None:
        raise UsageError(_("Which file is to be written?"), hint="`quiz new harbour.yaml`")
    require_free_id(trainer, path)
    count = new_set(path, title=title or path.stem, source=source, types=types or TYPES)
    return print_lines([one_line(line) for line in next_steps(trainer, path, count)])


def set_path(name: str) -> Path:
    """Return the file that is meant: a name without folder and suffix is that of a set."""
    path = Path(name)
    return path if path.suffix or path.parent != Path() else _FOLDER / f"{name}.yaml"


def document_path(name: str) -> Path:
    """Return the path of a document that can be read; raises ContentError."""
    path = Path(name)
    if path.exists():
        read_document(path.absolute())
    else:  # the hint of that error tells where a set's file looks for it
        raise ContentError(_("There is no document “{path}”.").format(path=path.absolute()))
    return path


def _free(source: Path | None) -> str:
    """Return the name of a file that isn't there yet, after the document's."""
    stem = source.stem if source else "new-set"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return str(next(path for name in names if not (path := _FOLDER / f"{name}.yaml").exists()))


def require_free_id(trainer: Trainer, path: Path) -> None:
    """Raise ContentError where a set has the id that a set in the file at `path` would have."""
    for entry in trainer.library.entries():
        if entry.id == path.stem and Path(entry.file) != path.absolute():
            raise ContentError(
                _("There is a set “{id}” already: {file}").format(
                    id=entry.id, file=shown_path(entry.file)
                ),
                hint=_("Choose another name."),
            )


def next_steps(trainer: Trainer, path: Path, count: int) -> list[str]:
    """Return what was written and the commands that go on with it."""
    places = (_FOLDER.absolute(), trainer.paths.questions.absolute())
    told = ngettext("{count} question", "{count} questions", count).format(count=count)
    name = path.stem if path.absolute().parent in places else str(path)
    return [
        _("Written: {file} ({questions})").format(file=path, questions=told),
        _("Edit it, then: {command}").format(command=f"quiz check {shlex.quote(str(path))}"),
        _("Take it: {command}").format(command=f"quiz take {shlex.quote(name)}"),
    ]


# -- asking -----------------------------------------------------------------------------------


def _ask(terminal: Terminal, what: str, default: str) -> str:
    """Ask for a line; an empty one is the `default`."""
    terminal.say(f"{what} [{default}]" if default else what)
    return terminal.ask() or default


def _ask_source(terminal: Terminal) -> Path | None:
    """Ask for the document until it is one that can be read, or none."""
    while True:
        what = _("The document that it is about, if there is one (text, .docx or PDF)")
        name = _ask(terminal, what, "")
        if not name:
            return None
        try:
            return document_path(name)
        except QuizError as error:
            terminal.say(error.message)


def _ask_types(terminal: Terminal) -> Sequence[str]:
    """Ask for the types of question until all are known."""
    while True:
        wanted = _ask(terminal, _("Types of question: {all}").format(all=" ".join(TYPES)), _("all"))
        names = wanted.replace(",", " ").replace("，", " ").split()
        if names == [_("all")]:
            return TYPES
        unknown = [name for name in names if name not in TYPES]
        if not unknown:
            return tuple(dict.fromkeys(names))
        terminal.say(_("There is no type “{name}”.").format(name=unknown[0]))
