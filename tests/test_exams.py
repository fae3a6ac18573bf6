"""Exam dates, as a front end meets them: what is planned, what a review then asks, over days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quiz.engine.planning import LAST_DAYS
from quiz.engine.plans import Mode
from quiz.engine.responses import Judged
from quiz.errors import QuizError, UsageError
from quiz.exams import parse_day, plan_words
from quiz.paths import Paths
from quiz.settings import Settings, load_settings
from quiz.trainer import Request, Trainer
from tests.conftest import Clock

QUESTIONS = "".join(
    f"  - {{id: q{n}, prompt: Sentence {n} is true., answer: true, quote: Sentence {n}.}}\n"
    for n in range(12)
)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that is moved by hand."""
    return Clock()


@pytest.fixture
def trainer(tmp_path: Path, clock: Clock) -> Trainer:
    """Return a trainer with a set on a document and one without, two new ones a day."""
    folder = tmp_path / "here" / "questions"
    folder.mkdir(parents=True)
    document = folder / "document.txt"
    document.write_text("".join(f"Sentence {n}.\n" for n in range(12)), encoding="utf-8")
    (folder / "a-other.yaml").write_text(f"title: Other\nquestions:\n{QUESTIONS}", encoding="utf-8")
    (folder / "examined.yaml").write_text(
        f"title: Examined\nsource: document.txt\nquestions:\n{QUESTIONS}", encoding="utf-8"
    )
    made = Trainer(
        Paths(tmp_path / "home"), folder=tmp_path / "here", shipped=tmp_path / "none", clock=clock
    )
    made.settings = Settings(new_per_day=2, reviews_per_day=20)
    return made


def in_days(trainer: Trainer, days: int) -> date:
    """Return the day so many days from the trainer's today."""
    return date.fromordinal(date.fromisoformat(trainer.today()).toordinal() + days)


def review(trainer: Trainer) -> list[str]:
    """Take today's review, all right, and return the sets that it asked from; [] with none."""
    try:
        sitting = trainer.begin(Request(Mode.REVIEW, seed=1))
    except QuizError:
        return []
    asked: list[str] = []
    more = True
    while more:
        asked.append(sitting.question.set_id)
        sitting.respond(Judged(True))
        more = sitting.advance()
    return asked


def test_all_is_seen_in_time_and_the_plan_is_kept(trainer: Trainer, clock: Clock) -> None:
    """With a date all is asked by then; a day's numbers stay as planned while it is done."""
    trainer.set_exam_date("examined", in_days(trainer, 5))
    (exam,) = trainer.exams()
    assert exam.plan
    assert [day.new for day in exam.plan.days] == [3, 3, 3, 3, 0]
    seen = 0
    for _day in range(5):
        (exam,) = trainer.exams()
        assert exam.today
        planned = exam.today.new
        asked = review(trainer)
        seen += planned
        (again,) = trainer.exams()
        assert again.today == exam.today
        assert asked.count("examined") >= planned
        assert trainer.review_counts().total == 0
        clock.move(days=1)
    assert seen == 12
    assert set(trainer.reader.cards_of("examined")) == {f"q{n}" for n in range(12)}


def test_the_exam_comes_before_other_sets(trainer: Trainer) -> None:
    """What the exam's new questions leave of the usual number is for the others: nothing here."""
    trainer.set_exam_date("examined", in_days(trainer, 5))
    assert review(trainer) == ["examined"] * 3


def test_the_others_get_what_an_exam_leaves(trainer: Trainer, clock: Clock) -> None:
    """When all of the exam is seen, new questions come from the other set again."""
    trainer.settings = Settings(new_per_day=12, reviews_per_day=20)
    trainer.set_exam_date("examined", in_days(trainer, 60))
    assert review(trainer) == ["examined"] * 12
    clock.move(days=1)
    assert review(trainer).count("a-other") == 12


def test_a_document_is_examined_with_all_its_sets(trainer: Trainer, tmp_path: Path) -> None:
    """The date may be that of a document; sets on nothing are not in it."""
    document = tmp_path / "here" / "questions" / "document.txt"
    trainer.set_exam_date(str(document.resolve()), in_days(trainer, 5))
    (exam,) = trainer.exams()
    assert ([entry.id for entry in exam.entries], exam.title) == (["examined"], "document.txt")


def test_too_few_days_are_told_and_still_planned(trainer: Trainer) -> None:
    """It says that the usual numbers don't do and how many a day it takes, and asks these."""
    trainer.settings = Settings(new_per_day=1, reviews_per_day=2)
    trainer.set_exam_date("examined", in_days(trainer, 2))
    (exam,) = trainer.exams()
    assert exam.plan
    assert exam.plan.enough is False
    told = " ".join(plan_words(exam.plan, 3))
    assert "do not suffice" in told
    assert str(exam.plan.per_day) in told
    counts = trainer.review_counts()
    assert (counts.due, counts.new) == (0, exam.plan.days[0].new)
    assert review(trainer) == ["examined"] * counts.new


def test_the_last_days_ask_ahead_and_that_counts(trainer: Trainer, clock: Clock) -> None:
    """What is due after the exam is asked before it, each question once, and is scheduled."""
    trainer.settings = Settings(new_per_day=12, reviews_per_day=20)
    trainer.set_exam_date("examined", in_days(trainer, 12))
    asked: list[str] = []
    for left in range(12, 0, -1):
        before = trainer.reader.cards_of("examined")
        counts = trainer.review_counts()
        assert (counts.ahead > 0) <= (left <= LAST_DAYS)
        review(trainer)
        after = trainer.reader.cards_of("examined")
        if counts.ahead:
            moved = [name for name in before if after[name].last_day == trainer.today()]
            assert len(moved) >= counts.ahead
            asked += moved
        clock.move(days=1)
    assert len(asked) == len(set(asked)) > 0


def test_the_soonest_exam_has_a_set_that_two_ask(trainer: Trainer, tmp_path: Path) -> None:
    """A set is planned once, for the exam that comes first, and after it for the next."""
    document = str((tmp_path / "here" / "questions" / "document.txt").resolve())
    trainer.set_exam_date(document, in_days(trainer, 9))
    trainer.set_exam_date("examined", in_days(trainer, 4))
    first, second = trainer.exams()
    assert (first.target, [entry.id for entry in first.entries]) == ("examined", ["examined"])
    assert (second.target, second.entries, second.plan) == (document, (), None)


def test_a_day_of_the_exam_or_later_plans_nothing(trainer: Trainer, clock: Clock) -> None:
    """From that day on the usual numbers hold again."""
    trainer.set_exam_date("examined", in_days(trainer, 1))
    clock.move(days=1)
    (exam,) = trainer.exams()
    assert exam.plan is None
    assert trainer.review_counts().new == 2


def test_dates_are_kept_and_taken_back(trainer: Trainer) -> None:
    """They are settings, in the file as ISO dates."""
    day = in_days(trainer, 5)
    trainer.set_exam_date("examined", day)
    assert load_settings(trainer.paths.settings).exam_dates == {"examined": day}
    trainer.set_exam_date("examined", None)
    assert load_settings(trainer.paths.settings).exam_dates == {}


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "", "05.12.2026", "2026-01-01", "2026-1-5"])
def test_what_is_no_day_to_come_is_refused(text: str) -> None:
    """Neither what is no date, nor today or a day before."""
    with pytest.raises(UsageError):
        parse_day(text, "2026-01-01")
