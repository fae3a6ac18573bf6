"""Makes a screenshot of Textual's right for Chinese, and free of anything from the network."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata

FONTS = (
    '"Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", '
    '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", monospace'
)
"""Fonts that are there already: narrow ones first, then ones with Chinese characters."""

CELL = 12.2
"""The width of a cell in Textual's screenshots: 0.61 of a height of 20."""

_WIDE_GLYPH = 22
"""The size of a wide character: it leaves a little of its two cells free on both sides."""

_TEXT = re.compile(
    r'<text class="(?P<style>[^"]+)" x="(?P<x>[^"]+)" y="(?P<y>[^"]+)" textLength="[^"]+" '
    r'clip-path="(?P<clip>[^"]+)">(?P<text>[^<]*)</text>'
)


def portable(svg: str) -> str:
    """Return `svg` with every character in its cells and only fonts of the reader's machine.

    Textual takes a wide character for one cell when it says how long a text is, which squeezes
    Chinese; here each run of wide or of narrow characters is placed by itself.
    """
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-variant-east-asian: full-width;", "white-space: pre;")
    svg = svg.replace("font-family: arial;", "font-family: sans-serif;")
    gap = 2 * CELL - _WIDE_GLYPH
    wide = f".wide {{ font-size: {_WIDE_GLYPH}px; letter-spacing: {gap:g}px }}"
    svg = svg.replace("</style>", f"{wide}\n    </style>", 1)
    return _TEXT.sub(_placed, svg)


def _placed(match: re.Match[str]) -> str:
    x = float(match["x"])
    parts = []
    text = html.unescape(match["text"])
    for wide, run in itertools.groupby(text, _is_wide):
        characters = "".join(run)
        length = len(characters) * CELL * (2 if wide else 1)
        if characters.strip("\xa0 \u3000"):
            style, place = match["style"], f'x="{x:g}" textLength="{length:g}"'
            if wide:
                style, place = f"{style} wide", f'x="{x + CELL - _WIDE_GLYPH / 2:g}"'
            parts.append(
                f'<text class="{style}" {place} y="{match["y"]}" clip-path="{match["clip"]}">'
                f"{html.escape(characters, quote=False)}</text>"
            )
        x += length
    return "".join(parts)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
