"""The visits of the demo clinic: journeys laid into the agenda, with what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from clinic_desk.base.clock import at_minute, local
from clinic_desk.demo.agenda import Agenda, Slot
from clinic_desk.demo.cast import CAST
from clinic_desk.demo.journeys import Step, journey, latest
from clinic_desk.demo.names import CANCELLED, DESK_NOTES
from clinic_desk.treatments.catalogue import Catalogue

AHEAD = timedelta(days=42)
FULL_YEAR = 3_600
"""Visits that the demo's people can give in a year and still have gaps to book into."""

ENOUGH_EACH = 5
"""Visits a client from which on everyone may stay; with fewer they are shared out."""


@dataclass(frozen=True)
class PlannedVisit:
    """One visit of the demo, before it has an id."""

    client: int
    step: Step
    slot: Slot
    status: str
    reason: str
    note: str

    @property
    def starts_at(self) -> datetime:
        """The instant it starts, in UTC."""
        return at_minute(self.slot.day, self.slot.minute)

    @property
    def ends_at(self) -> datetime:
        """The instant it ends, in UTC."""
        return self.starts_at + timedelta(minutes=self.slot.minutes)


def fill(
    catalogue: Catalogue, clients: int, appointments: int, now: datetime, random: Random
) -> list[PlannedVisit]:
    """`appointments` visits, shared among clients 1 to `clients`, in the order they were laid.

    The past grows beyond a year where a year cannot hold them all.
    """
    years = max(1.0, appointments / FULL_YEAR)
    while True:
        visits = _fill_once(catalogue, clients, appointments, now, years, Random(random.random()))
        if len(visits) >= appointments:
            return visits
        years *= 1.25


def _fill_once(
    catalogue: Catalogue,
    clients: int,
    appointments: int,
    now: datetime,
    years: float,
    random: Random,
) -> list[PlannedVisit]:
    """As many visits as this many years hold, at most `appointments`."""
    today = local(now).date()
    start = today - timedelta(days=int(365 * years))
    agenda = Agenda(away={CAST[1].id: _leave(today)})
    visits: list[PlannedVisit] = []
    per_client = appointments / clients
    for client in random.sample(range(1, clients + 1), clients):
        left = appointments - len(visits)
        if left <= 0:
            break
        share = left if per_client >= ENOUGH_EACH else max(1, round(per_client * 1.6))
        first = start + timedelta(days=random.randrange(max(1, int(365 * years * 0.9))))
        visits += _one_client(catalogue, agenda, client, first, now, random, min(left, share))
    return visits


def _leave(today: date) -> set[date]:
    """The demo's one week of leave: four weeks from now."""
    monday = today + timedelta(days=28 - today.weekday())
    return {monday + timedelta(days=offset) for offset in range(5)}


def _one_client(
    catalogue: Catalogue,
    agenda: Agenda,
    client: int,
    first: date,
    now: datetime,
    random: Random,
    most: int,
) -> list[PlannedVisit]:
    """One client's journey from `first` to six weeks ahead, at most `most` visits."""
    horizon = local(now).date() + AHEAD
    had: set[str] = set()
    visits: list[PlannedVisit] = []
    day = first
    for step in journey(random):
        day += timedelta(days=step.wait_days)
        tries = _until_had(catalogue, agenda, client, step, day, now, random, had)
        visits += tries[: most - len(visits)]
        if day > horizon or len(visits) >= most or not (tries or step.treatment == "BTX_REVIEW"):
            break
        if tries:
            day = tries[-1].slot.day
            had.add(step.treatment)
    return visits


def _until_had(
    catalogue: Catalogue,
    agenda: Agenda,
    client: int,
    step: Step,
    day: date,
    now: datetime,
    random: Random,
    had: set[str],
) -> list[PlannedVisit]:
    """The visits that one step took: those given up, then the one that was kept, if any was."""
    treatment = catalogue.treatment(step.treatment)
    minutes = treatment.minutes_repeat if step.treatment in had else treatment.minutes_first
    last = min(latest(step, day), local(now).date() + AHEAD)
    tries: list[PlannedVisit] = []
    while slot := agenda.place(treatment, minutes, day, last, random):
        visit = _outcome(client, step, slot, now, random)
        tries.append(visit)
        if visit.status not in ("cancelled", "no_show", "not_treated"):
            return tries
        day = slot.day + timedelta(days=1)
    return []


def _outcome(client: int, step: Step, slot: Slot, now: datetime, random: Random) -> PlannedVisit:
    """What became of a visit: most past ones were completed, most coming ones are booked."""
    start = at_minute(slot.day, slot.minute)
    end = start + timedelta(minutes=slot.minutes)
    reason, chance = "", random.random()
    if start <= now < end:
        status = "in_treatment"
    elif end <= now:
        status = "completed"
        if step.treatment != "CONSULT" and chance < 0.05:
            status, reason = "cancelled", random.choice(CANCELLED)
        elif step.treatment != "CONSULT" and chance < 0.07:
            status = "no_show"
        elif step.treatment in ("BTX", "MN") and chance < 0.08:
            status, reason = "not_treated", "Chose to wait"
    else:
        status = "confirmed" if chance < 0.3 else "booked"
    note = random.choice(DESK_NOTES) if random.random() < 0.1 else ""
    return PlannedVisit(client, step, slot, status, reason, note)
