"""A question that moves to another set takes its history along, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from quiz.engine.questions import Ref
from quiz.engine.responses import Judged
from quiz.trainer import Request, Trainer

STAYS = "  - id: stays\n    prompt: The sea is salt.\n    answer: true\n"
MOVES = "  - id: moves\n    prompt: The tide follows the moon.\n    answer: true\n"


Write: TypeAlias = Callable[..., Path]


def written(*questions: str) -> str:
    """Return a set of questions."""
    return "title: Set\nquestions:\n" + "".join(questions)


def answered(trainer: Trainer, *sets: str) -> dict[str, int]:
    """Take these sets as they are read now; return how often each question was answered before."""
    trainer.read_again()
    found = {}
    for name in sets:
        for question in trainer.load(trainer.library.find(name)).questions:
            found[f"{name}/{question.id}"] = len(trainer.reader.responses_of(question.ref))
    return found


def take_all(trainer: Trainer) -> None:
    """Answer every question."""
    sitting = trainer.begin(Request(seed=1))
    going = True
    while going:
        sitting.respond(Judged(False))
        going = sitting.advance()


def test_a_question_takes_its_history_along(
    write_set: Write, make_trainer: Callable[..., Trainer]
) -> None:
    """Its place in the missed book too; and back again."""
    write_set(written(STAYS, MOVES), "one.yaml")
    trainer = make_trainer()
    take_all(trainer)
    write_set(written(STAYS), "one.yaml")
    write_set(written(MOVES), "two.yaml")
    assert answered(trainer, "one", "two") == {"one/stays": 1, "two/moves": 1}
    assert {entry.record.ref for entry in trainer.missed()} == {
        Ref("one", "stays"),
        Ref("two", "moves"),
    }
    write_set(written(STAYS, MOVES), "one.yaml")
    write_set(written(STAYS.replace("salt", "deep")), "two.yaml")
    assert answered(trainer, "one") == {"one/stays": 1, "one/moves": 1}


def test_what_was_not_moved_keeps_its_history(
    write_set: Write, make_trainer: Callable[..., Trainer]
) -> None:
    """A copy, another question of that id, and one of a set that can't be looked into."""
    write_set(written(STAYS, MOVES), "one.yaml")
    trainer = make_trainer()
    take_all(trainer)
    write_set(written(MOVES), "two.yaml")
    assert answered(trainer, "two") == {"two/moves": 0}
    write_set(written(STAYS), "one.yaml")
    write_set(written(MOVES.replace("true", "false")), "two.yaml")
    assert answered(trainer, "two") == {"two/moves": 0}
    write_set(written(MOVES), "two.yaml")
    one = write_set(written(STAYS, "  - prompt: broken\n"), "one.yaml")
    assert answered(trainer, "two") == {"two/moves": 0}
    one.unlink()
    assert answered(trainer, "two") == {"two/moves": 0}
    write_set(written(STAYS), "one.yaml")
    assert answered(trainer, "two") == {"two/moves": 1}
