"""Plays the set `poems` through a terminal: reads the screen and types, as a person would."""

from __future__ import annotations

import re

from tests.terminal import DOWN, ENTER, UP, Terminal

POEMS = """\
title: 唐诗
questions:
  - id: author
    prompt: 《静夜思》是谁写的？
    options: [杜甫, 李白, 王维]
    answer: 李白
  - id: poems
    prompt: 哪几首是李白的诗？
    options: [静夜思, 春望, 将进酒, 登高]
    answer: [静夜思, 将进酒]
  - id: spring
    prompt: 《春望》是杜甫的诗。
    answer: true
  - id: moonlight
    cloze: 床前{{明月}}光，疑是{{地上霜}}
  - id: home
    prompt: “举头望明月”的下一句是什么？
    answer: 低头思故乡
  - id: lines
    prompt: 按先后顺序排列诗句。
    order: [床前明月光, 疑是地上霜, 举头望明月]
  - id: names
    prompt: 诗人与称号相配。
    match: {李白: 诗仙, 杜甫: 诗圣}
"""

QUESTIONS = 7

_SIGNS = {
    "author": "《静夜思》是谁写的",
    "poems": "哪几首是李白的诗",
    "spring": "《春望》是杜甫的诗",
    "moonlight": "光，疑是",
    "home": "的下一句是什么",
    "lines": "按先后顺序排列",
    "names": "诗人与称号相配",
}


def question(terminal: Terminal, number: int) -> str:
    """Wait until question `number` is asked, and nothing else is on the screen; return its id."""
    terminal.wait_for(
        lambda _: terminal.shows(f"{number}/{QUESTIONS}") and len(_seen(terminal)) == 1
    )
    return _seen(terminal)[0]


def answer(terminal: Terminal, name: str) -> None:
    """Give the right answer to the question `name`, which is on the screen, and submit it."""
    match name:
        case "author":
            terminal.send(_letter(terminal, "李白"))
        case "poems":
            terminal.send(_letter(terminal, "静夜思") + _letter(terminal, "将进酒"))
        case "spring":
            terminal.send("t")
        case "moonlight":
            terminal.send("明月")
            terminal.wait_for("床前(1)明月光")
            terminal.send(ENTER)
            terminal.wait_for(lambda _: "(2)" in terminal.cursor_line())
            terminal.paste("地上霜")
            terminal.wait_for("疑是(2)地上霜")
        case "home":
            terminal.paste("低头思故乡")
            terminal.wait_for("低头思故乡")
        case "lines":
            _arrange(terminal, ["床前明月光", "疑是地上霜", "举头望明月"])
        case "names":
            terminal.send(_letter(terminal, "诗仙") + _letter(terminal, "诗圣"))
    terminal.send(ENTER)


def practise(terminal: Terminal, *, until: int = QUESTIONS) -> list[str]:
    """Answer in practice up to question number `until`, whose verdict stays on the screen."""
    names: list[str] = []
    for number in range(1, until + 1):
        if number > 1:
            go_on(terminal, names[-1])
        names.append(question(terminal, number))
        answer(terminal, names[-1])
        terminal.wait_for("✓ Right")
    return names


def go_on(terminal: Terminal, name: str) -> None:
    """Press enter and wait until the question `name` has left the screen."""
    terminal.send(ENTER)
    terminal.wait_for(lambda _: name not in _seen(terminal))


def _seen(terminal: Terminal) -> list[str]:
    return [name for name, sign in _SIGNS.items() if terminal.shows(sign)]


def _letter(terminal: Terminal, text: str) -> str:
    """Return the letter before an option or a right side."""
    found = re.search(rf"\b([A-H])[. ]\s+{text}", terminal.screen_text())
    assert found, f"no letter before {text}:\n{terminal.screen_text()}"
    return found[1]


def _arrange(terminal: Terminal, wanted: list[str]) -> None:
    """Bring lines into order: go to each with the arrows, take it up, carry it to its place."""
    rows = re.findall(r"\d\. (\S+)", terminal.screen_text())
    items = [row for row in rows if row in wanted]
    cursor = 0
    for place, text in enumerate(wanted):
        here = items.index(text)
        terminal.send((DOWN if here > cursor else UP) * abs(here - cursor))
        terminal.send(" " + UP * (here - place) + " ")
        items.insert(place, items.pop(here))
        cursor = place
        terminal.wait_for(f"{place + 1}. {text}")
