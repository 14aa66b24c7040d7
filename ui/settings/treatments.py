"""Which treatments the clinic gives, and how long each takes, with what goes before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import BadInput
from clinic_desk.staff.practice import CHANGEABLE_MINUTES
from clinic_desk.treatments.catalogue import Treatment
from ui.kit.choices import CheckField
from ui.kit.fields import Field
from ui.kit.labels import PlainLabel
from ui.kit.layout import reveal
from ui.kit.workplace import Workplace
from ui.settings.cells import CellField, RowTrouble
from ui.settings.grid import Grid
from ui.settings.section import Section

HEADS = {
    "minutes_first": "First visit",
    "minutes_repeat": "Later visits",
    "prep_minutes": "Before",
    "cleanup_minutes": "After",
    "numbing_minutes": "Numbing",
}
"""The columns, by the names of what may be set; all in minutes."""
CELL_STEPS = 8
Changed = dict[str, dict[str, int | bool]]


class TreatmentRow:
    """One treatment: on or off, and its minutes."""

    def __init__(self, section: TreatmentsSection, treatment: Treatment) -> None:
        """As the protocol and the clinic have it now."""
        self.treatment = treatment
        self.teller = RowTrouble()
        self.tick = CheckField(treatment.name, lambda _on: self._changed())
        self._section = section
        self.cells = {
            key: CellField(f"{treatment.name}, {head.lower()}, minutes", self.teller)
            for key, head in HEADS.items()
        }
        self.note = PlainLabel(treatment.disabled_reason, size="small", tone="warn", wrap=True)
        for cell in self.cells.values():
            cell.edited.connect(section.touch)
            cell.line.returnPressed.connect(section.wants_save)
        self.show_treatment(treatment)

    def show_treatment(self, treatment: Treatment) -> None:
        """Fill the row."""
        self.treatment = treatment
        self.tick.setChecked(treatment.enabled)
        for key, cell in self.cells.items():
            words = str(getattr(treatment, key))
            if cell.text() != words:
                cell.set_text(words)
            cell.show_trouble("")
        reveal(self.note, bool(treatment.disabled_reason))

    def changed(self) -> dict[str, int | bool]:
        """What the row says that the treatment does not; BadInput for what cannot be."""
        read: dict[str, int | bool] = {key: self._minutes(key) for key in HEADS}
        self._check_numbing(read)
        read["enabled"] = self.tick.isChecked()
        return {key: value for key, value in read.items() if value != getattr(self.treatment, key)}

    def _minutes(self, key: str) -> int:
        typed = self.cells[key].text().strip().removesuffix("min").strip()
        least, most = CHANGEABLE_MINUTES[key]
        if not (typed.isascii() and typed.isdigit()) or not least <= int(typed) <= most:
            raise self._wrong(key, f"{HEADS[key]}: {least} to {most} whole minutes.")
        return int(typed)

    def _check_numbing(self, read: Mapping[str, int | bool]) -> None:
        if read["numbing_minutes"] > min(read["minutes_first"], read["minutes_repeat"]):
            what = "The numbing cream cannot work for longer than the visit lasts."
            raise self._wrong("numbing_minutes", what)

    def _wrong(self, key: str, what: str) -> BadInput:
        return BadInput(f"{self.treatment.code}.{key}", f"{self.treatment.name}: {what}")

    def _changed(self) -> None:
        self._section.touch()


class TreatmentsSection(Section):
    """A table of treatments."""

    name = "treatments"
    title = "Treatments"
    about = (
        "What can be booked, and for how many minutes. Before and after is the time that the room "
        "needs; while a numbing cream works the practitioner is free."
    )

    def __init__(self, workplace: Workplace) -> None:
        """Empty until it is read."""
        super().__init__(workplace)
        self.rows: dict[str, TreatmentRow] = {}
        self._table = QWidget()
        words = (
            "A treatment that is switched on is offered by those people and rooms that are "
            "ticked for it under People, and under Rooms and devices."
        )
        self.body.addWidget(self._table)
        self.body.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))
        self.body.addStretch(1)

    def inputs(self) -> tuple[QWidget, ...]:
        """The table."""
        return (self._table,)

    def read(self) -> tuple[Treatment, ...]:
        """All treatments of the protocol in force."""
        return self.clinic.protocol.current().catalogue.treatments

    def fill(self, found: tuple[Treatment, ...]) -> None:
        """Show them."""
        if [each.code for each in found] != list(self.rows):
            self._draw(found)
        for each in found:
            self.rows[each.code].show_treatment(each)

    def draft(self) -> Changed:
        """What is to be changed, by code."""
        rows = {code: row.changed() for code, row in self.rows.items()}
        return {code: changed for code, changed in rows.items() if changed}

    def keep(self, draft: Changed, by: int) -> Changes:
        """Write it beside what was changed before."""
        practice = self.clinic.practice
        before = practice.read()
        changes: dict[str, Any] = {
            code: dict(keys) for code, keys in before.treatment_changes.items()
        }
        for code, keys in draft.items():
            changes[code] = {**changes.get(code, {}), **keys}
        return practice.save(replace(before, treatment_changes=changes), by)

    def fields(self) -> dict[str, Field]:
        """Every cell: `BTX.minutes_first`."""
        return {
            f"{code}.{key}": cell
            for code, row in self.rows.items()
            for key, cell in row.cells.items()
        }

    def first_control(self) -> QWidget | None:
        """The first treatment's first figure."""
        for row in self.rows.values():
            return row.cells["minutes_first"].control
        return None

    def _draw(self, found: tuple[Treatment, ...]) -> None:
        before, self._table = self._table, QWidget()
        self.body.replaceWidget(before, self._table)
        before.hide()
        before.deleteLater()
        grid = Grid(("", *HEADS.values()), widths=(0, *[CELL_STEPS] * len(HEADS)))
        self._table.setLayout(grid)
        self.rows = {each.code: TreatmentRow(self, each) for each in found}
        for row in self.rows.values():
            grid.add_row((row.tick, *row.cells.values()))
            grid.add_wide(row.teller)
            grid.add_wide(row.note)
