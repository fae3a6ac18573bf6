"""The standard streams: made fit for Chinese, written to, and let go of."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable

from quiz.visible import escaped, visible


def prepare_streams() -> None:
    """Let Chinese through whatever the locale says, and never fail on a byte or a character."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "对".encode(stream.encoding)
                stream.reconfigure(errors="replace")
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8", errors="replace")


def print_json(value: object) -> int:
    """Print a value for scripts; return the exit code, 0.

    What a terminal would act on is escaped, which changes nothing for a reader of JSON.
    """
    import json

    print(escaped(json.dumps(value, ensure_ascii=False, indent=2)))
    return 0


def print_lines(lines: Iterable[str]) -> int:
    """Print lines for people; return the exit code, 0."""
    for line in lines:
        print(line)
    return 0


def report(message: str, hint: str = "") -> None:
    """Tell of an error in one or two lines on stderr."""
    sys.stderr.write(visible(f"quiz: {message}".replace("\n", " ")) + "\n")
    if hint:
        sys.stderr.write(visible(f"  {hint}".replace("\n", " ")) + "\n")


def show_progress(done: int, total: int) -> None:
    """Draw a bar of what is done on stderr, where that is a terminal; a full one goes away."""
    if sys.stderr.isatty():
        filled = 30 * done // total
        line = f"\r{'━' * filled}{'─' * (30 - filled)} {done}/{total}"
        sys.stderr.write(line if done < total else "\r\x1b[2K")
        sys.stderr.flush()


def discard_output() -> None:
    """Send what is still to be printed nowhere, so that the interpreter's last flush is quiet."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass  # there is no such file descriptor: nothing can fail at the end
