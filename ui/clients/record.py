"""One client: the head, the tabs, and what stands in each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from clinic_desk.staff.permissions import May, may
from ui.clients.consent.tab import ConsentTab
from ui.clients.details.saving import Draft
from ui.clients.details.tab import DetailsTab
from ui.clients.details.typed import Typed
from ui.clients.entries import Telling, history
from ui.clients.head import ClientHead
from ui.clients.health.tab import HealthTab
from ui.clients.history.tab import RIBBON_KEYS, HistoryTab
from ui.clients.lists import AppointmentsCard, EntriesCard
from ui.clients.looking import LookedCard
from ui.clients.photographs.form import visit_choices
from ui.clients.photographs.tab import PhotographsTab
from ui.clients.reading import ClientFile, Rest, with_known, with_rest
from ui.clients.tabs import Tabs
from ui.clients.walking import walk_parts
from ui.kit.buttons import LinkButton
from ui.kit.layout import Column, Divider, Row, reveal
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

TABS = (
    ("history", "Treatment history"),
    ("health", "Health questions"),
    ("photographs", "Photographs"),
    ("consent", "Consent and leaflets"),
    ("appointments", "Appointments"),
    ("details", "Details"),
    ("looked", "Who has looked"),
)


Part = EntriesCard | DetailsTab | LookedCard | HistoryTab | PhotographsTab | HealthTab | ConsentTab
CLINICAL = frozenset(("health", "photographs", "consent"))
"""The tabs that only those see who may read what is clinical."""


class RecordView(QWidget):
    """A client's page; a new client has only the details."""

    visit_wanted = Signal(int)
    """A visit to show on the calendar."""
    booking_wanted = Signal(str, object)
    """A treatment to book, and the first local day it may be."""
    record_wanted = Signal(int)
    """A written record to open on its own page."""
    writing_wanted = Signal(int)
    """A visit whose record is to be written."""

    def __init__(self, workplace: Workplace, details: DetailsTab) -> None:
        """`details` is made before, as its commands are."""
        super().__init__()
        self._workplace = workplace
        self.file: ClientFile | None = None
        self.head = ClientHead(workplace.commands)
        self.tabs = Tabs(TABS)
        forms = workplace.commands.action("clients.paper_forms")
        self.forms = LinkButton("Forms to fill in (Ctrl Shift P)", on_click=forms.trigger)
        self.history = EntriesCard("History", "No treatment is on file yet, here or elsewhere.")
        self.written = HistoryTab(workplace)
        workplace.commands.note(RIBBON_KEYS)
        self.appointments = AppointmentsCard(workplace)
        self.details = details
        self.looked = LookedCard(workplace)
        self.photographs = PhotographsTab(workplace)
        self.health, self.consent = HealthTab(workplace), ConsentTab(workplace)
        self._parts: dict[str, Part] = {
            "history": self.history,
            "health": self.health,
            "photographs": self.photographs,
            "consent": self.consent,
            "appointments": self.appointments,
            "details": self.details,
            "looked": self.looked,
        }
        self.stack = _Giving()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        # Where even a short list would not fit below the head, the page scrolls as a whole.
        scroll = Scroll(gap=1.5, margins=0)
        Column(self, gap=0).addWidget(scroll)
        whole = scroll.body
        whole.addWidget(self.head)
        whole.addLayout(self._tab_line())
        whole.addWidget(self.stack, 1)
        # Placed before it is filled: Qt styles all that is inside anew at each move.
        for part in (*self._parts.values(), self.written):
            self.stack.addWidget(part)
        self._keep_room()
        theme().changed.connect(self._keep_room)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.history.opened.connect(self.visit_wanted)
        self._connect_written()
        self.appointments.opened.connect(self.visit_wanted)
        self.health.visit_wanted.connect(self.visit_wanted)
        self.photographs.consent_wanted.connect(self._show_consent)

    def _connect_written(self) -> None:
        self.written.visit_wanted.connect(self.visit_wanted)
        self.written.booking_wanted.connect(self.booking_wanted)
        self.written.record_wanted.connect(self.record_wanted)
        self.written.writing_wanted.connect(self.writing_wanted)

    def _forget_written(self) -> None:
        """Whoever sits here may not read the records: no text of one stays, out of sight either.

        Words that are being added wait for whoever types them.
        """
        before, self.written = self.written, HistoryTab(self._workplace)
        self.stack.removeWidget(before)
        before.deleteLater()
        self.stack.addWidget(self.written)
        self._connect_written()

    def _tab_line(self) -> Column:
        """The tabs, what is to be saved at their right, and a hairline below."""
        both = Column(gap=0)
        line = Row(gap=2)
        line.addWidget(self.tabs, 1)
        line.addWidget(self.forms)
        line.addWidget(self.details.acts)
        self.details.acts.installEventFilter(self)
        both.addLayout(line)
        both.addWidget(Divider())
        return both

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the tabs keep their words and the state has only its acts."""
        self.details.fold_state(self.width() < 3 * theme().shape("panel"))
        self._offer_forms()

    def _offer_forms(self) -> None:
        """The tabs come first, and what is to be saved: beside them the key sheet has the key."""
        wide = self.tabs.sizeHint().width() + self.forms.sizeHint().width() + theme().grid(4)
        room = self.details.acts.isHidden() and wide <= self.width()
        reveal(self.forms, self.file is not None and room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is to be saved comes and goes with the typing, and nothing else tells of it."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._offer_forms()
        return False

    def _keep_room(self) -> None:
        """What a tab needs at least to be read in."""
        self.stack.setMinimumHeight(theme().shape("history"))

    @property
    def client_id(self) -> int | None:
        """The client shown; None for a new one."""
        return self.file.record.id if self.file is not None else None

    def show_file(self, file: ClientFile, draft: Draft | None = None) -> None:
        """Show a client's file as it has been read."""
        file = self.file = with_known(file, self.file)
        self.tabs.show()
        self.details.show_file(file, draft)
        self.looked.show_client(file.record.id)
        if self.tabs.now == "looked":
            self.looked.read()
        self.show_again()
        if self.tabs.now == "photographs":
            self.photographs.read()
        elif self.tabs.now == "health":
            self.health.read()
        elif self.tabs.now == "consent":
            self.consent.read()

    def show_new(self, typed: Typed) -> None:
        """Begin a new client."""
        self.file = None
        self.head.show_new()
        self.looked.show_client(None)
        self.photographs.show_client(None)
        self.health.show_client(None)
        self.consent.show_client(None)
        self.tabs.hide()
        self.forms.hide()
        self.show_tab("details")
        self.details.show_new(typed)

    def show_again(self) -> None:
        """Word the head and the lists anew: by the clock, and for who sits at the desk."""
        if self.file is None:
            return
        person, clinic = self._workplace.person, self._workplace.clinic
        for_clinician = person is not None and may(person, May.CLINICAL)
        telling = Telling(self.file.catalogue, clinic.clock.now(), for_clinician)
        self.head.show_file(self.file, telling.now, for_clinician=for_clinician)
        self._show_history(telling)
        self.appointments.show_visits(self.file.visits, telling)
        names = {code: each.record_name for code, each in self.file.catalogue.by_code.items()}
        self.appointments.show_broken(self.file.broken, names, telling)
        self.photographs.show_client(self.file.record.id, visit_choices(self.file.visits, telling))
        self.health.show_client(self.file.record.id)
        self.consent.show_client(self.file.record.id)
        self._offer_clinical_tabs(for_clinician)
        self._offer_forms()

    def may_show(self, id: str) -> bool:
        """Whether whoever is at the desk may see a tab."""
        person = self._workplace.person
        return id not in CLINICAL or (person is not None and may(person, May.CLINICAL))

    def _offer_clinical_tabs(self, offered: bool) -> None:
        for id in CLINICAL:
            self.tabs.offer(id, offered)
        if self.tabs.now in CLINICAL and not offered:
            self.show_tab("history")

    def _show_consent(self) -> None:
        """Where consent is taken; on the details until there is a tab for it."""
        self.show_tab("consent" if "consent" in self._parts else "details")
        self.take_focus()

    def show_more(self, rest: Rest) -> None:
        """Show what has been read after the first page, if this client is still in sight."""
        if self.file is not None and self.file.record.id == rest.client_id:
            self.file = with_rest(self.file, rest)
            self.show_again()

    def _show_history(self, telling: Telling) -> None:
        """The records for who may read them; for the desk the visits alone, as it always was."""
        if self.file is None:
            return
        clinical = self.file.clinical is not None and telling.for_clinician
        self._parts["history"] = self.written if clinical else self.history
        if clinical:
            self.written.show_file(self.file)
        else:
            self.history.show_entries(history(self.file.visits, self.file.elsewhere, telling))
        if self.tabs.now == "history":
            self.stack.setCurrentWidget(self._parts["history"])
        if not clinical and self.written.holds_more_than_was_typed:
            self._forget_written()

    def show_tab(self, id: str) -> None:
        """Show a tab; the keyboard goes into it where it was in another.

        The history in place of one that whoever is at the desk may not see.
        """
        id = id if self.may_show(id) else "history"
        had_focus = self.stack.isAncestorOf(self.window().focusWidget() or self)
        self.tabs.show_tab(id)
        self.stack.setCurrentWidget(self._parts[id])
        if id == "looked":
            self.looked.read()
        else:
            self.looked.leave()
        if id == "photographs":
            self.photographs.read()
        else:
            self.photographs.leave()
        if id == "health":
            self.health.read()
        elif id == "consent":
            self.consent.read()
        if had_focus:
            self.take_focus()

    def put_away(self) -> bool:
        """Put away what was begun on the tab in sight; whether something was."""
        return self.tabs.now == "consent" and self.consent.put_away()

    def step_part(self, way: int) -> None:
        """The keyboard one part on, or back: the head, the tabs, the parts of the tab shown."""
        part = self._parts[self.tabs.now]
        inner = part.stops() if isinstance(part, HistoryTab | HealthTab | ConsentTab) else (part,)
        walk_parts((self.head, self.tabs, *inner), way)

    def take_focus(self) -> None:
        """Put the keyboard into the tab that is shown."""
        part = self._parts[self.tabs.now]
        if isinstance(part, DetailsTab):
            part.form.take_focus()
        elif isinstance(part, LookedCard | PhotographsTab | HealthTab | ConsentTab):
            if not part.take_focus():
                self.tabs.tabs[self.tabs.now].setFocus()
        elif part.is_empty:
            self.tabs.tabs[self.tabs.now].setFocus()
        elif isinstance(part, HistoryTab):
            part.take_focus()
        else:
            part.list.setFocus()


class _Giving(QStackedWidget):
    """The parts of the tabs: where it is short they give way, not the head."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """No: asked by width, a part with wrapped words takes all that it would like to have."""
        return False
