"""The question types and the set that holds them; all immutable.

A type has only the fields that it uses. The types are msgspec structs, so that the parsed
cache reads them back without a line of our own, and so that they cost no garbage collection.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple, TypeAlias

import msgspec

BLANK = "____"
"""How an unfilled blank is written in running text."""


class Ref(NamedTuple):
    """What a question's history belongs to; stable through edits of its text."""

    set_id: str
    question_id: str


class Option(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One option of a choice question; `why` is the feedback to one who chose it."""

    text: str
    why: str = ""


class Blank(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A gap in a cloze; any of `answers` fills it, the first is the one shown."""

    answers: tuple[str, ...]
    hint: str = ""


class Question(
    msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag_field="type"
):
    """What every type has.

    `prompt` is what is asked, as plain text. `quotes` are the exact passages of the document
    at `source` (an absolute path, or "" without one) that the question rests on. `line` is
    the line of the question in its file, 1-based. `allow` are the codes of the item-writing
    rules that its author has a reason to break.
    """

    typed: ClassVar[bool] = False
    """Whether the response is text that the learner types, which can be overruled."""

    id: str
    set_id: str
    prompt: str
    hint: str = ""
    explanation: str = ""
    quotes: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    difficulty: int = 0
    points: float = 1.0
    line: int = 0
    allow: tuple[str, ...] = ()

    @property
    def ref(self) -> Ref:
        """What this question's history belongs to."""
        return Ref(self.set_id, self.id)

    @property
    def type(self) -> str:
        """The name of the type, as the file format writes it."""
        return str(self.__struct_config__.tag)

    @property
    def key(self) -> tuple[str, ...]:
        """The right answer as texts: what the question asks for."""
        raise NotImplementedError


class Single(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="single"):
    """One option is right; `answer` is its index in the file's order."""

    options: tuple[Option, ...]
    answer: int
    shuffle: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        return (self.options[self.answer].text,)


class Multiple(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="multiple"):
    """One or more options are right; `answers` are their indices, ascending.

    `partial`: whether a right but incomplete choice earns its share in an exam too.
    """

    options: tuple[Option, ...]
    answers: tuple[int, ...]
    shuffle: bool = True
    partial: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(self.options[index].text for index in self.answers)


class TrueFalse(
    Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="true_false"
):
    """A statement that is true or false; the statement is the prompt."""

    answer: bool

    @property
    def key(self) -> tuple[str, ...]:
        return ("true" if self.answer else "false",)


class Cloze(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="cloze"):
    """A text with blanks. `segments` has one text more than there are `blanks`, around them.

    With `any_order` the blanks form a list whose order is free.
    """

    typed: ClassVar[bool] = True

    segments: tuple[str, ...]
    blanks: tuple[Blank, ...]
    any_order: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(blank.answers[0] for blank in self.blanks)

    def filled(self, texts: tuple[str, ...] | None = None) -> str:
        """Return the text with its blanks filled by `texts`, by default the key."""
        parts = [self.segments[0]]
        for text, segment in zip(texts or self.key, self.segments[1:], strict=True):
            parts += (text, segment)
        return "".join(parts)


class Short(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="short"):
    """Typed text; `accept` are further right wordings."""

    typed: ClassVar[bool] = True

    answer: str
    accept: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return (self.answer,)


class Order(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="order"):
    """Items to be put in order; `items` stand in the right one."""

    items: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return self.items


class Match(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="match"):
    """Pairs to be joined; `extra` are right sides that belong to no left one."""

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()

    @property
    def lefts(self) -> tuple[str, ...]:
        """The left sides, in the file's order."""
        return tuple(left for left, _right in self.pairs)

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right side once, the extra ones last."""
        return tuple(dict.fromkeys([*(right for _left, right in self.pairs), *self.extra]))

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(right for _left, right in self.pairs)


class Card(Question, frozen=True, kw_only=True, gc=False, omit_defaults=True, tag="card"):
    """A flashcard; the prompt is its front. The learner rates themself."""

    back: str

    @property
    def key(self) -> tuple[str, ...]:
        return (self.back,)


AnyQuestion: TypeAlias = Single | Multiple | TrueFalse | Cloze | Short | Order | Match | Card


class QuestionSet(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One file of questions, as far as it could be read.

    `file` is an absolute path, `pass_mark` in percent, `time_limit` in minutes (0: none),
    `allow` as in a question, for all of them.
    """

    id: str
    title: str
    file: str
    description: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    pass_mark: float = 60.0
    time_limit: float = 0.0
    allow: tuple[str, ...] = ()
    questions: tuple[AnyQuestion, ...] = ()
