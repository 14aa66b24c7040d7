"""What may be a new password or passphrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.base.passwords import (
    LONGEST,
    SHORTEST,
    check_new_secret,
    common,
    own_length,
    weakness,
)

ABOUT = ("The Body Work Clinic", "Ruth Holt")


@pytest.mark.parametrize(
    "text",
    [
        "four plain words here",
        "marmalade under seven clocks",
        "teal heron on a bicycle",
        "xk7$Qm2!vB9pL",
        "café au lait 1",
        "london bridge falls",
        "кошка на крыше дома",
        "the clinic keeps eleven geese",
        "x" * 4 + "marmalade heron",
    ],
)
def test_words_that_nobody_else_puts_side_by_side_will_do(text: str) -> None:
    assert weakness(text, about=ABOUT) == ""


@pytest.mark.parametrize(
    "text",
    [
        "passwordpassword",
        "Password1234",
        "P@ssw0rd!2026",
        "correct horse battery staple",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop123",
        "poiuytrewq12",
        "1qaz2wsx3edc",
        "123456789012",
        "iloveyou12345!",
        "letmein letmein",
        "manchester united 1999",
        "sunshinesunshine1",
        "The Body Work Clinic",
        "bodywork-clinic-2026",
        "Ruth-Holt-nurse",
        "ruth holt ruth holt",
    ],
)
def test_what_is_tried_first_is_refused_however_long(text: str) -> None:
    assert "among the first" in weakness(text, about=ABOUT)


def test_a_name_is_known_only_where_it_is_the_clinics_or_the_persons() -> None:
    assert weakness("ottoline pemberton") == ""
    assert weakness("ottoline pemberton", about=("Ottoline Pemberton",)) != ""


@pytest.mark.parametrize(
    ("length", "fits"), [(SHORTEST - 1, False), (SHORTEST, True), (LONGEST, True)]
)
def test_length_at_its_edges(length: int, fits: bool) -> None:
    text = ("marmalade herons bicycle quietly " * 7)[:length]
    text = text if text.strip() == text else f"{text[:-1]}z"
    assert (weakness(text) == "") == fits


def test_spaces_at_the_ends_are_no_length_and_nothing_endless_is_taken() -> None:
    assert "fewer than" in weakness(" " * 20)
    assert "more than" in weakness("marmalade " * 50)


def test_the_refusal_names_the_field_and_never_the_secret() -> None:
    with pytest.raises(BadInput) as refused:
        check_new_secret("Password1234", field="new", called="passphrase")
    assert refused.value.field == "new"
    assert "passphrase" in str(refused.value)
    assert "Password1234" not in str(refused.value)


def test_the_list_is_long_and_holds_no_word_too_short_to_tell() -> None:
    assert len(common()) > 400
    assert min(map(len, common())) >= 4


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    assert 0 <= own_length(text, ABOUT) <= len(text) * 4 + 1
