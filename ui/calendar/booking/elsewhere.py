"""A treatment that a client says was had, here before this program or anywhere else."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.safety.protocol import Protocol
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.fields import ComboField, DateField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, Surface
from ui.kit.workplace import Workplace


class ElsewhereForm(Surface):
    """What, where on the body and when; kept with the client at once."""

    kept = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Hidden until it is asked for."""
        super().__init__("note")
        self._workplace = workplace
        self._client_id = 0
        today = local_day(workplace.clinic.clock.now())
        body = Column(self, gap=1, margins=1.5)
        head = Row(gap=1)
        head.addWidget(PlainLabel("Had elsewhere", weight="semibold"), 1)
        head.addWidget(LinkButton("Close", on_click=self.hide))
        self.what = ComboField("What")
        self.place = ComboField("Where", name="Where on the body")
        self.when = DateField(
            "When", lambda text: read_past_day(text, today), show=plain_date, placeholder="1 oct"
        )
        line = Row(gap=1)
        line.addWidget(self.place)
        line.addWidget(self.when)
        self.keep = QuietButton("Keep with the client", on_click=self._keep)
        body.addLayout(head)
        body.addWidget(self.what)
        body.addLayout(line)
        body.addWidget(self.keep)
        self.hide()

    def begin(self, client_id: int, protocol: Protocol) -> None:
        """Ask for one treatment of this client."""
        self._client_id = client_id
        catalogue = protocol.catalogue
        self._zones = {choice.id: choice.zones for choice in catalogue.places.choices}
        self.what.set_choices(had_choices(protocol))
        self.place.set_choices([(c.id, c.label) for c in catalogue.places.choices])
        self.place.set_value("not_sure")
        self.when.set_text("")
        self.show()
        self.what.combo.setFocus()

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
        clinic, by = self._workplace.clinic, self._workplace.by
        client_id, code = self._client_id, self.what.value()
        zones = self._zones[self.place.value() or "not_sure"]
        self._workplace.write(
            lambda: clinic.elsewhere.record(client_id, code, had_on, zones, "", by),
            lambda _done: self._kept(),
            lambda error: self.when.show_trouble(str(error)),
            initiator=self,
            once=(self, client_id),
        )

    def _kept(self) -> None:
        self.hide()
        self.kept.emit()


def had_choices(protocol: Protocol) -> list[tuple[str, str]]:
    """What may have been had elsewhere, as (code, words), what is asked for most first.

    Beside the protocol's own list, those of the clinic's treatments that a rule keeps
    apart and nothing on that list stands for, as needling.
    """
    listed = [(each.code, each.label) for each in protocol.catalogue.external]
    elsewhere = protocol.catalogue.elsewhere
    alone = {
        code
        for rule in protocol.spacing
        for code in rule.after
        if not any(other in elsewhere for other in rule.after)
    }
    ours = [
        (each.code, f"{each.name} at another clinic")
        for each in protocol.catalogue.bookable
        if each.code in alone
    ]
    return [*listed[:1], *ours, *listed[1:]]
