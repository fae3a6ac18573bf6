"""No edit costs progress: whatever is done to a file, what is on record stays with its question."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from quiz.content.editing import QuestionText, open_question
from quiz.content.ids import write_ids
from quiz.engine.questions import AnyQuestion
from quiz.engine.responses import Judged
from quiz.paths import Paths
from quiz.trainer import Request, Trainer

WORDS = ("tide", "anchor", "harbour", "lighthouse")


def asked(number: int) -> str:
    """Return a question without an id, told from all others by its tag, and like none of them."""
    words = " ".join(blake2b(bytes([number, n]), digest_size=4).hexdigest() for n in range(5))
    return f"- prompt: Is it so that {words}.\n  answer: true\n  tags: [t{number}]"


def machine(folder: Path) -> type[RuleBasedStateMachine]:
    """Return edits of a file in `folder`, in any order, and what must hold after each."""

    class Edits(RuleBasedStateMachine):
        """A set whose questions are edited, and how often each was answered."""

        def __init__(self) -> None:
            super().__init__()
            for old in folder.rglob("*"):
                if old.is_file():
                    old.unlink()
            self.file = folder / "questions" / "set.yaml"
            self.file.parent.mkdir(exist_ok=True)
            self.trainer = Trainer(Paths(folder / "home"), folder=folder, shipped=folder / "none")
            self.made = 4
            self.answered = dict.fromkeys(range(4), 1)
            self.taken_out: dict[int, str] = {}

        def teardown(self) -> None:
            self.trainer.close()

        # -- what the file holds ------------------------------------------------------------

        def questions(self) -> dict[int, AnyQuestion]:
            """Return the questions by their tags, read as Home reads them."""
            self.trainer.read_again()
            (entry,) = self.trainer.library.entries()
            found = self.trainer.load(entry)
            assert entry.problems == ()
            return {int(one.tags[-1][1:]): one for one in found.questions}

        def text(self, number: int) -> QuestionText:
            return open_question(self.file, self.questions()[number].line)

        def pick(self, which: int) -> int:
            there = sorted(self.questions())
            return there[which % len(there)]

        # -- edits --------------------------------------------------------------------------

        @initialize()
        def answer_all(self) -> None:
            body = "\n".join(f"  {line}" for n in range(4) for line in asked(n).split("\n"))
            head = "id: ships\ntitle: Ships\nquestions:\n"
            self.file.write_text(f"{head}{body}\n", encoding="utf-8")
            assert self.trainer.store.history() == []
            sitting = self.trainer.begin(Request(seed=1))
            going = True
            while going:
                sitting.respond(Judged(True))
                going = sitting.advance()

        @rule(which=st.integers(0, 9), word=st.sampled_from(WORDS))
        def reword_in_the_editor(self, which: int, word: str) -> None:
            question = self.text(self.pick(which))
            lines = question.text.split("\n")
            at = next(n for n, line in enumerate(lines) if "prompt:" in line)
            lines[at] = lines[at].split("prompt:")[0] + f"prompt: Quite another {word}, {which}."
            question.save("\n".join(lines))

        @rule(which=st.integers(0, 9))
        def mend_a_typo_elsewhere(self, which: int) -> None:
            number = self.pick(which)
            prompt = self.questions()[number].prompt
            text = self.file.read_text(encoding="utf-8")
            mended = prompt[:-1] + "!" if prompt.endswith(".") else prompt[:-1] + "."
            self.file.write_text(text.replace(prompt, mended), encoding="utf-8")

        @rule(which=st.integers(0, 9), by=st.sampled_from([-1, 1]))
        def move(self, which: int, by: int) -> None:
            self.text(self.pick(which)).move(by)

        @rule()
        def write_missing_ids(self) -> None:
            self.questions()
            write_ids(self.file)

        @rule(name=st.sampled_from(["set", "ships", "other"]))
        def rename_the_file(self, name: str) -> None:
            self.file = self.file.rename(self.file.with_name(f"{name}.yaml"))

        @rule(which=st.integers(0, 9))
        def add_one(self, which: int) -> None:
            self.text(self.pick(which)).new_after().save(asked(self.made))
            self.answered[self.made] = 0
            self.made += 1

        @rule(which=st.integers(0, 9))
        def take_one_out(self, which: int) -> None:
            if len(self.questions()) > 1:
                number = self.pick(which)
                question = self.text(number)
                self.taken_out[number] = question.text
                question.remove()

        @rule()
        def put_one_back(self) -> None:
            if self.taken_out:
                _number, text = self.taken_out.popitem()
                self.text(self.pick(0)).new_after().save(text)

        # -- what must hold -----------------------------------------------------------------

        @invariant()
        def every_record_is_with_its_question(self) -> None:
            for number, question in self.questions().items():
                told = self.trainer.reader.responses_of(question.ref)
                assert len(told) == self.answered[number], (number, question.id)

    return Edits


def test_records_stay_with_their_questions(tmp_path: Path) -> None:
    """After any sequence of edits; QUIZ_EDITS says of how many sequences."""
    profile = settings(
        max_examples=int(os.environ.get("QUIZ_EDITS", "25")), stateful_step_count=25, deadline=None
    )
    run_state_machine_as_test(machine(tmp_path), settings=profile)
