"""Checks that questions rest on their source: the quote, and what is asked for.

`quote` must stand in the source, character for character. What a question asks for must
stand in its quote or in the paragraph of it, and a cloze with its blanks filled in the source
whole. White space never counts.
"""

from __future__ import annotations

from typing import Final

from quiz.content.nodes import List, Map, Node
from quiz.content.problems import shown
from quiz.content.sources import Document, Inexact, Span, squeeze
from quiz.content.values import Values
from quiz.engine.questions import AnyQuestion, Card, Cloze, Match, Order, TrueFalse

SEARCHES: Final = 100
"""For how many slips of one file the source is searched for what was meant."""

_OWN_WORDS: Final = (TrueFalse, Card)
"""The types whose key isn't made of words of the source."""


class Grounding:
    """The checks of one file; problems are reported through `values`."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._searches = SEARCHES

    def check(
        self, question: AnyQuestion, document: Document, node: Map, *, grounded: bool
    ) -> None:
        """Check the question that was read from `node`.

        With `grounded` False the wording is the author's own and only the quote is checked.
        """
        quotes = question.quotes
        quotes_stand = all(map(document.holds, quotes))
        if not quotes_stand:
            self._quotes(quotes, document, node)
        if not grounded:
            return
        if type(question) is Cloze:
            filled = question.filled()
            if not document.holds(filled):
                quotes_stand = False  # the blanks won't stand there either
                self._report("cloze", filled, document, node.entries["cloze"][1])
        if not quotes:
            self._values.report("no-quote", node)
        elif quotes_stand and type(question) not in _OWN_WORDS:
            for number, text in enumerate(question.key):
                for quote in quotes:
                    if text in quote:
                        break
                else:
                    self._asked(text, document, quotes, _place(question, number, node))

    def _quotes(self, quotes: tuple[str, ...], document: Document, node: Map) -> None:
        """Tell which quotes the document does not hold."""
        value = node.entries["quote"][1]
        places = value.items if isinstance(value, List) else [value]
        for quote, place in zip(quotes, places, strict=True):
            if not document.holds(quote):
                self._report("quote", quote, document, place)

    def _asked(self, text: str, document: Document, quotes: tuple[str, ...], place: Node) -> None:
        """Check that what is asked for stands in a quote, or in the paragraph of one."""
        needle = squeeze(text)
        around = [one for quote in quotes for one in document.surroundings(quote)]
        if not any(needle in paragraphs for paragraphs, _span in around):
            self._report("answer", text, document, place, within=around[0][1])

    def _report(
        self, what: str, text: str, document: Document, node: Node, *, within: Span | None = None
    ) -> None:
        """Tell that `text` isn't where it should be, with what stands there instead."""
        found = self._search(text, document, within)
        if found is None:
            where = "passage" if what == "answer" else "source"
            self._values.report(f"{what}-not-in-{where}", node, text=shown(text))
        else:
            params = {"text": shown(found.text), "found": shown(found.found)}
            self._values.report(f"{what}-inexact", node, line=str(found.line), **params)

    def _search(self, text: str, document: Document, within: Span | None) -> Inexact | None:
        if not self._searches:
            return None
        self._searches -= 1
        return document.inexact(text, within)


def _place(question: AnyQuestion, number: int, node: Map) -> Node:
    """Return where the text with this number in the key stands in the file."""
    if isinstance(question, Order):
        value = node.entries["order"][1]
        return value.items[number] if isinstance(value, List) else value
    if isinstance(question, Match):
        value = node.entries["match"][1]
        pairs = list(value.entries.values()) if isinstance(value, Map) else []
        return pairs[number][1]
    return node.entries["cloze" if isinstance(question, Cloze) else "answer"][1]
