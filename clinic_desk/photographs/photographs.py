"""The room of photographs: added, looked at, framed and removed, while consent to them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import plain_date
from clinic_desk.calendar.models import Appointment
from clinic_desk.clients.checks import check_not_ahead
from clinic_desk.clients.rows import found
from clinic_desk.consent.rows import standing_on
from clinic_desk.consent.standing import ConsentStanding, HasTerms
from clinic_desk.db.audit import note as note_act
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import KeptFiles, Ready, drop_unnamed
from clinic_desk.db.reading import read_and_noted
from clinic_desk.photographs.framing import Frame, check_frame, whole
from clinic_desk.photographs.models import Photograph
from clinic_desk.photographs.records import (
    MOMENTS,
    VIEWS,
    Album,
    Moment,
    View,
    may_be_seen,
    why_not,
)
from clinic_desk.photographs.rows import album, how_many, on_file, photograph_row
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

if TYPE_CHECKING:
    from clinic_desk.base.pictures import Picture

_OLDEST = date(1950, 1, 1)
_SAID = ("taken_on", "view", "moment", "appointment_id", "note")
_ASK = "Ask for it under Consent first."


class Photographs:
    """Photographs of the clients. Every `by` is the id of the person at the desk.

    What decodes, seals or opens a picture takes parts of a second: ask for it `aside`.
    """

    def __init__(self, database: Database, clock: Clock, terms: HasTerms) -> None:
        """Take the clinic's database, its clock, and the terms of the consent to photographs."""
        self._database, self._clock, self._terms = database, clock, terms
        self._kept = KeptFiles(database)
        self._access = Access(database)

    @contextmanager
    def aside(self) -> Iterator[Photographs]:
        """The same room through a connection of its own, for the background lane."""
        with closing(self._database.second()) as second:
            yield Photographs(second, self._clock, self._terms)

    @needs(May.CLINICAL)
    def open(self, client_id: int, by: int) -> Album:
        """The photographs of a client; that they were looked at is noted where any are shown."""
        found = self.of_client(client_id, by)
        if not found.photographs:
            return found
        _, is_logged = read_and_noted(
            self._database,
            lambda session: how_many(session, client_id),
            lambda _: Event("photograph.read", by, client=client_id),
        )
        return Album(found.photographs, found.consent, unlogged=not is_logged)

    @needs(May.CLINICAL)
    def of_client(self, client_id: int, by: int) -> Album:
        """The same, for whoever has opened them already; nothing is noted."""
        with self._database.read() as session:
            consent = self._consent(session, client_id)
            if not may_be_seen(consent):
                return Album((), consent, hidden=how_many(session, client_id))
            return Album(album(session.connection(), client_id), consent)

    @needs(May.CLINICAL)
    def picture(self, photograph_id: int, by: int) -> bytes:
        """One picture as a JPEG, noted as looked at.

        Raises NotFound, NotAllowed where no consent stands, LostFile where its file is
        missing or damaged.
        """
        (name, _), _ = read_and_noted(
            self._database,
            lambda session: self._shown(session, photograph_id),
            lambda found: Event("photograph.read", by, client=found[1], subject=photograph_id),
        )
        return self._kept.get(name)

    @needs(May.CLINICAL)
    def thumbnail(self, photograph_id: int, by: int) -> bytes:
        """The small form of a picture as a JPEG. Raises as `picture`; nothing is noted."""
        with self._database.read() as session:
            name, _ = self._shown(session, photograph_id, small=True)
        return self._kept.get(name)

    @needs(May.TREAT)
    def add(
        self,
        client_id: int,
        picture: bytes | Picture,
        view: View,
        moment: Moment,
        taken_on: date,
        appointment_id: int | None,
        by: int,
        note: str = "",
    ) -> Saved:
        """Keep a picture from a file, made upright and bare; or one that was made ready so
        before, which is quicker. `.id` is the new photograph's.

        Raises NotAllowed where no consent stands, BadInput naming the field for a file that is
        no picture or too large, a picture that is on file, a day to come or a visit of
        somebody else; CannotKeep where the disk takes no file. Nothing is kept then.
        """
        # It brings a library of a fiftieth of a second, for those who add a picture.
        from clinic_desk.base.pictures import made_ready

        self._check_said(view, moment, taken_on, note)
        with self._database.read() as session:
            self._check_may_add(session, client_id, appointment_id)
        made = made_ready(picture) if isinstance(picture, bytes) else picture
        with (
            self._kept.ready(made.content, "image/jpeg") as large,
            self._kept.ready(made.thumbnail, "image/jpeg") as small,
            self._database.write() as session,
        ):
            self._check_may_add(session, client_id, appointment_id)
            row = self._written(session, client_id, made, large, small)
            row.view, row.moment, row.taken_on = view, moment, taken_on
            row.appointment_id, row.note = appointment_id, note.strip()
            row.added_by, row.added_at = by, self._clock.now()
            session.add(row)
            session.flush()
            said = [name for name in _SAID if getattr(row, name)]
            note_act(session, "photograph.added", by, client=client_id, subject=row.id, fields=said)
            return Saved(row.id, _touched(row))

    @needs(May.TREAT)
    def change(
        self,
        photograph_id: int,
        view: View,
        moment: Moment,
        taken_on: date,
        appointment_id: int | None,
        by: int,
        note: str = "",
    ) -> Changes:
        """Put right what is said of a picture. Raises as `add`."""
        self._check_said(view, moment, taken_on, note)
        said = dict(zip(_SAID, (taken_on, view, moment, appointment_id, note.strip()), strict=True))
        with self._database.write() as session:
            row = photograph_row(session, photograph_id)
            self._check_seen(session, row.client_id)
            _check_visit(session, row.client_id, appointment_id)
            was = {name: getattr(row, name) for name in _SAID if getattr(row, name) != said[name]}
            for name in was:
                setattr(row, name, said[name])
            if was:
                _note_changed(session, row, by, was)
            return _touched(row)

    @needs(May.TREAT)
    def frame(self, photograph_id: int, x: float, y: float, width: float, by: int) -> Changes:
        """Keep which part of a picture is framed, in fractions of it: see `framing.Frame`.

        Raises BadInput, NotFound, NotAllowed where no consent stands.
        """
        frame = Frame(x, y, width)
        check_frame(frame)
        with self._database.write() as session:
            row = photograph_row(session, photograph_id)
            self._check_seen(session, row.client_id)
            if frame != (row.frame_x, row.frame_y, row.frame_width):
                row.frame_x, row.frame_y, row.frame_width = frame
                _note_changed(session, row, by, {"frame": None})
            return _touched(row)

    @needs(May.TREAT)
    def remove(self, photograph_id: int, why: str, by: int) -> Changes:
        """Take a picture off the file for good: its key goes, then its file. Not to be undone.

        That there was one, of which view and day, and why it went stays. Copies made before
        have it until they go. Raises BadInput without a reason, NotFound.
        """
        _check_why(why)
        with self._database.write() as session:
            row = photograph_row(session, photograph_id)
            self._take_out(session, row, why, by)
            drop_unnamed(session)
        self._kept.sweep()
        return _touched(row)

    @needs(May.TREAT)
    def remove_all(self, client_id: int, why: str, by: int) -> Changes:
        """`remove` every picture of a client, shown or not: for one who wants none kept."""
        _check_why(why)
        with self._database.write() as session:
            rows = on_file(session, client_id)
            if not rows:
                raise NotFound("There is no photograph of this client on file.")
            for row in rows:
                self._take_out(session, row, why, by)
            drop_unnamed(session)
        self._kept.sweep()
        return Changes(clients=frozenset({client_id}))

    def _written(
        self, session: Session, client_id: int, made: Picture, large: Ready, small: Ready
    ) -> Photograph:
        there = select(Photograph.taken_on).where(
            Photograph.client_id == client_id, Photograph.file == large.name
        )
        taken_on = session.scalars(there).first()
        if taken_on is not None:
            raise BadInput("picture", f"This picture is on file, as of {plain_date(taken_on)}.")
        frame = whole(made.width, made.height)
        return Photograph(
            client_id=client_id,
            file=self._kept.keep(session, large),
            thumbnail=self._kept.keep(session, small),
            width=made.width,
            height=made.height,
            frame_x=frame.x,
            frame_y=frame.y,
            frame_width=frame.width,
        )

    def _take_out(self, session: Session, row: Photograph, why: str, by: int) -> None:
        was = {name: getattr(row, name) for name in _SAID if getattr(row, name)}
        row.file = row.thumbnail = None
        row.removed_by, row.removed_at = by, self._clock.now()
        row.removed_why = why.strip()
        note_act(
            session,
            "photograph.removed",
            by,
            client=row.client_id,
            subject=row.id,
            fields=(*was, "removed_why"),
            before=was,
        )

    def _shown(
        self, session: Session, photograph_id: int, *, small: bool = False
    ) -> tuple[str, int]:
        """The name of a picture's file, and whose it is."""
        row = photograph_row(session, photograph_id)
        self._check_seen(session, row.client_id)
        name = row.thumbnail if small else row.file
        if name is None:
            raise NotFound("This photograph is no longer on file.")
        return name, row.client_id

    def _consent(self, session: Session, client_id: int) -> ConsentStanding:
        return standing_on(
            session.connection(), client_id, self._terms, local_day(self._clock.now())
        )

    def _check_seen(self, session: Session, client_id: int) -> None:
        consent = self._consent(session, client_id)
        if not may_be_seen(consent):
            raise NotAllowed(why_not(consent), kept="The photographs are kept and not shown.")

    def _check_may_add(self, session: Session, client_id: int, appointment_id: int | None) -> None:
        found(session, client_id)
        if why := why_not(self._consent(session, client_id)):
            raise NotAllowed(why, kept="The picture was not added.", next_step=_ASK)
        _check_visit(session, client_id, appointment_id)

    def _check_said(self, view: str, moment: str, taken_on: date, note: str) -> None:
        if view not in VIEWS:
            raise BadInput("view", "Say which side it shows.")
        if moment not in MOMENTS:
            raise BadInput("moment", "Say whether it was taken before or after.")
        check_not_ahead("taken_on", "The day it was taken", taken_on, local_day(self._clock.now()))
        if taken_on < _OLDEST:
            what = f"{plain_date(taken_on)} is too long ago to be meant."
            raise BadInput("taken_on", what, next_step="Check the year.")
        check_text("note", note)


def _check_visit(session: Session, client_id: int, appointment_id: int | None) -> None:
    if appointment_id is None:
        return
    visit = session.get(Appointment, appointment_id)
    if visit is None or visit.client_id != client_id:
        raise BadInput("appointment_id", "That is no visit of this client.")


def _check_why(why: str) -> None:
    check_text("why", why)
    if not why.strip():
        raise BadInput("why", "Say why it is removed.")


def _note_changed(session: Session, row: Photograph, by: int, was: Mapping[str, Any]) -> None:
    held = {name: value for name, value in was.items() if value is not None}
    note_act(
        session,
        "photograph.changed",
        by,
        client=row.client_id,
        subject=row.id,
        fields=tuple(was),
        before=held,
    )


def _touched(row: Photograph) -> Changes:
    return Changes(clients=frozenset({row.client_id}))
