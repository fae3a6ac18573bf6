"""Keep the tables of `questions/README.md` true: `python -m tools.question_page`.

The page is written by hand but for its tables of keys and of problems, each between
`<!-- table NAME -->` and `<!-- end -->`; those are made anew from what the reader goes by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from quiz.content.messages import MESSAGES
from quiz.content.spec import COMMON_KEYS, SET_KEYS, TYPES, Key

PAGE = Path(__file__).resolve().parent.parent / "questions" / "README.md"

_TABLE = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

_KINDS = {
    "text": "a text",
    "id": "a text of one line",
    "texts": "a text, or a list of them",
    "items": "a list of texts",
    "options": "a list of texts, or of `{text, why}`",
    "answer": "see the type",
    "pairs": "`left: right`, a line each",
    "allowed": "`lint-…: reason`, a line each",
    "number": "a number",
    "whole": "a whole number",
    "truth": "`true` or `false`",
    "type": "the name of a type",
    "questions": "a list",
}


def with_tables(page: str) -> str:
    """Return the page with its tables made anew."""
    tables = {
        "set": _keys(SET_KEYS),
        "types": _types(),
        "common": _keys(COMMON_KEYS),
        "problems": _problems(),
    }
    return _TABLE.sub(
        lambda found: "".join([found[1], *(f"{row}\n" for row in tables[found[2]]), found[3]]), page
    )


def _keys(keys: Sequence[Key]) -> Iterator[str]:
    yield from ("| key | its value | what it means |", "|---|---|---|")
    for key in keys:
        yield f"| {_name(key)} | {_KINDS[key.kind]}{_limits(key)} | {key.meaning} |"


def _types() -> Iterator[str]:
    yield from ("| type | key | its value | what it means |", "|---|---|---|---|")
    for name, keys in TYPES.items():
        for number, key in enumerate(keys):
            value = f"{_KINDS[key.kind]}{_limits(key)}"
            first = "" if number else f"`{name}`"
            yield f"| {first} | {_name(key)} | {value} | {_cell(key.meaning)} |"


def _name(key: Key) -> str:
    return f"`{key.name}`{' *' if key.required else ''}"


def _limits(key: Key) -> str:
    if key.kind in ("number", "whole") and key.most:
        return f", {key.least:g} to {key.most:g}"
    return f", {key.least:g} to {key.most:g} of them" if key.most else ""


def _problems() -> Iterator[str]:
    yield from ("| code | what it says | what to do |", "|---|---|---|")
    for code, text in MESSAGES.items():
        warns = " (warning)" if text.warning else ""
        yield f"| `{code}`{warns} | {_shown(text.message)} | {_shown(text.hint)} |"


def _shown(template: str) -> str:
    """Return a sentence with dots for what is put into it."""
    return _cell(template.format_map(defaultdict(lambda: "…")))


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
