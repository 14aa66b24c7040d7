"""What the tab of consents shows, read on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from clinic_desk.base.clock import local_day
from clinic_desk.consent.forms import PHOTOGRAPHS, Form
from clinic_desk.consent.records import ConsentRecord, OpenedConsent
from clinic_desk.consent.standing import ConsentStanding
from clinic_desk.leaflets.given import GivenLeaflet

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


@dataclass(frozen=True)
class Scope:
    """One thing that a client may agree to."""

    id: str
    name: str
    form: Form
    standing: ConsentStanding
    records: tuple[ConsentRecord, ...]
    """Newest first."""


@dataclass(frozen=True)
class ConsentFile:
    """All that one client agreed to, and was given to read, for whoever asked for it."""

    client_id: int
    by: int
    client_name: str
    large_print: bool
    clinic_name: str
    scopes: tuple[Scope, ...]
    leaflets: tuple[GivenLeaflet, ...]
    """Newest first."""
    titles: Mapping[str, str]
    """Of the leaflets, by id."""
    today: date


@dataclass(frozen=True)
class Seen:
    """A consent that was opened, its picture ready to be shown."""

    opened: OpenedConsent
    picture: QImage


def read_consents(clinic: Clinic, client_id: int, by: int) -> ConsentFile:
    """What this person may read of a client's consents; NotFound, NotAllowed."""
    standing = clinic.consents.standing(client_id, by)
    records = clinic.consents.of_client(client_id, by)
    record = clinic.clients.get(client_id, by)
    known = clinic.protocol.current().catalogue.by_code
    scopes = []
    for form in clinic.consents.forms():
        id = form.head.scope
        name = known[id].short_name if id in known else id[:1].upper() + id[1:]
        mine = tuple(each for each in records if each.scope == id)
        scopes.append(Scope(id, name, form, standing[id], mine))
    # Pictures are asked for last: treatments are what the day is about.
    scopes.sort(key=lambda each: each.id == PHOTOGRAPHS)
    return ConsentFile(
        client_id,
        by,
        record.shown_name,
        record.details.large_print,
        clinic.practice.read().name,
        tuple(scopes),
        clinic.leaflets.of_client(client_id, by),
        {id: each.head.title for id, each in clinic.press.shelf(by).leaflets.items()},
        local_day(clinic.clock.now()),
    )


def read_consent(clinic: Clinic, consent_id: int, by: int) -> Seen:
    """One consent with its signature, noted as read; NotFound, LostFile."""
    opened = clinic.consents.open(consent_id, by)
    picture = QImage.fromData(opened.scan) if opened.scan else QImage()
    return Seen(opened, picture)
