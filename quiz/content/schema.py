"""Nodes turned into a question set; every problem is told, none stops the reading.

A question with an error is left out and the others stay. What makes a whole file unusable is
little: it isn't a map, or its id, under which all history is kept, can't be relied upon.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from quiz.content import files, spec
from quiz.content.files import RefusedError, Stamp
from quiz.content.nodes import List, Map, Node, Scalar
from quiz.content.problems import PROBLEMS_LIMIT, Problem
from quiz.content.questions import Defaults, QuestionReader
from quiz.content.reader import Reading, read
from quiz.content.sources import KEPT_LIMIT, Document, Documents
from quiz.content.tree import QUESTIONS
from quiz.content.values import KEYS_LIMIT, Values
from quiz.content.words import nearest
from quiz.engine.cards import turned_round
from quiz.engine.questions import AnyQuestion, Card, QuestionSet

INHERITED_LENGTH: Final = 1000
"""The most characters of what each question has from its set."""


class SetReading(NamedTuple):
    """What one file gave: its set, None if it is unusable, and all that is wrong with it.

    `sources` are the paths of the documents it names; `stamp` is that of the file as read,
    None when it couldn't be.
    """

    question_set: QuestionSet | None
    problems: list[Problem]
    sources: tuple[str, ...] = ()
    stamp: Stamp | None = None
    data: bytes = b""


def read_set(path: str, documents: Documents) -> SetReading:
    """Read the question file at `path`, an absolute path. Never raises, whatever is there."""
    try:
        data, stamp = files.read_bytes(path)
    except RefusedError as error:
        problem = Problem(path, 1, 1, f"file-{error.kind}", error.params)
        return SetReading(None, [problem])
    return read_data(data, path, documents)._replace(stamp=stamp, data=data)


def read_data(data: bytes, path: str, documents: Documents) -> SetReading:
    """Read `data` as what the file at `path` holds."""
    reading = read(data, path)
    reader = _SetReader(path, documents, reading)
    question_set = reader.run()
    problems = sorted(reading.problems, key=lambda problem: problem.place)
    return SetReading(question_set, problems, tuple(reader.sources))


class _SetReader:
    """Reads the keys of a set, then its questions."""

    def __init__(self, path: str, documents: Documents, reading: Reading) -> None:
        self.path = path
        self.documents = documents
        self.reading = reading
        self.values = Values(path, reading.problems)
        self.folder = os.path.dirname(os.path.realpath(path))
        self.sources: dict[str, Document | None] = {}
        self.room = KEPT_LIMIT

    def run(self) -> QuestionSet | None:
        """Return the set, None when there is none to be had."""
        root = self.reading.root
        if not isinstance(root, Map) or not _like_a_set(root):
            if isinstance(root, List | Map | Scalar) and not self.reading.lost:
                self.reading.problems.clear()  # which may show what is in another program's file
                self.values.report("not-a-set", root)
            return None
        root = self.values.bounded(root)
        keys = self.keys(root)
        stem = Path(self.path).stem.encode("utf-8", "backslashreplace").decode()
        set_id = keys.get("id") or stem
        source, document = self.document(keys.get("source"), root)
        tags = keys.get("tags") or ()
        reader = QuestionReader(
            self.values,
            Defaults(set_id, source, document, tags, bool(keys.get("partial"))),
            document_at=self.document,
        )
        questions = self.questions(root, reader)
        if keys.get("both_ways"):
            questions = _both_ways(questions)
        if not self.id_is_certain(root, keys):
            return None
        return QuestionSet(
            id=set_id,
            title=keys.get("title") or stem,
            file=self.path,
            description=keys.get("description") or "",
            source=source,
            tags=tags,
            pass_mark=60.0 if keys.get("pass_mark") is None else keys["pass_mark"],
            time_limit=keys.get("time_limit") or 0.0,
            allow=keys.get("allow") or (),
            questions=questions,
        )

    def keys(self, root: Map) -> dict[str, Any]:
        """Return the values of the set's keys but the questions, None for one that is wrong."""
        keys: dict[str, Any] = {}
        for name, (mark, value) in root.entries.items():
            if name not in spec.SET:
                self.values.unknown_key(mark, name, spec.SET)
            elif name != QUESTIONS:
                keys[name] = self.values.value(value, spec.SET[name])
        for name in ("source", "tags"):  # which each of the questions gets
            if sum(map(len, keys.get(name) or ())) > INHERITED_LENGTH:
                limit = f"{INHERITED_LENGTH:,}"
                self.values.report("long-text", root.entries[name][1], limit=limit)
                keys[name] = None
        intended = {nearest(name, spec.SET) for name in root.entries if name not in spec.SET}
        for key in spec.SET_KEYS:
            missing = key.name not in root.entries and key.name not in intended
            known_lost = root.damaged or self.reading.lost & {key.name, ""}
            if key.required and missing and not known_lost:
                self.values.report("missing-key", root, key=key.name)
        return keys

    def questions(self, root: Map, reader: QuestionReader) -> tuple[AnyQuestion, ...]:
        """Return the questions that can be asked."""
        nodes: list[Node] | None = None
        if QUESTIONS in root.entries:
            nodes = self.values.sequence(root.entries[QUESTIONS][1], spec.SET[QUESTIONS])
        questions = []
        for node in nodes or ():
            if self.values.errors >= PROBLEMS_LIMIT:
                self.values.report("too-many-errors", node, limit=f"{PROBLEMS_LIMIT:,}")
                break
            question = reader.read(node)
            if question is not None:
                questions.append(question)
        return tuple(questions)

    def id_is_certain(self, root: Map, keys: dict[str, Any]) -> bool:
        """Tell whether history recorded now would still be found when the file is mended."""
        if "id" in root.entries:
            return keys["id"] is not None
        misspelt = any(nearest(name, spec.SET) == "id" for name in root.entries)
        return not misspelt and not self.reading.lost & {"id", ""}

    def document(self, value: str | None, root: Map) -> tuple[str, Document | None]:
        """Return the path and the document that the key `source` of `root` names.

        What is wrong with a document is told once, at the first place that names it. A path
        with `..` leaves the folder in which the file really is, wherever a link to it stands.
        """
        if value is None:
            return "", None
        path = os.path.normpath(os.path.join(self.folder, value))
        if path not in self.sources:
            found = self.documents.get(path)
            if isinstance(found, Document) and found not in self.sources.values():
                self.room -= len(found.text)
                if self.room < 0:
                    found = RefusedError("too-much", limit=f"{KEPT_LIMIT:,}")
            self.sources[path] = found if isinstance(found, Document) else None
            if isinstance(found, RefusedError):
                node = root.entries["source"][1]
                self.values.report(f"source-{found.kind}", node, **found.params)
        return path, self.sources[path]


def _like_a_set(root: Map) -> bool:
    """Tell whether a key is, or was to be, one of those that every set has.

    What is something else altogether is told in one problem, which shows nothing of it.
    """
    wanted = [key.name for key in spec.SET_KEYS if key.required]
    names = islice(root.entries, KEYS_LIMIT)
    return any(nearest(name, wanted, alike=0.75) for name in names)


def _both_ways(questions: tuple[AnyQuestion, ...]) -> tuple[AnyQuestion, ...]:
    """Return the questions, each flashcard followed by itself turned round."""
    taken = {question.id for question in questions}
    doubled: list[AnyQuestion] = []
    for question in questions:
        doubled.append(question)
        if isinstance(question, Card):
            other = turned_round(question)
            if other.id not in taken:
                doubled.append(other)
    return tuple(doubled)
