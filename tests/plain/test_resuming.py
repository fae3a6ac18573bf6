"""A session left and resumed anywhere comes to the same as one that was never left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.trainer import Trainer
from tests.plain.conftest import begin, talk

LINES = ("A", "AC", "B", "t", "党的建设；三会一课", "三会一课", "三会课", ":u", ":o", ":s", "", "?")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=16), cut=st.integers(0, 16))
def test_leaving_changes_nothing(
    make_trainer: Callable[..., Trainer], questions: Path, lines: list[str], cut: int
) -> None:
    """Score, missed book and totals are the same, whatever was answered, undone or overruled."""
    outcomes = []
    for first, second in ((lines, []), (lines[:cut], lines[cut:])):
        trainer = make_trainer(record=False)
        done = talk(begin(trainer, "one several truth gaps brief"), *first)
        resumable = [session.id for session in trainer.unfinished()]
        if second and resumable:
            done = talk(trainer.resume(resumable[0]), *second)
        elif second and not done.sitting.session.finished:
            done = talk(begin(trainer, "one several truth gaps brief"), *second)
        missed = [(entry.record.ref, entry.record.state.times_missed) for entry in trainer.missed()]
        outcomes.append((done.score, missed, trainer.statistics().responses))
    assert outcomes[0] == outcomes[1]
