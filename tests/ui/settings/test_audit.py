"""The manager's search of the audit, and what is done about what was found."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desk.clients.records import ClientDetails
from clinic_desk.db.audit import note
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.engine import connect
from tests.ui.settings.conftest import Settings
from ui.settings.audit import HIDDEN, AuditSection

RECEPTION, NURSE, MANAGER = 0, 1, 2


def act(settings: Settings, act: str, by: int | None, **more: Any) -> None:
    with settings.clinic.database.write() as session:
        note(session, act, by, **more)


def show(settings: Settings) -> AuditSection:
    settings.work.seat.sit_down(settings.clinic.staff.people()[MANAGER])
    section = settings.show("audit")
    settings.settle()
    assert isinstance(section, AuditSection)
    return section


@pytest.fixture
def anna(settings: Settings) -> int:
    """A client whose record the nurse opened, and reception changed."""
    id = settings.clinic.clients.add(ClientDetails(given="Anna", family="Kowalska"), by=1).id
    act(settings, "client.read", 2, client=id)
    act(settings, "client.changed", 1, client=id, fields=("given",), before={"given": "Ana"})
    return id


def titles(section: AuditSection) -> list[str]:
    return [entry.title for entry in section.list.entries()]


def test_it_stands_in_settings_for_a_manager_alone(settings: Settings) -> None:
    people = settings.clinic.staff.people()
    for at, stands in ((RECEPTION, False), (NURSE, False), (MANAGER, True)):
        settings.work.seat.sit_down(people[at])
        names = [row.accessibleName() for row in settings.page.frame.list.rows]
        assert ("Audit" in names) is stands


def test_whoever_takes_the_desk_from_the_manager_sees_nothing_of_it(
    settings: Settings, anna: int
) -> None:
    section = show(settings)
    settings.work.seat.sit_down(settings.clinic.staff.people()[RECEPTION])
    settings.settle()
    assert settings.section.name != "audit"
    assert titles(section) == []


def test_the_newest_entries_stand_there_first(settings: Settings, anna: int) -> None:
    section = show(settings)
    line = section.list.entries()[0]
    assert line.title == "Changed the details"
    assert line.detail == "Maya Patel · Receptionist"
    assert line.second == "Anna Kowalska · first name"


def test_words_and_enter_find_an_act(settings: Settings, anna: int) -> None:
    section = show(settings)
    settings.type_into(section.filters.text.control, "opened rec")
    settings.press(Qt.Key.Key_Return)
    assert titles(section) == ["Opened the record"]


def test_days_narrow_it_and_one_that_is_none_is_said_below_its_field(
    settings: Settings, anna: int
) -> None:
    section = show(settings)
    settings.type_into(section.filters.to_day.control, "yesterday")
    settings.press(Qt.Key.Key_Return)
    assert titles(section) == []
    assert section.nothing.isVisible()
    settings.type_into(section.filters.to_day.control, "never")
    settings.press(Qt.Key.Key_Return)
    assert "not a day" in section.filters.to_day.trouble()


def test_a_client_is_found_by_name_and_their_entries_stand_alone(
    settings: Settings, anna: int
) -> None:
    section = show(settings)
    settings.type_into(section.filters.finder.field.control, "kowal")
    settings.press(Qt.Key.Key_Return)
    settings.settle()
    assert section.filters.client_words.text() == "Anna Kowalska"
    assert all("Anna Kowalska" in entry.second for entry in section.list.entries())
    assert len(section.list.entries()) >= 2


def test_enter_on_an_entry_opens_the_client(settings: Settings, anna: int) -> None:
    wanted: list[tuple[str, object]] = []
    settings.work.seat.page_wanted.connect(lambda name, what: wanted.append((name, what)))
    section = show(settings)
    section.list.setFocus()
    settings.press(Qt.Key.Key_Return)
    assert wanted == [("clients", {"client_id": anna, "tab": "looked"})]


def test_what_was_there_before_is_shown(settings: Settings, anna: int) -> None:
    section = show(settings)
    settings.bot.keyClick(section.before_link, Qt.Key.Key_Space)
    settings.settle()
    assert section.before is not None
    assert section.before.values() == ("first name", "Ana")


def test_names_that_are_hidden_are_gone_from_the_list(settings: Settings, anna: int) -> None:
    section = show(settings)
    settings.work.seat.hide_names(True)
    assert titles(section) == []
    assert section.nothing.sentence.text() == HIDDEN


def test_a_check_of_every_entry_says_how_many_there_are(settings: Settings, anna: int) -> None:
    section = show(settings)
    section.standing.check_button.click()
    settings.settle()
    assert section.standing.state.text() == "Whole"
    assert "each as it was written" in section.standing.words.text()


def test_what_was_done_to_it_is_told_and_accepted_with_a_key(settings: Settings, anna: int) -> None:
    with closing(connect(settings.clinic.database.path, settings.clinic.database.key)) as driver:
        for name in AUDIT_TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        driver.execute("UPDATE audit_event SET person_id = 3 WHERE id = 2")
        for statement in AUDIT_TRIGGERS.values():
            driver.execute(statement)
    section = show(settings)
    section.standing.check_button.click()
    settings.settle()
    assert section.standing.state.text() == "Look at this"
    assert section.standing.accept_button.isVisible()
    section.standing.accept_button.setFocus()
    settings.press(Qt.Key.Key_Space)
    assert section.standing.state.text() == "Whole"
    assert not section.standing.accept_button.isVisible()


def test_nothing_is_searched_again_because_something_was_saved(
    settings: Settings, anna: int
) -> None:
    section = show(settings)
    before = len(titles(section))
    settings.clinic.practice.save(settings.clinic.practice.read(), 3)
    settings.work.changed.emit(settings.clinic.staff.set_pin(1, "1357", 3), None)
    settings.settle()
    QApplication.processEvents()
    assert len(titles(section)) == before
