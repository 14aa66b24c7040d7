"""The form of micro-needling: where and how deep, with what, and how the skin answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.records.contents import Point
from clinic_desk.records.missing import Missing
from clinic_desk.records.numbing import numbing_allergy
from ui.kit.answers import AnswerField
from ui.kit.choices import CheckField
from ui.kit.fields import Field, LineField, TextField
from ui.records.areas import AreaList
from ui.records.cream_part import CreamPart
from ui.records.form import RecordForm
from ui.records.lots import LotPart
from ui.records.map_part import MapPart
from ui.records.marking import areas_of, marked_points
from ui.records.reading import RecordFile
from ui.records.section import Section
from ui.records.wording import CHAPERONES, read_whole

NEW_CARTRIDGE = "The cartridge was new, and was thrown away after"


class NeedlingForm(RecordForm):
    """Areas, device, cartridge, cream, end point, session."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._on_file = ""
        self.areas, self.cream = AreaList(), CreamPart()
        self.map = MapPart("Needling map", "needling", "mm")
        self._follows = True
        """Whether the lines follow the map, and not the map the lines."""
        self.device = LineField("Device")
        self.cartridge = LotPart("Cartridge", "No batch of cartridges may be used")
        self.new_cartridge = CheckField(NEW_CARTRIDGE, self._new_cartridge)
        self.session, self.sessions = LineField("Session"), LineField("Sessions in all")
        self.end_point = LineField("End point", "Even redness, pin-point bleeding, none")
        self.chaperone = AnswerField("Chaperone, offered", CHAPERONES, empty="")
        self.reaction = LineField("Straight after", "None seen, or what was seen")
        self.note = TextField("Note")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        where, what, how = (
            Section("Areas", "Depth and passes"),
            Section("With"),
            Section("How it went"),
        )
        where.add(self.areas)
        what.add(self.device, self.cartridge, self.new_cartridge)
        what.add_line(self.session, self.sessions)
        how.add(self.end_point, self.chaperone, self.reaction, self.note)
        self._cards: tuple[QWidget, ...] = (where, what, self.cream, how)
        self.lay_out(self._cards, aside=self.map)

    def _connect(self) -> None:
        self.bind_words(
            device=self.device, end_point=self.end_point, reaction=self.reaction, note=self.note
        )
        self.bind_answers(chaperone=self.chaperone)
        for name, field in (("session", self.session), ("sessions", self.sessions)):
            self._bind_number(name, field)
        self.areas.edited.connect(self._areas_changed)
        self.map.edited.connect(self._points_changed)
        self.areas.reshaped.connect(self.reshaped)
        self.cartridge.changed.connect(lambda lot: self.set_part(cartridge=lot))
        self.cream.changed.connect(self._cream_changed)

    def _bind_number(self, name: str, field: LineField) -> None:
        self.bind(
            name,
            field,
            lambda: read_whole(field.text(), name),
            lambda number: field.set_text("" if number is None else str(number)),
        )

    def parts(self) -> tuple[QWidget, ...]:
        """The areas before the map, though the map stands at the left."""
        return (self._cards[0], self.map, *self._cards[1:])

    # ---- showing

    def offer(self, file: RecordFile) -> None:
        """The places, the batches, and what is on file against lidocaine."""
        content, places = self._content, file.names.catalogue.places
        self.areas.offer(places.labels, file.visit.zones)
        self.cartridge.show_choices(file.offers.cartridges, content.cartridge)
        self.cream.show_cream(content.cream, local_day(file.visit.starts_at), file.offers.creams)
        self.map.show_last(None)
        alerts = ((each.kind, each.text) for each in file.client.details.alerts)
        self._on_file = numbing_allergy(alerts, {})
        self.cream.tell_stop(self._on_file)

    def fill(self, content: Any) -> None:
        """The areas, the map and the tick."""
        self.areas.show_areas(content.areas)
        self.map.show_points(marked_points(content.areas))
        self.new_cartridge.setChecked(content.new_cartridge)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """What stops the cream is said at the cream too."""
        stops = [each.sentence for each in missing if each.field == "cream"]
        told = next((words for words in stops if "lidocaine" in words), self._on_file)
        self.cream.tell_stop(told)

    def place(self, name: str) -> QWidget | None:
        """The line that lacks something; the first field of a part."""
        if name == "areas":
            return self.areas.lead()
        if name == "cartridge":
            return self.cartridge.field.control
        if name == "new_cartridge":
            return self.new_cartridge
        if name == "cream":
            return self._cream_place()
        return super().place(name)

    def _cream_place(self) -> QWidget:
        cream = self.cream.cream()
        if cream is None or self.cream.stop.words.text():
            return self.cream.used
        if not cream.product.strip():
            return self.cream.product.control
        field: Field = self.cream.on_at if cream.on_at is None else self.cream.off_at
        return field.control

    # ---- while it is written

    def _new_cartridge(self, new: bool) -> None:
        self.set_part(new_cartridge=new)

    def _areas_changed(self) -> None:
        self.set_unread("areas", self.areas.unread())
        self.set_part(areas=self.areas.areas())
        self._follows = False
        self.map.change_points(marked_points(self.areas.areas()))
        self._follows = True

    def _points_changed(self, points: tuple[Point, ...]) -> None:
        """The lines follow what is marked; what was typed of each stays."""
        if self._follows:
            areas = areas_of(points, self.areas.areas())
            self.areas.show_areas(areas)
            self.reshaped.emit()
            self.set_part(areas=areas)

    def _cream_changed(self) -> None:
        self.set_unread("cream", next(iter(self.cream.troubles.values()), ""))
        self.set_part(cream=self.cream.cream())
