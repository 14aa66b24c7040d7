"""What is known of a call so far, as one frozen value, and the draft that it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from clinic_desk.calendar.records import Draft, Visit, Wish
from clinic_desk.clients.records import ClientDetails, ClientRecord, PhoneDetails

CONSULTATION = "CONSULT"
"""What a caller whom nobody knows yet is most often booked for."""


@dataclass(frozen=True)
class NewCaller:
    """A caller who is not on file yet, as typed."""

    name: str = ""
    phone: str = ""
    voicemail: bool = False
    discreet: bool = False
    born_on: date | None = None

    @property
    def is_enough(self) -> bool:
        """A name and a phone are enough to be kept."""
        return bool(self.name.strip() and self.phone.strip())

    def details(self) -> ClientDetails:
        """What the record will hold; the last word of the name is the family name."""
        given, _, family = self.name.strip().rpartition(" ")
        if not given:
            given, family = family, ""
        phones = (PhoneDetails(self.phone, self.voicemail, self.discreet),)
        return ClientDetails(
            given=given,
            family=family,
            born_on=self.born_on,
            phones=phones if self.phone.strip() else (),
        )


@dataclass(frozen=True)
class Call:
    """One call at the desk. What is None has not been said and is the program's to choose."""

    client: ClientRecord | None = None
    new: NewCaller | None = None
    treatment: str | None = None
    place: str | None = None
    """The id of the protocol's coarse place; None until it is asked, or where `zones` is finer."""
    zones: tuple[str, ...] = ()
    person_id: int | None = None
    room_id: int | None = None
    device_id: int | None = None
    """Set together with the time when an offered time is taken."""
    starts_at: datetime | None = None
    minutes: int | None = None
    desk_note: str = ""
    visit: Visit | None = None
    """The visit that is moved or changed."""
    neither: bool = False
    """A new caller has said that neither treatment was had anywhere in three months."""
    checked: bool = False
    """Whether the caller said a date of birth or postcode that matches."""
    reason: str = ""
    seen: bool = False
    """Whether the warnings that ask for a look have been ticked."""
    wish: Wish = field(default_factory=Wish)

    @property
    def knows_who(self) -> bool:
        """Whether there is someone to book for."""
        return self.client is not None or (self.new is not None and self.new.is_enough)

    def asks_history(self, nothing_on_file: bool, exempt: bool) -> bool:
        """Whether to ask what was had before; `exempt` treatments are kept apart from nothing."""
        unknown = nothing_on_file or (self.client is None and self.new is not None)
        return unknown and not exempt and not self.neither

    @property
    def name(self) -> str:
        """Who is calling, as far as it is known."""
        if self.client is not None:
            return self.client.shown_name
        return self.new.name if self.new else ""

    def draft(self) -> Draft | None:
        """The visit asked for; None while no treatment has been named."""
        if self.treatment is None:
            return None
        return Draft(
            treatment=self.treatment,
            client_id=self.client.id if self.client else None,
            born_on=self.new.born_on if self.new and not self.client else None,
            newcomer=self.new is not None and self.client is None,
            zones=self.zones,
            person_id=self.person_id,
            room_id=self.room_id,
            device_id=self.device_id,
            starts_at=self.starts_at,
            minutes=self.minutes,
            desk_note=self.desk_note,
            appointment_id=self.visit.id if self.visit else None,
            version=self.visit.version if self.visit else None,
        )
