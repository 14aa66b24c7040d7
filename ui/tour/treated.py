"""Who in the demo is treated today: clients found by what is on file, so that each is real."""

from __future__ import annotations

from collections.abc import Iterator

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.records import Visit
from clinic_desk.clinic import Clinic
from clinic_desk.demo.names import WELL_KNOWN
from clinic_desk.photographs.records import PhotographRecord
from clinic_desk.records.contents import ToxinContent
from ui.tour.stage import RUTH, Caller


def reviewed_today(clinic: Clinic) -> Caller:
    """Someone whom the nurse has reviewed today, with toxin and needling written up before."""
    for visit in _of_today(clinic):
        if visit.treatment == "BTX_REVIEW" and visit.status == "completed":
            kinds = [each.kind for each in clinic.records.of_client(visit.client_id, RUTH)]
            if kinds.count("toxin") > 1 and "needling" in kinds:
                return _caller(visit)
    raise LookupError("nobody was reviewed today")


def toxin_today(clinic: Clinic, *, last_by_nurse: bool) -> Caller:
    """Someone who comes to the nurse for toxin today, and whose last map she drew, or another.

    She and the doctor give different makes.
    """
    for visit in _of_today(clinic):
        if visit.treatment == "BTX" and visit.status in ("booked", "confirmed"):
            written = clinic.records.of_client(visit.client_id, RUTH)
            maps = [each for each in written if each.kind == "toxin"]
            if maps and (maps[0].written_by == RUTH) == last_by_nurse:
                return _caller(visit)
    raise LookupError("nobody comes for toxin today")


def needling_unsigned(clinic: Clinic) -> Caller:
    """Someone who had needling today, whose record is begun and not signed."""
    today = local_day(clinic.clock.now())
    for each in clinic.morning.of_day(today, RUTH):
        if each.visit.treatment == "MN" and any(lack.kind == "record" for lack in each.lacks):
            return _caller(each.visit)
    raise LookupError("no record of needling waits")


def without_consent(clinic: Clinic) -> Caller:
    """Someone who comes later today and has no consent that stands."""
    today = local_day(clinic.clock.now())
    for each in clinic.morning.of_day(today, RUTH):
        if any(lack.kind == "consent" for lack in each.lacks):
            return _caller(each.visit)
    raise LookupError("everybody has consented")


def toxin_ahead(clinic: Clinic) -> Caller:
    """Someone who comes for toxin later today; the last of them."""
    coming = [each for each in _of_today(clinic) if each.starts_at > clinic.clock.now()]
    for visit in reversed(coming):
        if visit.treatment == "BTX" and visit.status in ("booked", "confirmed"):
            return _caller(visit)
    raise LookupError("nobody comes for toxin today")


def photographed(clinic: Clinic) -> tuple[int, str]:
    """The client of whom there are photographs: id and name."""
    for hit in clinic.clients.search(f"{WELL_KNOWN.given} {WELL_KNOWN.family}", RUTH):
        if clinic.photographs.of_client(hit.id, RUTH).photographs:
            return hit.id, hit.shown_name
    raise LookupError("nobody was photographed")


def two_fronts(clinic: Clinic, client_id: int) -> tuple[PhotographRecord, PhotographRecord]:
    """Of two visits the pictures from the front, before the first and after the last."""
    album = clinic.photographs.of_client(client_id, RUTH).photographs
    fronts = [each for each in album if each.view == "front"]
    if len(fronts) < 2:
        raise LookupError("there are no two photographs from the front")
    return fronts[-1], fronts[0]


def batch_of_late(clinic: Clinic) -> tuple[Caller, int]:
    """The batch that the client reviewed today had last, and that client."""
    client = reviewed_today(clinic)
    for each in clinic.records.of_client(client.client_id, RUTH):
        if isinstance(each.content, ToxinContent) and each.content.vials:
            return client, each.content.vials[0].batch_id
    raise LookupError("nobody had a batch")


def _of_today(clinic: Clinic) -> Iterator[Visit]:
    """The nurse's own visits, the first one first."""
    today = local_day(clinic.clock.now())
    visits = clinic.diary.visits(today, today)
    mine = (each for each in visits if each.person_id == RUTH)
    yield from sorted(mine, key=lambda each: each.starts_at)


def _caller(visit: Visit) -> Caller:
    return Caller(visit.client_id, visit.client_name, visit)
