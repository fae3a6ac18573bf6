"""The terminal that the other tests look through shows what a real one would."""

from __future__ import annotations

import os
import sys

import pytest

from tests.terminal import Terminal, plain_text

_ENV = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}


def _shell(script: str, *, columns: int = 80, rows: int = 24) -> Terminal:
    return Terminal(["/bin/sh", "-c", script], env=_ENV, columns=columns, rows=rows)


def test_wide_characters_take_two_cells_and_read_as_text() -> None:
    """A line of Chinese that fills the width comes back whole, over the line break as well."""
    with _shell("printf '“三会一课”与两个维护'; read _", columns=10, rows=4) as terminal:
        terminal.wait_for("“三会一课”与两个维护")
        assert terminal.screen_text().splitlines()[:2] == ["“三会一课”", "与两个维护"]


def test_sequences_of_richer_terminals_show_nothing() -> None:
    """Keyboard protocols and mode queries leave no trace, cut anywhere by a slow writer."""
    script = r"printf '\033[>25u\033[<u\033[=1;2u\033[?2048$p\033P+q54\033\\a\033'; printf '[<ub'"
    with _shell(f"{script}; read _") as terminal:
        terminal.wait_for("ab")
        assert terminal.screen_text().strip() == "ab"
    assert plain_text(b"\x1b[1;31mr\x1b]0;title\x07e\x1b(Bd\x1b[0m") == "red"


def test_a_frame_is_seen_whole_or_not_at_all() -> None:
    """A program that may mark its frames shows nothing of one until it is complete."""
    script = (
        r"stty raw -echo; printf '\033[?2026$p'; head -c 11 >/dev/null;"
        r" printf 'one\033[?2026h\rtwo'; read _; printf ' three\033[?2026l'; read _"
    )
    with _shell(script) as terminal:
        terminal.wait_for_output("two")
        assert terminal.shows("one")
        assert not terminal.shows("two")
        terminal.send("\n")
        terminal.wait_for("two three")


def test_a_paste_is_marked_only_where_that_was_asked_for() -> None:
    """A program that asked for bracketed paste gets the brackets."""
    code = (
        "import os, sys, tty; tty.setraw(0); print(sys.argv[1] + 'ready', flush=True);"
        "print(repr(os.read(0, 100).decode()), flush=True)"
    )
    for asked, received in (("", "'维护'"), ("\x1b[?2004h", r"'\x1b[200~维护\x1b[201~'")):
        with Terminal([sys.executable, "-c", code, asked], env=_ENV) as terminal:
            terminal.wait_for("ready")
            terminal.paste("维护")
            terminal.wait_for(received)


def test_the_program_owns_its_terminal() -> None:
    """Closing the terminal hangs the program up, and a new size is told."""
    with _shell("echo ready; exec sleep 60") as terminal:
        terminal.wait_for("ready")
        assert terminal.hang_up() == -1
    with _shell("trap 'stty size' WINCH; stty size; while :; do read _; done") as terminal:
        terminal.wait_for("24 80")
        terminal.resize(60, 20)
        terminal.wait_for("20 60")


def test_a_wait_in_vain_shows_the_screen() -> None:
    """A failed wait says what was waited for, how the program fared, and what it showed."""
    with (
        _shell("printf 'something else'; exit 3") as terminal,
        pytest.raises(AssertionError, match=r"(?s)the text.*ended with 3.*something else"),
    ):
        terminal.wait_for("the text", timeout=5)
