"""Which steps a phrase is drilled in, and what each of them asks."""

from __future__ import annotations

import pytest

from quiz.engine.drill import DrillStep, exercise, steps
from quiz.engine.grading import Outcome, grade
from quiz.engine.questions import AnyQuestion, Blank, Cloze, Order, Question, Short
from quiz.engine.responses import Typed
from tests.samples import CARD, CLOZE, MATCH, MULTIPLE, SHORT, SINGLE, TRUE_FALSE, base, right

ONE, SEVERAL, FIRST, ORDER, WHOLE = DrillStep

SENTENCE = Cloze(
    **base("sentence", "把握新发展____、贯彻新发展____、构建新发展____的能力"),
    segments=("把握新发展", "、贯彻新发展", "、构建新发展", "的能力"),
    blanks=(Blank(("阶段",)), Blank(("理念",), hint="思路"), Blank(("格局",))),
    explanation="第一部分的最后一句",
    hint="第一部分",
    quotes=("把握新发展阶段、贯彻新发展理念、构建新发展格局的能力",),
    source="/speech.txt",
    tags=("并列要点",),
    points=2.0,
    line=7,
)
FREE = Cloze(
    **base("free", "认真落实____、____、____等制度"),
    segments=("认真落实", "、", "、", "等制度"),
    blanks=(Blank(("组织生活会",)), Blank(("主题党日",)), Blank(("谈心谈话",))),
    any_order=True,
)
TOGETHER = Order(
    **base("together", "排列四个“一起”。"),
    items=("一起谋划", "一起部署", "一起落实", "一起检查"),
    quotes=("坚持党建工作和业务工作一起谋划、一起部署、一起落实、一起检查",),
)
LIST = Short(
    **base("list", "哪三“者”？"),
    answer="引领者、先行者、示范者",
    quotes=("带头争做引领者、先行者、示范者",),
)
PHRASE = Short(
    **base("phrase", "开展什么专项行动？"),
    answer="六查六看",
    accept=("“六查六看”专项行动",),
    quotes=("深入开展“六查六看”专项行动",),
)
DRILLED: tuple[AnyQuestion, ...] = (CLOZE, SENTENCE, FREE, TOGETHER, LIST, PHRASE)


def of(question: AnyQuestion, step: DrillStep, seed: int = 1) -> Cloze:
    """Return the exercise of a step that is a cloze."""
    asked = exercise(question, step, seed)
    assert isinstance(asked, Cloze)
    return asked


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (SENTENCE, (ONE, SEVERAL, FIRST, ORDER, WHOLE)),
        (TOGETHER, (ONE, SEVERAL, FIRST, ORDER, WHOLE)),
        (LIST, (ONE, SEVERAL, FIRST, ORDER, WHOLE)),
        (FREE, (ONE, SEVERAL, FIRST, WHOLE)),
        (CLOZE, (ONE, SEVERAL, WHOLE)),
        (PHRASE, (ONE, WHOLE)),
        (SHORT, ()),
        (SINGLE, ()),
        (MULTIPLE, ()),
        (TRUE_FALSE, ()),
        (MATCH, ()),
        (CARD, ()),
    ],
    ids=lambda value: value.id if isinstance(value, Question) else "",
)
def test_what_can_be_drilled(question: AnyQuestion, expected: tuple[DrillStep, ...]) -> None:
    """Phrases of the document are, in the steps that ask more than the one before."""
    assert steps(question) == expected
    for step in set(DrillStep) - set(expected):
        with pytest.raises(ValueError, match=question.id):
            exercise(question, step, 1)


def test_single_characters_have_no_first_character_to_show() -> None:
    """It would be all of them; the six-word motto is drilled without that step."""
    words = Order(**base("words", "六字要求"), items=("忠", "专", "实"))
    assert FIRST not in steps(words)
    mixed = Order(**base("mixed", "排列"), items=("忠", "专心", "实"))
    assert [blank.hint for blank in of(mixed, FIRST).blanks] == ["", "专…", ""]


def test_equal_members_have_no_order() -> None:
    """Who swapped two equal phrases would be told they are wrong."""
    twice = Order(**base("twice", "排列"), items=("突出", "坚持", "突出"))
    assert ORDER not in steps(twice)


@pytest.mark.parametrize("question", DRILLED, ids=lambda question: question.id)
def test_every_exercise_can_be_asked(question: AnyQuestion) -> None:
    """Its key is right, and it is the same question: id, grounds, explanation, points."""
    for step in steps(question):
        for seed in range(5):
            asked = exercise(question, step, seed)
            assert grade(asked, right(asked)).outcome is Outcome.CORRECT
            for name in set(Question.__struct_fields__) - {"prompt"}:
                assert getattr(asked, name) == getattr(question, name)
            if isinstance(asked, Cloze):
                assert asked.prompt == "____".join(asked.segments)


def test_the_seed_decides_which_blank_is_left() -> None:
    """The same seed leaves the same one, and over many seeds each has its turn."""
    left = {of(SENTENCE, ONE, seed).key for seed in range(40)}
    assert left == {("阶段",), ("理念",), ("格局",)}
    assert exercise(SENTENCE, ONE, 3) == exercise(SENTENCE, ONE, 3)
    for seed in range(5):
        assert of(SENTENCE, ONE, seed).filled() == SENTENCE.filled()


def test_several_is_half_of_the_blanks_and_at_least_two() -> None:
    """What is not asked stands in the sentence; a blank keeps its author's hint."""
    assert len(of(CLOZE, SEVERAL).blanks) == 2
    assert len(of(SENTENCE, SEVERAL).blanks) == 2
    assert len(of(TOGETHER, SEVERAL).blanks) == 2
    assert of(SENTENCE, SEVERAL).filled() == SENTENCE.filled()
    hints = {blank for seed in range(9) for blank in of(SENTENCE, SEVERAL, seed).blanks}
    assert Blank(("理念",), hint="思路") in hints


def test_first_characters_are_all_that_is_shown_of_the_members() -> None:
    """They take the place of the author's hints; an opening quotation mark is no character."""
    assert [blank.hint for blank in of(SENTENCE, FIRST).blanks] == ["阶…", "理…", "格…"]
    quoted = Order(**base("quoted", "排列"), items=("“五五”工程", "“六查六看”行动", "三个务必"))
    assert [blank.hint for blank in of(quoted, FIRST).blanks] == ["五…", "六…", "三…"]


def test_an_order_becomes_a_cloze_of_its_quote() -> None:
    """The items are blanks where the document says them, as close together as they stand."""
    assert of(TOGETHER, FIRST).segments == ("坚持党建工作和业务工作", "、", "、", "、", "")
    words = Order(
        **base("words", "六字要求"),
        items=("实", "勤", "正"),
        quotes=("务实，对标“实、勤、正”六字",),
    )
    assert of(words, SEVERAL).filled() == "务实，对标“实、勤、正”六字"
    assert exercise(words, ORDER, 1) is words
    three = {of(words, ONE, seed).segments[0] for seed in range(30)}
    assert "务" not in three


def test_an_order_that_no_quote_holds_becomes_a_row_behind_its_prompt() -> None:
    """A prompt that names an item does not become the blank."""
    loose = Order(**base("loose", "甲与乙、丙，孰先？"), items=("丙", "甲", "乙"))
    assert of(loose, SEVERAL, 1).filled() == "甲与乙、丙，孰先？\n丙、甲、乙"
    assert all(
        of(loose, ONE, seed).segments[0].startswith(loose.prompt + "\n") for seed in range(9)
    )
    english = Order(**base("english", "In which order?"), items=("open", "read", "close"))
    assert of(english, ONE).filled() == "In which order?\nopen, read, close"


def test_a_list_is_divided_between_its_members_only() -> None:
    """Marks within quotation marks and brackets belong to a member."""
    titled = Short(
        **base("titled", "哪些？"), answer="“学经济、提能力”活动、《党章（总纲，一）》；行动"
    )
    assert exercise(titled, ORDER, 1).key == (
        "“学经济、提能力”活动",
        "《党章（总纲，一）》",
        "行动",
    )
    numbers = Short(**base("numbers", "How many?"), answer="1,000; 2,000; 30")
    assert exercise(numbers, ORDER, 1).key == ("1,000", "2,000", "30")


def test_the_order_step_gives_the_members_behind_what_was_asked() -> None:
    """Cloze and list become an order question."""
    asked = exercise(SENTENCE, ORDER, 1)
    assert isinstance(asked, Order)
    assert asked.items == ("阶段", "理念", "格局")
    assert asked.prompt.startswith(SENTENCE.prompt + "\n")


def test_a_whole_sentence_is_written_from_its_beginning() -> None:
    """The beginning shown may be typed again or not; every accepted filling is right."""
    asked = exercise(CLOZE, WHOLE, 1)
    assert isinstance(asked, Short)
    assert "用四个意" in asked.prompt
    assert "识" not in asked.prompt
    for typed in (
        "用四个意识校标，用四个自信导航",
        "识校标用四个自信导航",
        "用四个意识校标，用四自信导航",
    ):
        assert grade(asked, Typed((typed,))).outcome is Outcome.CORRECT
    assert grade(asked, Typed(("用四个意识校标",))).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("把握新发展", "把握新发展"),
        ("聚力政治机关建设，凝心铸魂，", "聚力政治机关建设，"),
        ("干部用“", "干部用"),
        ("干部", "干部首题"),
        ("引导机关干部用“", "引导机关干部用"),
        ("", "首题必政"),
        ("A word, then ", "A word,"),
        ("In 1,000 words ", "In 1,000 words"),
    ],
)
def test_the_beginning_ends_with_a_clause_or_before_a_blank(before: str, shown: str) -> None:
    """It is long enough to tell the sentence and gives away no more than that."""
    question = Cloze(**base("c", "x"), segments=(before, "意识"), blanks=(Blank(("首题必政治",)),))
    prompt = exercise(question, WHOLE, 1).prompt
    assert prompt == f"Write out the whole sentence that begins: {shown} …"


def test_whole_lists_are_written_from_their_prompts() -> None:
    """All items in a row, with any marks between them."""
    asked = exercise(TOGETHER, WHOLE, 1)
    assert isinstance(asked, Short)
    assert asked.prompt == "排列四个“一起”。\nWrite all 4 out, in order."
    typed = Typed(("一起谋划 一起部署 一起落实 一起检查",))
    assert grade(asked, typed).outcome is Outcome.CORRECT
    assert exercise(LIST, WHOLE, 1) is LIST
    assert exercise(PHRASE, WHOLE, 1) is PHRASE


def test_a_list_in_any_order_is_never_asked_in_one() -> None:
    """Its last step asks for all members without what stands between them."""
    asked = of(FREE, WHOLE)
    assert asked.segments == ("认真落实…等制度\n", "、", "、", "")
    response = Typed(("谈心谈话", "组织生活会", "主题党日"))
    assert grade(asked, response).outcome is Outcome.CORRECT


def test_a_single_blank_has_no_order_to_be_free() -> None:
    """The learner isn't told that one answer may come in any order."""
    assert not of(FREE, ONE).any_order
    assert of(FREE, SEVERAL).any_order


def test_many_accepted_fillings_do_not_multiply() -> None:
    """Ten blanks with three answers each have 59,049 wordings; a few are enough."""
    blanks = tuple(Blank((f"甲{n}", f"乙{n}", f"丙{n}")) for n in range(10))
    question = Cloze(**base("c", "x"), segments=("起",) * 11, blanks=blanks)
    asked = exercise(question, WHOLE, 1)
    assert isinstance(asked, Short)
    assert len(asked.accept) < 40
