"""Checks that questions rest on their source: the quote, and what is asked for.

`quote` must stand in the source, character for character. What a question asks for must
stand in its quote or in the paragraph of it, and a cloze with its blanks filled in the source
whole. White space never counts.
"""

from __future__ import annotations

from typing import Final

from quiz.content.nodes import List, Map, Node
from quiz.content.problems import shown
from quiz.content.sources import Document, Inexact, Span, may_be_shown, squeeze
from quiz.content.values import Values
from quiz.engine.questions import AnyQuestion, Card, Cloze, Match, Order, TrueFalse

SEARCHES: Final = 100
"""For how many slips of one file the source is searched for what was meant."""

_SEARCHED: Final = 40_000_000
"""The most characters that are searched so, each being looked at many times."""

PASSED: Final = 5_000_000_000
"""The most characters of sources that are looked through for what one file quotes and asks.

Quotes in the order of their source pass each character once; those in any other order, and
those that don't stand there, pass many.
"""

_OWN_WORDS: Final = (TrueFalse, Card)
"""The types whose key isn't made of words of the source."""


class Grounding:
    """The checks of one file; problems are reported through `values`."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._searches = SEARCHES
        self._searched = 0
        self._document: Document | None = None
        self._until = PASSED
        self._stopped = False

    def check(
        self, question: AnyQuestion, document: Document, node: Map, *, grounded: bool
    ) -> None:
        """Check the question that was read from `node`.

        With `grounded` False the wording is the author's own and only the quote is checked.
        """
        if document is not self._document:
            left = self._until - (self._document.passed if self._document else 0)
            self._document, self._until = document, document.passed + left
        if self._is_enough(document, node):
            return
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

    def _is_enough(self, document: Document, place: Node) -> bool:
        """Say whether no more is to be looked for; tell it at the first place where that is so."""
        if document.passed <= self._until:
            return False
        if not self._stopped:
            self._values.report("too-much-to-search", place)
        self._stopped = True
        return True

    def _quotes(self, quotes: tuple[str, ...], document: Document, node: Map) -> None:
        """Tell which quotes the document does not hold."""
        value = node.entries["quote"][1]
        places = value.items if isinstance(value, List) else [value]
        for quote, place in zip(quotes, places, strict=True):
            if self._is_enough(document, place):
                break
            if not document.holds(quote):
                self._report("quote", quote, document, place)

    def _asked(self, text: str, document: Document, quotes: tuple[str, ...], place: Node) -> None:
        """Check that what is asked for stands in a quote, or in the paragraph of one."""
        needle = squeeze(text)
        within: Span | None = None
        for quote in quotes:
            for paragraphs, span in document.surroundings(quote):
                if needle in paragraphs:
                    return
                within = within or span
                if self._is_enough(document, place):
                    return
        self._report("answer", text, document, place, within=within)

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
        """Return what was probably meant, unless enough was searched or it is not to be told."""
        if (
            not self._searches
            or self._searched > _SEARCHED
            or not may_be_shown(document, self._values.file)
        ):
            return None
        self._searches -= 1
        self._searched += within[1] - within[0] if within else len(document.text)
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
