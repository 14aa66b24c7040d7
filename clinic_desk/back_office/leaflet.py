"""`main.py leaflet NAME --out FILE`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from clinic_desk.back_office.opening import opened
from clinic_desk.base.clock import SystemClock, local_day
from clinic_desk.base.files import write_whole
from clinic_desk.base.folders import RESOURCES
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.db.opening import DATABASE_NAME
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.library import leaflet_called, load_leaflets
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.loading import load_protocol
from clinic_desk.staff.practice import Practice


def write_leaflet(folder: Path, asked: Namespace) -> int:
    """Write a leaflet; made out for a client, it is logged as given.

    On a computer without a clinic the shipped texts and draft protocol are used.
    """
    now_large = False
    if _needs_a_clinic(folder, asked):
        with opened(folder) as clinic:
            by = clinic.staff.people()[0].id
            printed = clinic.press.made_out(
                asked.name, asked.client, by=by, large_print=asked.large_print or None
            )
            write_whole(asked.out, printed.pdf)
            now_large = clinic.press.note_given(printed, "saved", by=by).now_large
    else:
        printed = _with_lines_to_write_on(asked.name, asked.large_print)
        write_whole(asked.out, printed.pdf)
    lines = [
        f"No bundled font has {letter}: it is left out of the page." for letter in printed.left_out
    ]
    lines.append(f"{one_line(asked.out.name)}: {printed.title}, {printed.pages_in_words}.")
    if now_large:
        lines.append("The client's record asks for large print from now on.")
    print_lines(lines, sys.stdout)
    return 0


def _needs_a_clinic(folder: Path, asked: Namespace) -> bool:
    """Where a client or a clinic is named it must be there; else the usual one is used if it is."""
    named = asked.client is not None or getattr(asked, "clinic", None) is not None
    return named or (folder / DATABASE_NAME).exists()


def _with_lines_to_write_on(name: str, large_print: bool) -> PrintedLeaflet:
    practice = Practice()
    clinic = ClinicDetails(practice.name, practice.phone, practice.contact, practice.out_of_hours)
    return drawn(
        Order(
            leaflet=leaflet_called(load_leaflets(RESOURCES / "leaflets" / "en"), name),
            values=protocol_values(load_protocol(RESOURCES / "protocol"), clinic),
            clinic=clinic,
            client_id=None,
            addressee=None,
            large_print=large_print,
            today=local_day(SystemClock().now()),
        )
    )
