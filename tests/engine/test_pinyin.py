"""Pinyin typed for a Chinese key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.engine import pinyin
from quiz.engine.pinyin import recognised


@pytest.fixture
def fresh_reader() -> Iterator[None]:
    """Look for pypinyin anew, in the test and after it."""
    pinyin._reader.cache_clear()
    yield
    pinyin._reader.cache_clear()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("sigeyishi", "四个意识"),
        ("sgys", "四个意识"),
        ("sgyishi", "四个意识"),
        ("zhengzhi", "政治"),
        ("zz", "政治"),
        ("zhzh", "政治"),
        ("zzh", "政治"),
        ("zhong", "忠"),
        ("an", "安"),
        ("aq", "安全"),
        ("Si Ge YI'SHI。", "“四个意识”"),
        ("ｓｇｙｓ", "四个意识"),
        ("zhuxuezhe, xianxingzhe", "助学者、先行者"),
    ],
)
def test_readings_and_initials_are_recognised(typed: str, key: str) -> None:
    """In full, by initials of one or two letters, or mixed; folded as any typed text."""
    assert recognised(typed, key)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("sgy", "四个意识"),
        ("sgyss", "四个意识"),
        ("sigeyish", "四个意识x"),
        ("shgys", "四个意识"),
        ("gsys", "四个意识"),
        ("z", "忠"),
        ("zh", "忠"),
        ("sì gè yì shí", "四个意识"),
        ("si4ge4yi4shi2", "四个意识"),
        ("四geyishi", "四个意识"),
        ("四个意识", "四个意识"),
        ("", "四个意识"),
        ("。", "四个意识"),
    ],
)
def test_anything_else_is_not(typed: str, key: str) -> None:
    """Every character must be there, one alone in full, without tones, and nothing in Chinese."""
    assert not recognised(typed, key)


@pytest.mark.parametrize("typed", ["changsanjiao", "zhangsanjiao", "csj", "zsj"])
def test_any_reading_of_a_character_will_do(typed: str) -> None:
    """A learner is not asked which reading the context calls for."""
    assert recognised(typed, "长三角")


@pytest.mark.parametrize("typed", ["lvse", "luse", "lüse", "LÜSE", "ls"])
def test_the_u_with_dots_has_three_spellings(typed: str) -> None:
    """`ü` is `v` on Chinese keyboards, `u` to many, and may be typed as it is."""
    assert recognised(typed, "绿色")


@pytest.mark.parametrize(
    ("typed", "key", "expected"),
    [
        ("dangjian+xinfang", "党建+信访", True),
        ("dj+xf", "党建+信访", True),
        ("djxf", "党建+信访", False),
        ("3nian", "3年", True),
        ("3n", "3年", False),
        ("2020-2025nian", "2020—2025年", True),
        ("2020nian", "2025年", False),
        ("tzhuang", "T装", True),
        ("tizhuang", "T装", False),
    ],
)
def test_what_is_not_chinese_stands_for_itself(typed: str, key: str, expected: bool) -> None:
    """Digits, letters and signs of a key are typed as they are; one character has no initial."""
    assert recognised(typed, key) is expected


def test_a_key_without_chinese_is_never_recognised() -> None:
    """A right answer in letters is right, not recognised."""
    assert not recognised("passage", "passage")
    assert not recognised("a", "あ")


def test_traditional_characters_are_read_too() -> None:
    """The key's script doesn't matter to one who types letters."""
    assert recognised("xuexi", "學習")
    assert recognised("xx", "學習")


def test_a_long_key_with_many_readings_is_judged_at_once() -> None:
    """The ways to read a text are not gone through one by one."""
    assert recognised("zh" * 400, "长重" * 200)
    assert not recognised("zh" * 400 + "x", "长重" * 200)


def test_without_pypinyin_nothing_is_recognised(
    monkeypatch: pytest.MonkeyPatch, fresh_reader: None
) -> None:
    """The extra is optional, and its lack no error."""
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    assert not recognised("sgys", "四个意识")


def test_pypinyin_is_loaded_only_when_letters_stand_for_chinese() -> None:
    """Nobody else pays for its tables."""
    code = """if True:
        import sys
        from quiz.engine.pinyin import recognised
        recognised("四个意志", "四个意识")
        recognised("42", "四个意识")
        recognised("letters", "passage")
        assert "pypinyin" not in sys.modules
        assert recognised("sgys", "四个意识")
        assert "pypinyin" in sys.modules
    """
    root = Path(pinyin.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
