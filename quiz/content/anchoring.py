"""Quotes that follow their document: mended where only the wording around the key has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quiz.content.editing import QuestionText, open_question
from quiz.content.schema import read_set
from quiz.content.sources import Document, Documents, Inexact
from quiz.engine.questions import AnyQuestion
from quiz.errors import ContentError

_WORK: Final = 200_000_000
"""How many bytes of a file are read again at most."""

_QUICKLY: Final = 20
"""How many characters of a document are looked through in the time that a byte takes."""

_PLACES: Final = 8
"""In how many places a quote may have changed and still be taken for the same passage."""


def mend_quotes(path: str | Path) -> int:
    """Write the document's present wording into quotes that nearly stand there.

    Returns in how many questions. Only where the question is then sound: what it asks for still
    stands in its passage, so that its key is as it was. Each is a change of that question's
    lines alone. Others are left to their author, and so is a file that can't be written, and
    what is more than the work of some seconds, which can be asked for again.
    """
    documents = Documents()
    found = read_set(str(path), documents).question_set
    broken = (
        (one, document)
        for one in (found.questions if found else ())
        if one.source and isinstance(document := documents.get(one.source), Document)
        if not all(map(document.holds, one.quotes))
    )
    mended, left = 0, _WORK
    for question, document in broken:
        if left < 0:
            break
        # For each of them, the file is read and its quotes are looked for again.
        left -= Path(path).stat().st_size + document.passed // _QUICKLY
        mended += _mend(path, question, document)
    return mended


def _mend(path: str | Path, question: AnyQuestion, document: Document) -> bool:
    """Mend the quotes of one question, all or none; say whether."""
    typed = open_question(path, question.line)
    text = typed.text
    for quote in question.quotes:
        text = _mended(text, quote, document)
    after, problems = typed.check(text)
    if text == typed.text or problems or after is None or after.key != question.key:
        return False
    return _save(typed, text)


def _mended(text: str, quote: str, document: Document) -> str:
    """Return the text of a question with one of its quotes as the document has it now."""
    for _place in range(_PLACES):
        near = None if document.holds(quote) else document.inexact(quote)
        if near is None or near.text not in text or not _agree_at_the_ends(near):
            break
        now = "".join(line.strip() for line in near.found.splitlines())
        quote, text = quote.replace(near.text, now), text.replace(near.text, now)
    return text


def _agree_at_the_ends(near: Inexact) -> bool:
    """Tell whether only the inside differs: else nobody knows how far the passage now goes."""
    return near.text[0] == near.found[0] and near.text[-1] == near.found[-1]


def _save(typed: QuestionText, text: str) -> bool:
    try:
        typed.save(text)
    except ContentError:
        return False
    return True
