"""Ctrl P at the calendar: the day's list, or the slip of the visit in the panel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.calendar.at_desk import MAYA, AtDesk, on
from ui.kit.printing import Printer, use_file_printers


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    use_file_printers(Printer("Test", is_default=True, folder=tmp_path))
    return tmp_path


def test_the_day_and_the_next_come_out_with_one_key(at_desk: AtDesk, paper: Path) -> None:
    at_desk.hand.press("Ctrl+P")
    at_desk.hand.until(lambda: bool(list(paper.glob("visits-*.pdf"))))


def test_the_visit_in_the_panel_has_a_slip(at_desk: AtDesk, nadia: int, paper: Path) -> None:
    booked = at_desk.book("CONSULT", nadia, on(26, 11, month=11))
    at_desk.page.go_to_visit(booked.appointment_id)
    at_desk.hand.settle()
    at_desk.hand.press("Ctrl+P")
    at_desk.hand.until(lambda: bool(list(paper.glob("appointment*.pdf"))))
    assert not list(paper.glob("visits-*.pdf"))


def test_of_a_client_who_has_died_no_slip_is_made(at_desk: AtDesk, nadia: int, paper: Path) -> None:
    had = at_desk.book("CONSULT", nadia, on(24, 8, month=11)).appointment_id
    today = at_desk.clinic.clock.now().date()
    at_desk.clinic.deaths.note(nadia, today, MAYA, keep=(had,))
    at_desk.page.go_to_visit(had)
    at_desk.hand.settle()
    at_desk.hand.press("Ctrl+P")
    at_desk.hand.until(lambda: "has died" in at_desk.program.window.status.said.text())
    at_desk.hand.settle()
    assert not list(paper.glob("*.pdf"))
