"""The clinic itself: its name, and how clients reach it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.staff.practice import Practice
from ui.kit.fields import Field, LineField, TextField
from ui.kit.layout import Column, Row
from ui.kit.workplace import Workplace
from ui.settings.section import Section


class ClinicForm(QWidget):
    """The fields, also for a clinic that is not made yet."""

    def __init__(self) -> None:
        """With what the program begins with, to be changed."""
        super().__init__()
        self.name = LineField("Name of the clinic")
        self.phone = LineField("Phone", "01223 455144")
        self.contact = LineField("Who clients may ask for", "The nurse's name")
        self.address = TextField("Address", "As it stands on letters")
        self.out_of_hours = LineField("Out of hours", "What a client does when nobody answers")
        body = Column(self, gap=2)
        body.addWidget(self.name)
        pair = Row(gap=2)
        pair.addWidget(self.phone, 1)
        pair.addWidget(self.contact, 1)
        body.addLayout(pair)
        body.addWidget(self.address)
        body.addWidget(self.out_of_hours)
        self.show_practice(Practice())

    def fields(self) -> dict[str, Field]:
        """The fields by their names in Practice."""
        return {
            "name": self.name,
            "phone": self.phone,
            "contact": self.contact,
            "address": self.address,
            "out_of_hours": self.out_of_hours,
        }

    def show_practice(self, practice: Practice) -> None:
        """Fill the fields; one that says so already keeps its cursor."""
        for name, field in self.fields().items():
            words = getattr(practice, name)
            if isinstance(field, LineField | TextField) and field.text() != words:
                field.set_text(words)

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {
            name: field.text().strip()
            for name, field in self.fields().items()
            if isinstance(field, LineField | TextField)
        }


class ClinicSection(Section):
    """The clinic's name and lines."""

    name = "clinic"
    title = "The clinic"
    about = "Shown at the top of the window and printed on every leaflet."

    def __init__(self, workplace: Workplace) -> None:
        """The form."""
        super().__init__(workplace)
        self.form = ClinicForm()
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.listen_to(*self.form.fields().values())

    def inputs(self) -> tuple[QWidget, ...]:
        """The form."""
        return (self.form,)

    def read(self) -> Practice:
        """The practice."""
        return self.clinic.practice.read()

    def fill(self, found: Practice) -> None:
        """Show its words."""
        self.form.show_practice(found)

    def draft(self) -> dict[str, str]:
        """The words typed."""
        return self.form.texts()

    def keep(self, draft: dict[str, str], by: int) -> Changes:
        """Write them beside everything else that is set."""
        practice = self.clinic.practice
        return practice.save(replace(practice.read(), **draft), by)  # type: ignore[arg-type]

    def fields(self) -> dict[str, Field]:
        """By their names in Practice."""
        return self.form.fields()

    def first_control(self) -> QWidget:
        """The name."""
        return self.form.name.control
