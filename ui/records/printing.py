"""A record on paper, with its map: to the printer, or as a PDF where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desk.leaflets.printable import unprintable
from clinic_desk.records.record import KIND_WORDS, Record
from ui.kit.desk_paper import Sheet, draw_and_send
from ui.kit.printing import installed_printers, usual_printer
from ui.kit.workplace import Workplace


def print_record(workplace: Workplace, record: Record, above: QWidget) -> None:
    """Print a record as it stands, what warns of it on every page.

    `above` is the page that asks: a file dialog stands above it.
    """
    clinic, by = workplace.clinic, workplace.by

    def read() -> Callable[[], Sheet]:
        summary = clinic.records.summary(record.id, by)
        name, now = clinic.practice.read().name, clinic.clock.now()

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.map_drawing import map_pieces
            from clinic_desk.paper.record_sheet import record_sheet

            pdf = record_sheet(summary, name, now, map_pieces)
            texts = (value for section in summary.sections for _label, value in section.rows)
            left_out = unprintable("".join((summary.client_name, *texts)))
            return Sheet(pdf, left_out, usual_printer(installed_printers()))

        return draw

    given = partial(clinic.paper.record_given, record.id, record.client_id)
    draw_and_send(workplace, read, given, "treatment-record", KIND_WORDS[record.kind], above)
