"""An override holds as long as the rule and the visits it judged are what they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged
from tests.core.calendar.desk import Desk, on


@pytest.fixture
def needling(desk: Desk) -> int:
    """Needling on 1 December, with toxin on the 8th over it by Ruth's word; its id."""
    client = desk.client()
    needled = desk.book("MN", client, on(1, 10), zones=("full_face",))
    visit = ("BTX", client, on(8, 10))
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.book(*visit, zones=("glabella",))
    marks = tuple(Acknowledged(f.fingerprint, "Cheeks only") for f in no.value.unsettled)
    desk.book(*visit, zones=("glabella",), acknowledged=marks, by=desk.ruth)
    return needled.appointment_id


def test_as_long_as_nothing_changes_none_has_lapsed(desk: Desk, needling: int) -> None:
    assert desk.booking.lapsed_overrides(desk.ruth) == ()


def test_it_lapses_when_the_other_visit_moves(desk: Desk, needling: int) -> None:
    client = desk.tables()["appointment"][0][1]
    moved = desk.book(
        "MN",
        client,
        on(2, 10),
        zones=("full_face",),
        appointment_id=needling,
        acknowledged=_all(desk, client, needling),
        by=desk.ruth,
    )
    assert moved.status == "booked"
    (lapsed,) = desk.booking.lapsed_overrides(desk.ruth)
    assert (lapsed.rule, lapsed.reason, lapsed.passed_by) == (
        "SP-MN-BTX",
        "Cheeks only",
        "Ruth Holt",
    )
    assert [finding.rule for finding in lapsed.now] == ["SP-MN-BTX"]


def _all(desk: Desk, client: int, visit: int) -> tuple[Acknowledged, ...]:
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.book("MN", client, on(2, 10), zones=("full_face",), appointment_id=visit)
    return tuple(Acknowledged(f.fingerprint, "Cheeks only") for f in no.value.unsettled)


def test_it_lapses_without_anything_in_its_place_when_the_other_is_cancelled(
    desk: Desk, needling: int
) -> None:
    desk.booking.set_status(needling, "cancelled", "Ill", 1, desk.maya)
    (lapsed,) = desk.booking.lapsed_overrides(desk.ruth)
    assert lapsed.now == ()


def test_it_lapses_when_the_rule_s_number_changes_and_not_with_its_words(
    desk: Desk, needling: int
) -> None:
    protocol = desk.protocol.protocol
    at = next(n for n, rule in enumerate(protocol.spacing) if rule.id == "SP-MN-BTX")

    def with_rule(**change: object) -> None:
        rule = replace(protocol.spacing[at], **change)  # type: ignore[arg-type]
        rules = (*protocol.spacing[:at], rule, *protocol.spacing[at + 1 :])
        desk.protocol.protocol = replace(protocol, spacing=rules)

    with_rule(reason="In other words.")
    assert desk.booking.lapsed_overrides(desk.ruth) == ()
    with_rule(block_below_days=21, warn_below_days=21)
    (lapsed,) = desk.booking.lapsed_overrides(desk.ruth)
    assert [finding.rule for finding in lapsed.now] == ["SP-MN-BTX"]


def test_what_is_over_is_not_listed(desk: Desk, needling: int) -> None:
    desk.booking.set_status(needling, "cancelled", "Ill", 1, desk.maya)
    desk.clock.instant = on(9, 9)
    assert desk.booking.lapsed_overrides(desk.ruth) == ()
