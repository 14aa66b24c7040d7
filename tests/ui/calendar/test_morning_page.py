"""The morning page by keyboard: who comes, what is lacking, and where a line leads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF

from clinic_desk.health.records import AnswerDraft
from tests.factories import events
from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, AtDesk, add_client, on
from ui.kit.printing import Printer, use_file_printers
from ui.kit.theme import Theme


def lines(at_desk: AtDesk) -> list[str]:
    return [line.spoken for line in at_desk.page.morning.view.table.lines()]


def test_each_visit_of_the_day_stands_with_what_it_lacks(at_desk: AtDesk, nadia: int) -> None:
    at_desk.book("MN", nadia, on(24, 14, 0, month=11), person_id=AMIRA)
    at_desk.book("CONSULT", add_client(at_desk.clinic, "Grace", "Okoro"), on(24, 10, 0, month=11))
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M")
    grace, found = lines(at_desk)
    assert grace.startswith("10:00, Grace Okoro")
    assert found.startswith("14:00, Nadia Clarke, Micro-needling · Amira Khan")
    assert "Consent to micro-needling is not on file" in found
    assert at_desk.page.morning.view.table.view.hasFocus()


def test_a_visit_that_a_new_health_answer_refuses_says_so_at_once(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.book("MN", nadia, on(24, 17, 0, month=11), person_id=AMIRA)
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M")
    work, health = at_desk.program.work, at_desk.clinic.health
    assert work is not None
    answers = [AnswerDraft("isotretinoin", current=True)]
    work.write(lambda: health.answer(nadia, answers, date(2026, 11, 24), "screen", RUTH))
    at_desk.hand.settle()
    (line,) = at_desk.page.morning.view.table.lines()
    assert "Refused by a health answer: " in line.spoken
    assert line.cells[-1].tone == "block"


def test_it_counts_the_changes_in_health_of_clients_who_come_another_day(
    at_desk: AtDesk, nadia: int
) -> None:
    at_desk.clinic.health.tell_change(nadia, False, by=MAYA)
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M")
    about = at_desk.page.morning.view.about.text()
    assert about.endswith("1 change in health to ask about (F3)")


def test_a_line_opens_its_visit_and_esc_goes_back_step_by_step(at_desk: AtDesk, nadia: int) -> None:
    at_desk.book("MN", nadia, on(24, 14, 0, month=11), person_id=AMIRA)
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M", "Return")
    page = at_desk.page
    assert page.side.panel is page.visit
    assert page.visit.visit is not None
    assert page.visit.visit.client_id == nadia
    at_desk.hand.press("Escape")
    assert page.side.panel is None
    assert page.morning.is_shown
    assert page.morning.view.table.view.hasFocus()
    at_desk.hand.press("Escape")
    assert not page.morning.is_shown
    assert page.grid.hasFocus()


def test_what_is_closed_meanwhile_shows_at_once_and_its_line_leads_to_the_record(
    at_desk: AtDesk, nadia: int
) -> None:
    booked = at_desk.book("MN", nadia, on(24, 9, 0, month=11), person_id=AMIRA)
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M")
    visit = at_desk.clinic.diary.visit(booked.appointment_id)
    work = at_desk.program.work
    assert work is not None
    booking = at_desk.clinic.booking
    work.write(lambda: booking.set_status(visit.id, "completed", "", visit.version, RUTH))
    at_desk.hand.settle()
    (line,) = lines(at_desk)
    assert "Completed · Micro-needling" in line
    assert "Its record is not written yet." in line
    wanted: list[int] = []
    at_desk.page.morning.view.record_wanted.disconnect()
    at_desk.page.morning.view.record_wanted.connect(wanted.append)
    at_desk.hand.press("Return")
    assert wanted == [visit.id]


def test_the_day_is_stepped_as_in_the_grid(at_desk: AtDesk, nadia: int) -> None:
    at_desk.book("CONSULT", nadia, on(25, 10, 0, month=11))
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M")
    assert lines(at_desk) == []
    assert at_desk.page.morning.view.none.isVisible()
    at_desk.hand.press("Ctrl+Right")
    assert len(lines(at_desk)) == 1
    assert at_desk.page.days.day == date(2026, 11, 25)


def test_it_prints_and_that_is_noted(at_desk: AtDesk, nadia: int, tmp_path: Path) -> None:
    at_desk.book("CONSULT", nadia, on(24, 10, 0, month=11))
    at_desk.sit(RUTH)
    use_file_printers(Printer("Desk printer", is_default=True, folder=tmp_path))
    at_desk.hand.press("Ctrl+M", "Ctrl+P")
    use_file_printers()
    assert (tmp_path / "morning-2026-11-24.pdf").exists()
    assert "paper.morning_printed" in [event.act for event in events(at_desk.clinic.database)]


def test_reception_has_no_morning_page(at_desk: AtDesk, nadia: int) -> None:
    at_desk.book("CONSULT", nadia, on(24, 10, 0, month=11))
    at_desk.hand.press("Ctrl+M")
    assert not at_desk.page.morning.is_shown
    assert not at_desk.page.head.morning.isVisible()
    at_desk.sit(RUTH)
    assert at_desk.page.head.morning.isVisible()
    at_desk.hand.press("Ctrl+M")
    assert len(lines(at_desk)) == 1
    at_desk.sit(MAYA)
    assert not at_desk.page.morning.is_shown
    assert lines(at_desk) == []


def test_hiding_names_covers_it(at_desk: AtDesk, nadia: int) -> None:
    at_desk.book("CONSULT", nadia, on(24, 10, 0, month=11))
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M", "F9")
    assert at_desk.page.morning.view.hidden.isVisible()
    assert not at_desk.page.morning.view.table.isVisible()
    at_desk.hand.press("F9")
    assert at_desk.page.morning.view.table.isVisible()


def test_what_is_lacking_keeps_its_room_beside_a_visit_in_large_letters(
    at_desk: AtDesk, nadia: int, theme: Theme
) -> None:
    at_desk.sit(RUTH)
    at_desk.hand.press("Ctrl+M")
    table = at_desk.page.morning.view.table
    theme.set_percent(150)
    places = dict(table.places(QRectF(0, 0, 560, 60)))
    assert places[2].width() >= theme.grid(15)
    assert places[2].right() <= 560
