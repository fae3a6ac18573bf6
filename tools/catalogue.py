"""Keep the catalogue of the user interface's words: `python tools/catalogue.py`.

Collects every text of the program into `quiz/locale/zh/LC_MESSAGES/quiz.po`, keeping the
translations that are there, drops texts that are gone, and compiles the result beside it.
Prints what still lacks a translation and exits with 1 if anything does.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import babel.messages.catalog
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "quiz" / "locale" / "zh" / "LC_MESSAGES" / "quiz.po"
MO = PO.with_suffix(".mo")

babel.messages.catalog.VERSION = "2"
"""What the files' headers call Babel's version: they change with texts, not with its releases."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "mark": None,
    "ngettext": (1, 2),
    "Binding": (3,),
}


def extracted() -> Catalog:
    """Return every text of the program, untranslated."""
    catalogue = Catalog(project="quiz", fuzzy=False)
    found = extract_from_dir(ROOT / "quiz", keywords=KEYWORDS)
    for name, line, message, _comments, _context in sorted(found, key=lambda row: row[:2]):
        if isinstance(message, tuple) and len(message) == 3:  # a Binding's third argument
            message = message[2]
        if message:
            catalogue.add(message, locations=[(f"quiz/{name}", line)])
    return catalogue


def updated() -> Catalog:
    """Return the Chinese catalogue with the program's present texts."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    made = catalogue.creation_date
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.creation_date = made  # so that the file changes with texts only
    catalogue.obsolete.clear()
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as its `.po` file; without places, so that it changes with texts only."""
    buffer = BytesIO()
    write_po(buffer, catalogue, no_location=True, sort_output=True, width=100, omit_header=False)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def lacking(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation yet."""
    return [str(m.id) for m in catalogue if m.id and not (m.string and all(_forms(m.string)))]


def _forms(string: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    present = updated()
    PO.write_bytes(po_bytes(present))
    MO.write_bytes(mo_bytes(present))
    missing = lacking(present)
    print("\n".join(missing))
    sys.exit(bool(missing))
