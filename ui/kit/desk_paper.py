"""Ctrl P at the calendar: the day's list for the desk, and the slip for a client.

They go to the printer that was chosen last; where there is none they are saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.clients.records import living
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.printable import unprintable
from clinic_desk.paper.log import How
from ui.kit.printing import (
    NO_PRINTER,
    Printer,
    installed_printers,
    left_out_words,
    print_pdf,
    save_pdf,
    usual_printer,
)
from ui.kit.workplace import Workplace


@dataclass(frozen=True)
class Sheet:
    """Something drawn, the letters it lacks, and where it can go."""

    pdf: bytes
    left_out: tuple[str, ...]
    printer: Printer | None


Left = Callable[[How, int], None]
"""Notes that a sheet was printed or saved by somebody."""
Noted = Callable[[How, str, Sheet], None]
"""The same, with what is said of it at the desk."""


def print_day(workplace: Workplace, day: date, above: QWidget) -> None:
    """Print the visits of a local day and of the next one, with phones.

    `above` is the page that asks: a file dialog stands above it.
    """
    clinic, next_day = workplace.clinic, day + timedelta(days=1)

    def read() -> Callable[[], Sheet]:
        visits = clinic.diary.list_for_print(day, next_day)
        catalogue = clinic.protocol.current().catalogue
        names = {each.code: each.short_name for each in catalogue.treatments}
        title, now = clinic.practice.read().name, clinic.clock.now()

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.day_list import day_list

            pdf = day_list((day, next_day), visits, names, title, now)
            texts = (f"{each.visit.client_name}{each.visit.desk_note}" for each in visits)
            return Sheet(pdf, unprintable("".join(texts)), usual_printer(installed_printers()))

        return draw

    about = f"Visits of {short_day(day)} and {short_day(next_day)}"
    left = partial(clinic.paper.day_listed, day)
    draw_and_send(workplace, read, left, f"visits-{day.isoformat()}", about, above)


def print_slip(workplace: Workplace, visit: Visit, above: QWidget) -> None:
    """Print the slip of a visit, in large letters where the client's record asks for them."""
    clinic, by = workplace.clinic, workplace.by

    def read() -> Callable[[], Sheet]:
        practice = clinic.practice.read()
        large = living(clinic.clients.get(visit.client_id, by)).details.large_print
        catalogue = clinic.protocol.current().catalogue
        details = ClinicDetails.of(practice)

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.slip import slip

            pdf = slip(visit, catalogue, details, practice.address, large_print=large)
            left_out = unprintable(visit.client_name)
            return Sheet(pdf, left_out, usual_printer(installed_printers()))

        return draw

    left = partial(clinic.paper.slip_given, visit.id, visit.client_id)
    draw_and_send(workplace, read, left, "appointment", "Appointment slip", above)


def print_morning(workplace: Workplace, day: date, above: QWidget) -> None:
    """Print a local day's visits with what each still lacks."""
    clinic, by = workplace.clinic, workplace.by

    def read() -> Callable[[], Sheet]:
        visits = clinic.morning.of_day(day, by)
        catalogue = clinic.protocol.current().catalogue
        names = {each.code: each.short_name for each in catalogue.treatments}
        title, now = clinic.practice.read().name, clinic.clock.now()

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.morning import morning_page

            pdf = morning_page(day, visits, names, title, now)
            texts = "".join(each.visit.client_name for each in visits)
            return Sheet(pdf, unprintable(texts), usual_printer(installed_printers()))

        return draw

    left = partial(clinic.paper.morning_listed, day)
    about = f"Morning page of {short_day(day)}"
    draw_and_send(workplace, read, left, f"morning-{day.isoformat()}", about, above)


def draw_and_send(
    workplace: Workplace,
    read: Callable[[], Callable[[], Sheet]],
    left: Left,
    file: str,
    about: str,
    above: QWidget,
) -> None:
    """Read on the worker, draw and print on the background lane. `file` names no client.

    That it has `left` is noted for whoever asked for it, also where the desk has changed since.
    Whoever sits there then is not asked where to save it: they may not read what is on it.
    """
    by = workplace.by

    def noted(how: How, words: str, sheet: Sheet) -> None:
        workplace.desk.write(partial(left, how, by))
        workplace.announce(
            " ".join(part for part in (words, left_out_words(sheet.left_out)) if part)
        )

    def send(sheet: Sheet) -> None:
        if words := left_out_words(sheet.left_out):
            workplace.announce(words)
        if sheet.printer is None and not workplace.is_by(by):
            workplace.announce(f"{about}: not saved, as somebody else took the desk.")
        elif sheet.printer is None:
            _save(workplace, sheet, noted, file, about, above)
        else:
            _print(workplace, sheet, sheet.printer, noted, file, about, above)

    def drawn_next(draw: Callable[[], Sheet]) -> None:
        workplace.background.run(draw, send, owner=above)

    workplace.desk.ask(f"paper.{file}", read, drawn_next, owner=above)


def _print(
    workplace: Workplace,
    sheet: Sheet,
    printer: Printer,
    noted: Noted,
    file: str,
    about: str,
    above: QWidget,
) -> None:
    def sent(_nothing: None) -> None:
        noted("printed", f"{about}: sent to {printer.name}.", sheet)

    workplace.background.run(
        lambda: print_pdf(sheet.pdf, printer, file), sent, owner=above, leaves=True
    )


def _save(
    workplace: Workplace, sheet: Sheet, noted: Noted, file: str, about: str, above: QWidget
) -> None:
    workplace.announce(f"{NO_PRINTER} Choose where to save the PDF.")

    def written(kept: Path) -> None:
        noted("saved", f"{about}: saved as {kept.name}.", sheet)

    save_pdf(above, f"{file}.pdf", sheet.pdf, workplace.background, written)
