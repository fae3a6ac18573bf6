"""A seeded generator of question files of any number, each resting on a document of its own.

The questions mean nothing, but they are sound: every quote stands in its document and every
key in its quote, so that reading them costs what reading a real bank costs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

_CHARACTERS = (
    "党政机关建设学习思想理论组织基层干部人民工作发展责任落实制度纪律作风文化改革创新服务群众"
    "目标任务实践能力素质教育管理监督考核评价标准水平质量效率成果经验方法路径机制平台载体品牌"
)
_CLAUSES = 3
_DISTRACTORS = 3


def write_bank(
    folder: Path,
    questions: int,
    *,
    seed: int = 1,
    per_file: int = 1000,
    kinds: Sequence[str] = (),
    name: str = "bank",
) -> list[Path]:
    """Write sets with `questions` questions altogether into `folder`; return the files.

    The same arguments write the same bytes. The files are called by `name`. `kinds` are the
    types to take turns with, by default all those of `KINDS`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, first in enumerate(range(0, questions, per_file)):
        chance = random.Random(f"bank:{seed}:{number}")
        sentences = [_sentence(chance) for _each in range(min(per_file, questions - first))]
        stem = f"{name}-{number:03}"
        document = folder / f"{stem}.txt"
        document.write_text("".join(f"{_joined(each)}\n" for each in sentences), encoding="utf-8")
        file = folder / f"{stem}.yaml"
        file.write_text(
            _head(stem) + "".join(_questions(sentences, kinds or tuple(KINDS), chance)),
            encoding="utf-8",
        )
        files.append(file)
    return files


def _sentence(chance: random.Random) -> list[str]:
    """Return the clauses of one sentence; long enough never to come twice."""
    return [
        "".join(chance.choices(_CHARACTERS, k=chance.randint(8, 12))) for _each in range(_CLAUSES)
    ]


def _joined(clauses: list[str]) -> str:
    return "，".join(clauses) + "。"


def _head(name: str) -> str:
    return f"title: Bank {name}\nsource: {name}.txt\ntags: [{name}]\nquestions:\n"


def _questions(
    sentences: list[list[str]], kinds: Sequence[str], chance: random.Random
) -> list[str]:
    blocks = []
    for number, clauses in enumerate(sentences):
        others = [chance.choice(sentences)[chance.randrange(_CLAUSES)] for _each in range(12)]
        wrong = [text for text in dict.fromkeys(others) if text not in clauses][:_DISTRACTORS]
        lines = [
            f"  - id: q{number}",
            *KINDS[kinds[number % len(kinds)]](number, clauses, wrong),
            f"    quote: {_joined(clauses)}",
            f"    explanation: 见第{number}句，共{_CLAUSES}个分句。",
        ]
        blocks.append("\n".join(lines) + "\n")
    return blocks


def _single(number: int, clauses: list[str], wrong: list[str]) -> list[str]:
    options = [f"      - {text}" for text in (clauses[1], *wrong)]
    prompt = f"    prompt: 第{number}句中，接在“{clauses[0]}”后面的是什么？"
    return [prompt, "    options:", *options, "    answer: A"]


def _cloze(_number: int, clauses: list[str], _wrong: list[str]) -> list[str]:
    return [f"    cloze: {clauses[0]}，{{{{{clauses[1]}}}}}，{{{{{clauses[2]}}}}}"]


def _true_false(number: int, clauses: list[str], wrong: list[str]) -> list[str]:
    said, answer = (wrong[0], "false") if number % 2 and wrong else (clauses[1], "true")
    return [f"    prompt: 第{number}句说，{clauses[0]}，{said}。", f"    answer: {answer}"]


def _short(number: int, clauses: list[str], _wrong: list[str]) -> list[str]:
    prompt = f"    prompt: 第{number}句中，“{clauses[1]}”之后怎么说？"
    return [prompt, f"    answer: {clauses[2]}"]


def _order(number: int, clauses: list[str], _wrong: list[str]) -> list[str]:
    items = [f"      - {text}" for text in clauses]
    return [f"    prompt: 按先后顺序排列第{number}句的分句。", "    order:", *items]


KINDS: dict[str, Callable[[int, list[str], list[str]], list[str]]] = {
    "single": _single,
    "cloze": _cloze,
    "true_false": _true_false,
    "short": _short,
    "order": _order,
}
"""How a question of each type is written: from its number, its clauses and wrong clauses."""
