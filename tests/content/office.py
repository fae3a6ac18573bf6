"""Writes small `.docx` and PDF documents, as a word processor and a printer make them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx


def write_docx(path: Path, paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> None:
    """Write a Word document of paragraphs, with a table at its end."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        rows = document.add_table(len(table), len(table[0])).rows
        for row, texts in zip(rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))


def write_body(path: Path, body: str) -> None:
    """Write a Word document with a body of one's own, in the markup of `document.xml`."""
    document = docx.Document()
    document.save(str(path))
    with zipfile.ZipFile(path) as parts:
        kept = {part: parts.read(part) for part in parts.namelist()}
    head, end = kept["word/document.xml"].decode().split("<w:body>")[0], "</w:body></w:document>"
    kept["word/document.xml"] = f"{head}<w:body>{body}{end}".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, data in kept.items():
            parts.writestr(name, data)


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> None:
    """Write a PDF of pages of lines, in a font whose characters only its map can tell."""
    signs = sorted({sign for page in pages for line in page for sign in line})
    number = {sign: index + 1 for index, sign in enumerate(signs)}
    pairs = "\n".join(f"<{number[sign]:04x}> <{sign.encode('utf-16-be').hex()}>" for sign in signs)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids"
        f" [{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
            " 1 begincodespacerange <0000> <ffff> endcodespacerange"
            f" {len(signs)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
        ),
    ]
    for at, lines in enumerate(pages):
        shown = " T* ".join(f"<{''.join(f'{number[s]:04x}' for s in line)}> Tj" for line in lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * at} 0 R >>"
        )
        objects.append(_stream(f"BT /F 12 Tf 16 TL 72 770 Td {shown} ET"))
    path.write_bytes(_file(objects))


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for index, text in enumerate(objects):
        places.append(len(out))
        out += f"{index + 1} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("ascii")
    return out
