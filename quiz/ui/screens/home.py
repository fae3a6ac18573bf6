"""Home: what there is to resume, the sets with what is to be done in them, and broken files."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.content.problems import Problem
from quiz.engine.plans import Mode
from quiz.exams import Exam, targets_of
from quiz.i18n import _, ngettext
from quiz.review import ReviewCounts
from quiz.store import Figures, UnfinishedSession
from quiz.trainer import Request, SetOverview
from quiz.ui.base import HELP, TrainerScreen
from quiz.ui.lines import (
    dated_line,
    exam_line,
    heading_line,
    problem_line,
    review_line,
    set_line,
    unfinished_line,
)
from quiz.ui.widgets.bars import KeyBar, Meter, TitleBar
from quiz.ui.widgets.prose import Prose
from quiz.visible import visible

if TYPE_CHECKING:
    from quiz.ui.screens.exam_date import Dated

Row = UnfinishedSession | SetOverview | Exam | Problem | str
"""What a line of the list stands for; a text is one of those below."""

_REVIEW, _EXAM, _SETS, _PROBLEMS = "review", "exam", "sets", "problems"
"""Today's review, the mock exam over everything, and the headings, which can't be chosen."""

_HEADINGS = (_SETS, _PROBLEMS)

_PROBLEMS_SHOWN = 20

_AT_ONCE = 300_000
"""Bytes of question files that are read before the first frame: less than a person notices."""

_LOOK_EVERY = 0.5
"""Seconds between two looks at whether files changed."""

_TELL_EVERY = 0.1
"""Seconds between two steps of the progress bar."""


class HomeScreen(TrainerScreen[None]):
    """The list of everything that can be started."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Resume", id="home.resume"),
        Binding("enter", "review", "Review", id="home.review"),
        Binding("enter", "practise", "Practise", id="home.practise"),
        Binding("e", "exam", "Exam", id="home.exam"),
        Binding("c", "cards", "Flashcards", id="home.cards"),
        Binding("d", "drill", "Drill", id="home.drill"),
        Binding("r", "read", "Read", id="home.read"),
        Binding("p", "plan", "Exam date", id="home.plan"),
        Binding("x", "discard", "Discard", id="home.discard"),
        Binding("ctrl+e", "edit", "Edit", key_display="^e", id="home.edit"),
        Binding("a", "practise_all", "All", id="home.all"),
        Binding("m", "missed", "Missed", id="home.missed"),
        Binding("v", "source", "Map", id="home.source"),
        Binding("b", "browse", "Browse", id="home.browse"),
        Binding("slash", "browse_words", "Search", show=False, id="home.search"),
        Binding("s", "statistics", "Stats", id="home.statistics"),
        Binding("h", "history", "History", id="home.history"),
        Binding("comma", "settings", "Settings", key_display=",", id="home.settings"),
        Binding("t", "app.theme", "Theme", show=False, id="home.theme"),
        Binding("l", "app.language", "中/En", id="home.language"),
        HELP,
        Binding("q", "app.quit", "Quit", id="home.quit"),
        Binding("escape", "stop", "Stop reading", id="home.stop"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._loaded = False
        self._stopped = False
        self._count = 0
        self._review = ReviewCounts(0, 0, 0)
        self._next_due: str | None = None
        self._figures = Figures({}, {}, {})

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield TitleBar()
        yield Meter()
        yield OptionList(id="home")
        yield Prose(id="home-note")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read what there is; a first reading of many files goes on beside the screen."""
        self.query_one("#home-note").display = False
        self.query_one(Meter).display = False
        self.query_one(TitleBar).left = Content.styled(_("Quiz"), "bold")
        self.query_one(OptionList).focus()
        self.reload()
        self.set_interval(_LOOK_EVERY, self._look)

    def on_screen_resume(self) -> None:
        """Show what a session has changed."""
        if self._loaded:
            self.reload()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        if self._loaded:
            self._redraw(self.query_one(OptionList).highlighted)

    def reload(self) -> None:
        """Read sets and record again."""
        if sum(self.trainer.library.unread().values()) < _AT_ONCE:
            self._fill()
        else:
            self._loaded = False
            self._note(_("Reading the question files …"))
            self.query_one(Meter).display = True
            self._read_files()

    @work(thread=True, exclusive=True)
    def _read_files(self) -> None:
        told = 0.0

        def progress(done: int, total: int) -> bool:
            nonlocal told
            if monotonic() - told > _TELL_EVERY:
                told = monotonic()
                self.app.call_from_thread(self._show_progress, done, total)
            return not self._stopped

        self.trainer.library.entries(progress)
        self.app.call_from_thread(self._fill)

    def _look(self) -> None:
        """See whether files changed, as long as nothing else is on the screen."""
        if self._loaded and self.is_active:
            self._look_at_files()

    @work(thread=True, exclusive=True, group="looking")
    def _look_at_files(self) -> None:
        if not self.trainer.library.is_current():
            self.app.call_from_thread(self._read_again)

    def _read_again(self) -> None:
        if self._loaded and self.is_active:
            self.trainer.read_again()
            self.reload()
            self.tell(_("The question files were read again."))

    def _show_progress(self, done: int, total: int) -> None:
        self.query_one(Meter).value = done / total
        text = _("Reading the question files: {done} of {total} MB")
        self._note(text.format(done=f"{done / 1e6:.1f}", total=f"{total / 1e6:.1f}"))

    def action_stop(self) -> None:
        """Go on with the files read so far; the others are read at the next start."""
        self._stopped = True

    # -- the list ---------------------------------------------------------------------------

    def _fill(self, *, counted: bool = False, anew: bool = False) -> None:
        """Show what there is; `anew` puts the cursor where it belongs in the beginning.

        With `counted` the figures by set are those of now already.
        """
        overviews: list[SetOverview] = []
        unfinished: list[UnfinishedSession] = []
        problems: list[Problem] = []
        exams: list[Exam] = []
        with self.trouble():
            if not counted:
                self._find_figures()
            overviews = self.trainer.sets(self._figures)
            unfinished = self.trainer.unfinished()
            problems = [p for p in self.trainer.problems() if p.severity == "error"]
            self._review = self.trainer.review_counts(figures=self._figures)
            self._next_due = self.trainer.next_due()
            exams = [exam for exam in self.trainer.exams() if exam.plan]
        rows: list[Row] = list(unfinished[:3])
        usable = [overview for overview in overviews if overview.entry.count]
        if usable:
            rows += [_REVIEW, *exams[:3]]
        if len(usable) > 1:
            rows.append(_EXAM)
        if usable:
            rows += [_SETS, *usable]
        if problems:
            rows += [_PROBLEMS, *problems[:_PROBLEMS_SHOWN]]
        place = None if anew else self._place_in(rows)
        self._rows = rows
        self._loaded = True
        self.query_one(Meter).display = False
        count = self._count = sum(overview.entry.count for overview in usable)
        sets = ngettext("{count} set", "{count} sets", len(usable)).format(count=len(usable))
        questions = ngettext("{count} question", "{count} questions", count).format(count=count)
        self.query_one(TitleBar).right = Content(f"{sets} · {questions}")
        missed = sum(overview.missed for overview in overviews)
        self._note(self._summary(usable, missed, len(problems)))
        self._redraw(place)
        self.refresh_bindings()

    def _find_figures(self) -> None:
        """Find out the figures by set; those of a large record follow after the next frame."""
        if self.trainer.is_large:
            self._count_aside()
        else:
            self._figures = self.trainer.figures()

    @work(thread=True, exclusive=True, group="counting", exit_on_error=False)
    def _count_aside(self) -> None:
        counted = self.trainer.figures_aside()
        self.app.call_from_thread(self._show_counted, counted)

    def _show_counted(self, counted: Figures) -> None:
        if self.is_mounted:
            anew = not self._figures.scheduled
            self._figures = counted
            self._fill(counted=True, anew=anew)

    def _summary(self, usable: list[SetOverview], missed: int, problems: int) -> str:
        if not usable:
            folder = visible(str(self.trainer.paths.questions))
            text = _("No question set was found. Put a question file into {folder}.")
            return text.format(folder=folder)
        parts = []
        if missed:
            text = ngettext(
                "{count} question in the missed book: press m",
                "{count} questions in the missed book: press m",
                missed,
            )
            parts.append(text.format(count=missed))
        if problems > _PROBLEMS_SHOWN:
            parts.append(_("All problems: quiz check"))
        if not self.trainer.recording:
            parts.append(_("Nothing is recorded in this run."))
        return " · ".join(parts)

    def _note(self, text: str) -> None:
        note = self.query_one("#home-note", Prose)
        note.display = bool(text)
        note.show(Content(text))

    def _redraw(self, place: int | None) -> None:
        listing = self.query_one(OptionList)
        width = max(40, self.size.width - 6)
        listing.clear_options()
        listing.add_options(
            [Option(self._line(row, width), disabled=row in _HEADINGS) for row in self._rows]
        )
        if self._rows:
            first = next((i for i, row in enumerate(self._rows) if self._comes_first(row)), None)
            listing.highlighted = first if place is None else min(place, len(self._rows) - 1)

    def _place_in(self, rows: list[Row]) -> int | None:
        """Return where the cursor belongs among new lines: on its set, else where it was."""
        row = self._current()
        if isinstance(row, SetOverview):
            for index, new in enumerate(rows):
                if isinstance(new, SetOverview) and new.entry.file == row.entry.file:
                    return index
        return self.query_one(OptionList).highlighted

    def _comes_first(self, row: Row) -> bool:
        """Tell whether a line may be the one at the cursor when Home opens."""
        if row == _REVIEW:
            return self._review.due > 0
        return not isinstance(row, str | Exam)

    def _line(self, row: Row, width: int) -> Content:
        match row:
            case SetOverview():
                return set_line(row, width)
            case UnfinishedSession():
                return unfinished_line(row, width)
            case Exam():
                settings = self.trainer.settings
                return dated_line(row, settings.new_per_day + settings.reviews_per_day, width)
            case Problem():
                return problem_line(row, width)
            case str():
                if row == _REVIEW:
                    return review_line(self._review, self._next_due, width)
                if row == _EXAM:
                    return exam_line(width)
                if row == _SETS:
                    return heading_line(width)
                return Content.styled(_("Left out because of errors"), "$foreground 60%")

    def _current(self) -> Row | None:
        index = self.query_one(OptionList).highlighted
        return self._rows[index] if index is not None and index < len(self._rows) else None

    # -- actions ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the line at the cursor."""
        row = self._current() if self.is_mounted else None
        if action in ("practise", "cards", "read"):
            return isinstance(row, SetOverview)
        if action == "review":
            return row == _REVIEW
        if action == "plan":
            return bool(self._loaded and self._targets(row))
        if action in ("exam", "drill"):
            return isinstance(row, SetOverview) or row in (_REVIEW, _EXAM)
        if action in ("open", "discard"):
            return isinstance(row, UnfinishedSession)
        if action == "edit":
            return isinstance(row, Problem)
        if action == "stop":
            return not self._loaded
        if action in ("missed", "source", "statistics", "browse", "browse_words"):
            return self._loaded  # they ask for the questions, which are still being read
        return True

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._current()
        if isinstance(row, UnfinishedSession):
            self.action_open()
        elif isinstance(row, SetOverview):
            self.action_practise()
        elif isinstance(row, Exam):
            self.action_plan()
        elif row == _REVIEW:
            self.action_review()
        elif row == _EXAM:
            self.action_exam()
        elif isinstance(row, Problem):
            self.notify(
                visible(f"{row.file}:{row.line}:{row.column}\n{row.message}\n{row.hint}"),
                severity="warning",
                timeout=15,
                markup=False,
            )

    def action_open(self) -> None:
        """Resume the session at the cursor."""
        from quiz.ui.screens.question import QuestionScreen

        row = self._current()
        if isinstance(row, UnfinishedSession):
            with self.trouble():
                self.app.push_screen(QuestionScreen(self.trainer.resume(row.id)))

    def action_discard(self) -> None:
        """Stop offering the session at the cursor."""
        row = self._current()
        if isinstance(row, UnfinishedSession):
            with self.trouble():
                self.trainer.discard(row.id)
                self.reload()
                self.tell(_("Discarded. What was answered stays on record."))

    def action_edit(self) -> None:
        """Edit the question that the problem at the cursor is about."""
        from quiz.own_questions import text_at
        from quiz.ui.screens.editor import EditorScreen

        row = self._current()
        if isinstance(row, Problem):
            with self.trouble():
                text = text_at(self.trainer, row.file, row.line)
                self.app.push_screen(EditorScreen(text, Path(row.file).name))

    def action_practise(self) -> None:
        """Practise the set at the cursor."""
        self._begin(Mode.PRACTICE)

    def action_practise_all(self) -> None:
        """Practise questions of every set."""
        self.take(Request(Mode.PRACTICE))

    def action_review(self) -> None:
        """Review what is due today."""
        self.take(Request(Mode.REVIEW))

    def action_cards(self) -> None:
        """Go through the set at the cursor as flashcards."""
        self._begin(Mode.CARDS)

    def action_plan(self) -> None:
        """Ask on which day the set at the cursor, or its document, is examined."""
        targets = self._targets(self._current())
        if not targets:
            return

        def chosen(dated: Dated | None) -> None:
            if dated is not None:
                with self.trouble():
                    self.trainer.set_exam_date(dated.target, dated.day)
                    self._fill()

        from quiz.ui.screens.exam_date import ExamDateDialog

        self.app.push_screen(ExamDateDialog(self.trainer, targets), chosen)

    def _targets(self, row: Row | None) -> list[tuple[str, str]]:
        """Return what the line at the cursor offers to set an exam date for."""
        if isinstance(row, Exam):
            return [(row.target, row.title)]
        if isinstance(row, SetOverview):
            return targets_of(row.entry, self.trainer.library.entries())
        if row in (_REVIEW, _EXAM):
            return targets_of(None, self.trainer.library.entries())
        return []

    def action_drill(self) -> None:
        """Drill the phrases of the set at the cursor, or of every set."""
        row = self._current()
        self.take(Request(Mode.DRILL, sets=(row.entry,) if isinstance(row, SetOverview) else ()))

    def action_read(self) -> None:
        """Read the set at the cursor."""
        self._begin(Mode.READ)

    def action_exam(self) -> None:
        """Ask how long the exam shall be, then begin it."""
        row = self._current()
        if not (isinstance(row, SetOverview) or row in (_REVIEW, _EXAM)):
            return
        entry = row.entry if isinstance(row, SetOverview) else None
        most = entry.count if entry else self._count
        from quiz.ui.screens.exam import ExamDialog

        def chosen(request: Request | None) -> None:
            if request is not None:
                self.take(request)

        self.app.push_screen(ExamDialog(entry, most), chosen)

    def action_missed(self) -> None:
        """Open the missed book."""
        from quiz.ui.screens.missed import MissedScreen

        self.app.push_screen(MissedScreen())

    def action_source(self) -> None:
        """Open the document as a map of what is known."""
        from quiz.ui.screens.source import SourceScreen

        self.app.push_screen(SourceScreen())

    def action_browse(self) -> None:
        """Browse the questions of the set at the cursor, or of all."""
        from quiz.ui.screens.browse import BrowseScreen

        row = self._current()
        self.app.push_screen(BrowseScreen(row.entry if isinstance(row, SetOverview) else None))

    def action_browse_words(self) -> None:
        """Look for words in the questions of all sets."""
        from quiz.ui.screens.browse import BrowseScreen

        self.app.push_screen(BrowseScreen(search=True))

    def action_statistics(self) -> None:
        """Open the statistics."""
        from quiz.ui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen())

    def action_settings(self) -> None:
        """Open the settings."""
        from quiz.ui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_history(self) -> None:
        """Open the history."""
        from quiz.ui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen())

    def _begin(self, mode: Mode) -> None:
        row = self._current()
        if isinstance(row, SetOverview):
            self.take(Request(mode, sets=(row.entry,)))
