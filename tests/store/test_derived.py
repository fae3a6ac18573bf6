"""What is derived from the log is what the log says, whatever happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.engine.grading import Outcome, Verdict
from quiz.engine.missed import after_response
from quiz.engine.plans import Mode, make_plan
from quiz.engine.questions import Ref
from quiz.engine.responses import Typed, encode
from quiz.engine.session import Answered, Result
from quiz.store import MissedRecord, Store, open_store
from tests.store.practice import NOON, fill, typed

QUESTIONS = [typed(set_id, question_id) for set_id in ("a", "b") for question_id in ("x", "y")]
RESULT = Result(1, 1, 1.0, 1.0)
DERIVED = ("missed", "cards", "item_progress", "set_progress", "days")


class Given(NamedTuple):
    """A response that counts."""

    at: int
    day: str
    session: int
    position: int
    question: int
    outcome: Outcome


class World:
    """A store, and beside it a plain list of the responses that count."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.time = 0
        self.counting: list[Given] = []
        self.position = 0
        self.session = 0
        self.begin()

    def tick(self) -> tuple[int, str]:
        """Return a later time and its day; three things happen in a day."""
        self.time += 1
        return NOON + self.time, f"2026-01-{1 + self.time // 3 % 28:02}"

    def begin(self, mode: Mode = Mode.PRACTICE) -> None:
        """Begin a session in which the following responses are given."""
        plan = make_plan(QUESTIONS, mode, seed=1)
        self.session = self.store.begin(plan, ["a", "b"], self.tick()[0])
        self.position = 0

    def answer(self, question: int, outcome: Outcome) -> None:
        """Give a response."""
        at, day = self.tick()
        answered = self._answered(question, outcome, at, day)
        self.store.record(
            self.session, QUESTIONS[question], answered, at=at, day=day, result=RESULT
        )

    def hand_in(self, outcomes: list[Outcome]) -> None:
        """Hand in an exam with some of the questions, then go on with another session."""
        self.begin(Mode.EXAM)
        at, day = self.tick()
        graded = [
            (QUESTIONS[number], self._answered(number, outcome, at, day))
            for number, outcome in enumerate(outcomes)
        ]
        self.store.finish(self.session, RESULT, at=at, day=day, graded=graded)
        self.begin()

    def overrule(self) -> None:
        """Overrule the last response of the session, where it is wrong."""
        last = self._last()
        if last and last.outcome is not Outcome.CORRECT:
            at, day = self.tick()
            self.store.overrule(self.session, last.position, at=at, day=day, result=RESULT)
            self.counting[-1] = last._replace(outcome=Outcome.CORRECT)

    def undo(self) -> None:
        """Take the last response of the session back."""
        last = self._last()
        if last:
            at, day = self.tick()
            self.store.undo(self.session, last.position, at=at, day=day, result=RESULT)
            self.counting.pop()

    def decide(self, question: int, clear: bool) -> None:
        """Strike a question off the missed book, or bring it back."""
        at, day = self.tick()
        change = self.store.clear_missed if clear else self.store.bring_back
        change(QUESTIONS[question].ref, at=at, day=day)

    def _answered(self, question: int, outcome: Outcome, at: int, day: str) -> Answered:
        score = {Outcome.CORRECT: 1.0, Outcome.PARTLY: 0.5, Outcome.WRONG: 0.0}[outcome]
        self.counting.append(Given(at, day, self.session, self.position, question, outcome))
        self.position += 1
        return Answered(self.position - 1, Typed((str(at),)), Verdict(outcome, score))

    def _last(self) -> Given | None:
        if self.counting and self.counting[-1].session == self.session:
            return self.counting[-1]
        return None


questions = st.integers(0, len(QUESTIONS) - 1)
outcomes = st.sampled_from(Outcome)
answering = st.builds(lambda q, o: lambda world: world.answer(q, o), questions, outcomes)
revising = st.sampled_from([World.overrule, World.undo, World.begin])
deciding = st.builds(lambda q, c: lambda world: world.decide(q, c), questions, st.booleans())
examining = st.builds(
    lambda o: lambda world: world.hand_in(o), st.lists(outcomes, max_size=len(QUESTIONS))
)
Action = Callable[[World], None]


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every derived row there is."""
    return {
        table: sorted(store._database.rows(f"SELECT * FROM {table}"), key=repr) for table in DERIVED
    }


def check_totals(world: World) -> None:
    """Compare the totals with a count of the plain list."""
    statistics = world.store.statistics()
    right = [given for given in world.counting if given.outcome is Outcome.CORRECT]
    assert (statistics.responses, statistics.correct) == (len(world.counting), len(right))
    for day in statistics.days:
        assert day.responses == sum(given.day == day.day for given in world.counting) > 0
        assert day.correct == sum(given.day == day.day for given in right)
    last = {given.question: given.outcome for given in world.counting}
    for set_id, progress in world.store.set_progress().items():
        own = [last[number] for number in last if QUESTIONS[number].set_id == set_id]
        assert (progress.answered, progress.last_right) == (len(own), own.count(Outcome.CORRECT))
        missed = [record for record in world.store.missed() if record.ref.set_id == set_id]
        assert progress.missed == len(missed)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(answering, answering, revising, deciding, examining), max_size=25))
def test_derived_rows_can_be_rebuilt(actions: list[Action]) -> None:
    """After any history the derived rows are right, and deriving them again changes none."""
    with open_store(None, now=NOON) as store:
        world = World(store)
        for action in actions:
            action(world)
        check_totals(world)
        before = derived(store)
        store.rebuild()
        assert derived(store) == before


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(answering, answering, revising), max_size=25))
def test_the_missed_book_is_the_engine_s(actions: list[Action]) -> None:
    """Without decisions by hand, each state is the engine's fold over the responses that count."""
    with open_store(None, now=NOON) as store:
        world = World(store)
        for action in actions:
            action(world)
        expected = {}
        for number, question in enumerate(QUESTIONS):
            state = None
            for given in world.counting:
                if given.question == number:
                    state = after_response(
                        state,
                        outcome=given.outcome,
                        response=encode(Typed((str(given.at),))),
                        session=given.session,
                        at=given.at,
                    )
            if state is not None:
                expected[question.ref] = state
        records: list[MissedRecord] = [*store.missed(), *store.missed(cleared=True)]
        assert {record.ref: record.state for record in records} == expected


def test_rebuilding_mends_derived_rows(store: Store) -> None:
    """Whatever was done to the derived rows, the log makes them right again."""
    fill(store)
    before = derived(store)
    for table in DERIVED:
        store._database.run(
            f"DELETE FROM {table} WHERE rowid = 1" if table == "missed" else f"DELETE FROM {table}"
        )
    store._database.run(
        "INSERT INTO days (day, set_id, responses, correct) VALUES ('2020-02-02', 'ghost', 9, 9)"
    )
    store.rebuild()
    assert derived(store) == before


@given(st.lists(answering, max_size=12), st.lists(revising, max_size=3))
@settings(max_examples=50, deadline=None)
def test_renamed_items_are_rebuilt_under_their_new_name(
    actions: list[Action], later: list[Action]
) -> None:
    """Moving a history into another set leaves rows that the log agrees with."""
    with open_store(None, now=NOON) as store:
        world = World(store)
        for action in [*actions, *later]:
            action(world)
        for item in store.items_of("a"):
            store.rename_item(item.ref, Ref("c", f"from-{item.ref.question_id}"))
        before = derived(store)
        store.rebuild()
        assert derived(store) == before
        assert not {"a"} & set(store.set_progress())
