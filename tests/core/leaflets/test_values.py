"""What fills the gaps, read from the protocol."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.loading import load_protocol
from clinic_desk.safety.protocol import Protocol
from tests.core.leaflets.conftest import CLINIC

PROTOCOL = load_protocol(RESOURCES / "protocol")


def with_treatment(code: str, **changes: object) -> Protocol:
    """The protocol with some figures of one treatment moved."""
    catalogue = PROTOCOL.catalogue
    treatments = tuple(
        each._replace(**changes) if each.code == code else each  # type: ignore[arg-type]
        for each in catalogue.treatments
    )
    return replace(PROTOCOL, catalogue=replace(catalogue, treatments=treatments))


def test_the_draft_protocol_fills_what_the_fact_sheet_says(values: dict[str, str]) -> None:
    expected = {
        "toxin_min_age": "18",
        "toxin_older_age": "65",
        "toxin_repeat": "3 months",
        "toxin_lasts": "3 to 4 months",
        "toxin_full_days": "14",
        "needling_then_toxin": "14 days",
        "toxin_then_needling": "14 days",
        "needling_gap_weeks": "4 weeks",
        "needling_sessions": "3 to 6",
        "needling_change": "4 to 6 weeks",
        "needling_full": "5 months",
        "needling_minutes": "30 to 45",
        "isotretinoin": "6 months",
        "retinoid_pause": "5 days",
        "cooling_off": "2 days or more",
        "challenge_age": "25",
        "phone": "01223 455144",
    }
    assert {name: values[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("code", "changes", "gap", "printed"),
    [
        ("BTX", {"lasts_days": 120}, "toxin_lasts", "4 to 5 months"),
        ("BTX", {"minutes_first": 30}, "toxin_visit_minutes", "30"),
        ("MN", {"review_after_days": 35, "review_until_days": 35}, "needling_change", "5 weeks"),
        ("MN", {"review_after_days": 30}, "needling_change", "30 to 42 days"),
        ("MN", {"results_to_days": 49}, "needling_full", "7 weeks"),
        ("MN", {"numbing_minutes": 20}, "needling_minutes", "40 to 55"),
    ],
)
def test_a_figure_that_the_clinic_moves_is_printed_as_moved(
    code: str, changes: dict[str, object], gap: str, printed: str
) -> None:
    assert protocol_values(with_treatment(code, **changes), CLINIC)[gap] == printed


def test_what_the_protocol_does_not_say_fills_nothing() -> None:
    values = protocol_values(with_treatment("BTX", lasts_days=None, older_age_warn=None), CLINIC)
    assert not {"toxin_lasts", "toxin_older_age"} & values.keys()


def test_no_days_to_think_are_as_long_as_you_like() -> None:
    settings = PROTOCOL.settings._replace(cooling_off_warn_below_days=0)
    values = protocol_values(replace(PROTOCOL, settings=settings), CLINIC)
    assert values["cooling_off"] == "as long as you like"
