"""Ctrl Enter and Ctrl Shift Enter: each saves, or says what is missing and leads there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, AtDesk, add_client, on

SAVE = ("Ctrl+Return", "Ctrl+Shift+Return")


@pytest.fixture
def needled(at_desk: AtDesk, nadia: int) -> int:
    """Nadia, needled on Mon 23 November; somebody else has Ruth on Thu 26, 11:00 to 11:30."""
    booked = at_desk.book("MN", nadia, on(23, 15, month=11), zones=("full_face",))
    clinic = at_desk.clinic
    clinic.booking.set_status(booked.appointment_id, "completed", "", booked.version, RUTH)
    other = add_client(clinic, "Olga", "Other")
    at_desk.book("BTX", other, on(26, 11, month=11), zones=("full_face",))
    return nadia


def ask_for(at_desk: AtDesk, when: str, with_whom: str = "", name: str = "Nadia Clarke") -> None:
    at_desk.call_from(name, "b")
    at_desk.hand.press("Tab")
    at_desk.hand.type("f")
    if with_whom:
        at_desk.go_to("With")
        at_desk.hand.type(with_whom)
    at_desk.type_in("When", when)
    at_desk.hand.press("Return")


def test_pencilling_over_a_clash_asks_for_the_reason_and_the_tick_and_then_saves(
    at_desk: AtDesk, needled: int
) -> None:
    ask_for(at_desk, "thu 26 nov 11:15", "r")
    reason = at_desk.parts.answer.reason
    before = len(at_desk.visits(needled))
    at_desk.hand.press("Ctrl+Shift+Return")
    assert reason.line.hasFocus()
    assert reason.trouble().startswith("Write the reason")
    at_desk.hand.type("Ruth agreed")
    assert reason.trouble() == ""
    at_desk.hand.press("Ctrl+Shift+Return")
    if at_desk.foot.asks_tick:
        assert "Alt S" in at_desk.parts.trouble.words.text()
        assert at_desk.parts.answer.seen.hasFocus()
        at_desk.hand.press("Space")
        assert at_desk.parts.trouble.isHidden()
        at_desk.hand.press("Ctrl+Shift+Return")
    assert at_desk.said[-1].startswith("Pencilled Nadia C., Thu 26 Nov, 11:15")
    assert len(at_desk.visits(needled)) == before + 1


@pytest.mark.parametrize("person", [MAYA, RUTH, AMIRA])
@pytest.mark.parametrize("key", SAVE)
@pytest.mark.parametrize(
    "when",
    ["thu 26 nov 10:00", "thu 26 nov 11:15", "22 dec 11:15", "22 dec 10:00", "sun 29 nov 10:00"],
)
def test_whoever_presses_saves_goes_on_or_is_told(
    at_desk: AtDesk, needled: int, person: int, key: str, when: str
) -> None:
    at_desk.sit(person)
    ask_for(at_desk, when, "r")
    before, foot = len(at_desk.visits(needled)), at_desk.foot
    act = foot.main if key == SAVE[0] else foot.other
    at_desk.hand.press(key)
    saved = len(at_desk.visits(needled)) == before + 1
    took = act is not None and act.deed in ("take", "times")
    assert saved or took or told(at_desk), (foot, key)


def told(at_desk: AtDesk) -> str:
    parts = at_desk.parts
    fields = (parts.what.treatment, parts.what.when, parts.answer.reason, parts.who.finding.field)
    troubles = [field.trouble() for field in (*fields, parts.who.new.phone, parts.who.new.name)]
    line = parts.trouble.words.text() if parts.trouble.isVisible() else ""
    return next((words for words in (*troubles, line) if words), "")


@pytest.mark.parametrize("key", SAVE)
def test_a_call_without_anything_is_told_step_by_step(at_desk: AtDesk, key: str) -> None:
    at_desk.hand.press("F4", key)
    assert told(at_desk) == "Choose the treatment first."
    assert at_desk.focused() == "Treatment"
    at_desk.hand.type("f")
    assert told(at_desk) == ""
    at_desk.hand.press(key)
    assert told(at_desk) == "Say first who it is for."
    assert at_desk.focused() == "Client"
    at_desk.hand.type("Tilda Vance")
    at_desk.hand.press("Return", key)
    assert told(at_desk) == "A name and a phone are needed first."
    assert at_desk.focused() == "Phone"
    at_desk.hand.type("07700 900666")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.said[-1].startswith("Booked Tilda")


def test_the_key_of_the_other_act_names_the_one_there_is(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "f")
    at_desk.hand.press("Ctrl+Shift+Return")
    assert "Ctrl Enter: Book" in told(at_desk)
    assert at_desk.visits(nadia) == ()


def test_no_other_time_is_booked_than_one_that_cannot_be_read(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "f")
    at_desk.type_in("When", "1 dec 10:00")
    at_desk.hand.press("Return")
    at_desk.type_in("When", "31 feb 10:00")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.parts.what.when.line.hasFocus()
    assert told(at_desk)
    assert at_desk.visits(nadia) == ()
    assert at_desk.page.days.day == date(2026, 12, 1)
