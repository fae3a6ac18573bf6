"""Taking a sitting line by line: prompt, one line, and on. What is common to all modes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from quiz.i18n import _, ngettext
from quiz.plain.showing import question_lines
from quiz.plain.terminal import Terminal, UnreadableError
from quiz.sitting import Sitting
from quiz.wording import mode_name


class Command(NamedTuple):
    """What a command does; `run` gets the rest of the line and says whether to ask anew.

    Only where there is a `parameter` may the line have a rest.
    """

    meaning: str
    run: Callable[[str], bool]
    parameter: bool = False


class Conversation:
    """What the modes have in common: asking until a line moves the session on."""

    def __init__(self, sitting: Sitting, terminal: Terminal) -> None:
        self.sitting = sitting
        self.session = sitting.session
        self.say = terminal.say
        self.ask = terminal.ask

    def run(self) -> None:
        """Take the session to its end; raises EOFError when the learner leaves before."""
        plan = self.session.plan
        count = self.session.total
        questions = ngettext("{count} question", "{count} questions", count).format(count=count)
        self.say(f"{plan.title or _('All sets')} · {mode_name(plan.mode)} · {questions}")
        self.say(_(":? lists the commands."))
        self.begin()
        while not self.session.finished:
            self.say("", *self.shown())
            while not self._take():
                pass
        self.end()

    # -- what a mode makes of it ------------------------------------------------------------

    def begin(self) -> None:
        """Get to the first question to ask."""

    def shown(self) -> list[str]:
        """Return the current question as it is asked."""
        first, *rest = question_lines(self.sitting.question, self.sitting.choices)
        return [f"[{self.session.number}/{self.session.total}] {first}", *rest]

    def answer(self, line: str) -> bool:
        """Take a line that is no command; return whether to ask anew."""
        raise NotImplementedError

    def commands(self) -> dict[str, Command]:
        """Return the commands, by letter."""
        return {
            "q": Command(_("leave; the session can be resumed"), self._leave),
            "?": Command(_("this list"), self._help),
        }

    def end(self) -> None:
        """Say what there is to say before the score."""

    # -- lines ------------------------------------------------------------------------------

    def _take(self) -> bool:
        """Read a line and act on it; return whether to ask anew."""
        try:
            line = self.ask()
            return self.out_of_time() or self._act(line)
        except UnreadableError as error:
            self.say(error.message)
            return False

    def _act(self, line: str) -> bool:
        """Run a command, or take an answer. An input method may widen the colon."""
        name, rest = unicodedata.normalize("NFKC", line[1:2]).lower(), line[2:].strip()
        command = self.commands().get(name) if line.startswith((":", "：")) else None
        if command is not None and (command.parameter or not rest):
            return command.run(rest)
        if line.startswith(":"):
            raise UnreadableError(
                _(
                    "There is no command {name}; :? lists them."
                    " An answer that begins with a colon is written \\:."
                ).format(name=line)
            )
        return self.answer(line[1:] if line.startswith(("\\:", "\\：")) else line)

    def out_of_time(self) -> bool:
        """Close the session when its time is up, and say whether it was."""
        return False

    def hint(self, _argument: str) -> bool:
        """Show the hint."""
        hint = self.sitting.hint()
        self.say(_("Hint: {text}").format(text=hint) if hint else _("There is no hint."))
        return False

    def skip(self, _argument: str) -> bool:
        """Go on without a response."""
        self.sitting.advance()
        return True

    def _leave(self, _argument: str) -> bool:
        raise EOFError  # as if the input had ended

    def _help(self, _argument: str) -> bool:
        self.say(*(f":{name}  {command.meaning}" for name, command in self.commands().items()))
        return False
