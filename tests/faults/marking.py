"""A day at the clinic with a marker in everything that is typed, in a process of its own.

`python -m tests.faults.marking FOLDER` opens the window on a clinic made there, with nothing
of the network allowed, puts the marker everywhere, meets a fault, prints, copies, locks and
restores. With `--on` it goes on putting the marker everywhere until it is killed.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.private_place import private_place
from clinic_desk.clinic import Clinic
from clinic_desk.demo.cast import DEMO_PASSWORD
from clinic_desk.leaflets.orders import drawn
from main import main
from tests.drawn import jpeg
from tests.factories import NOW
from tests.faults.typed import GRACE, MAYA, RUTH, book, make_clinic, put_everywhere, whole_client
from tests.faults.typed_record import PHOTOGRAPHED
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.kit.desk_paper import print_day, print_slip
from ui.kit.printing import Printer, print_pdf, use_file_printers
from ui.tour.hand import Hand

MARK = "Zyxomarkus"
NUMBER = "07700913572"
PIECE = 40
"""Bytes of a picture that are looked for in every file."""
CHOSEN = "chosen"
"""The one folder in which a person chose to have something unencrypted."""


def forbid_the_network() -> None:
    """End the process at the first call that would leave the computer."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        asks = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
        leaves = event in ("socket.connect", "socket.bind")
        if asks or (leaves and arguments[0].family != getattr(socket, "AF_UNIX", None)):
            print(f"network: {event}", flush=True)
            raise SystemExit(3)

    sys.addaudithook(watch)


def used_sockets() -> set[str]:
    """What of this process the system's tables of the network name; empty where it has none."""
    ours = set()
    for number in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").exists() else ():
        try:
            ours.add(str(number.readlink()).removeprefix("socket:[").rstrip("]"))
        except OSError:
            continue
    lines = [
        line.split()
        for kind in ("tcp", "tcp6", "udp", "udp6")
        if (table := Path("/proc/self/net") / kind).exists()
        for line in table.read_text().splitlines()[1:]
    ]
    return {line[9] for line in lines} & ours


def print_everything(clinic: Clinic, folder: Path) -> None:
    """A leaflet for a client, printed as a file, and noted as given."""
    client = clinic.clients.add(whole_client(MARK), RUTH).id
    printed = drawn(clinic.press.order("botulinum-toxin", client, by=MAYA))
    printer = Printer("The test's printer", folder=folder)
    print_pdf(printed.pdf, printer, "leaflet")
    clinic.press.note_given(printed, "printed", MAYA)


def telling_piece(picture: bytes) -> bytes:
    """The most varied piece of a picture's second half, which no other file has by chance."""
    places = range(len(picture) // 2, len(picture) - PIECE)
    return max((picture[at : at + PIECE] for at in places), key=lambda each: len(set(each)))


class Day:
    """The window on a clinic, and a hand that types into all of it."""

    def __init__(self, tree: Path) -> None:
        """Open the clinic, made where there is none yet."""
        self.tree, folder = tree, tree / "clinic"
        if not folder.exists():
            clinic = make_clinic(tree)
            clinic.clients.add(whole_client(MARK), RUTH)
            clinic.close()
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        self.program = ClinicDesk(
            app, folder, FixedClock(NOW), who=Credentials(GRACE, DEMO_PASSWORD)
        )
        self.program.faults.take_over()
        self.program.begin()
        self.hand = Hand(self.program)
        self.hand.until(lambda: self.program.work is not None)
        self.hand.settle()

    @property
    def clinic(self) -> Clinic:
        """The one that the window serves."""
        assert self.program.work is not None
        return self.program.work.clinic

    def type_into_everything(self) -> None:
        """Every field of every page, by the signals that typing sends."""
        work = self.program.work
        assert work is not None
        for page in ("calendar", "clients", "leaflets", "settings"):
            work.show_page(page, **({"client_id": 13} if page == "clients" else {}))
            self._type()

    def write_records(self) -> None:
        """As the nurse: the stock's form, and the draft of a record of each kind, in the window."""
        work = self.program.work
        assert work is not None
        work.seat.sit_down(self.clinic.staff.person(RUTH))
        self.hand.settle()
        work.show_page("stock")
        self.hand.press("Ctrl+N")
        self._type()
        for draft in self.clinic.records.drafts(RUTH):
            work.show_page("records", record_id=draft.record_id)
            self._type()
        work.show_page("calendar")
        self.hand.settle()

    def _type(self) -> None:
        self.hand.settle()
        window = self.program.window
        for line in window.findChildren(QLineEdit):
            if line.isVisible() and not line.isReadOnly():
                line.setText(f"{MARK} {NUMBER}")
                line.textEdited.emit(line.text())
        for box in window.findChildren(QPlainTextEdit):
            if box.isVisible() and not box.isReadOnly():
                box.setPlainText(f"{MARK}\n{MARK}")
        window.grab()
        self.hand.settle()

    def keep_pictures(self) -> None:
        """A photograph and a signed paper, looked at; a piece of each is said, for the search."""
        clinic = self.clinic
        clinic.consents.give_scanned(
            PHOTOGRAPHED, "BTX", MARK, jpeg((300, 400), "#a42"), NOW.date(), RUTH
        )
        made = clinic.photographs.add(
            PHOTOGRAPHED, jpeg((300, 400), "#2a4"), "left", "after", NOW.date(), None, RUTH
        ).id
        signed = clinic.consents.of_client(PHOTOGRAPHED, RUTH)[0]
        pictures = (
            clinic.photographs.picture(made, RUTH),
            clinic.photographs.thumbnail(made, RUTH),
            clinic.consents.open(signed.id, RUTH).scan or b"",
        )
        pieces = " ".join(telling_piece(picture).hex() for picture in pictures)
        print(f"pictures: {pieces}", flush=True)

    def stumble(self) -> None:
        """Meet a fault in each place that has one, its words full of the marker."""

        def fail(*_: object) -> None:
            raise KeyError(MARK, whole_client(MARK), {"phone": NUMBER})

        self.program.desk.write(fail)
        self.program.background.run(fail)
        self.program.desk.ask("test", lambda: MARK, fail)
        self.hand.settle()

    def print_papers(self) -> None:
        """The list of the day and a slip, to a printer that writes files."""
        use_file_printers(Printer("The test's printer", is_default=True, folder=self.tree / CHOSEN))
        work, above = self.program.work, self.program.window
        assert work is not None
        visit = self.clinic.diary.visit(book(self.clinic, MARK, MARK))
        print_day(work, visit.starts_at.date(), above)
        print_slip(work, visit, above)
        self.hand.settle()

    def change_secrets(self) -> None:
        """Passwords and a PIN."""
        self.clinic.sign_in.set_password(MAYA, f"{MARK} harbour ladder violet", GRACE)
        self.clinic.staff.set_pin(MAYA, NUMBER[:8], GRACE)

    def lock(self) -> None:
        """Lock the desk over what was typed."""
        assert self.program.keeper is not None
        self.program.keeper.lock("key")
        self.hand.settle()


def whole_day(tree: Path) -> None:
    """Everything, once; the clinic is closed and restored from its own copy at the end."""
    day = Day(tree)
    refused = put_everywhere(day.clinic, MARK)
    steps: tuple[Callable[[], object], ...] = (
        day.type_into_everything,
        day.keep_pictures,
        day.stumble,
        day.change_secrets,
        lambda: print_everything(day.clinic, tree / CHOSEN),
        day.print_papers,
        lambda: day.clinic.copies.make(),
        lambda: day.clinic.copies.export(tree / "stick.db", GRACE),
        lambda: put_everywhere(day.clinic, f"{MARK} again"),
        day.write_records,
        day.lock,
        day.program.close,
    )
    for step in steps:
        step()
    place = ["--clinic", str(day.program.folder)]
    commands = (["restore", str(tree / "stick.db"), "--yes"], ["check"], ["free-times", "CONSULT"])
    codes = [main([*words, *place]) for words in commands]
    print(f"refused: {' '.join(refused)}")
    print(f"codes: {codes}")
    print(f"sockets: {len(used_sockets())}")
    print(f"network modules: {'PySide6.QtNetwork' in sys.modules}")


def go_on(tree: Path) -> None:
    """Put the marker everywhere until killed, each step said once it is done."""
    day = Day(tree)
    for number in count():
        words = f"{MARK} {os.getpid()} {number}"
        steps: tuple[Callable[[], object], ...] = (
            partial(put_everywhere, day.clinic, words),
            day.stumble,
            partial(print_everything, day.clinic, tree / CHOSEN),
            day.type_into_everything,
            day.clinic.copies.make,
        )
        for step in steps:
            step()
            print(number, flush=True)


if __name__ == "__main__":
    forbid_the_network()
    with private_place():
        (go_on if "--on" in sys.argv else whole_day)(Path(sys.argv[1]))
