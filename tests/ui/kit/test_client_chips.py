"""What to know of a client at a glance, and who may read it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from clinic_desk.clients.records import AlertDetails, ClientDetails, ClientRecord, PhoneDetails
from tests.factories import NOW
from ui.kit.client_chips import LONGEST, MOST, ChipLine, ChipWords, chip_words


def record(details: ClientDetails, *, ask_the_nurse: bool = False) -> ClientRecord:
    return ClientRecord(1, 1, details, NOW, ask_the_nurse=ask_the_nurse)


def test_what_the_desk_was_not_given_is_told_of() -> None:
    there_is = record(ClientDetails(given="Anna"), ask_the_nurse=True)
    assert chip_words(there_is, for_clinician=False) == (ChipWords("Ask the nurse", "warn"),)


def test_nothing_to_know_makes_no_chip() -> None:
    assert chip_words(record(ClientDetails(given="Anna")), for_clinician=True) == ()


def test_an_allergy_comes_before_a_flag_and_both_before_needs() -> None:
    details = ClientDetails(
        given="Anna",
        large_print=True,
        phones=(PhoneDetails("07700 900316"), PhoneDetails("07700 900317", discreet=True)),
        alerts=(AlertDetails("flag", "Faints"), AlertDetails("allergy", "latex")),
    )
    assert chip_words(record(details), for_clinician=True) == (
        ChipWords("Allergy: latex", "block"),
        ChipWords("Faints", "warn"),
        ChipWords("Large print"),
        ChipWords("Discreet phone"),
    )
    at_desk = chip_words(record(details), for_clinician=False)
    assert at_desk[0] == ChipWords("Ask the nurse", "warn")
    assert not any("latex" in chip.text or "Faints" in chip.text for chip in at_desk)


def test_more_than_the_line_holds_are_counted() -> None:
    alerts = tuple(AlertDetails("flag", f"flag {at}") for at in range(20))
    words = chip_words(record(ClientDetails(given="Anna", alerts=alerts)), for_clinician=True)
    assert len(words) == MOST
    assert words[-1].text == "13 more in Details"


def test_a_narrow_line_takes_more_height_and_a_long_chip_is_cut(qtbot: object) -> None:
    line = ChipLine()
    line.show_words((ChipWords("a" * 400), ChipWords("Large print"), ChipWords("Polish")))
    assert line.heightForWidth(200) > line.heightForWidth(2000) > 0
    first = line.findChildren(type(line._chips[0]))[0]
    assert len(first.text()) == LONGEST
    assert first.accessibleName() == "a" * 400
    line.deleteLater()


def test_a_long_allergy_is_read_whole_in_as_many_rows_as_it_needs(qtbot: QtBot) -> None:
    line = ChipLine()
    qtbot.addWidget(line)
    said = "Allergy: penicillin, amoxicillin and cefalexin; carries two pens, last used in 2019"
    line.show_words((ChipWords(said, "block"), ChipWords("Large print")))
    line.resize(300, line.heightForWidth(300))
    first, second = line._chips
    assert first.text() == said
    assert first.width() <= 300
    assert first.height() >= first.heightForWidth(first.width()) > second.height()
    assert second.geometry().top() > first.geometry().bottom()
    assert line.height() > second.geometry().bottom()
