"""The chips of how a client stands, for who treats and for the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.records import Visit
from clinic_desk.clients.records import ClientDetails, ClientRecord
from clinic_desk.consent.standing import ConsentStanding
from clinic_desk.health.records import ToldChange
from clinic_desk.records.summary import Names
from tests.core.safety.desk import shipped
from tests.factories import NOW
from ui.clients.reading import ClientFile, Clinical
from ui.clients.standing_chips import with_standing
from ui.kit.client_chips import ChipWords

NONE = ConsentStanding("none")
SIGNED = date(2026, 10, 10)
WORDS = (ChipWords("Allergy: lidocaine", "block"), ChipWords("Large print"))


def visit(treatment: str, days: int, status: str) -> Visit:
    starts = int((NOW + timedelta(days=days)).timestamp())
    ends = starts + 30 * 60
    return Visit(
        1, 1, "Anna", treatment, "", 1, "Ruth", None, "", None, starts, ends, 0, 0, 0, status,
        "", "", None, None, 1,
    )  # fmt: skip


def file(
    *visits: Visit, told: ToldChange | None = None, who: dict[str, Any] | None = None, **stands: Any
) -> ClientFile:
    catalogue = shipped().catalogue
    record = ClientRecord(1, 1, ClientDetails(given="Anna"), NOW)
    consents = {scope: NONE for scope in ("BTX", "MN", "photographs")} | stands
    names = Names("Anna", None, {}, catalogue)
    clinical = Clinical((), True, consents, names)
    return ClientFile(replace(record, **(who or {})), visits, (), catalogue, True, told, clinical)


def chips(file: ClientFile, *, for_clinician: bool = True) -> list[tuple[str, str]]:
    said = with_standing(WORDS, file, NOW, for_clinician=for_clinician)
    return [(each.text, each.kind) for each in said if each not in WORDS]


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (
            ConsentStanding("current", SIGNED, "1"),
            ("Botulinum toxin consent signed 10 Oct 2026", "good"),
        ),
        (
            ConsentStanding("outdated", SIGNED, "1"),
            ("Botulinum toxin consent of 10 Oct 2026 is out of date", "warn"),
        ),
        (
            ConsentStanding("withdrawn", SIGNED, "1", None, date(2026, 11, 2)),
            ("Botulinum toxin consent taken back 2 Nov 2026", "block"),
        ),
    ],
)
def test_a_consent_says_how_it_stands(standing: ConsentStanding, said: tuple[str, str]) -> None:
    assert chips(file(BTX=standing)) == [said]


def test_a_missing_consent_is_told_where_the_treatment_was_had_and_loud_before_a_visit() -> None:
    assert chips(file()) == []
    assert chips(file(visit("BTX", -9, "completed"))) == [
        ("Botulinum toxin: no consent yet", "quiet")
    ]
    assert chips(file(visit("MN", 9, "booked"))) == [("Needling: no consent yet", "warn")]
    assert chips(file(visit("MN", 9, "cancelled"))) == []
    assert chips(file(visit("CONSULT", 9, "booked"))) == []


def test_the_desk_reads_no_consent_but_that_health_has_changed() -> None:
    told = ToldChange(1, NOW, ring_back=False)
    known = file(told=told, BTX=ConsentStanding("current", SIGNED, "1"))
    assert chips(known, for_clinician=False) == [
        ("Health change told Tue 24 Nov: ask before the visit", "warn")
    ]
    assert len(chips(known)) == 2
    assert local_day(NOW) == date(2026, 11, 24)


def test_what_is_urgent_stands_before_what_is_not() -> None:
    known = file(BTX=ConsentStanding("current", SIGNED, "1"))
    said = [each.text for each in with_standing(WORDS, known, NOW, for_clinician=True)]
    assert said == [
        "Allergy: lidocaine",
        "Botulinum toxin consent signed 10 Oct 2026",
        "Large print",
    ]


def test_of_a_client_who_died_no_consent_is_asked() -> None:
    known = file(visit("BTX", 9, "booked"), who={"deceased_on": date(2026, 11, 1)})
    assert chips(known) == [("Died 1 Nov 2026", "quiet")]


def test_the_desk_reads_that_a_client_is_not_booked_and_not_why() -> None:
    assert chips(file(who={"do_not_book": True})) == [("Not to be booked", "block")]
    why = {"do_not_book": True, "do_not_book_why": "Was  rude\nto Maya"}
    assert chips(file(who=why)) == [("Not to be booked: Was rude to Maya", "block")]
