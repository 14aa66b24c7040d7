"""Consents as they are read from the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from clinic_desk.base.errors import NotFound
from clinic_desk.consent.models import Consent
from clinic_desk.consent.records import ConsentRecord, How
from clinic_desk.consent.standing import ConsentStanding, GivenConsent, HasTerms, state_of
from clinic_desk.db.plain import Where, all_rows
from clinic_desk.staff.models import Person

_taker, _noter = aliased(Person), aliased(Person)
_GIVEN = """SELECT scope, version, given_on, withdrawn_on FROM consent
WHERE client_id = :client ORDER BY id
"""
_NEWEST_FIRST = Consent.given_on.desc(), Consent.id.desc()


def records() -> Select[Consent, str, str | None]:
    """Consents with the names of who took them, the newest first, to be narrowed down."""
    return (
        select(Consent, _taker.name, _noter.name)
        .join(_taker, _taker.id == Consent.taken_by)
        .outerjoin(_noter, _noter.id == Consent.withdrawn_by)
        .order_by(*_NEWEST_FIRST)
    )


def record_of(found: Row[Consent, str, str | None]) -> ConsentRecord:
    """One row of `records` as it leaves the room."""
    row, taker, noter = found
    return ConsentRecord(
        id=row.id,
        client_id=row.client_id,
        scope=row.scope,
        version=row.version,
        digest=row.digest,
        given_on=row.given_on,
        how=cast("How", row.how),
        signed_as=row.signed_as,
        taken_by=taker,
        taken_at=row.taken_at,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=noter or "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_words=row.withdrawn_words,
    )


def consent_row(session: Session, consent_id: int) -> Consent:
    """The row of one consent; NotFound."""
    row = session.get(Consent, consent_id)
    if row is None:
        raise NotFound("This consent is no longer on file.", next_step="Open the client again.")
    return row


def given_by(connection: Where, client_id: int) -> tuple[GivenConsent, ...]:
    """All that a client consented to, in the order in which it was kept."""
    return tuple(
        GivenConsent(
            scope,
            version,
            date.fromisoformat(given_on),
            date.fromisoformat(withdrawn_on) if withdrawn_on else None,
        )
        for scope, version, given_on, withdrawn_on in all_rows(
            connection, _GIVEN, {"client": client_id}
        )
    )


def standing_on(connection: Where, client_id: int, form: HasTerms, day: date) -> ConsentStanding:
    """How one client's consent to what a form is for stands on a local day.

    For the rooms above, which ask within an act of their own.
    """
    return state_of(given_by(connection, client_id), form, day)


def standings_on(
    consents: Iterable[GivenConsent], forms: Iterable[HasTerms], day: date
) -> dict[str, ConsentStanding]:
    """How consent to each thing that there is a form for stands on a local day, by scope."""
    given = tuple(consents)
    return {form.scope: state_of(given, form, day) for form in forms}
