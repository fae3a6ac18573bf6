"""The conversation in each mode: practising, an exam, reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from quiz.engine.plans import Mode
from quiz.engine.questions import Card
from quiz.engine.scheduling import Rating
from quiz.errors import SessionError
from quiz.i18n import _
from quiz.plain.conversation import Command, Conversation
from quiz.plain.responding import how_to_answer, read_response, read_sureness
from quiz.plain.showing import (
    given_and_key,
    passage_lines,
    reason_lines,
    score_line,
    verdict_lines,
    whole_passage,
)
from quiz.plain.terminal import LineSink, LineSource, Terminal, UnreadableError
from quiz.sitting import Sitting
from quiz.wording import (
    minutes_seconds,
    rating_names,
    recital_lines,
    response_text,
    separator,
    step_text,
)

T = TypeVar("T")


def run_plain(sitting: Sitting, *, stdin: LineSource, stdout: LineSink) -> int:
    """Take `sitting` to its end or until the learner leaves; return the exit code, 0.

    Errors of the store are passed on; what has been printed until then is on record.
    """
    modes = {Mode.EXAM: _Exam, Mode.READ: _Reading}
    conversation = modes.get(sitting.session.mode, _Practice)(sitting, Terminal(stdin, stdout))
    try:
        conversation.run()
    except EOFError:
        if sitting.leave():
            conversation.say("", _("Left. `quiz take --resume` goes on from here."))
    except KeyboardInterrupt:
        sitting.leave()
        conversation.say("")  # so that the shell's prompt begins a line
        raise
    conversation.say(score_line(sitting.result))
    return 0


class _Practice(Conversation):
    """Practising and going over missed questions: a verdict after each response."""

    _turned = False
    """Whether the current card shows its back."""

    def begin(self) -> None:
        """Pass over a question that had its verdict before the session was left."""
        if self.session.at_end or self.session.answered:
            self.sitting.advance()

    def shown(self) -> list[str]:
        """Return the question and how to answer it."""
        self._turned = False
        step = self.session.step
        head = [] if step is None else [step_text(step)]
        how = how_to_answer(self.sitting.question)
        return [*head, *super().shown(), *filter(None, [how])]

    def answer(self, line: str) -> bool:
        """Turn a card over, or judge the response and print its verdict."""
        question, choices = self.sitting.question, self.sitting.choices
        if isinstance(question, Card) and not self._turned:
            if line:
                raise UnreadableError(_("An empty line turns the card over; rate it after that."))
            self._turned = True
            due = self.sitting.preview() or {}
            ratings = [
                f"{int(rating)} {name}" + (f" ({due[rating]})" if due else "")
                for rating, name in zip(Rating, rating_names(), strict=True)
            ]
            self.say(question.back, _("Rate how well you knew it: 1 to 4."), "  ".join(ratings))
            return False
        response = read_response(question, choices, line)
        sure = self._sureness() if self.sitting.asks_sureness(response) else None
        answered = self.sitting.respond(response, sure=sure)
        self.say(*verdict_lines(question, response, answered.verdict))
        if recital := self.sitting.recital:
            self.say(*recital_lines(recital))
        self.say(*reason_lines(question, choices))
        self.say(*passage_lines(self.sitting.passage(question)))
        self.sitting.advance()
        return True

    def commands(self) -> dict[str, Command]:
        """Return the commands, by letter."""
        return {
            "h": Command(_("the hint"), self.hint),
            "p": Command(_("the whole passage of the last verdict"), self._passage),
            "u": Command(_("take the last response or skip back"), self._undo),
            "o": Command(_("overrule the last verdict on typed text"), self._overrule),
            "s": Command(_("skip the question"), self.skip),
            **super().commands(),
        }

    def end(self) -> None:
        """Count what was right."""
        result = self.sitting.result
        text = _("{correct} right of {asked} asked")
        self.say("", text.format(correct=result.correct, asked=result.asked))

    def _sureness(self) -> bool | None:
        """Ask how sure the learner is; raises EOFError when they leave instead."""
        self.say(_("How sure are you? 1 not sure, 2 sure; an empty line says nothing."))
        while True:
            try:
                line = self.ask()
                if line in (":q", "：q"):
                    raise EOFError
                return read_sureness(line)
            except UnreadableError as error:
                self.say(error.message)

    def _judged(self) -> int | None:
        """Return the place of the last verdict, None where the last step was no response."""
        before = [place for place in self.session.positions() if place < self.session.position]
        return before[-1] if before and before[-1] in self.session.answers else None

    def _passage(self, _argument: str) -> bool:
        place = self._judged()
        question = None if place is None else self.session.question_at(place)
        if question is None:
            raise UnreadableError(_("The passage is shown after the response."))
        self.say(whole_passage(self.sitting.passage(question)))
        return False

    def _undo(self, _argument: str) -> bool:
        self._possibly(self.sitting.undo)
        self.say(_("Taken back. Answer again."))
        return True

    def _overrule(self, _argument: str) -> bool:
        place = self._judged()
        question = None if place is None else self.session.question_at(place)
        if place is None or question is None:
            raise UnreadableError(_("There is no verdict to overrule."))
        answered = self._possibly(lambda: self.sitting.overrule(place))
        self.say(*verdict_lines(question, answered.response, answered.verdict))
        return False

    def _possibly(self, step: Callable[[], T]) -> T:
        """Make a step that the session may refuse, and then say why."""
        try:
            return step()
        except SessionError as error:
            raise UnreadableError(error.message) from error


class _Exam(Conversation):
    """A mock exam: no verdict before it is handed in."""

    def begin(self) -> None:
        """Close an exam whose time ran out before it was resumed."""
        self.out_of_time()

    def shown(self) -> list[str]:
        """Return the question with the time left and what is on the sheet for it."""
        first, *rest = super().shown()
        session = self.session
        if session.position in session.flags:
            first += " (" + _("flagged") + ")"
        lines = [first, *rest, *filter(None, [how_to_answer(self.sitting.question)])]
        given = session.sheet.get(session.position)
        if given is not None:
            text = _("On your sheet: {text}. An empty line leaves it so.")
            lines.append(text.format(text=response_text(given)))
        if session.remaining is not None:
            lines.insert(0, _("Time left: {time}").format(time=minutes_seconds(session.remaining)))
        return lines

    def answer(self, line: str) -> bool:
        """Write the response on the sheet and go on; the last one hands in."""
        if line or self.session.position not in self.session.sheet:
            response = read_response(self.sitting.question, self.sitting.choices, line)
            self.sitting.put(response)
            self.say(_("Recorded: {text}").format(text=response_text(response)))
        return self.skip("")

    def commands(self) -> dict[str, Command]:
        """Return the commands, by letter."""
        return {
            "h": Command(_("the hint"), self.hint),
            "f": Command(_("flag or unflag the question"), self._flag),
            "g": Command(_("go to a question: :g 3"), self._go, parameter=True),
            "s": Command(_("skip the question"), self.skip),
            "d": Command(_("hand in"), self._hand_in),
            **super().commands(),
        }

    def out_of_time(self) -> bool:
        """Hand in when the time is up."""
        if not self.sitting.time_is_up():
            return False
        self.sitting.hand_in()
        self.say(_("Time is up. The exam has been handed in."))
        return True

    def end(self) -> None:
        """List what was not right, and whether it was enough."""
        for miss in self.sitting.misses():
            place = miss if isinstance(miss, int) else miss.position
            question = self.session.question_at(place)
            if question is not None:
                given = _("not answered") if isinstance(miss, int) else response_text(miss.response)
                self.say("", *given_and_key(question, given))
        result = self.sitting.result
        verdict = _("Passed") if result.passed else _("Not passed")
        mark = _("pass mark {mark}").format(mark=f"{self.session.plan.pass_mark:g}%")
        self.say("", f"{'✓' if result.passed else '✗'} {verdict} · {mark}")

    def skip(self, _argument: str) -> bool:
        later = [place for place in self.session.positions() if place > self.session.position]
        if later:
            self.sitting.move_to(later[0])
            return True
        return self._hand_in("")

    def _flag(self, _argument: str) -> bool:
        self.say(_("Flagged.") if self.sitting.flag() else _("No longer flagged."))
        return False

    def _go(self, argument: str) -> bool:
        places = self.session.positions()
        if not argument.isdecimal() or not 1 <= int(argument) <= len(places):
            text = _("Name a question from 1 to {count}, such as :g 3.")
            raise UnreadableError(text.format(count=len(places)))
        self.sitting.move_to(places[int(argument) - 1])
        return True

    def _hand_in(self, _argument: str) -> bool:
        places = self.session.positions()
        left = [number for number, p in enumerate(places, 1) if p not in self.session.sheet]
        flagged = [number for number, p in enumerate(places, 1) if p in self.session.flags]
        self.sitting.hand_in()
        self.say("", _("The exam has been handed in."))
        for text, numbers in ((_("Not answered: {list}"), left), (_("Flagged: {list}"), flagged)):
            if numbers:
                self.say(text.format(list=separator().join(map(str, numbers))))
        return True


class _Reading(Conversation):
    """Reading questions with their keys; nothing is asked."""

    def shown(self) -> list[str]:
        """Return the question with its key, its explanation and its passage."""
        question, choices = self.sitting.question, self.sitting.choices
        passage = passage_lines(self.sitting.passage())
        return [*super().shown(), *reason_lines(question, choices), *passage]

    def answer(self, line: str) -> bool:
        """Go on with an empty line."""
        if line:
            raise UnreadableError(_("An empty line goes on, :b goes back, :q leaves."))
        return self.skip("")

    def commands(self) -> dict[str, Command]:
        """Return the commands, by letter."""
        return {
            "b": Command(_("back to the question before"), self._back),
            "p": Command(_("the whole passage"), self._passage),
            "s": Command(_("skip the question"), self.skip),
            **super().commands(),
        }

    def end(self) -> None:
        """Say that this was all."""
        self.say("", _("You have read to the end."))

    def _back(self, _argument: str) -> bool:
        self.sitting.back()
        return True

    def _passage(self, _argument: str) -> bool:
        self.say(whole_passage(self.sitting.passage()))
        return False
