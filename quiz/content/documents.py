"""The text of a document, whatever kind of file it is: plain text, `.docx` or PDF.

The readers of the last two are an extra and are imported when the first such document is read.
Both get only bytes and reach no other file.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from quiz.content.files import LINES_LIMIT, SIZE_LIMIT, RefusedError, decode

if TYPE_CHECKING:
    from docx.table import Table

_ELEMENT: Final = 16
"""How many bytes of a file an element of a Word document stands for: it takes more in memory."""

_FULL: Final = 0.8
"""A line of a page that is this share of the widest is full: its paragraph may go on."""

_SENTENCE_END: Final = re.compile(r"[。！？；：….!?;:]['\"’”」』）)]*$")
_PAGE_NUMBER: Final = re.compile(r"[\s\-—–·]*\d+[\s\-—–·]*|第\s*\d+\s*页(\s*共\s*\d+\s*页)?")

_LOOKALIKES: Final = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    **dict(
        zip(
            map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"),
            "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    ),
}
"""Radicals and ligatures that a PDF may tell in the place of characters which look the same.

Those of the radicals supplement have no compatibility mapping; their characters are those of
Unicode's EquivalentUnifiedIdeograph.txt.
"""


def text_of(path: str, data: bytes) -> str:
    """Return what the file at `path`, which holds `data`, says; raises `RefusedError`.

    The name's ending tells the kind of file. "needs-extra" means that its reader is not
    installed, "damaged" that the reader can make nothing of it.
    """
    read = _READERS.get(PurePath(path).suffix.lower())
    if read is None:
        return decode(data)
    try:
        return read(data)
    except ImportError:
        raise RefusedError("needs-extra", ending=PurePath(path).suffix.lower()) from None
    except RefusedError:
        raise
    except Exception as error:  # these readers raise nearly anything on a damaged file
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise RefusedError("damaged", reason=reason) from None


def _docx(data: bytes) -> str:
    """Return the paragraphs of a Word document, and the rows of its tables, in their order."""
    import zipfile

    from docx import Document
    from docx.table import Table

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        _require_room(sum(part.file_size for part in parts.infolist()))
        elements = sum(parts.read(part).count(b"<") for part in parts.infolist())
    _require_room(elements * _ELEMENT)
    lines: list[str] = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        lines += _rows(block) if isinstance(block, Table) else [block.text]
        if len(lines) > LINES_LIMIT:
            raise RefusedError("too-many-lines", limit=f"{LINES_LIMIT:,}")
    return "\n".join(lines)


def _rows(table: Table) -> Iterator[str]:
    """Yield the rows of a table; a cell that spans several columns or rows is said once."""
    from docx.table import _Cell

    for row in table._tbl.tr_lst:
        yield "\t".join(_Cell(cell, table).text for cell in row.tc_lst)


def _pdf(data: bytes) -> str:
    """Return the text of a PDF, its paragraphs put together from the lines of the pages."""
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # or it would write to the screen
    lines: list[str] = []
    size = drawn = 0
    for page in PdfReader(io.BytesIO(data)).pages:
        contents = page.get_contents()
        drawn += 0 if contents is None else len(contents.get_data())
        _require_room(drawn)
        text = page.extract_text().translate(_LOOKALIKES)
        size += len(text)
        _require_room(size)
        lines += _without_number(text.splitlines())
    if not any(lines):
        raise RefusedError("no-text")
    return "\n".join(_paragraphs(lines))


def _require_room(size: int) -> None:
    if size > SIZE_LIMIT:
        raise RefusedError("too-large", limit=str(SIZE_LIMIT >> 20))


def _without_number(lines: list[str]) -> list[str]:
    """Return the lines of a page without the number above or below them."""
    kept = [line.strip() for line in lines if line.strip()]
    for at in (0, -1):
        if kept and _PAGE_NUMBER.fullmatch(kept[at]):
            del kept[at]
    return kept


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs: a line goes on with the next one where it is full and ends no sentence."""
    widest = max(map(_width, lines))
    paragraph = ""
    for line in lines:
        latin = paragraph[-1:].isascii() and line[:1].isascii()
        paragraph += f" {line}" if paragraph and latin else line
        if _width(line) < _FULL * widest or _SENTENCE_END.search(line):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _width(line: str) -> int:
    """Return how wide a line is about: a Chinese character is as wide as two letters."""
    return sum(1 if sign.isascii() else 2 for sign in line)


_READERS: Final[dict[str, Callable[[bytes], str]]] = {".docx": _docx, ".pdf": _pdf}
