"""The composition root: the lanes, the error hook, the clinic behind the window in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, SystemClock
from clinic_desk.base.errors import CannotOpen, ClinicError
from clinic_desk.base.folders import (
    remember_clinic_folder,
    reports_folder,
    usual_clinic_folder,
)
from ui.doorkeeper import Credentials, Doorkeeper
from ui.first_frame import dress_up
from ui.forgetting import let_qt_remember_nothing
from ui.frame.clinic_setup import Setup, read_setup
from ui.frame.faults import FaultReports
from ui.frame.first_sight import FirstSight
from ui.kit.commands import Commands
from ui.kit.fonts import REST, register_fonts
from ui.kit.known_files import let_files_be_known
from ui.kit.pages import PageEntry
from ui.kit.tasks import Background, Desk
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.main_window import MainWindow
from ui.opening import (
    Opened,
    look_through_file,
    open_at,
    set_log_aside,
    was_a_clinic,
    with_it_closed,
)
from ui.pages import PAGES, START
from ui.tidying import Tidying

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.copies.records import Standing
    from clinic_desk.staff.people import PersonRecord
    from ui.frame.audit_watch import AuditWatch
    from ui.frame.copying import CopyWatch
    from ui.frame.fault_notice import FaultNotice
    from ui.frame.locked_door import DoorActs, LockedDoor
    from ui.kit.doorstep import Doorstep


SETTLED_MS = 3000
"""When the first day has long been shown, or the window waits for somebody to come."""


class ClinicDesk(QObject):
    """The running program: one window, one desk's lane, one background lane, one clinic."""

    entered = Signal(object)
    """The Workplace, once the window serves a clinic."""

    def __init__(
        self,
        app: QApplication,
        folder: Path | None = None,
        clock: Clock | None = None,
        pages: tuple[PageEntry, ...] = PAGES,
        start: Callable[[Doorstep], QWidget] | None = START,
        who: Credentials | None = None,
        window: MainWindow | None = None,
    ) -> None:
        """Nothing is opened before `begin`.

        `who` is signed in without the page being typed into, by the same way: for the tour and
        the tests, which play what comes after. `window` is in sight already, and is furnished
        when there is time for it.
        """
        super().__init__(app)
        let_qt_remember_nothing()
        dress_up(app)
        self.folder = folder or usual_clinic_folder()
        self.clock = clock or SystemClock()
        self._pages, self._start, self._who = pages, start, who
        self._setup: Setup | None = None
        self.keeper: Doorkeeper | None = None
        self.commands = Commands(self)
        self._tidying = Tidying(self)
        self.desk, self.background = Desk(self), Background(self)
        self.window = window or MainWindow()
        self.window.commands = self.commands
        if window is None:
            self.window.furnish()
        self.work: Workplace | None = None
        self._prepared: Workplace | None = None
        """Of whoever comes in first."""
        self.notice: FaultNotice | None = None
        self.faults = FaultReports(
            self.clock, self.folder / "reports", self._tell_fault, reports_folder()
        )
        for lane in (self.desk, self.background):
            lane.faulted.connect(self.faults.report)
        self.door: LockedDoor | None = None
        self.watch: CopyWatch | None = None
        self.audit_watch: AuditWatch | None = None
        self._is_relocked = False
        """Whether whoever came in by the recovery key has been asked for a new passphrase."""
        self._to_be_read: tuple[str, ...] = ()
        """Sentences that wait for the clinic to be open again."""

    def begin(self) -> None:
        """Show the window, and open the clinic when it has been painted."""
        if self.window.isVisible():
            self._open_or_start()
        else:
            self._seen = FirstSight(self.window, self._open_or_start)
            self.window.show()
        QTimer.singleShot(SETTLED_MS, self, self._tidying.begin)

    def open_folder(self, folder: Path, secret: str = "", *, accept_loss: bool = False) -> None:
        """Open the clinic in a folder; `secret` is a passphrase or a recovery key.

        One that is behind what was saved is opened where the person chose to `accept_loss`.
        """
        self.folder = folder
        self.faults.folder = folder / "reports"
        self.window.show_waiting("Opening the clinic…")
        clock = self.clock
        self.desk.write(
            lambda: open_at(folder, clock, secret, accept_loss=accept_loss),
            self._opened,
            self._did_not_open,
        )

    def enter(self, clinic: Clinic) -> None:
        """Serve a clinic that is open already."""
        self.desk.ask(
            "open",
            lambda: Opened(clinic, read_setup(clinic)),
            self._opened,
            lambda error: self._close_and_tell(clinic, error),
            owner=self,
        )

    def show_start(self, begun: Clinic | None = None) -> None:
        """The start pages, in place of a clinic; they go on with one that was `begun`."""
        if self._start is None:
            self._did_not_open(CannotOpen(f"There is no clinic in {self.folder}."))
            return
        from ui.kit.doorstep import Doorstep

        step = Doorstep(
            self.desk,
            self.background,
            self.commands,
            self.clock,
            self.folder,
            self.open_folder,
            self.enter,
            begun,
        )
        self.window.show_instead(self._start(step))

    def while_closed(self, words: str, work: Callable[[], object]) -> None:
        """Close the clinic, do `work` on the worker, and open the clinic again from its door.

        The window is made anew, so that nothing of the clinic is left in any part of it.
        """
        if self.keeper is None:
            return
        clinic, self.work = self.keeper.clinic, None
        self._stop_watching()
        self._renew_window()
        self.window.show_waiting(words)
        self.desk.write(
            lambda: with_it_closed(clinic, work),
            lambda _: self.open_folder(clinic.folder),
            lambda error: self._not_done(clinic.folder, error),
        )

    def close(self) -> None:
        """Finish what is being written, close the clinic with its checked copy, end the lanes."""
        clinic = self.keeper.clinic if self.keeper is not None else None
        self._stop_watching()
        # Before the clinic closes: it takes the note of what is printed at this moment.
        self.background.close()
        if clinic is not None:
            self.desk.write(clinic.close)
        self.desk.close()

    def _open_or_start(self) -> None:
        register_fonts(REST)
        if was_a_clinic(self.folder):
            self.open_folder(self.folder)
        else:
            self.show_start()

    def _opened(self, opened: Opened) -> None:
        from clinic_desk.db.unfinished import Unfinished
        from ui.frame.copying import CopyWatch

        clinic, setup = opened
        self.folder = clinic.folder
        let_files_be_known(Unfinished(clinic.database.chain_key).known)
        if clinic.by_recovery and not self._is_relocked:
            self._ask_for_a_passphrase(opened)
            return
        self._is_relocked = False
        if not setup.is_founded and self._start is not None:
            # Nobody could give the others a password, or even come in.
            self.show_start(clinic)
            return
        # After a look round the demo the program begins as it would have without.
        if not setup.practice.demo:
            remember_clinic_folder(clinic.folder)
        if self.door is not None:
            self.door.forget()
        self._setup = setup
        self.keeper = Doorkeeper(self, clinic, (self.desk, self.background), self.window, self._who)
        self.watch = CopyWatch(clinic, self._tell_copies, self.faults.report, self)
        self.keeper.begin()
        # Not beside the password, which needs every core, and the first day.
        QTimer.singleShot(SETTLED_MS, self.keeper, self._look_through)

    def prepare(self) -> None:
        """Furnish the window and make its first page while somebody still stands at the door."""
        if self.keeper is not None and self.work is None and self._prepared is None:
            work = self._workplace(self.keeper)
            self.window.prepare(work, self._pages)
            self._prepared = work

    def seat(self, person: PersonRecord) -> None:
        """Give the window in sight its pages, with this person before it."""
        if self.keeper is None or self._setup is None:
            return
        from ui.frame.audit_watch import AuditWatch

        is_first, clinic = self.work is None, self.keeper.clinic
        work, self._prepared = self._prepared or self._workplace(self.keeper), None
        self.work = work
        self.window.move_in(work, self._setup, self._pages, person)
        self.audit_watch = AuditWatch(work, self.window, self.window.banner)
        self.entered.emit(work)
        if is_first:
            self._say_what_is_to_be_read(clinic.notes)
        else:
            # What was set since the clinic was opened.
            work.seat.changed.emit(Changes(setup=True), None)

    def give_up(self, error: ClinicError) -> None:
        """Close a clinic that is open and cannot be read, and offer what may help."""
        if self.keeper is not None:
            clinic = self.keeper.clinic
            self._stop_watching()
            self._close_and_tell(clinic, error)

    def _close_and_tell(self, clinic: Clinic, error: ClinicError) -> None:
        def tell(_: object) -> None:
            self._did_not_open(error)

        self.desk.write(lambda: with_it_closed(clinic, tuple), tell, tell, owner=self)

    def _workplace(self, keeper: Doorkeeper) -> Workplace:
        work = Workplace(keeper.clinic, self.desk, self.background, theme(), self.commands)
        work.seat.closing_wanted.connect(self.while_closed)
        work.seat.changed.connect(keeper.missed)
        work.seat.person_changed.connect(keeper.somebody_sat_down)
        return work

    def new_window(self) -> MainWindow:
        """A window without pages, as large as the one in sight."""
        window = MainWindow()
        window.commands = Commands(self)
        window.furnish()
        window.setGeometry(self.window.geometry())
        window.setWindowState(self.window.windowState())
        return window

    def bring(self, window: MainWindow) -> None:
        """Show another person's window in place of the one in sight."""
        before, self.window = self.window, window
        self.commands, self.work, self.notice = window.commands, window.work, None
        # Made for the window before, if there is one.
        self._prepared = None
        window.setGeometry(before.geometry())
        window.show()
        window.activateWindow()
        before.hide()

    def _look_through(self) -> None:
        if self.keeper is not None:
            clinic = self.keeper.clinic
            self.background.run(lambda: look_through_file(clinic), self._tell_damage, owner=self)

    def _tell_damage(self, damage: ClinicError | None) -> None:
        if damage is not None and self.work is not None:
            self.window.warn(damage)
        elif damage is not None:
            self._to_be_read = (*self._to_be_read, str(damage))

    def _tell_copies(self, standing: Standing) -> None:
        if not self.window.is_locked:
            self.window.status.show_copies(standing)

    def _ask_for_a_passphrase(self, opened: Opened) -> None:
        """The sheet has opened the clinic; it is not to be needed each time."""
        from ui.frame.recovered import Recovered

        self._is_relocked = True
        page = Recovered(self.desk, opened.clinic, lambda: self._opened(opened))
        self.window.show_instead(page)
        page.focus_first()

    def _did_not_open(self, error: ClinicError) -> None:
        if self.door is None:
            from ui.frame.locked_door import LockedDoor

            self.door = LockedDoor(self._door_acts())
        self.window.show_instead(self.door)
        self.door.tell(error, key_may_help=(self.folder / "clinic.key").exists())

    def show_copies(self) -> None:
        """The copies of a clinic that does not open, one of which may be restored."""
        from ui.start.restore_page import RestorePage

        folder, lanes = self.folder, (self.desk, self.background)
        page = RestorePage(
            folder,
            lanes,
            self.clock,
            restored=lambda: self.open_folder(folder),
            back=lambda: self.open_folder(folder),
        )
        self.window.show_instead(page)

    def _stop_watching(self) -> None:
        self._prepared = None
        if self.keeper is not None:
            self.keeper.close()
            self.keeper.deleteLater()
            self.keeper = None
        if self.watch is not None:
            self.watch.stop()
            self.watch.deleteLater()
            self.watch = None

    def _renew_window(self) -> None:
        old, self.window = self.window, self.new_window()
        self.commands = self.window.commands
        self.door = self.notice = None
        self.window.show()
        old.close()
        old.deleteLater()

    def _not_done(self, folder: Path, error: ClinicError) -> None:
        self._to_be_read = (str(error),)
        self.open_folder(folder)

    def _say_what_is_to_be_read(self, notes: tuple[str, ...]) -> None:
        notes, self._to_be_read = (*self._to_be_read, *notes), ()
        for words in notes:
            self.window.warn(ClinicError(words))

    def _tell_fault(self, report: Path | None) -> None:
        if self.notice is None:
            from ui.frame.fault_notice import FaultNotice

            self.notice = FaultNotice(self.window)
        self.notice.tell(report)

    def _door_acts(self) -> DoorActs:
        from ui.frame.locked_door import DoorActs

        return DoorActs(
            try_again=lambda secret: self.open_folder(self.folder, secret),
            other_clinics=self.show_start if self._start else None,
            restore=self.show_copies,
            go_on=lambda secret: self.open_folder(self.folder, secret, accept_loss=True),
            set_aside=self._set_aside,
        )

    def _set_aside(self, secret: str) -> None:
        folder, clock = self.folder, self.clock
        self.desk.write(
            lambda: set_log_aside(folder, clock),
            lambda _: self.open_folder(folder, secret),
            self._did_not_open,
        )


def run(app: QApplication, window: MainWindow, folder: Path | None = None) -> int:
    """Serve a clinic's folder, or the one opened last, in the window in sight; the exit code.

    Nothing is opened where it was closed as soon as it was there.
    """
    if not window.isVisible():
        return 0
    desk = ClinicDesk(app, folder, window=window)
    desk.faults.take_over()
    desk.begin()
    try:
        return int(app.exec())
    finally:
        desk.close()
