"""Rooms and devices, and which treatments each suits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count as counting

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.calendar.hours_records import PlaceDraft, PlaceKind, PlaceRecord
from clinic_desk.treatments.catalogue import Treatment
from ui.kit.fields import Field, LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column
from ui.kit.workplace import Workplace
from ui.settings.many import ManySection
from ui.settings.side_list import SideEntry
from ui.settings.ticks import TicksField

KIND_WORDS = {"room": "Room", "device": "Device"}


@dataclass(frozen=True)
class PlaceEdit:
    """A room or a device as the form has it."""

    kind: PlaceKind
    draft: PlaceDraft
    waits: bool = False


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    rooms: tuple[PlaceRecord, ...]
    devices: tuple[PlaceRecord, ...]
    treatments: tuple[Treatment, ...]


class PlaceForm(QWidget):
    """The name, and what it suits."""

    edited = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.name = LineField("Name")
        self.treatments = TicksField("Suits")
        words = (
            "A treatment is offered only in a room that suits it, with a device where it needs one."
        )
        body = Column(self, gap=2)
        body.addWidget(self.name)
        body.addWidget(self.treatments)
        body.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))
        self.name.edited.connect(self.edited)
        self.treatments.edited.connect(self.edited)


class PlacesSection(ManySection):
    """A list of rooms, then of devices, and the form of one."""

    name = "places"
    title = "Rooms and devices"
    about = "What each room and each device is suited to."
    remove_words = "Out of use"
    none_yet = "There is no room yet, and no device."

    def __init__(self, workplace: Workplace) -> None:
        """The list is empty until it is read."""
        self.form = PlaceForm()
        self._treatments: tuple[Treatment, ...] = ()
        super().__init__(workplace, self.form)
        self.form.edited.connect(self.form_edited)
        self.form.name.line.returnPressed.connect(self.wants_save)

    def read(self) -> Found:
        """What is in use."""
        hours = self.clinic.hours
        treatments = self.clinic.protocol.current().catalogue.treatments
        return Found(hours.rooms(), hours.devices(), treatments)

    def fill(self, found: Found) -> None:
        """Show them."""
        self._treatments = found.treatments
        self.form.treatments.ticks.offer(found.treatments)
        self.show_edits(
            [PlaceEdit(each.kind, _draft(each)) for each in (*found.rooms, *found.devices)]
        )

    def propose(self) -> None:
        """One room for everything, and a device where a treatment needs one."""
        if self.edits:
            return
        edits = [self._new("room")]
        if any(each.needs_device for each in self._treatments if each.enabled):
            edits.append(self._new("device"))
        self.show_edits(edits)
        self.touch()

    def adds(self) -> tuple[tuple[str, Callable[[], PlaceEdit]], ...]:
        """A room, or a device."""
        return (
            ("Add a room", partial(self._new, "room")),
            ("Add a device", partial(self._new, "device")),
        )

    def _new(self, kind: PlaceKind) -> PlaceEdit:
        """A room that suits all that is given, or a device for what needs one."""
        is_device = kind == "device"
        suits = frozenset(
            each.code
            for each in self._treatments
            if each.enabled and (each.needs_device if is_device else each.needs_room)
        )
        same = [edit for edit in self.edits if edit.kind == kind]
        return PlaceEdit(kind, PlaceDraft(self._free_name(kind), suits, position=len(same)), True)

    def show_edit(self, edit: PlaceEdit) -> None:
        """Fill the form."""
        form = self.form
        if form.name.text() != edit.draft.name:
            form.name.set_text(edit.draft.name)
        form.treatments.ticks.show_codes(edit.draft.treatments)
        for field in self.fields().values():
            field.show_trouble("")

    def read_edit(self) -> PlaceEdit:
        """What the form has now."""
        edit = self.edits[self.at]
        draft = edit.draft._replace(
            name=" ".join(self.form.name.text().split()),
            treatments=self.form.treatments.ticks.codes(),
        )
        return PlaceEdit(edit.kind, draft, waits=True)

    def entry(self, edit: PlaceEdit) -> SideEntry:
        """Its name and kind."""
        return SideEntry(edit.draft.name or "No name yet", KIND_WORDS[edit.kind])

    def keep_one(self, edit: PlaceEdit, by: int) -> tuple[PlaceEdit, Changes]:
        """Write it."""
        hours = self.clinic.hours
        save = hours.save_room if edit.kind == "room" else hours.save_device
        saved = save(edit.draft, by)
        return PlaceEdit(edit.kind, edit.draft._replace(id=saved.id)), saved.changes

    def settled(self, now: PlaceEdit, kept: PlaceEdit) -> PlaceEdit:
        """With its id."""
        return replace(now, draft=now.draft._replace(id=kept.draft.id))

    def is_kept(self, edit: PlaceEdit) -> bool:
        """Whether it has an id."""
        return edit.draft.id is not None

    def remove_kept(self, edit: PlaceEdit) -> None:
        """Take it out of use; visits that are in it keep it."""
        hours, by, place_id = self.clinic.hours, self.by, edit.draft.id or 0
        remove = hours.remove_room if edit.kind == "room" else hours.remove_device
        self.work.write(
            lambda: remove(place_id, by), lambda _: self._removed(edit), self.tell, initiator=self
        )

    def first_control(self) -> QWidget:
        """The name."""
        return self.form.name.control

    def fields(self) -> dict[str, Field]:
        """Of the one in sight."""
        return {"name": self.form.name, "treatments": self.form.treatments}

    def _removed(self, edit: PlaceEdit) -> None:
        self.edits = [
            other
            for other in self.edits
            if other.draft.id != edit.draft.id or other.kind != edit.kind
        ]
        self.show_edits(self.edits)
        hours, by = self.clinic.hours, self.by
        back = hours.save_room if edit.kind == "room" else hours.save_device
        self.work.announce(
            f"{edit.draft.name} is out of use.",
            lambda: self.work.write(lambda: back(edit.draft, by), initiator=self),
        )

    def _free_name(self, kind: PlaceKind) -> str:
        taken = {edit.draft.name.casefold() for edit in self.edits}
        names = (f"{KIND_WORDS[kind]} {number}" for number in counting(1))
        return next(name for name in names if name.casefold() not in taken)


def _draft(place: PlaceRecord) -> PlaceDraft:
    return PlaceDraft(**{name: getattr(place, name) for name in PlaceDraft._fields})
