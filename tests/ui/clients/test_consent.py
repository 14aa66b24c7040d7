"""Consents: read, signed with real strokes, entered from paper, taken back, looked at again."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.clients.records import AlertDetails, ClientDetails
from clinic_desk.clinic import Clinic
from clinic_desk.leaflets.given import Handed
from tests.ui.clients.desk import Shown
from ui.clients.consent.kept_card import KeptCard
from ui.clients.consent.sign_view import THANKS, SignView
from ui.clients.consent.tab import ConsentTab
from ui.kit.labels import PlainLabel
from ui.kit.printing import Printer, use_file_printers
from ui.kit.signature import SignaturePad

NURSE = 2
TODAY = date(2026, 11, 24)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier
DRAWN = [[(at / 20, 0.5) for at in range(20)]]


@pytest.fixture
def anna(clinic: Clinic) -> int:
    """A client with something that a form must not show."""
    details = ClientDetails(
        given="Anna", family="Kowalska", alerts=(AlertDetails("allergy", "lidocaine"),)
    )
    return clinic.clients.add(details, by=NURSE).id


def open_consent(shown: Shown, client_id: int) -> ConsentTab:
    """The nurse looks at the consents."""
    if shown.work.person != shown.nurse:
        shown.sit(shown.nurse)
    shown.page.receive(client_id=client_id, tab="consent")
    shown.settle()
    return shown.page.record.consent


def press(shown: Shown, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the keyboard is, and wait for what it leads to."""
    shown.bot.keyClick(QApplication.focusWidget() or shown.page, key, held)
    shown.settle()


def hand_over(shown: Shown, tab: ConsentTab) -> SignView:
    """Ctrl Enter: the form alone."""
    press(shown, Qt.Key.Key_Return, CONTROL)
    assert tab.view is not None
    assert tab.view.isVisible()
    return tab.view


def draw(shown: Shown, pad: SignaturePad, strokes: int = 2) -> None:
    """Sign with the mouse."""
    field = pad.field()

    def spot(x: float, y: float) -> QPoint:
        return QPoint(
            round(field.left() + x * field.width()), round(field.top() + y * field.height())
        )

    for stroke in range(strokes):
        start = 0.1 + 0.4 * stroke
        shown.bot.mousePress(pad, Qt.MouseButton.LeftButton, pos=spot(start, 0.5))
        for step in range(1, 12):
            shown.bot.mouseMove(pad, spot(start + step * 0.02, 0.5 + 0.2 * (step % 2)))
        shown.bot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=spot(start + 0.24, 0.5))


def texts(part: QWidget) -> str:
    """All that can be read on a part of the window now."""
    labels = (each for each in part.findChildren(PlainLabel) if each.isVisible())
    return "\n".join(each.text() for each in labels)


def test_each_thing_says_how_it_stands(shown: Shown, anna: int, clinic: Clinic) -> None:
    give = clinic.consents.give_on_screen
    give(anna, "BTX", "Anna Kowalska", DRAWN, NURSE)
    give(anna, "MN", "Anna Kowalska", DRAWN, NURSE, date(2025, 3, 1))
    tab = open_consent(shown, anna)
    assert list(tab.scopes.rows) == ["BTX", "MN", "photographs"]
    assert [row.accessibleName() for row in tab.scopes.rows.values()] == [
        "Botulinum toxin, Signed 24 November 2026, version 1, until 24 November 2027, Signed",
        "Micro-needling, Signed 1 March 2025, version 1: its time has passed, Out of date",
        "Photographs, Nothing is on file., Not asked yet",
    ]
    assert tab.scopes.rows["BTX"].hasFocus()
    press(shown, Qt.Key.Key_Down)
    assert tab.chosen.title.text() == "Consent to micro-needling"
    assert "tiny holes in your skin" in tab.chosen.words.texts()


def test_a_consent_is_read_signed_and_kept(shown: Shown, anna: int, clinic: Clinic) -> None:
    tab = open_consent(shown, anna)
    view = hand_over(shown, tab)
    assert view.name.text() == "Anna Kowalska"
    assert view.whose.text() == "Anna Kowalska"
    draw(shown, view.pad)
    press(shown, Qt.Key.Key_Return, CONTROL)
    (kept,) = clinic.consents.of_client(anna, NURSE)
    assert (kept.scope, kept.signed_as, kept.given_on, kept.how) == (
        "BTX", "Anna Kowalska", TODAY, "screen",
    )  # fmt: skip
    strokes = clinic.consents.open(kept.id, NURSE).strokes
    assert [len(stroke) for stroke in strokes] == [12, 12]
    assert strokes[0][0] == pytest.approx((0.1, 0.5), abs=0.02)
    assert texts(view) == THANKS
    press(shown, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert tab.chosen.state.text() == "Signed"
    assert tab.scopes.rows["BTX"].hasFocus()


def test_whoever_goes_back_before_it_is_kept_stays_at_the_consents(shown: Shown, anna: int) -> None:
    tab = open_consent(shown, anna)
    for _ in range(2):
        view = hand_over(shown, tab)
        draw(shown, view.pad)
        shown.bot.keyClick(view.pad, Qt.Key.Key_Return, CONTROL)
        press(shown, Qt.Key.Key_Escape)
        assert tab.chosen.state.text() == "Signed"
        assert QApplication.focusWidget() is tab.scopes.rows["BTX"]


def test_a_kept_signature_that_had_the_keyboard_hands_it_on(
    shown: Shown, anna: int, clinic: Clinic
) -> None:
    clinic.consents.give_on_screen(anna, "BTX", "Anna", DRAWN, NURSE)
    tab = open_consent(shown, anna)
    tab.chosen.rows[0].setFocus()
    shown.work.write(lambda: clinic.consents.give_on_screen(anna, "BTX", "Anna", DRAWN, NURSE))
    shown.settle()
    assert len(tab.chosen.rows) == 2
    assert QApplication.focusWidget() is tab.scopes.rows["BTX"]


def test_nothing_of_the_record_is_on_the_form_and_no_key_leads_off_it(
    shown: Shown, anna: int
) -> None:
    tab = open_consent(shown, anna)
    view = hand_over(shown, tab)
    assert view.geometry() == view.parentWidget().rect()
    assert "lidocaine" not in texts(view)
    for key, held in (
        (Qt.Key.Key_F4, PLAIN), (Qt.Key.Key_P, CONTROL), (Qt.Key.Key_1, CONTROL),
        (Qt.Key.Key_N, CONTROL), (Qt.Key.Key_T, ALT), (Qt.Key.Key_H, CONTROL),
    ):  # fmt: skip
        press(shown, key, held)
    assert shown.pages == []
    assert view.isVisible()
    assert shown.page.record.tabs.now == "consent"
    for _ in range(12):
        press(shown, Qt.Key.Key_Tab)
        assert view.isAncestorOf(QApplication.focusWidget())
    press(shown, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert view.name.text() == view.whose.text() == ""


def test_an_empty_field_is_no_signature(shown: Shown, anna: int, clinic: Clinic) -> None:
    view = hand_over(shown, open_consent(shown, anna))
    press(shown, Qt.Key.Key_Return, CONTROL)
    assert "There is no signature yet" in view.pad_trouble.text()
    assert view.pad.hasFocus()
    draw(shown, view.pad)
    assert view.pad_trouble.text() == ""
    press(shown, Qt.Key.Key_Z, CONTROL)
    assert len(view.pad.strokes()) == 1
    view.clear.click()
    assert view.pad.is_empty
    view.name.set_text(" ")
    draw(shown, view.pad)
    press(shown, Qt.Key.Key_Return, CONTROL)
    assert "Type the name" in view.name.trouble()
    assert clinic.consents.of_client(anna, NURSE) == ()


def test_a_stroke_stays_within_its_field_and_has_no_place_on_the_screen(shown: Shown) -> None:
    pad = SignaturePad()
    shown.bot.addWidget(pad)
    pad.resize(320, 100)
    with shown.bot.waitExposed(pad):
        pad.show()
    shown.bot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 50))
    shown.bot.mouseMove(pad, QPoint(900, -40))
    shown.bot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(900, -40))
    ((start, end),) = pad.strokes()
    assert start == pytest.approx((0.5, 0.5), abs=0.01)
    assert end == (1.0, 0.0)
    pad.resize(640, 200)
    assert pad.strokes() == ((start, end),)


def test_large_print_follows_the_record(shown: Shown, clinic: Clinic) -> None:
    wide = clinic.clients.add(ClientDetails(given="Ben", large_print=True), by=NURSE).id
    tab = open_consent(shown, wide)
    sizes = {each.property("typeSize") for each in tab.chosen.words.findChildren(PlainLabel)}
    assert "page" in sizes
    assert "body" not in sizes


def test_a_form_signed_on_paper_is_kept_from_its_picture(
    shown: Shown, anna: int, clinic: Clinic, tmp_path: Path
) -> None:
    tab = open_consent(shown, anna)
    press(shown, Qt.Key.Key_A, ALT)
    paper = tab.chosen.paper
    asked: list[object] = []
    paper.choose = lambda *_: asked.append(1)
    assert paper.name.control.hasFocus()
    press(shown, Qt.Key.Key_Space)
    assert asked == []
    press(shown, Qt.Key.Key_O, CONTROL)
    assert asked == [1]
    press(shown, Qt.Key.Key_Return, CONTROL)
    assert "Choose the picture" in paper.trouble.words.text()
    wrong = tmp_path / "form.png"
    wrong.write_bytes(b"no picture at all")
    take(shown, paper, wrong)
    assert paper.trouble.isVisible()
    picture = tmp_path / "signed.png"
    held = BytesIO()
    Image.new("RGB", (300, 400), "white").save(held, "PNG")
    picture.write_bytes(held.getvalue())
    take(shown, paper, picture)
    assert paper.file.text() == "signed.png"
    assert paper.picture.isVisible()
    paper.day.set_text("3 oct")
    press(shown, Qt.Key.Key_Return, CONTROL)
    (kept,) = clinic.consents.of_client(anna, NURSE)
    assert (kept.how, kept.given_on, kept.late) == ("scan", date(2026, 10, 3), True)
    assert not paper.isVisible()
    tab.chosen.rows[0].click()
    shown.settle()
    assert tab.kept_card is not None
    assert tab.kept_card.picture.isVisible()
    assert not tab.kept_card.signature.isVisible()


def test_ctrl_o_begins_a_form_signed_on_paper_with_its_picture(shown: Shown, anna: int) -> None:
    tab = open_consent(shown, anna)
    asked: list[object] = []
    tab.chosen.paper.choose = lambda *_: asked.append(1)
    press(shown, Qt.Key.Key_O, CONTROL)
    assert tab.chosen.paper.is_open
    assert asked == [1]


def test_a_picture_that_is_read_late_takes_the_keyboard_from_nobody_who_types(
    shown: Shown, anna: int, tmp_path: Path
) -> None:
    picture = tmp_path / "signed.png"
    Image.new("RGB", (40, 60), "white").save(picture)
    tab = open_consent(shown, anna)
    press(shown, Qt.Key.Key_A, ALT)
    paper = tab.chosen.paper
    elsewhere = shown.page.record.tabs
    for control in (paper.day.control, elsewhere):
        control.setFocus()
        held = QApplication.focusWidget()
        paper.take_file(str(picture))
        shown.bot.waitUntil(lambda: paper.picture.isVisible() and not paper._is_reading)
        assert QApplication.focusWidget() is held
    paper.pick.setFocus()
    take(shown, paper, picture)
    assert paper.name.control.hasFocus()


def take(shown: Shown, paper: object, path: Path) -> None:
    """A file is chosen, and read."""
    paper.take_file(str(path))  # type: ignore[attr-defined]
    shown.bot.waitUntil(lambda: shown.work.background.pending == 0)
    shown.settle()


def test_it_is_taken_back_with_a_day_and_no_question_why(
    shown: Shown, anna: int, clinic: Clinic
) -> None:
    clinic.consents.give_on_screen(anna, "BTX", "Anna", DRAWN, NURSE, date(2026, 10, 10))
    tab = open_consent(shown, anna)
    press(shown, Qt.Key.Key_T, ALT)
    assert tab.chosen.withdrawing.day.text() == "24 November 2026"
    press(shown, Qt.Key.Key_Return, CONTROL)
    (kept,) = clinic.consents.of_client(anna, NURSE)
    assert (kept.withdrawn_on, kept.withdrawn_words) == (TODAY, "")
    assert tab.chosen.state.text() == "Taken back"
    assert not tab.can_withdraw()
    assert tab.chosen.rows[0].accessibleName().count("taken back") == 1
    assert "taken back 24 November 2026" in tab.chosen.rows[0].accessibleName()


def test_escape_puts_away_what_was_begun_and_stays(shown: Shown, anna: int) -> None:
    tab = open_consent(shown, anna)
    press(shown, Qt.Key.Key_A, ALT)
    press(shown, Qt.Key.Key_Escape)
    assert not tab.chosen.paper.isVisible()
    assert tab.isVisible()
    press(shown, Qt.Key.Key_Escape)
    assert shown.page.finding.isVisible()


def kept_signature(shown: Shown, client: int, clinic: Clinic) -> KeptCard:
    """A signature of today, chosen among the kept ones and opened."""
    clinic.consents.give_on_screen(client, "BTX", "Anna", DRAWN, NURSE)
    tab = open_consent(shown, client)
    tab.chosen.rows[0].setFocus()
    press(shown, Qt.Key.Key_Return)
    assert tab.kept_card is not None
    return tab.kept_card


def test_a_kept_signature_is_shown_and_noted(shown: Shown, anna: int, clinic: Clinic) -> None:
    card = kept_signature(shown, anna, clinic)
    assert card.signature.strokes() == tuple(tuple(each) for each in DRAWN)
    acts = [each.act for each in clinic.audit.of_client(anna, NURSE).entries]
    assert "consent.read" in acts
    press(shown, Qt.Key.Key_Escape)
    assert card.signature.strokes() == ()


def test_a_copy_of_a_kept_consent_is_printed_and_noted(
    shown: Shown, anna: int, clinic: Clinic, tmp_path: Path
) -> None:
    use_file_printers(Printer("Desk printer", is_default=True, folder=tmp_path))
    card = kept_signature(shown, anna, clinic)
    card.copy.setFocus()
    press(shown, Qt.Key.Key_Return)
    pages = tmp_path / "signed-consent.pdf"
    shown.bot.waitUntil(pages.exists)
    shown.bot.waitUntil(lambda: shown.work.background.pending == 0)
    shown.settle()
    acts = [each.act for each in clinic.audit.of_client(anna, NURSE).entries]
    assert acts.count("paper.signed_consent_printed") == 1
    use_file_printers()


def test_leaflets_given_stand_below(shown: Shown, anna: int, clinic: Clinic) -> None:
    leaflet = next(iter(clinic.press.shelf(NURSE).leaflets.values())).head
    clinic.leaflets.note(anna, Handed(leaflet.name, "1", True, "printed", "x"), NURSE)
    tab = open_consent(shown, anna)
    assert tab.leaflets.texts() == (
        leaflet.title,
        "Tue 24 Nov 09:00 · version 1, large print · printed by Ruth Holt",
    )


def test_a_form_in_a_client_s_hands_goes_when_somebody_else_sits_down(
    shown: Shown, anna: int
) -> None:
    tab = open_consent(shown, anna)
    view = hand_over(shown, tab)
    shown.sit(shown.reception)
    assert not view.isVisible()
    assert tab.file is None


def test_a_half_filled_paper_form_waits_for_who_typed_it_and_for_its_client(
    shown: Shown, anna: int, clinic: Clinic, tmp_path: Path
) -> None:
    ben = clinic.clients.add(ClientDetails(given="Ben"), by=NURSE).id
    picture = tmp_path / "signed.png"
    Image.new("RGB", (40, 60), "white").save(picture)
    tab = open_consent(shown, anna)
    press(shown, Qt.Key.Key_A, ALT)
    paper = tab.chosen.paper
    take(shown, paper, picture)
    paper.day.set_text("3 oc")
    press(shown, Qt.Key.Key_A, ALT)
    assert paper.day.text() == "3 oc"
    tab.scopes.choose("MN")
    assert not paper.is_open
    open_consent(shown, ben)
    assert not paper.is_open
    open_consent(shown, anna)
    assert tab.scopes.now == "BTX"
    assert (paper.file.text(), paper.day.text()) == ("signed.png", "3 oc")
    shown.sit(shown.reception)
    assert not paper.is_open
    open_consent(shown, anna)
    paper.day.set_text("3 oct")
    press(shown, Qt.Key.Key_Return, CONTROL)
    (kept,) = clinic.consents.of_client(anna, NURSE)
    assert (kept.scope, kept.given_on, kept.signed_as) == (
        "BTX",
        date(2026, 10, 3),
        "Anna Kowalska",
    )
    open_consent(shown, ben)
    open_consent(shown, anna)
    assert not paper.is_open


def test_a_withdrawal_that_is_begun_waits_and_is_not_pushed_out_by_another_form(
    shown: Shown, anna: int, clinic: Clinic
) -> None:
    clinic.consents.give_on_screen(anna, "BTX", "Anna", DRAWN, NURSE)
    ben = clinic.clients.add(ClientDetails(given="Ben"), by=NURSE).id
    tab = open_consent(shown, anna)
    press(shown, Qt.Key.Key_T, ALT)
    tab.chosen.withdrawing.words.set_text("Would rather")
    press(shown, Qt.Key.Key_A, ALT)
    assert not tab.chosen.paper.is_open
    open_consent(shown, ben)
    assert not tab.chosen.withdrawing.is_open
    open_consent(shown, anna)
    assert tab.chosen.withdrawing.words.text() == "Would rather"
    press(shown, Qt.Key.Key_Return, CONTROL)
    assert clinic.consents.of_client(anna, NURSE)[0].withdrawn_words == "Would rather"
