"""Parameters of the scheduler fitted to the learner's own record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.store import open_store

if TYPE_CHECKING:
    from quiz.engine.fitting import Fit
    from quiz.trainer import Trainer


def fit_to_record(trainer: Trainer, progress: Callable[[int, int], None] | None = None) -> Fit:
    """Return what fits the record best; any thread may call this. Nothing is changed by it.

    Raises QuizError when there are too few reviews or the extra `optimize` isn't installed.
    """
    from quiz.engine.fitting import fit

    path = trainer.paths.store if trainer.recording else None
    with open_store(path, now=0, read_only=True) as store:
        return fit(store.histories(), store.scheduler, progress)


def apply_fit(trainer: Trainer, fit: Fit) -> bool:
    """Schedule with the fitted parameters from now on, if they are better; say whether."""
    import msgspec

    if fit.better:
        settings = msgspec.structs.replace(trainer.settings, parameters=fit.parameters)
        trainer.save_settings(settings)
    return fit.better
