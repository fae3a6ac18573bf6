"""Fitting the memory model to the learner's own answers, on a dialog of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from quiz.i18n import _
from quiz.tuning import apply_fit, fit_figures, fit_to_record, fit_words
from quiz.ui.content_text import fitted
from quiz.ui.screens.working import Tell, WorkDialog

if TYPE_CHECKING:
    from quiz.engine.fitting import Fit
    from quiz.trainer import Trainer


class FitDialog(WorkDialog):
    """Fits in the background and, where that predicts better, schedules by it from now on.

    A thread is enough: while the optimiser computes it lets nothing else run, but that took no
    more than 0.13 s at a time with 20,000 reviews on record, and 0.02 s with 5,000.
    """

    def __init__(self, trainer: Trainer) -> None:
        def job(tell: Tell) -> Content:
            fit = fit_to_record(trainer, partial(tell, _("Fitting to your answers …")))
            apply_fit(trainer, fit, partial(tell, _("Computing the review schedule anew …")))
            return _told(fit)

        super().__init__(_("Memory model"), job)


def _told(fit: Fit) -> Content:
    figures = [(Content(name), Content.styled(figure, "bold")) for name, figure in fit_figures(fit)]
    names, numbers = (
        max(part.cell_length for part in column) for column in zip(*figures, strict=True)
    )
    lines = [
        fitted(name, names) + "  " + fitted(figure, numbers, right=True) for name, figure in figures
    ]
    note, verdict = fit_words(fit)
    told = [Content(""), Content.styled(note, "$foreground 60%"), Content(""), Content(verdict)]
    return Content("\n").join([*lines, *told])
