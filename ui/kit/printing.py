"""Paper: the printers of this computer, and a PDF sent to one of them or kept as a file.

Pages reach the printer as pictures at its own resolution, so what comes out is
what the screen showed. Printing runs on the background lane: nothing here but
`save_pdf` touches a widget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QStandardPaths
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.files import Known, write_whole
from clinic_desk.leaflets.pages import PageImage, each_page
from ui.kit.known_files import known_files
from ui.kit.tasks import Background, Failed

FINEST = 300
"""Dots an inch; finer than this no reader of a leaflet sees."""
LETTERS_NAMED = 3
NO_PRINTER = "No printer on this computer."
BOTH_SIDES = "both sides"
_PROPERTY = "clinic_printing"


@dataclass(frozen=True)
class Printer:
    """A printer as it is offered."""

    name: str
    """As the system knows it."""
    detail: str = ""
    """`A4, both sides`."""
    is_default: bool = False
    folder: Path | None = None
    """Where set, it writes a PDF a print into this folder, in place of paper."""

    @property
    def both_sides(self) -> bool:
        """Whether it prints on both sides of a sheet by itself."""
        return BOTH_SIDES in self.detail

    @property
    def words(self) -> str:
        """`Brother HL-L2350 · A4, both sides`."""
        return f"{self.name} · {self.detail}" if self.detail else self.name


@dataclass
class _Settled:
    """What the person at the desk, or the tour, has settled until the program ends."""

    chosen: str = ""
    folder: Path | None = None
    file_printers: tuple[Printer, ...] = ()


def installed_printers() -> tuple[Printer, ...]:
    """The printers of this computer; it may take a moment, so ask on the background lane."""
    found = [
        Printer(info.printerName(), _detail(info), info.isDefault())
        for info in QPrinterInfo.availablePrinters()
    ]
    return (*found, *_settled().file_printers)


def use_file_printers(*printers: Printer) -> None:
    """Offer these beside the installed ones: for the tour, which has no printer, and the tests."""
    _settled().file_printers = printers


def usual_printer(printers: tuple[Printer, ...]) -> Printer | None:
    """The one chosen last, else the system's own choice, else the first; None without any."""
    chosen = _settled().chosen
    for printer in printers:
        if printer.name == chosen:
            return printer
    return next((printer for printer in printers if printer.is_default), next(iter(printers), None))


def prefer_printer(name: str) -> None:
    """Take this printer from now on, until the program ends."""
    _settled().chosen = name


class Stopped(ClinicError):
    """Somebody stopped a job on its way to the printer; what was sent of it is thrown away."""


Sent = Callable[[int], bool]
"""Told of each page that is to go next, counted from 0; False stops the job."""


def print_pdf(
    pdf: bytes, printer: Printer, title: str, copies: int = 1, sent: Sent | None = None
) -> None:
    """Send a PDF to a printer, each page at its true size from the sheet's upper left corner.

    `title` names the job in the printer's queue, where others may read it: no names
    of clients. Runs on any thread, and asks `sent` there before each page. Raises ClinicError
    in a sentence for a printer that is gone or takes nothing, Stopped where `sent` says so.
    """
    device = _device(printer, title)
    device.setDocName(title)
    at_once = device.supportsMultipleCopies()
    if at_once:
        device.setCopyCount(copies)
    painter = QPainter()
    if not painter.begin(device):
        raise _refused(printer)
    try:
        for copy in range(1 if at_once else copies):
            if copy and not device.newPage():
                raise _refused(printer)
            _paint(pdf, device, painter, printer, sent)
    except Stopped:
        device.abort()
        painter.end()
        if printer.folder is not None:
            Path(device.outputFileName()).unlink(missing_ok=True)
        raise
    finally:
        if painter.isActive():
            painter.end()
    if device.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise _refused(printer)


def save_pdf(
    parent: QWidget,
    suggested: str,
    pdf: bytes,
    background: Background,
    then: Callable[[Path], None],
    failed: Failed | None = None,
) -> QFileDialog:
    """Ask where a PDF is to be kept and write it there; nothing where no place is chosen.

    `suggested` is the file's name without a client's: folders are seen by many.
    """
    return save_file(parent, "PDF", suggested, pdf, background, then, failed)


def save_file(
    parent: QWidget,
    kind: str,
    suggested: str,
    content: bytes,
    background: Background,
    then: Callable[[Path], None],
    failed: Failed | None = None,
) -> QFileDialog:
    """The same for another kind of file: `CSV`, whose ending is the kind in small letters."""
    start = (_settled().folder or Path(_documents())) / suggested
    ending = kind.lower()
    dialog = QFileDialog(parent, f"Save {kind}", str(start), f"{kind} (*.{ending})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(ending)

    def keep(chosen: str) -> None:
        file = Path(chosen)
        _settled().folder = file.parent
        known = known_files()
        background.run(lambda: _written(file, content, known), then, failed, leaves=True)

    dialog.fileSelected.connect(keep)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def left_out_words(letters: Sequence[str]) -> str:
    """What is said before printing of letters that no bundled font has; empty for none."""
    more = len(letters) - LETTERS_NAMED
    also = f" and {more} more" if more > 0 else ""
    named = ", ".join(letters[:LETTERS_NAMED])
    return f"Cannot be printed: {named}{also}. The rest is printed." if letters else ""


def _written(file: Path, content: bytes, known: Known | None) -> Path:
    write_whole(file, content, known)
    return file


def _device(printer: Printer, title: str) -> QPrinter:
    """The device, set to A4 to the paper's edge. Whoever paints on it keeps it."""
    if printer.folder is not None:
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(_next_file(printer.folder, title)))
    else:
        info = QPrinterInfo.printerInfo(printer.name)
        # A QPrinter without a printer calls itself valid and writes a file that nobody asked for.
        if info.isNull():
            raise ClinicError(
                f"{printer.name} is not there any more.",
                next_step="Choose another printer, or save the PDF.",
            )
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setDuplex(info.defaultDuplexMode())
    device.setResolution(min(FINEST, device.resolution()))
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)
    device.setFullPage(True)
    return device


def _paint(
    pdf: bytes, device: QPrinter, painter: QPainter, printer: Printer, sent: Sent | None
) -> None:
    dots = device.resolution()
    fine = min(FINEST, dots)
    for number, page in enumerate(each_page(pdf, dots_per_inch=fine)):
        if sent is not None and not sent(number):
            raise Stopped("Stopped.")
        if number and not device.newPage():
            raise _refused(printer)
        wide, high = page.width * dots / fine, page.height * dots / fine
        painter.drawImage(QRectF(0, 0, wide, high), picture_of(page))


def picture_of(page: PageImage) -> QImage:
    """A page as Qt draws it; the picture owns its pixels."""
    shown = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    return shown.copy()


def _refused(printer: Printer) -> ClinicError:
    return ClinicError(
        f"{printer.name} did not take the pages.",
        next_step="Look whether it is on and has paper, or save the PDF.",
    )


def _detail(info: QPrinterInfo) -> str:
    paper = info.defaultPageSize().name().split(" (")[0]
    both = info.defaultDuplexMode() not in (
        QPrinter.DuplexMode.DuplexNone,
        QPrinter.DuplexMode.DuplexAuto,
    )
    return ", ".join(part for part in (paper, BOTH_SIDES if both else "") if part)


def _next_file(folder: Path, title: str) -> Path:
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "page"
    file, number = folder / f"{stem}.pdf", 1
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}.pdf"
    return file


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _settled() -> _Settled:
    """What was settled so far; it lives as long as the application."""
    app = QCoreApplication.instance()
    if app is None:
        raise LookupError("there is no application")
    settled = app.property(_PROPERTY)
    if not isinstance(settled, _Settled):
        settled = _Settled()
        app.setProperty(_PROPERTY, settled)
    return settled
