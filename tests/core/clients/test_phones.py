"""Phone numbers, however they are spaced and begun."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.clients.phones import phone_digits, phone_warning


@pytest.mark.parametrize(
    "typed",
    [
        "07700900316",
        "07700 900316",
        "0 7 7 0 0 9 0 0 3 1 6",
        "+44 7700 900316",
        "+447700900316",
        "+44 (0)7700 900316",
        "0044 7700 900316",
        "447700900316",
        "7700900316",
        " (07700) 900-316 ",
        "07700.900.316",
        "07700\u00a0900316",
        "\u202a+44 7700 900316\u202c",
    ],
)
def test_every_british_spelling_has_the_same_digits(typed: str) -> None:
    assert phone_digits(typed) == "07700900316"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("+33 6 12 34 56 78", "33612345678"), ("0033 612345678", "33612345678"), ("999", "999")],
)
def test_a_number_from_elsewhere_begins_with_its_country(typed: str, digits: str) -> None:
    assert phone_digits(typed) == digits


@pytest.mark.parametrize(
    "typed", ["none", "07700 9OO316", "ask Anna", "07700900316 ext 2", "☎ 12345"]
)
def test_letters_are_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match="digits, spaces and") as refused:
        phone_digits(typed)
    assert refused.value.field == "phone"


@pytest.mark.parametrize("typed", ["", "+", "12", "1" * 21])
def test_far_too_few_or_many_digits_are_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="3 to 20 digits"):
        phone_digits(typed)


@pytest.mark.parametrize("typed", ["01223 455144", "07400 123456", "+33 6 12 34 56 78"])
def test_a_known_kind_of_number_raises_no_word(typed: str) -> None:
    assert phone_warning(typed) == ""


@pytest.mark.parametrize(
    "typed", ["07700 900316", "020 7946 0018", "01632 960123", "0113 496 0999", "029 2018 0001"]
)
def test_numbers_kept_for_drama_raise_no_word(typed: str) -> None:
    assert phone_warning(typed) == ""


@pytest.mark.parametrize("typed", ["07700 90031", "0123", "099999 999999", "+999 12345"])
def test_an_odd_number_is_warned_of_and_kept(typed: str) -> None:
    assert "unusual number" in phone_warning(typed)


@given(st.text(max_size=40))
def test_any_text_is_digits_or_a_sentence(typed: str) -> None:
    with suppress(BadInput):
        digits = phone_digits(typed)
        assert digits.isascii()
        assert digits.isdecimal()
