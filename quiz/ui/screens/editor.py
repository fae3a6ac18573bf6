"""A question as it stands in its file, to be changed, beside how it will look."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea

from quiz.content.editing import ChangedError, QuestionText
from quiz.content.problems import Problem
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.content_text import line_of, plain
from quiz.ui.widgets.bars import KeyBar, TitleBar
from quiz.ui.widgets.preview import Preview
from quiz.ui.widgets.prose import Prose
from quiz.wording import key_text

_REST: Final = 0.25
"""Seconds without a key after which what was typed is read."""

_ID_LINE: Final = re.compile(r"(?<=^- )id:[^\n]*\n  ")

_TOLD: Final = 4
"""The most problems that are told at once."""


class EditorScreen(TrainerScreen[bool]):
    """Edits one question; it is dismissed with whether anything was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", key_display="^s", id="editor.save", priority=True),
        Binding("ctrl+r", "theirs", "As in the file", key_display="^r", id="editor.theirs"),
        Binding("f9", "begin_anew", "Begin anew", id="editor.anew"),
        Binding("ctrl+b", "blank", "Blank", key_display="^b", id="editor.blank", priority=True),
        Binding("f5", "duplicate", "Duplicate", id="editor.duplicate"),
        Binding("f3", "move(-1)", "Up", id="editor.up"),
        Binding("f4", "move(1)", "Down", id="editor.down"),
        Binding("f8", "delete", "Delete", id="editor.delete"),
        Binding("ctrl+o", "editor", "Your editor", key_display="^o", id="editor.editor"),
        Binding("escape", "leave", "Leave", id="editor.leave", priority=True),
        HELP,
    ]

    def __init__(self, question: QuestionText, title: str, text: str | None = None) -> None:
        """`text` is what to begin with, by default the question as it is."""
        super().__init__()
        self._question = question
        self._begun = question.text if text is None else text
        self._deleting = self._asking = False
        self._title = title
        self._saved = self._leaving = self._conflict = False
        self._timer: Timer | None = None

    # -- drawing ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The text, how it looks, what is wrong with it, keys."""
        yield TitleBar()
        with Horizontal(id="editor"):
            yield QuestionArea(self._begun)
            yield Preview()
        yield Prose(id="editor-problems")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the question as it is."""
        self.query_one(QuestionArea).focus()
        await self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        if not self.is_mounted:
            return True
        if action == "begin_anew":
            return self._asking
        if action == "theirs":
            return self._conflict and not self._question.is_new
        if action in ("duplicate", "move", "delete"):
            return not self._is_dirty and not self._question.is_new
        if action == "editor":
            return not self._question.is_new
        return self._is_dirty if action == "save" else True

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._leaving = self._deleting = self._asking = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._read)

    async def _read(self) -> None:
        """Read what stands there, and show it with what is wrong."""
        area = self.query_one(QuestionArea)
        question, problems = self._question.check(area.text)
        area.mark_problems(problems)
        with self.app.batch_update():
            await self.query_one(Preview).show(question)
            if not self._conflict:
                self._tell_problems(problems, readable=question is not None)
            self._draw_title()
        self.refresh_bindings()

    def _tell_problems(self, problems: Sequence[Problem], *, readable: bool) -> None:
        lines = []
        for problem in problems[:_TOLD]:
            style = "$text-error" if problem.severity == "error" else "$text-warning"
            place = Content.styled(f"{problem.line}:{problem.column} ", style)
            lines.append(place + line_of(f"{problem.message} {problem.hint}"))
        if not problems and readable:
            lines.append(Content.styled("✓ ", "$success") + Content(_("Nothing is wrong here.")))
        elif not problems:
            lines.append(Content.styled(_("There is no question here."), "$text-error"))
        self.query_one("#editor-problems", Prose).show(Content("\n").join(lines))

    def _draw_title(self) -> None:
        bar = self.query_one(TitleBar)
        changed = Content.styled(" *", "$warning bold") if self._is_dirty else Content("")
        bar.left = Content.styled(_("Edit"), "bold") + "  " + line_of(self._title) + changed
        bar.right = line_of(f"{os.path.basename(self._question.path)}:{self._question.line}")

    @property
    def _is_dirty(self) -> bool:
        return self.query_one(QuestionArea).text.strip("\n") != self._question.text

    # -- actions ----------------------------------------------------------------------------

    async def action_save(self) -> None:
        """Put the question into its file; a changed key of one with a record is asked about."""
        text = self.query_one(QuestionArea).text
        if not self._asking and self._ask_about_key(text):
            return
        await self._save(text, keep=True)

    async def action_begin_anew(self) -> None:
        """Save it as another question, whose record is empty."""
        from quiz.content.editing import with_id
        from quiz.own_questions import free_id

        text = self.query_one(QuestionArea).text
        before, _problems = self._question.check(self._question.text)
        if before is not None:
            await self._save(with_id(text, free_id(self.trainer, before.ref)), keep=False)

    def _ask_about_key(self, text: str) -> bool:
        """Ask whether what is on record is about the new key too; say whether that was asked."""
        before, after = (self._question.check(one)[0] for one in (self._question.text, text))
        if self._question.is_new or before is None or after is None or before.key == after.key:
            return False
        with self.trouble():
            self._asking = bool(self.trainer.reader.responses_of(before.ref))
        if self._asking:
            keys = _("The key was “{old}” and is “{new}” now.")
            lines = [
                keys.format(old=key_text(before), new=key_text(after)),
                _("^s again: a slip was mended, what is on record stays."),
                _("f9: it asks something else now, and begins anew."),
            ]
            content = Content("\n").join(plain(line, "$text-warning") for line in lines)
            self.query_one("#editor-problems", Prose).show(content)
            self.refresh_bindings()
        return self._asking

    async def _save(self, text: str, *, keep: bool) -> None:
        """Save; where the key has changed, `keep` says whether the record is about it still."""
        question = self._question.rebased() if self._conflict else self._question
        self._asking = False
        try:
            if question is None:
                raise ChangedError(_("Another program changed this question meanwhile."))
            told = _("Saved.") if question.is_new else _("Saved. What is on record of it stays.")
            self._question = question.save(text)
        except ChangedError:
            self._tell_conflict(question)
            return
        except QuizError as error:
            self.report(error)
            return
        self.trainer.read_again()
        self._settle(keep=keep)
        self._saved, self._conflict = True, False
        self.query_one(QuestionArea).text = self._question.text
        await self._read()
        self.tell(told)

    def _settle(self, *, keep: bool) -> None:
        """Let what was said about a changed key hold for good."""
        saved, _problems = self._question.check(self._question.text)
        with self.trouble():
            for change in self.trainer.key_changes(saved.set_id) if saved else ():
                if saved and change.question.ref == saved.ref:
                    self.trainer.settle(change, keep=keep)

    def _tell_conflict(self, question: QuestionText | None) -> None:
        """Say that another program changed the file, and what can be done."""
        self._conflict = True
        lines = [_("Another program changed the file meanwhile; nothing was saved.")]
        if question is not None and self._question.rebased() is not None:
            lines.append(_("^s again puts this question into the file as it is now."))
        if not self._question.is_new:
            lines.append(_("^r gives up what you typed and shows what is in the file."))
        content = Content("\n").join(plain(line, "$text-warning") for line in lines)
        self.query_one("#editor-problems", Prose).show(content)
        self.refresh_bindings()

    async def action_theirs(self) -> None:
        """Take the question as the file has it now."""
        from quiz.content.editing import open_question

        with self.trouble():
            self._question = open_question(self._question.path, self._question.line)
            self._conflict = False
            self.query_one(QuestionArea).text = self._question.text
            await self._read()

    def action_blank(self) -> None:
        """Make a blank of the marked words: in a cloze they are then asked for."""
        area = self.query_one(QuestionArea)
        marked = area.selected_text
        if marked.strip() and "\n" not in marked:
            area.replace(f"{{{{{marked}}}}}", *area.selection)
        else:
            self.tell(_("Mark the words first: shift and the arrows, or the mouse."))

    async def action_duplicate(self) -> None:
        """Begin another question like this one, right after it; it is in the file once saved."""
        text = self._question.text
        self._question = self._question.new_after()
        self._conflict = False
        self.query_one(QuestionArea).text = _ID_LINE.sub("", text, count=1)
        await self._read()

    async def action_move(self, by: int) -> None:
        """Change places with the question before or after."""
        with self.trouble():
            self._question = self._question.move(by)
            self._saved = True
            self.trainer.read_again()
            await self._read()

    def action_delete(self) -> None:
        """Take the question out of its file, when asked a second time."""
        if not self._deleting:
            self._deleting = True
            self.tell(_("F8 again deletes this question; what is on record of it is kept."))
            return
        with self.trouble():
            self._question.remove()
            self.trainer.read_again()
            self.dismiss(True)

    async def action_editor(self) -> None:
        """Open the file in the learner's own editor, at this question."""
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if self._is_dirty:
            self.tell(_("Save first, or undo what you typed."))
            return
        if not command:
            self.tell(_("Set EDITOR to the editor that you use."))
            return
        place = [f"+{self._question.line}", self._question.path]
        try:
            with self.app.suspend():
                subprocess.run([*shlex.split(command), *place], check=False)
        except (OSError, ValueError, SuspendNotSupported) as error:
            self.tell(_("The editor can't be opened: {reason}").format(reason=error))
            return
        self._saved = True
        await self.action_theirs()

    def action_leave(self) -> None:
        """Go back; what isn't saved is given up only when asked a second time."""
        if self._is_dirty and not self._leaving:
            self._leaving = True
            self.tell(_("Not saved yet: ^s saves, esc again gives it up."))
            return
        self.dismiss(self._saved)


class QuestionArea(TextArea):
    """The text of a question, its problems underlined."""

    def __init__(self, text: str) -> None:
        super().__init__(text, tab_behavior="indent", soft_wrap=True, id="question-text")
        self.indent_width = 2
        self._flaws: dict[int, int] = {}

    def mark_problems(self, problems: Sequence[Problem]) -> None:
        """Underline from where each problem begins to the end of its line."""
        self._flaws = {}
        for problem in problems:
            column = problem.column - 1
            self._flaws[problem.line - 1] = min(column, self._flaws.get(problem.line - 1, column))
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line with its problem underlined."""
        line = super().get_line(line_index)
        if line_index in self._flaws:
            column = min(self._flaws[line_index], max(0, len(line.plain.rstrip()) - 1))
            line.stylize("underline", column, len(line.plain.rstrip()))
        return line
