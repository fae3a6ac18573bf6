"""Good files with something done to them: nothing raises, and every problem has its place."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.content.schema import SetReading, read_data
from quiz.content.sources import Documents
from quiz.i18n import LANGUAGES, use_language

FOLDER = Path(__file__).resolve().parents[1] / "data" / "good"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))}

SIGNS = st.sampled_from([*" \t\n\r:：-#?,[]{}|>&*!%@`'\"\\~A甲", "\0", "\ufeff", "{{", "}}", "::"])
KEYS = st.sampled_from(["id", "answer", "options", "quote", "source", "type", "match", "cloze"])


def read(data: bytes, name: str) -> SetReading:
    """Read `data` in the place of one of the files, beside its documents."""
    return read_data(data, str(FOLDER / name), Documents())


def inspect(data: bytes, name: str) -> SetReading:
    """Read `data`, and look at what comes of it."""
    reading = read(data, name)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = len(text.splitlines()) + 1
    for problem in reading.problems:
        assert 1 <= problem.line <= lines
        assert 1 <= problem.column <= len(text) + 1
        for language in LANGUAGES:
            use_language(language)
            assert problem.message
            assert problem.hint
        json.dumps(problem.as_json())
    assert reading.problems == sorted(reading.problems, key=lambda problem: problem.place)
    assert reading.question_set is not None or reading.problems
    return reading


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(max_examples=300)
def test_signs_put_in_and_taken_out(name: str, data: st.DataObject) -> None:
    """Slips of the hand, anywhere in a file."""
    text = FILES[name]
    for _slip in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        taken = data.draw(st.integers(0, 3))
        text = text[:at] + data.draw(SIGNS | st.just("")) + text[at + taken :]
    inspect(text.encode(), name)


@given(st.sampled_from(sorted(FILES)), st.data())
def test_lines_moved_repeated_and_lost(name: str, data: st.DataObject) -> None:
    """Slips of an editor."""
    lines = FILES[name].split("\n")
    count = len(lines)
    numbers = data.draw(
        st.lists(st.integers(0, count - 1), max_size=count) | st.permutations(range(count))
    )
    inspect("\n".join(lines[number] for number in numbers).encode(), name)


@given(st.sampled_from(sorted(FILES)), st.integers(0), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_file_cut_off_anywhere(name: str, at: int, line_end: str) -> None:
    """A disk that was full, also in the middle of a character."""
    data = FILES[name].replace("\n", line_end).encode()
    inspect(data[: at % len(data)], name)


@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_value_under_any_key(name: str, data: st.DataObject) -> None:
    """Values that are YAML and make no sense where they stand."""
    key = data.draw(KEYS)
    lists = st.lists(st.text() | st.integers() | st.none(), max_size=4)
    value = st.recursive(
        st.text() | st.integers() | st.floats() | st.booleans() | st.none() | lists,
        lambda inner: st.dictionaries(st.text(max_size=3), inner, max_size=3) | st.lists(inner),
        max_leaves=8,
    )
    extra = f"  - {key}: {json.dumps(data.draw(value))}\n"
    rest = f"    prompt: {json.dumps(data.draw(st.text()))}\n    answer: A\n"
    good = read(FILES[name].encode(), name).question_set
    indent = "" if "\n- id" in FILES[name] else "  "
    item = (extra + rest).replace("\n  ", f"\n{indent}").replace("  - ", f"{indent}- ", 1)
    found = inspect((FILES[name] + item).encode(), name).question_set
    assert good is not None
    assert found is not None
    assert found.questions[: len(good.questions)] == good.questions


@given(st.sampled_from(sorted(FILES)), st.binary(min_size=1, max_size=4), st.integers(0))
def test_strange_bytes(name: str, strange: bytes, at: int) -> None:
    """What a broken disk, or another encoding, makes of a file."""
    data = FILES[name].encode()
    at %= len(data)
    inspect(data[:at] + strange + data[at + len(strange) :], name)
