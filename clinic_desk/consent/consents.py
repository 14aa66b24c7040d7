"""The consent room: what a client agreed to, in which words, until it is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.texts import check_texts
from clinic_desk.base.words import plain_date
from clinic_desk.clients.checks import check_not_ahead
from clinic_desk.clients.rows import found
from clinic_desk.consent.forms import Form, Forms
from clinic_desk.consent.models import Consent
from clinic_desk.consent.records import ConsentRecord, OpenedConsent
from clinic_desk.consent.rows import (
    consent_row,
    given_by,
    record_of,
    records,
    standings_on,
)
from clinic_desk.consent.standing import ConsentStanding
from clinic_desk.consent.strokes import kept_strokes, read_strokes
from clinic_desk.db.audit import note
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import KeptFiles
from clinic_desk.db.reading import read_and_noted
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

_OLDEST = date(2000, 1, 1)
_LONGEST_NAME = 200
_GIVEN = ("scope", "version", "given_on", "how", "signed_as")
_WITHDRAWN = ("withdrawn_on", "withdrawn_words")


class Consents:
    """Consents of the clients. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock, forms: Forms, files: KeptFiles) -> None:
        """Take the clinic's database, its clock, the forms, and what keeps scanned ones."""
        self._database = database
        self._clock = clock
        self._forms = forms
        self._files = files
        self._access = Access(database)

    def forms(self) -> tuple[Form, ...]:
        """Every form as a client reads it. Raises CannotOpen for a gap that nothing fills."""
        return tuple(map(self._forms.form, self._forms.heads))

    def form(self, scope: str) -> Form:
        """The form for a scope as a client reads it; NotFound where there is none."""
        return self._forms.form(scope)

    @needs(May.CLINICAL)
    def of_client(self, client_id: int, by: int) -> tuple[ConsentRecord, ...]:
        """All that a client agreed to, taken back or not, the newest first."""
        with self._database.read() as session:
            rows = session.execute(records().where(Consent.client_id == client_id))
            return tuple(map(record_of, rows))

    @needs(May.CLINICAL)
    def standing(
        self, client_id: int, by: int, *, day: date | None = None
    ) -> Mapping[str, ConsentStanding]:
        """How consent to each thing that there is a form for stands, on a local day or today."""
        with self._database.reading() as connection:
            given = given_by(connection, client_id)
        return standings_on(given, self._forms.heads.values(), day or self._today())

    @needs(May.CLINICAL)
    def open(self, consent_id: int, by: int) -> OpenedConsent:
        """One consent with its signature, noted as read.

        Raises NotFound, and LostFile where the picture of the paper is missing or damaged.
        """
        (record, strokes, scan), is_logged = read_and_noted(
            self._database,
            lambda session: _opened(session, consent_id),
            lambda found: Event("consent.read", by, client=found[0].client_id, subject=consent_id),
        )
        return OpenedConsent(
            record,
            read_strokes(strokes) if strokes else (),
            self._files.get(scan) if scan else None,
            unlogged=not is_logged,
        )

    @needs(May.TREAT)
    def give_on_screen(
        self,
        client_id: int,
        scope: str,
        signed_as: str,
        strokes: Sequence[Sequence[tuple[float, float]]],
        by: int,
        given_on: date | None = None,
    ) -> Saved:
        """Keep a form that the client has just signed in a field of the screen.

        Points are fractions of the field, from 0 to 1. Raises BadInput naming the field for
        no name, no signature, or a day to come; NotFound for the client or the form.
        """
        form = self._forms.form(scope)
        drawn = kept_strokes(strokes)
        day = given_on or self._today()
        self._check(signed_as, day)
        values = {"version": form.head.version, "digest": form.digest, "strokes": drawn}
        with self._database.write() as session:
            return self._keep(session, client_id, scope, signed_as, day, by, how="screen", **values)

    @needs(May.TREAT)
    def give_scanned(
        self,
        client_id: int,
        scope: str,
        signed_as: str,
        picture: bytes,
        given_on: date,
        by: int,
        *,
        version: str | None = None,
    ) -> Saved:
        """Keep a form that was signed on paper, as the picture of it: JPEG or PNG.

        `version` is the one that stands on the paper; the words in use unless it is given.
        Raises BadInput naming the field as `give_on_screen`, and for what is no picture or
        too large; NotFound; CannotKeep where the disk takes no file. Nothing is kept then.
        """
        # Pillow is wanted only where a picture comes in.
        from clinic_desk.base.pictures import made_ready

        form = self._forms.form(scope)
        self._check(signed_as, given_on)
        on_paper = (version or form.head.version).strip()
        check_texts(version=on_paper)
        digest = form.digest if on_paper == form.head.version else ""
        values = {"version": on_paper, "digest": digest}
        content = made_ready(picture).content
        with (
            self._files.ready(content, "image/jpeg") as ready,
            self._database.write() as session,
        ):
            values["scan"] = self._files.keep(session, ready)
            return self._keep(
                session, client_id, scope, signed_as, given_on, by, how="scan", **values
            )

    @needs(May.TREAT)
    def withdraw(self, consent_id: int, on: date, words: str, by: int) -> Changes:
        """Note that a client took a consent back, and with it all given for the same up to then.

        `words` may be empty: nobody need say why. NotAllowed where it was taken back already,
        BadInput for a day to come or one before it was given.
        """
        check_texts(words=words)
        check_not_ahead("on", "The day it was taken back", on, self._today())
        with self._database.write() as session:
            row = consent_row(session, consent_id)
            _check_stands(row, on)
            for each in session.scalars(_standing_beside(row)):
                if each.given_on <= on:
                    each.withdrawn_on, each.withdrawn_words = on, words.strip()
                    each.withdrawn_by, each.withdrawn_at = by, self._clock.now()
                    _note(session, "consent.withdrawn", by, each, _WITHDRAWN)
            return Changes(clients=frozenset({row.client_id}))

    def _keep(
        self,
        session: Session,
        client_id: int,
        scope: str,
        signed_as: str,
        given_on: date,
        by: int,
        **values: str,
    ) -> Saved:
        found(session, client_id)
        row = Consent(
            client_id=client_id,
            scope=scope,
            signed_as=" ".join(signed_as.split()),
            given_on=given_on,
            taken_by=by,
            taken_at=self._clock.now(),
            **values,
        )
        session.add(row)
        session.flush()
        _note(session, "consent.given", by, row, _GIVEN)
        return Saved(row.id, Changes(clients=frozenset({client_id})))

    def _check(self, signed_as: str, given_on: date) -> None:
        check_texts(signed_as=signed_as)
        if not signed_as.strip() or len(signed_as) > _LONGEST_NAME:
            raise BadInput("signed_as", "Type the name of whoever signed.")
        check_not_ahead("given_on", "The day it was signed", given_on, self._today())
        if given_on < _OLDEST:
            what = f"{plain_date(given_on)} is too long ago to be meant."
            raise BadInput("given_on", what, next_step="Check the year.")

    def _today(self) -> date:
        return local_day(self._clock.now())


def _opened(session: Session, consent_id: int) -> tuple[ConsentRecord, str | None, str | None]:
    row = consent_row(session, consent_id)
    found = session.execute(records().where(Consent.id == consent_id)).one()
    return record_of(found), row.strokes, row.scan


def _check_stands(row: Consent, on: date) -> None:
    if row.withdrawn_on is not None:
        raise NotAllowed(f"It was taken back on {plain_date(row.withdrawn_on)} already.")
    if on < row.given_on:
        what = f"It was given on {plain_date(row.given_on)}, after that day."
        raise BadInput("on", what, next_step="Check the date.")


def _standing_beside(row: Consent) -> Any:
    """This consent and all others of the client for the same that nobody took back."""
    return select(Consent).where(
        Consent.client_id == row.client_id,
        Consent.scope == row.scope,
        Consent.withdrawn_on.is_(None),
    )


def _note(session: Session, act: str, by: int, row: Consent, fields: Sequence[str]) -> None:
    note(session, act, by, client=row.client_id, subject=row.id, fields=fields)
