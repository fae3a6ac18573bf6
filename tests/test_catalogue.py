"""The Chinese words of the user interface: all there, well-formed, and as compiled."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quiz.i18n import _, ngettext, use_language

ROOT = Path(__file__).resolve().parent.parent
TEXT_PLACE = {"_": 0, "mark": 0, "ngettext": 0, "Binding": 2}
"""The functions that take a text, with its place among the arguments."""

HAN = "[\u4e00-\u9fff]"
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{\w+\}|%\(\w+\)[a-z]|%[a-z]")
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|'[^']*'|\{\w+\}|%\(\w+\)[a-z]|--[a-z-]+|\w+: …")
"""What stands in a text as it is typed: commands, examples, placeholders, options, keys."""

LATIN = {
    *("UTF", "YAML", "SQLite", "JSON", "Python", "PDF", "docx", "MB", "MiB", "En"),
    *("QUIZ_DEBUG", "QUIZ_HOME", "QUIZ_NOW"),
    *("id", "true", "false", "single", "enter", "ctrl", "AC", "CAB"),
}
"""What is called the same in Chinese: names, key names, and words of the file format."""


@cache
def tool() -> ModuleType:
    """Return `tools/catalogue.py`, which belongs to no package."""
    path = ROOT / "tools" / "catalogue.py"
    if not path.exists():
        pytest.skip("the tools are not beside the tests")
    spec = importlib.util.spec_from_file_location("catalogue_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def committed() -> Any:
    """Return the catalogue as it lies in the repository."""
    return tool().read_po(io.BytesIO(tool().PO.read_bytes()), locale="zh")


@cache
def translations() -> dict[str, str]:
    """Return the committed catalogue: each text, of plurals the singular, with its Chinese."""
    return {_first(message.id): _first(message.string) for message in committed() if message.id}


def _first(forms: str | tuple[str, ...]) -> str:
    """Return a text, or the first form of a plural: in Chinese there is no other."""
    return forms if isinstance(forms, str) else forms[0]


def texts_in_code() -> Iterator[tuple[str, str]]:
    """Yield each text that the program passes to gettext, and where."""
    for path in sorted((ROOT / "quiz").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = TEXT_PLACE.get(node.func.id, len(node.args))
                argument = node.args[place] if place < len(node.args) else None
                text = argument.value if isinstance(argument, ast.Constant) else None
                if isinstance(text, str) and text:
                    yield text, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_text_of_the_program_is_translated() -> None:
    """Whatever the program can say, it can say in Chinese: also what stands in an f-string."""
    chinese = translations()
    assert [f"{place}: {text}" for text, place in texts_in_code() if not chinese.get(text)] == []


def test_nothing_is_left_untranslated_in_the_catalogue() -> None:
    """The tool that keeps the catalogue has nothing to ask for."""
    assert tool().lacking(tool().updated()) == []


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    """Putting values into a translated text can't fail, and shows all of them."""
    differing = {
        text: chinese
        for text, chinese in translations().items()
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(chinese))
    }
    assert differing == {}


@pytest.mark.parametrize(
    ("slip", "pattern"),
    [
        ("half-width punctuation after Chinese", rf"{HAN}[,;!?()]|{HAN}[:.](?=\s|$|{HAN})"),
        ("half-width punctuation before Chinese", rf"[,;:!?()]{HAN}"),
        ("no space between Chinese and Latin", rf"{HAN}[A-Za-z0-9`]|[A-Za-z0-9`]{HAN}"),
        ("a space within Chinese", rf"{HAN} {HAN}"),
        ("a space beside full-width punctuation", r"[，。：；？！（）、] | [，。：；？！（）、]"),
    ],
)
def test_translations_are_set_as_chinese(slip: str, pattern: str) -> None:
    """Chinese takes full-width punctuation, and a space on either side of Latin letters."""
    set_wrong = [
        chinese
        for chinese in translations().values()
        if re.search(pattern, re.sub(r"“[^”]*”|'[^']*'|\w+: …", "“”", chinese))
    ]
    assert set_wrong == [], slip


def test_no_english_is_left_in_translations() -> None:
    """A reader without English meets names, keys and commands only."""
    left = {
        chinese: words
        for chinese in translations().values()
        if (words := set(re.findall(r"[A-Za-z_]{2,}", QUOTED.sub(" ", chinese))) - LATIN)
    }
    assert left == {}


def test_the_program_reads_what_the_catalogue_says() -> None:
    """The compiled catalogue, which alone is read, is the one that people edit."""
    assert tool().MO.read_bytes() == tool().mo_bytes(committed())


def test_the_catalogue_holds_the_texts_of_the_program_and_no_others() -> None:
    """Running the tool changes nothing: no text is missing, gone, or set in another way."""
    assert tool().PO.read_bytes().decode() == tool().po_bytes(tool().updated()).decode()


def test_chinese_is_spoken_and_english_is_the_text_itself() -> None:
    """The catalogue is found where the program looks for it, plurals included."""
    use_language("zh")
    assert _("Mock exam") == "模拟考试"
    assert ngettext("{count} question", "{count} questions", 1) == "{count} 道题"
    assert ngettext("{count} question", "{count} questions", 5) == "{count} 道题"
    use_language("en")
    assert _("Mock exam") == "Mock exam"
    assert ngettext("{count} question", "{count} questions", 5) == "{count} questions"
    assert gettext.find("quiz", ROOT / "quiz" / "locale", ["zh"]) is not None
