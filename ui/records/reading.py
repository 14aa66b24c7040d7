"""What the page of a record shows, read in one go on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.clients.records import ClientRecord
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.records.adverse import lots_given
from clinic_desk.records.contents import Lot
from clinic_desk.records.missing import Missing
from clinic_desk.records.record import LotChoice, Record, VialChoice
from clinic_desk.records.summary import Names
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.permissions import May, may

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


class LeafletOffer(NamedTuple):
    """A leaflet that may have gone with the client."""

    words: str
    """As the record keeps it: title and version, so that it stands when the text has changed."""
    note: str
    """When it was made out for this client, and by whom; empty for one that was not."""


class Openable(NamedTuple):
    """A batch of which a vial may be opened for this visit."""

    batch_id: int
    words: str
    """`Bocouture 50 U · batch B81204 · 9 left`."""
    is_mixed: bool
    """Whether it is mixed with saline before it is used."""


@dataclass(frozen=True)
class Offers:
    """What a draft may be written from."""

    vials: tuple[VialChoice, ...] = ()
    openable: tuple[Openable, ...] = ()
    """Soonest to expire first; none for a visit of another day, which had its vials then."""
    unmixed: frozenset[int] = frozenset()
    """The open vials that wait for their saline."""
    cartridges: tuple[LotChoice, ...] = ()
    creams: tuple[LotChoice, ...] = ()
    consultations: tuple[date, ...] = ()
    """The days of the face-to-face consultations, newest first."""
    last_map: Record | None = None
    lots: tuple[Lot, ...] = ()
    """The batches that the records of the visit name, for an adverse event."""
    leaflets: tuple[LeafletOffer, ...] = ()
    """Those made out for the client first, the newest at the top."""


@dataclass(frozen=True)
class RecordFile:
    """A record, whose it is, the visit it is of, and what its draft may be written from."""

    record: Record
    client: ClientRecord
    visit: Visit
    people: tuple[PersonRecord, ...]
    """All who ever worked here: an old record names them."""
    names: Names
    offers: Offers
    missing: tuple[Missing, ...]
    writes: bool
    """Whether whoever reads it may write it."""
    unlogged: bool = False
    """That it was opened could not be noted yet."""


def read_file(clinic: Clinic, record: Record, by: int, *, unlogged: bool = False) -> RecordFile:
    """The file of a record that was read; NotFound, NotAllowed."""
    client = clinic.clients.get(record.client_id, by)
    people = clinic.staff.people(active_only=False)
    here = next(each for each in people if each.id == by)
    names = Names(
        client.shown_name,
        client.details.born_on,
        {each.id: each.name for each in people},
        clinic.protocol.current().catalogue,
    )
    writes = may(here, May.TREAT)
    is_draft = writes and not record.signed
    visit = clinic.diary.visit_again(record.visit_id, by)
    day = local_day(visit.starts_at)
    return RecordFile(
        record=record,
        client=client,
        visit=visit,
        people=people,
        names=names,
        offers=_offers(clinic, record, day, by) if is_draft else Offers(),
        missing=clinic.records.missing(record.id, by) if is_draft else (),
        writes=writes,
        unlogged=unlogged,
    )


@dataclass(frozen=True)
class Begun:
    """A record that a visit called for, and what beginning it touched."""

    file: RecordFile
    changes: Changes


def begin_for_visit(clinic: Clinic, visit_id: int, by: int, *, adverse_event: bool) -> Begun:
    """The file of what a visit calls for, begun where there is none, or of a new adverse event;
    raises as `Records.for_visit` and `begin_adverse_event`."""
    records = clinic.records
    if adverse_event:
        written = records.begin_adverse_event(visit_id, local_day(clinic.clock.now()), by)
    else:
        written = records.for_visit(visit_id, by)
    file = read_file(clinic, written.record, by, unlogged=written.unlogged)
    return Begun(file, written.changes)


def read_by_id(clinic: Clinic, record_id: int, by: int, *, opened: bool) -> RecordFile:
    """The file of a record by its id.

    `opened` is a reading that is noted; else it is read again for who has it open.
    """
    if not opened:
        return read_file(clinic, clinic.records.one(record_id, by), by)
    found = clinic.records.open(record_id, by)
    return read_file(clinic, found.record, by, unlogged=found.unlogged)


def _offers(clinic: Clinic, record: Record, visit_day: date, by: int) -> Offers:
    records, visit_id, nothing = clinic.records, record.visit_id, Offers()
    if record.kind == "toxin":
        openable, unmixed = _shelf(clinic, visit_day, by)
        return replace(
            nothing,
            openable=openable,
            unmixed=unmixed,
            vials=records.open_vials(visit_id, by),
            consultations=records.consultations(visit_id, by),
            last_map=records.map_of_last(record.client_id, record.treated_on, by),
        )
    if record.kind == "needling":
        return replace(
            nothing,
            cartridges=records.lots(visit_id, "cartridge", by),
            creams=records.lots(visit_id, "cream", by),
        )
    if record.kind == "adverse_event":
        return replace(nothing, lots=lots_given(records.of_visit(visit_id, by)))
    if record.kind == "consultation":
        return replace(nothing, leaflets=_leaflets(clinic, record.client_id, by))
    return nothing


def _shelf(clinic: Clinic, visit_day: date, by: int) -> tuple[tuple[Openable, ...], frozenset[int]]:
    """What may be opened now for a visit of today, and which open vials are not mixed yet."""
    if visit_day != local_day(clinic.clock.now()):
        return (), frozenset()
    products = {each.name: each for each in clinic.protocol.current().catalogue.products}
    openable, unmixed = [], set()
    for choice in clinic.stock.choices("toxin", by):
        batch, vial, product = choice.batch, choice.vial, products.get(choice.batch.product)
        is_mixed = product is not None and not product.ready_mixed
        if vial is None and choice.may_be_chosen:
            strength = f" {batch.strength} U" if batch.strength is not None else ""
            words = f"{batch.product}{strength} · batch {batch.number} · {batch.left} left"
            openable.append(Openable(batch.id, words, is_mixed))
        elif vial is not None and is_mixed and vial.mixed_at is None:
            unmixed.add(vial.id)
    return tuple(openable), frozenset(unmixed)


def _leaflets(clinic: Clinic, client_id: int, by: int) -> tuple[LeafletOffer, ...]:
    library, today = _library(clinic, by), local_day(clinic.clock.now())
    titles = {name: leaflet.head.title for name, leaflet in library.items()}
    given: dict[str, str] = {}
    for each in clinic.leaflets.of_client(client_id, by):
        if not each.was_had:
            continue
        words = leaflet_words(titles.get(each.leaflet, each.leaflet), each.version)
        when = f"{short_day(local_day(each.given_at), today)} {clock_time(each.given_at)}"
        how = each.how_words[:1].upper() + each.how_words[1:]
        given.setdefault(words, f"{how} for this client, {when}, {each.given_by}")
    current = (leaflet_words(each.head.title, each.head.version) for each in library.values())
    named = dict.fromkeys((*given, *current))
    return tuple(LeafletOffer(words, given.get(words, "")) for words in named)


def _library(clinic: Clinic, by: int) -> Mapping[str, Leaflet]:
    """The clinic's leaflets; that there is none is no reason to show no record."""
    try:
        return clinic.press.shelf(by).leaflets
    except ClinicError:
        return {}


def leaflet_words(title: str, version: object) -> str:
    """`Micro-needling: what to expect (version 2)`."""
    return f"{title} (version {version})"


def visit_day(file: RecordFile) -> date:
    """The local day of the visit."""
    return local_day(file.visit.starts_at)
