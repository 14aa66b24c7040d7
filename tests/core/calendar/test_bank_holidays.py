from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.calendar.bank_holidays import bank_holiday, bank_holidays, worked_out


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 24), ""),
        (date(2026, 12, 28), "Boxing Day, substitute day"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2026, 11, 30), ""),  # St Andrew's Day is Scotland's
        (date(2027, 3, 17), ""),  # St Patrick's Day is Northern Ireland's
    ],
)
def test_bank_holidays_are_those_of_england(day: date, name: str) -> None:
    assert bank_holiday(day) == name


def test_a_year_is_worked_out_once() -> None:
    assert bank_holidays(2026) is bank_holidays(2026)


@pytest.mark.parametrize("year", [*range(2015, 2051), 1999, 2060])
def test_what_is_kept_is_what_the_library_works_out(year: int) -> None:
    assert dict(bank_holidays(year)) == dict(worked_out(year))
