"""Which question goes on with whose history after an edit."""

from __future__ import annotations

import random
import time

from quiz.content.identity import Inheritance, Trace, derive_id, inherit


def trace(id_: str, prompt: str, *key: str) -> Trace:
    """Return what is known of a question."""
    return Trace(id_, prompt, key)


def test_a_mended_prompt_keeps_its_history() -> None:
    """The same key and nearly the same prompt."""
    old = trace("~a", "加强机关党的建设的首要任务是什么？", "两个维护")
    new = trace("~b", "讲话指出，加强机关党的建设的首要任务是什么？", "两个维护")
    assert inherit([old], [new]) == Inheritance((("~a", "~b"),), ())


def test_the_key_is_compared_as_answers_are() -> None:
    """Punctuation and width don't make another key."""
    old = trace("~a", "会议制度叫什么？", "“三会一课”")
    new = trace("~b", "这项会议制度叫什么？", "三会一课")
    assert inherit([old], [new]).renamed == (("~a", "~b"),)


def test_a_changed_key_is_to_be_asked_about() -> None:
    """Whether it is the same question, only a person knows."""
    old = trace("~a", "加强机关党的建设的首要任务是什么？", "理论武装")
    new = trace("~b", "加强机关党的建设的首要任务是什么？", "两个维护")
    assert inherit([old], [new]) == Inheritance((), (("~a", "~b"),))


def test_what_has_little_in_common_is_not_paired() -> None:
    """The same key alone is no reason, and with another key a likeness must be strong."""
    old = trace("~a", "加强机关党的建设的首要任务是什么？", "两个维护")
    assert inherit([old], [trace("~b", "用什么铸魂？", "两个维护")]) == Inheritance((), ())
    other = trace("~b", "加强机关建设的核心内容是什么？", "其他")
    assert inherit([old], [other]) == Inheritance((), ())


def test_each_question_is_in_one_pair_and_the_likest_come_first() -> None:
    """Of two that may inherit, the nearer does."""
    old = [trace("~1", "第一部分的要求是什么？", "对"), trace("~2", "第二部分的要求是什么？", "对")]
    new = [
        trace("~3", "讲话第二部分的要求是什么？", "对"),
        trace("~4", "讲话第一部分的要求是什么？", "对"),
        trace("~5", "讲话第一部分的要求有什么？", "对"),
    ]
    assert inherit(old, new).renamed == (("~1", "~4"), ("~2", "~3"))


def test_a_certain_pair_leaves_nothing_to_ask() -> None:
    """What has inherited is not asked about as well."""
    old = [trace("~1", "首要任务是什么？", "甲"), trace("~2", "首要任务是什么呢？", "乙")]
    new = [trace("~3", "首要任务究竟是什么？", "甲")]
    assert inherit(old, new) == Inheritance((("~1", "~3"),), ())


def test_nothing_vanished_or_nothing_appeared() -> None:
    """Then there is nothing to inherit."""
    one = [trace("~a", "x", "y")]
    assert inherit([], one) == inherit(one, []) == Inheritance((), ())


def test_a_rewritten_bank_is_matched_in_time() -> None:
    """Hundreds of questions on both sides take a second or two."""
    chance = random.Random(1)
    prompts = [
        "".join(chance.choices("党政机关建设学习思想理论组织", k=30)) for _each in range(200)
    ]
    old = [trace(f"~o{n}", prompt, str(n)) for n, prompt in enumerate(prompts)]
    new = [trace(f"~n{n}", f"问：{prompt}", str(n)) for n, prompt in enumerate(prompts)]
    began = time.perf_counter()
    assert len(inherit(old, new).renamed) == 200
    assert time.perf_counter() - began < 30


def test_derived_ids_never_change() -> None:
    """History recorded under them by an earlier release must be found."""
    assert derive_id("single", "首要任务是什么？") == "~0c16d3839b"
    assert derive_id("cloze", "用“四个意识”____，用“四个自信”____") == "~f1cf596664"


def test_derived_ids_forgive_what_typing_forgives() -> None:
    """White space, width and punctuation of the prompt may change, and nothing else."""
    same = (
        "加强建设的首要任务是什么？",
        "加强建设的首要任务，是什么?",
        "加强建设的 首要任务是什么",
    )
    assert len({derive_id("short", prompt) for prompt in same}) == 1
    different = ("5 - 3 等于几", "5 * 3 等于几", "甲____丙", "甲丙____", "____甲丙", "10²", "102")
    assert len({derive_id("short", prompt) for prompt in different}) == len(different)
    assert derive_id("short", "x") != derive_id("single", "x")
