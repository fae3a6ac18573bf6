"""How a typed answer is compared with its key."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine import folding
from quiz.engine.alignment import align
from quiz.engine.folding import fold, simplify, units
from quiz.engine.han import readings, same_shape, same_sound
from quiz.engine.matching import Comparison, Near, Segment, compare

TEXTS = st.one_of(
    st.text(max_size=30),
    st.text("忠专实勤正廉校较标、，。“” aA1-—.:２ｅ́\u3000", max_size=30),
)
"""Any text, and texts that have much in common."""


@pytest.fixture
def fresh_opencc() -> Iterator[None]:
    """Look for OpenCC anew, in the test and after it."""
    folding._converter.cache_clear()
    yield
    folding._converter.cache_clear()


def near(typed: str, key: str) -> Near | None:
    """Return the kind of near miss that a wrong answer is."""
    comparison = compare(typed, [key])
    assert not comparison.right
    return comparison.near


class TestFold:
    """What is forgiven, and that nothing else is."""

    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("“三会一课”", "三会一课"),
            ("“三会一课”", '"三会一课"'),
            ("忠、专、实、勤、正、廉", "忠专实 勤正廉"),
            ("两个维护。", "两个维护"),
            ("任务——五项……", "任务五项"),
            ("《条例》（试行）", "条例(试行)"),
            ("don't", "don’t"),
            ("ＡＢＣ１２３", "abc123"),
            ("Python", "PYTHON"),
            ("ﾊﾟﾝ", "パン"),
            ("café", "cafe\u0301"),
            ("STRASSE", "Straße"),
            ("两 个\u3000维\u00a0护\n", "两个维护"),
            ("soft\u00adhyphen\u200b", "softhyphen"),
            ("12：30", "12:30"),
            ("２０２０—２０２５", "2020-2025"),
            ("2020－2025", "2020-2025"),
            ("3～5", "3〜5"),
            ("100％", "100%"),
            ("COVID-19", "COVID19"),
        ],
    )
    def test_forgives(self, written: str, typed: str) -> None:
        """Width, case, white space, quotation marks and punctuation make no difference."""
        assert fold(typed) == fold(written)
        assert compare(typed, [written]).right

    @pytest.mark.parametrize(
        ("key", "typed"),
        [
            ("10²", "102"),
            ("①", "1"),
            ("Ⅳ", "IV"),
            ("½", "1/2"),
            ("H₂O", "H2O"),
            ("3.5", "35"),
            ("12:30", "1230"),
            ("1-2", "12"),
            ("2020—2025", "20202025"),
            ("-5", "5"),
            ("答案：-5", "答案：5"),
            ("5‰", "5"),
            ("5′", "5″"),
            ("C++", "C"),
            ("C#", "C"),
            ("a_b", "ab"),
            ("x<y", "x>y"),
            ("`ls`", "ls"),
            ("a/b", "a\\b"),
            ("é", "e"),
            ("！", "？"),
            ("两个维护", "两个拥护"),
        ],
    )
    def test_forgives_no_more(self, key: str, typed: str) -> None:
        """Every other character counts."""
        assert not compare(typed, [key]).right

    def test_keeps_a_text_of_punctuation(self) -> None:
        """A question may ask for a mark, in either width."""
        assert fold(" …… ") == "……"
        assert compare("!", ["！"]).right
        assert fold(" \n") == ""

    @given(TEXTS)
    def test_is_idempotent(self, text: str) -> None:
        """A fold folds to itself, so that stored folds can be compared with new ones."""
        assert fold(fold(text)) == fold(text)

    @given(st.text("0123456789-—.,:()，（）−“a字 ", max_size=12))
    def test_is_idempotent_around_digits(self, text: str) -> None:
        """What is kept beside a digit stays when what stood around it is gone."""
        assert fold(fold(text)) == fold(text)

    @pytest.mark.parametrize("marks", ["\u0316\u0301" * 500, "\u0301" * 1000])
    def test_a_thousand_marks_fold_to_the_same_in_any_form(self, marks: str) -> None:
        """They are sorted in pieces, which folding again finds as they are."""
        folded = fold(f"e{marks}é")
        assert fold(folded) == folded
        assert fold(f"e{marks}e\u0301") == folded

    @given(TEXTS)
    def test_units_make_up_the_fold(self, text: str) -> None:
        """What is aligned is what is compared, each unit at its own place in the text."""
        found = units(text)
        joined = "".join(unit.fold for unit in found)
        assert unicodedata.normalize("NFC", joined) == fold(text)
        places = [place for unit in found for place in (unit.start, unit.end)]
        assert places == sorted(places)
        assert all(unit.start < unit.end <= len(text) for unit in found)


class TestNear:
    """Wrong but close, and of which kind."""

    @pytest.mark.parametrize(
        ("typed", "key"),
        [
            ("较标", "校标"),
            ("筑魂", "铸魂"),
            ("强基故本", "强基固本"),
            ("“较标”", "校标、"),
            ("公式", "攻势"),
            ("辩别", "辨别"),
            ("究竞", "究竟"),
            ("清示", "请示"),
            ("秦", "勤"),
        ],
    )
    def test_sound(self, typed: str, key: str) -> None:
        """Homophones, any number, tones aside; also where they look alike."""
        assert near(typed, key) is Near.SOUND

    @pytest.mark.parametrize(
        ("typed", "key"),
        [("自已", "自己"), ("末来", "未来"), ("戊边", "戍边"), ("待奉", "侍奉"), ("已", "己")],
    )
    def test_shape(self, typed: str, key: str) -> None:
        """One look-alike that sounds different."""
        assert near(typed, key) is Near.SHAPE

    @pytest.mark.parametrize(
        ("typed", "key", "kind"),
        [
            ("两个拥护", "两个维护", Near.SUBSTITUTED),
            ("python2", "python3", Near.SUBSTITUTED),
            ("三会课", "“三会一课”", Near.MISSING),
            ("忠、专、实、勤、正", "忠、专、实、勤、正、廉", Near.MISSING),
            ("recieve", "receive", Near.ORDER),
            ("recive", "receive", Near.MISSING),
            ("receivee", "receive", Near.EXTRA),
            ("三会一一课", "三会一课", Near.EXTRA),
            ("忠诚", "忠", Near.EXTRA),
            ("忠实专勤正廉", "忠、专、实、勤、正、廉", Near.ORDER),
            ("廉专实勤正忠", "忠、专、实、勤、正、廉", Near.ORDER),
            ("实勤正廉忠专", "忠、专、实、勤、正、廉", Near.ORDER),
            ("廉勤忠正专实", "忠、专、实、勤、正、廉", Near.ORDER),
        ],
    )
    def test_one_slip(self, typed: str, key: str, kind: Near) -> None:
        """One character less, more or other, or the right ones in another order."""
        assert near(typed, key) is kind

    @pytest.mark.parametrize(
        ("typed", "key"),
        [
            ("", "忠"),
            ("", "三会一课"),
            ("、。", "三会一课"),
            ("两个拥戴", "两个维护"),
            ("三会", "三会一课"),
            ("拥", "维"),
            ("cat", "car"),
            ("ca", "cat"),
            ("1948", "1949"),
            ("10²", "102"),
            ("listen", "silent"),
            ("teaching", "cheating"),
            ("完全不同的答案", "三会一课"),
        ],
    )
    def test_more_than_a_slip(self, typed: str, key: str) -> None:
        """Nothing typed, two characters off, a short word or a number are never near."""
        assert near(typed, key) is None

    def test_the_nearest_key_is_named(self) -> None:
        """Of several keys the one with a near miss, then the fewest edits, then the first."""
        assert compare("较标", ["导航", "校标"]).key == "校标"
        assert compare("abcdefxyz", ["zzzzzzzzz", "abcdefghi"]).key == "abcdefghi"
        assert compare("", ["甲乙", "丙丁"]).key == "甲乙"
        assert compare("丙丁。", ["甲乙", "丙丁"]) == Comparison(
            True, "丙丁", None, (Segment("same", "丙丁。", "丙丁"),)
        )

    def test_of_a_thousand_long_keys_the_nearest_is_named(self) -> None:
        """Without comparing each of them character by character, which takes long."""
        keys = [f"{'ab' * (900 + number)}" for number in range(100)]
        found = compare("ab" * 950 + "c", [*keys, "九江"])
        assert not found.right
        assert found.key == "ab" * 950
        assert compare("九江", [*keys, "九江"]).right


class TestDiff:
    """The two lines that a verdict shows."""

    def test_a_changed_character_stands_alone(self) -> None:
        """Marks that folding forgives are no difference, even beside one."""
        assert compare("较，标", ["“校”标"]).diff == (
            Segment("same", "", "“"),
            Segment("changed", "较", "校"),
            Segment("same", "，标", "”标"),
        )

    def test_missing_and_extra(self) -> None:
        """A character that one side lacks has nothing beside it."""
        assert compare("三会课", ["三会一课"]).diff == (
            Segment("same", "三会", "三会"),
            Segment("missing", "", "一"),
            Segment("same", "课", "课"),
        )
        assert compare("三会一课课", ["三会一课"]).diff[-1] == Segment("extra", "课", "")

    def test_another_order_is_moved(self) -> None:
        """Right characters that stand elsewhere are neither missing nor extra."""
        assert compare("专实忠", ["忠专实"]).diff == (
            Segment("moved", "", "忠"),
            Segment("same", "专实", "专实"),
            Segment("moved", "忠", ""),
        )

    def test_nothing_typed(self) -> None:
        """All of the key is missing; marks aside, which were not asked for."""
        assert compare("", ["忠、专"]).diff == (
            Segment("missing", "", "忠"),
            Segment("same", "", "、"),
            Segment("missing", "", "专"),
        )

    @given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
    def test_makes_up_both_texts(self, typed: str, keys: list[str]) -> None:
        """Nothing typed and nothing of the key is lost or altered by the comparison."""
        comparison = compare(typed, keys)
        assert "".join(segment.typed for segment in comparison.diff) == typed
        assert "".join(segment.key for segment in comparison.diff) == comparison.key
        assert comparison.key in keys
        assert not (comparison.right and comparison.near)

    @given(TEXTS)
    def test_the_key_itself_is_right(self, key: str) -> None:
        """Whoever types the key as it is written is right."""
        assert compare(key, [key]).right

    @given(st.text("甲乙丙", max_size=8), st.text("甲乙丙", max_size=8))
    def test_shows_the_fewest_edits(self, typed: str, key: str) -> None:
        """The alignment is as short as the textbook distance, and uses every character once."""
        row = list(range(len(key) + 1))
        for index, left in enumerate(typed, 1):
            above, row = row, [index]
            for place, right in enumerate(key):
                same = above[place] + (left != right)
                row.append(min(row[-1] + 1, above[place + 1] + 1, same))
        pairs = align(typed, key)
        assert [left for left, _right in pairs if left is not None] == list(range(len(typed)))
        assert [right for _left, right in pairs if right is not None] == list(range(len(key)))
        edits = sum(a is None or b is None or typed[a] != key[b] for a, b in pairs)
        assert edits == row[-1]

    @pytest.mark.parametrize("length", [2000, 200_000])
    def test_long_texts(self, length: int) -> None:
        """An essay is compared in bounded work, its beginning and end shown as the same."""
        key = "校标导航" * (length // 4)
        typed = key[: length // 2] + "铸魂" + key[length // 2 :]
        comparison = compare(typed, [key])
        assert (comparison.right, comparison.near) == (False, None)
        assert [segment.kind for segment in comparison.diff][::2] == ["same", "same"]
        assert "".join(segment.typed for segment in comparison.diff) == typed
        assert compare(key + "。", [key]).right

    def test_a_long_key_beside_a_short_one(self) -> None:
        """A key too long to be aligned does not hide the near miss of another."""
        comparison = compare("较标", ["长" * 3000, "校标"])
        assert (comparison.key, comparison.near) == ("校标", Near.SOUND)


class TestHan:
    """What characters sound and look like."""

    @pytest.mark.parametrize(
        "pair", ["己已", "未末", "戊戍", "辩辨", "辨辫", "竞竟", "校较", "待侍"]
    )
    def test_look_alikes(self, pair: str) -> None:
        """Characters that readers confuse, whichever comes first."""
        assert same_shape(*pair)
        assert same_shape(*reversed(pair))

    @pytest.mark.parametrize("pair", ["政治", "讲话", "忠专", "三四", "说请", "ab", "a校", "校校"])
    def test_not_alike(self, pair: str) -> None:
        """A shared radical is not enough; letters and equal characters are not judged."""
        assert not same_shape(*pair)

    @pytest.mark.parametrize("pair", ["校较", "铸筑", "固故", "勤秦", "行航", "绿率", "機基"])
    def test_homophones(self, pair: str) -> None:
        """Any reading of the one and any of the other, tones aside."""
        assert same_sound(*pair)
        assert same_sound(*reversed(pair))

    @pytest.mark.parametrize("pair", ["校标", "己已", "ab", "aa", "，。"])
    def test_not_homophones(self, pair: str) -> None:
        """Different readings, and what has none."""
        assert not same_sound(*pair)

    def test_readings(self) -> None:
        """All readings, as they are typed; none for what isn't a known character."""
        assert set(readings("校")) == {"jiao", "xiao"}
        assert set(readings("率")) == {"lv", "shuai"}
        assert readings("廉") == ("lian",)
        assert readings("a") == readings("") == readings("廉正") == readings("：") == ()

    def test_every_common_character_can_be_read(self) -> None:
        """No character that the common input methods offer is without a reading."""
        rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
        known = [row.decode("gb2312", "ignore") for row in rows]
        assert [character for character in known if character and not readings(character)] == []


class TestTraditional:
    """Traditional characters, with OpenCC and without."""

    def test_without_opencc_they_count(
        self, monkeypatch: pytest.MonkeyPatch, fresh_opencc: None
    ) -> None:
        """The extra is optional: its lack is no error, and forgives nothing."""
        monkeypatch.setitem(sys.modules, "opencc", None)
        assert simplify("機關") == "機關"
        assert not compare("機關", ["机关"]).right

    def test_with_opencc_they_are_forgiven(self, fresh_opencc: None) -> None:
        """Either script may be typed for either, and a slip is judged in simplified."""
        pytest.importorskip("opencc")
        assert compare("機關黨建", ["机关党建"]).right
        assert compare("机关党建", ["機關黨建"]).right
        assert near("機關黨件", "机关党建") is Near.SOUND
        assert compare("機關黨件", ["机关党建"]).diff == (
            Segment("same", "機關黨", "机关党"),
            Segment("changed", "件", "建"),
        )

    def test_half_a_character_is_no_error(self, fresh_opencc: None) -> None:
        """A terminal that sends broken text can't end the session."""
        assert not compare("机\ud83d关", ["机关"]).right


def test_tables_are_loaded_for_a_miss_only() -> None:
    """A right answer, and the start of the program, don't pay for the tables."""
    code = """if True:
        import sys
        from quiz.engine.matching import compare
        compare("机关。", ["机关"])
        assert "quiz.engine.han_data" not in sys.modules
        compare("机管", ["机关"])
        assert "quiz.engine.han_data" in sys.modules
    """
    root = Path(folding.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
