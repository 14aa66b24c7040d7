"""What the grid shows and what it says."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QAccessible, QFontMetrics, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.records import Column, DayView, Offer, Refusals
from tests.ui.calendar.grid_days import FACES, THURSDAY, column, drawn_day, moment, span, visit
from ui.calendar.grid.axis import Stretch
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.grid.looks import FIGURES
from ui.calendar.grid.outlines import fitting, offer_box
from ui.calendar.grid.overlay import chosen_box
from ui.calendar.grid.pull import Grip, Pulled
from ui.calendar.grid.scene import DraftBlock
from ui.calendar.grid.texts import Texts
from ui.calendar.grid.walk import chosen_block
from ui.calendar.grid.wording import HIDDEN, MARKS, block_words, spoken_visit, was
from ui.kit.theme import Theme

HARD_NAMES = (
    "Wolfeschlegelsteinhausenbergerdorff " * 4,
    "محمد عبد الرحمن",
    "שרה כהן",
    "<b>Bold</b><img src='/etc/passwd'>",
    "Zoë 🙂",
    "x" * 5000,
    "two\nlines",
)


@pytest.fixture
def grid(qtbot: QtBot, clock: FixedClock) -> CalendarGrid:
    """The drawing's day at its size."""
    made = CalendarGrid(FACES, clock)
    qtbot.addWidget(made)
    made.resize(943, 740)
    made.set_view(drawn_day())
    return made


def shown(grid: CalendarGrid) -> QImage:
    """The grid as it is painted."""
    return grid.grab().toImage()


def renamed(view: DayView) -> DayView:
    """The same day with other names, treatments and notes."""
    others = tuple(
        one._replace(client_name="Someone Else", treatment="MN", desk_note="Other")
        for one in view.visits
    )
    return DayView(view.columns, others)


def test_private_mode_shows_no_trace_of_names_treatments_or_notes(grid: CalendarGrid) -> None:
    open_day = shown(grid)
    grid.set_private(True)
    hidden = shown(grid)
    grid.set_view(renamed(drawn_day()))
    assert shown(grid) == hidden
    assert hidden != open_day
    grid.set_private(False)
    assert shown(grid) != hidden


def test_private_mode_hides_the_booking_in_hand_and_why_it_is_refused(grid: CalendarGrid) -> None:
    grid.set_private(True)
    grid.set_draft(DraftBlock(1, 1, span("17:00", "17:30"), "Nadia", "Toxin", "block", "Needling"))
    grid.set_refusals(Refusals({THURSDAY: "2 days after needling"}))
    first = shown(grid)
    grid.set_draft(DraftBlock(1, 1, span("17:00", "17:30"), "Other", "Peel", "block", "Peeled"))
    grid.set_refusals(Refusals({THURSDAY: "something else"}))
    assert shown(grid) == first


@pytest.mark.parametrize("change", ["draft", "offers", "refused", "undo", "now", "dark"])
def test_each_thing_it_is_told_is_seen(
    grid: CalendarGrid, clock: FixedClock, theme: Theme, change: str
) -> None:
    before = shown(grid)
    if change == "draft":
        grid.set_draft(DraftBlock(1, 1, span("17:00", "17:30"), "Nadia", "Toxin", "warn", "Late"))
    elif change == "offers":
        grid.set_offers([Offer(span("17:00", "17:45"), 1, "Ruth Holt", 1, "Room 1", None)])
    elif change == "refused":
        grid.set_refusals(Refusals({THURSDAY: "Too soon"}))
    elif change == "undo":
        moved = drawn_day().visits[4]._replace(moved=int(moment("11:00").timestamp()))
        grid.set_view(DayView(drawn_day().columns, (*drawn_day().visits[:4], moved)))
        before = shown(grid)
        grid.set_undo(moved.id)
    elif change == "now":
        clock.instant = moment("16:45")
        grid.look_at_the_clock()
    else:
        theme.choose("dark")
    assert shown(grid) != before


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_hard_names_in_low_and_narrow_blocks_are_painted_without_a_warning(
    grid: CalendarGrid, theme: Theme, percent: int
) -> None:
    theme.set_percent(percent)
    visits = [
        visit(n * 10 + m, name, "BTX", f"{9 + n}:{m * 15:02}-{9 + n}:{m * 15 + 14:02}",
              desk_note=name, status="confirmed", moved=int(moment("08:00").timestamp()))
        for n, name in enumerate(HARD_NAMES)
        for m in range(4)
    ]  # fmt: skip
    grid.set_view(DayView((column(1), column(2)), tuple(visits)))
    for width in (943, 320):
        grid.resize(width, 600)
        assert shown(grid).width() == width


def test_a_fifteen_minute_visit_has_its_words_inside_its_block(grid: CalendarGrid) -> None:
    grid.resize(886, 609)
    (review,) = (one for one in grid.blocks_now() if one.block.visit.client_name == "Tom Aldous")
    assert len(review.runs) == 2
    for run in review.runs:
        assert run.y >= review.block.box.y - 1
        assert run.y + run.words.height <= review.block.box.bottom + 2


def test_each_status_has_a_symbol_and_a_word_of_its_own() -> None:
    assert len({mark.symbol for mark in MARKS.values()}) == len(MARKS)
    assert all(mark.symbol and mark.word for mark in MARKS.values())


def test_a_visit_is_spoken_in_one_sentence() -> None:
    grace = drawn_day().visits[1]._replace(desk_note="")
    assert spoken_visit(grace, FACES, False) == (
        "Grace Okoro, botulinum toxin, 09:45 to 10:30 with Ruth Holt, confirmed"
    )
    assert spoken_visit(grace, FACES, True) == ("Booked, 09:45 to 10:30 with Ruth Holt, confirmed")


def test_a_moved_visit_says_where_it_was() -> None:
    assert was(moment("11:00"), moment("15:00")) == "Was 11:00"
    tuesday = moment("11:00").replace(day=24)
    assert was(tuesday, moment("15:00")) == "Was Tue 24 Nov, 11:00"


def test_the_cream_is_named_where_there_is_no_note() -> None:
    numb = visit(1, "Ann", "MN", "10:00-11:00", numbing_minutes=20)
    assert block_words(numb, FACES, False).note == "Cream until 10:20"


def test_an_unknown_treatment_is_shown_by_its_code() -> None:
    odd = visit(1, "Ann", "PEEL", "10:00-11:00")
    assert block_words(odd, FACES, False).treatment == "PEEL"
    assert block_words(odd, FACES, True).name == HIDDEN


def test_a_screen_reader_finds_a_child_for_each_visit_and_for_the_chosen_time(
    grid: CalendarGrid,
) -> None:
    spoken = QAccessible.queryAccessibleInterface(grid)
    names = [spoken.child(i).text(QAccessible.Text.Name) for i in range(spoken.childCount())]
    assert len(names) == 12
    assert names[2] == "Tom Aldous, review, 10:45 to 11:00 with Ruth Holt, booked"
    grid.choose_span(grid.scene.view.columns[0], span("17:00", "17:30"))
    assert spoken.childCount() == 13
    assert spoken.child(12).text(QAccessible.Text.Name) == (
        "Ruth Holt, Thu 26 Nov, 17:00 to 17:30, 30 minutes, free"
    )
    assert grid.accessibleDescription() == spoken.child(12).text(QAccessible.Text.Name)
    assert spoken.child(13) is None


def test_the_children_are_where_the_blocks_are_and_know_their_parent(grid: CalendarGrid) -> None:
    spoken = QAccessible.queryAccessibleInterface(grid)
    child = spoken.child(3)
    middle = child.rect().center()
    found = spoken.childAt(middle.x(), middle.y())
    assert found is not None
    assert found.text(QAccessible.Text.Name) == child.text(QAccessible.Text.Name)
    assert child.parent().object() is grid
    assert spoken.indexOfChild(child) == 3
    assert child.role() == QAccessible.Role.ListItem


def test_the_chosen_child_says_that_it_is_chosen(grid: CalendarGrid) -> None:
    spoken = QAccessible.queryAccessibleInterface(grid)
    grid.choose_visit(3)
    assert [spoken.child(i).state().selected for i in range(4)] == [False, False, True, False]
    assert grid.accessibleDescription().startswith("Tom Aldous, review")


def test_in_private_mode_nothing_is_spoken_either(grid: CalendarGrid) -> None:
    grid.choose_visit(3)
    grid.set_private(True)
    spoken = QAccessible.queryAccessibleInterface(grid)
    names = [spoken.child(i).text(QAccessible.Text.Name) for i in range(spoken.childCount())]
    assert not any("Aldous" in name or "review" in name for name in names)
    assert "Aldous" not in grid.accessibleDescription()


def test_a_reader_that_listens_follows_the_choice_and_grids_come_and_go(
    qtbot: QtBot, clock: FixedClock
) -> None:
    QAccessible.setActive(True)
    # What stood before is not looked through again at each of the twenty collections.
    gc.freeze()
    for _ in range(20):
        made = CalendarGrid(FACES, clock)
        made.set_view(drawn_day())
        made.show()
        made.setFocus()
        spoken = QAccessible.queryAccessibleInterface(made)
        assert [spoken.child(i).rect().isEmpty() for i in range(12)] == [False] * 12
        made.choose_visit(5)
        made.set_view(DayView((column(),), ()))
        made.close()
        made.deleteLater()
        QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)
        del made, spoken
        gc.collect()
    gc.unfreeze()
    QAccessible.setActive(False)


def test_the_accessible_name_says_what_is_shown(grid: CalendarGrid) -> None:
    assert grid.accessibleName() == "Calendar, Thu 26 Nov, 3 columns, 12 visits"


def test_a_day_off_says_why(grid: CalendarGrid) -> None:
    away = Column("person", 1, THURSDAY, "Ruth Holt", "", (), "Leave")
    blank = Column("person", 1, THURSDAY, "Ruth Holt", "", (), "")
    grid.set_view(DayView((blank,), ()))
    before = shown(grid)
    grid.set_view(DayView((away,), ()))
    assert shown(grid) != before


class Repaints(QObject):
    """Counts the pixels that a widget is asked to paint."""

    pixels = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.pixels += sum(rect.width() * rect.height() for rect in event.region())
        return False


def test_a_drag_repaints_only_where_the_visit_was_and_is(qtbot: QtBot, grid: CalendarGrid) -> None:
    with qtbot.waitExposed(grid):
        grid.show()
    block = grid.layout_now.blocks[1]
    grip = Grip("move", 0, block.stretch, block.stretch.first, block.visit.id)
    grid.pull_began(grip)
    grid.show_pull(grip, Pulled(1, Stretch(780, 825)))
    QApplication.processEvents()
    counter = Repaints()
    grid.installEventFilter(counter)
    grid.show_pull(grip, Pulled(2, Stretch(720, 765)))
    QApplication.processEvents()
    assert 0 < counter.pixels <= 3 * block.box.w * block.box.h


def in_a_row() -> DayView:
    """Two short visits right before and after another, and a needling begun while a cream works."""
    return DayView(
        (column(1, "09:00-18:00"),),
        (
            visit(1, "Maeve Foster", "BTX_REVIEW", "10:45-11:00"),
            visit(2, "Carmen Cox", "BTX", "11:00-11:45", prep_minutes=5, cleanup_minutes=10),
            visit(3, "Lin Adeyemi", "BTX_REVIEW", "11:45-12:00"),
            visit(4, "Alice Chen", "MN", "14:00-15:00", numbing_minutes=30),
        ),
    )


@pytest.mark.parametrize("size", [(943, 740), (400, 500)])
def test_the_ring_round_a_visit_lies_on_no_other(grid: CalendarGrid, size: tuple[int, int]) -> None:
    grid.resize(*size)
    grid.set_view(in_a_row())
    layout = grid.layout_now
    for block in layout.blocks:
        ring = chosen_box(layout, chosen_block(block))
        others = (each.box for each in layout.blocks if each is not block)
        assert not any(ring.meets(other) for other in others), block.visit.client_name
        assert ring.meets(block.box)


def test_the_shoulder_of_a_visit_does_not_hatch_the_one_before(grid: CalendarGrid) -> None:
    view = in_a_row()
    grid.set_view(view)
    before = grid.layout_now.block(1).box
    # Without its round corners, beside which the ground shows.
    x, wide = before.x + 16, before.w - 32
    place = QRect(x, before.y + grid.body_top - grid.scrolled, wide, before.h)
    with_shoulder = shown(grid).copy(place)
    bare = tuple(one._replace(prep_minutes=0) for one in view.visits)
    grid.set_view(DayView(view.columns, bare))
    assert shown(grid).copy(place) == with_shoulder


def offered(times: str) -> Offer:
    first, last = times.split("-")
    return Offer(span(first, last), 1, "Ruth Holt", 1, "Room 1", None)


def test_of_an_offered_time_only_what_is_free_to_see_is_outlined(grid: CalendarGrid) -> None:
    grid.set_view(in_a_row())
    layout = grid.layout_now
    whole = layout.box(0, Stretch(13 * 60 + 30, 14 * 60 + 15))
    seen = offer_box(offered("13:30-14:15"), layout, None)
    assert seen is not None
    assert (seen.y, seen.x, seen.w) == (whole.y, whole.x, whole.w)
    assert seen.bottom < layout.block(4).box.y
    assert offer_box(offered("14:00-14:30"), layout, None) is None
    assert offer_box(offered("16:00-16:30"), layout, None) == layout.box(0, Stretch(960, 990))


def test_the_offered_time_that_the_booking_stands_on_is_not_outlined_again(
    grid: CalendarGrid,
) -> None:
    grid.set_view(in_a_row())
    layout = grid.layout_now
    drafted = layout.box(0, Stretch(960, 990), (0.4, 1.0))
    assert offer_box(offered("16:00-16:30"), layout, drafted) is None
    beside = offer_box(offered("16:15-16:45"), layout, drafted)
    assert beside is not None
    assert beside.right < drafted.x


def test_a_treatment_for_which_there_is_no_room_is_left_out_whole(grid: CalendarGrid) -> None:
    texts = Texts(grid.looks)
    ways = (("Martin Thomas", "Botulinum toxin"), ("Martin Thomas",))
    assert fitting(ways, "body", 400, texts) == "Martin Thomas · Botulinum toxin"
    assert fitting(ways, "body", 140, texts) == "Martin Thomas"


def test_words_have_a_hyphen_of_their_own_width_and_hours_line_up(grid: CalendarGrid) -> None:
    looks = grid.looks
    words = QFontMetrics(looks.font("label"))
    figures = QFontMetrics(looks.font("label", FIGURES))
    assert words.horizontalAdvance("-") < figures.horizontalAdvance("-")
    assert figures.horizontalAdvance("11:11") == figures.horizontalAdvance("08:00")
