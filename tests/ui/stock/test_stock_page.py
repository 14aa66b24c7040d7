"""The stock by keyboard alone: enter, open, mix, finish, count, withdraw; and who had a batch."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from clinic_desk.base.clock import local_day
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.records.models import RecordBatch, TreatmentRecord
from tests.factories import NOW, add_appointment, events
from tests.ui.stock.conftest import RUTH, AtShelf
from ui.kit.commands import Command
from ui.kit.printing import Printer, use_file_printers
from ui.kit.theme import Theme

TODAY = local_day(NOW)


def acts(shelf: AtShelf, act: str) -> int:
    """How often an act was noted."""
    return sum(1 for event in events(shelf.clinic.database) if event.act == act)


def had_it(
    shelf: AtShelf, batch_id: int, number: int, *, signed: bool = False, **phone: bool
) -> int:
    """A client on whose record the batch stands, as a draft unless it is `signed`."""
    details = ClientDetails(f"Client {number:02}", "Had", phones=(PhoneDetails("07700 900316"),))
    if phone:
        details = ClientDetails("Dis", "Creet", phones=(PhoneDetails("07700 900999", **phone),))
    client = shelf.clinic.clients.add(details, RUTH).id
    visit = add_appointment(
        shelf.clinic.database, client, RUTH, NOW - timedelta(days=number + 1),
        NOW - timedelta(days=number + 1, minutes=-30), status="completed", occupies=False,
    )  # fmt: skip
    with shelf.clinic.database.write(audited=False) as session:
        record = TreatmentRecord(
            client_id=client, appointment_id=visit, kind="toxin", treatment="BTX",
            treated_on=TODAY - timedelta(days=number + 1), content="{}", written_by=RUTH,
            begun_at=NOW, changed_at=NOW,
        )  # fmt: skip
        session.add(record)
        session.flush()
        session.add(RecordBatch(record_id=record.id, batch_id=batch_id, hundredths=2000))
        session.flush()
        if signed:
            record.signed_by, record.signed_at, record.digest = RUTH, NOW, "0" * 64
    return client


def test_a_batch_is_entered_by_keys_alone(shelf: AtShelf) -> None:
    shelf.come()
    shelf.press("Ctrl+N", "Down")
    page = shelf.page
    page.form.make.set_value("Bocouture")
    shelf.press("Tab")
    shelf.hand.type("B81204")
    shelf.press("Tab")
    shelf.hand.type("03/2027")
    shelf.press("Tab")
    assert page.form.expires_on.text() == "31 March 2027"
    shelf.hand.type("12")
    shelf.press("Tab")
    shelf.hand.type("50")
    shelf.press("Ctrl+Return")
    (batch,) = shelf.clinic.stock.batches(RUTH)
    assert (batch.number, batch.expires_on, batch.left) == ("B81204", date(2027, 3, 31), 12)
    assert shelf.rows() == ["Bocouture, 50 units a vial, B81204, 31 Mar 2027, 12"]
    assert page.table.view.hasFocus()


@pytest.mark.parametrize(
    ("keys", "typed", "sentence"),
    [
        ((), "", "Choose the make."),
        (("B1",), "Bocouture", "Type when it expires."),
        (("B1", "tomorrow week"), "Bocouture", "is not an expiry date"),
    ],
)
def test_what_is_missing_of_a_batch_is_said_below_its_field(
    shelf: AtShelf, keys: tuple[str, ...], typed: str, sentence: str
) -> None:
    shelf.come()
    shelf.press("Ctrl+N")
    form = shelf.page.form
    form.make.set_value(typed or None)
    for field, text in zip((form.number, form.expires_on), keys, strict=False):
        field.control.setFocus()
        shelf.hand.type(text)
    shelf.press("Ctrl+Return")
    said = [field.trouble() for field in (form.make, form.number, form.expires_on)]
    assert any(sentence in words for words in said)
    assert shelf.clinic.stock.batches(RUTH) == ()


def test_what_expired_and_what_soon_will_says_so_in_words(shelf: AtShelf) -> None:
    shelf.batch("OLD", TODAY - timedelta(days=1))
    shelf.batch("SOON", TODAY + timedelta(days=30))
    shelf.batch("GOOD", TODAY + timedelta(days=31))
    shelf.come()
    marks = [line.cells[5] for line in shelf.page.table.lines() if not line.is_heading]
    assert [mark.words for mark in marks] == ["Expired", "Nearly expired", ""]
    assert [mark.kind for mark in marks] == ["block", "warn", ""]
    assert not shelf.page.panel.opens.isEnabled()
    assert "expired on" in shelf.page.panel.why_not.text()


def test_a_vial_is_opened_mixed_and_finished_by_keys(shelf: AtShelf) -> None:
    shelf.batch("B81204")
    shelf.come()
    shelf.press("Alt+O", "Return")
    (batch,) = shelf.clinic.stock.batches(RUTH)
    assert (batch.left, batch.vials[0].mixed_at) == (9, None)
    shelf.press("Alt+M")
    shelf.hand.type("1,25")
    shelf.press("Return")
    (batch,) = shelf.clinic.stock.batches(RUTH)
    assert batch.vials[0].diluent_ul == 1250
    shelf.press("Alt+F")
    (batch,) = shelf.clinic.stock.batches(RUTH)
    assert batch.vials == ()
    shelf.press("Ctrl+Z")
    (batch,) = shelf.clinic.stock.batches(RUTH)
    assert [vial.diluent_ul for vial in batch.vials] == [1250]


def test_an_amount_that_cannot_be_meant_is_refused_where_it_was_typed(shelf: AtShelf) -> None:
    shelf.batch("B81204")
    shelf.come()
    shelf.press("Alt+O")
    shelf.hand.type("250")
    shelf.press("Return")
    asking = shelf.page.panel.asking
    assert "0.1 to 20 ml" in asking.fields["diluent_ul"].trouble()
    assert shelf.clinic.stock.batches(RUTH)[0].vials == ()


def test_counting_and_withdrawing_ask_why(shelf: AtShelf) -> None:
    shelf.batch("B81204")
    shelf.come()
    shelf.press("Alt+C")
    shelf.hand.type("8")
    shelf.press("Return")
    shelf.hand.type("Two broken")
    shelf.press("Return")
    assert shelf.clinic.stock.batches(RUTH)[0].left == 8
    shelf.press("Alt+W", "Return")
    assert shelf.page.panel.asking.fields["why"].trouble() == "Say why it is withdrawn."
    shelf.hand.type("Recalled")
    shelf.press("Return")
    assert shelf.clinic.stock.batches(RUTH)[0].withdrawn_why == "Recalled"
    assert shelf.page.table.lines()[1].cells[5].words == "Withdrawn"
    shelf.press("Alt+B")
    assert shelf.clinic.stock.batches(RUTH)[0].withdrawn_on is None


def test_letters_never_act_on_the_stock(shelf: AtShelf) -> None:
    shelf.batch("B81204")
    shelf.come()
    shelf.hand.type("omfcewbhnp")
    assert acts(shelf, "stock.opened") == 0
    assert not shelf.page.panel.asking.is_open


def test_who_had_a_batch_is_a_list_with_phones_that_needs_no_scrolling(shelf: AtShelf) -> None:
    batch = shelf.batch("B81204")
    for number in range(14):
        had_it(shelf, batch, number)
    had_it(shelf, batch, 14, discreet=True)
    shelf.program.window.resize(1366, 768)
    shelf.come()
    shelf.press("Alt+H")
    trace = shelf.page.trace
    spoken = [line.spoken for line in trace.table.lines()]
    assert len(spoken) == 15
    assert "07700 900999" in spoken[0]
    assert "do not name the clinic on the phone" in spoken[0]
    assert trace.table.view.hasFocus()
    QApplication.processEvents()
    assert trace.table.view.verticalScrollBar().maximum() == 0
    assert acts(shelf, "stock.traced")


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_a_batch_of_fifty_clients_is_seen_in_one_screen(
    shelf: AtShelf, size: tuple[int, int]
) -> None:
    batch = shelf.batch("B81204")
    for number in range(45):
        had_it(shelf, batch, number, signed=True)
    had_it(shelf, batch, 45, discreet=True)
    shelf.program.window.resize(*size)
    shelf.come()
    shelf.press("Alt+H")
    table = shelf.page.trace.table
    assert len(table.lines()) == 46
    view = table.view
    shelf.hand.until(lambda: view.visualRect(view.model().index(45, 0)).isValid())
    in_sight = view.viewport().rect()
    places = [view.visualRect(view.model().index(at, 0)) for at in range(46)]
    assert all(in_sight.contains(place) for place in places)
    assert len({place.left() for place in places}) == table.beside > 1
    assert view.horizontalScrollBar().maximum() == view.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 100), ((1440, 900), 150),
                                              ((1366, 768), 150), ((1024, 768), 200)])  # fmt: skip
def test_more_clients_than_one_screen_holds_roll_down_and_never_sideways(
    shelf: AtShelf, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    batch = shelf.batch("B81204")
    for number in range(90):
        had_it(shelf, batch, number, signed=True)
    shelf.program.window.resize(*size)
    theme.set_percent(percent)
    shelf.come()
    shelf.press("Alt+H")
    table = shelf.page.trace.table
    view, bar = table.view, table.view.verticalScrollBar()
    shelf.hand.until(lambda: bar.maximum() > 0)
    places = [view.visualRect(view.model().index(at, 0)) for at in range(90)]
    assert view.horizontalScrollBar().maximum() == 0
    assert max(place.right() for place in places) < view.viewport().width()
    assert len({place.left() for place in places}) == table.beside
    # What stands side by side is one row, so that no line of the table is ragged.
    for first in range(0, 90 - table.beside, table.beside):
        row = places[first : first + table.beside]
        assert len({(place.top(), place.height()) for place in row}) == 1
    lines = [line.opens for line in table.lines()]
    for at in range(1, table.beside):
        shelf.press("Right")
        assert table.marked() == lines[at]
    shelf.press("End")
    assert table.marked() == lines[-1]
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_down_goes_to_the_next_client_where_the_next_column_begins(shelf: AtShelf) -> None:
    batch = shelf.batch("B81204")
    for number in range(30):
        had_it(shelf, batch, number)
    shelf.program.window.resize(1366, 768)
    shelf.come()
    shelf.press("Alt+H")
    view = shelf.page.trace.table.view
    lines = [line.opens for line in shelf.page.trace.table.lines()]
    for at in range(1, 30):
        shelf.press("Down")
        assert shelf.page.trace.table.marked() == lines[at]
    assert view.visualRect(view.currentIndex()).left() > 0


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
def test_the_list_is_saved_as_csv_and_noted(shelf: AtShelf, tmp_path: Path) -> None:
    batch = shelf.batch("B81204")
    had_it(shelf, batch, 1)
    shelf.come()
    shelf.press("Alt+H", "Ctrl+S")
    (dialog,) = shelf.page.findChildren(QFileDialog)
    assert "Client" not in dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(tmp_path / "list.csv"))
    dialog.done(0)
    shelf.hand.settle()
    text = (tmp_path / "list.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfClient,Phones")
    assert b"07700 900316" in text
    assert acts(shelf, "paper.batch_list_saved")


def test_the_list_is_printed_and_noted(shelf: AtShelf, tmp_path: Path) -> None:
    batch = shelf.batch("B81204")
    had_it(shelf, batch, 1)
    use_file_printers(Printer("Desk printer", is_default=True, folder=tmp_path))
    shelf.come()
    shelf.press("Alt+H", "Ctrl+P")
    assert (tmp_path / "batch-list.pdf").exists()
    assert acts(shelf, "paper.batch_list_saved")
    use_file_printers()


def test_hiding_names_hides_who_had_it(shelf: AtShelf) -> None:
    batch = shelf.batch("B81204")
    had_it(shelf, batch, 1)
    shelf.come()
    shelf.press("Alt+H", "F9")
    assert not shelf.page.trace.table.isVisible()
    assert not shelf.page.trace.print_button.isEnabled()
    shelf.press("F9")
    assert shelf.page.trace.table.isVisible()


def test_reception_sees_nothing_of_the_stock(at_reception: AtShelf) -> None:
    window = at_reception.program.window
    at_reception.press("Ctrl+B")
    assert window.stack.now == "calendar"
    items = {item.words(): item.isVisible() for item in window.rail.items()}
    assert items["Calendar"] is True
    assert items["Stock"] is False
    assert not [note for notes in window.commands.key_sheet().values() for note in notes
                if "batch" in note.text.lower()]  # fmt: skip
    assert at_reception.page.shelf.batches == ()


def test_whoever_sits_down_next_is_taken_from_a_page_that_is_not_theirs(shelf: AtShelf) -> None:
    shelf.batch("B81204")
    shelf.come()
    seat = shelf.program.window.work.seat  # type: ignore[union-attr]
    maya, _, grace = shelf.clinic.staff.people()
    seat.sit_down(maya)
    shelf.hand.settle()
    assert shelf.program.window.stack.now == "calendar"
    assert shelf.page.table.lines() == ()
    seat.sit_down(grace)
    shelf.come()
    assert len(shelf.rows()) == 1
    assert not shelf.page.panel.opens.isEnabled()


def test_every_act_of_the_page_has_a_key_and_words(shelf: AtShelf) -> None:
    shelf.come()
    acts = [each for each in shelf.program.window.commands if each.scope == "stock"]
    assert len(acts) == 13
    assert all(isinstance(each, Command) and each.key and each.text for each in acts)
