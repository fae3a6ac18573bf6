"""`write_ids`: what it writes, and above all what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cli import main
from quiz.content import files, ids, schema
from quiz.content.ids import write_ids
from quiz.content.schema import read_set
from quiz.content.sources import Documents
from quiz.engine.questions import QuestionSet
from quiz.engine.responses import Typed
from quiz.errors import ContentError
from quiz.trainer import Request, Trainer

TITLE = "title: t\nquestions:\n"
WRITTEN = re.compile(rb"""(["']?)id\1: \1(~[0-9a-f]{10})\1,?\s+""")
"""An id with what sets it apart from the next key."""


def read(path: Path) -> QuestionSet | None:
    """Return the set in a file, if there is one, whatever the lines its questions stand in."""
    question_set = read_set(str(path), Documents()).question_set
    if question_set is None:
        return None
    questions = [msgspec.structs.replace(question, line=0) for question in question_set.questions]
    return msgspec.structs.replace(question_set, questions=tuple(questions))


def fixed(path: Path, text: str) -> str:
    """Write a file, then the ids; return its text with each derived id shown as `~`."""
    path.write_bytes(text.encode())
    before = read(path)
    assert before is not None
    write_ids(path)
    assert read(path) == before
    assert write_ids(path) == 0
    return re.sub("~[0-9a-f]{10}", "~", path.read_bytes().decode())


LAYOUTS = {
    "block": ("  - prompt: a\n    answer: b\n", "  - id: ~\n    prompt: a\n    answer: b\n"),
    "not indented": ("- prompt: a\n  answer: b\n", "- id: ~\n  prompt: a\n  answer: b\n"),
    "far from the dash": (
        "-    prompt: a\n     answer: b\n",
        "-    id: ~\n     prompt: a\n     answer: b\n",
    ),
    "dash alone": ("-\n   prompt: a\n   answer: b\n", "-\n   id: ~\n   prompt: a\n   answer: b\n"),
    "comment after the dash": (
        "- # prompt: x\n  # y\n  prompt: a # z\n  answer: b\n",
        "- # prompt: x\n  # y\n  id: ~\n  prompt: a # z\n  answer: b\n",
    ),
    "block texts": (
        "- prompt: |\n    - prompt: x\n\n     y\n  answer: >-\n    b\n    c\n\n# end\n",
        "- id: ~\n  prompt: |\n    - prompt: x\n\n     y\n  answer: >-\n    b\n    c\n\n# end\n",
    ),
    "quoted keys": (
        "- 'prompt': a\n  \"answer\": b\n",
        "- 'id': '~'\n  'prompt': a\n  \"answer\": b\n",
    ),
    "explicit keys": (
        "- ? prompt\n  : a\n  ? answer\n  : b\n",
        "- id: ~\n  ? prompt\n  : a\n  ? answer\n  : b\n",
    ),
    "no newline at the end": ("- cloze: '{{a}}b'", "- id: ~\n  cloze: '{{a}}b'"),
    "braces": ("- {prompt: a, answer: b}\n", "- {id: ~, prompt: a, answer: b}\n"),
    "wide braces": ("- { prompt: a, answer: b }\n", "- { id: ~, prompt: a, answer: b }\n"),
    "JSON": (
        '- {"prompt":"a","answer":"b"}\n',
        '- {"id": "~", "prompt":"a","answer":"b"}\n',
    ),
    "braces over lines": (
        "- {\n    prompt: a,  # {\n    answer: b\n  }\n",
        "- {\n    id: ~,\n    prompt: a,  # {\n    answer: b\n  }\n",
    ),
    "comment in braces": (
        "- { # {\n    prompt: a, answer: b}\n",
        "- { id: ~, # {\n    prompt: a, answer: b}\n",
    ),
    "explicit key in braces": (
        "- {\n    ?\n    prompt\n    : a, answer: b}\n",
        "- {\n    id: ~,\n    ?\n    prompt\n    : a, answer: b}\n",
    ),
    "in brackets": (
        "  [{prompt: a, answer: b}, {id: x, prompt: c, answer: d}, {cloze: '{{e}}f'}]\n",
        "  [{id: ~, prompt: a, answer: b}, {id: x, prompt: c, answer: d},"
        " {id: ~, cloze: '{{e}}f'}]\n",
    ),
    "pairs without braces": (
        "  [cloze: 'it''s, {{a}}', \"cloze\": \"\\\"{{b}}]\" , ? cloze : '{{c}}d']\n",
        '  [{id: ~, cloze: \'it\'\'s, {{a}}\'}, {"id": "~", "cloze": "\\"{{b}}]"} ,'
        " {id: ~, ? cloze : '{{c}}d'}]\n",
    ),
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(tmp_path: Path, layout: str, line_break: str, mark: str) -> None:
    """The id comes first in the question, in the style of the keys that were there."""
    before, after = ((mark + TITLE + text).replace("\n", line_break) for text in LAYOUTS[layout])
    assert fixed(tmp_path / "set.yaml", before) == after


def test_json_file(tmp_path: Path) -> None:
    """What is JSON stays JSON."""
    text = '{"title": "t", "questions": [\n\t{\n\t\t"prompt": "a",\n\t\t"answer": "b"\n\t}\n]}\n'
    after = fixed(tmp_path / "set.yaml", text)
    assert after == text.replace('\t\t"prompt"', '\t\t"id": "~",\n\t\t"prompt"')


def test_line_breaks_of_yaml(tmp_path: Path) -> None:
    """Characters that only YAML takes for line breaks don't shift what is written."""
    text = TITLE + "# a\x85# b\u2028- prompt: c\u2029  answer: d\n- prompt: é😀\n  answer: f\n"
    after = fixed(tmp_path / "set.yaml", text)
    expected = text.replace("- prompt: c", "- id: ~\n  prompt: c")
    assert after == expected.replace("- prompt: é", "- id: ~\n  prompt: é")


def test_only_what_is_missing_and_readable(tmp_path: Path) -> None:
    """Questions with an id, broken ones and repeated ones stay as they are, and mixed breaks."""
    broken = (
        "  - prompt：a\n    answer: b\n"
        "  - prompt: c\n    answr: d\r\n"
        "  - id: own\n    prompt: e\n    answer: f\n"
        "  - id:\n    prompt: g\n    answer: h\n"
        "  - loose\n"
        "  - prompt: x: y\n    answer: z\n"
        "  - [\n"
    )
    good = "  - prompt: i\r\n    answer: j\r\n"
    path = tmp_path / "set.yaml"
    after = fixed(path, TITLE + broken + good + good + broken + "  - front: k\n    back: l\n")
    assert after == (
        TITLE
        + broken
        + good.replace("- ", "- id: ~\r\n    ")
        + good
        + broken
        + "  - id: ~\n    front: k\n    back: l\n"
    )


def test_what_is_never_read_is_kept(tmp_path: Path) -> None:
    """Control characters, and after a second document even bytes that are no text, come back."""
    path = tmp_path / "set.yaml"
    head, tail = b"title: \x01\nquestions:\n- ", b"prompt: a\n  answer: b\n"
    path.write_bytes(head + tail)
    assert write_ids(path) == 1
    assert WRITTEN.sub(b"", path.read_bytes()) == head + tail
    filler = b"# " + b"x" * 100_000 + b"\n\xff\xfe"
    path.write_bytes(TITLE.encode() + b"- " + tail + b"---\n" + filler)
    assert write_ids(path) in (0, 1)
    assert WRITTEN.sub(b"", path.read_bytes()) == TITLE.encode() + b"- " + tail + b"---\n" + filler


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"- prompt: a\n  answer: b\n",
        b"title: t\nquestions: none\n",
        b"title: t\nid: [1]\nquestions:\n- prompt: a\n  answer: b\n",
        (TITLE + "- prompt: a\n  answer: b\n").encode("utf-16"),
        TITLE.encode() + b"- prompt: \xff\n  answer: b\n",
    ],
)
def test_unusable_files(tmp_path: Path, data: bytes) -> None:
    """A file of which there is no set gets no ids, and no error beside those of reading it."""
    path = tmp_path / "set.yaml"
    path.write_bytes(data)
    assert write_ids(path) == 0
    assert path.read_bytes() == data


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """Where there is no file there is nothing to write, and nothing is made."""
    assert write_ids(tmp_path / "none.yaml") == 0
    assert write_ids(tmp_path) == 0
    assert not (tmp_path / "none.yaml").exists()


SIMPLE = TITLE + "- prompt: a\n  answer: b\n"


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    """The file keeps its permissions, and a link to it goes on being one."""
    path, link = tmp_path / "set.yaml", tmp_path / "link.yaml"
    path.write_text(SIMPLE)
    path.chmod(0o640)
    link.symlink_to(path)
    assert write_ids(link) == 1
    assert link.is_symlink()
    assert path.stat().st_mode & 0o7777 == 0o640
    assert "id: ~" in path.read_text()
    assert sorted(tmp_path.glob(".quiz*")) == []


def test_read_only_file(tmp_path: Path) -> None:
    """A file marked as read-only is not replaced, though its folder would allow it."""
    path = tmp_path / "set.yaml"
    path.write_text(SIMPLE)
    path.chmod(0o444)
    with pytest.raises(ContentError, match="read-only"):
        write_ids(path)
    assert path.read_text() == SIMPLE


def test_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says against it is told, and the file is as it was."""
    path = tmp_path / "set.yaml"
    path.write_text(SIMPLE)

    def refuse(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(ContentError, match="No space left") as caught:
        write_ids(path)
    assert caught.value.location == str(path)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["set.yaml"]
    assert path.read_text() == SIMPLE


def test_file_that_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor saved while the ids were worked out is not overwritten."""
    path = tmp_path / "set.yaml"
    path.write_text(SIMPLE)
    original = schema.read_data

    def read_slowly(*args: Any) -> Any:
        path.write_text(SIMPLE + "# saved\n")
        return original(*args)

    monkeypatch.setattr(ids, "read_data", read_slowly)
    with pytest.raises(ContentError, match="changed"):
        write_ids(path)
    assert path.read_text() == SIMPLE + "# saved\n"


def test_text_that_would_not_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written that doesn't hold the same questions, or is too large to be read."""
    path = tmp_path / "set.yaml"
    path.write_text(SIMPLE)
    with monkeypatch.context() as context:
        context.setattr(ids._Layout, "pair", lambda *_args: "id: other")
        with pytest.raises(ContentError, match="left alone"):
            write_ids(path)
    monkeypatch.setattr(files, "SIZE_LIMIT", len(SIMPLE))
    with pytest.raises(ContentError, match="left alone"):
        write_ids(path)
    assert path.read_text() == SIMPLE


# -- any layout ---------------------------------------------------------------------------------

_texts = st.text(st.sampled_from("ab \\'\"#:-?{}[],é题😀\u2028\n"), min_size=1, max_size=8)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped.replace("\u2028", "\\L") + '"'


@st.composite
def _blocks(draw: st.DrawFn, number: int, indent: str) -> str:
    """Return a question, or something broken, as an item of a block list."""
    keys = {"prompt": _quoted(f"{number}{draw(_texts)}"), "answer": _quoted("x" + draw(_texts))}
    if draw(st.booleans()):
        keys = {"cloze": _quoted(f"{number}{{{{a}}}}")}
    if draw(st.integers(0, 3)) == 0:
        keys["id"] = f"own{number}"
    if draw(st.integers(0, 5)) == 0:
        keys[draw(st.sampled_from(["answr", "prompt", "{{", "x: y"]))] = draw(_texts)
    quote = draw(st.sampled_from(["", "'", '"']))
    names = draw(st.permutations(list(keys)))
    pairs = [f"{quote}{name}{quote}: {keys[name]}" for name in names]
    comment = draw(st.sampled_from(["", "  # - prompt: c", " # {", " "]))
    if draw(st.booleans()):
        gap = draw(st.sampled_from(["", " ", "\n" + indent + "   ", " # c\n\n" + indent + " "]))
        return f"{indent}- {{{gap}{(',' + (gap or ' ')).join(pairs)}{gap}}}{comment}\n"
    if draw(st.booleans()):
        column, start = indent + "  ", f"{indent}-{comment}\n{indent}  "
    else:
        spaces = " " * draw(st.integers(1, 4))
        column, start = f"{indent} {spaces}", f"{indent}-{spaces}"
    return start + f"{comment}\n{column}".join(pairs) + f"{comment}\n"


@st.composite
def _question_files(draw: st.DrawFn) -> bytes:
    """Return a question file in any mixture of layouts."""
    indent = " " * draw(st.integers(0, 3))
    between = st.sampled_from(["", "\n", "# - prompt: c\n", f"{indent}  # c\n\n"])
    items = [
        draw(between) + draw(_blocks(number, indent)) for number in range(draw(st.integers(0, 5)))
    ]
    text = f"{draw(between)}title: t # c\nquestions:{draw(st.sampled_from(['', ' # c']))}\n"
    text += "".join(items) + draw(st.sampled_from(["", "tags: [a]\n", "source: none.txt\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=_question_files())
def test_every_other_byte_stays(tmp_path: Path, data: bytes) -> None:
    """Without what was written the file is the old one; it reads the same and is done once."""
    path = tmp_path / "set.yaml"
    path.write_bytes(data)
    before = read(path)
    written = write_ids(path)
    after = path.read_bytes()
    assert WRITTEN.sub(b"", after) == data
    assert len(WRITTEN.findall(after)) == written
    derived = [q for q in before.questions if q.id.startswith("~")] if before else []
    assert written == len(derived)
    assert read(path) == before
    assert write_ids(path) == 0
    assert path.read_bytes() == after


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """Whatever stands around a question, it gets its id or the file is left alone."""
    path = tmp_path / "set.yaml"
    whole = data + b"\n" + TITLE.encode() + b"- prompt: a\n  answer: b\n- " + data
    path.write_bytes(whole)
    try:
        write_ids(path)
    except ContentError:
        assert path.read_bytes() == whole
    assert WRITTEN.sub(b"", path.read_bytes()) == whole


# -- together with the rest ----------------------------------------------------------------------


def test_command_line(write_set: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """`quiz check PATH --fix` writes them once and says how many."""
    path = write_set(SIMPLE + "- front: c\n  back: d\n")
    assert main(["check", str(path), "--fix"]) == 0
    assert "questions/set.yaml: 2 ids written" in capsys.readouterr().out
    written = path.read_bytes()
    assert written.count(b"id: ~") == 2
    assert main(["check", str(path), "--fix"]) == 0
    assert "written" not in capsys.readouterr().out
    assert path.read_bytes() == written


def test_command_line_goes_on_after_a_read_only_file(
    write_set: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that can't be written is told of, fails the command, and hides nothing else."""
    locked = write_set(SIMPLE, "a.yaml")
    locked.chmod(0o444)
    other = write_set(SIMPLE, "b.yaml")
    assert main(["check", "questions", "--fix"]) == 1
    captured = capsys.readouterr()
    assert f"{locked}: The file is read-only" in captured.err
    assert "questions/b.yaml: 1 id written" in captured.out
    assert "2 files, 2 questions: 0 errors" in captured.out
    assert locked.read_text() == SIMPLE
    assert "id: ~" in other.read_text()


def test_history_is_kept(
    write_set: Callable[..., Path], make_trainer: Callable[..., Trainer]
) -> None:
    """What was answered before the ids were written is still the question's own history."""
    path = write_set(SIMPLE)
    trainer = make_trainer()
    sitting = trainer.begin(Request())
    sitting.respond(Typed(("wrong",)))
    before = [(entry.record.ref, entry.record.state) for entry in trainer.missed()]
    trainer.close()
    assert len(before) == 1
    assert main(["check", str(path), "--fix"]) == 0
    path.write_text(path.read_text().replace("prompt: a", "prompt: something else altogether"))
    (missed,) = make_trainer().missed()
    assert [(missed.record.ref, missed.record.state)] == before
    assert missed.question is not None
    assert missed.question.prompt == "something else altogether"
