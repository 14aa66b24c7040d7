"""Birth dates in any spelling."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.clients.birth_dates import read_birth_date

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "3/4/85",
        "03/04/85",
        "3.4.1985",
        "3-4-85",
        "3 4 1985",
        " 3 / 4 / 1985 ",
        "3,4,85",
        "030485",
        "03041985",
        "19850403",
        "1985-04-03",
        "1985/4/3",
        "3 apr 85",
        "3apr85",
        "3 April 1985",
        "3rd April 1985",
        "3rd of april, 1985",
        "3-Apr-1985",
        "APRIL 3rd, 1985",
        "٣/٤/١٩٨٥",
    ],
)
def test_every_spelling_is_the_third_of_april(typed: str) -> None:
    assert read_birth_date(typed, TODAY) == date(1985, 4, 3)


@pytest.mark.parametrize(
    ("typed", "born_on"),
    [
        ("24/11/26", date(2026, 11, 24)),
        ("25/11/26", date(1926, 11, 25)),
        ("1/1/00", date(2000, 1, 1)),
        ("1/1/27", date(1927, 1, 1)),
        ("29/2/84", date(1984, 2, 29)),
        ("29 feb 2000", date(2000, 2, 29)),
        ("5 sept 1990", date(1990, 9, 5)),
        ("20011012", date(2001, 10, 12)),
        ("12102001", date(2001, 10, 12)),
        ("25/11/1906", date(1906, 11, 25)),
    ],
)
def test_years_of_two_digits_lie_in_the_past(typed: str, born_on: date) -> None:
    assert read_birth_date(typed, TODAY) == born_on


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("29/2/85", "no 29 February in 1985"),
        ("29 feb 1900", "no 29 February in 1900"),
        ("31/4/1985", "no 31 April"),
        ("4/13/85", "no month 13"),
        ("32/1/85", "day 32"),
        ("0/1/85", "day 0"),
        ("25/11/2026", "in the future"),
        ("1/1/2027", "in the future"),
        ("24/11/1906", "120 years"),
        ("1/1/0000", "120 years"),
        ("", "could not be read"),
        ("soon", "could not be read"),
        ("3/4", "could not be read"),
        ("3/4/985", "could not be read"),
        ("3 foo 85", "could not be read"),
        ("<b>3/4/85</b>", "could not be read"),
        ("9" * 5000, "could not be read"),
        ("29/2/2025", "There was no 29 February in 2025"),
        ("29/2/2027", "There is no 29 February in 2027"),
    ],
)
def test_what_is_no_birth_date_is_refused_in_a_sentence(typed: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        read_birth_date(typed, TODAY)
    assert refused.value.field == "born_on"
    assert refused.value.what.endswith(".")


@given(st.dates(min_value=date(1907, 1, 1), max_value=TODAY))
def test_any_date_is_read_back_as_the_desk_writes_it(born_on: date) -> None:
    for shape in ("%d/%m/%Y", "%d%m%Y", "%d %b %Y", "%-d.%-m.%Y", "%Y-%m-%d"):
        assert read_birth_date(born_on.strftime(shape), TODAY) == born_on


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_sentence(typed: str) -> None:
    with suppress(BadInput):
        assert read_birth_date(typed, TODAY) <= TODAY
