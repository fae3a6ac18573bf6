"""Drafts: what is drawn from a document, and that a set of them is sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.authoring.asking import asks
from quiz.authoring.clauses import letters
from quiz.authoring.drafting import Draft, Why, all_drafts, choose, set_lines
from quiz.authoring.lint import lint
from quiz.content.schema import read_data, read_set
from quiz.content.sources import Document, Documents, merged, read_document
from quiz.engine.questions import QuestionSet
from quiz.i18n import use_language

ROOT = Path(__file__).resolve().parents[2]
SPEECH = ROOT / "seeds" / "speech.txt"

REPORT = """\
临江县2026年交通工作报告

过去一年，全县交通系统围绕“畅通工程”总体部署，扎实推进“四好农村路”建设，各项工作取得新进展。

一、主要成效
全年完成投资12.6亿元，比上年增长8.3%。新建农村公路186公里，改造危桥23座，行政村通客车率达到100%。
深入开展“百日攻坚”专项行动，排查隐患417处。推行“一次办好”制度，审批时限由15天压缩到6天。

二、存在问题
农村客运班次偏少，从业人员年龄偏大。

三、重点任务
要加快建设环城快速路，确保6月底前全线通车。要着力补齐养护短板，建立县、镇、村三级养护体系。
要加强队伍建设，做到政治过硬、业务过硬、作风过硬。谢谢大家。
"""

PAGE = """\
# The Marlow Harbour Guide

Marlow Harbour was built between 1887 and 1893 by the engineer Agnes
Whitlock. A "berthing card" is a white card that shows the boat's name.
Boats longer than 18 metres must use the South Pier. The tower stands 31
metres high. The speed limit inside is 4 knots. Members of the Marlow
Sailing Club pay half. The harbour is closed when the "red cone" is
hoisted. Three signals are used: a cone, a ball and a black flag.
"""


def drafts(text: str) -> list[Draft]:
    """Return what is drawn from a text."""
    return all_drafts(Document("text", text))


def gapped(found: list[Draft]) -> list[str]:
    """Return the texts with gaps, a short answer's gap filled like a cloze's."""
    texts = []
    for one in found:
        if one.type == "cloze":
            texts.append(str(one.example["cloze"]))
        elif one.type == "short":
            prompt = str(one.example["prompt"]).split("：", 1)[-1].split(": ", 1)[-1]
            answer = f"{{{{{one.example['answer']}}}}}"
            texts.append(prompt.replace("（　）", answer).replace("____", answer))
    return texts


def ordered(found: list[Draft]) -> list[object]:
    """Return the lists to be put in order."""
    return [one.example["order"] for one in found if one.type == "order"]


def written(path: Path, source: Path, found: list[Draft]) -> QuestionSet:
    """Return the set that drafts make, in which nothing is to be found."""
    text = "\n".join(set_lines(path, "草稿", source, found)) + "\n"
    documents = Documents()
    reading = read_data(text.encode(), str(path), documents)
    assert reading.problems == []
    assert reading.question_set is not None
    assert lint([reading.question_set], documents) == []
    return reading.question_set


@pytest.mark.parametrize("text", [REPORT, PAGE, None])
def test_a_set_of_drafts_is_sound(tmp_path: Path, text: str | None) -> None:
    """It has no problem, no finding of a rule, and each question quotes what it rests on."""
    source = SPEECH
    if text is not None:
        source = tmp_path / "text.txt"
        source.write_text(text, encoding="utf-8")
    path = tmp_path / "set.yaml"
    chosen = choose(path, source, all_drafts(read_document(source)))
    found = written(path, source, chosen)
    assert len(found.questions) == len(chosen) >= 8
    assert all(question.quotes for question in found.questions)
    assert len({question.type for question in found.questions}) >= 3


def test_the_speech_is_asked_for_as_its_writers_ask() -> None:
    """Of what the keys of the shipped sets ask for, letter by letter, at least 85 of 100 parts."""
    document, documents = read_document(SPEECH), Documents()
    path = ROOT / "questions" / "draft.yaml"
    sure = [one for one in all_drafts(document) if one.confidence >= 0.7]
    made = written(path, SPEECH, choose(path, SPEECH, sure))
    have = merged([span for one in asks(document, made.questions) for span in one.spans])

    def share(start: int, end: int) -> float:
        within = [document.text[max(start, low) : min(end, high)] for low, high in have]
        return sum(map(letters, within)) / letters(document.text[start:end])

    parts = [
        span
        for file in sorted((ROOT / "questions").glob("[12]*.yaml"))
        if (theirs := read_set(str(file), documents).question_set)
        for one in asks(document, theirs.questions)
        for span in one.spans
        if letters(document.text[slice(*span)])
    ]
    assert len(parts) > 800
    assert sum(share(*span) >= 0.8 for span in parts) / len(parts) >= 0.85


def test_the_same_text_gives_the_same_drafts() -> None:
    """Whatever the language of the interface; they are in that of the document."""
    first = drafts(REPORT), drafts(PAGE)
    use_language("zh")
    again = drafts(REPORT), drafts(PAGE)
    assert again == first
    prompts = [str(one.example.get("prompt", "")) for one in first[0]]
    assert not any("gap" in prompt for prompt in prompts)
    assert any("____" in str(one.example.get("prompt")) for one in first[1])


def test_figures_and_dates() -> None:
    """With their units, and not what only looks like one."""
    texts = gapped(drafts(REPORT))
    assert "全年完成投资{{12.6亿元}}，比上年增长{{8.3%}}" in texts
    assert "新建农村公路{{186公里}}，改造危桥{{23座}}，行政村通客车率达到{{100%}}" in texts
    assert any("由{{15天}}压缩到{{6天}}" in text for text in texts)
    assert any("longer than {{18 metres}}" in text for text in gapped(drafts(PAGE)))


def test_quoted_phrases() -> None:
    """What stands in quotation marks is recalled, and chosen among its like."""
    texts = gapped(drafts(REPORT))
    assert "过去一年，全县交通系统围绕“{{畅通工程}}”总体部署" in texts
    assert any('A "{{berthing card}}" is' in text for text in gapped(drafts(PAGE)))
    chosen = [one for one in all_drafts(read_document(SPEECH)) if one.type == "single"]
    by_key = {str(one.example["answer"]): one.example for one in chosen}
    options = by_key["“第一议题”"]["options"]
    assert "严格落实（　）制度" in str(by_key["“第一议题”"]["prompt"])
    assert isinstance(options, list)
    assert {len(str(one)) for one in options} == {6}


def test_lists_and_points() -> None:
    """Members are whole, points and parts are those of the text in its order."""
    lists = ordered(drafts(REPORT))
    assert ["主要成效", "存在问题", "重点任务"] in lists
    assert ["政治过硬", "业务过硬", "作风过硬"] in lists
    assert ["要加快建设环城快速路", "要着力补齐养护短板", "要加强队伍建设"] in lists
    speech = ordered(all_drafts(read_document(SPEECH)))
    assert ["引领者", "先行者", "示范者"] in speech
    assert ["用“四个意识”校标", "用“四个自信”导航", "用“两个维护”铸魂"] in speech


def test_what_is_unsure_is_less_confident() -> None:
    """A wording cut where no verb shows how is left out unless less is asked for."""
    sure: list[Draft] = []
    unsure: list[Draft] = []
    for one in drafts("在市直机关工委全体干部会议上的讲话。要持续加强理论武装，深化主题教育。"):
        (sure if one.confidence >= 0.7 else unsure).append(one)
    assert gapped(sure) == ["要持续加强{{理论武装}}，深化{{主题教育}}"]
    assert gapped(unsure) == ["在市直机关工委全体干部会议上的{{讲话}}"]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("深化工艺改革、进行岗位练兵。", "深化{{工艺改革}}、进行{{岗位练兵}}"),
        ("是加强车间管理的根本途径。", "是加强{{车间管理}}的{{根本途径}}"),
        ("坚持把安全生产作为头等大事。", "坚持把{{安全生产}}作为{{头等大事}}"),
        ("把工作着力点，放在设备检修上。", "把{{工作着力点}}，放在{{设备检修}}上"),
        ("引导车间党员自觉弘扬工匠精神。", "引导车间党员自觉弘扬{{工匠精神}}"),
        (
            "不断提升车间职工读懂图纸、排除故障、革新工艺、改进流程的能力。",
            "不断提升车间职工读懂图纸、{{排除故障}}、{{革新工艺}}、{{改进流程}}的能力",
        ),
    ],
)
def test_gaps_part_a_clause_where_its_grammar_does(text: str, gaps: str) -> None:
    """Each verb keeps its own object, and frame words stay in view."""
    assert gaps in gapped(drafts(text))


def test_pairs_are_verbs_with_their_objects() -> None:
    """Neither what something is, nor half of what is done side by side."""
    text = (
        "争做服务用户的排头兵，建立夜班岗位、严守操作规程，引导职工用好工具，"
        "开展技能竞赛，加强设备养护，培养青年骨干。"
    )
    pairs = {}
    for one in drafts(text):
        match = one.example.get("match")
        pairs.update(match if isinstance(match, dict) else {})
    assert pairs == {
        "建立": "夜班岗位",
        "严守": "操作规程",
        "开展": "技能竞赛",
        "加强": "设备养护",
        "培养": "青年骨干",
    }


def test_a_passage_is_not_cut_where_it_goes_on() -> None:
    """Nor does what leads to a list stand in two places."""
    found = drafts(
        "要抓好春耕备播，既补齐设备短板，又培育种粮大户，做到人员、种子、农机、农药到位，"
        "做到水渠、道路、仓库、烘房到位，完善服务体系，拓宽销售渠道，建立长效机制。"
    )
    begins = [text[:1] for text in gapped(found)]
    assert "又" not in begins
    prompts = [str(one.example["prompt"]) for one in found if one.type == "order"]
    assert len({*prompts}) == len(prompts) == 2
    assert not any(prompt.endswith("：做到……") for prompt in prompts)


def test_false_statements_differ_from_the_text() -> None:
    """A statement is the text's own, or has one thing exchanged that stands elsewhere in it."""
    found = [one for one in drafts(REPORT) if one.type == "true_false"]
    assert {one.example["answer"] for one in found} == {True, False}
    for one in found:
        statement = str(one.example["prompt"]).split("：", 1)[1]
        assert (statement in REPORT) is one.example["answer"]
        assert one.why is Why.SWAP


def test_courtesies_are_nobody_s_matter() -> None:
    """Nothing asks for the thanks at the end."""
    assert not any("谢谢" in str(one.example) for one in drafts(REPORT))


@pytest.mark.parametrize("text", ["", "短。", "、、、", "{{a}}，{b|c}", "1 2 3", "“”“”"])
def test_a_text_with_nothing_in_it(text: str) -> None:
    """Gives few drafts or none, and no fault."""
    assert len(drafts(text)) <= 1


PIECES = st.sampled_from(
    [
        *("，。、；：“”（）《》{}|#\n 的和\u2028\\"),
        *("要", "坚持", "加强", "“四个”", "专项行动", "12万人", "一、", "党员", "以", "为重点"),
        *("a cone", ", ", ". ", "and ", "North Pier", "3 km"),
    ]
)


@settings(max_examples=200)
@given(text=st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_gives_a_sound_set(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a document holds, what is chosen from it has nothing wrong."""
    folder = tmp_path_factory.mktemp("any")
    source = folder / "text.txt"
    source.write_text(text.encode("utf-8", "ignore").decode(), encoding="utf-8", newline="")
    path = folder / "set.yaml"
    chosen = choose(path, source, all_drafts(read_document(source)))
    if chosen:
        written(path, source, chosen)
