"""What is on record of questions goes with them through edits of their files.

History belongs to (set id, question id). Where one of the two changes with an edit, it follows;
where the key changes, only the learner can say whether the question is still the same one.
"""

from __future__ import annotations

from typing import NamedTuple

from quiz.content.library import Library
from quiz.engine.questions import AnyQuestion, QuestionSet, Ref
from quiz.store import ItemRecord, Store


class KeyChange(NamedTuple):
    """A question whose key has changed since it was answered as `old` has it."""

    old: ItemRecord
    question: AnyQuestion


class Histories:
    """The histories of a store, for the questions of a library."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    def follow(self, question_set: QuestionSet) -> list[KeyChange]:
        """Give histories to the questions of a set that theirs were edited into.

        Returns those that nobody but the learner can decide about.
        """
        items = {item.ref.question_id: item for item in self._store.items_of(question_set.id)}
        new = {one.id: one for one in question_set.questions if one.id not in items}
        changes = [
            KeyChange(items[one.id], one)
            for one in question_set.questions
            if one.id in items and _differ(items[one.id].key, one.key)
        ]
        vanished = items.keys() - {question.id for question in question_set.questions}
        if vanished and new:
            from quiz.content.identity import Trace, inherit

            edited = inherit(
                [Trace(old, items[old].prompt, items[old].key) for old in sorted(vanished)],
                [Trace(one.id, one.prompt, one.key) for one in new.values()],
            )
            for old, renamed in edited.renamed:
                self._store.rename_item(Ref(question_set.id, old), new.pop(renamed).ref)
            changes += [KeyChange(items[old], new[now]) for old, now in edited.changed]
        for item in self._store.items_elsewhere(question_set.id, new.keys()) if new else ():
            question = new.get(item.ref.question_id)
            if question and self._moved(item, question):
                self._store.rename_item(item.ref, new.pop(question.id).ref)
        return changes

    def keep(self, change: KeyChange) -> None:
        """Let what is on record be about the question as it is now."""
        if change.old.ref != change.question.ref:
            self._store.rename_item(change.old.ref, change.question.ref)
        self._store.put_item(change.question)

    def begin_anew(self, change: KeyChange) -> None:
        """Let the question begin without a record; the old one is kept under another id."""
        ref = change.old.ref
        if ref == change.question.ref:
            taken = {item.ref.question_id for item in self._store.items_of(ref.set_id)}
            numbers = (f"{ref.question_id}@{number}" for number in range(1, len(taken) + 2))
            free = next(name for name in numbers if name not in taken)
            self._store.rename_item(ref, Ref(ref.set_id, free))
        self._store.put_item(change.question)

    def _moved(self, item: ItemRecord, question: AnyQuestion) -> bool:
        """Tell whether a question is the one with that history, taken along from another set.

        That set has to be there and to be sound: otherwise it may hold the question as well.
        """
        asked = (question.type, question.prompt, question.key)
        if asked != (item.type, item.prompt, item.key):
            return False
        old = next((one for one in self._library.entries() if one.id == item.ref.set_id), None)
        if old is None or old.problems:
            return False
        held = (one.id for one in self._library.load(old).questions)
        return item.ref.question_id not in held


def _differ(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Tell whether two keys are not the same, quotation marks and the like aside."""
    if old == new:
        return False
    from quiz.engine.folding import fold

    return [*map(fold, old)] != [*map(fold, new)]
