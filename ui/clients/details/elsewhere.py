"""Treatments that the client had elsewhere: a list, and a short form to add one. Kept at once."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date, short_day
from clinic_desk.treatments.catalogue import Catalogue
from clinic_desk.treatments.elsewhere import ElsewhereRecord
from ui.clients.entries import ASK_THE_NURSE, places_words
from ui.clients.reading import ClientFile
from ui.kit.buttons import IconButton, LinkButton, QuietButton
from ui.kit.fields import ComboField, DateField, LineField, show_troubles
from ui.kit.labels import ElidedLabel, PlainLabel
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace


class ElsewhereBox(QWidget):
    """What was had elsewhere, newest first, with a way to add and to take out."""

    def __init__(self, workplace: Workplace) -> None:
        """Shows nothing until a client is there."""
        super().__init__()
        self._workplace = workplace
        self._client_id = 0
        self._catalogue: Catalogue | None = None
        body = Column(self, gap=1)
        self._lines = Column(gap=0.5)
        body.addLayout(self._lines)
        self.add = LinkButton("Add a treatment elsewhere", on_click=self.begin)
        body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = QWidget()
        self._lay_out_form()
        body.addWidget(self.form)
        self.trouble = TroubleLine()
        body.addWidget(self.trouble)
        reveal(self.form, False)

    def _lay_out_form(self) -> None:
        self.what = ComboField("What was had")
        self.place = ComboField("Where on the body")
        self.when = DateField("When", self._read_day, show=plain_date, placeholder="1 oct")
        self.note = LineField("Note", "By whom, if that is known")
        self.keep = QuietButton("Keep", on_click=self._keep)
        form = Column(self.form, gap=1)
        line = Row(gap=1)
        line.addWidget(self.place, 1)
        line.addWidget(self.when, 1)
        form.addWidget(self.what)
        form.addLayout(line)
        form.addWidget(self.note)
        acts = Row(gap=1)
        acts.addWidget(self.keep)
        acts.addWidget(LinkButton("Close", on_click=self._close))
        acts.addStretch(1)
        form.addLayout(acts)
        self.what.edited.connect(self._ask_place)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, local_day(self._workplace.clinic.clock.now()))

    def show_file(self, file: ClientFile) -> None:
        """Show a client's; a form being filled stays while it is the same client."""
        if file.record.id != self._client_id:
            self._close()
        self._client_id, self._catalogue = file.record.id, file.catalogue
        if _holds_focus(self) and not _holds_focus(self.form):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._lines)
        for record in file.elsewhere:
            self._lines.addLayout(self._line(record))
        if not file.elsewhere:
            self._lines.addWidget(PlainLabel("Nothing is on file.", tone="quiet"))

    def begin(self) -> None:
        """Ask for one."""
        if self._catalogue is None:
            return
        places = self._catalogue.places.choices
        self.what.set_choices([(each.code, each.label) for each in self._catalogue.external])
        self.what.set_value(None)
        self.place.set_choices([(choice.id, choice.label) for choice in places])
        self.place.set_value("not_sure")
        self.when.set_text("")
        self.note.set_text("")
        self.trouble.clear()
        self._ask_place()
        reveal(self.form, True)
        reveal(self.add, False)
        self.what.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        """Put the form away; the keyboard goes back to what opened it."""
        held = _holds_focus(self.form)
        reveal(self.add, True)
        if held:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self.form, False)

    def _ask_place(self) -> None:
        known = self._catalogue.elsewhere.get(self.what.value()) if self._catalogue else None
        self.place.setEnabled(known is None or known.has_place)

    def _line(self, record: ElsewhereRecord) -> Row:
        line = Row(gap=1)
        words = ElidedLabel(self._words(record))
        line.addWidget(words, 1)
        name = f"Take out: {words.text()}"
        line.addWidget(IconButton("bin", name, bare=True, on_click=partial(self._remove, record)))
        return line

    def _words(self, record: ElsewhereRecord) -> str:
        today = local_day(self._workplace.clinic.clock.now())
        known = self._catalogue.elsewhere.get(record.code) if self._catalogue else None
        places = places_words(self._catalogue, record.zones) if self._catalogue else ""
        parts = (
            short_day(record.had_on, today),
            known.label if known else record.code,
            places,
            ASK_THE_NURSE if record.ask_the_nurse else " ".join(record.note.split()),
        )
        return " · ".join(part for part in parts if part)

    # ---- writing

    def _keep(self) -> None:
        if self.what.value() is None:
            self.what.show_trouble("Choose what was had.")
            return
        try:
            had_on = self.when.value()
        except BadInput:
            return
        if had_on is None:
            self.when.show_trouble("Ask roughly when; a day near it will do.")
            return
        elsewhere, by = self._workplace.clinic.elsewhere, self._workplace.by
        work = partial(
            elsewhere.record,
            self._client_id,
            self.what.value(),
            had_on,
            self._zones(),
            self.note.text(),
            by,
        )
        # Nobody is named as the initiator: the page reads the client again like every other.
        self._workplace.write(work, self._kept, self._refused, once=(self, self._client_id))

    def _zones(self) -> tuple[str, ...]:
        if self._catalogue is None or not self.place.isEnabled():
            return ()
        return self._catalogue.places.choice(self.place.value() or "not_sure").zones

    def _kept(self, saved: Saved) -> None:
        self._close()
        elsewhere, by = self._workplace.clinic.elsewhere, self._workplace.by

        def take_back() -> None:
            self._workplace.write(lambda: elsewhere.remove(saved.id, by))

        self._workplace.announce("Kept a treatment elsewhere", take_back)

    def _refused(self, error: ClinicError) -> None:
        fields = {"code": self.what, "had_on": self.when, "zones": self.place, "note": self.note}
        if not show_troubles(fields, error):
            self.trouble.tell(error)

    def _remove(self, record: ElsewhereRecord) -> None:
        elsewhere, by = self._workplace.clinic.elsewhere, self._workplace.by

        def put_back() -> None:
            self._workplace.write(lambda: elsewhere.put_back(record.id, by))

        def removed(_changes: Changes) -> None:
            self._workplace.announce("Took out a treatment elsewhere", put_back)

        self._workplace.write(lambda: elsewhere.remove(record.id, by), removed, self.trouble.tell)


def _holds_focus(widget: QWidget) -> bool:
    control = QApplication.focusWidget()
    return control is not None and widget.isAncestorOf(control)
