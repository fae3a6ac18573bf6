"""What the days before an exam take, and what is asked ahead in the last of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.planning import LAST_DAYS, Plan, ahead, plan
from quiz.engine.scheduling import CardState, Rating, Scheduler, later

TODAY = "2025-06-02"
SCHEDULER = Scheduler()


def seen(due: int, *, last: int = -10, stability: float = 10.0) -> CardState:
    """Return the state of a question due in so many days, asked so many days from today."""
    last_day = later(TODAY, last)
    return CardState(stability, 5.0, last_day, last_day, later(TODAY, due), reviews=2, lapses=0)


def planned(
    exam: int,
    unseen: int = 0,
    states: tuple[CardState, ...] = (),
    *,
    new: int = 5,
    reviews: int = 100,
) -> Plan:
    """Return the plan for an exam in so many days."""
    found = plan(
        SCHEDULER,
        states,
        unseen,
        today=TODAY,
        exam_day=later(TODAY, exam),
        new_per_day=new,
        reviews_per_day=reviews,
    )
    assert found is not None
    return found


def news(found: Plan) -> list[int]:
    """Return how many new questions each day asks."""
    return [day.new for day in found.days]


def test_no_day_is_left_on_the_exam_day_and_after_it() -> None:
    """There is nothing to plan then, and nothing to ask ahead."""
    for exam in (TODAY, "2025-06-01", "2020-01-01"):
        numbers = {"new_per_day": 5, "reviews_per_day": 100}
        assert plan(SCHEDULER, [seen(0)], 3, today=TODAY, exam_day=exam, **numbers) is None
        states = {"one": seen(5)}
        assert ahead(SCHEDULER, states, today=TODAY, exam_day=exam, room=100) == []


def test_the_days_are_those_from_today_to_the_eve() -> None:
    """An exam on the fifth leaves the second, third and fourth."""
    found = planned(3, 2)
    assert [day.day for day in found.days] == ["2025-06-02", "2025-06-03", "2025-06-04"]
    assert found.exam_day == "2025-06-05"


def test_new_ones_are_all_asked_by_the_day_before_the_eve() -> None:
    """Ten in five days with none on the eve are two a day, where usual are none."""
    found = planned(6, 10, new=0)
    assert found.new_per_day == 2
    assert news(found) == [2, 2, 2, 2, 2, 0]
    assert found.enough


def test_the_usual_number_is_kept_where_it_is_more_than_needed() -> None:
    """Having much time is no reason to begin later."""
    found = planned(30, 12, new=5)
    assert found.new_per_day == 5
    assert news(found)[:4] == [5, 5, 2, 0]


@pytest.mark.parametrize(("exam", "expected"), [(1, [8]), (2, [8, 0])])
def test_with_a_day_or_two_left_all_new_ones_are_asked_today(
    exam: int, expected: list[int]
) -> None:
    """On the eve itself only if that is today."""
    assert news(planned(exam, 8)) == expected


def test_the_eve_has_new_ones_where_a_usual_day_would_not_do() -> None:
    """Forty in two days are twenty a day where a day usually asks thirty."""
    found = planned(2, 40, new=10, reviews=20)
    assert (news(found), found.enough) == ([20, 20], True)


def test_reviews_come_on_their_days() -> None:
    """What is overdue is due today, the rest when it is."""
    states = (seen(-20), seen(0), seen(2), seen(3), seen(3), seen(9))
    assert [day.due for day in planned(4, states=states).days] == [2, 0, 1, 2]


def test_what_does_not_fit_waits_for_the_next_day() -> None:
    """Ninety due with room for forty a day are done on the third day, what came of them too."""
    found = planned(9, states=(seen(-1),) * 90, new=0, reviews=40)
    assert [day.due for day in found.days][:2] == [40, 40]
    assert found.per_day == 40
    assert found.enough


def test_as_many_are_missed_as_are_to_be_expected() -> None:
    """Of a hundred questions recalled with 90 % ten are missed, and due again the next day."""
    found = planned(2, states=(seen(0),) * 100, new=0, reviews=200)
    assert [day.due for day in found.days] == [100, 10]


def test_too_few_days_are_told_with_what_it_takes() -> None:
    """A hundred new ones on one day are more than the usual 35; the plan is the hundred."""
    found = planned(1, 100, new=15, reviews=20)
    assert not found.enough
    assert (found.per_day, found.new_per_day, news(found)) == (100, 100, [100])


def test_what_it_takes_is_the_least_that_suffices() -> None:
    """With that number a day the plan works out, with one less it would not."""
    found = planned(14, 120, new=5, reviews=10)
    assert not found.enough
    takes = found.per_day
    assert planned(14, 120, new=5, reviews=takes - 5).enough
    assert not planned(14, 120, new=5, reviews=takes - 6).enough


due_days = st.lists(st.integers(-30, 40), max_size=40)


@given(due_days, st.integers(0, 60), st.integers(1, 20), st.integers(0, 20), st.integers(1, 60))
def test_a_plan_is_sound(due: list[int], unseen: int, exam: int, new: int, reviews: int) -> None:
    """All new ones are asked, no day takes more than told, and enough means as usual."""
    states = tuple(seen(day, last=-40) for day in due)
    found = planned(exam, unseen, states, new=new, reviews=reviews)
    assert len(found.days) == exam
    assert sum(news(found)) == unseen
    assert max(news(found)) <= found.new_per_day
    assert exam == 1 or found.days[-1].new == 0 or unseen > (exam - 1) * (new + reviews)
    most = max(found.per_day, new + reviews)
    assert all(day.new + day.due + day.ahead <= most for day in found.days)
    assert found.enough is (found.per_day <= new + reviews)
    assert sum(day.due for day in found.days) >= sum(day < exam for day in due)
    assert found == planned(exam, unseen, states, new=new, reviews=reviews)


def asked(states: dict[str, CardState], exam: int, room: int = 100) -> list[str]:
    """Return what is asked ahead today."""
    return ahead(SCHEDULER, states, today=TODAY, exam_day=later(TODAY, exam), room=room)


def test_only_the_last_days_ask_ahead() -> None:
    """Earlier, what isn't due is left to its day."""
    states = {"one": seen(20)}
    assert asked(states, LAST_DAYS + 1) == []
    assert asked(states, LAST_DAYS) == ["one"]


def test_what_is_likeliest_forgotten_on_the_exam_day_comes_first() -> None:
    """It is ordered by what is predicted for that day, and not by the due day."""
    states = {
        "firm": seen(5, stability=300),
        "weak": seen(20, stability=12),
        "middling": seen(10, stability=40),
    }
    assert asked(states, 1) == ["weak", "middling", "firm"]
    assert asked(states, 1, room=2) == ["weak", "middling"]
    assert asked(states, 1, room=0) == []


def test_what_comes_before_the_exam_anyway_is_not_asked_ahead() -> None:
    """A question due today, tomorrow or overdue has its review; on the exam day it hasn't."""
    states = {"overdue": seen(-1), "today": seen(0), "tomorrow": seen(1), "exam day": seen(2)}
    assert asked(states, 2) == ["exam day"]


def test_what_was_asked_in_the_last_days_is_not_asked_ahead() -> None:
    """Once in these days is enough."""
    states = {"yesterday": seen(20, last=-1), "before": seen(20, last=-2)}
    assert asked(states, 2) == ["before"]


def test_it_is_spread_over_the_last_days() -> None:
    """Nine are three a day; what was done today gives no second share."""
    states = {f"q{number}": seen(20, stability=10 + number) for number in range(9)}
    first = asked(states, 3)
    assert first == ["q0", "q1", "q2"]
    for name in first:
        states[name] = SCHEDULER.next(states[name], Rating.GOOD, TODAY)
    assert asked(states, 3) == []
    assert len(asked(states, 1)) == 6


def test_a_plan_has_what_is_asked_ahead() -> None:
    """Its last days ask the same numbers as `ahead` will, in the room that is left."""
    states = (seen(30),) * 9
    found = planned(5, states=states, new=0)
    assert [day.ahead for day in found.days] == [0, 0, 3, 3, 3]
    assert found.per_day == 0
    tight = planned(5, states=states, new=0, reviews=2)
    assert [day.ahead for day in tight.days] == [0, 0, 2, 2, 2]
    assert tight.enough
