"""The JSON Schema that editors use and the reader judge the form of a file alike."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quiz.content import spec
from quiz.content.jsonschema import as_text, question_set_schema
from quiz.content.messages import MESSAGES
from quiz.content.schema import SetReading, read_data, read_set
from quiz.content.sources import Documents

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
SHIPPED = sorted((ROOT / "questions").glob("*.yaml"))
GOOD = sorted((DATA / "good").glob("*.yaml"))
BROKEN = sorted((DATA / "broken").glob("*.yaml"))

READER_ONLY = {
    # how values go together
    *("ambiguous-answer", "answer-not-an-option", "repeated-answer", "repeated-item"),
    *("repeated-option", "repeated-id", "same-question"),
    # inside the text of a cloze
    *("empty-blank", "nested-braces", "unclosed-blank"),
    # against the source
    *("answer-inexact", "answer-not-in-passage", "cloze-inexact", "cloze-not-in-source"),
    *("quote-inexact", "quote-not-in-source", "source-irregular", "source-not-found"),
    # what a YAML loader hides from a schema
    *("anchor", "duplicate-key", "tag"),
}
"""Errors that are not in the form of a file; no schema can see them."""

UNSEEN = {
    "match-too-many-right-sides",  # two lists counted together
    "yaml-control-character",  # another character stands for it here
}
"""Files with an error of form that the schema doesn't see all the same."""


class Loader(yaml.SafeLoader):
    """Loads as an editor does: by the core schema of YAML 1.2, and keys are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Any, Any]:
        """Return a map as JSON has it."""
        assert isinstance(node, yaml.MappingNode)
        if not all(isinstance(key, yaml.ScalarNode) for key, _value in node.value):
            raise yaml.YAMLError("a key that is no text")
        return {key.value: self.construct_object(value, True) for key, value in node.value}


for name, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("float", r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|[-+]?\.inf", list("-+.0123456789")),
]:
    tag = f"tag:yaml.org,2002:{name}"
    Loader.add_implicit_resolver(tag, re.compile(rf"(?:{pattern})\Z", re.ASCII), first)

VALIDATOR = jsonschema.Draft202012Validator(question_set_schema())


def load(path: Path) -> Any:
    """Return a file as an editor loads it."""
    return yaml.load(path.read_text(encoding="utf-8").replace("\x07", "?"), Loader)


def errors(reading: SetReading) -> set[str]:
    """Return the codes of the reader's errors."""
    return {problem.code for problem in reading.problems if problem.severity == "error"}


def read(path: Path) -> SetReading:
    """Read a file."""
    return read_set(str(path), Documents())


def test_the_committed_schema_is_up_to_date() -> None:
    """The file beside the sets is what the documented command prints, in UTF-8."""
    shipped = ROOT / "questions" / "question-set.schema.json"
    command = [sys.executable, "-m", "quiz.content.jsonschema"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    assert shipped.read_bytes() == printed == as_text().encode()


def test_it_is_a_schema() -> None:
    """The schema is itself one of the draft that it names, and describes every key of a set."""
    schema = question_set_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(schema["properties"][key.name]["description"] for key in spec.SET_KEYS)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_sets_name_the_schema(path: Path) -> None:
    """Editors find the schema through the first line of each set."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./question-set.schema.json"


@pytest.mark.parametrize("path", [*SHIPPED, *GOOD], ids=lambda path: path.stem)
def test_both_accept_a_good_file(path: Path) -> None:
    """What the reader takes without an error, the schema takes as well."""
    assert errors(read(path)) == set()
    VALIDATOR.validate(load(path))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_both_refuse_a_file_of_a_wrong_form(path: Path) -> None:
    """A file that is YAML has an error of form just when the schema refuses it."""
    codes = errors(read(path))
    try:
        content = load(path)
    except yaml.YAMLError:
        assert codes
        return
    form_is_right = codes <= READER_ONLY or path.stem in UNSEEN
    assert VALIDATOR.is_valid(content) == form_is_right


def test_no_code_is_excused_in_vain() -> None:
    """The list of what only the reader sees holds errors that there are."""
    assert set(MESSAGES) >= READER_ONLY
    assert {path.stem for path in BROKEN} >= UNSEEN


# -- any values under any keys ------------------------------------------------------------------

_texts = st.sampled_from(
    ["", " ", "A", "AB", "甲", "true", "Ｙｅｓ", "错", "{{甲}}", "single", "x" * 101]
)
_scalars = _texts | st.sampled_from([True, False, 0, 1, 3, 5.0, 2.5, 6, -1, 100, 101, 1441])
_options = st.fixed_dictionaries({}, optional={"text": _scalars, "why": _scalars, "colour": _texts})
_values = (
    _scalars
    | st.lists(_scalars | _options, max_size=12)
    | st.dictionaries(st.sampled_from(["", "甲", "乙", "丙", "A"]), _scalars)
)
_likely = {
    "type": st.sampled_from([*spec.TYPES, "singel"]),
    "options": st.lists(st.sampled_from(["甲", "乙", "丙"]), min_size=1, unique=True),
    "order": st.lists(st.sampled_from("甲乙丙丁"), min_size=1, unique=True),
    "match": st.dictionaries(st.sampled_from("甲乙丙"), st.just("丁"), min_size=1),
    "cloze": st.sampled_from(["{{甲}}乙", "甲乙"]),
    "answer": st.sampled_from(["A", True, "对", ["A"], ["A", "B"], []]),
}
_plain = st.just("甲")


@st.composite
def _questions(draw: st.DrawFn) -> dict[str, Any]:
    """Return a question that is nearly right: the keys of a type, one or two of them changed."""
    kind = draw(st.sampled_from(list(spec.TYPES)))
    question = {key: draw(_likely.get(key, _plain)) for key in sorted(spec.REQUIRED[kind])}
    for key in draw(st.lists(st.sampled_from([*spec.ALL_QUESTION_KEYS, "colour"]), max_size=2)):
        question[key] = draw(_values | _likely.get(key, _plain))
    if draw(st.booleans()):
        question["type"] = kind
    if draw(st.integers(0, 4)) == 0:
        del question[draw(st.sampled_from(sorted(question)))]
    return question


_sets = st.fixed_dictionaries(
    {"title": _values | _plain, "questions": st.just([{"front": "甲", "back": "乙"}]) | _values},
    optional={key.name: _values for key in spec.SET_KEYS if key.name not in ("title", "questions")},
)


def agree(content: dict[str, Any]) -> None:
    """Compare the two on a set that is written as JSON, which is YAML."""
    data = json.dumps(content, ensure_ascii=False).encode()
    codes = errors(read_data(data, "/nowhere/set.yaml", Documents()))
    assert VALIDATOR.is_valid(content) == (codes <= READER_ONLY), codes


@given(_questions())
def test_they_agree_on_any_question(question: dict[str, Any]) -> None:
    """Whatever stands under the keys of a question, both take it or both refuse it."""
    agree({"title": "t", "questions": [question]})


@given(_sets)
def test_they_agree_on_any_set(content: dict[str, Any]) -> None:
    """The same for the keys of a set."""
    agree(content)
