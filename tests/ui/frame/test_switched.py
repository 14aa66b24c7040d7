"""A PIN brings somebody who may read less: what is clinical is left in no widget, shown or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desk.clients.records import AlertDetails
from clinic_desk.health.records import AnswerDraft
from clinic_desk.records.contents import ReviewContent
from tests.factories import NOW, add_appointment
from tests.ui.calendar.at_desk import RUTH
from tests.ui.frame.marked import AtDoor, _remembered, texts
from tests.ui.frame.test_veil import (
    calendar_with_a_call,
    calendar_with_a_visit,
    client_tab,
)
from ui.calendar.page import CalendarPage

MAYA, GRACE = 1, 3
MARK = "wvqclinical"


@pytest.fixture
def clinical(at_door: AtDoor) -> AtDoor:
    """The client, with a second marker in all that is clinical."""
    clinic, client = at_door.clinic, at_door.client_id
    found = clinic.clients.get(client, RUTH)
    alerts = (AlertDetails("allergy", f"{MARK} latex"), AlertDetails("flag", f"{MARK} faints"))
    details = found.details.__class__(**{**vars(found.details), "alerts": alerts})
    clinic.clients.change(client, details, found.version, RUTH)
    said = AnswerDraft("diabetes", True, value="controlled", words=MARK)
    clinic.health.answer(client, [said], NOW.date(), "screen", RUTH)
    clinic.elsewhere.record(client, "EXT_FILLER", date(2026, 10, 1), (), MARK, RUTH)
    clinic.standings.do_not_book(client, MARK, RUTH)
    starts = NOW.replace(month=10)
    visit = add_appointment(
        clinic.database, client, RUTH, starts, starts.replace(minute=30),
        treatment="BTX_REVIEW", status="completed", occupies=False, status_reason=MARK,
    )  # fmt: skip
    draft = clinic.records.begin(visit, RUTH).record
    kept = clinic.records.save_draft(draft.id, draft.version, ReviewContent(MARK), RUTH).record
    clinic.records.sign(kept.id, kept.version, RUTH)
    return at_door


def page_of(name: str) -> Callable[[AtDoor], None]:
    def show(at_door: AtDoor) -> None:
        what = {"client_id": at_door.client_id} if name == "leaflets" else {}
        at_door.program.window.show_page(name, what)
        at_door.hand.settle()

    return show


def signed_record(at_door: AtDoor) -> None:
    visits = at_door.clinic.diary.of_client(at_door.client_id)
    signed = min(visits, key=lambda each: each.starts_at)
    at_door.program.window.show_page("records", {"visit_id": signed.id})
    at_door.hand.settle()


def hidden_call_and_visit(at_door: AtDoor) -> None:
    """Read by the nurse, and put away or covered since."""
    calendar_with_a_visit(at_door)
    page = at_door.program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    page.close_side()
    page_of("stock")(at_door)


SIGHTS: tuple[Callable[[AtDoor], None], ...] = (
    calendar_with_a_call,
    calendar_with_a_visit,
    hidden_call_and_visit,
    *(client_tab(name) for name in ("history", "appointments", "details", "looked")),
    *(client_tab(name) for name in ("health", "consent", "photographs")),
    signed_record,
    *(page_of(name) for name in ("stock", "records", "leaflets")),
)


def clinical_texts() -> Iterator[str]:
    widgets, seen = QApplication.allWidgets(), set[int]()
    for widget in widgets:
        memory = _remembered(vars(widget) if hasattr(widget, "__dict__") else {}, seen)
        for text in (*texts(widget), *memory):
            if MARK in text.casefold():
                yield f"{type(widget).__name__}, visible {widget.isVisible()}: {text[:80]}"


def take_the_desk(at_door: AtDoor, who: int) -> None:
    at_door.hand.press("F2")
    picker = at_door.program.window.picker
    assert picker is not None
    picker.pick(next(each for each in picker.people if each.id == who))
    at_door.hand.type("2468")
    at_door.hand.press("Return")
    at_door.hand.settle()
    work = at_door.program.window.work
    assert work is not None
    assert work.by == who


def test_whoever_may_read_less_finds_nothing_of_it_left(clinical: AtDoor) -> None:
    was_there = 0
    for sight in SIGHTS:
        sight(clinical)
        was_there += bool(list(clinical_texts()))
        take_the_desk(clinical, MAYA)
        assert list(clinical_texts()) == [], sight
        take_the_desk(clinical, RUTH)
    assert was_there > len(SIGHTS) // 2


def test_a_pin_that_is_answered_behind_the_lock_seats_nobody(at_door: AtDoor) -> None:
    program = at_door.program
    work = program.window.work
    assert work is not None
    at_door.hand.press("F2")
    picker = program.window.picker
    assert picker is not None
    grace = next(each for each in picker.people if each.id == GRACE)
    picker.pick(grace)
    at_door.hand.type("2468")
    seated: list[int] = []
    work.person_changed.connect(lambda person: seated.append(person.id))
    QTest.keyClick(picker.pin.line, Qt.Key.Key_Return)
    assert program.keeper is not None
    program.keeper.lock("system")
    at_door.hand.settle()
    at_door.unlock()
    assert work.by == RUTH
    assert GRACE not in seated
    assert at_door.clinic.sign_in.at_desk == RUTH
