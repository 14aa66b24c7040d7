"""Findings in cards, and what may be read of them by whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import Offer
from clinic_desk.safety.findings import Finding
from ui.kit.findings import BeforeVisitLine, FindingList, OfferButton, SayBox
from ui.kit.labels import PlainLabel

NEEDLING = Finding(
    "SP-BTX-MN",
    "block",
    "Too soon after micro-needling",
    "Needling to the face on Tue 24 Nov, 2 days before.",
    for_clinician="A weakened barrier lets the solution spread.",
)
CLEANING = Finding(
    "TIME-BUFFER", "warn", "Room 1 is being cleaned until 12:40", "Ten minutes would be lost."
)
OLD_ANSWERS = Finding(
    "HQ-OLD", "warn", "Health questions are 7 months old", "Ask again.", ask="before_visit"
)


def shown(findings: FindingList) -> str:
    """Every word that could be read in the list, open or not."""
    return " ".join(label.text() for label in findings.findChildren(PlainLabel))


def test_the_worst_is_open_and_the_others_closed(qtbot: QtBot) -> None:
    findings = FindingList()
    qtbot.addWidget(findings)
    findings.show_findings([CLEANING, NEEDLING])
    assert [card.finding for card in findings.cards] == [NEEDLING, CLEANING]
    assert [card.is_open for card in findings.cards] == [True, False]


def test_enter_and_a_click_open_and_close_a_card(qtbot: QtBot) -> None:
    findings = FindingList()
    qtbot.addWidget(findings)
    findings.show_findings([NEEDLING, CLEANING])
    findings.resize(340, 300)
    findings.show()
    card = findings.cards[1]
    qtbot.keyClick(card.head, Qt.Key.Key_Return)
    assert card.is_open
    qtbot.mouseClick(card.head, Qt.MouseButton.LeftButton)
    assert not card.is_open


def test_what_was_opened_stays_open_when_the_list_is_read_again(qtbot: QtBot) -> None:
    findings = FindingList()
    qtbot.addWidget(findings)
    findings.show_findings([NEEDLING, CLEANING])
    findings.cards[1].set_open(True)
    findings.show_findings([NEEDLING, CLEANING, OLD_ANSWERS])
    assert [card.is_open for card in findings.cards] == [True, True, False]


def test_reception_reads_no_rule_id_and_no_clinical_reason(qtbot: QtBot) -> None:
    findings = FindingList()
    qtbot.addWidget(findings)
    findings.show_findings([NEEDLING])
    assert "SP-BTX-MN" not in shown(findings)
    assert "barrier" not in shown(findings)


def test_a_clinician_reads_the_reason_too(qtbot: QtBot) -> None:
    findings = FindingList()
    qtbot.addWidget(findings)
    findings.show_findings([NEEDLING], for_clinician=True)
    assert "barrier" in shown(findings)


def test_a_card_says_its_severity_in_words(qtbot: QtBot) -> None:
    findings = FindingList()
    qtbot.addWidget(findings)
    findings.show_findings([NEEDLING])
    spoken = findings.cards[0].head.accessibleName()
    assert spoken == "Cannot be booked: Too soon after micro-needling, open"


def test_the_words_to_say_stand_in_quotation_marks(qtbot: QtBot) -> None:
    box = SayBox()
    qtbot.addWidget(box)
    box.say("The first day I can offer is the 8th.")
    assert box.words.text() == "“The first day I can offer is the 8th.”"
    box.say("")
    assert box.isHidden()


def test_before_the_visit_is_one_quiet_line(qtbot: QtBot) -> None:
    line = BeforeVisitLine()
    qtbot.addWidget(line)
    line.show_findings([OLD_ANSWERS])
    assert line.words.text() == "health questions are 7 months old"
    line.show_findings([])
    assert line.isHidden()


def test_an_offer_says_its_day_and_time_and_is_taken_by_enter(qtbot: QtBot) -> None:
    starts = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
    span = Span(starts, starts + timedelta(minutes=45))
    taken: list[int] = []
    offer = OfferButton(
        Offer(span, 1, "Ruth Holt", 1, "Room 1", None), 1, lambda: taken.append(1), first=True
    )
    qtbot.addWidget(offer)
    offer.show()
    assert offer.words() == "Tue 8 Dec · 09:30"
    assert offer.accessibleName() == "Take Tue 8 Dec · 09:30"
    qtbot.keyClick(offer, Qt.Key.Key_Return)
    assert taken == [1]
