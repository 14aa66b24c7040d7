"""The treatment history as the nurse sees it: ribbon, records, maps; by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic, open_clinic
from tests.factories import NOW, fixed_clock
from tests.kept import copy_kept, kept
from tests.ui.clients.desk import Shown, open_clinic_with_staff
from tests.ui.clients.written import NURSE, Written
from tests.ui.frame.marked import texts
from ui.clients.history.lines import Line
from ui.clients.history.painting import _fact_rows
from ui.clients.history.tab import HistoryTab
from ui.clients.reading import FIRST_PAGE
from ui.clients.ribbon.card import HINT
from ui.clients.ribbon.walk import Place
from ui.kit.labels import text_width
from ui.kit.theme import Theme

LEFT = Qt.MouseButton.LeftButton
TODAY = NOW.date()


def _with_sarah(folder: Path) -> int:
    clinic = open_clinic_with_staff(folder, fixed_clock())
    details = ClientDetails(
        given="Sarah",
        family="Whitfield",
        born_on=date(1984, 3, 14),
        phones=(PhoneDetails("07700 900482"),),
        consult_on=date(2026, 6, 30),
        questionnaire_on=date(2026, 10, 3),
    )
    client = clinic.clients.add(details, by=NURSE).id
    written = Written(clinic, client)
    written.toxin(date(2026, 7, 4), "B70011", units=3)
    written.toxin(date(2026, 10, 10), "B81204", units=4)
    written.review(date(2026, 10, 24))
    written.visit(date(2026, 7, 18), "BTX_REVIEW")
    written.visit(date(2026, 11, 2), "CONSULT", "cancelled", status_reason="Rang ill")
    written.draft(written.visit(date(2026, 11, 20), "PROBLEM"))
    wrong = written.review(date(2026, 6, 2), "Of somebody else.")
    clinic.records.enter_in_error(wrong.id, "Wrong client.", NURSE)
    written.visit(date(2026, 12, 29), "BTX_REVIEW", "booked")
    clinic.database.close()
    return client


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """The staff, and Sarah Whitfield."""
    copy_kept(_with_sarah, tmp_path / "clinic")
    clinic = open_clinic(tmp_path / "clinic", clock=clock)
    yield clinic
    clinic.database.close()


@pytest.fixture
def sarah(clinic: Clinic) -> int:
    """Two maps, a review, a draft, a visit nobody wrote up, one in error and one to come."""
    return kept(_with_sarah)[1]


@pytest.fixture
def tab(shown: Shown, sarah: int) -> Iterator[HistoryTab]:
    """The nurse at the desk, the client open on a large screen."""
    shown.page.resize(1844, 996)
    shown.sit(shown.nurse)
    shown.page.receive(client_id=sarah)
    shown.settle()
    return shown.page.record.written  # type: ignore[return-value]


def rows(tab: HistoryTab) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (line.when, line.title, tuple(tag.words for tag in line.tags))
        for line in tab.history.list.lines()
    ]


def test_the_history_tells_what_is_written_and_what_is_not_newest_first(tab: HistoryTab) -> None:
    assert rows(tab) == [
        ("20 Nov 2026", "Review", ("draft, not signed",)),
        ("2 Nov 2026", "Free consultation", ()),
        ("24 Oct 2026", "Review", ()),
        ("10 Oct 2026", "Botulinum toxin", ()),
        ("18 Jul 2026", "Review", ("not written up",)),
        ("4 Jul 2026", "Botulinum toxin", ()),
        ("2 Jun 2026", "Review", ("entered in error",)),
    ]
    assert "Rang ill" in tab.history.list.lines()[1].said


def test_who_opens_a_client_sees_the_last_map_with_units_by_product(tab: HistoryTab) -> None:
    beside = tab.beside
    assert beside.title.text() == "10 October 2026 · injection map"
    assert beside.map.isVisible()
    assert len(beside.map.chart.points()) == 3
    assert "Total, 12 Bocouture U" in beside.map.table.spoken()
    assert beside.map.units.words.text().startswith("Bocouture units. Not the same")
    assert beside.map.signature.text() == "Signed by Ruth Holt"
    assert beside.map.chart.read_only


def test_one_large_screen_gives_it_all_without_scrolling(shown: Shown, tab: HistoryTab) -> None:
    assert tab.verticalScrollBar().maximum() == 0
    beside = tab.beside
    for part in (beside.map.chart, beside.map.table, beside.map.signature, tab.ribbon.due):
        corner = part.mapTo(shown.page, QPoint(0, part.height()))
        assert part.isVisible()
        assert corner.y() <= shown.page.height(), part
    seen = tab.history.list.viewport().rect()
    first_three = [
        tab.history.list.visualRect(tab.history.list.model().index(row, 0)) for row in range(4)
    ]
    assert all(seen.contains(each) for each in first_three)
    facts = dict(tab.history.list.lines()[3].facts)
    assert (facts["Product"], facts["Batch"]) == ("Bocouture 50 U", "B81204")
    assert "Straight after: None." in tab.history.list.lines()[3].said


def test_reception_sees_the_plain_list_and_none_of_this(shown: Shown, sarah: int) -> None:
    shown.page.receive(client_id=sarah)
    shown.settle()
    record = shown.page.record
    assert record.history.isVisible()
    assert not record.written.isVisible()
    assert record.file is not None
    assert record.file.clinical is None
    shown.sit(shown.nurse)
    assert record.written.isVisible()
    shown.sit(shown.reception)
    assert record.history.isVisible()
    assert record.file.clinical is None


def all_words(page: QWidget) -> str:
    """Every text of a page, in sight or not."""
    return " ".join(words for each in page.findChildren(QWidget) for words in texts(each))


def test_no_text_of_a_record_stays_out_of_sight_when_reception_sits_down(
    shown: Shown, tab: HistoryTab
) -> None:
    page = shown.page
    assert "B81204" in all_words(page)
    shown.sit(shown.reception)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "B81204" not in all_words(page)
    shown.sit(shown.nurse)
    assert "B81204" in all_words(page)


def test_words_that_are_being_added_wait_for_whoever_types_them(
    shown: Shown, tab: HistoryTab
) -> None:
    tab.history.mark(next(each.key for each in tab.history.list.lines() if each.record_id))
    tab.beside.amend.click()
    tab.beside.form.words.set_text("Half a sen")
    shown.sit(shown.reception)
    shown.sit(shown.nurse)
    record = shown.page.record
    assert record.written.beside.form.words.text() == "Half a sen"


def test_arrows_walk_the_history_and_what_is_beside_follows(shown: Shown, tab: HistoryTab) -> None:
    history = tab.history.list
    history.setFocus()
    shown.bot.keyClick(history, Qt.Key.Key_Up)
    assert tab.beside.title.text() == "24 October 2026 · review"
    assert not tab.beside.map.isVisible()
    shown.bot.keyClick(history, Qt.Key.Key_End)
    assert "Entered in error" in tab.beside.warning.words.text()
    shown.bot.keyClick(history, Qt.Key.Key_Up)
    assert tab.beside.title.text() == "4 July 2026 · injection map"


def test_letters_do_nothing_in_the_history(shown: Shown, tab: HistoryTab) -> None:
    before = tab.history.marked()
    shown.bot.keyClicks(tab.history.list, "bm")
    assert tab.history.marked() == before


def test_enter_opens_the_record_and_an_unwritten_visit_on_the_calendar(
    shown: Shown, tab: HistoryTab
) -> None:
    history = tab.history.list
    shown.bot.keyClick(history, Qt.Key.Key_Return)
    assert shown.pages[-1][0] == "records"
    assert "record_id" in shown.pages[-1][1]
    shown.bot.keyClick(history, Qt.Key.Key_Down)
    shown.bot.keyClick(history, Qt.Key.Key_Return)
    assert shown.pages[-1][0] == "calendar"


def test_an_unwritten_visit_offers_to_be_written(shown: Shown, tab: HistoryTab) -> None:
    shown.bot.keyClick(tab.history.list, Qt.Key.Key_Down)
    assert tab.beside.open.isVisible()
    assert tab.beside.open.words() == "Write the record"
    shown.bot.mouseClick(tab.beside.open, LEFT)
    name, what = shown.pages[-1]
    assert (name, list(what)) == ("records", ["visit_id"])


def test_the_history_is_narrowed_down_to_a_treatment(shown: Shown, tab: HistoryTab) -> None:
    choices = tab.history.filter
    at = choices.findData("BTX")
    choices.setCurrentIndex(at)
    choices.activated.emit(at)
    assert {title for _, title, _ in rows(tab)} == {"Botulinum toxin"}
    assert len(rows(tab)) == 2


def test_two_visits_stand_side_by_side_the_older_one_at_the_left(
    shown: Shown, tab: HistoryTab
) -> None:
    beside = tab.beside
    assert beside.compare.isVisible()
    assert beside.compare.count() == 2
    beside.compare.setCurrentIndex(1)
    beside.compare.activated.emit(1)
    assert beside.two.isVisible()
    assert not beside.map.isVisible()
    assert not beside.amend.isVisible()
    titles = [each.text() for each in beside.two.titles]
    assert titles == ["4 July 2026 · Bocouture", "10 October 2026 · Bocouture"]
    beside.compare.setCurrentIndex(0)
    beside.compare.activated.emit(0)
    assert beside.map.isVisible()
    assert beside.amend.isVisible()


def test_an_amendment_is_added_beside_the_record(shown: Shown, tab: HistoryTab) -> None:
    beside = tab.beside
    shown.bot.mouseClick(beside.amend, LEFT)
    assert beside.form.isVisible()
    assert not beside.amend.isVisible()
    shown.bot.mouseClick(beside.form.keep, LEFT)
    shown.settle()
    assert beside.form.isVisible()
    shown.bot.keyClicks(beside.form.words.control, "A bruise at the left")
    shown.bot.mouseClick(beside.form.keep, LEFT)
    shown.settle()
    assert not beside.form.isVisible()
    record = beside.shown.record
    assert record is not None
    assert [each.words for each in record.amendments] == ["A bruise at the left"]
    assert any("amended 24 Nov" in tags for _, _, tags in rows(tab))
    assert shown.said[-1] == "The amendment stands beside the record."


def test_a_record_entered_in_error_is_plain_to_see(shown: Shown, tab: HistoryTab) -> None:
    line = tab.history.list.lines()[-1]
    assert line.quiet
    assert ("entered in error", "block") in {tuple(tag) for tag in line.tags}


def test_what_warns_of_a_record_is_seen_though_it_was_rolled_down(
    shown: Shown, tab: HistoryTab
) -> None:
    shown.page.resize(1300, 640)
    shown.settle()
    bar = tab.beside.middle.verticalScrollBar()
    shown.bot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    record = tab.beside._record
    assert record is not None
    shown.work.clinic.records.enter_in_error(record.id, "Wrong client.", NURSE)
    shown.page.receive(client_id=record.client_id)
    shown.settle()
    assert tab.beside.warning.isVisible()
    assert bar.value() == 0


# ---- the ribbon


def test_the_ribbon_explains_what_the_arrows_come_to(shown: Shown, tab: HistoryTab) -> None:
    canvas, words = tab.ribbon.canvas, tab.ribbon.words
    assert words.text() == HINT
    canvas.setFocus()
    high = words.height()
    seen = set()
    for key in (
        Qt.Key.Key_Home,
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_End,
        Qt.Key.Key_Down,
    ):
        shown.bot.keyClick(canvas, key)
        assert words.text() == canvas.accessibleDescription()
        seen.add(words.text())
        assert words.height() == high
    assert len(seen) == 5
    tab.history.list.setFocus()
    assert words.text() == HINT


def test_each_stop_is_a_child_for_a_screen_reader(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    canvas.setFocus()
    spoken = QAccessible.queryAccessibleInterface(canvas)
    assert spoken is not None
    assert spoken.childCount() == len(canvas.places())
    names = [spoken.child(at).text(QAccessible.Text.Name) for at in range(spoken.childCount())]
    assert names == [canvas.sentence(place) for place in canvas.places()]
    focused = spoken.focusChild()
    assert focused is not None
    assert canvas.chosen is not None
    assert focused.text(QAccessible.Text.Name) == canvas.sentence(canvas.chosen)


def place_of(tab: HistoryTab, kind: str, code: str) -> Place:
    canvas = tab.ribbon.canvas
    for place in canvas.places():
        lane, stop = canvas.stop_at(place)
        if stop.kind == kind and lane.code == code:
            return place
    raise LookupError(kind)


def test_a_click_on_a_free_stretch_books_on_that_day(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    place = place_of(tab, "open", "BTX")
    spot = canvas.rect_of(place).center()
    day = canvas.layout_now.axis.day(spot.x())
    shown.bot.mouseClick(canvas, LEFT, pos=spot)
    name, what = shown.pages[-1]
    assert name == "calendar"
    assert (what["treatment"], what["day"]) == ("BTX", day)
    assert what["book_for"] == shown.page.record.client_id


def test_enter_on_a_free_stretch_books_from_its_first_day(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    canvas.setFocus()
    shown.bot.keyClick(canvas, Qt.Key.Key_End)
    shown.bot.keyClick(canvas, Qt.Key.Key_Return)
    what = shown.pages[-1][1]
    assert canvas.chosen is not None
    assert what["day"] == canvas.stop_at(canvas.chosen)[1].first
    assert what["day"] >= TODAY


def test_days_that_are_refused_start_no_booking(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    spot = canvas.rect_of(place_of(tab, "refused", "BTX")).center()
    shown.bot.mouseClick(canvas, LEFT, pos=spot)
    assert shown.pages == []
    assert "not to be booked" in tab.ribbon.words.text()


def test_a_click_on_a_visit_shows_what_was_written_of_it(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    shown.bot.mouseClick(canvas, LEFT, pos=canvas.rect_of(place_of(tab, "done", "BTX")).center())
    assert tab.beside.title.text() == "4 July 2026 · injection map"


def test_a_click_on_a_visit_to_come_shows_it_on_the_calendar(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    spot = canvas.rect_of(place_of(tab, "booked", "BTX_REVIEW")).center()
    shown.bot.mouseClick(canvas, LEFT, pos=spot)
    assert shown.pages[-1][0] == "calendar"
    assert "visit_id" in shown.pages[-1][1]


def test_a_press_that_is_let_go_elsewhere_does_nothing(shown: Shown, tab: HistoryTab) -> None:
    canvas = tab.ribbon.canvas
    spot = canvas.rect_of(place_of(tab, "open", "BTX")).center()
    shown.bot.mousePress(canvas, LEFT, pos=spot)
    shown.bot.mouseRelease(canvas, LEFT, pos=QPoint(2, 2))
    assert shown.pages == []


def test_what_changes_is_drawn_anew(shown: Shown, tab: HistoryTab, sarah: int) -> None:
    before = len(tab.ribbon.canvas.places())
    Written(shown.clinic, sarah).visit(TODAY + timedelta(days=60), "BTX", "booked")
    shown.page._read()
    shown.settle()
    assert len(tab.ribbon.canvas.places()) != before


def test_on_a_small_screen_only_the_lists_scroll(shown: Shown, tab: HistoryTab) -> None:
    shown.page.resize(1290, 658)
    shown.settle()
    assert tab.verticalScrollBar().maximum() == 0


def test_a_long_fact_goes_on_below_itself_and_a_number_keeps_its_unit(theme: Theme) -> None:
    depth = "Forehead 1\u00a0mm, 3\u00a0passes; cheeks 1.5\u00a0mm, 4\u00a0passes"
    facts = (("Device", "Pen 2"), ("Depth", depth), ("Batch", "L1"))
    line = Line("1", TODAY, "24 Nov 2026", "", "Micro-needling", "needling", "", facts)
    rows = _fact_rows(line, 260)
    assert " ".join(value for row in rows for _label, value, _at in row) == f"Pen 2 {depth} L1"
    strong = theme.font("body", "semibold", tabular=True)
    assert all(at + text_width(strong, value) <= 262 for row in rows for _, value, at in row)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(1844, 996), (1290, 684), (824, 684)])
def test_at_every_size_it_scrolls_and_nothing_is_lost(
    shown: Shown, tab: HistoryTab, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    theme.set_percent(percent)
    shown.page.resize(*size)
    shown.settle()
    wide = tab.viewport().width()
    for part in (tab.ribbon, tab.halves, tab.ribbon.canvas, tab.history, tab.beside):
        assert part.mapTo(tab.viewport(), QPoint(part.width(), 0)).x() <= wide
    ribbon = tab.ribbon
    assert ribbon.canvas.height() >= ribbon.canvas.minimumSizeHint().height()
    assert ribbon.words.height() >= ribbon.words.heightForWidth(ribbon.words.width())
    assert tab.halves.height() >= theme.shape("history")
    bar = tab.verticalScrollBar()
    bar.setValue(bar.maximum())
    foot = tab.halves.mapTo(tab.viewport(), QPoint(0, tab.halves.height())).y()
    assert foot <= tab.viewport().height()


def test_a_client_without_anything_says_so(shown: Shown) -> None:
    ben = shown.clinic.clients.add(ClientDetails(given="Ben"), by=NURSE).id
    shown.sit(shown.nurse)
    shown.page.receive(client_id=ben)
    shown.settle()
    tab = shown.page.record.written
    assert tab.history.nothing.isVisible()
    assert tab.beside.nothing.isVisible()
    assert tab.ribbon.due.text() == "Health questions not answered"


def test_older_records_follow_the_first_page_and_stay_when_it_is_read_again(
    shown: Shown, sarah: int
) -> None:
    written = Written(shown.clinic, sarah)
    for number in range(FIRST_PAGE + 2):
        written.review(date(2026, 5, 1) - timedelta(days=7 * number), f"Review {number}.")
    shown.sit(shown.nurse)
    shown.page.receive(client_id=sarah)
    shown.settle()
    tab = shown.page.record.written
    lines = tab.history.list.lines()
    assert len(lines) == 7 + FIRST_PAGE + 2
    assert {tag.words for line in lines[7:] for tag in line.tags} == set()
    tab.history.list.mark(lines[-1].key)
    shown.page._read()
    shown.settle()
    assert tab.history.list.lines() == lines
    assert tab.history.marked() == lines[-1]
