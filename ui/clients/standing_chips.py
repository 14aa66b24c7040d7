"""The chips of how a client stands: died, not to be booked, consents, a change in health told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import MONTHS, count, short_day
from clinic_desk.calendar.statuses import GIVEN_UP, IN_THE_DIARY
from clinic_desk.consent.standing import ConsentStanding, scope_of
from clinic_desk.treatments.catalogue import Catalogue
from ui.clients.reading import ClientFile
from ui.kit.client_chips import ChipWords
from ui.kit.client_standing import standing_chips

PHOTOGRAPHS = "photographs"
TOLD = "Health change told"


def with_standing(
    words: tuple[ChipWords, ...], file: ClientFile, now: datetime, *, for_clinician: bool
) -> tuple[ChipWords, ...]:
    """The chips of a client with these behind the alerts; the desk reads no consent."""
    urgent = tuple(each for each in words if each.kind in ("block", "warn"))
    rest = tuple(each for each in words if each not in urgent)
    first = (*standing_chips(file.record, why=True), *_broken(file))
    told = tuple(_told(file, local_day(now)))
    if file.record.deceased_on is not None:
        return (*first, *urgent, *rest)
    consents = tuple(_consents(file, now)) if for_clinician else ()
    return (*first, *urgent, *told, *consents, *rest)


def _broken(file: ClientFile) -> Iterator[ChipWords]:
    """That visits are booked which something on file speaks against."""
    if file.broken:
        refused = any(visit.refused for visit in file.broken)
        words = f"{count(len(file.broken), 'booked visit')} to look at"
        yield ChipWords(words, "block" if refused else "warn")


def _told(file: ClientFile, today: date) -> Iterator[ChipWords]:
    if file.told_change is not None:
        day = short_day(local_day(file.told_change.told_at), today)
        yield ChipWords(f"{TOLD} {day}: ask before the visit", "warn")


def _consents(file: ClientFile, now: datetime) -> Iterator[ChipWords]:
    """Of what was given or is to come; one that is missing matters where a visit is to come."""
    if file.clinical is None:
        return
    had, coming = set(), set()
    for visit in file.visits:
        known = file.catalogue.by_code.get(visit.treatment)
        if known is not None and visit.status not in GIVEN_UP:
            had.add(scope_of(known))
            if visit.ends_at > now and visit.status in IN_THE_DIARY:
                coming.add(scope_of(known))
    for scope, standing in file.clinical.consents.items():
        if standing.state != "none" or scope in had:
            yield _consent(_name(scope, file.catalogue), standing, scope in coming)


def _name(scope: str, catalogue: Catalogue) -> str:
    known = catalogue.by_code.get(scope)
    return known.record_name if known else scope[:1].upper() + scope[1:]


def _consent(name: str, standing: ConsentStanding, is_coming: bool) -> ChipWords:
    if standing.state == "none":
        return ChipWords(f"{name}: no consent yet", "warn" if is_coming else "quiet")
    if standing.state == "withdrawn":
        on = _day(standing.withdrawn_on)
        return ChipWords(f"{name} consent taken back {on}", "block")
    if standing.state == "outdated":
        return ChipWords(f"{name} consent of {_day(standing.given_on)} is out of date", "warn")
    return ChipWords(f"{name} consent signed {_day(standing.given_on)}", "good")


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day is not None else ""
