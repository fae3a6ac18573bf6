"""Questions on paper: a Markdown text to practise from, keys at its end, and its file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from quiz.engine.plans import Mode, make_plan, shown_choices
from quiz.engine.questions import BLANK, AnyQuestion, Cloze, Match, TrueFalse
from quiz.errors import QuizError, SessionError
from quiz.i18n import _, language, ngettext
from quiz.trainer import MissedEntry
from quiz.visible import one_line, visible
from quiz.wording import lettered_key, truth

_GAP = "＿" * 6
_LINE = "＿" * 20
"""What is written upon: a blank, and the line for an answer. Full-width low lines mean nothing
in Markdown, and join up in print."""

_MEANING = re.compile(r"([\\`*_\[\]<>#|~&$])")
_BLOCK_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|[-+=](?=[-=\s]|$))")
"""What Markdown would take for a list or a heading at the beginning of a line."""


def paper(entries: Sequence[MissedEntry], titles: Mapping[str, str], day: str) -> str:
    """Return the missed questions as Markdown: by set in the order of `titles`, keys at the end.

    Choices stand in another order than in the file, each day in another one. Questions that
    no set holds any more are left out; raises SessionError when none is left.
    """
    asked = [
        (entry, entry.question, set_id)
        for set_id in titles
        for entry in entries
        if entry.question and entry.record.ref.set_id == set_id
    ]
    if not asked:
        raise SessionError(_("No set holds these questions any more."))
    count = ngettext("{count} question", "{count} questions", len(asked))
    parts = ["# " + _("Missed book"), f"{day} · {count.format(count=len(asked))}"]
    keys = ["## " + _("Keys")]
    previous = ""
    for number, (entry, question, set_id) in enumerate(asked, 1):
        if set_id != previous:
            parts.append(f"## {_escaped(one_line(titles[set_id]))}")
            previous = set_id
        shown = _shuffled(question, day)
        parts += _question(number, question, shown, entry.record.state.times_missed)
        keys.append(_key(number, question, shown))
    return "\n\n".join([*parts, "---", *keys]) + "\n"


def write_paper(path: Path, text: str, *, replace: bool = False) -> Path:
    """Write `text` into a file, all or nothing; return where it is.

    Raises QuizError when the place can't be written, or holds a file and not `replace`.
    """
    target = path.resolve()
    if target.exists() and not (replace and target.is_file()):
        ordinary = target.is_file()
        raise QuizError(
            _("There is such a file already.") if ordinary else _("This is not an ordinary file."),
            hint=_("Choose another name, or replace it with --force.")
            if ordinary
            else _("Choose another name."),
            location=str(path),
        )
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise QuizError(
            _("The file can't be written: {reason}.").format(reason=error.strerror or error),
            hint=_("Choose another place."),
            location=str(path),
        ) from error
    return target


def free_name(folder: Path, day: str) -> Path:
    """Return a name in `folder` for a paper of this day that no file has yet."""
    number, path = 1, folder / f"missed-{day}.md"
    while path.exists():
        number += 1
        path = folder / f"missed-{day}-{number}.md"
    return path


# -- one question -----------------------------------------------------------------------------


def _shuffled(question: AnyQuestion, day: str) -> tuple[str, ...]:
    """Return the choices in the order that they have on a day."""
    seed = date.fromisoformat(day).toordinal()
    return shown_choices(question, make_plan([question], Mode.READ, seed=seed).slots[0])


def _question(
    number: int, question: AnyQuestion, shown: tuple[str, ...], times: int
) -> Iterator[str]:
    """Yield the paragraphs of one question: what is asked, its choices, where to answer."""
    missed = ngettext("missed {count} time", "missed {count} times", times).format(count=times)
    prompt = _numbered(question) if isinstance(question, Cloze) else question.prompt
    yield f"**{number}.** {_lines(prompt)}{_in_brackets(missed)}"
    match question:
        case TrueFalse():
            yield _hard_breaks([f"A. {truth(True)}", f"B. {truth(False)}"])
        case Match():
            yield _hard_breaks([f"({n}) {_line(left)}" for n, left in enumerate(question.lefts, 1)])
            yield _hard_breaks(_lettered(shown, ascii_lowercase))
        case _ if shown:
            yield _hard_breaks(_lettered(shown, ascii_uppercase))
    answer = _("Answer: {text}")
    several = isinstance(question, Cloze) and len(question.blanks) > 1
    blanks = range(1, len(question.key) + 1) if several else ()
    yield answer.format(text="  ".join(f"({n}) {_GAP}" for n in blanks) or _LINE)


def _key(number: int, question: AnyQuestion, shown: tuple[str, ...]) -> str:
    """Return the right answer with the letters it has on this paper, and why."""
    why = [_lines(question.explanation)] if question.explanation else []
    return _hard_breaks([f"**{number}.** {_lines(lettered_key(question, shown))}", *why])


def _numbered(question: Cloze) -> str:
    """Return a cloze with its blanks numbered, where there are several, and their hints."""
    text = question.segments[0]
    several = len(question.blanks) > 1
    for number, blank in enumerate(question.blanks, 1):
        hint = f"({blank.hint})" if blank.hint else ""
        text += f"({number})" * several + _GAP + hint + question.segments[number]
    return text


def _lettered(texts: Sequence[str], letters: str) -> list[str]:
    return [f"{letters[index]}. {_line(text)}" for index, text in enumerate(texts)]


# -- Markdown ---------------------------------------------------------------------------------


def _in_brackets(text: str) -> str:
    return f"（{text}）" if language() == "zh" else f" ({text})"


def _hard_breaks(lines: Sequence[str]) -> str:
    """Return lines of one paragraph that stay lines."""
    return "  \n".join(lines)


def _lines(text: str) -> str:
    """Return user text of any number of lines as one paragraph that shows it as it stands."""
    lines = [line.strip() for line in visible(text).split("\n") if line.strip()]
    return _hard_breaks([_escaped(line) for line in lines])


def _line(text: str) -> str:
    """Return user text on one line that shows it as it stands."""
    return _escaped(one_line(text))


def _escaped(line: str) -> str:
    """Return a line of user text with nothing in it that Markdown would act on."""
    line = _MEANING.sub(r"\\\1", line.replace(BLANK, _GAP))
    start = _BLOCK_START.match(line)
    if start is None:
        return line
    end = start.end() if start[0].isdecimal() else 0
    return f"{line[:end]}\\{line[end:]}"
