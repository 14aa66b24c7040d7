"""Visits kept apart: thresholds to the day, order, places and statuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_desk.safety.loading import with_settings
from tests.core.safety.desk import TODAY, asked, event, found, shipped, weights

DAY = date(2026, 12, 1)


def gap(earlier: str, later: str, days: int, place: str = "full_face") -> str:
    """The weight of the finding for two visits so many days apart; empty for none."""
    day = (DAY + timedelta(days=days)).isoformat()
    before = event(earlier, DAY.isoformat(), place, at="09:00")
    facts = asked(later, day, place, at="17:00", events=(before,))
    spacing = {k: v for k, v in weights(facts).items() if k.startswith("SP-")}
    assert len(spacing) <= 1
    return next(iter(spacing.values()), "")


@pytest.mark.parametrize(
    ("earlier", "later", "blocked_to", "warned_to", "noted_to"),
    [
        ("MN", "BTX", 13, 13, 13),
        ("MN", "BTX_TOPUP", 13, 13, 13),
        ("MN", "BTX_SWEAT", 13, 13, 13),
        ("BTX", "MN", 6, 13, 13),
        ("BTX_TOPUP", "MN", 6, 13, 13),
        ("EXT_TOXIN", "MN", 6, 13, 13),
        ("BTX", "BTX", 83, 89, 89),
        ("BTX_SWEAT", "BTX_SWEAT", 111, 111, 111),
        ("BTX_SWEAT", "BTX", 83, 89, 89),
        ("BTX", "BTX_MIGRAINE", 83, 89, 89),
        ("MN", "MN", 13, 27, 27),
        ("EXT_PEEL_SUPERFICIAL", "MN", 6, 13, 13),
        ("EXT_PEEL_DEEP", "MN", 27, 89, 89),
        ("EXT_LASER_NONABL", "MN", 13, 27, 27),
        ("EXT_LASER_ABL", "MN", 89, 179, 179),
        ("EXT_SURGERY_FACE", "MN", 89, 179, 179),
        ("EXT_FILLER", "MN", 13, 27, 27),
        ("EXT_PEEL_SUPERFICIAL", "BTX", 6, 13, 13),
        ("EXT_PEEL_DEEP", "BTX_TOPUP", 6, 13, 13),
        ("EXT_SUNBURN", "BTX", 6, 13, 13),
        ("EXT_WAX", "MN", -1, 6, 6),
        ("EXT_FACIAL", "MN", -1, 6, 6),
        ("EXT_SUNBURN", "MN", 13, 13, 13),
        ("EXT_DENTAL_MAJOR", "BTX", -1, 13, 13),
        ("EXT_DENTAL_MAJOR", "MN", -1, 13, 13),
        ("EXT_VACCINE", "BTX", -1, -1, 6),
        ("EXT_VACCINE", "MN", -1, -1, 6),
    ],
)
def test_a_gap_equal_to_the_number_passes_and_a_day_less_does_not(
    earlier: str, later: str, blocked_to: int, warned_to: int, noted_to: int
) -> None:
    for days in range(190):
        expected = (
            "block"
            if days <= blocked_to
            else "warn"
            if days <= warned_to
            else "note"
            if days <= noted_to
            else ""
        )
        assert gap(earlier, later, days) == expected, days


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("BTX_SWEAT", "BTX_TOPUP"),
        ("EXT_DENTAL_MINOR", "BTX"),
        ("EXT_DENTAL_MINOR", "MN"),
        ("EXT_FILLER", "BTX"),
        ("EXT_WAX", "BTX"),
        ("BTX", "BTX_REVIEW"),
        ("MN", "BTX_REVIEW"),
        ("MN", "PROBLEM"),
        ("MN", "CONSULT"),
        ("CONSULT", "MN"),
        ("PROBLEM", "BTX"),
        ("BTX_REVIEW", "MN"),
        ("BTX", "BTX_SWEAT"),
    ],
)
def test_what_no_rule_names_or_is_exempt_is_never_kept_apart(earlier: str, later: str) -> None:
    assert gap(earlier, later, 1) == ""


@pytest.mark.parametrize(
    ("first", "again", "weight"),
    [
        ("2026-11-30", "2027-02-27", "warn"),
        ("2026-11-30", "2027-02-28", ""),
        ("2027-11-30", "2028-02-28", "warn"),
        ("2027-11-30", "2028-02-29", ""),
        ("2026-12-31", "2027-03-30", "warn"),
        ("2026-12-31", "2027-03-31", ""),
        ("2027-01-31", "2027-04-29", "warn"),
        ("2027-01-31", "2027-04-30", ""),
    ],
)
def test_three_months_end_on_the_same_number_or_the_last_of_the_month(
    first: str, again: str, weight: str
) -> None:
    asking = asked("BTX", again, events=(event("BTX", first),), questionnaire_on=DAY)
    asking = (
        asking
        if first < "2027"
        else asked(
            "BTX",
            again,
            events=(event("BTX", first),),
            questionnaire_on=date.fromisoformat(first),
            consult_on=date.fromisoformat(first),
        )
    )
    assert weights(asking).get("SP-BTX-BTX", "") == weight


def test_three_months_are_counted_from_the_earlier_of_the_two_whichever_is_asked_for() -> None:
    ahead = (event("BTX", "2027-05-31", status="booked"),)
    for day, expected in (("2027-02-28", {}), ("2027-03-01", {"SP-BTX-BTX": "warn"})):
        facts = asked("BTX", day, events=ahead, questionnaire_on=date(2027, 1, 1))
        assert weights(facts) == expected


@pytest.mark.parametrize(
    ("needled", "injected", "weight"),
    [
        (("full_face",), ("glabella",), "block"),
        (("cheeks",), ("crows_feet",), "block"),
        (("full_face",), ("neck",), "warn"),
        (("platysma",), ("jaw",), "warn"),
        (("scalp",), ("forehead",), "warn"),
        (("decolletage",), ("neck",), "warn"),
        (("decolletage",), ("glabella",), "note"),
        (("abdomen",), ("glabella",), "note"),
        (("legs", "back"), ("axillae",), "note"),
        (("arms",), ("axillae",), "warn"),
        (("hands",), ("axillae",), "note"),
        (("legs", "cheeks"), ("axillae", "jaw"), "block"),
        ((), ("glabella",), "block"),
        (("abdomen",), (), "block"),
        ((), (), "block"),
    ],
)
def test_the_nearest_of_the_places_counts_and_no_place_is_the_same_place(
    needled: tuple[str, ...], injected: tuple[str, ...], weight: str
) -> None:
    one = event("MN", "2026-12-01", *needled, unknown=not needled)
    facts = asked("BTX", "2026-12-05", *injected, unknown=not injected, events=(one,))
    assert weights(facts) == {"SP-MN-BTX": weight}


@pytest.mark.parametrize(
    ("before", "now", "weight"),
    [
        ("full_face", "chin", "block"),
        ("chin", "full_face", "block"),
        ("periorbital", "crows_feet", "block"),
        ("perioral", "upper_lip", "block"),
        ("chin", "perioral", "block"),
        ("neck", "platysma", "block"),
        ("crows_feet", "forehead", "warn"),
        ("upper_lip", "chin", "warn"),
        ("glabella", "platysma", "warn"),
        ("axillae", "glabella", "warn"),
    ],
)
def test_two_names_for_the_same_skin_are_the_same_zone(before: str, now: str, weight: str) -> None:
    facts = asked("BTX", "2026-12-20", now, events=(event("BTX", "2026-11-01", before),))
    assert weights(facts) == {"SP-BTX-BTX": weight}


@pytest.mark.parametrize(
    ("toxin_at", "needling_at", "rules"),
    [
        ("10:00", "11:30", {"SP-BTX-MN"}),
        ("11:30", "10:00", {"SP-MN-BTX"}),
        ("10:00", "10:00", {"SP-BTX-MN", "SP-MN-BTX"}),
        (None, "10:00", {"SP-BTX-MN", "SP-MN-BTX"}),
        ("10:00", None, {"SP-BTX-MN", "SP-MN-BTX"}),
        (None, None, {"SP-BTX-MN", "SP-MN-BTX"}),
    ],
)
def test_on_one_day_the_times_order_two_visits_and_without_them_both_orders_are_tried(
    toxin_at: str | None, needling_at: str | None, rules: set[str]
) -> None:
    toxin = event("BTX", "2026-12-01", at=toxin_at, status="booked")
    assert set(weights(asked("MN", "2026-12-01", at=needling_at, events=(toxin,)))) == rules
    needling = event("MN", "2026-12-01", at=needling_at, status="booked")
    assert set(weights(asked("BTX", "2026-12-01", at=toxin_at, events=(needling,)))) == rules


def test_an_order_that_no_rule_names_is_free_on_the_same_day() -> None:
    peel = event("EXT_PEEL_DEEP", "2026-12-01", at="15:00")
    assert weights(asked("MN", "2026-12-01", at="10:00", events=(peel,))) == {}
    assert weights(asked("MN", "2026-12-01", at="16:00", events=(peel,))) == {
        "SP-PEELD-MN": "block"
    }


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("completed", True),
        ("partial", True),
        ("booked", True),
        ("confirmed", True),
        ("arrived", True),
        ("in_treatment", True),
        ("pencilled", True),
        ("cancelled", False),
        ("no_show", False),
        ("rescheduled", False),
        ("not_treated", False),
    ],
)
def test_only_what_was_done_or_stands_in_the_diary_counts(status: str, counts: bool) -> None:
    for day in ("2026-11-30", "2026-11-20"):
        facts = asked("BTX", "2026-12-02", events=(event("MN", day, status=status),))
        assert ("SP-MN-BTX" in weights(facts)) is counts


def test_the_visit_that_is_moved_does_not_stand_in_its_own_way() -> None:
    old = event("MN", "2026-12-01", status="booked", id="7")
    other = event("MN", "2026-12-05", status="booked", id="8")
    assert weights(asked("MN", "2026-12-03", events=(old,), replaces="7")) == {}
    assert weights(asked("MN", "2026-12-03", events=(old, other), replaces="7")) == {
        "SP-MN-MN": "block"
    }


def test_a_past_visit_that_is_moved_is_neither_unclosed_nor_too_close() -> None:
    old = event("MN", "2026-11-20", status="booked", id="7")
    assert weights(asked("BTX", "2026-11-25", events=(old,), replaces="7")) == {}


def test_the_worst_of_several_visits_speaks_and_names_the_others() -> None:
    near = event("MN", "2026-11-30", "abdomen")
    neck = event("MN", "2026-11-28", "neck")
    face = event("MN", "2026-11-22", "full_face")
    finding = found(asked("BTX", "2026-12-02", events=(near, neck, face)))["SP-MN-BTX"]
    assert finding.severity == "block"
    assert finding.sentence.startswith("Needling to the face on Sun 22 Nov, 10 days before.")
    assert "needling to the neck on Sat 28 Nov" in finding.sentence
    assert "tummy" not in finding.sentence
    assert [visit[0] for visit in finding.judged] == [face.id, neck.id, ""]


def test_visits_before_and_after_are_judged_at_once() -> None:
    events = (event("MN", "2026-11-25"), event("MN", "2026-12-20", status="booked"))
    assert weights(asked("BTX", "2026-12-05", events=events)) == {"SP-MN-BTX": "block"}
    assert weights(asked("BTX", "2026-12-10", events=events)) == {"SP-BTX-MN": "warn"}


def test_the_sentence_says_what_why_until_when_and_what_instead() -> None:
    needling = event("MN", "2026-11-24", "full_face")
    facts = asked("BTX", "2026-11-26", events=(needling,), today=date(2026, 11, 24))
    finding = found(facts)["SP-MN-BTX"]
    assert finding.title == "Too soon after micro-needling"
    assert finding.sentence == (
        "Needling to the face on Tue 24 Nov, 2 days before. Botulinum toxin goes only into healed, "
        "unbroken skin: the clinic leaves 14 days. From Tue 8 Dec."
    )
    assert "Tuesday the 8th of December" in finding.say
    assert finding.earliest == date(2026, 12, 8)
    assert finding.another_day
    assert finding.override == "clinician"
    assert dict(finding.numbers) == {"block_below_days": "14", "warn_below_days": "14"}


def test_before_a_visit_in_the_diary_the_sentence_offers_the_days_up_to_it_too() -> None:
    facts = asked("MN", "2027-01-10", events=(event("BTX", "2027-01-20", status="booked"),))
    sentence = found(facts)["SP-MN-BTX"].sentence
    assert "is in the diary for Wed 20 Jan 2027, 10 days after" in sentence
    assert "Up to Wed 6 Jan 2027, or from Wed 3 Feb 2027." in sentence


def test_no_day_is_promised_where_another_rule_refuses_every_day() -> None:
    facts = asked(
        "BTX_SWEAT", "2026-12-05", "axillae", events=(event("MN", "2026-12-01", "axillae"),)
    )
    findings = found(facts)
    assert findings["DISABLED"].severity == "block"
    assert "From" not in findings["SP-MN-BTX"].sentence
    assert "look for a time" not in findings["SP-MN-BTX"].say


def test_a_status_that_the_clinic_ceases_to_count_no_longer_keeps_visits_apart() -> None:
    protocol = with_settings(
        shipped(), {"diary_statuses": ["booked", "confirmed", "arrived", "in_treatment"]}
    )
    pencilled = event("MN", "2026-11-30", status="pencilled")
    facts = asked("BTX", "2026-12-02", events=(pencilled,))
    assert weights(facts) == {"SP-MN-BTX": "block"}
    assert weights(facts, protocol) == {}


def test_the_fingerprint_holds_while_words_change_and_lapses_with_a_figure_or_a_visit() -> None:
    def mark(day: str, needled: str = "2026-12-01", today: date = TODAY) -> str:
        facts = asked("BTX", day, events=(event("MN", needled, id="3"),), today=today)
        return found(facts)["SP-MN-BTX"].fingerprint

    assert mark("2026-12-05") == mark("2026-12-05", today=date(2026, 12, 4))
    assert mark("2026-12-05") != mark("2026-12-06")
    assert mark("2026-12-05") != mark("2026-12-05", needled="2026-11-30")
