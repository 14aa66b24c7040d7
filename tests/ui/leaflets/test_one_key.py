"""The leaflets that are called for, printed with one key from wherever a client is in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument
from pytestqt.qtbot import QtBot

from clinic_desk.clients.records import ClientDetails
from tests.factories import add_appointment
from tests.ui.leaflets.conftest import STARTS
from ui.kit.layout import Surface
from ui.kit.leaflet_paper import NOTHING, print_called_for
from ui.kit.printing import Printer, use_file_printers
from ui.kit.workplace import Workplace

Quiet = Callable[[], None]


@pytest.fixture
def above(qtbot: QtBot) -> Surface:
    """The page that asks."""
    made = Surface()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told(workplace: Workplace) -> list[str]:
    """What the status line was told, and the pages that were asked for."""
    heard: list[str] = []
    workplace.seat.announced.connect(lambda words, _undo: heard.append(words))
    workplace.seat.page_wanted.connect(lambda name, what: heard.append(f"{name} {what}"))
    return heard


def test_all_that_is_called_for_is_one_job_and_each_is_noted_as_given(
    workplace: Workplace, printer: Printer, grace: int, above: Surface, quiet: Quiet,
    told: list[str],
) -> None:  # fmt: skip
    print_called_for(workplace, grace, above)
    quiet()
    given = workplace.clinic.leaflets.of_client(grace, workplace.by)
    assert {line.leaflet for line in given} == {"botulinum-toxin", "botulinum-toxin-aftercare"}
    assert printer.folder is not None
    (file,) = printer.folder.glob("*.pdf")
    assert file.name == "leaflets.pdf"
    document = PdfDocument(file)
    assert len(document) % 2 == 0
    document.close()
    assert told[-1].startswith(f"Sent to {printer.name}, noted as given: Botulinum toxin")


def test_a_client_without_a_visit_is_printed_nothing(
    workplace: Workplace, printer: Printer, above: Surface, quiet: Quiet, told: list[str]
) -> None:
    ben = workplace.clinic.clients.add(ClientDetails(given="Ben"), by=1).id
    print_called_for(workplace, ben, above)
    quiet()
    assert told == [NOTHING]


def test_the_treatment_that_is_being_booked_counts_too(
    workplace: Workplace, printer: Printer, above: Surface, quiet: Quiet
) -> None:
    ben = workplace.clinic.clients.add(ClientDetails(given="Ben"), by=1).id
    print_called_for(workplace, ben, above, "CONSULT")
    quiet()
    given = workplace.clinic.leaflets.of_client(ben, workplace.by)
    assert "consultation" in {line.leaflet for line in given}


def test_letters_that_cannot_be_printed_are_looked_at_first(
    workplace: Workplace, printer: Printer, above: Surface, quiet: Quiet, told: list[str]
) -> None:
    zoe = workplace.clinic.clients.add(ClientDetails(given="Zoë 🧿"), by=1).id
    ends = STARTS + timedelta(minutes=30)
    add_appointment(workplace.clinic.database, zoe, 2, STARTS, ends, treatment="BTX")
    print_called_for(workplace, zoe, above)
    quiet()
    assert "nazar amulet" in told[-2]
    assert told[-1] == f"leaflets {{'client_id': {zoe}}}"
    assert workplace.clinic.leaflets.of_client(zoe, workplace.by) == ()


def test_without_a_printer_the_leaflet_page_opens_and_nothing_is_noted(
    workplace: Workplace, printer: Printer, grace: int, above: Surface, quiet: Quiet,
    told: list[str],
) -> None:  # fmt: skip
    use_file_printers()
    print_called_for(workplace, grace, above)
    quiet()
    assert told[-1] == f"leaflets {{'client_id': {grace}}}"
    assert workplace.clinic.leaflets.of_client(grace, workplace.by) == ()


def test_the_key_pressed_twice_prints_and_notes_once(
    workplace: Workplace, printer: Printer, grace: int, above: Surface, quiet: Quiet
) -> None:
    print_called_for(workplace, grace, above)
    workplace.desk.ask("next", lambda: None, lambda _: print_called_for(workplace, grace, above))
    quiet()
    assert printer.folder is not None
    assert len(list(printer.folder.glob("*.pdf"))) == 1
    assert len(workplace.clinic.leaflets.of_client(grace, workplace.by)) == 2
    assert not workplace.seat.under_way


def test_after_a_printer_that_is_gone_the_key_can_be_pressed_again(
    workplace: Workplace, printer: Printer, grace: int, above: Surface, quiet: Quiet
) -> None:
    use_file_printers(Printer("Away", is_default=True))
    warned: list[object] = []
    workplace.desk.unheard.connect(warned.append)
    print_called_for(workplace, grace, above)
    quiet()
    assert len(warned) == 1
    use_file_printers(printer)
    print_called_for(workplace, grace, above)
    quiet()
    assert len(workplace.clinic.leaflets.of_client(grace, workplace.by)) == 2
