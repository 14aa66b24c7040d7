"""The next times that fit, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from clinic_desk.base.words import DAYS
from clinic_desk.calendar.records import Offer, PartOfDay, Wish
from ui.kit.buttons import LinkButton
from ui.kit.findings import OfferButton
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, clear

PARTS: dict[PartOfDay, str] = {
    "any": "Any time",
    "mornings": "Mornings",
    "afternoons": "Afternoons",
}
SHOWN = 6


class OfferList(QWidget):
    """Offers with their keys, and at the top right three links that narrow them."""

    taken = Signal(object)
    """An Offer."""
    wished = Signal(object)
    """A Wish."""

    def __init__(self) -> None:
        """Hidden until there is something to offer."""
        super().__init__()
        self._wish = Wish()
        self.offers: tuple[Offer, ...] = ()
        body = Column(self, gap=0.75)
        self._head, links = Row(gap=0.25), Row(gap=0.25)
        self._title = FieldLabel("Next times that fit")
        self._head.addWidget(self._title, 1)
        self.part = self._link("Which part of the day", self._part_menu)
        self.days = self._link("Which weekdays", self._days_menu)
        self.who = self._link("With whom", self._flip_anyone)
        for link in (self.part, self.days, self.who):
            links.addWidget(link)
        links.addStretch(1)
        self._head.addLayout(links)
        body.addLayout(self._head)
        self._none = PlainLabel("", tone="quiet", wrap=True)
        self._rows = Column(gap=0.75)
        body.addWidget(self._none)
        body.addLayout(self._rows)
        self.show_wish(self._wish)
        self.hide()

    def show_wish(self, wish: Wish) -> None:
        """Show what is asked for."""
        self._wish = wish
        self.part.set_words(PARTS[wish.part], f"Part of the day: {PARTS[wish.part]}")
        days = "Any day" if len(wish.weekdays) == 7 else _days_words(wish)
        self.days.set_words(days, f"Weekdays: {days}")
        self.who.set_words("Anyone" if wish.anyone else "Same person")
        self._fit()

    def show_offers(self, offers: tuple[Offer, ...], several_people: bool) -> None:
        """Show these; with whom only where there is a choice."""
        self.show()
        self.who.setVisible(several_people)
        if offers == self.offers and self._rows.count() == min(len(offers), SHOWN):
            return
        self.offers = offers
        clear(self._rows)
        for at, offer in enumerate(offers[:SHOWN]):
            detail = offer.person_name if several_people else ""
            button = OfferButton(offer, at + 1, partial(self.take, at), detail=detail,
                                 first=at == 0)  # fmt: skip
            self._rows.addWidget(button)
        self._none.setVisible(not offers)
        self._none.setText(
            "" if offers else f"None in the next {self._wish.days} days. Widen what is asked for."
        )

    def take(self, at: int) -> None:
        """Take the offer in that place, counting from 0; nothing where there is none."""
        if at < len(self.offers):
            self.taken.emit(self.offers[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The links go below the title where there is no room beside it."""
        self._fit()

    def _fit(self) -> None:
        links = (self.part, self.days, self.who)
        parts = (self._title, *links)
        asked = sum(part.sizeHint().width() + self._head.spacing() for part in parts)
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight
            if asked <= self.width()
            else QBoxLayout.Direction.TopToBottom
        )

    def ask(self) -> None:
        """Put the keyboard on the first time, which brings it into sight."""
        item = self._rows.itemAt(0)
        button = item.widget() if item is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, name: str, act: Callable[[], None]) -> LinkButton:
        link = LinkButton(name, tone="quiet_ink", icon="chevron-down", on_click=act)
        return link

    def _part_menu(self) -> None:
        menu = self._menu()
        for part, words in PARTS.items():
            menu.addAction(words).triggered.connect(partial(self._choose_part, part))
        menu.popup(self.part.mapToGlobal(self.part.rect().bottomLeft()))

    def _days_menu(self) -> None:
        menu = self._menu()
        menu.addAction("Any day").triggered.connect(
            lambda: self._wish_for(weekdays=frozenset(range(7)))
        )
        for weekday in range(6):
            action = menu.addAction(DAYS[weekday])
            action.setCheckable(True)
            chosen = weekday in self._wish.weekdays and len(self._wish.weekdays) < 7
            action.setChecked(chosen)
            action.triggered.connect(partial(self._flip_day, weekday))
        menu.popup(self.days.mapToGlobal(self.days.rect().bottomLeft()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _choose_part(self, part: PartOfDay, _checked: bool = False) -> None:
        self._wish_for(part=part)

    def _flip_day(self, day: int, _checked: bool = False) -> None:
        narrowed = frozenset() if len(self._wish.weekdays) == 7 else self._wish.weekdays
        self._wish_for(weekdays=(narrowed ^ {day}) or frozenset(range(7)))

    def _flip_anyone(self) -> None:
        self._wish_for(anyone=not self._wish.anyone)

    def _wish_for(self, **what: object) -> None:
        wish = self._wish._replace(**what)  # type: ignore[arg-type]
        self.show_wish(wish)
        self.wished.emit(wish)


def _days_words(wish: Wish) -> str:
    return ", ".join(DAYS[day] for day in sorted(wish.weekdays))
