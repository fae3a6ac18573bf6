"""Fitting the memory model from the settings, and rescheduling: shown, cancelled, refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.engine import fitting
from quiz.i18n import use_language
from quiz.paths import Paths
from quiz.settings import Settings, load_settings
from quiz.store import derived, open_store
from quiz.trainer import Trainer
from quiz.ui.screens import working
from quiz.ui.screens.fitting import FitDialog
from quiz.ui.screens.settings import SettingsScreen
from quiz.ui.screens.working import WorkDialog
from quiz.visible import width as cells
from tests.store.practice import NOON, forgetful
from tests.ui.conftest import Start, footer, screen_text
from tests.ui.test_settings import MODEL, RETENTION, SIZES, go_to, line, worked


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


class Gate:
    """Holds up the calls of a function from the `first` on until it is opened."""

    def __init__(
        self, patch: pytest.MonkeyPatch, module: object, name: str, first: int = 1
    ) -> None:
        self.reached, self._open = Event(), Event()
        self._calls, self._first = 0, first
        self._held = getattr(module, name)
        patch.setattr(module, name, self._call)

    def _call(self, *arguments: Any) -> Any:
        self._calls += 1
        if self._calls >= self._first:
            self.reached.set()
            assert self._open.wait(30)
        return self._held(*arguments)

    def open(self) -> None:
        """Let the calls through."""
        self._open.set()


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds, while the app goes on."""
    for _each in range(3000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to hold")


def words(pilot: Pilot[Any]) -> str:
    """Return what stands in the dialog, as one line, "" without one; it must be seen whole."""
    rows = screen_text(pilot).splitlines()
    edges = [number for number, row in enumerate(rows) if "╭" in row or "╰" in row]
    if not edges:
        return ""
    first, last = edges
    return " ".join(" ".join(row.split("│")[1] for row in rows[first + 1 : last]).split())


def states(home: Paths) -> list[object]:
    """Return what the record says of every question, and by what that was computed."""
    with open_store(home.store, now=NOON, read_only=True) as store:
        return [store.scheduler.parameters, store.scheduler.retention, store.cards_of("seas")]


async def test_fitted_parameters_are_applied_with_both_figures(
    start: Start, home: Paths, make_trainer: Callable[[], Trainer]
) -> None:
    """Enter fits, the figures are told, the schedule follows at once, and `r` takes it back."""
    forgetful(home.store)
    before = states(home)
    trainer = make_trainer()
    async with start(trainer=trainer) as pilot:
        await go_to(pilot, MODEL)
        assert "enter Fit" in footer(pilot)
        assert "Change" not in footer(pilot)
        await pilot.press("enter")
        await worked(pilot)
        assert isinstance(pilot.app.screen, FitDialog)
        told = words(pilot)
        found = re.search(r"present parameters (0\.\d{4}) .* fitted ones (0\.\d{4}) ", told)
        assert found
        assert float(found[2]) < float(found[1])
        assert re.search(r"Reviews \d{3}", told)
        assert "predict better and are used from now on." in told
        parameters = load_settings(home.settings).parameters
        assert len(parameters) == 21
        assert trainer.store.scheduler.parameters == parameters
        assert states(home)[0] == parameters
        assert states(home)[2] != before[2]
        await pilot.press("enter")
        await pilot.pause()
        assert line(pilot, MODEL) == "Memory model fitted to you"
        await pilot.press("r")
        await worked(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert line(pilot, MODEL) == "Memory model default"
        assert load_settings(home.settings) == Settings()
        assert states(home) == before
        assert trainer.store.scheduler.parameters == ()


async def test_what_is_not_clearly_better_changes_nothing(start: Start, home: Paths) -> None:
    """Of a learner whom the defaults suit, both figures are told and everything stays."""
    forgetful(home.store, questions=200, known=0.9)
    before = states(home)
    async with start() as pilot:
        await go_to(pilot, MODEL)
        await pilot.press("enter")
        await worked(pilot)
        assert "do not predict clearly better; everything stays as it is." in words(pilot)
        assert "present parameters 0." in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert line(pilot, MODEL) == "Memory model default"
    assert states(home) == before
    assert not home.settings.exists()


async def test_the_fit_goes_on_beside_the_screen_and_is_cancelled(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells how far it is; after escape it ends at the next step, with nothing changed."""
    forgetful(home.store)
    before = states(home)
    gate = Gate(monkeypatch, fitting, "_fitted", first=3)
    async with start() as pilot:
        await go_to(pilot, MODEL)
        await pilot.press("enter")
        await until(pilot, gate.reached.is_set)
        await until(pilot, lambda: "Fitting to your answers … 2/6" in words(pilot))
        assert "esc Cancel" in words(pilot)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert "Stopping …" in words(pilot)
        gate.open()
        await worked(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert line(pilot, MODEL) == "Memory model default"
    assert states(home) == before
    assert not home.settings.exists()


async def test_the_mouse_cancels(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A click on the key does what the key does."""
    forgetful(home.store)
    gate = Gate(monkeypatch, fitting, "_fitted")
    async with start() as pilot:
        await go_to(pilot, MODEL)
        await pilot.press("enter")
        await until(pilot, gate.reached.is_set)
        await pilot.click("#work-key")
        await pilot.pause()
        gate.open()
        await worked(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
    assert not home.settings.exists()


async def test_cancelled_while_the_schedule_is_computed(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also then neither the settings nor a single question is changed."""
    forgetful(home.store)
    before = states(home)
    gate = Gate(monkeypatch, derived, "fold", first=50)
    async with start() as pilot:
        await go_to(pilot, MODEL)
        await pilot.press("enter")
        await until(pilot, gate.reached.is_set)
        await until(pilot, lambda: "Computing the review schedule anew … 0/120" in words(pilot))
        await pilot.press("escape")
        gate.open()
        await worked(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert line(pilot, MODEL) == "Memory model default"
    assert states(home) == before
    assert not home.settings.exists()


async def test_quitting_ends_the_fit(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who quits meanwhile isn't kept waiting by the steps that are left, and nothing is changed."""
    forgetful(home.store)
    gate = Gate(monkeypatch, fitting, "_fitted", first=3)
    async with start() as pilot:
        await go_to(pilot, MODEL)
        await pilot.press("enter")
        await until(pilot, gate.reached.is_set)
        pilot.app.workers.cancel_all()
        gate.open()
        await pilot.press("ctrl+q")
    assert gate._calls == 3
    assert not home.settings.exists()


async def test_too_few_reviews_are_told(start: Start, home: Paths) -> None:
    """In the dialog: how many there are, how many it takes, and what a review is."""
    forgetful(home.store, questions=2)
    async with start() as pilot:
        await go_to(pilot, MODEL)
        await pilot.press("enter")
        await worked(pilot)
        assert "from 400 reviews on" in words(pilot)
        assert "learned on an earlier day" in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert line(pilot, MODEL) == "Memory model default"


async def test_what_was_typed_is_scheduled_without_a_flash(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as nobody would notice, the settings are all that is seen."""
    forgetful(home.store, questions=5)
    monkeypatch.setattr(working, "NOTICED", 60.0)
    gate = Gate(monkeypatch, derived, "fold")
    async with start() as pilot:
        await type_retention(pilot)
        await until(pilot, gate.reached.is_set)
        assert isinstance(pilot.app.screen, WorkDialog)
        assert words(pilot) == ""
        assert "Memory model" in screen_text(pilot)
        gate.open()
        await worked(pilot)
        assert line(pilot, RETENTION) == "Retention 70%"
    assert states(home)[1] == 0.7


@pytest.mark.parametrize("cancelled", [False, True])
async def test_a_long_rescheduling_is_shown_and_can_be_cancelled(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    """With how far it is; then retention and schedule are both changed, or neither is."""
    forgetful(home.store, questions=250)
    before = states(home)
    monkeypatch.setattr(working, "NOTICED", 0.01)
    gate = Gate(monkeypatch, derived, "fold", first=150)
    async with start() as pilot:
        await type_retention(pilot)
        await until(pilot, gate.reached.is_set)
        await until(pilot, lambda: "schedule anew … 100/250" in words(pilot))
        if cancelled:
            await pilot.press("escape")
        gate.open()
        await worked(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert line(pilot, RETENTION) == ("Retention 90%" if cancelled else "Retention 70%")
    assert load_settings(home.settings) == Settings(retention=0.9 if cancelled else 0.7)
    assert states(home)[1] == (0.9 if cancelled else 0.7)
    assert (states(home) == before) is cancelled


async def type_retention(pilot: Pilot[Any]) -> None:
    """Set the retention to 70 %."""
    await go_to(pilot, RETENTION)
    await pilot.press("enter")
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = "70%"
    await pilot.press("enter")
    await pilot.pause()


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_state_fits(
    start: Start,
    home: Paths,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    spoken: str,
) -> None:
    """Under way and with its figures it is seen whole, in one language only."""
    forgetful(home.store)
    gate = Gate(monkeypatch, fitting, "_fitted", first=3)
    use_language(spoken)
    async with start(size=size) as pilot:
        await go_to(pilot, MODEL)
        assert {"zh": "enter 拟合", "en": "enter Fit"}[spoken] in footer(pilot)
        await pilot.press("enter")
        await until(pilot, gate.reached.is_set)
        await until(pilot, lambda: "2/6" in words(pilot))
        seen = [words(pilot)]
        gate.open()
        await worked(pilot)
        seen.append(words(pilot))
        for text in seen:
            assert all(cells(row) <= size[0] for row in screen_text(pilot).splitlines())
            english = set(re.findall(r"[A-Za-z]{2,}", text)) - {"esc"}
            assert bool(english) is (spoken == "en")
        assert {"zh": "取消", "en": "Cancel"}[spoken] in seen[0]
        assert {"zh": "今后就用它们", "en": "used from now on"}[spoken] in seen[1]
        assert len(re.findall(r"0\.\d{4}", seen[1])) == 2
