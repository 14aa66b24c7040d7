"""The parts of the booking panel in the order of a real call: what is seen, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from ui.calendar.booking.answer import AnswerBox
from ui.calendar.booking.elsewhere import ElsewhereForm
from ui.calendar.booking.foot import FootBox
from ui.calendar.booking.missing import Missing, Where
from ui.calendar.booking.offers import OfferList
from ui.calendar.booking.recent import RecentVisits
from ui.calendar.booking.what import WhatBox
from ui.calendar.booking.who import WhoBox
from ui.kit.buttons import KeyBadge
from ui.kit.fields import Field, LineField
from ui.kit.labels import SectionTitle
from ui.kit.layout import Row
from ui.kit.surfaces import PinnedScroll, Scroll, TroubleLine
from ui.kit.theme import theme
from ui.kit.workplace import Workplace


class Parts:
    """Who, treatment, where, with whom, when; the answer; the times that fit; the foot."""

    def __init__(self, workplace: Workplace) -> None:
        """Made, and not laid out yet."""
        self.title = SectionTitle("New booking", "panel")
        self.who = WhoBox(workplace)
        self.recent = RecentVisits()
        self.what = WhatBox()
        self.trouble = TroubleLine()
        self.answer = AnswerBox()
        self.elsewhere = ElsewhereForm(workplace)
        self.offers = OfferList()
        self.note = LineField("Note for the desk", "Never anything clinical")
        self.foot = FootBox()
        self._middle: Scroll | None = None

    def lay_out(self, panel: PinnedScroll) -> None:
        """A client on file stands in the fixed head; whoever is still being asked scrolls.

        A new caller's fields and the likely duplicates below them take more room than a
        small screen or large letters leave above the middle.
        """
        self.who.setParent(panel)
        line = Row(gap=1)
        line.addWidget(self.title, 1)
        line.addWidget(KeyBadge("Esc"))
        self._middle = panel.middle
        panel.head.addLayout(line)
        panel.head.addWidget(self.who.known)
        middle: tuple[QWidget, ...] = (
            self.who.asking,
            self.recent,
            self.what,
            self.trouble,
            self.answer,
            self.elsewhere,
            self.offers,
            self.note,
        )
        for part in middle:
            panel.body.addWidget(part)
        panel.body.addStretch(1)
        panel.foot.addWidget(self.foot)

    def start(self) -> None:
        """As at the beginning of a call: nothing answered, nothing typed."""
        self.trouble.clear()
        self.answer.start()
        for part in (self.elsewhere, self.recent, self.offers):
            part.hide()
        self.foot.setEnabled(True)

    def ask_for(self, missing: Missing) -> None:
        """Put the keyboard where something is missing, and say what."""
        fields: dict[Where, Field] = {
            "treatment": self.what.treatment,
            "who": self.who.finding.field,
            "phone": self.who.new.first_missing(),
            "reason": self.answer.reason,
        }
        if (field := fields.get(missing.where)) is not None:
            field.show_trouble(missing.sentence)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.trouble.tell(ClinicError(missing.sentence))
        if missing.where == "seen":
            self.answer.seen.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._middle is not None:
            self._middle.ensureWidgetVisible(self.trouble)

    def bring_words_into_sight(self) -> None:
        """Scroll to the words that are to be read out, once they have found their place."""
        QTimer.singleShot(0, self.answer.say, self._show_words)

    def _show_words(self) -> None:
        say, middle = self.answer.say, self._middle
        if middle is not None and say.isVisible():
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            air = theme().grid()
            middle.ensureVisible(0, say.mapTo(middle.inside, say.rect().bottomLeft()).y(), 0, air)
