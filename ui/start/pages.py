"""What the window shows while there is no clinic: the first page, and what it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from clinic_desk.base.errors import CannotOpen, ClinicError
from clinic_desk.demo.cast import DEMO_PASSWORD
from ui.kit.commands import Command
from ui.kit.doorstep import Doorstep
from ui.kit.surfaces import Busy
from ui.start.entrance import Entrance, Way
from ui.start.folders import folder_to_make, load_rooms, open_demo
from ui.start.open_form import OpenForm

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from ui.start.first_run import FirstRun
    from ui.start.founding import FoundingForm
    from ui.start.making import Beginning
    from ui.start.restore_page import RestorePage

GROUP = "Start"
SCOPE = "start"
MAKING_DEMO = "Making the demo: invented people, a year behind and six weeks ahead…"


class StartPages(QStackedWidget):
    """Hands the doorstep an open clinic: a new one, the demo, or one that was there."""

    def __init__(self, step: Doorstep) -> None:
        """The first page is in sight."""
        super().__init__()
        self.setAccessibleName("Start")
        self._step = step
        self.first_run: FirstRun | None = None
        self.restoring: RestorePage | None = None
        self.founding: FoundingForm | None = None
        self.entrance = Entrance(self._ways())
        self.open_form = OpenForm(step, self.go_on_with, self.show_entrance)
        self.making = Busy(MAKING_DEMO)
        for page in (self.entrance, self.open_form, self.making):
            self.addWidget(page)
        commands = step.commands
        for command in (
            Command("start.next", "Go on", "Ctrl+Return", GROUP, self.go_on, scope=SCOPE),
            Command("start.back", "Back", "Esc", GROUP, self.back, scope=SCOPE),
        ):
            commands.add(command, self)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close_clinic)
        step.desk.ask("start.rooms", load_rooms, lambda _: None, owner=self)
        self.show_entrance()
        if step.begun is not None:
            self.go_on_with(step.begun)

    def _ways(self) -> tuple[Way, ...]:
        """What may be begun with."""
        return (
            Way("plus", "Start a clinic", "Five minutes, a page at a time.", self.start),
            Way(
                "search",
                "Look round the demo",
                f"Invented people. Everyone's password is “{DEMO_PASSWORD}”.",
                self.look_round,
            ),
            Way(
                "folder",
                "Open a folder",
                "A clinic that is on this computer or a disk.",
                self.open_existing,
            ),
            Way(
                "clock",
                "Bring a clinic back",
                "From a checked copy with its key beside it, also on another computer.",
                self.bring_back,
            ),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Typing begins on the page in sight, once the window has it."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_page)

    def show_entrance(self) -> None:
        """The first page."""
        self.setCurrentWidget(self.entrance)
        self.entrance.focus_first()

    def start(self) -> None:
        """Start a clinic."""
        run = self._first_run()
        self.setCurrentWidget(run)
        run.focus_first()

    def go_on_with(self, clinic: Clinic) -> None:
        """Go in with an open clinic, or first ask for what it lacks: people, a manager."""
        from ui.start.making import beginning

        self._step.desk.ask(
            "start.beginning",
            lambda: beginning(clinic),
            lambda found: self._go_on_from(clinic, found),
            owner=self,
        )

    def _go_on_from(self, clinic: Clinic, found: Beginning) -> None:
        if found.is_founded:
            self._step.enter(clinic)
        elif found.people:
            form = self._founding_form()
            form.show_clinic(clinic, found.people)
            self.setCurrentWidget(form)
            form.focus_first()
        else:
            run = self._first_run()
            run.carry_on(clinic, has_sheet=found.has_sheet)
            self.setCurrentWidget(run)
            run.focus_first()

    def look_round(self) -> None:
        """Make the demo where there is none, and open it."""
        self.entrance.trouble.clear()
        self.setCurrentWidget(self.making)
        clock = self._step.clock
        self._step.desk.write(
            lambda: open_demo(clock), self._step.enter, self._not_done, owner=self
        )

    def open_existing(self) -> None:
        """Ask for a folder."""
        self.setCurrentWidget(self.open_form)
        self.open_form.focus_first()

    def bring_back(self) -> None:
        """Restore a copy from wherever it is into a folder of its own."""
        from ui.start.restore_page import RestorePage

        self.entrance.trouble.clear()
        folder, step = folder_to_make(self._step.folder), self._step
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._not_done(CannotOpen(f"No folder can be made at {folder} ({error.strerror})."))
            return
        self.restoring = RestorePage(
            folder,
            (step.desk, step.background),
            step.clock,
            restored=lambda: step.open_folder(folder),
            back=self._leave_restoring,
        )
        self.addWidget(self.restoring)
        self.setCurrentWidget(self.restoring)

    def _leave_restoring(self) -> None:
        page, self.restoring = self.restoring, None
        self.show_entrance()
        if page is not None:
            self.removeWidget(page)
            page.deleteLater()

    def go_on(self) -> None:
        """The main act of the page in sight."""
        page = self.currentWidget()
        if page is self.open_form:
            self.open_form.open()
        elif self.founding is not None and page is self.founding:
            self.founding.next()
        elif self.first_run is not None and page is self.first_run:
            self.first_run.next()

    def back(self) -> None:
        """The page before."""
        page = self.currentWidget()
        if self.first_run is not None and page is self.first_run:
            self.first_run.back()
        elif self.founding is not None and page is self.founding:
            self.founding.close_clinic()
            self.show_entrance()
        elif page is self.open_form:
            self.show_entrance()
        elif self.restoring is not None and page is self.restoring:
            self.restoring.back.click()

    def close_clinic(self) -> None:
        """Close what was made and not gone into, before the program ends."""
        for page in (self.first_run, self.founding):
            if page is not None:
                page.close_clinic()

    def _focus_page(self) -> None:
        page = self.currentWidget()
        if isinstance(page, Entrance | OpenForm):
            page.focus_first()
        elif self.first_run is not None and page is self.first_run:
            self.first_run.focus_first()
        elif self.founding is not None and page is self.founding:
            self.founding.focus_first()

    def _first_run(self) -> FirstRun:
        if self.first_run is None:
            # Behind these pages stands the database: the first page is to be seen before that.
            from ui.start.first_run import FirstRun

            self.first_run = FirstRun(self._step, self.show_entrance)
            self.addWidget(self.first_run)
        return self.first_run

    def _founding_form(self) -> FoundingForm:
        if self.founding is None:
            from ui.start.founding import FoundingForm

            self.founding = FoundingForm(self._step, self.back)
            self.addWidget(self.founding)
        return self.founding

    def _not_done(self, error: ClinicError) -> None:
        self.show_entrance()
        self.entrance.trouble.tell(error)
