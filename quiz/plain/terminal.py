"""Lines out and lines in; no cursor control, no colour."""

from __future__ import annotations

from typing import Protocol

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.visible import visible

PROMPT = "> "
_REPLACEMENT = "\ufffd"
"""What the decoder puts where bytes are no text."""


class UnreadableError(QuizError):
    """A line that can't be taken for what was asked; it counts as nothing."""


class LineSource(Protocol):
    """Where lines come from, such as `sys.stdin`."""

    def readline(self) -> str:
        """Return the next line with its end, "" when there is none."""

    def isatty(self) -> bool:
        """Whether this is a terminal, which shows what is typed."""


class LineSink(Protocol):
    """Where text goes, such as `sys.stdout`."""

    def write(self, text: str, /) -> int:
        """Take a text."""

    def flush(self) -> None:
        """Send on what was taken."""

    def isatty(self) -> bool:
        """Whether this is a terminal."""


class Terminal:
    """Both ends of the conversation."""

    def __init__(self, stdin: LineSource, stdout: LineSink) -> None:
        self._in = stdin
        self._out = stdout
        self._echo = not (stdin.isatty() and stdout.isatty())
        """Where no terminal echoes what is typed, the transcript would lack it."""

    def say(self, *texts: str) -> None:
        """Print texts, each beginning a line; what could disturb a terminal becomes symbols."""
        for text in texts:
            self._out.write(visible(text) + "\n")

    def ask(self) -> str:
        """Prompt for one line and return it without its end.

        Raises EOFError at the end of input, and UnreadableError when it isn't text.
        """
        self._out.write(PROMPT)
        self._out.flush()
        line = self._in.readline()
        if not line:
            self.say("")
            raise EOFError
        line = line.rstrip("\r\n")
        if self._echo:
            self.say(line)
        if _REPLACEMENT in line:
            raise UnreadableError(_("This line can't be read: it is not UTF-8 text."))
        return line.strip()
