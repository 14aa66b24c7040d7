"""The press: a leaflet made out for a client of the clinic, and the note that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.base.words import plain_date
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import NOT_MADE_OUT, ClientRecord
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.batch import BatchLine, already_has, lines_of_day
from clinic_desk.leaflets.blocks import Block
from clinic_desk.leaflets.calling import Suggested, called_for, called_for_treatment
from clinic_desk.leaflets.changed import changes, in_words
from clinic_desk.leaflets.editions import Edition, Editions, Shelf
from clinic_desk.leaflets.given import Given, GivenLeaflet, Handed, How, LeafletLog, Outcome
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.orders import Order, PrintedLeaflet
from clinic_desk.leaflets.personal_box import PersonalBoxes
from clinic_desk.leaflets.refilling import filling_of
from clinic_desk.leaflets.values import CONSULTATION, protocol_values
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.practice import PracticeSettings

LOOK_AHEAD = 7
"""Local days in which the next day with visits is looked for, beginning tomorrow."""


class Press:
    """Makes leaflets out for clients. What it reads is quick; drawing is `orders.drawn`."""

    def __init__(
        self,
        editions: Editions,
        protocol: ProtocolBook,
        practice: PracticeSettings,
        clients: Clients,
        diary: Diary,
        log: LeafletLog,
        boxes: PersonalBoxes,
        clock: Clock,
    ) -> None:
        """Take the texts and the rooms that know whom a leaflet is for."""
        self._editions = editions
        self._protocol = protocol
        self._practice = practice
        self._clients = clients
        self._diary = diary
        self._log = log
        self._boxes = boxes
        self._clock = clock
        self._access = log.access

    @needs(May.DESK)
    def shelf(self, by: int) -> Shelf:
        """What can be printed now, and what was refused; see `Editions.shelf`."""
        return self._editions.shelf(by)

    @needs(May.DESK)
    def suggested(self, client_id: int, by: int) -> Suggested:
        """What the client's visits call for; nothing where there are none."""
        leaflets = self._editions.shelf(by).leaflets
        return called_for(leaflets, self._diary.of_client(client_id), self._clock.now())

    @needs(May.DESK)
    def order(
        self,
        name: str,
        client_id: int | None = None,
        *,
        by: int,
        large_print: bool | None = None,
        named: bool = True,
        posted: bool = False,
    ) -> Order:
        """A leaflet for a client, or with lines to write on, ready to be drawn.

        `large_print` None takes what the client's record asks for. Not `named`, it has lines
        to write on although it is for a client; `posted`, it is prepared for the client and
        not given at a consultation. The public sheet never names anybody. Raises NotFound,
        listing the names, for a leaflet that is not there, or for the client; NotAllowed for
        a client who has died.
        """
        edition = self._editions.shelf(by).edition(name)
        record = self._clients.get(client_id, by) if client_id is not None else None
        if record is not None and record.deceased_on is not None:
            raise NotAllowed(
                NOT_MADE_OUT, next_step="For the family, make the leaflet out for nobody."
            )
        asked = bool(record and record.details.large_print)
        addressee = None
        if record is not None and named and may_be_addressed(edition):
            addressee = self._addressee(edition.leaflet, record, posted, by)
        # Its own number: one that is kept under another by now would hear of it no more.
        whose = record.id if record is not None else None
        return self._order(edition, whose, addressee, asked if large_print is None else large_print)

    @needs(May.DESK)
    def to_hand_over(
        self, client_id: int, by: int, treatment: str | None = None
    ) -> tuple[Order, ...]:
        """All that the client's visits call for, and a `treatment` that is being booked, and
        that the client does not have in these words; nothing where there is no visit, or all
        was given. Raises what `order` raises."""
        leaflets = self._editions.shelf(by).leaflets
        given = self._log.of_client(client_id, by)
        asked = called_for_treatment(leaflets, treatment) if treatment else ()
        names = dict.fromkeys((*asked, *self.suggested(client_id, by).names))
        missing = (name for name in names if not already_has(leaflets[name].head, given))
        return tuple(self.order(name, client_id, by=by) for name in missing)

    @needs(May.DESK)
    def order_again(self, given_id: int, by: int) -> Order:
        """One that was given, to be drawn again in the same words, whatever has changed since.

        NotFound where there is no such line, or its words are not on file; NotAllowed where it
        tells of a treatment and this person may not read what is clinical.
        """
        line = self._log.line(given_id, by)
        if line.veiled:
            raise NotAllowed(
                "This leaflet tells what was given, which is for those who treat.",
                next_step="Ask them to print it, or print the one of today.",
            )
        if line.text_id is None or not line.filled:
            raise NotFound(
                "The words of this leaflet are not on file.",
                next_step="It was given before each text was kept, or the record was made "
                "anonymous. Print the version of today.",
            )
        leaflet = self._editions.text(line.text_id).if_readable()
        if leaflet is None:
            raise NotFound(
                "The words of this leaflet are on file, and this program no longer reads them.",
                next_step="Print the version of today.",
            )
        filling = filling_of(line.filled)
        return Order(
            leaflet=leaflet,
            values=filling.values,
            clinic=filling.clinic,
            client_id=line.client_id,
            addressee=filling.addressee,
            large_print=line.large_print,
            today=filling.today,
            text_id=line.text_id,
            again_of=line.id,
        )

    @needs(May.DESK)
    def changed_since(self, client_id: int, by: int) -> Mapping[str, tuple[str, ...]]:
        """What each leaflet that the client had last says differently now, a sentence each, by
        its name; a leaflet that says the same, or is no longer printed, is left out."""
        shelf = self._editions.shelf(by)
        last: dict[str, GivenLeaflet] = {}
        for line in self._log.of_client(client_id, by):
            if line.was_had and line.leaflet in shelf.editions:
                last.setdefault(line.leaflet, line)
        texts = self._editions.texts(each.text_id for each in last.values() if each.text_id)
        found = {}
        for name, line in last.items():
            text = texts.get(line.text_id or 0)
            before = text.if_readable() if text is not None else None
            if line.filled and before is not None:
                now = self._order(shelf.editions[name], None, None, False)
                found[name] = _changed(before.filled(filling_of(line.filled).values), now)
        return {name: said for name, said in found.items() if said}

    @needs(May.DESK)
    def next_day(self, by: int) -> date | None:
        """The next local day after today on which somebody comes; None where nobody does within
        a week."""
        first = self._today() + timedelta(days=1)
        visits = self._diary.visits(first, first + timedelta(days=LOOK_AHEAD - 1))
        days = [local_day(each.starts_at) for each in visits if each.status in IN_THE_DIARY]
        return min((day for day in days if day >= first), default=None)

    @needs(May.DESK)
    def batch(self, day: date, by: int) -> tuple[BatchLine, ...]:
        """Every leaflet that the visits of a local day call for, by the time of the visit; what
        a client has already in the same words is listed and not made again."""
        shelf = self._editions.shelf(by)
        visits = [each for each in self._diary.visits(day, day) if local_day(each.starts_at) == day]
        return tuple(
            lines_of_day(
                shelf.leaflets,
                visits,
                lambda client_id: self._log.of_client(client_id, by),
                lambda name, client_id: self.order(name, client_id, by=by),
            )
        )

    @needs(May.DESK)
    def note_given(
        self,
        printed: PrintedLeaflet,
        how: How,
        by: int,
        *,
        to_whom: str = "",
        sent_digest: str = "",
    ) -> Given:
        """Log that a client was given this; of one made out for nobody only that it was made.

        `to_whom` names a carer who takes it along; `sent_digest` is the SHA-256 of the encrypted
        file. Whoever is given large print once has a record that asks for it, in one with the log.
        """
        outcome: Outcome = "carer" if to_whom.strip() else "given"
        handed = replace(
            _handed(printed), how=how, outcome=outcome, to_whom=to_whom, sent_digest=sent_digest
        )
        return self._log.note(printed.client_id, handed, by)

    @needs(May.DESK)
    def note_all_given(self, printed: Sequence[PrintedLeaflet], how: How, by: int) -> Given:
        """Log every leaflet of a batch; all or none."""
        return self._log.note_all(
            ((each.client_id, replace(_handed(each), how=how)) for each in printed), by
        )

    @needs(May.DESK)
    def note_declined(self, printed: PrintedLeaflet, by: int) -> Given:
        """Log that a client was offered this and did not want it.

        NotFound for one that is made out for nobody.
        """
        if printed.client_id is None:
            raise NotFound("Nobody was offered this leaflet.", next_step="Choose a client first.")
        handed = replace(_handed(printed), how="", outcome="declined")
        return self._log.note(printed.client_id, handed, by)

    @needs(May.DESK)
    def ask_for_large(self, client_id: int, wanted: bool, by: int) -> Changes:
        """Let the record ask for large print, or no longer; NotFound without such a client."""
        record = self._clients.get(client_id, by)
        details = replace(record.details, large_print=wanted)
        seen = not record.ask_the_nurse
        saved = self._clients.change(client_id, details, record.version, by, alerts_seen=seen)
        return saved.changes

    def _order(
        self, edition: Edition, client_id: int | None, addressee: Addressee | None, large: bool
    ) -> Order:
        clinic = ClinicDetails.of(self._practice.read())
        return Order(
            leaflet=edition.leaflet,
            values=protocol_values(self._protocol.current(), clinic),
            clinic=clinic,
            client_id=client_id,
            addressee=addressee,
            large_print=large,
            today=self._today(),
            text_id=edition.text_id,
        )

    def _addressee(
        self, leaflet: Leaflet, record: ClientRecord, posted: bool, by: int
    ) -> Addressee:
        """Whoever may read what is clinical finds the box filled from the signed record."""
        now, visits = self._clock.now(), self._diary.of_client(record.id)
        visit = called_for({}, visits, now).visit
        clinical = self._access.may(by, May.CLINICAL)
        return Addressee(
            name=record.shown_name,
            given_at_consultation_on=None if posted else _consulted_on(record, visits),
            appointment_at=visit.starts_at if visit else None,
            practitioner=visit.person_name if visit else "",
            large_print=record.details.large_print,
            personal={
                **_born(leaflet, record),
                **self._boxes.filled(leaflet.head, visits, now, by, clinical=clinical),
            },
        )

    def _today(self) -> date:
        return local_day(self._clock.now())


def may_be_addressed(edition: Edition) -> bool:
    """Whether a leaflet may name a client: what lies in the street may not."""
    return edition.leaflet.head.kind != "public"


def _consulted_on(record: ClientRecord, visits: Iterable[Visit]) -> date | None:
    """The last consultation that took place, here or on the record."""
    days = [
        local_day(visit.starts_at)
        for visit in visits
        if visit.treatment == CONSULTATION and visit.status == "completed"
    ]
    if record.details.consult_on is not None:
        days.append(record.details.consult_on)
    return max(days, default=None)


def _born(leaflet: Leaflet, record: ClientRecord) -> Mapping[str, str]:
    """The date of birth, where the clinic's text asks for it: else it is on no paper, nor kept
    with the line that it was given."""
    born_on = record.details.born_on
    if born_on is None or "born_on" not in leaflet.asks_for:
        return {}
    return {"born_on": plain_date(born_on)}


def _handed(printed: PrintedLeaflet) -> Handed:
    return Handed(
        leaflet=printed.name,
        version=printed.version,
        large_print=printed.large_print,
        how="printed",
        digest=printed.digest,
        language=printed.language,
        text_id=printed.text_id,
        filled=printed.filled,
        again=printed.again,
    )


def _changed(before: Sequence[Block], now: Order) -> tuple[str, ...]:
    blocks = now.leaflet.filled(now.values)
    return in_words(changes(now.leaflet.head.title, before, blocks))
