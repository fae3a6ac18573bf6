"""`quiz settings`: shows the settings, sets one, or goes back to its default."""

from __future__ import annotations

from argparse import Namespace

from quiz.cli.streams import print_lines, show_progress
from quiz.cli.tables import table
from quiz.errors import UsageError
from quiz.i18n import _
from quiz.preferences import Preference, preference, preferences
from quiz.trainer import Trainer
from quiz.visible import one_line


def settings(trainer: Trainer, options: Namespace) -> int:
    """Do what the arguments ask for; return the exit code."""
    if options.name is None:
        if options.reset:
            raise UsageError(
                _("Which setting shall go back to its default?"),
                hint=_("`quiz settings` lists them."),
            )
        return print_lines(_lines(trainer))
    chosen = preference(options.name)
    if options.reset and options.value is not None:
        raise UsageError(
            _("A setting is either set or reset."), hint=_("Leave the value or `--reset` out.")
        )
    if options.reset:
        trainer.save_settings(chosen.reset(trainer.settings), show_progress)
    elif options.value is not None:
        changed = chosen.changed(trainer.settings, options.value)
        trainer.save_settings(changed, show_progress)
    return print_lines([one_line(_told(trainer, chosen))])


def _told(trainer: Trainer, chosen: Preference) -> str:
    return f"{chosen.name}: {chosen.text(trainer.settings)}"


def _lines(trainer: Trainer) -> list[str]:
    rows = [
        (each.name, each.text(trainer.settings), each.allowed, each.meaning)
        for each in preferences()
    ]
    return table(rows, head=(_("Setting"), _("Value"), _("Can be"), _("Meaning")))
