"""The JSON Schema that editors use and the reader judge the form of a file alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from quiz.content.jsonschema import as_text, question_set_schema
from quiz.content.schema import read_set
from quiz.content.sources import Documents

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
SHIPPED = sorted((ROOT / "questions").glob("*.yaml"))
GOOD = sorted((DATA / "good").glob("*.yaml"))
BROKEN = sorted((DATA / "broken").glob("*.yaml"))

READER_ONLY = {
    # what the values mean
    *("ambiguous-answer", "answer-not-an-option", "repeated-answer", "repeated-item"),
    *("repeated-option", "too-many", "bad-id", "repeated-id", "same-question"),
    # inside the text of a cloze
    *("empty-blank", "nested-braces", "no-blank", "unclosed-blank"),
    # against the source
    *("answer-inexact", "answer-not-in-passage", "cloze-inexact", "cloze-not-in-source"),
    *("quote-inexact", "quote-not-in-source", "source-irregular", "source-not-found"),
    # what a YAML loader hides from a schema
    *("anchor", "duplicate-key", "tag"),
}
"""Problems that are not in the form of a file; no schema can see them."""


class Loader(yaml.SafeLoader):
    """What an editor sees: YAML's own types, dates aside, which YAML 1.2 doesn't have."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

VALIDATOR = jsonschema.Draft202012Validator(question_set_schema())


def load(path: Path) -> Any:
    """Return a file as an editor loads it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def errors(path: Path) -> set[str]:
    """Return the codes of the reader's errors."""
    problems = read_set(str(path), Documents()).problems
    return {problem.code for problem in problems if problem.severity == "error"}


def test_the_shipped_schema_is_the_one_of_the_reader() -> None:
    """The file beside the sets is made from the table that the reader goes by."""
    shipped = ROOT / "questions" / "question-set.schema.json"
    assert shipped.read_text(encoding="utf-8") == as_text()


def test_the_shipped_sets_name_the_schema() -> None:
    """Editors find the schema through the first line of each set."""
    for path in SHIPPED:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=./question-set.schema.json"


@pytest.mark.parametrize("path", [*SHIPPED, *GOOD], ids=lambda path: path.stem)
def test_both_accept_a_good_file(path: Path) -> None:
    """What the reader takes without an error, the schema takes as well."""
    assert errors(path) == set()
    VALIDATOR.validate(load(path))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_both_refuse_a_file_of_a_wrong_form(path: Path) -> None:
    """What the schema refuses, the reader refuses; what it alone lets pass is not of form."""
    try:
        content = load(path)
    except (yaml.YAMLError, ValueError):
        assert errors(path)
        return
    codes = errors(path)
    if VALIDATOR.is_valid(content):
        assert codes <= READER_ONLY
    else:
        assert codes
