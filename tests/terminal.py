"""A real terminal for tests: a program on a pty, its output read by a terminal emulator.

A `Terminal` starts a program as a person's terminal would (a session of its own, the pty as
its controlling terminal), types into it, and knows what is on the screen. Nothing here sleeps:
every wait is for a condition and fails, showing the screen, when it doesn't come true.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

ENTER = "\r"
ESCAPE = "\x1b"
TAB = "\t"
SHIFT_TAB = "\x1b[Z"
BACKSPACE = "\x7f"
UP, DOWN, RIGHT, LEFT = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D")
HOME, END, PAGE_UP, PAGE_DOWN = ("\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~")


def ctrl(letter: str) -> str:
    """Return what a terminal sends for ctrl and a letter."""
    return chr(ord(letter.upper()) - 64)


class Terminal:
    """A program on a pty. Used as a context manager, so that the program never outlives it.

    `env` is the program's whole environment but for the kind of terminal, which is set here.
    Times are in seconds.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path | None = None,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self.started = time.perf_counter()
        self.exit_code: int | None = None
        self._raw = bytearray()
        self._drawn = 0
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._received = self.started
        self._pty, theirs = os.openpty()
        _set_size(self._pty, columns, rows)
        os.set_blocking(self._pty, False)
        # The leader of a new session gets the first terminal that it opens as its own: the
        # shell opens it and becomes the program, with no Python code run between fork and exec.
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", 'exec "$@" <>"$0"', os.ttyname(theirs), *argv],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            cwd=cwd,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()

    # -- looking ----------------------------------------------------------------------------

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    @property
    def output(self) -> bytes:
        """Everything the program has written so far, as it wrote it."""
        return bytes(self._raw)

    def screen_text(self) -> str:
        """Return what is on the screen now, line by line, without trailing blanks."""
        self._draw()
        return "\n".join(self._screen.line(row).rstrip() for row in range(self._screen.lines))

    def cursor_line(self) -> str:
        """Return the line the cursor stands in: where an input method shows what it composes."""
        self._draw()
        return self._screen.line(self._screen.cursor.y)

    def shows(self, text: str) -> bool:
        """Tell whether `text` is on the screen, white space, line breaks and frames aside.

        Chinese breaks between any two characters, so where a line ends means nothing.
        """
        return _packed(text) in _packed(self.screen_text())

    # -- acting -----------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Type `text`: the characters as they are, keys as the sequences named above."""
        self._write(text.encode())

    def paste(self, text: str) -> None:
        """Paste `text`, bracketed if the program has asked for that."""
        self._draw()
        if self._screen.bracketed_paste:
            text = f"\x1b[200~{text}\x1b[201~"
        self._write(text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, which tells the program so."""
        self._draw()
        self._screen.resize(rows, columns)
        _set_size(self._pty, columns, rows)

    def kill(self) -> None:
        """End the program at once (SIGKILL), if it still runs, and close the terminal."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._end()

    def hang_up(self, timeout: float = 10.0) -> int:
        """Close the terminal under the running program and return how the program ended."""
        os.close(self._pty)
        self._pty = -1
        self._process.wait(timeout)
        return self._end()

    # -- waiting ----------------------------------------------------------------------------

    def wait_for(self, wanted: str | Callable[[Terminal], bool], timeout: float = 20.0) -> None:
        """Wait until a text is on the screen (see `shows`), or until a condition is true."""
        met = wanted if callable(wanted) else (lambda terminal: terminal.shows(wanted))
        self._wait(lambda: met(self), timeout, wanted if isinstance(wanted, str) else "a condition")

    def wait_for_output(self, *texts: str, since: int = 0, timeout: float = 20.0) -> float:
        """Wait until the program has written any of `texts`; return when it was received.

        Only what came after the first `since` bytes counts. The time is of `perf_counter`.
        No screen is drawn meanwhile, so this measures the program and not the emulator.
        """

        def met() -> bool:
            written = plain_text(self._raw[since:])
            return any(text in written for text in texts)

        self._wait(met, timeout, " or ".join(texts))
        return self._received

    def wait_for_end(self, timeout: float = 20.0) -> int:
        """Wait until the program has ended; return its exit code, negative for a signal."""
        deadline = time.monotonic() + timeout
        while self._read(deadline - time.monotonic()):
            if time.monotonic() > deadline:
                raise self._failure("the end of the program", timeout)
        self._process.wait(max(0.1, deadline - time.monotonic()))
        return self._end()

    # -- within -----------------------------------------------------------------------------

    def _wait(self, met: Callable[[], bool], timeout: float, what: str) -> None:
        self._received = time.perf_counter()
        deadline = time.monotonic() + timeout
        while not met():
            if time.monotonic() > deadline or not self._read(deadline - time.monotonic()):
                if met():
                    return
                raise self._failure(what, timeout)

    def _failure(self, what: str, timeout: float) -> AssertionError:
        with suppress(subprocess.TimeoutExpired):  # the terminal closes a moment before the end
            self._process.wait(0.5)
        code = self._process.poll()
        state = "the program still runs" if code is None else f"the program ended with {code}"
        return AssertionError(
            f"waited {timeout} s in vain for: {what} ({state}). The screen:\n{self.screen_text()}"
        )

    def _read(self, timeout: float) -> bool:
        """Take in what the program writes within `timeout`; False when it has hung up."""
        ready, _, _ = select.select([self._pty], [], [], max(0.0, timeout))
        if not ready:
            return True
        try:
            data = os.read(self._pty, 65536)
        except BlockingIOError:
            return True
        except OSError:  # how Linux says that the last program has closed the terminal
            return False
        self._received = time.perf_counter()
        self._raw += data
        if _CAN_SYNCHRONIZE in self._raw[-len(data) - len(_CAN_SYNCHRONIZE) :]:
            self._write(_YES_SYNCHRONIZE)
        return bool(data)

    def _write(self, data: bytes) -> None:
        """Type `data`, reading on meanwhile: a program that is busy writing reads nothing."""
        while data:
            _, ready, _ = select.select([], [self._pty], [], 0.05)
            if ready:
                data = data[os.write(self._pty, data) :]
            else:
                self._read(0.0)

    def _draw(self) -> None:
        """Bring the screen up to date with the output, but for a frame that is not complete."""
        ready = bytes(self._raw[self._drawn :])
        begun = ready.rfind(_FRAME_BEGINS)
        if begun > ready.rfind(_FRAME_ENDS):
            ready = ready[:begun]
        unfinished = _UNFINISHED.search(ready)
        if unfinished:
            ready = ready[: unfinished.start()]
        self._drawn += len(ready)
        self._stream.feed(_UNKNOWN.sub(b"", ready))

    def _end(self) -> int:
        self.exit_code = self._process.wait()
        if self._pty >= 0:
            while select.select([self._pty], [], [], 0)[0] and self._read(0.0):
                pass
            os.close(self._pty)
            self._pty = -1
        return self.exit_code


def plain_text(output: bytes | bytearray) -> str:
    """Return a program's output without its control sequences."""
    return _SEQUENCE.sub(b"", bytes(output)).decode(errors="replace")


class _Screen(pyte.Screen):
    """The emulator's screen, with the alternate screen reduced to clearing when it is left."""

    _ALTERNATE = 1049
    _BRACKETED_PASTE = 2004

    @property
    def bracketed_paste(self) -> bool:
        """Whether the program has asked for pastes to be marked as such."""
        return self._BRACKETED_PASTE << 5 in self.mode  # private modes are kept shifted

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        """Clear when the alternate screen is entered."""
        super().set_mode(*modes, **kwargs)
        self._clear_for(modes)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        """Clear when the alternate screen is left."""
        super().reset_mode(*modes, **kwargs)
        self._clear_for(modes)

    def _clear_for(self, modes: Sequence[int]) -> None:
        if self._ALTERNATE in modes:
            self.erase_in_display(2)
            self.cursor_position()

    def line(self, row: int) -> str:
        """Return one line's text. A wide character is followed by a cell without text."""
        cells = [self.buffer[row][column].data for column in range(self.columns)]
        return "".join(
            cell or ("" if _is_wide(before) else " ")
            for before, cell in zip(["", *cells], cells, strict=False)
        )


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _is_wide(cell: str) -> bool:
    return unicodedata.east_asian_width(cell[:1] or " ") in "WF"


def _packed(text: str) -> str:
    return _BLANK.sub("", text)


_BLANK = re.compile(r"[\s\u2500-\u259f]+")
"""White space, lines and blocks."""

_CAN_SYNCHRONIZE = b"\x1b[?2026$p"
_YES_SYNCHRONIZE = b"\x1b[?2026;2$y"
_FRAME_BEGINS = b"\x1b[?2026h"
_FRAME_ENDS = b"\x1b[?2026l"
"""How a program asks whether it may mark its frames, so that none is seen half drawn."""

_UNKNOWN = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]"  # private sequences, such as the kitty keyboard's
    rb"|\x1b\[[0-?]*[ -/]+[@-~]"  # with intermediate characters, such as mode queries
    rb"|\x1b[PX^_].*?\x1b\\",  # device control, privacy and application strings
    re.DOTALL,
)
"""Sequences that the emulator takes for text. A simple terminal ignores them, as we do."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[PX^_](?:(?!\x1b\\).)*)?\Z", re.DOTALL)

_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-Z\\^-~])", re.DOTALL
)
