"""Who is calling: found while typing, or taken down in place; and whether it is really them."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.words import plain_date
from clinic_desk.clients.birth_dates import read_birth_date
from clinic_desk.clients.records import (
    ClientDetails,
    ClientHit,
    ClientRecord,
    Duplicate,
    PhoneDetails,
)
from ui.calendar.booking.call import NewCaller
from ui.calendar.booking.hits import HitList, hit_row
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.choices import CheckField
from ui.kit.fields import DateField, LineField
from ui.kit.labels import Avatar, Chip, ElidedLabel, PlainLabel, initials_of
from ui.kit.layout import Column, Row, clear
from ui.kit.rows import ChoiceRow
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace


class WhoBox(QWidget):
    """One of three: a field to find someone, a client, or a new caller's name and phone."""

    client_found = Signal(object)
    """A ClientRecord was chosen."""
    newcomer_told = Signal(object)
    """A NewCaller, after every edit."""
    asked_again = Signal()
    """Nobody any more: the field is back."""
    identity_wanted = Signal()
    born_told = Signal(object)
    """The birth date of a client on file who had none."""
    moved_on = Signal()
    """Who is settled; the keyboard may go to the next question."""

    def __init__(self, workplace: Workplace) -> None:
        """Shows the field."""
        super().__init__()
        self._workplace = workplace
        today = local_day(workplace.clinic.clock.now())
        body = Column(self, gap=1)
        self.finding = _Finding(workplace)
        self.known = _Known(today)
        self.new = _Newcomer(workplace, today)
        for part in (self.finding, self.known, self.new):
            body.addWidget(part)
        self.finding.chosen.connect(self.look_up)
        self.finding.is_new.connect(self.begin_new)
        self.new.told.connect(self.newcomer_told)
        self.new.is_known.connect(self.look_up)
        self.known.dropped.connect(self.ask)
        self.new.dropped.connect(self.ask)
        self.known.identity_wanted.connect(self.identity_wanted)
        self.known.born_told.connect(self.born_told)
        self.ask()

    def ask(self, typed: str = "") -> None:
        """Show the field, with what was typed already."""
        self._show(self.finding)
        self.finding.begin(typed)
        self.asked_again.emit()

    def look_up(self, client_id: int) -> None:
        """Read a client and show who it is."""
        clients = self._workplace.clinic.clients
        self._workplace.desk.ask("panel.client", lambda: clients.get(client_id), self._found)

    def show_client(self, record: ClientRecord, checked: bool) -> None:
        """Show a client without telling anyone."""
        self._show(self.known)
        self.known.show_record(record, checked)

    def begin_new(self, typed: str) -> None:
        """Take down a new caller; what was typed is the name, or the phone if it is one."""
        self._show(self.new)
        self.new.begin(typed)

    def show_trouble(self, error: ClinicError) -> None:
        """Put a sentence below the field it names."""
        self.new.show_trouble(error)

    def _found(self, record: ClientRecord) -> None:
        self.show_client(record, checked=False)
        self.client_found.emit(record)
        self.moved_on.emit()

    def _show(self, part: QWidget) -> None:
        for other in (self.finding, self.known, self.new):
            other.setVisible(other is part)


class _Finding(QWidget):
    """The field and what is found."""

    chosen = Signal(int)
    is_new = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        body = Column(self, gap=1)
        self.field = LineField("Client", "Name, phone or date of birth")
        self.hits = HitList(self.field.line)
        body.addWidget(self.field)
        body.addWidget(self.hits)
        self._look = Throttle(90, self._search, self)
        self.field.edited.connect(self._look)

    def begin(self, typed: str) -> None:
        """Start with what was typed on the calendar; the cursor stands behind it."""
        self.field.set_text(typed)
        self.hits.show_rows([])
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.line.setCursorPosition(len(typed))
        if typed:
            self._look()

    def _search(self) -> None:
        typed = self.field.text().strip()
        if not typed:
            self._workplace.desk.forget("panel.search")
            self.hits.show_rows([])
            return
        clients = self._workplace.clinic.clients
        self._workplace.desk.ask("panel.search", lambda: clients.search(typed, 5), self._show)

    def _show(self, hits: tuple[ClientHit, ...]) -> None:
        typed = self.field.text().strip()
        rows = [hit_row(hit, partial(self.chosen.emit, hit.id)) for hit in hits]
        if typed:
            rows.append(
                ChoiceRow(
                    f"New client: {typed}",
                    on_choose=lambda: self.is_new.emit(self.field.text().strip()),
                )
            )
        self.hits.show_rows(rows)


class _Known(QWidget):
    """A client: name, how to reach, and whether the caller said who they are."""

    dropped = Signal()
    identity_wanted = Signal()
    born_told = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        body = Column(self, gap=1)
        line = Row(gap=1.25)
        self._avatar = Avatar()
        names, first = Column(gap=0), Row(gap=0.5)
        self.name = ElidedLabel(weight="semibold")
        self.reach = ElidedLabel(tone="quiet")
        self.checked = Chip("Checked", "good")
        self._other = IconButton("close", "Someone else", bare=True, on_click=self.dropped.emit)
        first.addWidget(self.name, 1)
        first.addWidget(self.checked)
        first.addWidget(self._other)
        names.addLayout(first)
        names.addWidget(self.reach)
        line.addWidget(self._avatar)
        line.addLayout(names, 1)
        body.addLayout(line)
        self.ask = LinkButton(
            "Ask: date of birth or postcode, then F6", on_click=self.identity_wanted.emit
        )
        self.spokespeople = PlainLabel(size="small", tone="quiet", wrap=True)
        self.note = PlainLabel(size="small", tone="quiet", wrap=True)
        self.born = birth_date_field(today)
        self.born.line.editingFinished.connect(self._tell_birth_date)
        for part in (self.ask, self.born, self.spokespeople, self.note):
            body.addWidget(part)

    def show_record(self, record: ClientRecord, checked: bool) -> None:
        """Show a record; whoever may speak for the client, and the desk's note, stand below."""
        details = record.details
        self._avatar.set_initials(initials_of(record.shown_name))
        known_as = f" ({details.known_as})" if details.known_as else ""
        self.name.setText(f"{record.shown_name}{known_as}")
        self.reach.setText(reach_words(details.phones))
        speak = [f"{person.name} ({person.relation})" if person.relation else person.name
                 for person in details.spokespeople]  # fmt: skip
        self.spokespeople.setText(f"May also speak for them: {', '.join(speak)}" if speak else "")
        self.spokespeople.setVisible(bool(speak))
        needs = ["large print"] if details.large_print else []
        needs += [f"interpreter: {details.interpreter}"] if details.interpreter else []
        words = " · ".join(part for part in (*needs, details.desk_note) if part)
        self.note.setText(words)
        self.note.setVisible(bool(words))
        born = plain_date(details.born_on) if details.born_on else "none on file"
        self.ask.setAccessibleDescription(f"On file: born {born}, {details.postcode}")
        self.born.set_text("")
        self.born.setVisible(details.born_on is None)
        self.show_checked(checked)

    def _tell_birth_date(self) -> None:
        try:
            born_on = self.born.value()
        except BadInput:
            return
        if born_on is not None and self.born.isVisible():
            self.born_told.emit(born_on)

    def show_checked(self, checked: bool) -> None:
        """Whether the caller has been asked."""
        self.checked.setVisible(checked)
        self.ask.setVisible(not checked)


class _Newcomer(QWidget):
    """A new caller's name and phone, with whoever it may be already beside."""

    told = Signal(object)
    is_known = Signal(int)
    dropped = Signal()

    def __init__(self, workplace: Workplace, today: date) -> None:
        super().__init__()
        self._workplace = workplace
        self._duplicates: tuple[Duplicate, ...] = ()
        body = Column(self, gap=1)
        head = Row(gap=1)
        head.addWidget(PlainLabel("New client", weight="semibold"), 1)
        head.addWidget(LinkButton("Find instead", on_click=self.dropped.emit))
        body.addLayout(head)
        self.name = LineField("Name")
        self.phone = LineField("Phone")
        self.born = birth_date_field(today)
        pair = Row(gap=1)
        pair.addWidget(self.phone, 1)
        pair.addWidget(self.born, 1)
        ticks = Row(gap=2)
        self.voicemail = CheckField("Voicemail is all right", lambda _on: self._tell())
        self.discreet = CheckField("Be discreet", lambda _on: self._tell())
        ticks.addWidget(self.voicemail)
        ticks.addWidget(self.discreet)
        ticks.addStretch(1)
        self._maybe = Column(gap=0.5)
        body.addWidget(self.name)
        body.addLayout(pair)
        body.addLayout(ticks)
        body.addLayout(self._maybe)
        self._look = Throttle(150, self._seek_duplicates, self)
        for field in (self.name, self.phone, self.born):
            field.edited.connect(self._edited)

    def begin(self, typed: str) -> None:
        """Start with what was typed, and go on to what is missing."""
        is_phone = sum(letter.isdigit() for letter in typed) >= 5
        self.name.set_text("" if is_phone else typed)
        self.phone.set_text(typed if is_phone else "")
        self.born.set_text("")
        self.voicemail.setChecked(False)
        self.discreet.setChecked(False)
        nxt = self.name if is_phone else self.phone
        nxt.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited()

    def show_trouble(self, error: ClinicError) -> None:
        """A sentence below the field it is about."""
        fields = {"phones": self.phone, "number": self.phone, "born_on": self.born}
        field = fields.get(error.field, self.name) if isinstance(error, BadInput) else self.name
        field.show_trouble(str(error))

    def use_first_duplicate(self) -> None:
        """Take the likeliest client on file instead."""
        if self._duplicates:
            self.is_known.emit(self._duplicates[0].hit.id)

    def caller(self) -> NewCaller:
        """What has been typed."""
        try:
            born_on = self.born.value()
        except BadInput:
            born_on = None
        return NewCaller(
            name=self.name.text(),
            phone=self.phone.text(),
            voicemail=self.voicemail.isChecked(),
            discreet=self.discreet.isChecked(),
            born_on=born_on,
        )

    def _edited(self) -> None:
        self._tell()
        self._look()

    def _tell(self) -> None:
        self.told.emit(self.caller())

    def _seek_duplicates(self) -> None:
        details = new_details(self.caller())
        clients = self._workplace.clinic.clients
        self._workplace.desk.ask(
            "panel.duplicates", lambda: clients.possible_duplicates(details, 3), self._show_maybe
        )

    def _show_maybe(self, found: tuple[Duplicate, ...]) -> None:
        self._duplicates = found
        clear(self._maybe)
        if found:
            self._maybe.addWidget(PlainLabel("Perhaps already on file:", size="small", tone="warn"))
        for at, one in enumerate(found):
            row = hit_row(one.hit, partial(self.is_known.emit, one.hit.id), one.why)
            if at == 0:
                row = ChoiceRow(
                    one.hit.shown_name,
                    f"{one.hit.phone} · {one.why}",
                    key="Ctrl+D",
                    on_choose=partial(self.is_known.emit, one.hit.id),
                )
            self._maybe.addWidget(row)


def birth_date_field(today: date) -> DateField:
    """A field for a date of birth in any spelling, read back in words."""
    return DateField(
        "Date of birth",
        lambda text: read_birth_date(text, today),
        show=plain_date,
        placeholder="3/4/85",
    )


def reach_words(phones: tuple[PhoneDetails, ...]) -> str:
    """`07700 900316 · voicemail ok`, `… · discreet`, or that no number is kept."""
    if not phones:
        return "No phone on file"
    first = phones[0]
    extra = ["voicemail ok"] if first.voicemail else []
    extra += ["discreet"] if first.discreet else []
    return " · ".join([first.number, *extra])


def new_details(caller: NewCaller) -> ClientDetails:
    """What a new caller's record will hold; the last word of the name is the family name."""
    given, _, family = caller.name.strip().rpartition(" ")
    if not given:
        given, family = family, ""
    phones = (PhoneDetails(caller.phone, caller.voicemail, caller.discreet),)
    return ClientDetails(
        given=given,
        family=family,
        born_on=caller.born_on,
        phones=phones if caller.phone.strip() else (),
    )
