"""The recovery key on a sheet of paper, printed or as PDF."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

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


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF of one A4 page."""
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(written)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageLayout(_a4())
    writer.setTitle(f"Recovery key of {sheet.clinic}")
    page = writer.pageLayout().paintRectPixels(_DOTS_AN_INCH)
    _paint(QPainter(writer), QRectF(0, 0, page.width(), page.height()), sheet)
    return bytes(written.data().data())


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
        painter.setFont(look.font(size, weight))
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
