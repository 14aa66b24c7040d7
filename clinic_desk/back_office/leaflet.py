"""`main.py leaflet NAME --out FILE`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from clinic_desk.back_office.asking import at_the_desk, signed_in
from clinic_desk.back_office.opening import opened
from clinic_desk.base.clock import SystemClock, local_day
from clinic_desk.base.files import write_whole
from clinic_desk.base.folders import RESOURCES
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.clinic import Clinic
from clinic_desk.db.audit import note
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
    if asked.client is not None:
        with opened(folder) as clinic, signed_in(clinic, asked.named) as person:
            printed, now_large = _made_out_for_a_client(clinic, asked, person.id)
    elif _is_named(asked) or (folder / DATABASE_NAME).exists():
        with opened(folder) as clinic:
            printed = _made_out_for_nobody(clinic, asked)
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


def _made_out_for_a_client(
    clinic: Clinic, asked: Namespace, by: int
) -> tuple[PrintedLeaflet, bool]:
    """Written and logged as given; whether the record asks for large print from now on."""
    large = asked.large_print or None
    printed = clinic.press.made_out(asked.name, asked.client, by=by, large_print=large)
    write_whole(asked.out, printed.pdf)
    return printed, clinic.press.note_given(printed, "saved", by=by).now_large


def _made_out_for_nobody(clinic: Clinic, asked: Namespace) -> PrintedLeaflet:
    """Written with lines to write on; nobody signed in, so nobody is said to have done it."""
    by, large = at_the_desk(clinic).id, asked.large_print or None
    printed = clinic.press.made_out(asked.name, by=by, large_print=large)
    write_whole(asked.out, printed.pdf)
    with clinic.database.write() as session:
        note(session, "leaflet.saved", None)
    return printed


def _is_named(asked: Namespace) -> bool:
    """Whether a clinic was named, which must be there then; else the usual one is used if it is."""
    return getattr(asked, "clinic", None) is not None


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
