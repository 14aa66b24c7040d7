"""The cards of the form. Each knows its own fields by their names in ClientDetails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.spans import age_on
from clinic_desk.base.words import count, plain_date
from ui.clients.details.alerts import AlertsBox
from ui.clients.details.elsewhere import ElsewhereBox
from ui.clients.details.phones import PhoneList
from ui.clients.details.speakers import SpeakerList
from ui.clients.details.typed import DATES
from ui.kit.choices import CheckField
from ui.kit.fields import DateField, Field, LineField, TextField
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.workplace import Workplace

Today = Callable[[], date]


class DetailsCard(Card):
    """A titled part of the form."""

    def __init__(self, title: str) -> None:
        """Without fields yet."""
        super().__init__(gap=1.25, margins=2)
        self.fields: dict[str, Field] = {}
        self.body.addWidget(SectionTitle(title))

    def _line(self, *parts: tuple[str, Field, int]) -> None:
        """Fields beside each other: name, field and share of the width."""
        line = Row(gap=1)
        for name, field, share in parts:
            self.fields[name] = field
            line.addWidget(field, share)
        self.body.addLayout(line)


class NamesCard(DetailsCard):
    """Names and date of birth."""

    def __init__(self, today: Today) -> None:
        """`today` tells the clinic's day."""
        super().__init__("Who")
        self._today = today
        self.born = date_field("born_on", "Date of birth", "3/4/85", today)
        self.age = PlainLabel(size="small", tone="quiet")
        self._line(
            ("title", LineField("Title"), 1),
            ("given", LineField("Given names"), 3),
            ("family", LineField("Family name"), 3),
        )
        self._line(("known_as", LineField("Known as"), 1), ("born_on", self.born, 1))
        self.body.addWidget(self.age)
        self.body.addStretch(1)
        self.born.line.textChanged.connect(lambda _text: self._tell_age())
        self._tell_age()

    def _tell_age(self) -> None:
        try:
            born = DATES["born_on"](self.born.text(), self._today())
        except BadInput:
            reveal(self.age, False)
            return
        read = f"{plain_date(born)}: " if self.born.text() != plain_date(born) else ""
        self.age.setText(f"{read}{count(age_on(born, self._today()), 'year')} old")
        reveal(self.age, True)


class ReachCard(DetailsCard):
    """Phones, e-mail and address."""

    def __init__(self, workplace: Workplace) -> None:
        """The desk's worker looks at the numbers."""
        super().__init__("How to reach")
        self.phones = PhoneList(workplace.desk)
        self.body.addWidget(FieldLabel("Phones, the one to ring first"))
        self.body.addWidget(self.phones)
        self._line(("email", LineField("E-mail"), 1))
        self._line(("address", TextField("Address"), 1))
        self._line(("postcode", LineField("Postcode"), 1))
        self.body.addStretch(1)


class SpeakersCard(DetailsCard):
    """Who may speak for the client."""

    def __init__(self) -> None:
        """Nobody yet."""
        super().__init__("Who may speak for them")
        self.people = SpeakerList()
        self.body.addWidget(self.people)
        self.body.addStretch(1)


class NeedsCard(DetailsCard):
    """Large print, interpreter, desk note."""

    def __init__(self) -> None:
        """Nothing needed."""
        super().__init__("Needs and desk note")
        self.large_print = CheckField("Large print")
        self.body.addWidget(self.large_print)
        self._line(
            ("interpreter", LineField("Interpreter for", "Language; empty for none"), 1),
        )
        self._line(("desk_note", TextField("Desk note", "Never anything clinical"), 1))
        self.body.addStretch(1)


class NurseCard(DetailsCard):
    """Allergies and flags."""

    def __init__(self) -> None:
        """Nothing known."""
        super().__init__("For the nurse")
        self.alerts = AlertsBox()
        self.body.addWidget(self.alerts)
        self.body.addStretch(1)


class PapersCard(DetailsCard):
    """The days of ID, consultation and health answers."""

    def __init__(self, today: Today) -> None:
        """`today` tells the clinic's day."""
        super().__init__("On file")
        self.consult = date_field(
            "consult_on", "Consultation face to face, not booked here", "1 oct", today
        )
        self.note = PlainLabel(
            "The day of the consultation is entered by whoever saw the client.",
            size="small",
            tone="quiet",
            wrap=True,
        )
        self._line(
            ("id_seen_on", date_field("id_seen_on", "ID seen", "1 oct", today), 1),
            (
                "questionnaire_on",
                date_field("questionnaire_on", "Health answers given", "1 oct", today),
                1,
            ),
        )
        self._line(("consult_on", self.consult, 1))
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def allow_consultation(self, allowed: bool) -> None:
        """Only a clinician says that a consultation took place: it lifts a refusal."""
        self.consult.line.setReadOnly(not allowed)
        reveal(self.note, not allowed)


class ElsewhereCard(DetailsCard):
    """Treatments had elsewhere; kept at once, not with the form."""

    def __init__(self, workplace: Workplace) -> None:
        """Nothing known."""
        super().__init__("Had elsewhere")
        self.box = ElsewhereBox(workplace)
        self.body.addWidget(self.box)
        self.body.addStretch(1)


def date_field(name: str, label: str, example: str, today: Today) -> DateField:
    """A field for one of the form's dates."""
    read = DATES[name]
    return DateField(label, lambda text: read(text, today()), show=plain_date, placeholder=example)


def clinic_today(workplace: Workplace) -> Today:
    """What tells the clinic's present day."""
    clock = workplace.clinic.clock
    return lambda: local_day(clock.now())
