"""Parameters of the scheduler fitted to the learner's own record, and in words what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.i18n import _
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


def apply_fit(
    trainer: Trainer, fit: Fit, progress: Callable[[int, int], None] | None = None
) -> None:
    """Schedule with the fitted parameters from now on, if they are better.

    `progress` is told of it as by `Trainer.save_settings`, and the same threads may call this.
    """
    import msgspec

    if fit.better:
        settings = msgspec.structs.replace(trainer.settings, parameters=fit.parameters)
        trainer.save_settings(settings, progress)


def fit_figures(fit: Fit) -> list[tuple[str, str]]:
    """Return how well the fitted parameters and those before predict: names and figures."""
    return [
        (_("Reviews"), str(fit.reviews)),
        (_("Log loss with the present parameters"), f"{fit.loss_before:.4f}"),
        (_("Log loss with fitted ones"), f"{fit.loss_after:.4f}"),
    ]


def fit_words(fit: Fit) -> tuple[str, str]:
    """Return what the figures mean, and what an applied fit comes to."""
    return (
        _("The log loss says how far predictions were off: less is better."),
        _("The fitted parameters predict better and are used from now on.")
        if fit.better
        else _("The fitted parameters do not predict clearly better; everything stays as it is."),
    )
