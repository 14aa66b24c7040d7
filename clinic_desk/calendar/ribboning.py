"""A client's ribbon: a lane a treatment, what was done and when each may be booked, at one moment.

Two statements, whatever the history; what is said of each day is cut from what judges a booking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from clinic_desk.base.spans import add_months
from clinic_desk.base.words import plain_date
from clinic_desk.calendar.desk_findings import ClientStanding
from clinic_desk.calendar.gather import Recent, on_file
from clinic_desk.calendar.surroundings import Reading
from clinic_desk.safety.facts import Event, Facts, Proposal
from clinic_desk.safety.judge import earliest
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.ribbon import Lane, ribbon
from clinic_desk.safety.stretches import days_on, months_on
from clinic_desk.treatments.catalogue import Catalogue, Treatment

MONTHS_BACK, MONTHS_AHEAD = 5, 4
"""What is shown unless asked otherwise, in whole calendar months round today's."""


@dataclass(frozen=True)
class RibbonLane:
    """One treatment with its names and colour; the days are in `lane`."""

    code: str
    name: str
    """As in the calendar: "Botulinum toxin"."""
    record_name: str
    """How a visit of it is named in a sentence: "Needling"."""
    colour: str
    """The token of its colour."""
    bookable: bool
    """Whether the clinic gives it now."""
    lane: Lane


@dataclass(frozen=True)
class NextDue:
    """A treatment that is usually had again, has been had, and is not in the diary to come."""

    code: str
    name: str
    usual: date
    """When it usually is, by the protocol; it may have passed."""
    day: date | None
    """The first local day from then and from today on that nothing refuses, if there is one."""


@dataclass(frozen=True)
class Ribbon:
    """All lanes of a client. Days are local; each span ends before its last day."""

    client_id: int
    today: date
    first: date
    until: date
    lanes: tuple[RibbonLane, ...]
    next_due: tuple[NextDue, ...]
    answered_on: date | None
    """The day of the health answers."""
    answers_last_day: date | None
    """The last day on which they count."""
    record_names: tuple[tuple[str, str], ...]
    """How a visit of each code is named in a sentence, of treatments and of things elsewhere."""
    held: str = ""
    """Why nothing is to be booked at all; no lane says anything of coming days then."""


def months_round(today: date) -> tuple[date, date]:
    """From the first of a month to the first of another: what is shown without being asked."""
    this = today.replace(day=1)
    return add_months(this, -MONTHS_BACK), add_months(this, MONTHS_AHEAD + 1)


def ribbon_of(
    reading: Reading, client_id: int, first: date | None = None, until: date | None = None
) -> Ribbon:
    """The ribbon of a client from `first` up to, not including, `until`.

    NotFound where there is no such client.
    """
    usual_first, usual_until = months_round(reading.today)
    first, protocol = first or usual_first, reading.here.protocol
    recent = _recent(protocol, min(first, reading.today))
    known = on_file(reading.connection, client_id, reading.today, recent)
    return ribbon_from(
        protocol,
        reading.here.known(known.facts),
        client_id,
        first,
        until or usual_until,
        _held(known.standing),
    )


def _recent(protocol: Protocol, first: date) -> Recent:
    """What of a history can be seen on a ribbon from that day on, or speak to it.

    A visit is seen while it is reckoned to work, and speaks as far as a rule of spacing reaches.
    The last of each treatment says when it is due again, what follows it and that it is no
    first one; and any that nobody has closed is asked after.
    """
    lasting = max((each.lasts_days or 0 for each in protocol.catalogue.treatments), default=0)
    return Recent(
        days_on(first, -max(protocol.longest_spacing, lasting) - 1),
        frozenset(protocol.settings.diary_statuses),
    )


def ribbon_from(
    protocol: Protocol, facts: Facts, client_id: int, first: date, until: date, held: str = ""
) -> Ribbon:
    """The ribbon that a client's facts make; pure. `held` says why nothing is to be booked."""
    shown = tuple(_shown(protocol, facts, first, until))
    lanes = ribbon(protocol, facts, [each.code for each in shown], first, until)
    valid, answered_on = protocol.settings.questionnaire_valid_days, facts.questionnaire_on
    return Ribbon(
        client_id=client_id,
        today=facts.today,
        first=first,
        until=until,
        lanes=tuple(_named(each, lane, held) for each, lane in zip(shown, lanes, strict=True)),
        next_due=() if held else tuple(_next_due(protocol, facts)),
        answered_on=answered_on,
        answers_last_day=days_on(answered_on, valid) if answered_on else None,
        record_names=_record_names(protocol.catalogue),
        held=held,
    )


def _held(standing: ClientStanding) -> str:
    if standing.deceased_on is not None:
        return f"This client died on {plain_date(standing.deceased_on)}. Nothing is booked."
    return "This client is not to be booked." if standing.do_not_book else ""


def _shown(protocol: Protocol, facts: Facts, first: date, until: date) -> Iterator[Treatment]:
    """What is given again and again, its reviews, and what else the client had in these months."""
    counted = {*protocol.settings.counted_statuses, *protocol.settings.diary_statuses}
    had = {
        event.treatment
        for event in facts.events
        if event.status in counted and first <= event.day < until
    }
    for treatment in protocol.catalogue.treatments:
        usual = treatment.enabled and (_repeats(treatment) or treatment.colour == "review")
        if usual or treatment.code in had:
            yield treatment


def _repeats(treatment: Treatment) -> bool:
    return bool(treatment.recommended_repeat_months or treatment.recommended_repeat_days)


def _named(treatment: Treatment, lane: Lane, held: str) -> RibbonLane:
    closed = bool(held) or not treatment.enabled
    return RibbonLane(
        code=treatment.code,
        name=treatment.short_name,
        record_name=treatment.record_name,
        colour=treatment.colour,
        bookable=not closed,
        lane=replace(lane, spans=()) if closed else lane,
    )


def _next_due(protocol: Protocol, facts: Facts) -> Iterator[NextDue]:
    for treatment in protocol.catalogue.treatments:
        if not treatment.enabled or not _repeats(treatment):
            continue
        had = _latest(facts.events, treatment.code, protocol.settings.counted_statuses)
        if had is None or _is_coming(protocol, facts, treatment.code):
            continue
        usual = _usual(treatment, had.day)
        asked = Proposal(treatment.code, max(usual, facts.today), had.zones)
        day = earliest(protocol, replace(facts, proposed=asked))
        yield NextDue(treatment.code, treatment.short_name, usual, day)


def _latest(events: Iterable[Event], code: str, statuses: Iterable[str]) -> Event | None:
    done = (each for each in events if each.treatment == code and each.status in statuses)
    return max(done, key=lambda each: each.day, default=None)


def _is_coming(protocol: Protocol, facts: Facts, code: str) -> bool:
    coming = _latest(facts.events, code, protocol.settings.diary_statuses)
    return coming is not None and coming.day >= facts.today


def _usual(treatment: Treatment, had: date) -> date:
    """In calendar months where the protocol says months; they are what clients go by."""
    months = treatment.recommended_repeat_months
    return (
        months_on(had, months) if months else days_on(had, treatment.recommended_repeat_days or 0)
    )


def _record_names(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    ours = ((each.code, each.record_name) for each in catalogue.treatments)
    return (*ours, *((each.code, each.record_name) for each in catalogue.external))
