"""Findings of the desk's own: what a client's standing and consents say to a visit. Pure.

They stand beside those of time and place and are no part of a protocol's verdict. What is missing
of consent, and that health has changed, is put right before the visit and asks for no tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clinic_desk.base.words import count, short_day
from clinic_desk.consent.form_text import FormHead
from clinic_desk.consent.standing import ConsentStanding, GivenConsent, scope_of, state_of
from clinic_desk.safety.facts import Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.treatments.catalogue import Treatment

DECEASED, MERGED, DO_NOT_BOOK = "CLIENT-DECEASED", "CLIENT-MERGED", "CLIENT-DO-NOT-BOOK"
NO_DAY_WILL_DO = (DECEASED, MERGED)
"""Nobody passes these, and no other time is offered."""
HEALTH_CHANGED = "HEALTH-CHANGED"
CONSENT_MISSING, CONSENT_OLD = "CONSENT-MISSING", "CONSENT-OLD"

Figures = tuple[tuple[str, str], ...]
Judged = tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class ClientStanding:
    """What of a client's record speaks to every visit, beside the facts that the rules judge."""

    consents: tuple[GivenConsent, ...] = ()
    """In the order in which they were kept."""
    deceased_on: date | None = None
    merged_into: int | None = None
    """The record that this client is kept under now."""
    do_not_book: str = ""
    """Why, for those who treat and the manager; empty where the client may be booked."""
    do_not_book_since: int = 0
    """UTC seconds, so that a new request is not passed by an old reason."""
    health_told_on: date | None = None
    """The local day on which a change in health was told that nobody has looked at yet."""


def desk_findings(
    client: ClientStanding,
    treatment: Treatment,
    forms: Mapping[str, FormHead],
    asked: Proposal,
    today: date,
) -> Iterator[Finding]:
    """What the desk is to know of this client for the visit asked for, on its own day.

    Of a client who has died, or is kept under another record, nothing else is said.
    """
    judged = (("", asked.treatment, asked.day.isoformat(), ", ".join(asked.zones)),)
    if client.deceased_on is not None:
        yield _deceased(client.deceased_on, judged)
        return
    if client.merged_into is not None:
        yield _merged(client.merged_into, judged)
        return
    if client.do_not_book:
        yield _do_not_book(client, judged)
    if client.health_told_on is not None:
        yield _health_changed(client.health_told_on, today, judged)
    form = forms.get(scope_of(treatment))
    if form is not None:
        standing = state_of(client.consents, form, asked.day)
        if standing.state != "current":
            yield _consent(standing, form, treatment, today, judged)


def _deceased(on: date, judged: Judged) -> Finding:
    return Finding(
        rule=DECEASED,
        severity="block",
        title="This client has died",
        sentence="The record says so, so no visit is booked in this name. If that is a mistake, "
        "put the record right first.",
        numbers=(("deceased_on", on.isoformat()),),
        judged=judged,
    )


def _merged(into: int, judged: Judged) -> Finding:
    return Finding(
        rule=MERGED,
        severity="block",
        title="Kept under another record",
        sentence="This client was on file twice, and the two records are one now. Search for the "
        "name again, and book there.",
        numbers=(("merged_into", str(into)),),
        judged=judged,
    )


def _do_not_book(client: ClientStanding, judged: Judged) -> Finding:
    return Finding(
        rule=DO_NOT_BOOK,
        severity="block",
        title="Not to be booked",
        sentence="The clinic has decided not to book this client. A manager may book all the "
        "same, with a reason.",
        override="manager",
        for_clinician=client.do_not_book,
        say="I cannot book that for you myself. May someone from the clinic ring you back?",
        numbers=(("since", str(client.do_not_book_since)),),
        judged=judged,
        clinical=False,
    )


def _health_changed(told_on: date, today: date, judged: Judged) -> Finding:
    return Finding(
        rule=HEALTH_CHANGED,
        severity="warn",
        title="The nurse asks about a change first",
        sentence=f"The client told us on {short_day(told_on, today)} that something has changed. "
        "The nurse goes over the health questions before the visit.",
        ask="before_visit",
        say="The nurse will go over the health questions with you before the visit.",
        numbers=(("told_on", told_on.isoformat()),),
        judged=judged,
        clinical=False,
    )


def _consent(
    standing: ConsentStanding,
    form: FormHead,
    treatment: Treatment,
    today: date,
    judged: Judged,
) -> Finding:
    figures: Figures = (("valid_days", str(form.valid_days)), ("version", form.version))
    if standing.given_on is not None:
        figures = (*figures, ("given_on", standing.given_on.isoformat()))
    is_old = standing.state == "outdated"
    return Finding(
        rule=CONSENT_OLD if is_old else CONSENT_MISSING,
        severity="warn",
        title="Consent to be signed again" if is_old else "Consent to be signed",
        sentence=_consent_words(standing, form, treatment, today),
        ask="before_visit",
        numbers=figures,
        judged=judged,
        clinical=False,
    )


def _consent_words(
    standing: ConsentStanding, form: FormHead, treatment: Treatment, today: date
) -> str:
    what = f"Consent to {treatment.short_name[0].lower()}{treatment.short_name[1:]}"
    if standing.state == "withdrawn" and standing.withdrawn_on is not None:
        since = short_day(standing.withdrawn_on, today)
        return f"{what} was taken back on {since}. It is signed anew before treatment, or not done."
    if standing.state == "none" or standing.given_on is None:
        return f"{what} is not on file. It is signed before treatment."
    given = short_day(standing.given_on, today)
    if standing.version != form.version:
        return f"{what} was signed on {given}, in older words. It is signed again before treatment."
    days = count(form.valid_days, "day")
    return f"{what} was signed on {given}, over {days} before. It is signed again before treatment."
