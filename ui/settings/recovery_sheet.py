"""The recovery key on a sheet of paper, printed or as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from clinic_desk.base.errors import ClinicError
from ui.kit.theme import theme

GROUPS_IN_LINE = 4
_DOTS_AN_INCH = 96
"""A pixel of the screen's letters is a 96th of an inch of paper."""
_MARGIN_MM = 25.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class Sheet(NamedTuple):
    """What stands on the paper."""

    clinic: str
    key: str
    day: str


def key_lines(key: str) -> tuple[str, ...]:
    """`7K2QF - …`: the groups in lines of four, with air between."""
    groups = key.split("-")
    return tuple(
        "  -  ".join(groups[first : first + GROUPS_IN_LINE])
        for first in range(0, len(groups), GROUPS_IN_LINE)
    )


def printer_names() -> Sequence[str]:
    """The printers set up on this computer."""
    return QPrinterInfo.availablePrinterNames()


def save_sheet(sheet: Sheet, path: Path) -> None:
    """Write the sheet as PDF. Raises ClinicError where the file cannot be written."""
    try:
        # The writer opens its file without a word if it cannot: find that out first.
        path.open("ab").close()
    except OSError as error:
        raise ClinicError(
            f"{path} cannot be written ({error.strerror}).", next_step="Choose another place."
        ) from error
    writer = QPdfWriter(str(path))
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageLayout(_a4())
    writer.setTitle(f"Recovery key of {sheet.clinic}")
    _paint(QPainter(writer), QRectF(writer.pageLayout().paintRectPixels(_DOTS_AN_INCH)), sheet)


def print_sheet(sheet: Sheet, printer: QPrinter) -> None:
    """Print the sheet."""
    printer.setPageLayout(_a4())
    place = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    painter = QPainter(printer)
    ratio = printer.resolution() / _DOTS_AN_INCH
    painter.scale(ratio, ratio)
    _paint(painter, QRectF(0, 0, place.width() / ratio, place.height() / ratio), sheet)


def _a4() -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )


def _paint(painter: QPainter, page: QRectF, sheet: Sheet) -> None:
    """The words below each other; the key in the largest letters."""
    look = theme()
    top = 0.0
    for words, size, weight in _words(sheet):
        painter.setFont(look.font(size, weight, tabular=True))
        place = QRectF(0, top, page.width(), page.height() - top)
        used = painter.boundingRect(place, _WRAPPED, words)
        painter.drawText(place, _WRAPPED, words)
        top = used.bottom() + look.grid(2)
    painter.end()


def _words(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [
        (f"Recovery key of {sheet.clinic}", "page", "bold"),
        (f"Clinic Desk, {sheet.day}", "body", "regular"),
        *((line, "display", "bold") for line in key_lines(sheet.key)),
        (
            "With this key the clinic's folder opens on any computer, also when the passphrase "
            "or the computer is lost. Without it and without them, nothing opens it.",
            "body",
            "regular",
        ),
        (
            "Keep this sheet where the clinic keeps what matters, away from the computer. "
            "There is no O, I, L or U in the key: those are 0 and 1.",
            "body",
            "regular",
        ),
    ]
