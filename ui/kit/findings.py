"""What the protocol says about a booking, in cards: a symbol, a word, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.records import Offer
from clinic_desk.safety.findings import Finding, worst_first
from ui.kit.buttons import PlainButton
from ui.kit.commands import key_words
from ui.kit.icons import paint_icon
from ui.kit.labels import FieldLabel, PlainLabel, text_width
from ui.kit.layout import Column, Row, Surface, clear, reveal
from ui.kit.paint import badge_width, box, focus_ring, paint_badge
from ui.kit.theme import theme

KINDS = {"block": "block", "warn": "warn", "note": "accent"}
SYMBOLS = {"block": "cross", "warn": "warning", "note": "info"}
SPOKEN = {"block": "Cannot be booked", "warn": "Look first", "note": "Note"}


class FindingCard(QWidget):
    """One finding: a line when closed, the sentence below when open.

    A click, Enter or Space opens and closes it. Colour, symbol and spoken word
    follow its severity. The rule's id is never shown; what only a clinician may
    read stands on a quiet line, and only when `for_clinician` is asked for.
    """

    toggled = Signal(bool)

    def __init__(self, finding: Finding, *, is_open: bool = False, for_clinician: bool = False):
        """Closed unless asked otherwise."""
        super().__init__()
        finding = finding.for_those_who_treat() if for_clinician else finding
        self.finding = finding
        self._kind = KINDS[finding.severity]
        body = Column(self, gap=0.25, margins=(1.5, 0.5, 1.5, 0.5))
        self.head = _FindingHead(finding, self._kind)
        self.head.clicked.connect(lambda: self.set_open(not self.is_open))
        body.addWidget(self.head)
        self._inside = QWidget()
        lines: QVBoxLayout = Column(self._inside, gap=0.5, margins=(0, 0, 0, 0.75))
        lines.addWidget(PlainLabel(finding.sentence, wrap=True))
        if for_clinician and finding.for_clinician:
            lines.addWidget(
                PlainLabel(finding.for_clinician, size="small", tone="quiet", wrap=True)
            )
        body.addWidget(self._inside)
        self.set_open(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the sentence shows."""
        return not self._inside.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the sentence."""
        changed = is_open != self.is_open
        self._inside.setVisible(is_open)
        self.head.show_open(is_open)
        self.updateGeometry()
        if changed:
            self.toggled.emit(is_open)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its hairline."""
        look, painter = theme(), QPainter(self)
        _, wash, edge = look.family(self._kind)
        box(painter, QRectF(self.rect()), look.shape("radius"), wash, edge)


class _FindingHead(PlainButton):
    """The line that always shows: symbol, title, arrow."""

    def __init__(self, finding: Finding, kind: str) -> None:
        super().__init__(finding.title)
        self._symbol, self._kind, self._open = SYMBOLS[finding.severity], kind, False
        self._spoken = f"{SPOKEN[finding.severity]}: {finding.title}"
        self.set_words(finding.title, self._spoken)
        self.setAccessibleDescription(finding.sentence)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_open(self, is_open: bool) -> None:
        """Turn the arrow, and say so."""
        self._open = is_open
        self.set_words(self._words, f"{self._spoken}, {'open' if is_open else 'closed'}")

    def hasHeightForWidth(self) -> bool:
        """A long title takes a second line rather than lose its end."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the title in that width."""
        look = theme()
        self_font = look.font("lead" if self._open else "body", "semibold")
        lines = -(-text_width(self_font, self._words) // max(1, width - look.scaled(52)))
        return look.scaled(8) + max(1, lines) * look.scaled(20)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme().scaled(120), theme().scaled(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Symbol, title, arrow, ring."""
        look, painter = theme(), QPainter(self)
        ink = look.family(self._kind).ink
        place, side = QRectF(self.rect()), look.scaled(14)
        first_line = look.scaled(14)
        paint_icon(painter, self._symbol, QRectF(0, first_line - side / 2, side, side), ink)
        arrow = QRectF(place.right() - side, first_line - side / 2, side, side)
        paint_icon(painter, "chevron-up" if self._open else "chevron-down", arrow, ink)
        painter.setFont(look.font("body", "bold"))
        painter.setPen(ink)
        words = place.adjusted(side + look.scaled(6), look.scaled(4), -side - look.scaled(8), 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self._words)
        if self.hasFocus():
            focus_ring(painter, look, place, look.scaled(6), "accent")


class FindingList(QWidget):
    """All findings, the worst one open. What is open stays open while its finding stands."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._body: QVBoxLayout = Column(self, gap=0.75)
        self.cards: tuple[FindingCard, ...] = ()

    def show_findings(self, findings: Sequence[Finding], *, for_clinician: bool = False) -> None:
        """Show these instead of what was shown."""
        ordered = worst_first(
            each.for_those_who_treat() if for_clinician else each for each in findings
        )
        if [card.finding for card in self.cards] == list(ordered):
            return
        opened = {card.finding.fingerprint for card in self.cards if card.is_open}
        clear(self._body)
        self.cards = tuple(
            FindingCard(
                finding,
                is_open=at == 0 or finding.fingerprint in opened,
                for_clinician=for_clinician,
            )
            for at, finding in enumerate(ordered)
        )
        for card in self.cards:
            self._body.addWidget(card)
        reveal(self, bool(self.cards))


class SayBox(Surface):
    """Words to read out to the caller."""

    def __init__(self) -> None:
        """Hidden until there are words."""
        super().__init__("note")
        body = Column(self, gap=0.5, margins=1.5)
        body.addWidget(FieldLabel("You could say"))
        self.words = PlainLabel(wrap=True)
        body.addWidget(self.words)
        self.hide()

    def say(self, words: str) -> None:
        """Show these words in quotation marks; nothing hides the box."""
        self.words.setText(f"“{words.strip('“”')}”" if words else "")
        self.setAccessibleName(f"You could say: {words}")
        reveal(self, bool(words))


class BeforeVisitLine(QWidget):
    """What is to be put right before the visit, as one quiet line."""

    def __init__(self) -> None:
        """Hidden until there is something."""
        super().__init__()
        body = Row(self, gap=0.5)
        lead = PlainLabel("Before the visit:", weight="semibold")
        body.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        self.words = PlainLabel(tone="quiet", wrap=True)
        body.addWidget(self.words, 1)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Name the findings by their titles; none hides the line."""
        titles = [finding.title for finding in findings]
        self.words.setText("; ".join(title[:1].lower() + title[1:] for title in titles))
        self.setAccessibleName(f"Before the visit: {self.words.text()}")
        reveal(self, bool(titles))


class OfferButton(PlainButton):
    """A time that fits, taken with one key: "Tue 8 Dec · 09:30" and `Alt 1`."""

    def __init__(
        self,
        offer: Offer,
        number: int,
        on_take: Callable[[], object],
        *,
        detail: str = "",
        first: bool = False,
    ) -> None:
        """`number` counts from 1 and names the Alt key up to 4; `first` is drawn as likely."""
        self.offer = offer
        self._day = short_day(local_day(offer.span.starts_at))
        self._rest = f" · {clock_time(offer.span.starts_at)}" + (f" · {detail}" if detail else "")
        self._key = key_words(f"Alt+{number}") if number <= 4 else ""
        self._first = first
        super().__init__(f"{self._day}{self._rest}", on_click=on_take)
        self.set_words(self.words(), f"Take {self.words()}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A little higher than a control."""
        return QSize(theme().scaled(200), theme().scaled(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The day in bold, the time, the key."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        hovered = self.underMouse() or self.isDown()
        ground = look.colour("accent_wash" if hovered else "surface")
        edge = look.colour("accent" if self._first else "control_edge")
        box(painter, place, radius, ground, edge, look.scaled(1.5) if self._first else 1)
        inner = place.adjusted(look.scaled(13), 0, -look.scaled(13), 0)
        ink = look.colour("ink")
        paint_badge(painter, look, inner, self._key, ink, ground) if self._key else None
        room = inner.adjusted(0, 0, -badge_width(look, self._key) - look.grid(), 0)
        self._paint_words(painter, room)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        look = theme()
        bold = look.font("body", "semibold", tabular=True)
        painter.setPen(look.colour("ink"))
        painter.setFont(bold)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._day)
        room.setLeft(room.left() + text_width(bold, self._day))
        painter.setFont(look.font(tabular=True))
        rest = painter.fontMetrics().elidedText(
            self._rest, Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, rest)
