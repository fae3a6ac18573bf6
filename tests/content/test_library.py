"""Where sets come from, and the cache of what was read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.content import schema
from quiz.content.library import Library, Place
from quiz.content.sources import Documents
from quiz.errors import ContentError


def write(path: Path, title: str, *, identifier: str = "", answer: str = "y") -> Path:
    """Write a set of one question."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"id: {identifier}\n" if identifier else ""
    text = f"{head}title: {title}\nquestions:\n  - prompt: x\n    answer: {answer}\n"
    path.write_text(text, encoding="utf-8")
    return path


def later(path: Path) -> None:
    """Let a file's time move on, however coarse the clock of the disk is."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one set."""
    write(tmp_path / "questions" / "one.yaml", "One")
    return tmp_path / "questions"


def library(folder: Path, cache: Path | None) -> Library:
    """Return the library of one folder."""
    return Library([Place(folder, "folder")], cache)


def codes(found: Library) -> list[str]:
    """Return the codes of all problems."""
    return [problem.code for problem in found.problems()]


def test_folders_are_searched_in_order_and_below(folder: Path) -> None:
    """Files of subfolders count, hidden ones and other endings don't, in the order of names."""
    write(folder / "deep" / "two.yml", "Two")
    write(folder / ".hidden.yaml", "Hidden")
    write(folder / ".git" / "x.yaml", "Hidden")
    (folder / "notes.txt").write_text("title: no")
    assert [entry.title for entry in library(folder, None).entries()] == ["One", "Two"]


def test_a_circle_of_links_ends(folder: Path) -> None:
    """A link to the folder above is not followed for ever, and no file counts twice."""
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "same.yaml").symlink_to(folder / "one.yaml")
    assert [entry.id for entry in library(folder, None).entries()] == ["one"]


def test_folders_in_folders_in_folders_come_to_an_end(folder: Path) -> None:
    """Where nobody would look, nobody looks, and that is told; what lies above is found."""
    deepest = folder / "/".join(["deep"] * 60)
    deepest.mkdir(parents=True)
    write(deepest / "lost.yaml", "Lost")
    write(folder / "deep" / "deep" / "two.yaml", "Two")
    found = library(folder, None)
    assert [entry.title for entry in found.entries()] == ["One", "Two"]
    assert codes(found) == ["folders-too-deep"]


def test_of_two_files_with_one_id_the_first_keeps_it(folder: Path) -> None:
    """The other is told as an error that names both, and is not asked."""
    write(folder / "zwei.yaml", "Second", identifier="one")
    found = library(folder, None)
    assert [(entry.id, entry.count) for entry in found.entries()] == [("one", 1), ("", 0)]
    assert codes(found) == ["duplicate-set-id"]
    assert "one.yaml" in found.problems()[0].message


def test_a_set_of_ones_own_stands_before_the_shipped_one(folder: Path, tmp_path: Path) -> None:
    """A copy does so silently, one that says something else with a warning."""
    shipped = write(tmp_path / "shipped" / "one.yaml", "One").parent
    places = [Place(folder, "home"), Place(shipped, "package")]
    found = Library(places, None)
    assert [entry.origin for entry in found.entries()] == ["home"]
    assert codes(found) == []
    write(folder / "one.yaml", "Mine")
    assert codes(Library(places, None)) == ["shadows"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who can be refused")
def test_a_folder_that_cannot_be_read_is_told(folder: Path) -> None:
    """It is named, and the others are read."""
    closed = folder / "closed"
    closed.mkdir(mode=0)
    try:
        assert codes(library(folder, None)) == ["folder-unreadable"]
    finally:
        closed.chmod(0o700)


def test_a_named_path_must_exist_and_others_need_not(tmp_path: Path) -> None:
    """Only what the user named is missed."""
    places = [Place(tmp_path / "a", "folder"), Place(tmp_path / "b.yaml", "command line")]
    assert codes(Library(places, None)) == ["file-not-found"]


def test_find_takes_id_path_and_stem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set is named as the user knows it; a wrong name gets the nearest ones."""
    write(folder / "10-deep.yaml", "Deep", identifier="deep")
    found = library(folder, None)
    monkeypatch.chdir(folder)
    for name in ("deep", "10-deep.yaml", "10-deep", str(folder / "10-deep.yaml")):
        assert found.find(name).id == "deep"
    with pytest.raises(ContentError) as caught:
        found.find("deap")
    assert "deep" in caught.value.hint


# -- the cache ------------------------------------------------------------------------------


def test_an_unchanged_file_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    """The next start knows the sets and their questions, and loads no YAML for it."""
    cache = tmp_path / "cache"
    first = library(folder, cache)
    questions = first.load(first.entries()[0]).questions
    again = library(folder, cache)
    assert again.unread() == {}
    assert again.entries() == first.entries()
    assert again.load(again.entries()[0]).questions == questions
    code = (
        "import sys; from pathlib import Path; from quiz.content.library import *;"
        f"l = Library([Place(Path({str(folder)!r}), 'folder')], Path({str(cache)!r}));"
        "l.load(l.entries()[0]); assert 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_a_changed_file_is_read_anew_and_alone(folder: Path, tmp_path: Path) -> None:
    """An edit counts at the next start, also one that keeps the length."""
    write(folder / "two.yaml", "Two")
    cache = tmp_path / "cache"
    library(folder, cache).entries()
    later(write(folder / "one.yaml", "Eno"))
    again = library(folder, cache)
    assert list(again.unread()) == [str(folder / "one.yaml")]
    assert [entry.title for entry in again.entries()] == ["Eno", "Two"]


def test_a_changed_document_makes_its_sets_read_anew(tmp_path: Path) -> None:
    """Quotes are checked against the document as it is now."""
    document = tmp_path / "text.txt"
    document.write_text("the first text", encoding="utf-8")
    path = tmp_path / "q" / "one.yaml"
    path.parent.mkdir()
    path.write_text(
        "title: t\nsource: ../text.txt\nquestions:\n"
        "  - {prompt: x, answer: first, quote: the first text}\n",
        encoding="utf-8",
    )
    cache = tmp_path / "cache"
    assert codes(library(path.parent, cache)) == []
    document.write_text("the other text", encoding="utf-8")
    later(document)
    assert "quote-inexact" in codes(library(path.parent, cache))


@pytest.mark.parametrize("damage", [b"", b"\xff\x00 not a cache", b"\x82"])
def test_a_damaged_cache_counts_as_none(folder: Path, tmp_path: Path, damage: bytes) -> None:
    """Whatever stands in the cache's files, the sets are read from where they are."""
    cache = tmp_path / "cache"
    library(folder, cache).entries()
    bodies = [file for file in cache.iterdir() if file.name != "index.msgpack"]
    for file in bodies:
        file.write_bytes(damage)
    again = library(folder, cache)
    assert len(again.load(again.entries()[0]).questions) == 1
    (cache / "index.msgpack").write_bytes(damage)
    again = library(folder, cache)
    assert [entry.title for entry in again.entries()] == ["One"]


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    """A file where the cache's folder should be is no error."""
    (tmp_path / "cache").write_text("in the way")
    found = library(folder, tmp_path / "cache")
    assert len(found.load(found.entries()[0]).questions) == 1


def test_a_reading_that_is_stopped_leaves_the_rest_for_the_next_start(
    folder: Path, tmp_path: Path
) -> None:
    """What was read stays read; the others are read when the program starts again."""
    write(folder / "two.yaml", "Two")
    cache = tmp_path / "cache"
    stopped = library(folder, cache)
    assert [e.title for e in stopped.entries(lambda done, _total: done == 0)] == ["One"]
    assert [e.title for e in library(folder, cache).entries()] == ["One", "Two"]


def changed(found: Library, folder: Path) -> None:
    """Expect that a change was noticed, and that everything is then as it is read."""
    assert not found.is_current()
    found.forget()
    fresh = library(folder, None)
    assert [entry.title for entry in found.entries()] == [one.title for one in fresh.entries()]
    assert found.problems() == fresh.problems()
    assert found.is_current()


@pytest.mark.parametrize("cached", [True, False])
def test_changes_are_noticed(folder: Path, tmp_path: Path, cached: bool) -> None:
    """A new, a changed, a broken, a mended, a renamed and a removed file; and a quiet time."""
    found = library(folder, tmp_path / "cache" if cached else None)
    assert found.is_current()  # before anything was read there is nothing to be wrong about
    found.entries()
    assert found.is_current()
    two = write(folder / "deep" / "two.yaml", "Two")
    changed(found, folder)
    (folder / "notes.txt").write_text("no set")
    assert found.is_current()
    write(two, "Second")
    later(two)
    changed(found, folder)
    two.write_text("title: Two\nquestions: 5\n")
    changed(found, folder)
    assert found.load(found.find("one")).questions
    broken = next(entry for entry in found.entries() if entry.file == str(two))
    assert found.load(broken).questions == ()
    write(two, "Two again")
    changed(found, folder)
    two.rename(folder / "three.yaml")
    changed(found, folder)
    (folder / "three.yaml").unlink()
    changed(found, folder)


def test_only_what_changed_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are beside it."""
    write(folder / "two.yaml", "Two")
    found = library(folder, None)
    found.entries()
    later(write(folder / "two.yaml", "Second"))
    read: list[str] = []
    real = schema.read_set

    def noted(path: str, documents: Documents) -> schema.SetReading:
        read.append(path)
        return real(path, documents)

    monkeypatch.setattr(schema, "read_set", noted)
    found.forget()
    assert [entry.title for entry in found.entries()] == ["One", "Second"]
    assert read == [str(folder / "two.yaml")]


def test_a_changed_document_is_noticed(tmp_path: Path) -> None:
    """Changed, taken away and brought back."""
    source = tmp_path / "speech.txt"
    source.write_text("甲乙", encoding="utf-8")
    folder = tmp_path / "questions"
    folder.mkdir()
    text = "title: x\nsource: ../speech.txt\nquestions:\n  - cloze: 甲{{乙}}\n    quote: 甲乙\n"
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    found = library(folder, None)
    assert codes(found) == []
    source.write_text("甲丙", encoding="utf-8")
    later(source)
    changed(found, folder)
    assert "quote-not-in-source" in codes(found) or "quote-inexact" in codes(found)
    source.unlink()
    changed(found, folder)
    assert "source-not-found" in codes(found)
    source.write_text("甲乙", encoding="utf-8")
    changed(found, folder)
    assert codes(found) == []


def test_what_can_t_be_read_is_no_change(folder: Path) -> None:
    """A folder named like a file, and a file that others may read, are told of once."""
    (folder / "pipe.yaml").mkdir()
    os.mkfifo(folder / "fifo.yaml")
    found = library(folder, None)
    assert codes(found) == ["file-irregular"]
    assert found.is_current()
    assert found.is_current()
