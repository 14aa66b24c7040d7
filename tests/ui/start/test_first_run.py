"""A clinic started from the keyboard, page by page."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import create_clinic, open_clinic
from clinic_desk.db.key import WrongKey, new_keys
from clinic_desk.db.key_file import KeyChoice, find_key, protect
from clinic_desk.db.opening import create_database
from clinic_desk.staff.access import FOUNDING
from tests.factories import PASSWORD, add_person, add_secrets
from tests.ui.start.conftest import CTRL, SECRET, Start
from ui.application import ClinicDesk
from ui.kit.theme import Theme
from ui.settings.clinic import ClinicSection
from ui.settings.people import PeopleSection
from ui.start.first_run import FirstRun, Step
from ui.start.founding import FoundingForm
from ui.start.making import beginning, take_sheet
from ui.start.pages import StartPages

RUTH = 2
"""In the clinic from before."""


def begin(start: Start) -> FirstRun:
    """Choose to start a clinic, and come as far as the folder."""
    start.enter()
    run = start.pages.first_run
    assert run is not None
    start.enter()
    assert run.at == Step.PLACE
    return run


def lock(start: Start, run: FirstRun) -> None:
    """Type the passphrase twice and make the clinic."""
    form = run.place_form.lock
    form.set_store(False)
    start.type_over(form.passphrase.control, SECRET)
    start.type_over(form.again.control, SECRET)
    start.enter()


def found(start: Start) -> None:
    """On the page of people: Enter asks for the manager's password; type it and go on."""
    start.enter()
    start.type(PASSWORD)
    start.enter()


def test_enter_and_a_passphrase_lead_to_a_clinic_that_can_book(start: Start) -> None:
    run = begin(start)
    lock(start, run)
    assert run.at == Step.KEY
    start.enter()
    assert run.at == Step.PEOPLE
    start.enter()
    people = run.sections[Step.PEOPLE]
    assert isinstance(people, PeopleSection)
    assert people.form.password.trouble() == "The manager needs a password."
    assert QApplication.focusWidget() is people.form.password.control
    start.type(PASSWORD)
    for step in (Step.PLACES, Step.HOURS, Step.TREATMENTS, Step.PROTOCOL):
        start.enter()
        assert run.at == step
        assert run.sections[step].is_filled
    start.enter()
    (clinic,) = start.entered
    nurse, desk = clinic.staff.people()
    assert (nurse.name, nurse.treats, desk.name) == ("Ruth Holt", True, "Front desk")
    assert (nurse.role, nurse.shown_role) == ("manager", "Nurse prescriber")
    assert clinic.sign_in.standing() == {nurse.id: "own"}
    assert clinic.sign_in.sign_in(nurse.id, PASSWORD) == nurse
    assert len(clinic.hours.weekly(nurse.id)) == 10
    (room,), (device,) = clinic.hours.rooms(), clinic.hours.devices()
    assert "BTX" in room.treatments
    assert device.treatments == {"MN"}
    assert clinic.practice.read().set_up
    assert clinic.practice.read().phone == "01223 455144"


def test_the_recovery_key_that_was_shown_opens_the_clinic(start: Start, clock: FixedClock) -> None:
    run = begin(start)
    lock(start, run)
    sheet, folder = run.card.sheet, start.home / "clinic"
    assert sheet.clinic == "The Body Work Clinic"
    start.pages.close_clinic()
    start.settle()
    open_clinic(folder, clock=clock, recovery_key=sheet.key).close()
    open_clinic(folder, clock=clock, passphrase=SECRET).close()


def test_what_is_typed_of_the_clinic_is_kept_with_it(start: Start) -> None:
    start.enter()
    run = start.pages.first_run
    assert run is not None
    start.type_over(run.clinic_form.name.control, "Mill Road Clinic")
    start.type_over(run.clinic_form.out_of_hours.control, "Ring 111")
    start.enter()
    lock(start, run)
    assert run.work is not None
    practice = run.work.clinic.practice.read()
    assert (practice.name, practice.out_of_hours) == ("Mill Road Clinic", "Ring 111")


def test_a_clinic_without_a_name_goes_no_further(start: Start) -> None:
    start.enter()
    run = start.pages.first_run
    assert run is not None
    start.type_over(run.clinic_form.name.control, " ")
    start.enter()
    assert run.at == Step.CLINIC
    assert run.clinic_form.name.trouble() == "The clinic needs a name."


@pytest.mark.parametrize(
    ("one", "other", "field", "words"),
    [
        ("", "", "passphrase", "Choose a passphrase"),
        ("too short", "too short", "passphrase", "fewer than 12"),
        (SECRET, "another one here", "again", "not the same"),
    ],
)
def test_a_passphrase_that_will_not_do_makes_nothing(
    start: Start, one: str, other: str, field: str, words: str
) -> None:
    run = begin(start)
    form = run.place_form.lock
    form.set_store(False)
    start.type_over(form.passphrase.control, one)
    start.type_over(form.again.control, other)
    start.enter()
    assert words in form.fields()[field].trouble()
    assert form.passphrase.text() == one
    assert not (start.home / "clinic").exists()


def test_a_folder_that_cannot_be_a_clinics_is_told_and_nothing_is_made(
    start: Start, tmp_path: Path
) -> None:
    taken = tmp_path / "photos"
    taken.mkdir()
    (taken / "beach.jpg").write_bytes(b"x")
    run = begin(start)
    for folder in (taken, taken / "beach.jpg", Path("/proc/nothing/here")):
        start.type_over(run.place_form.folder.field.control, str(folder))
        lock(start, run)
        assert str(folder) in run.frame.trouble.words.text()
        assert run.place_form.folder.field.text() == str(folder)
        assert run.at == Step.PLACE
    assert [path.name for path in taken.iterdir()] == ["beach.jpg"]


def test_escape_goes_back_a_page_and_from_the_first_to_the_choice(start: Start) -> None:
    run = begin(start)
    start.press(Qt.Key.Key_Escape)
    assert run.at == Step.CLINIC
    start.press(Qt.Key.Key_Escape)
    assert start.pages.currentWidget() is start.pages.entrance


def test_a_page_that_was_changed_on_the_way_is_kept(start: Start) -> None:
    run = begin(start)
    lock(start, run)
    start.enter()
    people = run.sections[Step.PEOPLE]
    assert isinstance(people, PeopleSection)
    start.type_over(people.form.registration.control, "12A3456E")
    assert people.form.prescriber.isChecked()
    found(start)
    assert run.work is not None
    nurse = run.work.clinic.staff.people()[0]
    assert (nurse.registration, nurse.prescriber) == ("12A3456E", True)
    assert run.work.by == nurse.id


def test_a_clinic_that_was_left_half_made_is_gone_on_with(start: Start, clock: FixedClock) -> None:
    made, _ = create_clinic(
        start.home / "clinic",
        name="Mill Road Clinic",
        phone="01223 000000",
        key_choice=KeyChoice(passphrase=SECRET, key_store=False),
        clock=clock,
    )
    take_sheet(made, None, FOUNDING)
    made.close()
    run = gone_on_with(start)
    assert run.at == Step.PEOPLE
    start.press(Qt.Key.Key_Escape)
    assert run.at == Step.PLACE
    assert start.entered == []


def gone_on_with(start: Start) -> FirstRun:
    """Open the clinic in the usual folder by its passphrase."""
    form = start.pages.open_form
    start.pages.open_existing()
    start.type_over(form.folder.field.control, str(start.home / "clinic"))
    start.enter()
    assert form.asks_secret
    start.type(SECRET)
    start.enter()
    start.settle()
    run = start.pages.first_run
    assert run is not None
    return run


def test_one_killed_before_it_was_named_asks_for_the_name_and_gives_another_sheet(
    start: Start, clock: FixedClock
) -> None:
    folder, keys = start.home / "clinic", new_keys()
    folder.mkdir(parents=True)
    never_shown = protect(folder, keys, KeyChoice(SECRET, key_store=False))
    create_database(folder / "clinic.db", keys.data, chain_key=keys.chain, clock=clock).close()
    run = gone_on_with(start)
    assert run.at == Step.CLINIC
    section = run.sections[Step.CLINIC]
    assert isinstance(section, ClinicSection)
    start.type_over(section.form.name.control, "Mill Road Clinic")
    start.enter()
    assert run.at == Step.PLACE
    assert run.next_button.text() == "Next"
    start.press(Qt.Key.Key_Return, CTRL)
    assert run.at == Step.KEY
    assert run.card.sheet.clinic == "Mill Road Clinic"
    assert find_key(folder, recovery_key=never_shown) == keys
    start.press(Qt.Key.Key_Return, CTRL)
    assert run.at == Step.PEOPLE
    assert find_key(folder, recovery_key=run.card.sheet.key) == keys
    with pytest.raises(WrongKey):
        find_key(folder, recovery_key=never_shown)
    assert run.work is not None
    assert run.work.clinic.practice.read().sheet_taken


def test_one_killed_while_its_sheet_was_in_sight_gives_another_and_one_after_that_does_not(
    start: Start, clock: FixedClock
) -> None:
    run = begin(start)
    lock(start, run)
    assert run.at == Step.KEY
    assert run.work is not None
    assert not beginning(run.work.clinic).has_sheet
    start.enter()
    assert run.at == Step.PEOPLE
    assert beginning(run.work.clinic).has_sheet


# The first manager.


def at_people(start: Start) -> tuple[FirstRun, PeopleSection]:
    run = begin(start)
    lock(start, run)
    start.enter()
    people = run.sections[Step.PEOPLE]
    assert isinstance(people, PeopleSection)
    return run, people


def test_the_rule_is_said_before_the_managers_password_is_typed_and_its_breach_below(
    start: Start,
) -> None:
    run, people = at_people(start)
    assert "At least twelve characters" in people.form.password_words.text()
    assert "the manager signs in" in people.form.password_words.text()
    for typed, words in (("too short", "fewer than 12"), ("Ruth Holt 2026", "among the first")):
        start.type_over(people.form.password.control, typed)
        start.enter()
        assert words in people.form.password.trouble()
        assert (run.at, people.form.password.text()) == (Step.PEOPLE, typed)
    assert run.work is not None
    assert run.work.clinic.staff.people() == ()


def test_somebody_must_be_the_manager(start: Start) -> None:
    run, people = at_people(start)
    people.form.role.control.setFocus()
    start.press(Qt.Key.Key_Up)
    start.press(Qt.Key.Key_Return, CTRL)
    assert "Somebody must be the manager" in people.form.role.trouble()
    people.show_at(1)
    people.form.role.control.setFocus()
    for _ in range(3):
        start.press(Qt.Key.Key_Down)
    assert "the manager signs in" in people.form.password_words.text()
    start.type_over(people.form.name.control, "Grace Lam")
    start.type_over(people.form.password.control, PASSWORD)
    start.enter()
    assert run.at == Step.PLACES
    assert run.work is not None
    nurse, grace = run.work.clinic.staff.people()
    assert (nurse.role, grace.role, run.work.by) == ("nurse_prescriber", "manager", grace.id)


def test_others_may_be_given_a_password_on_the_same_page(start: Start) -> None:
    run, people = at_people(start)
    start.type_over(people.form.password.control, PASSWORD)
    people.show_at(1)
    assert "opens the desk once" in people.form.password_words.text()
    start.type_over(people.form.password.control, "seven paper lanterns")
    start.enter()
    assert run.at == Step.PLACES
    assert run.work is not None
    assert run.work.clinic.sign_in.standing() == {1: "own", 2: "given"}


def test_what_is_wrong_with_another_person_leaves_the_manager_kept(start: Start) -> None:
    run, people = at_people(start)
    start.type_over(people.form.password.control, PASSWORD)
    people.show_at(1)
    start.type_over(people.form.name.control, " ")
    start.enter()
    assert people.form.name.trouble() == "A person needs a name."
    start.type_over(people.form.name.control, "Maya Patel")
    start.enter()
    assert run.at == Step.PLACES
    assert run.work is not None
    assert [each.name for each in run.work.clinic.staff.people()] == ["Ruth Holt", "Maya Patel"]


@pytest.fixture
def from_before(start: Start, clock: FixedClock) -> FoundingForm:
    """A clinic whose people have no passwords, opened: who is to manage it is asked."""
    made, _ = create_clinic(
        start.home / "clinic",
        name="Mill Road Clinic",
        phone="01223 000000",
        key_choice=KeyChoice(demo=True),
        clock=clock,
    )
    add_person(made.database, "Maya Patel", "reception", treats=False)
    add_person(made.database, "Ruth Holt", registration="12A3456E", position=1)
    made.close()
    start.pages.open_existing()
    start.type_over(start.pages.open_form.folder.field.control, str(start.home / "clinic"))
    start.enter()
    start.settle()
    form = start.pages.founding
    assert form is not None
    assert start.pages.currentWidget() is form
    assert start.entered == []
    return form


def test_a_clinic_from_before_is_asked_who_manages_it(
    start: Start, from_before: FoundingForm
) -> None:
    assert QApplication.focusWidget() is from_before.who.control
    assert from_before.who.value() == RUTH
    start.press(Qt.Key.Key_Return, CTRL)
    assert "needs a password" in from_before.password.new.trouble()
    start.type("Ruth Holt 2026")
    start.enter()
    assert "among the first" in from_before.password.new.trouble()
    start.type_over(from_before.password.new.control, PASSWORD)
    start.enter()
    (clinic,) = start.entered
    ruth = clinic.sign_in.sign_in(RUTH, PASSWORD)
    assert (ruth.role, ruth.shown_role) == ("manager", "Nurse prescriber")
    assert ruth.prescriber
    assert "BTX" in ruth.treatments


def test_somebody_who_is_not_on_the_list_may_be_its_manager(
    start: Start, from_before: FoundingForm
) -> None:
    assert from_before.name.isHidden()
    start.press(Qt.Key.Key_Down)
    start.type_over(from_before.password.new.control, PASSWORD)
    start.enter()
    assert from_before.name.trouble() == "A person needs a name."
    start.type("Grace Lam")
    start.enter()
    (clinic,) = start.entered
    assert [each.name for each in clinic.staff.people()] == ["Maya Patel", "Ruth Holt", "Grace Lam"]
    assert clinic.sign_in.sign_in(3, PASSWORD).role == "manager"


def test_a_clinic_with_a_manager_who_can_sign_in_is_gone_into_at_once(
    start: Start, from_before: FoundingForm, clock: FixedClock
) -> None:
    start.press(Qt.Key.Key_Escape)
    assert start.pages.currentWidget() is start.pages.entrance
    clinic = open_clinic(start.home / "clinic", clock=clock)
    grace = add_person(clinic.database, "Grace Lam", "manager", treats=False)
    add_secrets(clinic.database, grace)
    clinic.close()
    start.pages.open_existing()
    start.press(Qt.Key.Key_Return, CTRL)
    start.settle()
    assert [each.folder for each in start.entered] == [start.home / "clinic"]


def test_another_programs_database_is_told_and_what_was_typed_stands(
    start: Start, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "other"
    made, _ = create_clinic(
        folder,
        name="A",
        phone="01223 000000",
        key_choice=KeyChoice(passphrase=SECRET, key_store=False),
        clock=clock,
    )
    made.close()
    (folder / "clinic.db").unlink()
    with sqlite3.connect(folder / "clinic.db") as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    form = start.pages.open_form
    start.pages.open_existing()
    start.type_over(form.folder.field.control, str(folder))
    start.enter()
    start.type(SECRET)
    start.enter()
    assert "another program" in form.trouble.words.text()
    assert form.folder.field.text() == str(folder)
    assert form.passphrase.text() == SECRET


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere", "There is no folder"), ("empty", "There is no clinic in"), ("", "Name a folder")],
)
def test_a_folder_without_a_clinic_is_told_on_the_page(
    start: Start, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    form = start.pages.open_form
    start.pages.open_existing()
    start.type_over(form.folder.field.control, str(tmp_path / name) if name else "")
    start.enter()
    told = form.trouble.words.text() + form.folder.field.trouble()
    assert words in told
    assert QApplication.focusWidget() is form.folder.field.control


def test_a_wrong_passphrase_and_a_slip_in_the_key_are_told_and_the_right_key_opens(
    start: Start, clock: FixedClock
) -> None:
    made, key = create_clinic(
        start.home / "clinic",
        name="Mill Road Clinic",
        phone="01223 000000",
        key_choice=KeyChoice(passphrase=SECRET, key_store=False),
        clock=clock,
    )
    made.close()
    form = start.pages.open_form
    start.pages.open_existing()
    start.type_over(form.folder.field.control, str(start.home / "clinic"))
    start.enter()
    start.type("not these words")
    start.enter()
    assert "passphrase does not open" in form.trouble.words.text()
    form.way.setFocus()
    start.press(Qt.Key.Key_Right)
    slip = ("1" if key[0] != "1" else "2") + key[1:]
    start.type_over(form.recovery_key.control, slip)
    start.enter()
    assert "Group 1" in form.recovery_key.trouble()
    start.type_over(form.recovery_key.control, key.lower().replace("-", " "))
    start.enter()
    start.settle()
    assert start.pages.first_run is not None


def test_the_demo_is_made_once_and_marked(start: Start) -> None:
    start.press(Qt.Key.Key_Down)
    start.enter()
    start.settle()
    (clinic,) = start.entered
    assert clinic.practice.read().demo
    assert clinic.folder.name == "demo-clinic-2026-11-24"
    assert clinic.folder.parent == start.home


def test_the_program_goes_on_with_a_clinic_that_nobody_was_entered_in(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    made, _ = create_clinic(
        tmp_path / "clinic",
        name="Mill Road Clinic",
        phone="01223 000000",
        key_choice=KeyChoice(demo=True),
        clock=clock,
    )
    made.close()
    program = ClinicDesk(qapp, tmp_path / "clinic", clock)
    qtbot.addWidget(program.window, before_close_func=lambda _: program.close())
    program.begin()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(StartPages)))
    (pages,) = program.window.findChildren(StartPages)
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    assert pages.first_run is not None
    assert pages.first_run.at == Step.PEOPLE
    assert program.work is None
    pages.close_clinic()


def test_a_field_with_a_sentence_below_it_is_brought_into_sight(start: Start, theme: Theme) -> None:
    theme.set_percent(150)
    start.pages.window().resize(1252, 620)
    run = begin(start)
    run.place_form.lock.set_store(False)
    run.next()
    field = run.place_form.lock.passphrase
    start.bot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    start.bot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())
    assert field.trouble()


def test_the_program_asks_who_manages_a_clinic_from_before_and_then_who_signs_in(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, quick_hashing: None
) -> None:
    made, _ = create_clinic(
        tmp_path / "clinic",
        name="Mill Road Clinic",
        phone="01223 000000",
        key_choice=KeyChoice(demo=True),
        clock=clock,
    )
    add_person(made.database, registration="12A3456E")
    made.close()
    program = ClinicDesk(qapp, tmp_path / "clinic", clock)
    qtbot.addWidget(program.window, before_close_func=lambda _: program.close())
    with qtbot.waitActive(program.window):
        program.begin()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(FoundingForm)))
    (form,) = program.window.findChildren(FoundingForm)
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    qtbot.keyClicks(form.password.new.control, PASSWORD)
    qtbot.keyClick(form.password.new.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.door.isVisible())
    assert program.work is None
    with qtbot.waitSignal(program.entered):
        qtbot.keyClick(program.window.door.people, Qt.Key.Key_Return)
        qtbot.keyClicks(program.window.door.password.control, PASSWORD)
        qtbot.keyClick(program.window.door.password.control, Qt.Key.Key_Return)
    assert program.work is not None
    assert program.work.person is not None
    assert program.work.person.shown_role == "Nurse prescriber"
