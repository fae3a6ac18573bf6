"""The mock exam over everything: where its questions rest, so that it can be drawn fairly."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

from quiz.content.sources import Document
from quiz.engine.drawing import Ground, draw_exam
from quiz.engine.questions import AnyQuestion

DEFAULT_EXAM = 50
"""How many questions are asked when no number is given."""


def draw_mock_exam(
    pool: Sequence[AnyQuestion],
    count: int,
    seed: int,
    document_of: Callable[[str], Document | None],
) -> list[AnyQuestion]:
    """Draw an exam on one document, that with the most questions in `pool`.

    Without any document the exam is over all questions alike. `count` 0 means the default.
    """
    sources = Counter(question.source for question in pool if question.source and question.quotes)
    if not sources:
        return list(pool)
    source = sources.most_common(1)[0][0]
    document = document_of(source)
    on_it = [question for question in pool if question.source == source]
    grounds = {q.ref: ground for q in on_it if document and (ground := _ground(q, document))}
    return draw_exam(on_it, grounds, count or DEFAULT_EXAM, seed=seed) or on_it


def _ground(question: AnyQuestion, document: Document) -> Ground | None:
    """Return where in its document a question rests, None when it can't be told.

    One that rests on several parts counts for the part that holds most of its quotes.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for quote in question.quotes:
        for start, end in document.locate(quote)[:1]:
            part = bisect_right(document.paragraphs, (start, sys.maxsize))
            spans.setdefault(part, []).append((start, end))
    if not spans:
        return None
    part = max(spans, key=lambda part: (sum(e - s for s, e in spans[part]), -part))
    starts, ends = zip(*spans[part], strict=True)
    return Ground(str(part), min(starts), max(ends))
