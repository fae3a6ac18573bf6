"""What part of the missed book to look at: a small dialog over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from quiz.engine.causes import Cause
from quiz.i18n import _, ngettext
from quiz.missed_book import EVER, MONTH, OLDER, TODAY, WEEK, Ago, Filter
from quiz.trainer import MissedEntry
from quiz.ui.content_text import fitted, line_of
from quiz.ui.widgets.pointing import PointedListing
from quiz.ui.widgets.prose import Prose
from quiz.wording import cause_name

_NAME = 13
"""Cells that the name of a line takes."""

Choice: TypeAlias = tuple[Filter, str]
"""A value of a line: the filter that asks for nothing else, and its words."""


def filter_words(chosen: Filter, titles: Mapping[str, str]) -> list[str]:
    """Return what a filter asks for, in words; `titles` are those of the sets, by id."""
    words = [titles.get(set_id, set_id) for set_id in chosen.sets]
    words += [*chosen.tags, *map(cause_name, chosen.causes)]
    return words if chosen.missed == EVER else [*words, _period_name(chosen.missed)]


class FilterDialog(ModalScreen[Filter | None]):
    """A line each for the set, the tag, the kind of slip and the time; arrows change them.

    It offers only what occurs, and says how many questions are left.
    """

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("x,backspace,delete", "reset", show=False),
        Binding("escape,f", "cancel", show=False),
    ]

    def __init__(
        self,
        entries: Sequence[MissedEntry],
        chosen: Filter,
        titles: Mapping[str, str],
        today: str,
    ) -> None:
        """`chosen` is what is asked for until now, `titles` are those of the sets, by id."""
        super().__init__()
        self._entries = entries
        self._today = today
        self._lines = _lines(entries, titles)
        self._at = [_place(choices, chosen) for choices in self._lines]

    def compose(self) -> ComposeResult:
        """The lines, how many questions they leave, and the keys."""
        with Vertical(id="filter-dialog", classes="dialog"):
            yield Prose(Content.styled(_("Show only"), "bold"))
            yield PointedListing(id="filter-lines")
            yield Prose(id="filter-count")
            keys = (("← →", _("change")), ("enter", _("Show")), ("x", _("all")), ("esc", _("Back")))
            yield Prose(
                Content("   ").join(
                    Content.assemble((key, "$accent bold"), f" {what}") for key, what in keys
                )
            )

    def on_mount(self) -> None:
        """Draw the lines."""
        self._draw()

    @on(PointedListing.Pointed)
    def _pointed(self, event: PointedListing.Pointed) -> None:
        event.stop()
        self.action_turn(1)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._chosen)

    def action_turn(self, by: int) -> None:
        """Change the line at the cursor to the value beside."""
        line = self.query_one(PointedListing).highlighted or 0
        self._at[line] = (self._at[line] + by) % len(self._lines[line])
        self._draw()

    def action_reset(self) -> None:
        """Ask for nothing in particular."""
        self._at = [0] * len(self._lines)
        self._draw()

    def action_cancel(self) -> None:
        """Leave the filter as it was."""
        self.dismiss(None)

    @property
    def _chosen(self) -> Filter:
        """What the lines ask for together."""
        sets, tags, causes, times = (
            choices[at][0] for choices, at in zip(self._lines, self._at, strict=True)
        )
        return Filter(sets.sets, tags.tags, causes.causes, times.missed)

    def _draw(self) -> None:
        names = (_("Set"), _("Tag"), _("Slip"), _("Last missed"))
        listing = self.query_one(PointedListing)
        listing.show(
            len(names),
            lambda index: Content.assemble(
                fitted(Content.styled(names[index], "$foreground 60%"), _NAME),
                ("‹ ", "$accent"),
                fitted(
                    line_of(self._lines[index][self._at[index]][1]),
                    max(8, listing.size.width - _NAME - 9),
                ).rstrip(),
                (" ›", "$accent"),
            ),
        )
        count, every = len(self._chosen.select(self._entries, self._today)), len(self._entries)
        text = ngettext("{count} of {every} question", "{count} of {every} questions", every)
        style = "$foreground" if count else "$text-warning"
        told = Content.styled(text.format(count=count, every=every), style)
        self.query_one("#filter-count", Prose).show(told)


def _lines(entries: Sequence[MissedEntry], titles: Mapping[str, str]) -> list[list[Choice]]:
    """Return what each line can be changed to, everything first."""
    there = {entry.record.ref.set_id for entry in entries}
    sets = [*filter(there.__contains__, titles), *sorted(there.difference(titles))]
    tags = Counter(tag for entry in entries if entry.question for tag in entry.question.tags)
    causes = {entry.cause for entry in entries}
    return [
        _line((Filter(sets=(set_id,)), titles.get(set_id, set_id)) for set_id in sets),
        _line((Filter(tags=(tag,)), tag) for tag, _count in tags.most_common()),
        _line((Filter(causes=(c,)), cause_name(c)) for c in Cause if c in causes),
        _line((Filter(missed=ago), _period_name(ago)) for ago in (TODAY, WEEK, MONTH, OLDER)),
    ]


def _line(choices: Iterable[Choice]) -> list[Choice]:
    return [(Filter(), _("all")), *choices]


def _place(choices: Sequence[Choice], chosen: Filter) -> int:
    """Return the choice that is a part of what is asked for, the first without one."""
    alone = (
        Filter(sets=chosen.sets),
        Filter(tags=chosen.tags),
        Filter(causes=chosen.causes),
        Filter(missed=chosen.missed),
    )
    places = (at for at, (asked, _words) in enumerate(choices) if asked and asked in alone)
    return next(places, 0)


def _period_name(missed: Ago) -> str:
    """Return the words for a stretch of time that the dialog offers."""
    return {
        TODAY: _("today"),
        WEEK: _("last 7 days"),
        MONTH: _("last 30 days"),
        OLDER: _("more than 30 days ago"),
    }[missed]
