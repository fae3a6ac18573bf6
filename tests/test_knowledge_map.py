"""The map of what is known: the states, what tells about a clause, the parts of a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.authoring.clauses import clauses
from quiz.authoring.parts import MOST, parts
from quiz.content.sources import Document, read_document
from quiz.engine.grading import Outcome
from quiz.engine.plans import Mode
from quiz.engine.questions import Ref
from quiz.errors import ContentError
from quiz.knowledge_map import Chart, Shades, State, chart, pick, shades, state_of, topics
from quiz.paths import shipped_questions
from quiz.store import KnowledgeRecord
from quiz.trainer import Request, Trainer
from tests.conftest import Clock
from tests.samples import right, wrong

TEXT = "开头的话。\n第一，要锚定目标，抓好落实。\n第二，办事要认真，学习要刻苦。\n"

QUESTIONS = """\
title: t
source: text.txt
questions:
  - {id: goal, prompt: 锚定什么？, answer: 目标, quote: "第一，要锚定目标，抓好落实"}
  - {id: work, cloze: "办事要{{认真}}，学习要刻苦", quote: "办事要认真，学习要刻苦"}
  - {id: truth, prompt: 学习要刻苦。, answer: true, quote: "办事要认真，学习要刻苦"}
"""

DAY = "2025-06-02"


@pytest.fixture
def sets(write_set: Callable[..., Path]) -> None:
    """One document and the set about it."""
    write_set(TEXT, "text.txt")
    write_set(QUESTIONS)


def charted(trainer: Trainer) -> Chart:
    """Return the chart of the document that most sets are about."""
    topic = pick(topics(trainer.library), None)
    return chart(read_document(topic.path), topic.questions)


def states(trainer: Trainer) -> dict[str, State]:
    """Return the state of each clause today, by its text."""
    made = charted(trainer)
    found = shades(made, trainer).places
    text = made.document.text
    return {text[p.start : p.end]: s for p, s in zip(made.places, found, strict=True)}


def respond(trainer: Trainer, *questions: str, to: Callable[..., object] = right) -> None:
    """Practise these questions in one session, each with the response that `to` makes."""
    refs = tuple(Ref("set", question) for question in questions)
    sitting = trainer.begin(Request(Mode.PRACTICE, refs=refs, seed=1))
    for _question in questions:
        sitting.respond(to(sitting.question))  # type: ignore[arg-type]
        sitting.advance()


# -- the rule ---------------------------------------------------------------------------------


def test_what_was_never_answered_is_untested() -> None:
    """No record, no knowledge."""
    assert state_of(None, DAY) is State.UNTESTED


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (KnowledgeRecord(Outcome.CORRECT, False, "2025-06-03", 0.95), State.MASTERED),
        (KnowledgeRecord(Outcome.CORRECT, False, None, None), State.MASTERED),
        (KnowledgeRecord(Outcome.CORRECT, False, DAY, 0.9), State.DUE),
        (KnowledgeRecord(Outcome.CORRECT, False, "2025-05-01", 0.71), State.DUE),
        (KnowledgeRecord(Outcome.CORRECT, False, "2025-05-01", 0.69), State.WEAK),
        (KnowledgeRecord(Outcome.CORRECT, True, "2025-06-03", 0.95), State.WEAK),
        (KnowledgeRecord(Outcome.PARTLY, False, "2025-06-03", 0.95), State.WEAK),
        (KnowledgeRecord(Outcome.WRONG, False, DAY, 0.9), State.WEAK),
    ],
)
def test_the_state_of_a_question(record: KnowledgeRecord, state: State) -> None:
    """Weak comes before due, and due before mastered; the edges of each lie where they are said."""
    assert state_of(record, DAY) is state


def test_a_run_of_weak_places_is_one_passage() -> None:
    """Going from one weak passage to the next passes over the rest of a run."""
    weak, known = State.WEAK, State.MASTERED
    found = Shades({}, (weak, weak, known, known, weak, known, weak))
    assert found.weak_passages == [0, 4, 6]
    assert found.counts(1, 5) == {weak: 2, known: 2}


# -- what tells about a clause ----------------------------------------------------------------


@pytest.mark.usefixtures("sets")
def test_what_asks_for_a_clause_tells_about_it(trainer: Trainer) -> None:
    """A question counts for the clauses it asks words of, and for others only if nothing asks."""
    made = charted(trainer)
    on = {
        made.document.text[p.start : p.end]: (
            {question.id for question in p.questions[: p.telling]},
            {question.id for question in p.questions[p.telling :]},
        )
        for p in made.places
    }
    assert on == {
        "开头的话": (set(), set()),
        "第一": ({"goal"}, set()),  # quoted only, and nothing asks for it
        "要锚定目标": ({"goal"}, set()),
        "抓好落实": ({"goal"}, set()),
        "第二": (set(), set()),
        "办事要认真": ({"work", "truth"}, set()),
        "学习要刻苦": ({"truth"}, {"work"}),
    }


@pytest.mark.usefixtures("sets")
def test_a_clause_is_in_the_state_that_presses_most(trainer: Trainer) -> None:
    """One question missed makes its clause weak; one known makes it known, whatever is untested."""
    assert set(states(trainer).values()) == {State.UNASKED, State.UNTESTED}
    respond(trainer, "truth")
    now = states(trainer)
    assert now["办事要认真"] is now["学习要刻苦"] is State.MASTERED
    assert now["要锚定目标"] is State.UNTESTED
    respond(trainer, "work", to=wrong)
    now = states(trainer)
    assert now["办事要认真"] is State.WEAK
    assert now["学习要刻苦"] is State.MASTERED  # the blank stood in the other clause
    assert now["开头的话"] is State.UNASKED


@pytest.mark.usefixtures("sets")
def test_days_change_the_states(trainer: Trainer, clock: Clock) -> None:
    """What is known falls due, and what is then not reviewed is weak in the end."""
    respond(trainer, "goal")
    seen = []
    for _day in range(400):
        state = states(trainer)["要锚定目标"]
        if state not in seen:
            seen.append(state)
        clock.move(days=1)
    assert seen == [State.MASTERED, State.DUE, State.WEAK]


@pytest.mark.usefixtures("sets")
def test_an_edited_question_stays_tested(
    make_trainer: Callable[..., Trainer], write_set: Callable[..., Path]
) -> None:
    """History that moves to an edited question moves before the states are read."""
    with_history = make_trainer()
    respond(with_history, "goal")
    with_history.close()
    write_set(QUESTIONS.replace("id: goal, prompt: 锚定什么？", "id: aim, prompt: 锚定什么呢？"))
    trainer = make_trainer()
    _open = trainer.store
    assert states(trainer)["要锚定目标"] is State.MASTERED


@pytest.mark.usefixtures("sets")
def test_undoing_takes_the_state_back(trainer: Trainer) -> None:
    """A response taken back leaves its question untested."""
    sitting = trainer.begin(Request(Mode.PRACTICE, refs=(Ref("set", "goal"),)))
    sitting.respond(wrong(sitting.question))
    assert states(trainer)["要锚定目标"] is State.WEAK
    sitting.undo()
    assert states(trainer)["要锚定目标"] is State.UNTESTED


@pytest.mark.usefixtures("sets")
def test_placing_tells_how_far_it_is_and_can_be_stopped(trainer: Trainer) -> None:
    """Progress counts the questions; when it says stop, the rest are left out."""
    topic = pick(topics(trainer.library), None)
    told = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    made = chart(read_document(topic.path), topic.questions, progress)
    assert told == [(0, 3), (1, 3)]
    assert list(made.questions) == [Ref("set", "goal")]


# -- which document ---------------------------------------------------------------------------


def test_the_document_of_most_sets_comes_first(
    trainer: Trainer, write_set: Callable[..., Path], tmp_path: Path
) -> None:
    """Without a name, the document is the one that most sets are about."""
    write_set(TEXT, "text.txt")
    write_set(TEXT, "other.txt")
    question = "{{prompt: 锚定什么？, answer: 目标, quote: 要锚定目标}}"
    one = f"title: t\nsource: {{}}\nquestions:\n  - {question}\n"
    write_set(one.format("other.txt"), "a.yaml")
    write_set(one.format("text.txt"), "b.yaml")
    write_set(one.format("text.txt"), "c.yaml")
    found = topics(trainer.library)
    assert [(Path(topic.path).name, topic.sets) for topic in found] == [
        ("text.txt", 2),
        ("other.txt", 1),
    ]
    assert pick(found, None).sets == 2
    assert pick(found, str(tmp_path / "questions" / ".." / "questions" / "other.txt")).sets == 1
    assert pick(found, str(tmp_path / "unknown.txt")).questions == ()


def test_without_any_document_it_says_so() -> None:
    """There is nothing to show where no set names a document."""
    with pytest.raises(ContentError, match="No question set names a source document"):
        pick([], None)


# -- the parts of a document ------------------------------------------------------------------


def titles(text: str) -> list[str]:
    """Return the titles of the parts of a text, having made sure that they hold every clause."""
    document = Document("text", text)
    found = list(clauses(document))
    made = parts(document, found)
    assert [n for part in made for n in range(part.first, part.last)] == list(range(len(found)))
    assert all(part.first < part.last for part in made)
    return [part.title for part in made]


def test_the_parts_of_the_speech() -> None:
    """The numbered parts are parts; what comes before and after them is one each."""
    speech = (shipped_questions().parent / "seeds" / "speech.txt").read_text(encoding="utf-8")
    assert titles(speech) == [
        "在市直机关工委全体干部会议上的讲话",
        "第一，要聚力政治机关建设凝心铸魂",
        "第二，要聚力基层组织建设强基固本",
        "第三，要聚力中心事业发展提质增效",
        "第四，要聚力打造模范机关锻造本领",
        "我就讲这么多，谢谢大家",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。",
            ["第一章 总则", "第二章 附则"],
        ),
        ("# Title\n\nIntro.\n\n## One\n\nText here.\n\n## Two\n\nMore.", ["Title", "One", "Two"]),
        ("一、甲事\n\n说明。\n\n二、乙事\n\n说明。", ["一、甲事", "二、乙事"]),
        ("Chapter 1. Start\n\nText.\n\nChapter 2. End\n\nText.", ["Chapter 1", "Chapter 2"]),
        ("甲。\n乙。\n丙。", ["甲", "乙", "丙"]),
        ("！！！\n甲。\n……", ["甲"]),
        ("", []),
    ],
)
def test_the_parts_of_other_documents(text: str, expected: list[str]) -> None:
    """Chapters come before articles; without any heading each paragraph is a part."""
    assert titles(text) == expected


@pytest.mark.parametrize("count", [MOST, MOST + 1, 500])
def test_many_paragraphs_are_joined(count: int) -> None:
    """A long document without headings still has few enough parts for an overview."""
    found = titles("\n".join(f"这是一段话，编号{n}。" for n in range(count)))
    assert MOST / 2 < len(found) <= MOST
