"""Photographs on paper: what is in sight, each within its frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desk.leaflets.printable import unprintable
from clinic_desk.photographs.records import PhotographRecord
from ui.kit.desk_paper import Sheet, draw_and_send
from ui.kit.printing import installed_printers, usual_printer
from ui.kit.workplace import Workplace


def print_photographs(
    workplace: Workplace, records: Sequence[PhotographRecord], above: QWidget
) -> None:
    """Print one photograph, or two side by side; none without consent. Each is noted as read,
    and as printed once it was.

    `above` is the page that asks: a file dialog stands above it.
    """
    clinic, by, client_id = workplace.clinic, workplace.by, records[0].client_id

    def read() -> Callable[[], Sheet]:
        name = clinic.clients.get(client_id, by).shown_name
        pictures = [clinic.photographs.picture(each.id, by) for each in records]
        title, now = clinic.practice.read().name, clinic.clock.now()

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.photograph_sheet import OnPaper, photograph_sheet

            shown = [OnPaper(*each) for each in zip(records, pictures, strict=True)]
            pdf = photograph_sheet(name, shown, title, now)
            left_out = unprintable("".join((name, *(each.note for each in records))))
            return Sheet(pdf, left_out, usual_printer(installed_printers()))

        return draw

    left = partial(clinic.paper.photographs_given, [each.id for each in records], client_id)
    draw_and_send(workplace, read, left, "photographs", "Photographs", above)
