"""Nodes turned into a question set; every problem is told, none stops the reading.

A question with an error is left out and the others stay. What makes a whole file unusable is
little: it isn't a map, or its id, under which all history is kept, can't be relied upon.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from quiz.content import files, spec
from quiz.content.files import RefusedError, Stamp
from quiz.content.nodes import List, Map, Node, Scalar
from quiz.content.problems import Problem
from quiz.content.questions import Defaults, QuestionReader
from quiz.content.reader import Reading, read, stream
from quiz.content.sources import Document, Documents
from quiz.content.tree import QUESTIONS, Entries
from quiz.content.values import Values, nearest
from quiz.engine.questions import AnyQuestion, QuestionSet


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
    return _streamed(data, path, documents) or _whole(data, path, documents)


def _streamed(data: bytes, path: str, documents: Documents) -> SetReading | None:
    """Read question by question; None for the few files of which this can't be done.

    They are those with places that aren't YAML, and those with keys of the set after the
    questions, which have to be known before them.
    """
    problems: list[Problem] = []
    reader = _SetReader(path, documents, problems)
    reading = stream(data, path, reader.consume)
    if reading is None or reader.keys_changed(reading.root):
        return None
    problems += reading.problems
    return reader.result(reading)


def _whole(data: bytes, path: str, documents: Documents) -> SetReading:
    reading = read(data, path)
    reader = _SetReader(path, documents, reading.problems)
    if isinstance(reading.root, Map):
        reader.begin(reading.root.entries)
        questions = reading.root.entries.get(QUESTIONS)
        if questions is not None and isinstance(questions[1], List):
            for node in questions[1].items:
                reader.consume(node, reading.root.entries)
    return reader.result(reading)


class _SetReader:
    """Reads the keys of a set when its first question comes, then the questions."""

    def __init__(self, path: str, documents: Documents, problems: list[Problem]) -> None:
        self.path = path
        self.documents = documents
        self.problems = problems
        self.values = Values(path, problems)
        self.folder = os.path.dirname(os.path.realpath(path))
        self.sources: dict[str, Document | None] = {}
        self.source = ""
        self.keys: dict[str, Any] = {}
        self.key_names: list[str] = []
        self.questions: list[AnyQuestion] = []
        self.count = 0
        self.reader: QuestionReader | None = None

    def consume(self, node: Node, entries: Entries) -> None:
        """Take the next question; `entries` are the keys of the set that are known."""
        reader = self.reader or self.begin(entries)
        self.count += 1
        question = reader.read(node)
        if question is not None:
            self.questions.append(question)

    def begin(self, entries: Entries) -> QuestionReader:
        """Read the keys of the set."""
        self.key_names = [name for name in entries if name != QUESTIONS]
        for name in self.key_names:
            key_node, value = entries[name]
            if name in spec.SET:
                key = spec.SET[name]
                self.keys[name] = self.values.by_kind[key.kind](value, key)
            else:
                self.values.unknown_key(key_node, spec.SET)
        self.source, document = self.document(self.keys.get("source"), entries)
        self.reader = QuestionReader(
            self.values,
            Defaults(
                self.set_id,
                self.source,
                document,
                self.keys.get("tags") or (),
                bool(self.keys.get("partial")),
            ),
            document_at=lambda value, node: self.document(value, node.entries),
        )
        return self.reader

    @property
    def set_id(self) -> str:
        """The id of the set: what is written, else the name of its file."""
        return self.keys.get("id") or Path(self.path).stem

    def keys_changed(self, root: Node | None) -> bool:
        """Tell whether keys were met after the questions had been read without them."""
        if self.reader is None or not isinstance(root, Map):
            return False
        return self.key_names != [name for name in root.entries if name != QUESTIONS]

    def result(self, reading: Reading) -> SetReading:
        """Return the set, if there is one to be had, with all that is wrong."""
        root, question_set = reading.root, None
        if isinstance(root, Map):
            if self.reader is None:
                self.begin(root.entries)
            self.check_keys(root, keys_lost=reading.keys_lost)
            if self.id_is_certain(root, keys_lost=reading.keys_lost):
                question_set = self.question_set()
        elif isinstance(root, List | Scalar) and not reading.keys_lost:
            self.values.report("not-a-set", root)
        problems = sorted(self.problems, key=lambda problem: problem.place)
        return SetReading(question_set, problems, tuple(self.sources))

    def question_set(self) -> QuestionSet:
        """Return the set with the questions that can be asked."""
        keys = self.keys
        return QuestionSet(
            id=self.set_id,
            title=keys.get("title") or Path(self.path).stem,
            file=self.path,
            description=keys.get("description") or "",
            source=self.source,
            tags=keys.get("tags") or (),
            pass_mark=60.0 if keys.get("pass_mark") is None else keys["pass_mark"],
            time_limit=keys.get("time_limit") or 0.0,
            questions=tuple(self.questions),
        )

    def check_keys(self, root: Map, *, keys_lost: bool) -> None:
        """Tell which keys the set needs and has not, and whether it has a question."""
        intended = {nearest(name, spec.SET) for name in root.entries if name not in spec.SET}
        for key in spec.SET_KEYS:
            missing = key.name not in root.entries and key.name not in intended
            if key.required and missing and not keys_lost:
                self.values.report("missing-key", root, key=key.name)
        if QUESTIONS in root.entries and not self.count:
            self.values.sequence(root.entries[QUESTIONS][1], spec.SET[QUESTIONS])

    def id_is_certain(self, root: Map, *, keys_lost: bool) -> bool:
        """Tell whether history recorded now would still be found when the file is mended."""
        if "id" in root.entries:
            return self.keys["id"] is not None
        misspelt = any(nearest(name, spec.SET) == "id" for name in root.entries)
        return not misspelt and not keys_lost

    def document(self, value: str | None, entries: Entries) -> tuple[str, Document | None]:
        """Return the path and the document that the key `source` of `entries` names.

        What is wrong with a document is told once, at the first place that names it. A path
        with `..` leaves the folder in which the file really is, wherever a link to it stands.
        """
        if value is None:
            return "", None
        path = os.path.normpath(os.path.join(self.folder, value))
        if path not in self.sources:
            found = self.documents.get(path)
            self.sources[path] = found if isinstance(found, Document) else None
            if isinstance(found, RefusedError):
                self.values.report(f"source-{found.kind}", entries["source"][1], **found.params)
        return path, self.sources[path]
