"""What left the program on paper or as a file that is no leaflet: noted once it has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

How = Literal["printed", "saved"]


class PaperLog:
    """Notes the day's list and the appointment slip."""

    def __init__(self, database: Database) -> None:
        """Take the clinic's database."""
        self._database = database
        self._access = Access(database)

    @needs(May.DESK)
    def day_listed(self, day: date, how: How, by: int) -> None:
        """Note that the visits of a local day and of the next one left on a list."""
        with self._database.write() as session:
            # The day as a number, 20261208: the fields of an event hold names alone.
            number = int(day.strftime("%Y%m%d"))
            note(session, "paper.day_printed", by, subject=number, fields=(how,))

    @needs(May.DESK)
    def slip_given(self, visit_id: int, client_id: int, how: How, by: int) -> None:
        """Note that the slip of a visit was made for a client."""
        with self._database.write() as session:
            note(
                session,
                "paper.slip_printed",
                by,
                client=client_id,
                subject=visit_id,
                fields=(how,),
            )

    @needs(May.CLINICAL)
    def record_given(self, record_id: int, client_id: int, how: How, by: int) -> None:
        """Note that the sheet of a treatment record was made."""
        with self._database.write() as session:
            note(
                session,
                "paper.record_printed",
                by,
                client=client_id,
                subject=record_id,
                fields=(how,),
            )

    @needs(May.CLINICAL)
    def batch_listed(self, batch_id: int, how: How, by: int) -> None:
        """Note that the list of who had a batch left on paper or as a file."""
        with self._database.write() as session:
            note(session, "paper.batch_list_saved", by, subject=batch_id, fields=(how,))

    @needs(May.DESK)
    def health_form_printed(self, client_id: int | None, how: How, by: int) -> None:
        """Note that the form of the health questions left, for a client or blank."""
        with self._database.write() as session:
            note(session, "paper.health_form_printed", by, client=client_id, fields=(how,))

    @needs(May.DESK)
    def consent_form_printed(self, client_id: int | None, how: How, by: int) -> None:
        """Note that a consent form to sign by hand left, for a client or blank."""
        with self._database.write() as session:
            note(session, "paper.consent_form_printed", by, client=client_id, fields=(how,))

    @needs(May.CLINICAL)
    def signed_consent_given(self, consent_id: int, client_id: int, how: How, by: int) -> None:
        """Note that a copy of a consent was made, as it was signed."""
        with self._database.write() as session:
            note(
                session,
                "paper.signed_consent_printed",
                by,
                client=client_id,
                subject=consent_id,
                fields=(how,),
            )

    @needs(May.CLINICAL)
    def photographs_given(
        self, photograph_ids: Collection[int], client_id: int, how: How, by: int
    ) -> None:
        """Note that photographs of a client left on paper or as a file, each for itself."""
        with self._database.write() as session:
            for id in photograph_ids:
                note(
                    session,
                    "paper.photograph_printed",
                    by,
                    client=client_id,
                    subject=id,
                    fields=(how,),
                )

    @needs(May.CLINICAL)
    def morning_listed(self, day: date, how: How, by: int) -> None:
        """Note that the morning page of a local day left on paper or as a file."""
        with self._database.write() as session:
            number = int(day.strftime("%Y%m%d"))
            note(session, "paper.morning_printed", by, subject=number, fields=(how,))
