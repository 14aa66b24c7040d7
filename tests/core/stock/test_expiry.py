"""The expiry as it is typed from a box."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.base.errors import BadInput
from clinic_desk.stock.expiry import read_expiry

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("03/2027", date(2027, 3, 31)),
        ("3/27", date(2027, 3, 31)),
        ("02/2028", date(2028, 2, 29)),
        ("02/2027", date(2027, 2, 28)),
        ("2027-03", date(2027, 3, 31)),
        ("mar 2027", date(2027, 3, 31)),
        ("EXP: Sept 27", date(2027, 9, 30)),
        ("mar2027", date(2027, 3, 31)),
        ("12/2026", date(2026, 12, 31)),
        ("31/3/2027", date(2027, 3, 31)),
        ("1.3.27", date(2027, 3, 1)),
        ("2027-03-01", date(2027, 3, 1)),
        ("15 March 2027", date(2027, 3, 15)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_a_month_means_its_last_day_and_a_day_itself(typed: str, meant: date) -> None:
    assert read_expiry(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "soon", "13/2027", "31/2/2027", "29/2/2027", "3/2072", "marble 27", "2027", "3/"]
)
def test_what_is_no_expiry_is_said_and_nothing_guessed(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_expiry(typed, TODAY)
    assert refused.value.field == "expires_on"
