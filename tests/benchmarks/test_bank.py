"""The benchmark's question files are what they claim to be: sound, of a size, and repeatable."""

from __future__ import annotations

from pathlib import Path

from quiz.content.library import Library, Place
from tests.benchmarks.bank import KINDS, write_bank


def test_a_bank_is_sound(tmp_path: Path) -> None:
    """Every question is read without a problem, quotes and keys found in their document."""
    write_bank(tmp_path, 25, per_file=10)
    library = Library([Place(tmp_path, "folder")], None)
    assert library.problems() == []
    assert [entry.count for entry in library.entries()] == [10, 10, 5]
    questions = library.load(library.entries()[0]).questions
    assert {question.type for question in questions} == set(KINDS)


def test_a_bank_repeats(tmp_path: Path) -> None:
    """The same seed writes the same bytes, another seed others."""
    first, again, other = (
        [file.read_bytes() for file in write_bank(tmp_path / name, 12, seed=seed, per_file=5)]
        for name, seed in (("first", 1), ("again", 1), ("other", 2))
    )
    assert first == again
    assert first != other
