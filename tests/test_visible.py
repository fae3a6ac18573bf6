"""User text in a terminal: nothing acts, nothing hides, everything is aligned."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.visible import escaped, one_line, pad, visible, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[/b] list[int] [$accent]", "[/b] list[int] [$accent]"),
        ("\x1b[31m", "␛[31m"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("\u202eabc", "⟨U+202E⟩abc"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\tb\nc\r", "a    b\nc␍"),
        ("👨‍👩‍👧 “三会一课”", "👨‍👩‍👧 “三会一课”"),
    ],
)
def test_what_acts_on_a_terminal_becomes_a_symbol(text: str, shown: str) -> None:
    """Markup stays as typed; escapes, overrides and invisible characters can be seen."""
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_nothing_dangerous_is_left(text: str) -> None:
    """No control or bidirectional character survives, and doing it twice changes nothing."""
    shown = visible(text)
    assert visible(shown) == shown
    left = set(map(unicodedata.category, shown)) & {"Cc", "Cs", "Zl", "Zp"}
    assert not left - {"Cc"}
    assert all(c == "\n" for c in shown if unicodedata.category(c) == "Cc")
    assert not {unicodedata.bidirectional(c) for c in shown} & {"RLO", "LRO", "RLE", "LRE", "RLI"}
    shown.encode("utf-8")


@given(st.text())
def test_json_is_escaped_and_says_the_same(text: str) -> None:
    """What a terminal would act on is gone, and a reader of JSON gets every character."""
    shown = escaped(json.dumps({"text": text}, ensure_ascii=False))
    assert visible(shown) == shown
    assert json.loads(shown) == {"text": text}


def test_one_line_has_no_line_breaks() -> None:
    """Line breaks and runs of spaces become one space."""
    assert one_line(" 一\n二 \t 三\r\n") == "一 二 三"


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("三会一课", 8), ("“两个维护”", 10), ("é", 1), ("ｱ", 1)],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    """Chinese takes two cells, a combining mark none."""
    assert width(unicodedata.normalize("NFD", text)) == cells


def test_padding_aligns_and_never_cuts() -> None:
    """Texts of different scripts come out equally wide."""
    assert pad("课", 4) + "|" == "课  |"
    assert pad("课", 4, right=True) == "  课"
    assert pad("三会一课", 4) == "三会一课"
