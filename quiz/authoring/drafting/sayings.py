"""How a Chinese clause is built: what is said in it to be done, and what of that is asked for."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from quiz.authoring.clauses import Clause, letters
from quiz.authoring.drafting.words import ACTION, CUE, LINKING, PIVOT, PREDICATE
from quiz.content.sources import Span

_LEAST_BLANK: Final = 2
_MOST_BLANK: Final = 18
"""How many letters a blank has: fewer say nothing, more are no longer typed without a slip."""

_LEAST_NAME: Final = 5
"""The least letters of a name for all members of a list."""

_SURE: Final = re.compile(
    "必须|成为|作为|做到|就是|贯彻到|落实到|凝聚到|转化为|放在|体现在|着眼|针对|来自|才能|只有|提供"
)
_PARTING: Final = re.compile("为|的")
"""Behind what a clause can be parted, where no verb at its head shows how."""

_HALVES: Final = re.compile("(?<=[^，、]{3})、(?=[^，、]{3,6}$)")
"""Between two halves, of which the second is asked for."""

_ABOUT_ALL: Final = re.compile("等.{5,}")

_FRAMES: Final = (
    re.compile("以([^，]{2,14})为[^，]{1,4}"),
    re.compile(
        "[^，]*(?:把(?![准握关控])|(?:(?<!必)|(?<=务必))将)([^，、]{2,16}?)"
        "(?:作为|当作|变成|贯彻到|落实到|运用到|凝聚到|转化为)([^，]+)"
    ),
    re.compile(rf"[同与向]([^，、“”]{{3,9}}){PREDICATE}"),
    re.compile("[^，]*把(?![准握关控])([^，、]{2,14})"),
)
"""Clauses that are asked for between what frames them, such as “把……作为……”.

The last one goes on in the next clause.
"""

_LEFT_OPEN: Final = re.compile("既|[把将使让](?!.*(?:作为|当作|变成|为|到))")
"""How a piece begins that only the next clause completes."""

_NO_OBJECT: Final = re.compile(rf"{_LEFT_OPEN.pattern}|[按用以]|{PREDICATE}$")
"""What is behind a verb without being what it acts on."""

_GOES_ON: Final = re.compile("既|(?:把(?![准握关控])|(?<!必)将)(?!.*(?:作为|当作|变成|为|到|向))")
"""What in a clause is only completed by the next one."""

_TAKEN_UP: Final = re.compile("又|放在")
"""How a clause begins that completes the one before."""

_JOINING: Final = re.compile("的|、|向|到")
"""After what the part that is asked for may begin, where the whole is too long."""

_PLACE: Final = re.compile("(?:上来|[上中下里])$")
_INTO: Final = re.compile("在|到")
"""What closes a place that these words open, and is no part of what stands there."""

_PAUSE: Final = re.compile("、")
_VERB: Final = re.compile(PREDICATE)
_THEN: Final = re.compile(rf"(?:[到在][^，、]{{2,8}}?)?{PREDICATE}")
"""How what people are to do begins."""

_INNER: Final = re.compile(f"、|{PREDICATE}")
"""What is not in an object behind which another verb follows."""

_NO_NAME: Final = re.compile(f"[、的向]|中(?!心)|{PREDICATE}")
"""What is not in a name for all members of a list: it goes on with something else."""

_BRACKETS: Final = ("“”", "（）", "《》", "「」", "()")
_MARKS: Final = "“”「」\"'‘’"


class Saying(NamedTuple):
    """A verb with what leads to it, and from `thing` to `end` what it acts on."""

    start: int
    thing: int
    end: int


class Sayings:
    """What is said in the clauses of a Chinese text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, clause: Clause) -> list[Saying]:
        """Return what a clause says to be done, several things where each has its own verb.

        There is nothing where no verb stands at its head.
        """
        text, end = self._text, clause.end
        cue = CUE.match(text, clause.start, end)
        if cue is None:
            return []
        starts, things = [clause.start], [self._behind_people(cue.end(), clause)]
        if not ACTION.match(text, cue.end(), end):
            for pause in _PAUSE.finditer(text, cue.end(), end):
                piece = text[things[-1] : pause.start()]
                if ACTION.match(text, pause.end(), end) and not _INNER.search(piece):
                    verb = _VERB.match(text, pause.end(), end)
                    starts.append(pause.end())
                    things.append(verb.end() if verb else pause.end())
        ends = [*(start - 1 for start in starts[1:]), end]
        return [Saying(*one) for one in zip(starts, things, ends, strict=True)]

    def cue(self, clause: Clause) -> int | None:
        """Return where the words up to the verb of a clause end, None without one."""
        found = self.of(clause)
        return found[0].thing if found else None

    def pairs(self, clause: Clause, most: int) -> list[Saying]:
        """Return where in a clause a verb has an object that is complete and not too long.

        A verb that says what something is, or what somebody is to do, has none.
        """
        return [
            one
            for one in self.of(clause)
            if one.start < one.thing
            and not LINKING.search(self._text, one.start, one.thing)
            and not self._names_people(one)
            and 2 <= letters(thing := self._text[one.thing : one.end]) <= most
            and _NO_OBJECT.match(thing) is None
            and _TAKEN_UP.match(self._text, one.start) is None
        ]

    def wording(self, clause: Clause) -> tuple[list[Span], bool]:
        """Return what of a clause can be asked for with the rest in view, and how surely.

        It stands behind the words up to a verb, or, which is less sure, up to a word that
        parts the clause. What is too long is asked for by its end.
        """
        pieces = self._framed(clause)
        said = self.of(clause)
        if not pieces and len(said) > 1:
            pieces = [(one.thing, one.end) for one in said]
        if pieces and (spans := [s for piece in pieces if (s := self._asked(*piece))]):
            return spans, True
        lows = [(said[0].thing, True)] if said else []
        for pattern, sure in ((_SURE, True), (_HALVES, True), (_PARTING, False)):
            lows += ((at, sure) for at in self._behind(pattern, clause))
        for low, sure in lows:
            if span := self._asked(low, clause.end):
                return [span], sure and _LEFT_OPEN.match(self._text[slice(*span)]) is None
        return [], False

    def within_place(self, span: Span, clause: Clause) -> Span:
        """Return a piece of a clause without the word that closes a place (“在……上”)."""
        start, end = span
        closing = _PLACE.search(self._text[start:end])
        if closing is None or not _INTO.search(self._text, clause.start, start):
            return span
        return start, start + closing.start()

    def names_all(self, span: Span) -> bool:
        """Tell whether a piece can be what the members of a list before it are together."""
        text = self._text[slice(*span)]
        return _LEAST_NAME <= letters(text) <= _MOST_BLANK and not _NO_NAME.search(text)

    def go_together(self, before: Clause, after: Clause) -> bool:
        """Tell whether a clause is only complete with the next one."""
        return bool(
            _GOES_ON.search(self._text, before.start, before.end)
            or _TAKEN_UP.match(self._text, after.start, after.end)
        )

    # -- within -----------------------------------------------------------------------------

    def _behind_people(self, cue: int, clause: Clause) -> int:
        """Return where a cue ends that names the people who are to do something."""
        people = PIVOT.search(self._text, clause.start, clause.end)
        if people is None or people.start() >= cue:
            return cue
        verb = _THEN.match(self._text, people.end(), clause.end)
        return verb.end() if verb else cue

    def _past_verb(self, place: int, clause: Clause) -> int:
        verb = _VERB.match(self._text, place, clause.end)
        return verb.end() if verb else place

    def _names_people(self, said: Saying) -> bool:
        """Tell whether what a verb acts on is somebody who is to do something."""
        people = PIVOT.search(self._text, said.start, said.end)
        return people is not None and people.end() > said.thing

    def _framed(self, clause: Clause) -> list[Span]:
        """Return what stands in a clause that frames what is asked for.

        Where something is said to be, that is what it is, and what describes that
        (“是加强……的首要任务”).
        """
        for frame in _FRAMES:
            if found := frame.fullmatch(self._text, clause.start, clause.end):
                return [found.span(number + 1) for number in range(frame.groups)]
        said = self.of(clause)
        if len(said) == 1 and LINKING.search(self._text, clause.start, said[0].thing):
            what = self._text.rfind("的", said[0].thing + 2, clause.end)
            if what > 0:
                return [(said[0].thing, what), (what + 1, clause.end)]
        return []

    def _behind(self, pattern: re.Pattern[str], clause: Clause) -> list[int]:
        """Return the places in a clause behind a pattern, the first ones first."""
        places = [one.end() for one in pattern.finditer(self._text, clause.start, clause.end)]
        open_ones = ((at, _LEFT_OPEN.match(self._text, at, clause.end)) for at in places)
        places = [self._past_verb(at, clause) if is_open else at for at, is_open in open_ones]
        return [at for at in places if letters(self._text[clause.start : at]) >= _LEAST_BLANK]

    def _asked(self, start: int, end: int) -> Span | None:
        """Return the end of a piece that can be asked for: not too long, and whole."""
        joints = [one.end() for one in _JOINING.finditer(self._text, start, end)]
        for at in (start, *(at for at in joints if not self._is_bound(at, end))):
            if _LEAST_BLANK <= letters(self._text[at:end]) <= _MOST_BLANK:
                span = self._bare(at, end)
                return span if self._is_whole(span) else None
        return None

    def _is_bound(self, place: int, end: int) -> bool:
        """Tell whether a pause mark before `place` must not part what it stands in.

        It joins two words that are one expression or describe the same thing, or the members of
        a list that goes on with words about all of them.
        """
        text = self._text
        if text[place - 1] != "、":
            return False
        size = text.find("的", place, end) - place
        alike = size > 1 and text[place - 1 - size : place - 1].isalnum()
        around = text[place - 3 : place + 2]
        return alike or text.count(around) > 1 or bool(_ABOUT_ALL.search(text, place, end))

    def _bare(self, start: int, end: int) -> Span:
        """Return a piece without the quotation marks around it, where they are around all of it."""
        inner = self._text[start + 1 : end - 1]
        around = {self._text[start], self._text[end - 1]} <= {*_MARKS}
        bare = around and not any(mark in inner for mark in _MARKS)
        return (start + 1, end - 1) if bare else (start, end)

    def _is_whole(self, span: Span) -> bool:
        """Tell whether a piece cuts through no quotation marks or brackets."""
        text = self._text[slice(*span)]
        return all(text.count(pair[0]) == text.count(pair[1]) for pair in _BRACKETS)
