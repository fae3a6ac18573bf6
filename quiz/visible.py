"""User text made safe and measurable for a terminal.

Text from question files is shown as it stands, but a terminal acts on some characters instead
of showing them: an escape sequence could repaint the screen, a bidirectional override turn an
answer round. Here they become symbols that can be seen.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters but the line feed
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"  # halves of a surrogate pair, and tags
)
"""What can't be seen or changes how other text is seen. The joiners U+200C and U+200D are left
alone: words of some scripts, and many emoji, fall apart without them."""

_PICTURES = 0x2400
"""Where Unicode keeps the symbols for the ASCII control characters, in their order."""


def visible(text: str) -> str:
    """Return `text` with a symbol for every character that a terminal would act on or hide.

    Line feeds are kept and a tab becomes four spaces. An ASCII control character becomes its
    symbol (`␛`), any other its number (`⟨U+202E⟩`).
    """
    return _HIDDEN.sub(_symbol, text)


def escaped(json: str) -> str:
    """Return JSON with every character that a terminal would act on or hide as an escape."""
    return _HIDDEN.sub(lambda match: _escape(ord(match[0])), json)


def one_line(text: str) -> str:
    """Return `text` made visible on one line, every run of white space one space."""
    return visible(" ".join(text.split()))


def width(text: str) -> int:
    """Return how many cells a line takes in a terminal; Chinese characters take two.

    Characters of ambiguous width (curly quotation marks, dots) count as one, as in Textual.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Return `text` filled up to `cells` with spaces, before it if `right`; never cut."""
    room = " " * (cells - width(text))
    return room + text if right else text + room


def _escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\t":
        return "    "
    if code == 0x7F:
        return "\u2421"
    return chr(_PICTURES + code) if code < 0x20 else f"⟨U+{code:04X}⟩"


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
