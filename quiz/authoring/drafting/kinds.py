"""The kinds of draft: how each is drawn from a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Final

from quiz.authoring.clauses import Clause, Phrase, letters
from quiz.authoring.drafting.drafts import Draft, Why
from quiz.authoring.drafting.reading import Passage, Reading
from quiz.authoring.drafting.words import ACTION
from quiz.authoring.emitting import Example
from quiz.authoring.listings import Listing
from quiz.authoring.parts import parts
from quiz.content.sources import Span
from quiz.i18n import _

_SHOWN: Final = 3
"""The least letters that a cloze leaves standing."""

_TELLING: Final = 8
"""How many of them tell a passage from another that begins in the same words."""

_UNSURE: Final = 0.7
"""Up to which confidence a blank is asked for only where there is no other."""

_LEAST_PAIRS: Final = 3
_PAIRS: Final = 4
"""How many pairs a match has at least, and about."""

_OBJECT: Final = 22
"""The most letters that an object of a pair has."""

_MEMBER: Final = 14
"""The most characters before 等 that are the last member of a list."""

_LONG_LIST: Final = 3
"""From how many further members on a list is asked for member by member in a gap."""

_SAYING: Final = 10
"""The most letters that the second half of a saying has."""

_OPENING: Final = ("“", "‘", "「", "《")

_NEAR: Final = 2
"""How little before a list's likely beginning an object begins, to be its beginning."""

_STATEMENT: Final = 8
"""The least letters that a statement has."""

_HOLE: Final = {True: "（　）", False: "____"}
"""How a gap is shown, by: is the text Chinese."""

_ITEMS: Final = 8
"""The most things that are put in order."""

_BEFORE: Final = re.compile("[的在与同把让使对向“「（]$|(?:只有|以及|包括|例如|如下)$")
_AFTER: Final = re.compile("[等的上中下里”」）]|方面|制度|活动|行动|计划|目标|要求|工程|工作")
"""Behind and before what a list surely begins and ends."""

_NUMBERED: Final = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|章|节|条)?[，、：:\s]*|[一二三四五六七八九十]+、"
    r"|\d+[.、]\s*)(.{2,40})"
)
"""The title of a numbered part, without its number."""


# -- clozes -----------------------------------------------------------------------------------


def gaps(reading: Reading) -> Iterator[Draft]:
    """Yield each passage with gaps: its phrases, members of lists, figures and set wordings.

    A passage with several is a cloze; with one, the answer is short.
    """
    for passage in reading.passages:
        blanks = _blanks(reading, passage)
        text = reading.at(passage.start, passage.end)
        shown = letters(text) - sum(letters(reading.at(*span)) for span, _why, _sure in blanks)
        if not blanks or shown < _SHOWN:
            continue
        whys = [why for _span, why, _sure in blanks]
        confidence = min(sure for _span, _why, sure in blanks)
        cue = reading.at(passage.start, blanks[0][0][0])
        if len(blanks) == 1 and shown < _TELLING and reading.text.count(cue) > 1:
            confidence -= 0.2  # it begins as another passage does, and could be taken for it
        span, why = (passage.start, passage.end), max(whys, key=whys.count)
        if len(blanks) > 1:
            gapped = _with_blanks(reading, passage, [one[0] for one in blanks])
            yield Draft("cloze", {"cloze": gapped, "quote": text}, span, why, confidence)
        else:
            ((start, end),) = (one[0] for one in blanks)
            around = (
                reading.at(passage.start, start)
                + _HOLE[reading.chinese]
                + reading.at(end, passage.end)
            )
            example: Example = {
                "prompt": _("What stands in the gap: {text}").format(text=around),
                "answer": reading.at(start, end),
                "quote": text,
            }
            yield Draft("short", example, span, why, confidence)


def _blanks(reading: Reading, passage: Passage) -> list[tuple[Span, Why, float]]:
    """Return what is asked for in the clauses of a passage, why, and how surely it can be.

    What is less sure is left standing where there is something else to ask for.
    """
    found: list[tuple[Span, Why, float]] = []
    for clause in passage.clauses:
        found += _of_clause(reading, clause)
    last = passage.clauses[-1]
    said = letters(reading.at(last.start, last.end))
    if not found and reading.chinese and len(passage.clauses) > 1 and said <= _SAYING:
        found.append(((last.start, last.end), Why.WORDING, 0.75))
    found = [one for one in found if one[2] > _UNSURE] or found
    return sorted((_within_place(reading, span), why, sure) for span, why, sure in found)


def _within_place(reading: Reading, span: Span) -> Span:
    clause = reading.clause_at(span[0])
    return reading.sayings.within_place(span, clause) if clause and reading.chinese else span


def _of_clause(reading: Reading, clause: Clause) -> Iterator[tuple[Span, Why, float]]:
    """Yield what is asked for in a clause: what is marked in it, else its wording."""
    names = [(one.start, one.end) for one in reading.phrases_in(clause.start, clause.end)]
    figures = reading.figures_in(clause.start, clause.end)
    members = _further_members(reading, clause)
    wording: list[Span] = []
    if reading.chinese and len(members) < _LONG_LIST and not figures:
        wording, sure = reading.sayings.wording(clause)
    if len(wording) == 1 and _parts_a_list(reading, clause, wording[0][0]):
        wording = []
    if wording and (not names or wording[0][0] in (names[0][0] - 1, names[0][0])):
        yield from ((span, Why.WORDING, 0.85 if sure else 0.65) for span in wording)
        return
    taken = [(low - 1, high + 1) for low, high in names]
    yield from ((span, Why.PHRASE, 0.9) for span in names)
    more = [(span, Why.FIGURE, 0.9) for span in figures]
    if wording and sure:
        more += ((span, Why.WORDING, 0.85) for span in wording)
    else:
        more += ((span, Why.LIST, 0.85) for span in members)
    more += ((span, Why.PHRASE, 0.8) for span in reading.names_in(clause.start, clause.end))
    for one in more:
        low, high = one[0]
        if all(high < start or end < low for start, end in taken):
            taken.append(one[0])
            yield one


def _further_members(reading: Reading, clause: Clause) -> list[Span]:
    """Return the members of lists that stand in a clause, from each list's second on.

    Where a last one ends is not sure without 等, “and so on”, behind it; then it is left standing
    as the first is.
    """
    found: list[Span] = []
    for listing in reading.listings_in(clause):
        members: Sequence[Span] = _members(reading, listing)[1:]
        if not members:
            last = listing.members[-1][0]
            closed = reading.text.find("等", last, min(clause.end, last + _MEMBER))
            members = listing.members[1:-1]
            if closed > last:
                together = (closed + 1, clause.end)
                named = [together] if reading.sayings.names_all(together) else []
                members = [*members, (last, closed), *named]
        if not reading.chinese and reading.at(listing.end, listing.end + 1) in ("", ".", "\n"):
            members = listing.members[1:]
        found += (one for one in members if clause.start <= one[0] and one[1] <= clause.end)
    return found


def _parts_a_list(reading: Reading, clause: Clause, place: int) -> bool:
    """Tell whether a place in a clause is within or behind a list that stands in it whole."""
    for listing in reading.listings_in(clause):
        if clause.start <= listing.start and listing.end <= clause.end:
            members = _members(reading, listing)
            begins = members[0][0] + 1 if members else listing.members[0][1]
            if begins <= place:
                return True
    return False


def _with_blanks(reading: Reading, passage: Passage, blanks: Sequence[Span]) -> str:
    pieces: list[str] = []
    done = passage.start
    for start, end in blanks:
        pieces += (reading.at(done, start), "{{", reading.at(start, end), "}}")
        done = end
    return "".join([*pieces, reading.at(done, passage.end)])


# -- lists and points -------------------------------------------------------------------------


def orders(reading: Reading) -> Iterator[Draft]:
    """Yield a list to be put in order for each whose members are surely told apart."""
    for listing in reading.listings:
        members = _members(reading, listing)
        texts = [reading.at(*span) for span in members]
        if not 3 <= len(texts) <= _ITEMS or len({*texts}) < len(texts):
            continue
        start = reading.lead_of(members[0][0])
        lead = reading.at(start, members[0][0]).strip("，、：“「 ")
        whole = reading.clause_at(members[-1][0]) != reading.clause_at(members[0][0])
        if lead:
            prompt = _("Go on in the order of the text: {lead}…").format(lead=lead)
        else:
            prompt = _("Put these in the order of the text.")
        yield Draft(
            "order",
            {"prompt": prompt, "order": texts, "quote": reading.at(start, members[-1][1])},
            (start, members[-1][1]),
            Why.PARALLEL if whole else Why.LIST,
            0.85 if lead else 0.75,
        )


def _members(reading: Reading, listing: Listing) -> list[Span]:
    """Return the members of a list, none where it isn't sure where the first and the last end.

    It is where all members are as long, and besides either are four, have a character in one
    place, or have around them what lists stand between. So it is for clauses from end to end.
    """
    if not reading.chinese:
        return []
    (start, first_end), *inner, (last, _end) = listing.members
    clause, final = reading.clause_at(start), reading.clause_at(last)
    if clause is None or final is None:
        return []
    if clause != final:
        longest = max(high - low for low, high in inner)
        fits = first_end - clause.start <= 1.5 * longest
        return [(clause.start if fits else start, first_end), *inner, (last, final.end)]
    if len(sizes := {high - low for low, high in inner}) != 1:
        return []
    (size,) = sizes
    first, cue = first_end - size, reading.sayings.cue(clause)
    near = cue is not None and 0 < first - cue <= _NEAR
    if cue is not None and near and reading.at(cue, cue + 1) not in _OPENING:
        first = cue
    members = [(first, first_end), *inner, (last, last + size)]
    if members[0][0] < clause.start or members[-1][1] > final.end:
        return []
    texts = [reading.at(*span) for span in members]
    if first == cue and not ACTION.match(texts[0]) and any(map(ACTION.match, texts[1:])):
        return []  # the first one's verb, which stands before it, is not that of the others
    bounded = _begins(reading, clause, members[0][0]) and _ends(reading, final, members[-1][1])
    two = any(reading.at(high, low) != "、" for (_, high), (low, _) in pairwise(members[:-1]))
    alike = len(members) > 3 or any(len({*column}) == 1 for column in zip(*texts, strict=False))
    return members if bounded or (alike and not two) else []


def _begins(reading: Reading, clause: Clause, place: int) -> bool:
    """Tell whether a list surely begins at `place`."""
    before = reading.at(clause.start, place)
    return place in (clause.start, reading.sayings.cue(clause)) or bool(_BEFORE.search(before))


def _ends(reading: Reading, clause: Clause, place: int) -> bool:
    """Tell whether a list surely ends at `place`."""
    return place == clause.end or bool(_AFTER.match(reading.text, place))


def points(reading: Reading) -> Iterator[Draft]:
    """Yield the titles of the parts, and the requirements that open the sentences of each part."""
    found = [
        (part, numbered[1])
        for part in parts(reading.document, reading.clauses)
        if (numbered := _NUMBERED.match(part.title))
    ]
    titles = [title for _part, title in found]
    prompt = _("Put the parts of the text in their order.")
    yield from _in_order(reading, prompt, titles, (0, len(reading.text)), 0.9)
    for part, title in found:
        row = reading.clauses[part.first : part.last]
        heads = [
            reading.at(after.start, after.end)
            for before, after in pairwise(row)
            if before.sentence != after.sentence
        ]
        required = [text for text in heads if text.startswith("要")]
        prompt = _("Put the points of “{title}” in their order.").format(title=title)
        yield from _in_order(reading, prompt, required, (row[0].start, row[-1].end), 0.85)


def _in_order(
    reading: Reading, prompt: str, texts: list[str], span: Span, confidence: float
) -> Iterator[Draft]:
    """Yield the question after the order of some texts, if they can be asked for."""
    if 3 <= len(texts) <= _ITEMS and all(reading.text.count(text) == 1 for text in texts):
        example: Example = {"prompt": prompt, "order": texts, "quote": texts}
        yield Draft("order", example, span, Why.POINTS, confidence)


# -- phrases of a class -----------------------------------------------------------------------


def singles(reading: Reading) -> Iterator[Draft]:
    """Yield a choice for each phrase that names something, among others of its shape."""
    for phrase, clause, others in _named(reading):
        if len(others) < 2:
            continue
        own = f"“{reading.at(phrase.start, phrase.end)}”"
        text = (
            reading.at(clause.start, phrase.start - 1)
            + _HOLE[reading.chinese]
            + reading.at(phrase.end + 1, clause.end)
        )
        example: Example = {
            "prompt": _("What stands in the gap: {text}").format(text=text),
            "options": sorted([own, *(f"“{one}”" for one in others[:3])]),
            "answer": own,
            "quote": reading.at(clause.start, clause.end),
        }
        yield Draft("single", example, (clause.start, clause.end), Why.PHRASE, 0.8)


def swaps(reading: Reading) -> Iterator[Draft]:
    """Yield statements for true or false: every other one with something exchanged.

    That is a phrase for another of its shape, or a figure for another of its kind.
    """
    right = False
    things = [((one.start, one.end), clause, others) for one, clause, others in _named(reading)]
    things += reading.figures
    told: set[Clause] = set()
    for (start, end), clause, likely in sorted(things):
        text = reading.at(clause.start, clause.end)
        others = [one for one in likely if one not in text]
        if not others or clause in told or letters(text) < _STATEMENT:
            continue
        told.add(clause)
        right = not right
        shown = reading.at(start, end) if right else others[0]
        statement = reading.at(clause.start, start) + shown + reading.at(end, clause.end)
        example: Example = {
            "prompt": _("The text says: {statement}").format(statement=statement),
            "answer": right,
            "quote": text,
        }
        yield Draft("true_false", example, (clause.start, clause.end), Why.SWAP, 0.8)


def _named(reading: Reading) -> Iterator[tuple[Phrase, Clause, list[str]]]:
    """Yield the phrases that name something of a class, each with others it could be taken for."""
    for phrase in reading.phrases:
        clause = reading.clause_at(phrase.start)
        if clause and reading.class_noun(phrase):
            yield phrase, clause, reading.alike(phrase)


# -- pairs ------------------------------------------------------------------------------------


def pairs(reading: Reading) -> Iterator[Draft]:
    """Yield verbs to be matched with their objects, where a paragraph has three or more."""
    for start, end in reading.document.paragraphs:
        found: list[tuple[str, str, Clause]] = []
        row = reading.clauses_in(start, end) if reading.chinese else []
        for clause, after in zip_longest(row, row[1:]):
            for one in reading.sayings.pairs(clause, _OBJECT):
                if _parts_a_list(reading, clause, one.thing) or _goes_on(reading, clause, after):
                    continue
                pair = reading.at(one.start, one.thing), reading.at(one.thing, one.end)
                found.append((*pair, clause))
        count = max(1, round(len(found) / _PAIRS))
        cuts = [round(len(found) * number / count) for number in range(count + 1)]
        for low, high in pairwise(cuts):
            taken: dict[str, str] = {}
            clauses: list[Clause] = []
            for verb, thing, clause in found[low:high]:
                if verb not in taken and thing not in taken.values():
                    taken[verb] = thing
                    clauses.append(clause)
            if len(taken) < _LEAST_PAIRS:
                continue
            example: Example = {
                "prompt": _("Which verb has which object?"),
                "match": taken,
                "quote": [reading.at(one.start, one.end) for one in clauses],
            }
            yield Draft("match", example, (clauses[0].start, clauses[-1].end), Why.PAIRS, 0.75)


def _goes_on(reading: Reading, clause: Clause, after: Clause | None) -> bool:
    """Tell whether the next clause goes on with the pairs of words in which one ends."""
    if after is None or after.sentence != clause.sentence or reading.sayings.of(after):
        return False
    return "、" in reading.at(after.start, after.end) and "、" in reading.at(
        clause.start, clause.end
    )
