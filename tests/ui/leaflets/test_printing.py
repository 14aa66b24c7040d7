"""What reaches the printer, and the desk's own paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.orders import drawn
from clinic_desk.leaflets.pages import each_page
from ui.kit.desk_paper import print_day, print_slip
from ui.kit.layout import Surface
from ui.kit.printing import (
    Printer,
    Stopped,
    installed_printers,
    picture_of,
    prefer_printer,
    print_pdf,
    use_file_printers,
    usual_printer,
)
from ui.kit.workplace import Workplace

Quiet = Callable[[], None]
A4 = (595, 842)


@pytest.fixture
def coarse_paper() -> None:
    """Not here: the pages are as fine as the program prints them."""


@pytest.fixture
def leaflet(workplace: Workplace) -> bytes:
    return drawn(workplace.clinic.press.order("botulinum-toxin", by=workplace.by)).pdf


def sizes(file: Path) -> list[tuple[int, int]]:
    document = PdfDocument(file)
    found = [tuple(map(round, page.get_size())) for page in document]
    document.close()
    return found


def pages_of(pdf: bytes) -> list[QImage]:
    return [picture_of(page) for page in each_page(pdf, dots_per_inch=36)]


def inked(picture: QImage) -> QRect:
    """The smallest box round all that is not white."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    step, wide = grey.bytesPerLine(), grey.width()
    rows = [bytes(grey.constBits()[y * step : y * step + wide]) for y in range(grey.height())]
    marked = [y for y, row in enumerate(rows) if min(row) < 160]
    across = [x for x, column in enumerate(zip(*rows, strict=True)) if min(column) < 160]
    if not marked:
        return QRect()
    return QRect(QPoint(across[0], marked[0]), QPoint(across[-1], marked[-1]))


def test_every_page_comes_out_on_a4_at_its_true_size_and_none_is_blank(
    leaflet: bytes, printer: Printer
) -> None:
    print_pdf(leaflet, printer, "botulinum-toxin")
    file = printer.folder / "botulinum-toxin.pdf"
    meant = pages_of(leaflet)
    came_out = pages_of(file.read_bytes())
    assert sizes(file) == [A4] * len(meant)
    for page, wanted in zip(came_out, meant, strict=True):
        assert not inked(page).isNull()
        for side in ("left", "top", "right", "bottom"):
            spot, meant_at = (getattr(inked(each), side)() for each in (page, wanted))
            assert abs(spot - meant_at) <= 1, side


def test_a_printer_that_is_not_there_is_refused_in_a_sentence(leaflet: bytes) -> None:
    with pytest.raises(ClinicError, match="Away is not there any more"):
        print_pdf(leaflet, Printer("Away"), "botulinum-toxin")


def test_a_job_that_is_stopped_between_two_pages_leaves_nothing(
    leaflet: bytes, printer: Printer
) -> None:
    pages: list[int] = []

    def sent(page: int) -> bool:
        pages.append(page)
        return page < 1

    with pytest.raises(Stopped):
        print_pdf(leaflet, printer, "botulinum-toxin", sent=sent)
    assert pages == [0, 1]
    assert list(printer.folder.iterdir()) == []


def test_the_printer_chosen_last_comes_first_then_the_systems_own() -> None:
    offered = (Printer("One"), Printer("Two", is_default=True), Printer("Three"))
    assert usual_printer(offered) == offered[1]
    prefer_printer("Three")
    assert usual_printer(offered) == offered[2]
    prefer_printer("")
    assert usual_printer(offered[:1]) == offered[0]
    assert usual_printer(()) is None


def test_a_file_printer_is_offered_until_it_is_taken_away(printer: Printer) -> None:
    assert printer in installed_printers()
    use_file_printers()
    assert printer not in installed_printers()


def test_the_day_and_the_next_are_printed_with_one_call(
    qtbot: QtBot, workplace: Workplace, printer: Printer, grace: int, quiet: Quiet
) -> None:
    page = Surface()
    qtbot.addWidget(page)
    with qtbot.waitSignal(workplace.seat.announced) as told:
        print_day(workplace, date(2026, 11, 25), page)
    assert told.args[0] == "Visits of Wed 25 Nov and Thu 26 Nov: sent to Brother HL-L2350."
    assert sizes(printer.folder / "visits-2026-11-25.pdf") == [A4, A4]


def test_a_slip_is_printed_on_the_upper_part_of_a_sheet(
    qtbot: QtBot, workplace: Workplace, printer: Printer, grace: int, quiet: Quiet
) -> None:
    page = Surface()
    qtbot.addWidget(page)
    (visit,) = workplace.clinic.diary.of_client(grace)
    with qtbot.waitSignal(workplace.seat.announced):
        print_slip(workplace, visit, page)
    file = printer.folder / "appointment.pdf"
    (sheet,) = pages_of(file.read_bytes())
    assert sizes(file) == [A4]
    assert 0 < inked(sheet).bottom() <= sheet.height() / 3


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
def test_without_a_printer_the_list_can_be_saved(
    qtbot: QtBot, workplace: Workplace, grace: int, quiet: Quiet, tmp_path: Path
) -> None:
    page = Surface()
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(workplace.seat.announced) as told:
        print_day(workplace, date(2026, 11, 25), page)
    assert told.args[0] == "No printer on this computer. Choose where to save the PDF."
    quiet()
    dialog = page.findChild(QFileDialog)
    assert "Grace" not in dialog.selectedFiles()[0]
    with qtbot.waitSignal(workplace.seat.announced):
        dialog.fileSelected.emit(str(tmp_path / "list.pdf"))
    dialog.reject()
    assert sizes(tmp_path / "list.pdf") == [A4, A4]
