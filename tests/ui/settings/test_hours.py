"""Weekly hours, bank holidays, absences and closures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from clinic_desk.calendar.opening import WeeklyStretch
from tests.factories import add_appointment, add_client
from tests.ui.settings.conftest import Settings
from ui.kit.buttons import LinkButton
from ui.kit.labels import PlainLabel
from ui.settings.away import AwaySection
from ui.settings.hours import HoursSection

RUTH = 2


@pytest.fixture
def hours(settings: Settings) -> HoursSection:
    section = settings.show("hours")
    assert isinstance(section, HoursSection)
    return section


@pytest.fixture
def away(settings: Settings) -> AwaySection:
    section = settings.show("away")
    assert isinstance(section, AwaySection)
    return section


def test_a_week_is_typed_and_kept_with_lunch(settings: Settings, hours: HoursSection) -> None:
    tuesday = hours.form.days[1]
    settings.type_into(tuesday.starts.control, "9")
    settings.type_into(tuesday.ends.control, "5.30pm")
    settings.type_into(tuesday.breaks.control, "13-14")
    settings.save()
    assert settings.clinic.hours.weekly(RUTH) == (
        WeeklyStretch(1, 540, 780),
        WeeklyStretch(1, 840, 1050),
    )
    assert tuesday.starts.text() == "09:00"


def test_an_end_before_a_start_is_told_in_its_row_and_what_was_typed_stands(
    settings: Settings, hours: HoursSection
) -> None:
    monday = hours.form.days[0]
    settings.type_into(monday.starts.control, "17")
    settings.type_into(monday.ends.control, "9")
    settings.save()
    assert monday.teller.text() == "The day ends before it starts."
    assert monday.typed()[:2] == ("17", "9")
    assert settings.clinic.hours.weekly(RUTH) == ()


def test_overlapping_breaks_are_refused(settings: Settings, hours: HoursSection) -> None:
    monday = hours.form.days[0]
    monday.tick.click()
    settings.type_into(monday.breaks.control, "12-13, 12.30-14")
    settings.save()
    assert monday.breaks.trouble() == "Two breaks overlap."


def test_a_ticked_day_begins_as_the_one_above_it(settings: Settings, hours: HoursSection) -> None:
    settings.type_into(hours.form.days[0].starts.control, "8")
    settings.type_into(hours.form.days[0].ends.control, "12")
    hours.form.days[2].tick.setFocus()
    settings.press(Qt.Key.Key_Space)
    settings.save()
    assert settings.clinic.hours.weekly(RUTH) == (
        WeeklyStretch(0, 480, 720),
        WeeklyStretch(2, 480, 720),
    )


def test_bank_holidays_are_closed_or_not_at_once(settings: Settings, hours: HoursSection) -> None:
    assert "Christmas Day" in hours.coming.text()
    hours.holidays.setFocus()
    settings.press(Qt.Key.Key_Space)
    assert not settings.clinic.practice.read().closed_on_bank_holidays


def test_a_closure_is_entered_and_its_visits_are_listed_to_move(
    settings: Settings, away: AwaySection
) -> None:
    clinic = settings.clinic
    starts = clinic.clock.now() + timedelta(days=2)
    client = add_client(clinic.database, phone="07700 900555")
    add_appointment(clinic.database, client, RUTH, starts, starts + timedelta(minutes=30))
    settings.type_into(away.starts.control, "26 nov")
    settings.type_into(away.ends.control, "27 nov")
    settings.press(Qt.Key.Key_Return)
    (closure,) = clinic.hours.closures(date(2026, 11, 1), date(2026, 12, 31))
    assert (closure.first_day, closure.last_day) == (date(2026, 11, 26), date(2026, 11, 27))
    listed = " ".join(label.text() for label in away.findChildren(PlainLabel))
    assert "07700 900555" in listed
    assert date(2026, 11, 26) in settings.changes[-1].days


def test_an_absence_of_an_afternoon_is_entered_and_taken_back(
    settings: Settings, away: AwaySection
) -> None:
    away.who.set_value(RUTH)
    settings.type_into(away.starts.control, "8 dec 14:00")
    settings.press(Qt.Key.Key_Return)
    (absence,) = settings.clinic.hours.absences(date(2026, 12, 1), date(2026, 12, 31))
    assert absence.span.minutes == 600
    back = next(each for each in away.findChildren(LinkButton) if each.words() == "Take back")
    back.click()
    settings.settle()
    assert settings.clinic.hours.absences(date(2026, 12, 1), date(2026, 12, 31)) == ()


def test_a_closure_that_ends_before_it_starts_is_refused(
    settings: Settings, away: AwaySection
) -> None:
    settings.type_into(away.starts.control, "27/11/2026")
    settings.type_into(away.ends.control, "26/11/2026")
    settings.press(Qt.Key.Key_Return)
    assert away.ends.trouble() == "The closure ends before it starts."
    assert away.starts.text() == "27/11/2026"


def test_a_day_that_is_none_is_refused_below_its_field(
    settings: Settings, away: AwaySection
) -> None:
    settings.type_into(away.starts.control, "someday")
    settings.press(Qt.Key.Key_Return)
    assert "someday" in away.starts.trouble()
