"""The parsed cache: what was read of a question file, until the file or a document changes.

One index of all files holds what the lists show, one body a file holds the questions, so that
a start reads the index alone. It is a cache: a damaged, foreign or unwritable one counts as
empty, never as an error, and may be deleted at any time.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from quiz import __version__
from quiz.content.files import Stamp, stamp_of
from quiz.content.problems import Problem
from quiz.engine.questions import QuestionSet
from quiz.writing import write_atomically

_FORMAT = f"5 {__version__}"
"""Changes with anything that makes an old cache say something else than a fresh reading."""


class Summary(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of a set without its questions. `id` is "" for an unusable file."""

    id: str
    title: str
    count: int
    description: str = ""
    tags: tuple[str, ...] = ()
    pass_mark: float = 60.0
    time_limit: float = 0.0
    source: str = ""


class CachedFile(msgspec.Struct, frozen=True):
    """One file as it was read: its stamp, those of its documents, and what came of it.

    `digest` is that of the file's bytes.
    """

    stamp: Stamp | None
    sources: dict[str, Stamp | None]
    summary: Summary
    problems: tuple[Problem, ...]
    digest: str

    def is_current(self, path: str, stamps: dict[str, Stamp | None]) -> bool:
        """Whether neither the file nor a document changed; `stamps` remembers what was seen."""
        if self.stamp is None or self.stamp != stamp_of(path):
            return False
        for source, stamp in self.sources.items():
            if source not in stamps:
                stamps[source] = stamp_of(source)
            if stamps[source] != stamp:
                return False
        return True


class _Index(msgspec.Struct):
    format: str
    files: dict[str, CachedFile]


_index_decoder = msgspec.msgpack.Decoder(_Index)
_encoder = msgspec.msgpack.Encoder()


@functools.cache
def _body_decoder() -> msgspec.msgpack.Decoder[QuestionSet]:
    """Made when the first set is opened: with all types of question it takes its time."""
    return msgspec.msgpack.Decoder(QuestionSet)


class Cache:
    """The cache in `folder`; with None it remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.files = self._read_index()

    def body(self, path: str) -> QuestionSet | None:
        """Return the questions of the file at `path`, None when they have to be read again."""
        if self._folder is None:
            return None
        try:
            return _body_decoder().decode(self._body_path(path).read_bytes())
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def put(self, path: str, file: CachedFile, body: QuestionSet | None) -> bool:
        """Remember a file that was read; return whether its questions can be had back."""
        self.files[path] = file
        if self._folder is None or body is None or not _is_text(path):
            return False
        try:
            _make_private(self._folder)
            write_atomically(self._body_path(path), _encoder.encode(body), durable=False)
        except OSError:
            self._folder = None  # a disk that takes one file no more takes no other either
            return False
        return True

    def texts(self, path: str) -> list[bytes] | None:
        """Return the lines kept for the file at `path`, None when they are not of its content."""
        if self._folder is None or path not in self.files:
            return None
        try:
            digest, *lines = self._texts_path(path).read_bytes().split(b"\n")
        except OSError:
            return None
        return lines if digest == self._texts_key(path) else None

    def put_texts(self, path: str, lines: Sequence[bytes]) -> None:
        """Keep lines that follow from the questions of a file; none may hold a line break."""
        if self._folder is not None and path in self.files:
            data = b"\n".join([self._texts_key(path), *lines])
            with suppress(OSError):  # then they are made again the next time
                write_atomically(self._texts_path(path), data, durable=False)

    def save(self) -> None:
        """Write the index, without files that are gone."""
        if self._folder is None:
            return
        files = {
            path: file
            for path, file in self.files.items()
            if stamp_of(path) is not None and _is_text(path)
        }
        try:
            _make_private(self._folder)
            data = _encoder.encode(_Index(_FORMAT, files))
            write_atomically(self._folder / "index.msgpack", data, durable=False)
            for path in self.files.keys() - files.keys():
                self._body_path(path).unlink(missing_ok=True)
                self._texts_path(path).unlink(missing_ok=True)
        except OSError:
            self._folder = None

    def _read_index(self) -> dict[str, CachedFile]:
        if self._folder is None:
            return {}
        try:
            index = _index_decoder.decode((self._folder / "index.msgpack").read_bytes())
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}
        return index.files if index.format == _FORMAT else {}

    def _body_path(self, path: str) -> Path:
        assert self._folder is not None
        name = blake2b(path.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
        return self._folder / f"{name}.msgpack"

    def _texts_path(self, path: str) -> Path:
        return self._body_path(path).with_suffix(".texts")

    def _texts_key(self, path: str) -> bytes:
        return f"{_FORMAT} {self.files[path].digest}".encode()


def _make_private(folder: Path) -> None:
    """Make a folder and the one above it, which is the user's home of this program."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(exist_ok=True, mode=0o700)


def _is_text(path: str) -> bool:
    """Tell whether a name is text; one that isn't can't be kept, and its file is read anew."""
    return path.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in path)
