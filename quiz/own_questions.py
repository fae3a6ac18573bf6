"""The learner's own questions, opened to be edited; each call goes by the files as they are."""

from __future__ import annotations

import os

from quiz.content.editing import QuestionText, open_question
from quiz.content.library import SetEntry
from quiz.engine.questions import Ref
from quiz.errors import SessionError
from quiz.i18n import _
from quiz.trainer import Trainer


def question_text(trainer: Trainer, ref: Ref) -> QuestionText:
    """Return a question as it stands in its file.

    Raises QuizError when it isn't there any more, can't be edited, or ships with the program.
    """
    trainer.read_again()
    question = trainer.question(ref)
    if question is None:
        raise SessionError(_("This question is in no file any more."))
    entry = trainer.library.find(ref.set_id)
    _require_own(trainer, entry)
    return open_question(entry.file, question.line)


def text_at(trainer: Trainer, file: str, line: int) -> QuestionText:
    """Return the question of a file at a line; raises QuizError as `question_text` does."""
    trainer.read_again()
    for entry in trainer.library.entries():
        if entry.file == file:
            _require_own(trainer, entry)
    return open_question(file, line)


def new_question(trainer: Trainer, source: str) -> QuestionText:
    """Return a question on a document still to be put in, at the end of a set of one's own.

    Raises SessionError where no such set rests on that document.
    """
    trainer.read_again()
    for entry in trainer.library.entries():
        own = entry.count and entry.origin != "package" and entry.source
        if own and os.path.realpath(entry.source) == os.path.realpath(source):
            last = trainer.library.load(entry).questions[-1]
            return open_question(entry.file, last.line).new_after()
    raise SessionError(
        _("No set of your own rests on this document."),
        hint=_("`quiz new --source {document}` begins one.").format(document=source),
    )


def free_id(trainer: Trainer, ref: Ref) -> str:
    """Return an id like that of a question, which no other of its set has or had."""
    taken = {item.ref.question_id for item in trainer.reader.items_of(ref.set_id)}
    taken |= {one.id for one in trainer.load(trainer.library.find(ref.set_id)).questions}
    number = 2
    while f"{ref.question_id}-{number}" in taken:
        number += 1
    return f"{ref.question_id}-{number}"


def _require_own(trainer: Trainer, entry: SetEntry) -> None:
    """Refuse to edit what ships with the program."""
    if entry.origin == "package":
        raise SessionError(
            _("This set ships with the program and is not edited."),
            hint=_("Copy {file} into {folder} and edit it there.").format(
                file=entry.file, folder=trainer.paths.questions
            ),
        )
