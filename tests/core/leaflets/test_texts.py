"""The leaflets as shipped, against the standard and against each other."""

from __future__ import annotations

import re
import tomllib

import pytest

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.blocks import Notice, spoken
from clinic_desk.leaflets.filling import gaps
from clinic_desk.leaflets.library import Leaflet, leaflets_for
from clinic_desk.leaflets.lint import balance, faults

CODES = {
    "botulinum-toxin": "BTX-INFO",
    "micro-needling": "MN-INFO",
    "which-treatment": "COMPARE",
    "botulinum-toxin-aftercare": "BTX-AFTER",
    "micro-needling-aftercare": "MN-AFTER",
    "consultation": "CONSULT-INFO",
    "lines-and-your-skin": "PUBLIC",
}


def all_of(leaflet: Leaflet, values: dict[str, str]) -> str:
    """All its words, filled."""
    return "\n".join(words for block in leaflet.filled(values) for words in spoken(block))


def test_the_set_is_whole(leaflets: dict[str, Leaflet]) -> None:
    assert {name: each.head.code for name, each in leaflets.items()} == CODES
    assert all(each.file == f"{name}.md" for name, each in leaflets.items())


@pytest.mark.parametrize("name", CODES)
def test_a_leaflet_meets_the_standard(
    name: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    assert faults(leaflets[name], values) == ()


@pytest.mark.parametrize("name", CODES)
def test_numbers_of_the_protocol_are_never_typed_a_second_time(
    name: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    body = leaflets[name].body
    assert {gap for _, gap in gaps(body)} <= values.keys()
    assert values["phone"] not in body
    assert not re.search(r"\b(?:aged?|under|over) \d", body)


def test_a_protocol_that_leaves_21_days_is_printed_as_21_days(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    other = {**values, "needling_then_toxin": "21 days"}
    assert "micro-needling there in the last 21 days" in all_of(leaflets["botulinum-toxin"], other)
    assert "We leave 21 days before botulinum toxin" in all_of(leaflets["which-treatment"], other)
    assert "21 days: no botulinum toxin" in all_of(leaflets["micro-needling-aftercare"], other)


@pytest.mark.parametrize("name", ["botulinum-toxin", "micro-needling"])
def test_aftercare_gives_the_same_hours_as_the_leaflet_before_it(
    name: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    before, after = (all_of(leaflets[each], values) for each in (name, f"{name}-aftercare"))
    hours = re.compile(r"\b\d+ hours\b")
    assert set(hours.findall(after)) == set(hours.findall(before))


def test_every_leaflet_says_when_to_call_whom(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    for leaflet in leaflets.values():
        kinds = [block.kind for block in leaflet.blocks if isinstance(block, Notice)]
        assert kinds == ["call-999", "call-111", "call-us"], leaflet.file


@pytest.mark.parametrize("name", ["botulinum-toxin", "botulinum-toxin-aftercare"])
def test_signs_of_toxin_that_spreads_are_sent_to_111_or_999_for_four_weeks(
    name: str, leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    boxes = [each for each in leaflets[name].filled(values) if isinstance(each, Notice)]
    urgent = " ".join(spoken(next(each for each in boxes if each.kind == "call-111")))
    for sign in ("double", "slur", "weak", "swallow", "hours to 4 weeks"):
        assert sign in urgent
    ours = " ".join(spoken(next(each for each in boxes if each.kind == "call-us")))
    assert "breath" not in ours
    assert "swallow" not in ours


def test_nobody_is_told_to_stop_a_medicine(leaflets: dict[str, Leaflet]) -> None:
    for name in ("botulinum-toxin", "micro-needling"):
        assert "Do not stop a prescribed medicine unless the person who prescribed it says so" in (
            leaflets[name].body
        )


def test_the_comparison_gives_both_treatments_their_share(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    sides = balance(leaflets["which-treatment"].filled(values))
    assert sides is not None
    assert min(sides) >= 0.8 * max(sides)


def test_sheets_that_anybody_may_read_name_no_medicine(
    leaflets: dict[str, Leaflet], values: dict[str, str]
) -> None:
    for name in ("lines-and-your-skin", "consultation"):
        leaflet = leaflets[name]
        whole = all_of(leaflet, values) + "; ".join(leaflet.head.sources)
        assert not re.search(r"botulin|toxin|inject|needling", whole, re.IGNORECASE)


def test_leaflets_are_found_by_treatment(leaflets: dict[str, Leaflet]) -> None:
    found = {
        code: [each.head.code for each in leaflets_for(leaflets, code)]
        for code in ("BTX", "BTX_TOPUP", "MN", "CONSULT", "PROBLEM")
    }
    assert found == {
        "BTX": ["BTX-INFO", "BTX-AFTER"],
        "BTX_TOPUP": ["BTX-INFO", "BTX-AFTER"],
        "MN": ["MN-INFO", "MN-AFTER"],
        "CONSULT": ["CONSULT-INFO", "COMPARE"],
        "PROBLEM": [],
    }


def test_the_protocol_has_every_treatment_that_a_leaflet_is_for(
    leaflets: dict[str, Leaflet],
) -> None:
    files = (RESOURCES / "protocol" / "treatments").glob("*.toml")
    known = {
        each["code"]
        for file in files
        for each in tomllib.loads(file.read_text(encoding="utf-8"))["treatment"]
    }
    assert {code for leaflet in leaflets.values() for code in leaflet.head.treatments} <= known
