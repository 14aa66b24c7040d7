"""What stands in the form: read, kept as typed, and laid over what someone else has saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    PhoneDetails,
    SpokespersonDetails,
)
from ui.clients.details.typed import (
    DATES,
    Typed,
    details_of,
    guessed,
    is_unsaved,
    rebased,
    typed_from,
)

TODAY = date(2026, 11, 24)
ANNA = ClientDetails(
    given="Anna",
    family="Kowalska",
    born_on=date(1985, 4, 3),
    phones=(PhoneDetails("07700 900316", voicemail=True),),
    alerts=(AlertDetails("allergy", "lidocaine"),),
    id_seen_on=date(2026, 10, 3),
)
texts = st.text(max_size=12)
days = st.dates(date(1960, 1, 1), TODAY)


@given(st.builds(ClientDetails, given=texts, address=texts, born_on=days, consult_on=days))
@settings(max_examples=50)
def test_what_is_kept_comes_back_from_the_form_as_it_was(details: ClientDetails) -> None:
    assert details_of(typed_from(details), TODAY) == details
    assert not is_unsaved(typed_from(details), details, TODAY)


@pytest.mark.parametrize("spelling", ["3/4/85", "3 apr 85", "03041985", "3 April 1985"])
def test_a_birth_date_is_read_in_any_spelling(spelling: str) -> None:
    assert details_of(Typed(given="Anna", born_on=spelling), TODAY).born_on == ANNA.born_on


@pytest.mark.parametrize("name", DATES)
def test_a_date_that_cannot_be_read_names_its_own_field(name: str) -> None:
    with pytest.raises(BadInput) as trouble:
        details_of(replace(Typed(given="Anna"), **{name: "the other week"}), TODAY)
    assert trouble.value.field == name


def test_a_birth_date_to_come_is_refused() -> None:
    with pytest.raises(BadInput, match="in the future"):
        details_of(Typed(given="Anna", born_on="3/4/2030"), TODAY)


def test_lines_in_which_nothing_stands_are_left_out() -> None:
    typed = replace(
        typed_from(ANNA),
        phones=(*ANNA.phones, PhoneDetails(" ", voicemail=True)),
        spokespeople=(SpokespersonDetails(""),),
        alerts=(*ANNA.alerts, AlertDetails("flag", "")),
    )
    assert details_of(typed, TODAY) == ANNA
    assert not is_unsaved(typed, ANNA, TODAY)


def test_a_date_spelt_otherwise_is_no_change_and_an_unreadable_one_is() -> None:
    assert not is_unsaved(replace(typed_from(ANNA), born_on="3/4/85"), ANNA, TODAY)
    assert is_unsaved(replace(typed_from(ANNA), born_on="3/4/"), ANNA, TODAY)


def test_a_half_typed_form_can_still_be_compared_with_those_on_file() -> None:
    typed = Typed(given="Anna", born_on="3/4/", phones=(PhoneDetails("077"),))
    assert guessed(typed, TODAY) == ClientDetails(given="Anna", phones=(PhoneDetails("077"),))


def test_only_what_was_changed_here_stays_over_what_someone_else_saved() -> None:
    typed = replace(typed_from(ANNA), given="Ania", desk_note="Parks behind")
    theirs = replace(ANNA, family="Nowak", desk_note="Room 1")
    merged = rebased(typed, ANNA, theirs)
    assert (merged.given, merged.family, merged.desk_note) == ("Ania", "Nowak", "Parks behind")


def test_lines_added_by_two_people_are_both_kept() -> None:
    mine = replace(typed_from(ANNA), alerts=(*ANNA.alerts, AlertDetails("flag", "cold sores")))
    theirs = replace(ANNA, alerts=(AlertDetails("allergy", "latex"), *ANNA.alerts))
    words = [alert.text for alert in rebased(mine, ANNA, theirs).alerts]
    assert sorted(words) == ["cold sores", "latex", "lidocaine"]


def test_a_line_taken_out_by_one_of_two_people_is_out() -> None:
    mine = replace(typed_from(ANNA), alerts=())
    theirs = replace(ANNA, phones=(), alerts=(*ANNA.alerts, AlertDetails("flag", "latex")))
    merged = rebased(mine, ANNA, theirs)
    assert merged.phones == ()
    assert [alert.text for alert in merged.alerts] == ["latex"]
