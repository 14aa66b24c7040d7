"""What fills a leaflet's personal box once the treatment was given, for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from clinic_desk.base.clock import local_day
from clinic_desk.base.spans import add_months
from clinic_desk.calendar.booking import Booking
from clinic_desk.calendar.records import Visit
from clinic_desk.leaflets.head import Head
from clinic_desk.leaflets.treated import (
    Named,
    next_days,
    of_record,
    of_visit,
    photographs_taken,
    visit_of,
)
from clinic_desk.photographs.photographs import Photographs
from clinic_desk.records.records import Records
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.people import Staff

MONTHS_AHEAD = 13
"""How far the first free day is looked for."""


class PersonalBoxes:
    """Reads what was done, from the rooms that know; the press asks first who may."""

    def __init__(
        self,
        records: Records,
        booking: Booking,
        photographs: Photographs,
        staff: Staff,
        protocol: ProtocolBook,
    ) -> None:
        """Take the rooms that know what was done and what may come next."""
        self._records = records
        self._booking = booking
        self._photographs = photographs
        self._staff = staff
        self._protocol = protocol

    def filled(
        self, head: Head, visits: Sequence[Visit], now: datetime, by: int, *, clinical: bool
    ) -> Mapping[str, str]:
        """The lines of a leaflet's box by key, from a client's visits; empty where none of its
        treatments was given lately.

        Not `clinical`, it holds what the visit itself says; the rest is left to be written.
        """
        visit = visit_of(head, visits, now)
        if visit is None:
            return {}
        named = self._named()
        known = of_visit(visit, visits, named, now)
        return {**known, **self._clinical(visit, visits, named, now, by)} if clinical else known

    def _clinical(
        self, visit: Visit, visits: Sequence[Visit], named: Named, now: datetime, by: int
    ) -> Mapping[str, str]:
        """Nothing before the record is signed: a draft may still change."""
        written = self._records.of_visit(visit.id, by)
        given = next(filter(None, (of_record(each, named) for each in written)), None)
        if given is None:
            return {}
        today = local_day(now)
        until = add_months(today, MONTHS_AHEAD)
        ribbon = self._booking.ribbon(visit.client_id, by, today, until)
        album = self._photographs.of_client(visit.client_id, by)
        days = tuple(each.taken_on for each in album.photographs)
        return {
            **given,
            **next_days(visit.treatment, ribbon, visits),
            **({} if album.hidden else {"photographs": photographs_taken(days, visit)}),
        }

    def _named(self) -> Named:
        people = self._staff.people(active_only=False)
        return Named(
            self._protocol.current().catalogue,
            {each.id: each.name for each in people},
            {each.id: each.registration for each in people},
        )
