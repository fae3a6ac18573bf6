"""The application service: joins content, store and engine. Front ends call nothing else.

A `Trainer` is made once for a run of the program. It opens the store and reads the library when
they are first needed, so that a command pays only for what it uses.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.clock import local_now
from quiz.content.library import Library, Place, SetEntry
from quiz.content.problems import Problem
from quiz.content.sources import Document, Passage, read_document
from quiz.engine.grading import Outcome, prepare
from quiz.engine.plans import Mode, make_plan
from quiz.engine.questions import AnyQuestion, QuestionSet, Ref
from quiz.engine.responses import decode
from quiz.engine.scheduling import Scheduler
from quiz.engine.session import Session
from quiz.errors import QuizError, SessionError
from quiz.exams import Exam, plan_exams
from quiz.histories import Histories, KeyChange
from quiz.holding import Holding
from quiz.i18n import _
from quiz.paths import Paths, shipped_questions
from quiz.request import Request as Request
from quiz.request import nothing_to_ask, pool_of
from quiz.review import ReviewCounts, ReviewQueue
from quiz.settings import Settings, load_settings, save_settings
from quiz.sitting import Sitting
from quiz.store import (
    Figures,
    KnowledgeRecord,
    MissedRecord,
    Reader,
    ResponseRecord,
    SessionRecord,
    StatisticsRecord,
    Store,
    UnfinishedSession,
    open_store,
)

if TYPE_CHECKING:
    from quiz.engine.causes import Cause

_LARGE = 10_000
"""Questions with a record from which on looking through them all takes tens of milliseconds."""


class SetOverview(msgspec.Struct, frozen=True):
    """A set with what the learner has to do in it.

    `mastery` is how likely the learner knows one of its questions today, in [0, 1]: the mean of
    their retrievabilities, 0 for those never asked.
    """

    entry: SetEntry
    due: int
    missed: int
    mastery: float


class MissedEntry(msgspec.Struct, frozen=True, dict=True):
    """A question of the missed book, which is looked for when it is first asked about."""

    record: MissedRecord
    find: Callable[[Ref], AnyQuestion | None]

    @cached_property
    def question(self) -> AnyQuestion | None:
        """The question as it is now, None when no set holds it any more."""
        return self.find(self.record.ref)

    @cached_property
    def cause(self) -> Cause:
        """What went wrong the last time it was missed."""
        from quiz.engine.causes import cause_of

        return cause_of(self.question, decode(self.record.state.last_response))

    @property
    def prompt(self) -> str:
        """What it asks now, or asked when it was last answered."""
        return self.question.prompt if self.question else self.record.prompt


class KeysChangedError(QuizError):
    """Questions with a record have another key now: is it about them still?"""

    def __init__(self, changes: Sequence[KeyChange]) -> None:
        super().__init__(_("The key of a question has changed since it was answered."))
        self.changes = tuple(changes)


class Trainer:
    """Everything a front end can ask for."""

    def __init__(
        self,
        paths: Paths,
        *,
        extra: Iterable[Path] = (),
        record: bool = True,
        folder: Path | None = None,
        shipped: Path | None = None,
        clock: Callable[[], datetime] = local_now,
    ) -> None:
        """`extra` are files and folders named by the user, `folder` the one they are in.

        With `record` False nothing is written anywhere: the session is kept in memory.
        """
        self.paths = paths
        self.recording = record
        self._extra = tuple(extra)
        self._folder = folder if folder is not None else Path.cwd()
        self._shipped = shipped if shipped is not None else shipped_questions()
        self._clock = clock
        self._documents: dict[str, Document | None] = {}
        self._loaded: dict[str, dict[Ref, AnyQuestion]] = {}
        self._changed: dict[str, list[KeyChange]] = {}
        self._planned: tuple[str, Settings, list[Exam]] | None = None

    # -- parts, made when first needed ------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """The user's settings."""
        return load_settings(self.paths.settings)

    @cached_property
    def library(self) -> Library:
        """All sets that were found, in the order in which places are looked at."""
        places = [Place(path, "command line") for path in self._extra]
        places.append(Place(self._folder / "questions", "folder"))
        places.append(Place(self.paths.questions, "home"))
        places.append(Place(self._shipped, "package"))
        return Library(places, self.paths.cache if self.recording else None)

    @cached_property
    def store(self) -> Store:
        """The record, open for writing; in memory when nothing is to be recorded."""
        path = self.paths.store if self.recording else None
        scheduler = self._scheduler(self.settings)
        return open_store(path, now=self._millis(), backups=self.paths.backups, scheduler=scheduler)

    def _scheduler(self, settings: Settings) -> Scheduler:
        try:
            return Scheduler(settings.parameters, settings.retention)
        except ValueError as error:
            raise QuizError(
                _("The settings are not valid: {reason}.").format(reason=error),
                hint=_("Mend the file, or delete it to go back to the defaults."),
                location=str(self.paths.settings),
            ) from error

    @cached_property
    def _read_only_store(self) -> Store:
        return open_store(self.paths.store, now=self._millis(), read_only=True)

    @cached_property
    def _holding(self) -> Holding:
        return Holding(self.paths.holding if self.recording else None)

    @property
    def reader(self) -> Reader:
        """The record for looking at: creates nothing as long as nothing is recorded."""
        if "store" in self.__dict__ or not self.recording:
            return self.store
        return self._read_only_store

    def close(self) -> None:
        """Let go of the store. The trainer can't be used afterwards."""
        for name in ("store", "_read_only_store", "_holding"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()

    def save_settings(
        self, settings: Settings, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Keep changed settings, for this run and the next ones.

        What is on record is scheduled by them at once. `progress` is told how many questions of
        how many are; what it raises ends that, and everything is as it was. Any thread may call
        this where something is recorded, as long as no other uses the trainer.
        """
        scheduler = self._scheduler(settings)
        before = self.settings
        moved = settings.scheduling != before.scheduling
        if moved:
            self._reschedule(scheduler, progress)
        try:
            if self.recording:
                save_settings(self.paths.settings, settings)
        except QuizError:
            if moved:
                self._reschedule(self._scheduler(before))
            raise
        self.settings = settings

    def _reschedule(
        self, scheduler: Scheduler, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Schedule the record anew, by a connection that belongs to the thread that calls this."""
        opened = [self.__dict__[n] for n in ("store", "_read_only_store") if n in self.__dict__]
        if not self.recording:
            for store in opened:
                store.reschedule(scheduler, progress)
            return
        if self.paths.store.exists():
            open_store(
                self.paths.store,
                now=self._millis(),
                backups=self.paths.backups,
                scheduler=scheduler,
                progress=progress,
            ).close()
        for store in opened:
            store.scheduler = scheduler

    def backup(self) -> None:
        """Make today's backup of the record, unless there is one. Any thread may call this."""
        if self.recording:
            from quiz.store.backup import daily_backup

            daily_backup(self.paths.store, self.paths.backups, self.today())

    # -- sets -------------------------------------------------------------------------------

    def sets(self, figures: Figures | None = None) -> list[SetOverview]:
        """Return every set with what the learner has to do in it, by default as of now."""
        progress = self.reader.set_progress()
        figures = figures or self.figures()
        return [
            SetOverview(
                entry,
                figures.due.get(entry.id, 0),
                progress[entry.id].missed if entry.id in progress else 0,
                min(1.0, figures.known.get(entry.id, 0.0) / entry.count) if entry.count else 0.0,
            )
            for entry in self.library.entries()
        ]

    def figures(self) -> Figures:
        """Return what is due and known today, set by set."""
        return self.reader.figures(self.today())

    def figures_aside(self) -> Figures:
        """Return the same by a connection of its own. Any thread may call this."""
        with open_store(self.paths.store, now=self._millis(), read_only=True) as store:
            return store.figures(self.today())

    @property
    def is_large(self) -> bool:
        """Whether so much is on record that looking through it takes time one would notice."""
        answered = sum(stand.answered for stand in self.reader.set_progress().values())
        return self.recording and answered > _LARGE

    def problems(self) -> list[Problem]:
        """Return what is wrong with the question files, sorted by place."""
        return self.library.problems()

    def read_again(self) -> None:
        """Go by the files as they are now; a session that has begun stays as it is."""
        self.library.forget()
        self._documents.clear()
        self._loaded.clear()
        self._planned = None

    def load(self, entry: SetEntry) -> QuestionSet:
        """Return a set with its questions; the history of edited ones goes along with them."""
        question_set = self.library.load(entry)
        if "store" in self.__dict__ and entry.id not in self._loaded:
            self._changed[entry.id] = Histories(self.store, self.library).follow(question_set)
        self._loaded[entry.id] = {question.ref: question for question in question_set.questions}
        return question_set

    def question(self, ref: Ref) -> AnyQuestion | None:
        """Return a question by what its history belongs to, None when no set holds it."""
        return self._questions_of(ref.set_id).get(ref)

    def passage(self, question: AnyQuestion) -> Passage | None:
        """Return the part of the document that a question rests on, None without one."""
        document = self._document(question.source) if question.quotes else None
        return document.passage(question.quotes) if document else None

    def _document(self, source: str) -> Document | None:
        if not source:
            return None
        if source not in self._documents:
            try:
                self._documents[source] = read_document(Path(source))
            except QuizError:  # `quiz check` reports it; the question stays askable
                self._documents[source] = None
        return self._documents[source]

    # -- sessions ---------------------------------------------------------------------------

    def begin(self, request: Request, *, asking: bool = False) -> Sitting:
        """Draw up and record a new session; raises QuizError when there is nothing to ask.

        With `asking`, KeysChangedError is raised instead, and nothing begun, where it would ask
        questions about which the learner has to `settle` first.
        """
        store = self.store
        if request.seed is None:
            request = msgspec.structs.replace(request, seed=random.SystemRandom().getrandbits(31))
        entries = request.sets or tuple(e for e in self.library.entries() if e.count)
        if request.mode is Mode.MISSED and request.refs is None:
            chosen = {entry.id for entry in request.sets}
            owed = [e.record.ref for e in self.missed()]
            owed = [ref for ref in owed if not chosen or ref.set_id in chosen]
            request = msgspec.structs.replace(request, refs=tuple(owed))
        if request.mode is Mode.REVIEW and request.refs is None:
            queue = self._review(entries, request.tags)
            drawn = queue.draw(request.seed or 0, self._document, count=request.count)
            pool = drawn.questions
            request = msgspec.structs.replace(request, ahead=request.ahead or drawn.ahead)
        else:
            pool = pool_of(request, entries, load=self.load, find=self.question)
        if not pool:
            raise nothing_to_ask(request, self.problems(), self.paths.questions)
        if asking and (changes := self._changes_of(pool)):
            raise KeysChangedError(changes)
        if request.mode is Mode.EXAM and not request.sets and request.refs is None:
            from quiz.mock_exam import draw_mock_exam

            pool = draw_mock_exam(pool, request.count, request.seed or 0, self._document)
        single = self.load(entries[0]) if len(entries) == 1 else None
        plan = make_plan(
            pool,
            request.mode,
            seed=request.seed or 0,
            title=single.title if single else "",
            count=request.count,
            time_limit=request.time_limit(single),
            pass_mark=single.pass_mark if single else 60.0,
            ahead=request.ahead,
        )
        if not plan.slots:
            if request.mode is Mode.EXAM:
                raise SessionError(_("Flashcards can't be asked in an exam."))
            raise SessionError(
                _("There is no set phrase to drill."),
                hint=_("A drill takes blanks, orders, and short answers that the document holds."),
            )
        identifier = store.begin(
            plan, list(dict.fromkeys(slot.set_id for slot in plan.slots)), at=self._millis()
        )
        self._holding.claim(identifier)
        return self._sitting(Session(plan, {q.ref: q for q in pool}), identifier)

    def settle(self, change: KeyChange, *, keep: bool) -> None:
        """Keep what is on record of a question whose key has changed, or let it begin anew."""
        histories = Histories(self.store, self.library)
        (histories.keep if keep else histories.begin_anew)(change)
        self._changed[change.question.set_id].remove(change)

    def _changes_of(self, pool: Iterable[AnyQuestion]) -> list[KeyChange]:
        refs = {question.ref for question in pool}
        return [
            change
            for set_id in sorted({ref.set_id for ref in refs})
            for change in self.key_changes(set_id)
            if change.question.ref in refs
        ]

    def key_changes(self, set_id: str) -> list[KeyChange]:
        """Return the questions of a set whose keys have changed since they were answered."""
        self._questions_of(set_id)  # first, which finds them
        return list(self._changed.get(set_id, ()))

    def review_counts(
        self, sets: Sequence[SetEntry] = (), figures: Figures | None = None
    ) -> ReviewCounts:
        """Return how much of today's review is left, for all sets and as of now by default."""
        due = figures.due if figures else self.reader.due_by_set(self.today())
        scheduled = figures.scheduled if figures else self.reader.cards_by_set()
        return self._review(sets or self.library.entries()).counts(due, scheduled)

    def exams(self) -> list[Exam]:
        """Return the exams that are dated, the soonest first, with the plan for each."""
        today = self.today()
        if self._planned is None or self._planned[:2] != (today, self.settings):
            found = plan_exams(self.settings, self.library.entries(), self.reader, today)
            self._planned = today, self.settings, found
        return self._planned[2]

    def set_exam_date(self, target: str, day: date | None) -> None:
        """Set the day on which a set, by its id, or a document, by its real path, is examined.

        None takes the date back.
        """
        dates = {key: on for key, on in self.settings.exam_dates.items() if key != target}
        if day is not None:
            dates[target] = day
        self.save_settings(msgspec.structs.replace(self.settings, exam_dates=dates))

    def next_due(self) -> str | None:
        """Return the first day after today on which something falls due, None without any."""
        return self.reader.next_due(self.today())

    def resume(self, identifier: int) -> Sitting:
        """Return an unfinished session where it stood; raises QuizError when it can't be."""
        self._require_free(identifier)
        questions: dict[Ref, AnyQuestion] = {}
        for set_id in self.store.sets_of(identifier):
            questions.update(self._questions_of(set_id))
        stored = self.store.load(identifier)  # after the sets: edited questions have moved in it
        session = Session(
            stored.plan,
            questions,
            answers=stored.answers,
            position=stored.position,
            sheet=stored.sheet,
            flags=stored.flags,
            elapsed=stored.elapsed,
            undoable=stored.undoable,
        )
        if not session.total:
            raise SessionError(
                _("No set holds the questions of this session any more."),
                hint=_("Bring the question file back, or discard the session."),
            )
        if not self._holding.claim(identifier):
            self._require_free(identifier)
        return self._sitting(session, identifier)

    def unfinished(self) -> list[UnfinishedSession]:
        """Return the sessions that can be resumed, newest first; not those open elsewhere."""
        return [one for one in self.reader.unfinished() if self._is_free(one.id)]

    def _is_free(self, identifier: int) -> bool:
        return not self.paths.holding.exists() or self._holding.is_free(identifier)

    def _require_free(self, identifier: int) -> None:
        if not self._is_free(identifier):
            raise SessionError(
                _("This session is open in another window."),
                hint=_("Close it there; it goes on where it stands then."),
            )

    def discard(self, identifier: int) -> None:
        """Stop offering an unfinished session; its responses stay on record."""
        self._require_free(identifier)
        self.store.discard(identifier, at=self._millis())

    # -- the record -------------------------------------------------------------------------

    def history(self, limit: int | None = None) -> list[SessionRecord]:
        """Return the sessions on record, newest first."""
        return self.reader.history(limit)

    def missed(self, *, cleared: bool = False, limit: int | None = None) -> list[MissedEntry]:
        """Return the missed book, or what has left it; at most `limit` of it."""
        progress = {} if self.is_large else self.reader.set_progress()
        for set_id, stand in progress.items():
            if stand.missed or cleared:
                self._questions_of(set_id)  # first, so that edited questions have moved along
        records = self.reader.missed(cleared=cleared, limit=limit)
        return [MissedEntry(record, self.question) for record in records]

    def misses(self, ref: Ref) -> list[ResponseRecord]:
        """Return the responses to a question that were not wholly right, the newest first."""
        responses = self.reader.responses_of(ref)
        return [r for r in responses if r.answered.verdict.outcome is not Outcome.CORRECT]

    def knowledge(self, set_ids: Iterable[str]) -> dict[Ref, KnowledgeRecord]:
        """Return what is known today of the questions of these sets that were answered."""
        today = self.today()
        found = {}
        for set_id in set_ids:
            self._questions_of(set_id)  # first, so that edited questions have moved along
            for question_id, record in self.reader.knowledge_of(set_id, today).items():
                found[Ref(set_id, question_id)] = record
        return found

    def clear_missed(self, ref: Ref) -> None:
        """Strike a question off the missed book."""
        now = self._clock()
        self.store.clear_missed(ref, at=self._millis(now), day=now.date().isoformat())

    def bring_back(self, ref: Ref) -> None:
        """Put a cleared question back into the missed book."""
        now = self._clock()
        self.store.bring_back(ref, at=self._millis(now), day=now.date().isoformat())

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Derive the card states, the missed book and the totals again from the log."""
        self.store.rebuild(progress)

    def statistics(self) -> StatisticsRecord:
        """Return the totals of everything on record."""
        return self.reader.statistics()

    def today(self) -> str:
        """Return the local day as `YYYY-MM-DD`."""
        return self._clock().date().isoformat()

    # -- within -----------------------------------------------------------------------------

    def _millis(self, now: datetime | None = None) -> int:
        return int((now or self._clock()).timestamp() * 1000)

    def _questions_of(self, set_id: str) -> dict[Ref, AnyQuestion]:
        if set_id not in self._loaded:
            entry = next((e for e in self.library.entries() if e.id == set_id), None)
            if entry is None:
                return {}
            self.load(entry)
        return self._loaded[set_id]

    def _review(self, entries: Sequence[SetEntry], tags: Sequence[str] = ()) -> ReviewQueue:
        return ReviewQueue(
            self.reader,
            self.settings,
            self.today(),
            entries,
            load=self.load,
            find=self.question,
            exams=self.exams() if self.settings.exam_dates else (),
            tags=tags,
            thorough=not self.is_large,
        )

    def _sitting(self, session: Session, identifier: int) -> Sitting:
        self.store.scheduler.prepare()
        prepare()
        return Sitting(
            session,
            identifier,
            self.store,
            passages=self.passage,
            clock=self._clock,
            right_to_clear=self.settings.right_to_clear,
            ask_sure=self.settings.ask_sure,
            left=lambda: self._holding.release(identifier),
        )
