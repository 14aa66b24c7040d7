"""What stands between a draft and a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Content,
    Cream,
    Lot,
    NeedledArea,
    NeedlingContent,
    NotTreatedContent,
    Passed,
    Point,
    ReviewContent,
    ToxinContent,
    Vial,
)
from clinic_desk.records.missing import LotFacts, SigningFacts, VialFacts
from clinic_desk.records.numbing import holds_lidocaine, numbing_allergy
from clinic_desk.records.signing import what_is_missing
from clinic_desk.safety.facts import Answer

DAY = date(2026, 11, 24)
CONSULTED = date(2026, 11, 3)
ON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RUTH, AMIRA = 1, 2
FACTS = SigningFacts(
    treated_on=DAY,
    today=DAY,
    by=RUTH,
    may_sign=frozenset({RUTH}),
    visit_status="completed",
    booked_status="Completed",
    needs_prescriber=True,
    needs_consult=True,
    prescribers=frozenset({RUTH}),
    consultations=frozenset({CONSULTED}),
    consult_valid_days=365,
    vials={7: VialFacts("", needs_mixing=True)},
    lots={4: LotFacts("cartridge", ""), 5: LotFacts("cream", "")},
    consent_scope="BTX",
    consent_state="current",
    to_undress=frozenset({"back"}),
)
TOXIN = ToxinContent(
    vials=(Vial(7, 3, "Azzalure", "Speywood U", "A1", date(2027, 1, 31), 125, 630, ON),),
    points=(Point("face_front", 0.5, 0.3, 1000, "glabella"),),
    prescriber_id=RUTH,
    consulted_on=CONSULTED,
    line_type="dynamic",
    chaperone="declined",
)
NEEDLING = NeedlingContent(
    areas=(NeedledArea("cheeks", 75, 3),),
    device="Pen",
    cartridge=Lot(4, "N12", "L9", date(2028, 1, 1)),
    new_cartridge=True,
    end_point="Even redness",
    session=1,
    sessions=3,
)
CREAM = Cream("LMX 4", Lot(5, "LMX 4", "C1"), ON, ON + timedelta(minutes=30))
ALLERGIC = {"numbing_allergy": "An allergy to lidocaine or numbing cream is on file."}
WHOLE: tuple[Content, ...] = (
    TOXIN,
    NEEDLING,
    replace(NEEDLING, cream=CREAM),
    ConsultationContent(
        "both", True, RUTH, "Both treatments", ("botulinum-toxin",), "think_it_over"
    ),
    ReviewContent("Even, brows level"),
    AdverseEventContent(DAY, "Droopy lid", "mild", (Lot(3),), "Seen today"),
)


def fields(content: Content, **facts: Any) -> list[str]:
    return [each.field for each in what_is_missing(content, replace(FACTS, **facts))]


@pytest.mark.parametrize("content", WHOLE, ids=lambda content: content.kind)
def test_a_whole_record_lacks_nothing(content: Content) -> None:
    assert fields(content) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"vials": ()}, "vials"),
        ({"points": ()}, "points"),
        ({"points": (Point("face_front", 0.5, 0.3, 0, "glabella"),)}, "points"),
        ({"points": (Point("face_front", 0.5, 0.3, 100, "", off_label=False),)}, "points"),
        ({"prescriber_id": None}, "prescriber_id"),
        ({"prescriber_id": AMIRA}, "prescriber_id"),
        ({"consulted_on": None}, "consulted_on"),
        ({"consulted_on": date(2026, 11, 4)}, "consulted_on"),
        ({"line_type": ""}, "line_type"),
        ({"chaperone": ""}, "chaperone"),
        (
            {"points": (Point("face_front", 0.5, 0.3, 9, "chin", off_label=True),)},
            "off_label_explained",
        ),
        ({"vials": (replace(TOXIN.vials[0], diluent_ul=None),)}, "vials"),
    ],
)
def test_a_toxin_record_is_not_signed_without(changed: dict[str, Any], field: str) -> None:
    missing = what_is_missing(replace(TOXIN, **changed), FACTS)
    assert field in [each.field for each in missing if each.stops]


def test_an_area_outside_the_label_is_signed_once_it_was_explained() -> None:
    points = (Point("face_front", 0.5, 0.3, 9, "chin", off_label=True),)
    assert fields(replace(TOXIN, points=points, off_label_explained=True)) == []


@pytest.mark.parametrize(("gap", "stops"), [(0, False), (365, False), (366, True)])
def test_a_consultation_is_in_date_up_to_its_last_day(gap: int, stops: bool) -> None:
    consulted = DAY - timedelta(days=gap)
    content = replace(TOXIN, consulted_on=consulted)
    assert fields(content, consultations=frozenset({consulted})) == ["consulted_on"] * stops


def test_nothing_is_signed_without_any_consultation_on_file() -> None:
    (missing,) = what_is_missing(TOXIN, replace(FACTS, consultations=frozenset()))
    assert missing.stops
    assert "no face-to-face consultation" in missing.sentence


def test_a_vial_that_may_not_be_used_stops_and_says_why() -> None:
    facts = replace(FACTS, vials={7: VialFacts("Batch A1 expired on 1 November 2026.")})
    (missing,) = what_is_missing(TOXIN, facts)
    assert (missing.stops, missing.sentence) == (True, "Batch A1 expired on 1 November 2026.")


def test_a_vial_of_two_clients_is_signed_with_a_reason_for_that_vial_alone() -> None:
    facts = replace(FACTS, vials={7: VialFacts("", other_clients=1)})
    (missing,) = what_is_missing(TOXIN, facts)
    assert not missing.stops
    seen = replace(TOXIN, passed=(Passed(missing.code, "Sisters, at one sitting"),))
    assert what_is_missing(seen, facts) == ()
    for passed in (Passed(missing.code, " "), Passed("vial-shared:8", "Sisters")):
        assert what_is_missing(replace(TOXIN, passed=(passed,)), facts) == (missing,)


def test_a_vial_opened_long_after_the_visit_is_signed_with_a_reason() -> None:
    later = "It was mixed at 16:00; the visit was over at 10:30."
    facts = replace(FACTS, vials={7: VialFacts("", later=later)})
    (missing,) = what_is_missing(TOXIN, facts)
    assert not missing.stops
    assert later in missing.sentence
    seen = replace(TOXIN, passed=(Passed("vial-later:7", "Entered in the evening"),))
    assert what_is_missing(seen, facts) == ()


def test_a_stop_is_passed_by_no_tick() -> None:
    passed = tuple(Passed(code, "In a hurry") for code in ("", "points", "vials"))
    assert fields(replace(TOXIN, points=(), passed=passed)) != []


def test_more_than_the_vial_holds_asks_for_a_reason() -> None:
    points = (Point("face_front", 0.5, 0.3, 12_501, "glabella"),)
    (missing,) = what_is_missing(replace(TOXIN, points=points), FACTS)
    assert (missing.field, missing.stops) == ("points", False)


@pytest.mark.parametrize("state", ["none", "outdated", "withdrawn"])
@pytest.mark.parametrize("content", [TOXIN, NEEDLING], ids=["toxin", "needling"])
def test_a_missing_consent_asks_for_a_reason_and_does_not_stop(
    content: Content, state: str
) -> None:
    (missing,) = what_is_missing(content, replace(FACTS, consent_state=state))
    assert (missing.field, missing.stops) == ("consent", False)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"areas": ()}, "areas"),
        ({"areas": (NeedledArea("cheeks", 0, 3),)}, "areas"),
        ({"areas": (NeedledArea("back", 150, 3),)}, "chaperone"),
        ({"device": ""}, "device"),
        ({"cartridge": None}, "cartridge"),
        ({"cartridge": Lot(5)}, "cartridge"),
        ({"cartridge": Lot(99)}, "cartridge"),
        ({"new_cartridge": False}, "new_cartridge"),
        ({"cream": replace(CREAM, off_at=None)}, "cream"),
        ({"cream": replace(CREAM, off_at=ON)}, "cream"),
        ({"cream": replace(CREAM, product=" ")}, "cream"),
        ({"end_point": " "}, "end_point"),
        ({"session": None}, "session"),
        ({"session": 4}, "session"),
    ],
)
def test_a_needling_record_is_not_signed_without(changed: dict[str, Any], field: str) -> None:
    missing = what_is_missing(replace(NEEDLING, **changed), FACTS)
    assert [each.field for each in missing if each.stops] == [field]


def test_a_lidocaine_allergy_stops_the_cream_and_not_the_needling() -> None:
    assert fields(replace(NEEDLING, cream=CREAM), **ALLERGIC) == ["cream"]
    assert fields(NEEDLING, **ALLERGIC) == []


@pytest.mark.parametrize(
    ("cream", "stops"),
    [
        (Cream("Tetracaine gel", None, ON, ON, without_lidocaine=True), False),
        (Cream("Tetracaine gel", None, ON, ON), True),
        (Cream("Lidocaine 4 %", None, ON, ON, without_lidocaine=True), True),
        (Cream("EMLA", None, ON, ON, without_lidocaine=True), True),
    ],
)
def test_a_cream_holds_lidocaine_unless_its_box_says_otherwise(cream: Cream, stops: bool) -> None:
    assert holds_lidocaine(cream) == stops


@pytest.mark.parametrize(
    ("kind", "text", "speaks"),
    [
        ("allergy", "LIDOCAINE", True),
        ("allergy", "lignocaine, rash 2019", True),
        ("allergy", "Emla cream", True),
        ("allergy", "local anaesthetics", True),
        ("allergy", "Numbing cream at the dentist", True),
        ("allergy", "latex", False),
        ("flag", "Allergic to lidocaine", True),
        ("flag", "Had lidocaine before, no trouble", False),
    ],
)
def test_what_counts_as_an_allergy_to_lidocaine(kind: str, text: str, speaks: bool) -> None:
    assert bool(numbing_allergy([(kind, text)], {})) == speaks


@pytest.mark.parametrize("current", [True, False])
def test_a_yes_to_the_health_question_counts_while_it_stands(current: bool) -> None:
    answers = {"nickel_lidocaine_allergy": Answer(current=current)}
    assert bool(numbing_allergy([], answers)) == current


@pytest.mark.parametrize(
    ("content", "status", "fits"),
    [
        (TOXIN, "partial", True),
        (TOXIN, "in_treatment", False),
        (TOXIN, "not_treated", False),
        (NotTreatedContent("Cold sore"), "not_treated", True),
        (NotTreatedContent("Cold sore"), "completed", False),
        (WHOLE[-1], "no_show", True),
    ],
)
def test_a_record_fits_the_status_of_its_visit(content: Content, status: str, fits: bool) -> None:
    assert fields(content, visit_status=status) == ["visit"] * (not fits)


def test_only_the_person_who_treated_signs() -> None:
    assert fields(TOXIN, by=AMIRA) == ["by"]


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        (
            ConsultationContent(),
            ["line_type", "face_to_face", "seen_by", "discussed", "decision"],
        ),
        (ReviewContent(), ["found"]),
        (AdverseEventContent(), ["noticed_on", "what", "severity", "advised"]),
        (AdverseEventContent(DAY + timedelta(days=1), "x", "mild", (), "x"), ["noticed_on"]),
        (AdverseEventContent(DAY - timedelta(days=1), "x", "mild", (), "x"), ["noticed_on"]),
    ],
)
def test_an_empty_record_lists_all_that_it_lacks(content: Content, lacks: list[str]) -> None:
    assert fields(content) == lacks


def test_a_refused_visit_needs_its_reason() -> None:
    assert fields(NotTreatedContent(" "), visit_status="not_treated") == ["reason"]
