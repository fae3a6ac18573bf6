"""A mock exam is drawn in proportion to the text, and no question gives away another."""

from __future__ import annotations

from collections import Counter

from quiz.engine.drawing import Ground, draw_exam
from quiz.engine.questions import AnyQuestion, Ref, Short, TrueFalse


def short(name: str, prompt: str, answer: str) -> Short:
    """Make a short question."""
    return Short(id=name, set_id="s", prompt=prompt, answer=answer)


def pool(sizes: dict[str, int]) -> tuple[list[AnyQuestion], dict[Ref, Ground]]:
    """Make parts of the given lengths in tens of characters, with two questions for each ten."""
    questions: list[AnyQuestion] = []
    grounds: dict[Ref, Ground] = {}
    for part, size in sizes.items():
        for number in range(size):
            name = f"{part}{number}"
            asks = short(f"{name}-asks", f"What is {name}?", f"key of {name}")
            states = TrueFalse(id=f"{name}-states", set_id="s", prompt=f"{name}!", answer=True)
            for question in (asks, states):
                questions.append(question)
                grounds[question.ref] = Ground(part, number * 10, number * 10 + 10)
    return questions, grounds


def test_parts_and_types_get_their_share() -> None:
    """A part twice as long gets twice as many questions; types covering alike get as many."""
    questions, grounds = pool({"a": 20, "b": 10, "c": 10})
    drawn = draw_exam(questions, grounds, 20, seed=1)
    assert Counter(grounds[q.ref].part for q in drawn) == {"a": 10, "b": 5, "c": 5}
    assert Counter(q.type for q in drawn) == {"short": 10, "true_false": 10}


def test_the_same_seed_gives_the_same_exam_and_another_one_another() -> None:
    """An exam can be drawn again from its seed, and differs from sitting to sitting."""
    questions, grounds = pool({"a": 20, "b": 20})
    ids = [[q.id for q in draw_exam(questions, grounds, 10, seed=seed)] for seed in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]


def test_a_question_that_shows_the_key_of_another_never_comes_with_it() -> None:
    """A long key shown anywhere spoils; a short one only where both rest on the same passage."""
    asks = short("asks", "What comes first?", "the first agenda item")
    shows = short("shows", "Who decides on the first agenda item?", "everyone")
    grounds = {asks.ref: Ground("a", 0, 10), shows.ref: Ground("b", 0, 10)}
    for seed in range(5):
        assert len(draw_exam([asks, shows], grounds, 2, seed=seed)) == 1

    asks = short("asks", "哪个动词？", "锚定")
    shows = short("shows", "锚定什么目标？", "四强党支部")
    apart = {asks.ref: Ground("a", 0, 10), shows.ref: Ground("a", 20, 30)}
    together = {asks.ref: Ground("a", 0, 10), shows.ref: Ground("a", 5, 15)}
    assert len(draw_exam([asks, shows], apart, 2, seed=1)) == 2
    assert len(draw_exam([asks, shows], together, 2, seed=1)) == 1


def test_what_cannot_stand_together_is_left_out_rather_than_asked() -> None:
    """An exam is shorter than wished before it gives anything away, and never repeats."""
    questions, grounds = pool({"a": 3})
    drawn = draw_exam(questions, grounds, 100, seed=1)
    assert len({q.ref for q in drawn}) == len(drawn) <= 6
    assert draw_exam(questions, {}, 10, seed=1) == []
