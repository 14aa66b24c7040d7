"""The form of botulinum toxin: the vial, the map with its totals, why and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import listed
from clinic_desk.records.contents import Point, ToxinContent, Vial
from clinic_desk.records.licensed import marked
from clinic_desk.records.totals import NO_PRODUCT, vial_of
from clinic_desk.treatments.labels import labels
from ui.kit.answers import AnswerField
from ui.kit.choices import CheckField
from ui.kit.fields import ComboField, LineField, TextField
from ui.kit.labels import PlainLabel
from ui.kit.layout import reveal
from ui.kit.wash import Notice
from ui.kit.workplace import Workplace
from ui.records.form import RecordForm, people_choices
from ui.records.map_part import MapPart
from ui.records.reading import RecordFile
from ui.records.section import Section
from ui.records.telling import day_words, product_rows, unit_sentence
from ui.records.totals_table import TotalsTable
from ui.records.vials import VialPart
from ui.records.wording import CHAPERONES, LINES

DRAFT_LIST = "The list of labels is a draft, which the prescriber is to confirm."
EXPLAINED = "The areas outside the label were explained as such"


class ToxinForm(RecordForm):
    """Vials, points, totals; prescriber and consultation; lines, chaperone, reaction, note."""

    copy_wanted = Signal(int, str)
    """The record whose map is to be copied, and the product it is to be copied under."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty."""
        super().__init__()
        self._clock = workplace.clinic.clock
        self.vials, self.map = VialPart(workplace), MapPart()
        self.table, self.units = TotalsTable(), Notice("toxin")
        self.off_label = PlainLabel(tone="warn", wrap=True, size="small")
        self.explained = CheckField(EXPLAINED, self._explained)
        self.prescriber = ComboField("Prescribed by")
        self.consulted = ComboField("Face-to-face consultation")
        self.lines = AnswerField("Lines", LINES, empty="")
        self.chaperone = AnswerField("Chaperone, offered", CHAPERONES, empty="")
        self.reaction = LineField("Straight after", "None seen, or what was seen")
        self.note = TextField("Note")
        self._last: int | None = None
        self._follows = True
        """Whether the content follows the map, and not the map the content."""
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.given = Section("Given")
        self.given.add(self.table, self.units, self.off_label, self.explained)
        why = Section("Prescribed")
        why.add_line(self.prescriber, self.consulted)
        why.add(self.lines)
        how = Section("How it went")
        how.add(self.chaperone, self.reaction, self.note)
        self._cards: tuple[QWidget, ...] = (self.given, why, how)
        self.lay_out((self.vials, *self._cards), aside=self.map)

    def _connect(self) -> None:
        self.bind_choices(prescriber_id=self.prescriber, consulted_on=self.consulted)
        self.bind_answers(line_type=self.lines, chaperone=self.chaperone)
        self.bind_words(reaction=self.reaction, note=self.note)
        self.vials.changed.connect(self._vials_changed)
        self.vials.source_changed.connect(self._source_changed)
        self.map.edited.connect(self._points_changed)
        self.map.copy_wanted.connect(self.copy_last)
        self.map.clear_units_wanted.connect(self._clear_units)

    def parts(self) -> tuple[QWidget, ...]:
        """The vial before the map, though the map stands at the left."""
        return (self.vials, self.map, *self._cards)

    # ---- showing

    def offer(self, file: RecordFile) -> None:
        """The people, the consultations, and the last map."""
        content = self._content
        last = file.offers.last_map
        self._last = last.id if last is not None else None
        self.map.show_last(last)
        prescribers = [each for each in file.people if each.prescriber]
        self.prescriber.set_choices(people_choices(prescribers, content.prescriber_id))
        is_today = local_day(file.visit.starts_at) == local_day(self._clock.now())
        self.vials.offer(file.offers, content.vials, is_today=is_today)
        self._offer_consultations(file, content.consulted_on)

    def _offer_consultations(self, file: RecordFile, chosen: date | None) -> None:
        days = list(file.offers.consultations)
        if chosen is not None and chosen not in days:
            days.append(chosen)
        self.consulted.set_choices([(day, day_words(day)) for day in days])
        none = "None with a prescriber is on file"
        self.consulted.combo.setPlaceholderText("Not said yet" if days else none)

    def fill(self, content: Any) -> None:
        """The points, and what follows from them."""
        self.map.tell("")
        self.map.show_points(content.points)
        self._set_source()
        self._follow()

    def take_focus(self) -> None:
        """On the first vial that may be chosen; on the map where one is."""
        place = self.map.chart if self._content.vials else self.place("vials")
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, name: str) -> QWidget | None:
        """The map for its points; the first vial that may be chosen."""
        if name == "points":
            return self.map.chart
        if name == "off_label_explained":
            return self.explained
        if name == "vials":
            usable = (row.tick for row in self.vials.rows if row.tick.isEnabled())
            return next(usable, self.map.chart)
        return super().place(name)

    def _follow(self) -> None:
        """The table, the units' sentence and the off-label tick follow the content."""
        content: ToxinContent = self._content
        rows = product_rows(content)
        self.table.show_rows(rows)
        self.units.say(unit_sentence(rows))
        outside = (row for each in rows for row in each.areas if row.off_label)
        areas = list(dict.fromkeys(row.words.partition(",")[0].lower() for row in outside))
        draft = f" {DRAFT_LIST}" if labels().is_draft else ""
        self.off_label.setText(f"Outside the product's label: {listed(areas)}.{draft}")
        for part in (self.off_label, self.explained):
            reveal(part, bool(areas))
        self.explained.setChecked(content.off_label_explained)

    # ---- while it is written

    def _explained(self, explained: bool) -> None:
        self.set_part(off_label_explained=explained)

    def _points_changed(self, points: tuple[Point, ...]) -> None:
        if not self._follows:
            return
        before = self._content
        if not points or not before.points:
            # What was said of an empty map is read by whoever places the first point.
            self.map.tell("")
        self._content = marked(replace(before, points=points))
        self._follow()
        if self._content != before:
            self.edited.emit()

    def _vials_changed(self, vials: tuple[Vial, ...]) -> None:
        """Points follow the vials; that their units were of another make is said at the map."""
        before: ToxinContent = self._content
        first = vials[0].vial_id if len(vials) > 1 else None
        known = {each.vial_id for each in vials} if len(vials) > 1 else set()
        points = tuple(
            replace(point, vial_id=point.vial_id if point.vial_id in known else first)
            for point in before.points
        )
        after = marked(replace(before, vials=vials, points=points))
        was = sorted(_products(before) - _products(after) - {NO_PRODUCT.product})
        self._content = after
        self._follows = False
        self.map.change_points(after.points)
        self._follows = True
        self._set_source()
        if was and any(point.hundredths for point in points):
            self.map.tell(
                f"These points were given units of {listed(was)}. "
                "Units of one make do not stand for units of another.",
                clears_units=True,
            )
        self._follow()
        self.edited.emit()

    def _set_source(self) -> None:
        """New points are given from the only vial, or from the one that is marked."""
        vials = self._content.vials
        several = len(vials) > 1
        source = self.vials.source.value() if several else None
        self.map.chart.set_vial(source if several else None)

    def _source_changed(self, vial_id: int) -> None:
        """Of the points to come; the chosen one is let go, so that it is not taken for one."""
        self.map.chart.choose(None)
        self.map.chart.set_vial(vial_id)

    def _clear_units(self) -> None:
        points = tuple(replace(point, hundredths=0) for point in self._content.points)
        self.map.change_points(points)
        self.map.tell("")
        self.map.chart.setFocus()

    def can_open_vial(self) -> bool:
        """Whether there is a batch of which a vial may be opened."""
        return bool(self.vials.opening.links)

    def open_vial(self) -> None:
        """Open a vial of the only batch, or go to the batches."""
        self.reveal_place(self.vials.opening)
        self.vials.opening.begin()

    # ---- the last map

    def can_copy(self) -> bool:
        """Whether there is a map to copy."""
        return self._last is not None

    def copy_last(self) -> None:
        """Ask for the last map under the product that is chosen here."""
        if self._last is not None:
            products = list(dict.fromkeys(each.product for each in self._content.vials))
            self.copy_wanted.emit(self._last, products[0] if products else "")

    def take_copied(self, points: tuple[Point, ...]) -> None:
        """Take copied points in place of those there are; Ctrl Z on the map takes them back."""
        vials = self._content.vials
        source = vials[0].vial_id if len(vials) > 1 else None
        self.map.tell("")
        self.map.change_points(tuple(replace(point, vial_id=source) for point in points))
        self.map.chart.setFocus()


def _products(content: ToxinContent) -> set[str]:
    return {vial_of(content, point).product for point in content.points}
