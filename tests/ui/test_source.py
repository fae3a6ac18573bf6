"""The document as a map: what it shows, how one moves about in it, what it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from quiz.content.sources import Document, read_document
from quiz.engine.plans import Mode
from quiz.engine.questions import AnyQuestion, Ref
from quiz.i18n import use_language
from quiz.knowledge_map import Chart, Progress, State, chart
from quiz.paths import Paths
from quiz.trainer import Request, Trainer
from quiz.ui.screens.documents import DocumentsScreen
from quiz.ui.screens.passage import PassageScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.source import SourceScreen
from quiz.ui.widgets.document_map import DocumentMap
from quiz.ui.widgets.map_lines import BETWEEN, MapLines, MapText
from quiz.ui.widgets.part_list import PartList
from quiz.ui.widgets.states import shares
from tests.conftest import Clock
from tests.samples import right, wrong
from tests.ui.conftest import Start, footer, screen_text

SIZES = [(60, 20), (80, 24), (120, 36)]

TEXT = """\
在大会上的讲话

第一，要锚定目标，抓好落实。{filler}
第二，办事要认真，学习要刻苦。{filler}
第三，“三会，一课”要坚持（不得间断），作风要过硬。
""".format(filler="凡事预则立，不预则废，大家要记在心里，" * 9 + "不可忘记。")

QUESTIONS = """\
title: t
source: text.txt
questions:
  - {id: goal, prompt: 锚定什么？, answer: 目标, quote: 要锚定目标}
  - {id: deed, prompt: 抓好什么？, answer: 落实, quote: 抓好落实}
  - {id: work, cloze: "办事要{{认真}}，学习要刻苦", quote: 办事要认真，学习要刻苦}
  - {id: truth, prompt: 学习要刻苦。, answer: true, quote: 学习要刻苦}
  - {id: style, prompt: 作风怎样？, answer: 过硬, quote: 作风要过硬}
"""


@pytest.fixture(autouse=True)
def _one_document(home: Paths) -> Iterator[None]:
    (home.questions / "each.yaml").unlink()
    (home.questions / "set.yaml").write_text(QUESTIONS, encoding="utf-8")
    (home.questions / "text.txt").write_text(TEXT, encoding="utf-8")
    yield
    use_language("en")


@pytest.fixture
def learned(home: Paths, tmp_path: Path, clock: Clock) -> Trainer:
    """A trainer with a record: `goal` and `style` missed, `truth` due, `work` mastered."""
    trainer = Trainer(home, folder=tmp_path, shipped=tmp_path / "none", clock=clock)
    respond(trainer, "truth", missed=False)
    clock.move(days=5)
    respond(trainer, "work", missed=False)
    respond(trainer, "goal", missed=True)
    respond(trainer, "style", missed=True)
    return trainer


def respond(trainer: Trainer, question: str, *, missed: bool) -> None:
    """Practise one question."""
    sitting = trainer.begin(Request(Mode.PRACTICE, refs=(Ref("set", question),)))
    sitting.respond((wrong if missed else right)(sitting.question))
    sitting.advance()
    if not sitting.session.at_end:
        sitting.leave()


async def opened(pilot: Pilot[Any], source: Path | None = None) -> DocumentMap:
    """Open the map and wait until it is shaded."""
    screen = SourceScreen(str(source) if source else None)
    await pilot.app.push_screen(screen)
    await settled(pilot)
    return screen.query_one(DocumentMap)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what is read beside the screen is on it."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def here(pilot: Pilot[Any]) -> str:
    """Return the text of the place at the cursor."""
    return place_text(pilot, pilot.app.screen.query_one(DocumentMap).cursor)


def place_text(pilot: Pilot[Any], number: int) -> str:
    """Return the text of a place by its number."""
    screen = pilot.app.screen
    assert isinstance(screen, SourceScreen)
    assert screen._chart is not None
    place = screen._chart.places[number]
    return screen._chart.document.text[place.start : place.end]


# -- lines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cells", [2, 9, 20, 56, 74, 300])
def test_the_lines_hold_the_text_and_break_as_chinese_does(home: Paths, cells: int) -> None:
    """Every place can be read from its rows; no line begins with a closing mark, if it can't."""
    made = chart(read_document(home.questions / "text.txt"), ())
    lines = MapLines(MapText(made), cells)
    rows = [list(lines.pieces(row)) for row in range(lines.height)]
    for row in rows:
        text = "".join("○" * piece.begins + piece.text for piece in row)
        assert cells < 9 or not text.startswith(tuple("，。”）"))
        assert cells < 9 or not text.endswith(tuple("“（○"))
    for number, place in enumerate(made.places):
        stands = lines.rows(number)
        pieces = [piece for row in stands for piece in rows[row] if piece.place == number]
        assert "".join(p.text for p in pieces) == made.document.text[place.start : place.end]
        assert [piece.begins for piece in pieces][:1] == [True]
        assert lines.place_near(stands.start) <= number
        assert lines.rows(lines.place_near(stands.start)).start == stands.start
    whole = "".join(piece.text for row in rows for piece in row)
    assert whole == made.document.text.replace("\n", "")
    assert list(lines.pieces(lines.height)) == []


def test_lines_of_a_text_with_spaces() -> None:
    """Words stay whole, and neither end of a line has a space that would be shaded."""
    text = "Every word of it stays whole, whatever the width,\nand folded lines are one."
    lines = MapLines(MapText(chart(Document("", text + "\n\n" + text), ())), 14)
    shown = ["".join(piece.text for piece in lines.pieces(row)) for row in range(lines.height)]
    assert shown == [*FOLDED, "", *FOLDED]


FOLDED = [
    "Every word of",
    "it stays",
    "whole,",
    "whatever the",
    "width, and",
    "folded lines",
    "are one.",
]


def test_what_is_under_a_cell() -> None:
    """Both cells of a character and the mark belong to its place; punctuation to none."""
    lines = MapLines(MapText(chart(Document("", "甲乙，ab。"), ())), 40)
    assert [lines.place_at(0, cell) for cell in range(13)] == [
        *[0] * 5,  # the mark and two characters
        *[BETWEEN] * 2,
        *[1] * 3,
        *[BETWEEN] * 3,  # the full stop, and nothing
    ]
    assert lines.place_at(5, 0) == BETWEEN


@pytest.mark.parametrize("width", [1, 4, 5, 40])
def test_a_bar_is_as_wide_as_it_shall_be(width: int) -> None:
    """A bar never spills over, and a state that occurs once in a thousand can be seen."""
    counts = {State.MASTERED: 998, State.WEAK: 1, State.UNTESTED: 1}
    bar = shares(counts, width)
    assert bar.cell_length == width
    assert ("╍" in bar.plain and "─" in bar.plain) or width < 3
    assert shares({}, width).cell_length == width


# -- what it shows ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "words"), [("en", "weak"), ("zh", "薄弱")])
async def test_the_map_at_every_size(
    start: Start, learned: Trainer, size: tuple[int, int], language: str, words: str
) -> None:
    """Every clause carries the mark of its state, which the legend explains and counts."""
    use_language(language)
    async with start(trainer=learned, size=size) as pilot:
        await opened(pilot)
        text = screen_text(pilot)
        assert "✗要锚定目标，○抓好落实。" in text
        assert words in text.splitlines()[1]
        assert "✗2" in text.splitlines()[1].replace(" ", "").replace(words, "")
        await pilot.press("right", "right")
        await pilot.pause()
        assert "✓办事要认真，◷学习要刻苦。" in screen_text(pilot)
        assert max(map(len, screen_text(pilot).splitlines())) <= size[0]
        parts = pilot.app.screen.query_one(PartList)
        assert parts.display is (size[0] >= 110)


async def test_a_session_changes_the_map_and_not_the_place(start: Start, learned: Trainer) -> None:
    """Practising what rests on a clause asks just that; afterwards the map shows what is new."""
    async with start(trainer=learned) as pilot:
        view = await opened(pilot)
        await pilot.press("j", "j")
        assert here(pilot) == "要锚定目标"
        await pilot.press("j", "p")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert [slot.question_id for slot in screen.sitting.session.plan.slots] == ["deed"]
        await pilot.press(*"落实", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is view.screen
        assert here(pilot) == "抓好落实"
        assert "✓抓好落实" in screen_text(pilot)


async def test_without_colour_the_marks_remain(
    start: Start, learned: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: the states are told by their marks, and weak places are underlined."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with start(trainer=learned) as pilot:
        view = await opened(pilot)
        assert "✗要锚定目标" in screen_text(pilot)
        await pilot.press("j")
        row = next(y for y in range(20) if "要锚定目标" in view.render_line(y).text)
        weak = next(s for s in view.render_line(row) if s.text == "要锚定目标")
        assert weak.style is not None
        assert weak.style.underline


# -- moving about -----------------------------------------------------------------------------


async def test_the_cursor_goes_by_clause_page_and_part(start: Start, learned: Trainer) -> None:
    """Arrows and letters go by clause, page keys by page, arrows to the side by part."""
    async with start(trainer=learned, size=(60, 20)) as pilot:
        view = await opened(pilot)
        await pilot.press("down", "j", "k")
        assert here(pilot) == "第一"
        await pilot.press("k", "k", "k")
        assert here(pilot) == "在大会上的讲话"
        await pilot.press("right", "right")
        assert here(pilot) == "第二"
        await pilot.press("j", "left")
        assert here(pilot) == "第二"
        await pilot.press("left")
        assert here(pilot) == "第一"
        await pilot.press("end")
        assert here(pilot) == "作风要过硬"
        assert view.scroll_y == view.max_scroll_y > 0
        await pilot.press("j", "right")
        assert here(pilot) == "作风要过硬"
        await pilot.press("pageup")
        middle = view.cursor
        await pilot.press("pageup", "pageup", "pageup")
        assert view.cursor == 0 < middle
        assert view.scroll_y == 0
        await pilot.press("pagedown")
        assert view.cursor > 0


async def test_from_one_weak_passage_to_the_next(start: Start, learned: Trainer) -> None:
    """`n` and `N` go round all weak passages; without one there is no such key."""
    async with start(trainer=learned) as pilot:
        await opened(pilot)
        seen = []
        for key in ("n", "n", "n", "N", "N"):
            await pilot.press(key)
            seen.append(here(pilot))
        assert seen == ["要锚定目标", "作风要过硬", "要锚定目标", "作风要过硬", "要锚定目标"]
        for ref in (Ref("set", "goal"), Ref("set", "style")):
            respond(learned, ref.question_id, missed=False)
            learned.clear_missed(ref)
        pilot.app.screen.on_screen_resume()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Next weak" not in footer(pilot)


async def test_everything_weak_is_practised(start: Start, learned: Trainer) -> None:
    """`w` asks the weak questions of the whole document and no others."""
    async with start(trainer=learned) as pilot:
        await opened(pilot)
        await pilot.press("w")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        asked = {slot.question_id for slot in screen.sitting.session.plan.slots}
        assert asked == {"goal", "style"}


async def test_the_mouse(start: Start, learned: Trainer) -> None:
    """A click goes to a clause, another one there opens its questions; punctuation is nothing."""
    async with start(trainer=learned) as pilot:
        view = await opened(pilot)
        await pilot.click(DocumentMap, offset=(9, 2))
        assert here(pilot) == "要锚定目标"
        await pilot.click(DocumentMap, offset=(7, 2))  # the comma before it
        await pilot.click(DocumentMap, offset=(3, 1))  # an empty line
        assert here(pilot) == "要锚定目标"
        assert pilot.app.screen is view.screen
        await pilot.click(DocumentMap, offset=(9, 2))
        await pilot.pause()
        assert isinstance(pilot.app.screen, PassageScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_parts(start: Start, learned: Trainer, size: tuple[int, int]) -> None:
    """The list of the parts shows each with its numbers, and leads to the one chosen."""
    async with start(trainer=learned, size=size) as pilot:
        view = await opened(pilot)
        await pilot.press("o", "down")
        await pilot.pause()
        text = screen_text(pilot)
        assert "第三，“三会，一课”要坚持" in text
        assert "✗1" in text
        assert "See questions" not in footer(pilot)
        assert "Show" in footer(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert here(pilot) == "第二"
        assert view.has_focus
        assert view.display
        await pilot.press("o", "escape")
        await pilot.pause()
        assert view.has_focus
        assert isinstance(pilot.app.screen, SourceScreen)


async def test_keys_typed_ahead_go_where_they_belong(start: Start, learned: Trainer) -> None:
    """What is typed before the list of the parts is painted moves in it, not in the document."""
    async with start(trainer=learned) as pilot:
        await opened(pilot)
        for key in ("o", "down", "down", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert here(pilot) == "第二"


async def test_leaving_while_the_questions_are_placed(
    start: Start, learned: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One need not wait: leaving stops the work, and nothing of it is shown elsewhere."""
    from quiz.ui.screens import source

    entered, stopped = Event(), Event()

    def endless(
        document: Document, questions: Sequence[AnyQuestion], progress: Progress | None = None
    ) -> Chart:
        if progress is not None:
            entered.set()
            while progress(1, 2):
                sleep(0.01)
            stopped.set()
        return chart(document, questions)

    monkeypatch.setattr(source, "chart", endless)
    async with start(trainer=learned) as pilot:
        await pilot.app.push_screen(SourceScreen())
        while not entered.is_set():
            await pilot.pause(0.01)
        await pilot.pause()
        assert "要锚定目标" in screen_text(pilot)
        assert "See questions" not in footer(pilot)
        await pilot.press("j", "enter", "p", "w", "n", "o")
        assert here(pilot) == "第一"
        await pilot.press("escape")
        await settled(pilot)
        assert stopped.is_set()
        assert not isinstance(pilot.app.screen, SourceScreen)


async def test_a_resize_keeps_the_place(start: Start, learned: Trainer) -> None:
    """Wider or narrower, the clause at the cursor stays, and stays in sight."""
    async with start(trainer=learned, size=(120, 36)) as pilot:
        view = await opened(pilot)
        await pilot.press("end", "k")
        place = here(pilot)
        assert place == "“三会，一课”要坚持（不得间断）"
        for size in [(60, 20), (200, 50), (44, 12), (80, 24), (120, 36)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert here(pilot) == place
            flat = "".join(line.strip() for line in view_text(view))
            assert place in flat.replace(" ", "")


def view_text(view: DocumentMap) -> list[str]:
    """Return the lines of the map that are in sight."""
    height = view.scrollable_content_region.height
    return [view.render_line(y).text for y in range(height)]


async def test_a_step_draws_the_rows_of_two_places_only(
    start: Start, home: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a document of any length, moving on paints where the cursor was and where it is."""
    sentence = "凡事预则立，不预则废，大家要记在心里，不可忘记。"
    (home.questions / "text.txt").write_text(TEXT + (sentence * 8 + "\n") * 500, encoding="utf-8")
    async with start() as pilot:
        view = await opened(pilot)
        await pilot.press("end")
        await pilot.pause()
        drawn: list[int] = []
        render_line = DocumentMap.render_line

        def counted(self: DocumentMap, y: int) -> Any:
            drawn.append(y)
            return render_line(self, y)

        monkeypatch.setattr(DocumentMap, "render_line", counted)
        await pilot.press("k")
        await pilot.pause()
        assert view.virtual_size.height > 2000
        assert 1 <= len(set(drawn)) <= 4


# -- the questions on a place -----------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_questions_on_a_place(
    start: Start, learned: Trainer, size: tuple[int, int]
) -> None:
    """Enter lists what rests on the clause, each with its state; one of them can be practised."""
    async with start(trainer=learned, size=size) as pilot:
        view = await opened(pilot)
        view.move_to(next(n for n in range(99) if place_text(pilot, n) == "学习要刻苦"))
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(pilot)
        assert "◷ 学习要刻苦。" in text
        assert "✓ 办事要____，学习要刻苦" in text
        assert "◷ due" in text
        assert "Last time: Right" in text
        await pilot.press("down")
        await pilot.pause()
        assert "✓ mastered" in screen_text(pilot)
        await pilot.press("up", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QuestionScreen)
        assert [slot.question_id for slot in screen.sitting.session.plan.slots] == ["truth"]
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "✗ 学习要刻苦。" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert here(pilot) == "学习要刻苦"
        assert "✓办事要认真，✗学习要刻苦" in screen_text(pilot)


async def test_a_place_without_questions_offers_none(start: Start, learned: Trainer) -> None:
    """Where nothing asks for a clause, that is said, and its keys are gone and do nothing."""
    async with start(trainer=learned) as pilot:
        view = await opened(pilot)
        assert here(pilot) == "在大会上的讲话"
        assert "nothing asks for it" in screen_text(pilot)
        assert "See questions" not in footer(pilot)
        await pilot.press("enter", "p")
        await pilot.pause()
        assert pilot.app.screen is view.screen


# -- other documents, and none ----------------------------------------------------------------


async def test_choosing_another_document(start: Start, home: Paths) -> None:
    """With two documents there is a list of them; with one there is no key for it."""
    async with start() as pilot:
        await opened(pilot)
        assert "Other document" not in footer(pilot)
    (home.questions / "other.txt").write_text("别的话，要记住。", encoding="utf-8")
    (home.questions / "two.yaml").write_text(
        "title: u\nsource: other.txt\nquestions:\n"
        "  - {prompt: 记住什么？, answer: 别的话, quote: 别的话}\n",
        encoding="utf-8",
    )
    async with start() as pilot:
        await opened(pilot)
        assert "text.txt" in screen_text(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)
        assert "1 question" in screen_text(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert "○别的话" in screen_text(pilot)
        assert here(pilot) == "别的话"


async def test_a_document_that_cannot_be_read(start: Start, home: Paths) -> None:
    """The set is there, its document isn't: the screen says so, and leads back."""
    (home.questions / "text.txt").unlink()
    async with start(size=(100, 30)) as pilot:
        await opened(pilot)
        text = "".join(line.strip() for line in screen_text(pilot).splitlines())
        assert "The path of a source begins at the folder" in text
        await pilot.press("j", "n", "w", "p", "enter", "o", "right", "end")
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, SourceScreen)


async def test_without_any_document(start: Start, home: Paths) -> None:
    """Sets that are about no document, or no sets at all: it says what is missing."""
    (home.questions / "set.yaml").write_text(
        "title: t\nquestions:\n  - {prompt: a?, answer: b}\n", encoding="utf-8"
    )
    async with start() as pilot:
        await opened(pilot)
        assert "No question set names a source document" in screen_text(pilot)


async def test_a_document_without_a_word(start: Start, home: Paths) -> None:
    """A document that holds no text is no map; nothing raises."""
    (home.questions / "text.txt").write_text("\n……\n", encoding="utf-8")
    async with start() as pilot:
        await opened(pilot)
        assert "holds no text" in screen_text(pilot)
        await pilot.press("j", "n", "o", "right", "enter")
        await pilot.pause()


@pytest.mark.parametrize("size", [(60, 20), (160, 50)])
async def test_hostile_text(start: Start, home: Paths, size: tuple[int, int]) -> None:
    """Text of a document and its name are shown as they stand, and nothing of them is acted on."""
    hostile = "甲x[/b] list[int] [$accent] [@click=app.quit]q[/]，\x1b[31m红 \u202eevil，乙\t\x07。"
    name = "[b]x[$accent] list[int].txt"
    (home.questions / name).write_text(f"第一，{hostile}\n第二，{hostile}\n", encoding="utf-8")
    (home.questions / "set.yaml").write_text(
        f"title: t\nsource: '{name}'\nquestions:\n"
        "  - {prompt: '[/b]问', answer: 甲x, quote: '甲x[/b]'}\n",
        encoding="utf-8",
    )
    async with start(size=size) as pilot:
        await opened(pilot)
        for keys in (["j", "j"], ["o"], ["escape", "left", "j", "enter"]):
            flat = "".join(line.strip() for line in screen_text(pilot).splitlines())
            assert "\x1b" not in flat
            assert "\u202e" not in flat
            assert "\x07" not in flat
            await pilot.press(*keys)
            await pilot.pause()
        assert isinstance(pilot.app.screen, PassageScreen)
        assert "[/b]问" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        flat = screen_text(pilot)
        assert name in flat
        for part in ("x[/b]", "[@click=app.quit]q[/]", "␛[31m", "⟨U+202E⟩evil", "␇"):
            assert part in flat.replace("\n", "")
