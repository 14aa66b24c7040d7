"""`main.py leaflet --list`, `leaflet NAME --out FILE` and `leaflet lint [FILE]`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from clinic_desk.back_office.asking import at_the_desk, signed_in
from clinic_desk.back_office.leaflet_lint import lint_leaflets
from clinic_desk.back_office.leaflet_texts import TEXTS, shipped_details, shipped_values, texts_of
from clinic_desk.back_office.opening import opened
from clinic_desk.base.clock import SystemClock, local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.files import Known, write_whole
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.clinic import Clinic
from clinic_desk.db.audit import note
from clinic_desk.db.opening import DATABASE_NAME
from clinic_desk.db.unfinished import Unfinished
from clinic_desk.leaflets.library import Leaflet, leaflet_called, load_leaflets
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.plain_text import text_of
from clinic_desk.leaflets.web import page_of

LINT = "lint"
"""Said in the place of a leaflet's name; no leaflet may be called so."""
FORMATS: Mapping[str, Callable[[Order], str]] = {"html": page_of, "txt": text_of}
"""How a leaflet is written that is not a PDF."""


def leaflet(folder: Path, asked: Namespace) -> int:
    """List the leaflets, measure them, or write one; 1 where the measure finds a fault.

    Raises BadInput where it is not clear which of them is asked for.
    """
    if asked.listed:
        _list(folder if _is_named(asked) else None)
        return 0
    if asked.name is None:
        raise BadInput("name", "Which leaflet?", next_step="Name one, or list them with --list.")
    if asked.name == LINT:
        return lint_leaflets(folder if _is_named(asked) else None, asked.file)
    if asked.file is not None:
        raise BadInput("name", "One leaflet at a time.", next_step="Name the file after --out.")
    if asked.out is None:
        raise BadInput("out", "Where is it to be written?", next_step="Name a file after --out.")
    return _write(folder, asked)


def _list(clinic: Path | None) -> None:
    today, texts = local_day(SystemClock().now()), texts_of(clinic)
    lines = [_listed(each, today) for each in texts.leaflets.values()]
    print_lines([*lines, *(f"Not printed. {one_line(each)}" for each in texts.refused)], sys.stdout)


def _listed(each: Leaflet, today: date) -> str:
    head = each.head
    standing = f"approved by {head.approver}" if head.approved else "draft, not approved"
    late = ", review overdue" if head.is_overdue(today) else ""
    told = f"{head.title} ({head.code}, version {head.version}, {standing}{late})"
    return f"{head.name:<28}{one_line(told)}"


def _write(folder: Path, asked: Namespace) -> int:
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
        printed = _written(_with_lines_to_write_on(asked.name, asked.large_print), asked)
    print_lines(_told(printed, asked, now_large), sys.stdout)
    return 0


def _told(printed: PrintedLeaflet, asked: Namespace, now_large: bool) -> list[str]:
    """What was written, and what somebody should know of it."""
    on_paper = _format(asked) == "pdf"
    lines = [
        f"No bundled font has {letter}: it is left out of the page."
        for letter in printed.left_out
        if on_paper
    ]
    pages = f", {printed.pages_in_words}" if on_paper else ""
    lines.append(f"{one_line(asked.out.name)}: {printed.title}{pages}.")
    if now_large:
        lines.append("The client's record asks for large print from now on.")
    return lines


def _made_out_for_a_client(
    clinic: Clinic, asked: Namespace, by: int
) -> tuple[PrintedLeaflet, bool]:
    """Written and logged as given; whether the record asks for large print from now on."""
    large = asked.large_print or None
    order = clinic.press.order(asked.name, asked.client, by=by, large_print=large)
    printed = _written(order, asked, Unfinished(clinic.database.chain_key).known)
    return printed, clinic.press.note_given(printed, "saved", by=by).now_large


def _made_out_for_nobody(clinic: Clinic, asked: Namespace) -> PrintedLeaflet:
    """Written with lines to write on; nobody signed in, so nobody is said to have done it."""
    by, large = at_the_desk(clinic).id, asked.large_print or None
    printed = _written(clinic.press.order(asked.name, by=by, large_print=large), asked)
    with clinic.database.write() as session:
        note(session, "leaflet.saved", None)
    return printed


def _written(order: Order, asked: Namespace, known: Known | None = None) -> PrintedLeaflet:
    """The leaflet, in a file whole or not at all; its digest is that of what was written."""
    printed = drawn(order)
    write = FORMATS.get(_format(asked))
    if write is not None:
        printed = replace(printed, pdf=write(order).encode("utf-8", "replace"))
    write_whole(asked.out, printed.pdf, known)
    return printed


def _format(asked: Namespace) -> str:
    """As asked, else as the file's name ends, else PDF."""
    ending = {".html": "html", ".htm": "html", ".txt": "txt"}
    return str(asked.format or ending.get(asked.out.suffix.casefold(), "pdf"))


def _is_named(asked: Namespace) -> bool:
    """Whether a clinic was named, which must be there then; else the usual one is used if it is."""
    return getattr(asked, "clinic", None) is not None


def _with_lines_to_write_on(name: str, large_print: bool) -> Order:
    return Order(
        leaflet=leaflet_called(load_leaflets(TEXTS), name),
        values=shipped_values(),
        clinic=shipped_details(),
        client_id=None,
        addressee=None,
        large_print=large_print,
        today=local_day(SystemClock().now()),
    )
