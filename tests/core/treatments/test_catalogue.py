"""Places and treatments as the shipped protocol has them."""

from __future__ import annotations

import pytest

from clinic_desk.base.errors import BadInput
from clinic_desk.treatments.places import Choice
from tests.core.safety.desk import shipped

CATALOGUE = shipped().catalogue
PLACES = CATALOGUE.places


@pytest.mark.parametrize(
    ("a", "b", "nearness"),
    [
        (["glabella"], ["glabella"], "same_zone"),
        (["full_face"], ["nose"], "same_zone"),
        (["periorbital"], ["crows_feet"], "same_zone"),
        (["nose"], ["chin"], "same_region"),
        (["nose"], ["platysma"], "adjacent"),
        (["decolletage"], ["neck"], "adjacent"),
        (["decolletage"], ["nose"], "elsewhere"),
        (["legs", "nose"], ["back", "neck"], "adjacent"),
        ([], ["legs"], "same_zone"),
        ([], [], "same_zone"),
    ],
)
def test_nearness_is_that_of_the_nearest_pair_whichever_way_round(
    a: list[str], b: list[str], nearness: str
) -> None:
    assert PLACES.nearness(a, b) == nearness
    assert PLACES.nearness(b, a) == nearness


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(BadInput, match="'knee'"):
        PLACES.nearness(["knee"], [])


@pytest.mark.parametrize("choice", PLACES.choices, ids=lambda choice: choice.id)
def test_a_coarse_choice_is_never_milder_than_any_place_it_may_turn_out_to_be(
    choice: Choice,
) -> None:
    regions = {PLACES.region_of[zone] for zone in choice.zones}
    for region in regions:
        for zone in PLACES.regions[region]:
            assert PLACES.nearness(choice.zones, [zone]) == "same_zone"
    assert PLACES.choice(choice.id) is choice
    assert PLACES.label(choice.zones) == choice.label


def test_every_region_can_be_chosen_at_the_desk() -> None:
    chosen = {PLACES.region_of[zone] for choice in PLACES.choices for zone in choice.zones}
    assert chosen == set(PLACES.regions)


def test_places_are_told_in_plain_words() -> None:
    assert PLACES.in_words(["glabella", "crows_feet"]) == "the frown lines and the crow's feet"
    assert PLACES.in_words(["full_face"]) == "the face"
    assert PLACES.label(["glabella", "nose"]) == "frown lines and nose"
    assert PLACES.label([]) == "Not sure"


def test_what_is_switched_on_may_be_booked_in_the_order_to_show() -> None:
    assert [each.code for each in CATALOGUE.bookable] == [
        "CONSULT",
        "BTX",
        "MN",
        "BTX_REVIEW",
        "BTX_TOPUP",
        "PROBLEM",
    ]
    assert [each.short_name for each in CATALOGUE.bookable] == [
        "Free consultation",
        "Botulinum toxin",
        "Micro-needling",
        "Review",
        "Top-up",
        "Problem visit",
    ]


def test_what_is_had_elsewhere_cannot_be_booked_and_says_so() -> None:
    assert "EXT_FILLER" in CATALOGUE.elsewhere
    with pytest.raises(BadInput, match="cannot be booked here"):
        CATALOGUE.treatment("EXT_FILLER")
    with pytest.raises(BadInput, match="no treatment called 'BTZ'"):
        CATALOGUE.treatment("BTZ")


def test_minutes_differ_between_a_first_visit_and_a_repeat() -> None:
    toxin = CATALOGUE.treatment("BTX")
    assert (toxin.minutes(first=True), toxin.minutes(first=False)) == (45, 30)
    needling = CATALOGUE.treatment("MN")
    assert (needling.numbing_minutes, needling.prep_minutes, needling.cleanup_minutes) == (
        30,
        10,
        15,
    )
