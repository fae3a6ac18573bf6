"""Drafts on their way into a file: those that are taken are there at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quiz.authoring.drafting.choosing import set_lines
from quiz.authoring.drafting.drafts import Draft
from quiz.authoring.emitting import head_lines, question_lines, write_new
from quiz.content.editing import QuestionText, open_question
from quiz.content.schema import read_data, read_set
from quiz.content.sources import Documents
from quiz.engine.questions import AnyQuestion
from quiz.errors import ContentError
from quiz.i18n import _


class Drafts:
    """The drafts of a document, and the set at `path` that takes them up.

    What is in that set already counts as taken, so that it can be gone on with another time.
    """

    def __init__(self, path: Path, title: str, source: Path, drafts: Sequence[Draft]) -> None:
        """`drafts` make a sound set together; see `choose`."""
        self.path, self.title, self.source = path, title, source
        self.drafts = tuple(drafts)
        text = "\n".join(set_lines(path, title, source, drafts)) + "\n"
        found = read_data(text.encode(errors="replace"), str(path.absolute()), Documents())
        self.questions: tuple[AnyQuestion, ...] = (
            found.question_set.questions if found.question_set else ()
        )
        self.left_out: set[int] = set()

    @property
    def taken(self) -> set[int]:
        """The numbers of the drafts that are in the file."""
        there = {one.id for one in self._in_file()}
        return {number for number, draft in enumerate(self.drafts) if draft.id in there}

    def first_open(self) -> int:
        """Return the number of the first draft that comes after all that were taken."""
        return min(max(self.taken, default=-1) + 1, len(self.drafts) - 1)

    def take(self, number: int) -> QuestionText:
        """Put a draft into the file, unless it is there; return it as it stands there.

        Raises QuizError when it can't be written.
        """
        self.left_out.discard(number)
        line = self._line_of(number)
        if line:
            return open_question(self.path, line)
        draft = self.drafts[number]
        lines = [*question_lines("", draft.id, draft.example)][1:]
        there = self._in_file()
        if self.path.exists() and not there:
            raise ContentError(
                _("There is such a file already; it was left alone."),
                hint=_("Choose another name."),
                location=str(self.path),
            )
        if there:
            last = open_question(self.path, there[-1].line)
            return last.new_after().save("\n".join(line[2:] for line in lines))
        write_new(self.path, [*head_lines(self.path, self.title, self.source), "", *lines])
        return open_question(self.path, self._line_of(number))

    def leave_out(self, number: int) -> None:
        """Leave a draft out, of the file too; raises QuizError when that can't be written."""
        line = self._line_of(number)
        if line:
            open_question(self.path, line).remove()
        self.left_out.add(number)

    # -- within -----------------------------------------------------------------------------

    def _in_file(self) -> tuple[AnyQuestion, ...]:
        if not self.path.exists():
            return ()
        found = read_set(str(self.path.absolute()), Documents()).question_set
        return found.questions if found else ()

    def _line_of(self, number: int) -> int:
        wanted = self.drafts[number].id
        return next((one.line for one in self._in_file() if one.id == wanted), 0)
