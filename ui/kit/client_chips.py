"""What to know of a client at a glance: the words of the chips, and the line they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.labels import Chip, set_plain_tip
from ui.kit.theme import theme

if TYPE_CHECKING:
    from clinic_desk.clients.records import ClientDetails, ClientRecord

LONGEST = 44
"""Letters of a chip; the whole stands in its tip and on the page of details."""
LONGEST_ALERT = 240
"""Letters of one that warns: it is read whole, in as many rows as it needs."""
MOST = 8


class ChipWords(NamedTuple):
    """A chip before it is drawn."""

    text: str
    kind: str = "quiet"


def chip_words(record: ClientRecord, *, for_clinician: bool) -> tuple[ChipWords, ...]:
    """The chips of a client. The desk is told that there is something, never what."""
    details = record.details
    found = list(_alerts(details)) if for_clinician else []
    if record.ask_the_nurse or (details.alerts and not for_clinician):
        found.append(ChipWords("Ask the nurse", "warn"))
    if details.large_print:
        found.append(ChipWords("Large print"))
    if details.interpreter.strip():
        found.append(ChipWords(f"Interpreter: {_plain(details.interpreter)}"))
    if any(phone.discreet for phone in details.phones):
        found.append(ChipWords("Discreet phone"))
    if len(found) <= MOST:
        return tuple(found)
    return (*found[: MOST - 1], ChipWords(f"{len(found) - MOST + 1} more in Details"))


def _alerts(details: ClientDetails) -> list[ChipWords]:
    allergies = [each for each in details.alerts if each.kind == "allergy"]
    flags = [each for each in details.alerts if each.kind != "allergy"]
    return [
        *(ChipWords(f"Allergy: {_plain(each.text)}", "block") for each in allergies),
        *(ChipWords(_plain(each.text), "warn") for each in flags),
    ]


def _plain(text: str) -> str:
    return " ".join(text.split())


class ChipLine(QWidget):
    """Chips side by side, on as many lines as they need."""

    def __init__(self) -> None:
        """No chips."""
        super().__init__()
        self._chips: list[Chip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._arrange)

    def show_words(self, words: tuple[ChipWords, ...]) -> None:
        """Show these chips instead."""
        for chip in self._chips:
            chip.deleteLater()
        self._chips = []
        for each in words:
            symbol = "warning" if each.kind in ("block", "warn") else ""
            shown = _cut(each.text, LONGEST_ALERT if symbol else LONGEST)
            chip = Chip(shown, each.kind, symbol)
            chip.setAccessibleName(each.text)
            set_plain_tip(chip, each.text if len(each.text) > LONGEST else "")
            chip.setParent(self)
            chip.show()
            self._chips.append(chip)
        self.setVisible(bool(words))
        self.updateGeometry()
        self._arrange()

    def texts(self) -> list[str]:
        """The words of the chips, in order."""
        return [chip.accessibleName() for chip in self._chips]

    def heightForWidth(self, width: int) -> int:
        """As high as the lines that the chips take in that width."""
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the chips anew."""
        self._arrange()

    def _arrange(self) -> None:
        for chip, place in zip(self._chips, self._places(self.width()), strict=True):
            chip.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        gap, left, top, bottom = theme().grid(), 0, 0, 0
        places = []
        for chip in self._chips:
            size = chip.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, bottom + gap // 2
            wide = min(size.width(), max(width, 1))
            places.append(QRect(left, top, wide, chip.heightForWidth(wide)))
            left += size.width() + gap
            bottom = max(bottom, places[-1].bottom() + 1)
        return places


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
