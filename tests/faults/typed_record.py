"""Every text of the record that a person may type: stock, consent, photographs, records.

What each way needs to stand on is made with the clinic, so that a text which is refused changes
nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import count
from typing import Any, get_type_hints

from clinic_desk.base.texts import LONGEST_TEXT
from clinic_desk.clinic import Clinic
from clinic_desk.leaflets.given import LONGEST_NAME, Handed
from clinic_desk.records.contents import CONTENTS, Content, Cream, Passed, ReviewContent
from clinic_desk.records.record import Record
from clinic_desk.stock.records import BatchDraft
from tests.drawn import jpeg
from tests.factories import NOW, add_appointment

RUTH = 1
TODAY = NOW.date()
PHOTOGRAPHED, BLOCKED, WRITTEN = 2, 12, 3
"""Clients of the demo: with consent to photographs, not to be booked, and with a draft of each."""
SIGNED = [[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1), (0.4, 0.2), (0.5, 0.1)]]
SHORT = 60
"""Letters of a name, or of a number on a box, that are surely taken."""
VISITS = {
    "toxin": ("BTX", "completed"),
    "needling": ("MN", "completed"),
    "consultation": ("CONSULT", "completed"),
    "review": ("BTX_REVIEW", "completed"),
    "not_treated": ("BTX", "not_treated"),
}

Kept = Iterator[str]
_numbers = count(1)


def prepare(clinic: Clinic) -> None:
    """A draft of every kind, a signed record, and consents that stand."""
    at = NOW - timedelta(days=200)
    for number, (treatment, status) in enumerate(VISITS.values()):
        starts = at + timedelta(days=number)
        visit = add_appointment(
            clinic.database, WRITTEN, RUTH, starts, starts + timedelta(minutes=30),
            treatment=treatment, status=status, status_reason="Ill", occupies=False,
        )  # fmt: skip
        clinic.records.begin(visit, RUTH)
    clinic.records.begin_adverse_event(visit, TODAY, RUTH)
    visit = add_appointment(
        clinic.database, BLOCKED, RUTH, at, at + timedelta(minutes=30),
        treatment="BTX_REVIEW", status="completed", occupies=False,
    )  # fmt: skip
    draft = clinic.records.begin(visit, RUTH).record
    kept = clinic.records.save_draft(draft.id, draft.version, ReviewContent("Level"), RUTH).record
    clinic.records.sign(kept.id, kept.version, RUTH)
    for scope in ("photographs", "MN"):
        _agree(clinic, scope, "Ada Marsh")


def _agree(clinic: Clinic, scope: str, name: str) -> int:
    given = clinic.consents.give_on_screen(PHOTOGRAPHED, scope, name, SIGNED, RUTH, TODAY)
    return given.id


def batch(clinic: Clinic, text: str) -> Kept:
    """What stands on a box, its note, why it was withdrawn and counted."""
    short, number = text[:SHORT], next(_numbers)
    draft = BatchDraft(
        "cream", f"P{short}", f"{number} {short}", date(2027, 3, 31), TODAY, 9, note=text
    )
    made = clinic.stock.add_batch(draft, RUTH).id
    clinic.stock.count(made, -1, f"C{text}", RUTH)
    clinic.stock.withdraw(made, f"W{text}", RUTH)
    kept = clinic.stock.batch(made, RUTH)
    yield from (kept.note, kept.withdrawn_why[1:])
    if len(text) <= SHORT:
        yield kept.product[1:]


def standing(clinic: Clinic, text: str) -> Kept:
    """Why somebody is not to be booked."""
    clinic.standings.do_not_book(BLOCKED, f"W{text}", RUTH)
    yield clinic.clients.get(BLOCKED, RUTH).do_not_book_why[1:]


def consent(clinic: Clinic, text: str) -> Kept:
    """What was said when a consent was taken back, and the name under the next one."""
    stands = _standing(clinic) or _agree(clinic, "MN", "Ada Marsh")
    clinic.consents.withdraw(stands, TODAY, text, RUTH)
    given = clinic.consents.of_client(PHOTOGRAPHED, RUTH)
    yield next(each.withdrawn_words for each in given if each.id == stands)
    made = _agree(clinic, "MN", f"S{text[:SHORT]}")
    if len(text) <= SHORT:
        kept = clinic.consents.of_client(PHOTOGRAPHED, RUTH)
        yield from _on_one_line(
            f"S{text}", next(each.signed_as for each in kept if each.id == made)
        )


def _standing(clinic: Clinic) -> int | None:
    """The consent that is taken back; a process killed right after that has left none."""
    for each in clinic.consents.of_client(PHOTOGRAPHED, RUTH):
        if each.scope == "MN" and each.withdrawn_on is None:
            return each.id
    return None


def scanned(clinic: Clinic, text: str) -> Kept:
    """The name under a form that was signed on paper, and which words it was of."""
    short = text[:SHORT] if len(text) <= LONGEST_TEXT else text
    number = next(_numbers)
    picture = jpeg((60, 80), hue=f"#{number % 0xFFF:03x}")
    made = clinic.consents.give_scanned(
        PHOTOGRAPHED, "BTX", f"S{short}", picture, TODAY, RUTH, version=f"V{short}"
    ).id
    if len(text) <= SHORT:
        kept = clinic.consents.open(made, RUTH).record
        yield kept.version[1:]
        yield from _on_one_line(f"S{text}", kept.signed_as)


def carer(clinic: Clinic, text: str) -> Kept:
    """Who takes a leaflet along for a client."""
    handed = Handed("botulinum-toxin", "1", False, "printed", "a" * 64, outcome="carer")
    clinic.leaflets.note(WRITTEN, replace(handed, to_whom=f"C{text}"), RUTH)
    kept = clinic.leaflets.of_client(WRITTEN, RUTH)[0].to_whom
    yield from _on_one_line(f"C{text}", kept, LONGEST_NAME)


def _on_one_line(typed: str, kept: str, most: int | None = None) -> Kept:
    """A name is kept on one line, and is else what was typed behind its first letter."""
    assert kept == " ".join(typed.split())[:most]
    if kept == typed:
        yield kept[1:]


def photograph(clinic: Clinic, text: str) -> Kept:
    """The note on a photograph, and why another one was removed."""
    for removes in (False, True):
        picture = jpeg((60, 80), hue=f"#{next(_numbers) % 0xFFF:03x}")
        made = clinic.photographs.add(
            PHOTOGRAPHED, picture, "front", "before", TODAY, None, RUTH, text
        ).id
        album = clinic.photographs.of_client(PHOTOGRAPHED, RUTH).photographs
        yield next(each.note for each in album if each.id == made)
        if removes:
            clinic.photographs.remove(made, f"R{text}", RUTH)


def written(content: Content, text: str) -> Content:
    """A content with a text in every part that takes any."""
    hints = get_type_hints(type(content))
    typed: dict[str, Any] = {each.name: text for each in fields(content) if hints[each.name] is str}
    typed["passed"] = (Passed("consent", text),)
    if hasattr(content, "leaflets"):
        typed["leaflets"] = (text,)
    if hasattr(content, "cream"):
        typed["cream"] = Cream(text)
    return replace(content, **typed)


def texts_of(content: Content) -> Iterator[str]:
    """What stands in those parts."""
    hints = get_type_hints(type(content))
    yield from (getattr(content, each.name) for each in fields(content) if hints[each.name] is str)
    yield from (each.reason for each in content.passed)
    yield from getattr(content, "leaflets", ())
    cream = getattr(content, "cream", None)
    if cream is not None:
        yield cream.product


def drafts(clinic: Clinic, text: str) -> Kept:
    """Every part of a record of every kind."""
    found: dict[str, Record] = {
        each.kind: each
        for each in clinic.records.of_client(WRITTEN, RUTH)
        if not each.signed and each.written_by == RUTH
    }
    for kind in CONTENTS:
        draft = found[kind]
        assert draft.content is not None
        content = written(draft.content, text)
        clinic.records.save_draft(draft.id, draft.version, content, RUTH)
        kept = clinic.records.one(draft.id, RUTH).content
        assert kept is not None
        yield from texts_of(kept)


def amendment(clinic: Clinic, text: str) -> Kept:
    """What is added beside a signed record."""
    signed = next(
        each for each in clinic.records.of_client(BLOCKED, RUTH)
        if each.signed and isinstance(each.content, ReviewContent) and each.content.found == "Level"
    )  # fmt: skip
    clinic.records.amend(signed.id, f"A{text}", RUTH)
    yield clinic.records.one(signed.id, RUTH).amendments[-1].words[1:]


RECORD_WAYS = (batch, standing, consent, scanned, carer, photograph, drafts, amendment)
