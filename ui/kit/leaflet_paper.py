"""One key at a visit, a client or a booking: the leaflets that are called for, printed and noted.

Where a person should look first, at letters that cannot be printed or for want of a printer, the
leaflet page opens instead, and nothing is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import count
from clinic_desk.leaflets.given import Given
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.stacked import stacked
from ui.kit.printing import (
    NO_PRINTER,
    Printer,
    installed_printers,
    left_out_words,
    print_pdf,
    usual_printer,
)
from ui.kit.workplace import Workplace

NOTHING = "Nothing to print: every leaflet that a visit calls for was given. Ctrl P shows them."
LOOK_FIRST = "Not printed yet."
CLIENT_FIRST = "Leaflets are printed for a client on file: choose one first."


@dataclass(frozen=True)
class _Sent:
    """What came out of the printer; none where somebody should look first, and why."""

    printed: tuple[PrintedLeaflet, ...] = ()
    printer: str = ""
    look: str = ""


def print_called_for(
    workplace: Workplace, client_id: int, above: QWidget, treatment: str | None = None
) -> None:
    """Print what the client's visits call for and the client does not have, and note each as given.

    `treatment` is one that is being booked. `above` is the page that asks; with it gone nobody
    is told. Pressed again before it is noted, the key prints nothing more.
    """
    press, by, under_way = workplace.clinic.press, workplace.by, workplace.seat.under_way
    act = ("leaflets.called_for", client_id, by)
    if act in under_way:
        return
    under_way.add(act)

    def ordered(orders: Sequence[Order]) -> None:
        if orders:
            workplace.announce(f"Sending {count(len(orders), 'leaflet')}…")
            workplace.background.run(lambda: _send(orders), sent, refused, owner=above, leaves=True)
        else:
            under_way.discard(act)
            workplace.announce(NOTHING)

    def sent(done: _Sent) -> None:
        if done.look:
            under_way.discard(act)
            workplace.announce(f"{LOOK_FIRST} {done.look}")
            workplace.show_page("leaflets", client_id=client_id)
            return

        def noted(_given: Given) -> None:
            under_way.discard(act)
            titles = " and ".join(each.title for each in done.printed)
            workplace.announce(f"Sent to {done.printer}, noted as given: {titles}.")

        workplace.write(lambda: press.note_all_given(done.printed, "printed", by), noted, refused)

    def refused(error: ClinicError) -> None:
        under_way.discard(act)
        workplace.desk.unheard.emit(error)

    workplace.desk.ask(
        f"leaflets.called_for.{client_id}",
        lambda: press.to_hand_over(client_id, by, treatment),
        ordered,
        refused,
        owner=above,
    )


def _send(orders: Sequence[Order]) -> _Sent:
    printer = usual_printer(installed_printers())
    if printer is None:
        return _Sent(look=NO_PRINTER)
    printed = tuple(map(drawn, orders))
    missing = tuple(dict.fromkeys(letter for each in printed for letter in each.left_out))
    if missing:
        return _Sent(look=left_out_words(missing))
    _print(printed, printer)
    return _Sent(printed, printer.name)


def _print(printed: Sequence[PrintedLeaflet], printer: Printer) -> None:
    job = stacked((each.pdf for each in printed), both_sides=printer.both_sides)
    # Named without a client or a treatment: the queue of a printer is read by many.
    print_pdf(job, printer, "leaflets")
