"""Where sets come from: files and folders, in order, and what was read of them.

Nothing parses YAML as long as no file changed: summaries come from the cache's index, and the
questions of a set from its body when they are asked for.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from quiz.content.cache import Cache, CachedFile, Summary
from quiz.content.files import Stamp, stamp_of
from quiz.content.problems import Problem
from quiz.content.sources import Documents
from quiz.engine.questions import AnyQuestion, QuestionSet
from quiz.errors import ContentError
from quiz.i18n import _

Origin: TypeAlias = Literal["command line", "folder", "home", "package"]

_ENDINGS = (".yaml", ".yml")

_DEPTH = 50
"""How many folders deep is looked for question files."""

_NO_SET = ".coverage.yaml"
"""How the file ends that says what of a document is left out on purpose."""

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with the bytes read and the bytes to read; returning False stops the reading."""


class Place(msgspec.Struct, frozen=True):
    """A file or folder to look for sets in. Only one named on the command line must exist."""

    path: Path
    origin: Origin


class SetEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was found, with what there is to say of it without its questions.

    `count` are the questions that can be asked; an unusable file has none and is called by
    its name. `source` is the document of the set as a whole, "" without one.
    """

    id: str
    title: str
    file: str
    origin: Origin
    count: int
    description: str = ""
    tags: tuple[str, ...] = ()
    pass_mark: float = 60.0
    time_limit: float = 0.0
    source: str = ""
    problems: tuple[Problem, ...] = ()


class Library:
    """All sets that the given places hold, read once for a run of the program."""

    def __init__(self, places: Sequence[Place], cache_dir: Path | None) -> None:
        """`cache_dir` keeps what was read for the next start; None keeps nothing."""
        self._cache = Cache(cache_dir)
        self._places = tuple(places)
        self._found: list[tuple[str, Origin]] | None = None
        self._missing: list[Problem] = []
        self._entries: list[SetEntry] | None = None
        self._bodies: dict[str, QuestionSet] = {}
        self._barred: dict[str, Stamp | None] = {}
        """What was first seen of files and documents that can't be read."""

    def unread(self) -> dict[str, int]:
        """Return the files that have to be read, with their sizes in bytes."""
        if self._entries is not None:
            return {}
        stamps: dict[str, Stamp | None] = {}
        sizes = {}
        for path, _origin in self._files():
            cached = self._cache.files.get(path)
            if cached is None or not cached.is_current(path, stamps):
                stamp = stamp_of(path)
                sizes[path] = stamp.size if stamp else 0
        return sizes

    def entries(self, progress: Progress | None = None) -> list[SetEntry]:
        """Return every file that was found, in the order of the places.

        Reads what changed since the last run, telling `progress`. A reading that is stopped
        leaves the files it didn't reach out of this run.
        """
        if self._entries is None:
            self._read(self.unread(), progress)
            seen = [(p, origin) for p, origin in self._files() if p in self._cache.files]
            self._entries = list(self._without_doubles(seen))
        return self._entries

    def is_current(self) -> bool:
        """Whether all files and documents are as they were read. Any thread may call this."""
        found = self._found
        if self._entries is None or found is None:
            return True
        if self._find() != (found, self._missing):
            return False
        read = ((path, self._cache.files.get(path)) for path, _origin in found)
        return all(
            self._is_as_read(path, file.stamp)
            and all(self._is_as_read(source, stamp) for source, stamp in file.sources.items())
            for path, file in read
            if file is not None
        )

    def forget(self) -> None:
        """Look for the files again when next asked, and read those that changed."""
        self._found = self._entries = None
        self._barred.clear()

    def load(self, entry: SetEntry) -> QuestionSet:
        """Return a set with its questions; an unusable file is an empty one."""
        body = self._bodies.get(entry.file) or self._cache.body(entry.file)
        if body is None:
            body = self._read_file(entry.file, Documents())
        return body or QuestionSet(id=entry.id, title=entry.title, file=entry.file)

    def texts(
        self, entry: SetEntry, lines: Callable[[Sequence[AnyQuestion]], list[bytes]]
    ) -> list[bytes]:
        """Return what `lines` makes of the questions of a set, kept as long as the file stays."""
        found = self._cache.texts(entry.file)
        if found is None or len(found) != entry.count:
            found = lines(self.load(entry).questions)
            self._cache.put_texts(entry.file, found)
        return found

    def problems(self) -> list[Problem]:
        """Return everything that is wrong, sorted by place."""
        found = [problem for entry in self.entries() for problem in entry.problems]
        return sorted([*self._missing, *found], key=lambda problem: problem.place)

    def find(self, name: str) -> SetEntry:
        """Return the set that `name` means: its id, its file, or its file's stem.

        Raises ContentError when there is none, with the nearest names.
        """
        entries = self.entries()
        wanted = os.path.realpath(name)
        for fits in (
            lambda entry: entry.id == name,
            lambda entry: os.path.realpath(entry.file) == wanted,
            lambda entry: Path(entry.file).stem == name,
        ):
            for entry in entries:
                if fits(entry):
                    return entry
        raise ContentError(
            _("There is no set “{name}”.").format(name=name), hint=_nearest(name, entries)
        )

    # -- reading ----------------------------------------------------------------------------

    def _read(self, sizes: dict[str, int], progress: Progress | None) -> None:
        if not sizes:
            return
        documents = Documents()
        done, total = 0, sum(sizes.values())
        with _collector_off():
            for path, size in sizes.items():
                self._cache.files.pop(path, None)
                if progress is not None and not progress(done, total):
                    break
                self._read_file(path, documents)
                done += size
        self._cache.save()

    def _read_file(self, path: str, documents: Documents) -> QuestionSet | None:
        from quiz.content.schema import read_set  # brings YAML along

        self._bodies.pop(path, None)
        reading = read_set(path, documents)
        body = reading.question_set
        file = CachedFile(
            stamp=reading.stamp,
            sources={source: documents.stamps.get(source) for source in reading.sources},
            summary=_summary(body, path),
            problems=tuple(reading.problems),
            digest=blake2b(reading.data, digest_size=16).hexdigest(),
        )
        if not self._cache.put(path, file, body) and body is not None:
            self._bodies[path] = body
        return body

    # -- finding ----------------------------------------------------------------------------

    def _files(self) -> list[tuple[str, Origin]]:
        """Return every question file once, under the first name it was found by."""
        if self._found is None:
            self._found, self._missing = self._find()
        return self._found

    def _find(self) -> tuple[list[tuple[str, Origin]], list[Problem]]:
        """Return every question file once, and what can't be looked into."""
        found: list[tuple[str, Origin]] = []
        missing: list[Problem] = []
        real: set[str] = set()
        for place in self._places:
            for path in _files_in(place, missing):
                name = os.path.realpath(path)
                if name not in real:
                    real.add(name)
                    found.append((path, place.origin))
        return found, missing

    def _is_as_read(self, path: str, stamp: Stamp | None) -> bool:
        now = stamp_of(path)
        return now == (self._barred.setdefault(path, now) if stamp is None else stamp)

    def _without_doubles(self, found: Sequence[tuple[str, Origin]]) -> Iterator[SetEntry]:
        """Yield the entries; of two files with one set id, the first in order keeps it."""
        packaged = {
            self._cache.files[path].summary.id: path for path, kind in found if kind == "package"
        }
        keepers: dict[str, str] = {}
        for path, origin in found:
            cached = self._cache.files[path]
            identifier = cached.summary.id
            keeper = keepers.setdefault(identifier, path) if identifier else path
            extra: tuple[Problem, ...] = ()
            if keeper == path:
                twin = packaged.get(identifier, path)
                if twin != path and self._cache.files[twin].digest != cached.digest:
                    extra = (Problem(path, 1, 1, "shadows", {"id": identifier}),)
            elif origin == "package":
                continue
            else:
                params = {"id": identifier, "other": keeper}
                extra = (Problem(path, 1, 1, "duplicate-set-id", params),)
            yield _entry(cached, path, origin, extra, left_out=keeper != path)


def _files_in(place: Place, missing: list[Problem]) -> Iterator[str]:
    """Yield the question files of a place; folders that can't be read are told as `missing`."""
    path = os.path.abspath(place.path)  # not resolved: people know a file by its own name
    if not os.path.isdir(path):
        if place.origin == "command line" or os.path.lexists(path):
            yield path
        return

    def unreadable(error: OSError) -> None:
        reason = error.strerror or str(error)
        missing.append(Problem(str(error.filename), 1, 1, "folder-unreadable", {"reason": reason}))

    visited: set[str] = set()
    for folder, names, files in os.walk(path, followlinks=True, onerror=unreadable):
        real = os.path.realpath(folder)
        if real in visited:
            names.clear()
            continue
        visited.add(real)
        names[:] = sorted(name for name in names if not name.startswith("."))
        if names and folder.count(os.sep) - path.count(os.sep) >= _DEPTH:
            missing.append(Problem(folder, 1, 1, "folders-too-deep", {"limit": str(_DEPTH)}))
            names.clear()
        for name in sorted(files):
            hidden = name.startswith(".") or name.endswith(_NO_SET)
            if name.endswith(_ENDINGS) and not hidden:
                yield os.path.join(folder, name)


def _entry(
    cached: CachedFile, path: str, origin: Origin, extra: tuple[Problem, ...], *, left_out: bool
) -> SetEntry:
    summary = cached.summary
    return SetEntry(
        id="" if left_out else summary.id,
        title=summary.title,
        file=path,
        origin=origin,
        count=0 if left_out else summary.count,
        description=summary.description,
        tags=summary.tags,
        pass_mark=summary.pass_mark,
        time_limit=summary.time_limit,
        source=summary.source,
        problems=(*cached.problems, *extra),
    )


def _summary(body: QuestionSet | None, path: str) -> Summary:
    if body is None:
        return Summary("", Path(path).name, 0)
    return Summary(
        body.id,
        body.title or Path(path).name,
        len(body.questions),
        body.description,
        body.tags,
        body.pass_mark,
        body.time_limit,
        body.source,
    )


def _nearest(name: str, entries: Sequence[SetEntry]) -> str:
    from difflib import get_close_matches

    names = [entry.id for entry in entries if entry.id]
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    if near:
        return _("Did you mean “{nearest}”?").format(nearest=", ".join(near))
    return _("`quiz list` shows every set.")


@contextmanager
def _collector_off() -> Iterator[None]:
    """Rest the garbage collector: what is read here holds no circles and is not garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
