"""The leaflet page, by its keys."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Event

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from clinic_desk.base.folders import RESOURCES
from clinic_desk.clients.records import ClientDetails
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from ui.kit.labels import PlainLabel
from ui.kit.printing import Printer, use_file_printers
from ui.kit.theme import Theme
from ui.kit.veil import Veil
from ui.kit.workplace import Workplace
from ui.leaflets import all_of_day
from ui.leaflets.page import LeafletsPage

Quiet = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
DIALOG = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
"""What the offscreen screen says of every window with a least size."""
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def said(workplace: Workplace) -> list[str]:
    """What the status line was told."""
    heard: list[str] = []
    workplace.seat.announced.connect(lambda words, _undo: heard.append(words))
    return heard


FOR_GRACE = pytest.mark.usefixtures("made_out_for_grace")
"""The test begins with Grace Okoro found by her name."""


@pytest.fixture
def made_out_for_grace(qtbot: QtBot, page: LeafletsPage, grace: int, quiet: Quiet) -> None:
    type_client(qtbot, page, "grace", quiet)


def type_client(qtbot: QtBot, page: LeafletsPage, name: str, quiet: Quiet) -> None:
    qtbot.keyClicks(page.choices.whom.finder.field.line, name)
    qtbot.keyClick(page.choices.whom.finder.field.line, Qt.Key.Key_Return)
    quiet()


def names(page: LeafletsPage) -> list[str]:
    return [row.head.name for row in page.shelf.rows]


def write_own(workplace: Workplace, name: str, old: str, new: str) -> None:
    """The clinic's own text of a leaflet: the shipped one with something else in it."""
    own = workplace.clinic.folder / "leaflets" / "en"
    own.mkdir(parents=True, exist_ok=True)
    source = (RESOURCES / "leaflets" / "en" / f"{name}.md").read_text(encoding="utf-8")
    assert old in source
    (own / f"{name}.md").write_text(source.replace(old, new, 1), encoding="utf-8")


def printed_files(printer: Printer) -> list[Path]:
    assert printer.folder is not None
    return sorted(printer.folder.glob("*.pdf"))


def pages_in(file: Path) -> int:
    document = PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def test_it_opens_on_the_first_leaflet_with_its_real_pages(page: LeafletsPage) -> None:
    assert names(page)[:2] == ["botulinum-toxin", "micro-needling"]
    assert len(names(page)) == 7
    assert page.drawing.printed is not None
    assert len(page.pane.sheets.sheets) == page.drawing.printed.pages
    assert page.pane.count.text().endswith(f"of {page.drawing.printed.pages}")
    row = page.shelf.rows[0]
    assert row.isChecked()
    assert page.drawing.printed.pages_in_words in row.accessibleName()
    assert "Draft, not approved" in row.accessibleName()


def test_the_keyboard_starts_in_the_field_for_the_client(page: LeafletsPage) -> None:
    assert isinstance(page.focusWidget(), QLineEdit)


def test_what_the_next_visit_calls_for_comes_first(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    page.choose("micro-needling")
    type_client(qtbot, page, "okoro", quiet)
    assert page.name == "botulinum-toxin"
    assert names(page)[0] == "botulinum-toxin"
    card = page.choices.whom.card
    assert (card.name.text(), card.visit.text()) == ("Grace Okoro", "Thu 26 Nov 09:45 · Ruth Holt")


def test_the_arrow_keys_go_from_leaflet_to_leaflet(
    qtbot: QtBot, page: LeafletsPage, quiet: Quiet
) -> None:
    page.shelf.rows[0].setFocus()
    qtbot.keyClick(page.shelf.rows[0], Qt.Key.Key_Down)
    quiet()
    assert page.name == "micro-needling"
    assert page.shelf.rows[1].hasFocus()
    assert page.drawing.printed is not None
    assert page.drawing.printed.name == "micro-needling"


def test_tab_goes_from_the_list_to_the_pages_to_the_choices(
    qtbot: QtBot, page: LeafletsPage, grace: int, quiet: Quiet
) -> None:
    page.receive(client_id=grace)
    quiet()
    pane, choices = page.pane, page.choices
    wanted = [*page.shelf.rows, pane.smaller, pane.larger, pane.as_text,
              pane.find_button, pane.sheets,
              choices.whom.card.other, choices.large, choices.named, choices.posted,
              choices.by_carer, choices.printer.control, choices.copies.control, choices.to_sign,
              choices.print_button, choices.save_button, choices.email_button,
              choices.aloud_button, choices.declined_button]  # fmt: skip
    wanted[0].setFocus()
    for control in wanted[1:]:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is control
    assert all(control.accessibleName() for control in wanted)


@FOR_GRACE
def test_ctrl_p_prints_for_the_client_and_notes_it_as_given(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, printer: Printer, grace: int,
    quiet: Quiet, said: list[str],
) -> None:  # fmt: skip
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    (file,) = printed_files(printer)
    assert "grace" not in file.name
    assert pages_in(file) == page.drawing.printed.pages
    (line,) = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert (line.leaflet, line.how, line.given_by) == ("botulinum-toxin", "printed", "Maya Patel")
    assert said == ["Sent to Brother HL-L2350, noted as given to Grace O."]
    assert not page.choices.given.isHidden()


def test_the_keyboard_is_on_print_again_once_it_was_printed(
    qtbot: QtBot, page: LeafletsPage, grace: int, quiet: Quiet, said: list[str]
) -> None:
    page.receive(client_id=grace)
    quiet()
    button = page.choices.print_button
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    quiet()
    assert said[-1].startswith("Sent to")
    assert button.hasFocus()


def test_ctrl_p_pressed_before_the_pages_are_drawn_is_not_lost(
    qtbot: QtBot, page: LeafletsPage, printer: Printer, quiet: Quiet
) -> None:
    page.choose("micro-needling")
    assert page.drawing.printed is None
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    assert [file.name for file in printed_files(printer)] == ["micro-needling.pdf"]


def test_ctrl_p_that_waits_for_one_leaflet_prints_no_other(
    qtbot: QtBot, page: LeafletsPage, printer: Printer, quiet: Quiet
) -> None:
    page.choose("micro-needling")
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    page.choose("botulinum-toxin")
    quiet()
    assert page.drawing.printed.name == "botulinum-toxin"
    assert printed_files(printer) == []


def test_ctrl_p_that_waits_for_one_client_prints_nothing_for_the_next(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, printer: Printer, grace: int,
    quiet: Quiet,
) -> None:  # fmt: skip
    other = workplace.clinic.clients.add(ClientDetails(given="Ola", family="Nowak"), by=1).id
    page.receive(client_id=grace)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    page.receive(client_id=other)
    quiet()
    assert page.drawing.printed.client_id == other
    assert printed_files(printer) == []
    for client_id in (grace, other):
        assert workplace.clinic.leaflets.of_client(client_id, workplace.by) == ()


def test_two_copies_are_two(
    qtbot: QtBot, page: LeafletsPage, printer: Printer, quiet: Quiet
) -> None:
    page.choices.copies.set_value(2)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    (file,) = printed_files(printer)
    assert pages_in(file) == 2 * page.drawing.printed.pages


def test_large_print_once_is_large_print_from_then_on_and_can_be_undone(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet,
) -> None:  # fmt: skip
    undo: list[Callable[[], None]] = []
    workplace.seat.announced.connect(lambda _words, act: undo.append(act))
    type_client(qtbot, page, "grace", quiet)
    qtbot.keyClick(page, Qt.Key.Key_L, ALT)
    assert "every later leaflet is large" in page.choices.asked.text()
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    clients = workplace.clinic.clients
    assert clients.get(grace, workplace.by).details.large_print
    assert workplace.clinic.leaflets.of_client(grace, workplace.by)[0].large_print
    assert page.choices.asked.text() == "The record asks for large print."
    undo[-1]()
    quiet()
    assert not clients.get(grace, workplace.by).details.large_print


def test_large_print_is_on_by_itself_where_the_record_asks(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, quiet: Quiet
) -> None:
    details = ClientDetails(given="Ola", family="Nowak", large_print=True)
    workplace.clinic.clients.add(details, by=1)
    standard = page.drawing.printed.pages
    type_client(qtbot, page, "nowak", quiet)
    assert page.choices.large.isChecked()
    assert page.drawing.printed.large_print
    assert page.drawing.printed.pages > standard


def test_letters_that_no_font_has_are_named_before_printing(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, quiet: Quiet
) -> None:
    workplace.clinic.clients.add(ClientDetails(given="Zoë 🧿", family="<b>Ash</b>"), by=1)
    type_client(qtbot, page, "zoe", quiet)
    assert "nazar amulet" in page.choices.missing.words.text()
    assert not page.choices.missing.isHidden()
    assert page.choices.whom.card.name.text() == "Zoë 🧿 <b>Ash</b>"
    page.drop_client()
    quiet()
    assert page.choices.missing.isHidden()


def test_without_a_printer_nothing_prints_and_saving_works(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, quiet: Quiet
) -> None:
    use_file_printers()
    page.arrive()
    quiet()
    assert not page.choices.print_button.isEnabled()
    assert page.choices.save_button.isEnabled()
    assert page.choices.no_printer.text().startswith("No printer on this computer.")


@DIALOG
@FOR_GRACE
def test_ctrl_s_saves_without_the_name_of_the_client_and_notes_it(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet,
    tmp_path: Path, said: list[str],
) -> None:  # fmt: skip
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    dialog = page.handing.giving.dialog
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("leaflet.pdf")
    line = dialog.findChild(QLineEdit)
    line.setText(str(tmp_path / "kept"))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    quiet()
    assert (tmp_path / "kept.pdf").read_bytes() == page.drawing.printed.pdf
    assert workplace.clinic.leaflets.of_client(grace, workplace.by)[0].how == "saved"
    assert said == ["Saved kept.pdf, noted as given to Grace O."]


@DIALOG
@FOR_GRACE
def test_a_file_that_cannot_be_written_is_told_and_not_noted(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet,
    tmp_path: Path,
) -> None:  # fmt: skip
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    page.handing.giving.dialog.fileSelected.emit(str(tmp_path / "nowhere" / "x.pdf"))
    page.handing.giving.dialog.reject()
    qtbot.waitUntil(lambda: bool(page.choices.trouble.words.text()))
    assert "could not be written" in page.choices.trouble.words.text()
    assert workplace.clinic.leaflets.of_client(grace, workplace.by) == ()


@FOR_GRACE
def test_a_printer_that_is_gone_is_told_and_not_noted(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    page.choices.show_printers((Printer("Away"),))
    workplace.commands.refresh()
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: bool(page.choices.trouble.words.text()))
    assert page.choices.trouble.words.text().startswith("Away is not there any more.")
    assert workplace.clinic.leaflets.of_client(grace, workplace.by) == ()
    assert page.choices.print_button.isEnabled()


def test_a_client_can_be_let_go_for_lines_to_write_on(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet,
    printer: Printer,
) -> None:  # fmt: skip
    page.receive(client_id=grace)
    quiet()
    qtbot.mouseClick(page.choices.whom.card.other, Qt.MouseButton.LeftButton)
    quiet()
    assert page.drawing.printed.client_id is None
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    assert len(printed_files(printer)) == 1
    assert workplace.clinic.leaflets.of_client(grace, workplace.by) == ()


def test_a_page_asked_for_by_name_and_client_shows_both(
    page: LeafletsPage, grace: int, quiet: Quiet
) -> None:
    page.receive(client_id=grace, name="micro-needling")
    quiet()
    assert page.name == "micro-needling"
    assert page.drawing.printed.client_id == grace


def test_hidden_names_are_on_no_part_of_the_page(
    page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    page.receive(client_id=grace)
    quiet()
    workplace.seat.hide_names(True)
    assert page.choices.whom.card.name.text() == "Name hidden"
    assert not page.pane.sheets.isVisible()
    labels = page.findChildren(type(page.pane.count))
    shown = [label.text() for label in labels if label.isVisibleTo(page)]
    assert not any("Grace" in text or "Okoro" in text for text in shown)
    workplace.seat.hide_names(False)
    assert page.pane.sheets.isVisible()


def test_the_pages_can_be_made_larger_smaller_and_fitted_again(
    qtbot: QtBot, page: LeafletsPage, quiet: Quiet
) -> None:
    sheets = page.pane.sheets
    fitted = sheets.zoom
    qtbot.mouseClick(page.pane.larger, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.pane.larger, Qt.MouseButton.LeftButton)
    assert sheets.zoom > fitted
    assert (sheets.zoom * 100) % 10 < 1e-6
    assert page.pane.percent.text() == f"{round(sheets.zoom * 100)}%"
    qtbot.mouseClick(page.pane.smaller, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: abs(page.drawing.dots - sheets.dots) < 1)
    quiet()
    qtbot.mouseClick(page.pane.fit, Qt.MouseButton.LeftButton)
    assert sheets.zoom == fitted


def test_a_change_of_the_name_elsewhere_is_drawn_at_once(
    page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    page.receive(client_id=grace)
    quiet()
    before = page.drawing.printed.digest
    clients = workplace.clinic.clients
    workplace.write(
        lambda: clients.change(grace, ClientDetails(given="Gracie", family="Okoro"), 1, by=1)
    )
    quiet()
    assert page.choices.whom.card.name.text() == "Gracie Okoro"
    assert page.drawing.printed.digest != before
    assert QApplication.activeWindow() is not None


def test_of_a_client_made_one_with_another_the_record_that_stays_is_given_the_leaflet(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    clinic = workplace.clinic
    twin = clinic.clients.add(ClientDetails(given="Grace", family="Okoro"), by=1).id
    page.receive(client_id=twin)
    quiet()
    ruth = next(each.id for each in clinic.staff.people() if each.name == "Ruth Holt")
    versions = clinic.merging.preview(grace, twin, ruth).versions
    workplace.write(lambda: clinic.merging.merge(grace, twin, (), versions, ruth))
    quiet()
    assert page.whom is not None
    assert page.whom.suggested.names
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    assert [each.how for each in clinic.leaflets.of_client(grace, 1)] == ["printed"]
    assert len(page.whom.given) == 1


def test_pages_are_asked_for_as_large_as_they_stand_once_the_lock_is_off_and_not_behind_it(
    qtbot: QtBot, page: LeafletsPage, theme: Theme, quiet: Quiet
) -> None:
    def come_to_rest() -> None:
        qtbot.waitUntil(lambda: not page.pane._ask.waiting)
        quiet()

    come_to_rest()
    asked: list[float] = []
    page.pane.resolution_wanted.connect(asked.append)
    veil = Veil(page, QWidget(page))
    veil.draw()
    theme.set_percent(190)
    come_to_rest()
    assert asked == []
    veil.lift()
    come_to_rest()
    assert asked[-1] == page.drawing.dots == page.pane.sheets.dots


def test_ctrl_f_marks_the_words_on_the_pages_and_enter_goes_from_one_to_the_next(
    qtbot: QtBot, page: LeafletsPage, quiet: Quiet
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    search = page.pane.search
    qtbot.keyClicks(page.focusWidget(), "BOTULINUM toxin")
    qtbot.waitUntil(lambda: len(search.hits) > 1)
    assert search.count.text() == f"1 of {len(search.hits)}"
    assert sum(len(sheet._marks) for sheet in page.pane.sheets.sheets) >= len(search.hits)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert search.count.text() == f"2 of {len(search.hits)}"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert search.count.text() == f"1 of {len(search.hits)}"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert not search.isVisible()
    assert not any(sheet._marks for sheet in page.pane.sheets.sheets)


def test_words_that_are_nowhere_are_said_to_be_nowhere(
    qtbot: QtBot, page: LeafletsPage, quiet: Quiet
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(page.focusWidget(), "xylophone")
    qtbot.waitUntil(lambda: page.pane.search.count.text() == "Not in this leaflet")


@FOR_GRACE
def test_alt_t_shows_the_whole_leaflet_in_words_for_a_screen_reader(
    qtbot: QtBot, page: LeafletsPage, grace: int, quiet: Quiet
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T, ALT)
    words = page.pane.text.toPlainText()
    assert page.focusWidget() is page.pane.text
    assert "Prepared for Grace Okoro" in words
    assert "Yellow Card" in words
    assert page.pane.text.isReadOnly()
    qtbot.keyClick(page, Qt.Key.Key_T, ALT)
    assert page.pane.sheets.isVisible()
    assert page.pane.sheets.accessibleDescription() == words


def test_a_draft_and_an_overdue_review_are_said_above_the_pages(
    page: LeafletsPage, workplace: Workplace, quiet: Quiet
) -> None:
    assert "Draft, not approved by a clinician" in page.pane.notices.words.text()
    workplace.clinic.clock.advance(days=400)
    page.arrive()
    quiet()
    assert "Its review was due by" in page.pane.notices.words.text()
    assert "Review overdue" in page.shelf.rows[0].accessibleName()


def test_a_text_that_the_lint_sends_back_is_named_and_the_version_before_goes_on(
    page: LeafletsPage, workplace: Workplace, quiet: Quiet
) -> None:
    version = page.drawing.printed.version
    write_own(workplace, "botulinum-toxin", "\n## ", "\nIt is painless.\n\n## ")
    page.arrive()
    quiet()
    assert "is not printed" in page.pane.notices.words.text()
    assert "painless" in page.pane.notices.words.text()
    assert page.drawing.printed.version == version


def test_a_bad_text_from_before_the_first_look_leaves_the_shipped_one_and_a_stray_is_named(
    qtbot: QtBot, workplace: Workplace, printer: Printer, quiet: Quiet
) -> None:
    write_own(workplace, "botulinum-toxin", "\n## ", "\nIt is painless.\n\n## ")
    own = workplace.clinic.folder / "leaflets" / "en"
    (own / "mine.md").write_text("Nothing.", encoding="utf-8")
    page = LeafletsPage(workplace)
    qtbot.addWidget(page)
    page.receive()
    page.arrive()
    quiet()
    said = page.pane.notices.words.text()
    assert page.name == "botulinum-toxin"
    assert "painless" in said
    assert "The text that came with the program is printed." in said
    assert "mine.md in the folder is no leaflet: line 1" in said


@FOR_GRACE
def test_what_has_changed_since_is_told_and_ctrl_p_prints_the_same_again(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet,
) -> None:  # fmt: skip
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    write_own(workplace, "botulinum-toxin", "Lines start to soften.", "Lines begin to soften.")
    page.arrive()
    page.drop_client()
    quiet()
    type_client(qtbot, page, "grace", quiet)
    said = [label.text() for label in page.choices.given.findChildren(PlainLabel)]
    assert any("changed." in words and "Lines begin to soften." in words for words in said)
    (again,) = page.choices.given.again_buttons
    again.setFocus()
    qtbot.keyClick(again, Qt.Key.Key_Space)
    quiet()
    assert "in the words it had on" in page.pane.notices.words.text()
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    newest, first = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert (newest.digest, newest.version) == (first.digest, first.version)
    assert page.choices.given.again_buttons[0].hasFocus()
    qtbot.mouseClick(page.pane.notices.newest, Qt.MouseButton.LeftButton)
    quiet()
    assert page.drawing.printed.version == str(int(first.version) + 1)


@FOR_GRACE
def test_read_aloud_and_not_wanted_are_noted_without_paper(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, printer: Printer,
    quiet: Quiet, said: list[str],
) -> None:  # fmt: skip
    qtbot.keyClick(page, Qt.Key.Key_A, ALT)
    quiet()
    qtbot.keyClick(page, Qt.Key.Key_N, ALT)
    quiet()
    lines = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert [line.how_words for line in lines] == ["declined", "read aloud"]
    assert said[-2:] == [
        "Read aloud, noted as given to Grace O.",
        "Noted: Grace O did not want it.",
    ]
    assert printed_files(printer) == []


@FOR_GRACE
def test_a_carer_is_named_before_anything_is_printed(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, printer: Printer,
    quiet: Quiet,
) -> None:  # fmt: skip
    qtbot.mouseClick(page.choices.by_carer, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    assert printed_files(printer) == []
    assert page.choices.carer.trouble() == "Say who takes it along."
    qtbot.keyClicks(page.choices.carer.line, "Ada Marsh")
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    (line,) = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert (line.outcome, line.to_whom) == ("carer", "Ada Marsh")
    page.drop_client()
    assert page.choices.carer.text() == ""


def test_one_more_to_sign_comes_with_a_sheet_on_paper_of_its_own(
    qtbot: QtBot, page: LeafletsPage, printer: Printer, quiet: Quiet
) -> None:
    page.choose("micro-needling-aftercare")
    quiet()
    qtbot.mouseClick(page.choices.to_sign, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    quiet()
    (file,) = printed_files(printer)
    leaflet = page.drawing.printed.pages
    assert pages_in(file) == 2 * (leaflet + leaflet % 2) + 2


@FOR_GRACE
def test_a_posted_leaflet_and_one_without_a_name_are_drawn_so(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    with_name = page.drawing.printed.digest
    qtbot.mouseClick(page.choices.named, Qt.MouseButton.LeftButton)
    quiet()
    assert page.drawing.result.order.addressee is None
    assert page.drawing.printed.client_id == grace
    assert page.drawing.printed.digest != with_name
    assert not page.choices.posted.isEnabled()


@DIALOG
@FOR_GRACE
def test_for_e_mail_it_is_encrypted_with_a_password_that_is_kept_nowhere(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet,
    tmp_path: Path, said: list[str],
) -> None:  # fmt: skip
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    card = page.handing.sending
    password = card.password.text()
    qtbot.keyClick(card.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.handing.giving.dialog is not None)
    assert card.password.text() == ""
    file = tmp_path / "leaflet.pdf"
    page.handing.giving.dialog.fileSelected.emit(str(file))
    page.handing.giving.dialog.reject()
    qtbot.waitUntil(lambda: bool(said))
    quiet()
    with pikepdf.open(file, password=password) as opened:
        assert opened.encryption.bits == 256
        assert len(opened.pages) == page.drawing.printed.pages
    (line,) = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert (line.how, line.sent_digest) == ("emailed", sha256(file.read_bytes()).hexdigest())
    assert line.digest == page.drawing.printed.digest
    kept = b"".join(path.read_bytes() for path in workplace.clinic.folder.rglob("*.db*"))
    assert password.encode() not in kept
    with workplace.clinic.database.read() as session:
        rows = session.execute(text("SELECT * FROM leaflet_given")).all()
    assert password not in repr(rows)


def test_a_password_that_protects_nothing_is_sent_back(
    qtbot: QtBot, page: LeafletsPage, quiet: Quiet
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    card = page.handing.sending
    card.password.set_text("short")
    qtbot.keyClick(card.password.line, Qt.Key.Key_Return)
    assert card.isVisible()
    assert "at least" in card.password.trouble()


def test_all_leaflets_of_the_next_day_are_one_job_each_noted_as_given(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, printer: Printer,
    quiet: Quiet, said: list[str],
) -> None:  # fmt: skip
    page.arrive()
    quiet()
    assert page.shelf.batch.words() == "All of Thu 26 Nov…"
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    quiet()
    orders = page.batch.orders
    (listed,) = [each for each in page.batch.findChildren(PlainLabel) if "Grace" in each.text()]
    assert not listed.visibleRegion().isEmpty()
    assert next(order.leaflet.head.kind for order in orders) == "information"
    assert {order.client_id for order in orders} == {grace}
    qtbot.keyClick(page.batch, Qt.Key.Key_Return, CTRL)
    quiet()
    (file,) = printed_files(printer)
    assert "grace" not in file.name
    lines = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert {line.leaflet for line in lines} == {order.leaflet.head.name for order in orders}
    assert said[-1].endswith(f"sent to {printer.name}, each noted as given.")
    assert not page.batch.isVisible()


def test_hidden_names_stay_hidden_among_the_leaflets_of_the_next_day(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, quiet: Quiet
) -> None:
    page.arrive()
    quiet()
    workplace.seat.hide_names(True)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    quiet()
    shown = " ".join(each.text() for each in page.batch.findChildren(PlainLabel))
    assert "GO" in shown
    assert "to print" in shown
    assert not any(word in shown for word in ("Grace", "Okoro", "toxin"))


def test_the_job_of_a_day_tells_how_far_it_is_and_what_is_stopped_is_not_noted(
    qtbot: QtBot, page: LeafletsPage, workplace: Workplace, grace: int, printer: Printer,
    quiet: Quiet, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page.arrive()
    quiet()
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    quiet()
    under_way = page.batch.under_way
    held, go_on = Event(), Event()

    def drawn_when_let(order: Order) -> PrintedLeaflet:
        held.set()
        assert go_on.wait(60)
        return drawn(order)

    monkeypatch.setattr(all_of_day, "drawn", drawn_when_let)
    qtbot.keyClick(page.batch, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(held.is_set)
    of = len(page.batch.orders)
    qtbot.waitUntil(lambda: page.batch.about.text() == f"Drawing 1 of {of}…")
    assert under_way.isVisible()
    assert under_way.stop_button.hasFocus()
    qtbot.keyClick(under_way.stop_button, Qt.Key.Key_Escape)
    go_on.set()
    quiet()
    assert page.batch.about.text() == "Stopped. Nothing is noted as given."
    assert page.batch.isVisible()
    assert not under_way.isVisible()
    assert page.batch.print_button.hasFocus()
    assert printed_files(printer) == []
    assert workplace.clinic.leaflets.of_client(grace, workplace.by) == ()
    qtbot.keyClick(page.batch, Qt.Key.Key_Return, CTRL)
    quiet()
    assert len(printed_files(printer)) == 1


def test_the_first_page_is_there_before_the_others_are_drawn(
    page: LeafletsPage, quiet: Quiet
) -> None:
    shown: list[list[bool]] = []
    page.drawing.drawn.connect(
        lambda _drawn: shown.append([sheet._picture.isNull() for sheet in page.pane.sheets.sheets])
    )
    page.choose("micro-needling")
    quiet()
    assert shown[0][0] is False
    assert all(shown[0][1:])
    assert not any(sheet._picture.isNull() for sheet in page.pane.sheets.sheets)


def test_the_password_is_shown_whole_also_where_its_button_is_scrolled_out_of_sight(
    qtbot: QtBot, page: LeafletsPage, quiet: Quiet, theme: Theme
) -> None:
    theme.set_percent(150)
    page.resize(1290, 560)
    quiet()
    assert page.choices.email_button.visibleRegion().isEmpty()
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    card = page.handing.sending
    assert page.rect().contains(card.geometry())
    assert card.save_button.visibleRegion().boundingRect() == card.save_button.rect()


def test_with_large_letters_the_switches_for_post_and_carer_stand_below_each_other(
    qtbot: QtBot, page: LeafletsPage, grace: int, quiet: Quiet, theme: Theme
) -> None:
    page.receive(client_id=grace)
    quiet()
    post, carer = page.choices.posted, page.choices.by_carer
    assert post.y() == carer.y()
    theme.set_percent(150)
    qtbot.waitUntil(lambda: post.y() < carer.y())
    theme.set_percent(100)
