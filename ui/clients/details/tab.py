"""The tab of details: the form, who it may be already, both versions, and the saving."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.clients.records import (
    ClientDetails,
    ClientRecord,
    ClientStale,
    Duplicate,
    PhoneDetails,
)
from clinic_desk.staff.permissions import May, may
from ui.clients.details.cards import clinic_today
from ui.clients.details.form import DetailsForm, OnFile
from ui.clients.details.maybe import MaybeBox
from ui.clients.details.saving import Draft, Kept, save_details, take_details_back
from ui.clients.details.typed import (
    Typed,
    details_of,
    guessed,
    is_unsaved,
    others_changed,
    rebased,
    typed_from,
)
from ui.clients.details.versions import VersionsBox
from ui.clients.reading import ClientFile
from ui.kit.buttons import QuietButton, command_button
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.tab_order import set_tab_order
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

NOT_SAVED = "Not saved yet"
PUT_BACK, CLEAR = "Put back", "Clear the form"
DUPLICATE_KEY = "Ctrl+D"
NOBODY = ClientDetails()


class DetailsTab(QWidget):
    """Keeps what is typed until it is saved, whatever fails."""

    saved = Signal(int, object, bool)
    """The client's id, the Typed that was saved, and whether the client is new."""
    client_wanted = Signal(int)
    """A client who may be the one being typed is to be opened."""
    compare_wanted = Signal(int)
    """A client on file who may be the one that is shown is to be held beside it."""
    overtaken = Signal(int)
    """Someone else has saved this client: what is shown elsewhere of it is old."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty, for nobody."""
        super().__init__()
        self._workplace = workplace
        self._today = clinic_today(workplace)
        self._base: ClientRecord | None = None
        self._serial = 0
        self._saving = self._folded = False
        self.unsaved = False
        self.form = DetailsForm(workplace)
        self.maybe, self.versions = MaybeBox(DUPLICATE_KEY), VersionsBox()
        self.trouble = TroubleLine()
        self.state = PlainLabel(NOT_SAVED, tone="warn")
        self.put_back_button = QuietButton(PUT_BACK, on_click=self.put_back)
        self.acts = QWidget()
        self._lay_out()
        self._seek = Throttle(150, self._seek_duplicates, self)
        self._follow = Throttle(0, self._keep_in_sight, self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.form.edited.connect(self._edited)
        self.form.reshaped.connect(self._reshaped)
        self.maybe.chosen.connect(self._look_at)
        self.versions.theirs_wanted.connect(self._take_theirs)

    def _lay_out(self) -> None:
        self.middle = Scroll(gap=2, margins=(0, 0, 1, 0))
        Column(self, gap=0).addWidget(self.middle)
        for part in (self.trouble, self.versions, self.maybe, self.form):
            self.middle.body.addWidget(part)
        self.middle.body.addStretch(1)

    def add_acts(self) -> None:
        """The state and what may be done about it, to stand beside the tabs; called once the
        commands are known."""
        line = Row(self.acts, gap=1)
        line.addWidget(self.state)
        line.addWidget(self.put_back_button)
        line.addWidget(command_button(self._workplace.commands, "clients.save", primary=True))
        self._tell_state()

    def fold_state(self, folded: bool) -> None:
        """Leave out the words beside the acts, which say the same where room is short."""
        if self._folded != folded:
            self._folded = folded
            self._tell_state()

    # ---- what is shown

    def show_file(self, file: ClientFile, draft: Draft | None = None) -> None:
        """Show a client, with `draft` over it; what is typed for the same client stays."""
        self.form.show_elsewhere(file)
        set_tab_order(self)
        # Who was said to be another, or became one with this one, is offered no more.
        self._seek()
        same = self._base is not None and self._base.id == file.record.id
        if same and (self.unsaved or self._saving):
            self._read_by_another(file.record)
            return
        if draft is not None:
            self._fill(draft.base, draft.typed)
            self._read_by_another(file.record)
        elif not same or self._base != file.record:
            self._fill(file.record, typed_from(file.record.details))

    def show_new(self, typed: Typed) -> None:
        """Begin a new client, with what is known already."""
        self.form.show_elsewhere(None)
        self._fill(None, typed if typed.phones else replace(typed, phones=(PhoneDetails(""),)))

    def draft(self) -> Draft | None:
        """What is typed and not saved, if anything."""
        self._judge()
        return Draft(self._base, self.form.typed()) if self.unsaved else None

    def show_person(self) -> None:
        """Someone else sits at the desk: what the nurse reads is shown or hidden anew."""
        self._show_typed(self.form.typed())

    def _read_by_another(self, record: ClientRecord) -> None:
        """Whoever sits here now may read more or less of what is kept than who began to type:
        the nurse's lines come or go, and what was typed stays."""
        base = self._base
        if self._saving or base is None or base.ask_the_nurse == record.ask_the_nurse:
            return
        details = replace(base.details, alerts=record.details.alerts)
        typed = rebased(self.form.typed(), base.details, details)
        self._base = replace(base, details=details, ask_the_nurse=record.ask_the_nurse)
        self._show_typed(typed)
        self._judge()

    @property
    def can_save(self) -> bool:
        """Whether there is something to save."""
        return self.unsaved and not self._saving

    def _fill(self, base: ClientRecord | None, typed: Typed) -> None:
        self._base, self._saving = base, False
        self._serial += 1
        self.trouble.clear()
        self.versions.hide()
        self.maybe.show_found(())
        self._show_typed(typed)
        self.middle.verticalScrollBar().setValue(0)
        self._judge()
        self._seek()

    def _show_typed(self, typed: Typed) -> None:
        self.form.show_typed(typed, self._on_file(self._kept))
        set_tab_order(self)

    def _on_file(self, details: ClientDetails) -> OnFile:
        person, base = self._workplace.person, self._base
        return OnFile(
            details,
            reads=person is not None and may(person, May.CLINICAL),
            treats=person is not None and may(person, May.TREAT),
            ask_the_nurse=base is not None and base.ask_the_nurse,
        )

    @property
    def _kept(self) -> ClientDetails:
        return self._base.details if self._base is not None else NOBODY

    # ---- while it is typed

    def _edited(self) -> None:
        self.trouble.clear()
        self._judge()
        self._seek()

    def _reshaped(self) -> None:
        set_tab_order(self)

    def _judge(self) -> None:
        self.unsaved = is_unsaved(self.form.typed(), self._kept, self._today())
        self._tell_state()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.form.isAncestorOf(now):
            self._follow()

    def _keep_in_sight(self) -> None:
        """The cursor may go to a field out of sight, or to a line not laid out until now."""
        control = QApplication.focusWidget()
        asked = self.form.elsewhere.box.form
        if control is not None and self.form.isAncestorOf(control):
            self.middle.ensureWidgetVisible(asked if asked.isAncestorOf(control) else control)

    def _tell_state(self) -> None:
        is_new = self._base is None
        reveal(self.state, self.unsaved and not self._folded)
        self.put_back_button.set_words(CLEAR if is_new else PUT_BACK)
        reveal(self.put_back_button, self.unsaved)
        reveal(self.acts, self.unsaved or is_new)
        self._workplace.commands.refresh()

    def _seek_duplicates(self) -> None:
        if self._workplace.person is None:
            return
        base = self._base
        own = base.id if base is not None else None
        details = base.details if base is not None else guessed(self.form.typed(), self._today())
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.desk.ask(
            "clients.duplicates",
            lambda: clients.possible_duplicates(details, by, except_id=own),
            partial(self._show_maybe, own),
        )

    def _show_maybe(self, own: int | None, found: tuple[Duplicate, ...]) -> None:
        here = self._base.id if self._base is not None else None
        if here != own:
            return
        self.maybe.show_found(found, twice=own is not None)
        set_tab_order(self)
        self._workplace.commands.refresh()

    def _look_at(self, client_id: int) -> None:
        """Two records on file are held side by side by whoever may make them one."""
        person = self._workplace.person
        both = self._base is not None and person is not None and may(person, May.CLINICAL)
        (self.compare_wanted if both else self.client_wanted).emit(client_id)

    # ---- saving

    def save(self) -> None:
        """Write what stands in the form; what cannot be kept is told under its field."""
        typed, base, by = self.form.typed(), self._base, self._workplace.by
        try:
            details = details_of(typed, self._today())
        except BadInput as error:
            self._tell(error)
            return
        self._saving = True
        self._workplace.commands.refresh()
        serial = self._serial
        self._workplace.write(
            partial(save_details, self._workplace.clinic, base, details, by),
            partial(self._saved, typed, base, serial),
            partial(self._refused, serial),
        )

    def _saved(self, typed: Typed, base: ClientRecord | None, serial: int, kept: Kept) -> None:
        here = serial == self._serial
        if here:
            self._saving = False
            as_typed = self.form.typed() == typed
            now = typed_from(kept.record.details) if as_typed else self.form.typed()
            self._stand_on(kept.record, now)
        name = short_name(kept.record.shown_name)
        self.saved.emit(kept.record.id, typed, base is None)
        if base is None:
            self._workplace.announce(f"Added {name}")
        else:
            self._workplace.announce(f"Saved {name}", partial(self._take_back, base, kept.record))

    def _stand_on(self, record: ClientRecord, typed: Typed) -> None:
        """Take a saved record as what is kept; the cursor stays where it is."""
        self._base = record
        self.versions.hide()
        self.maybe.show_found(())
        if typed != self.form.typed():
            self._show_typed(typed)
        else:
            self.form.show_alerts(typed, self._on_file(record.details))
        self._judge()

    def _take_back(self, before: ClientRecord, after: ClientRecord) -> None:
        clinic, by = self._workplace.clinic, self._workplace.by
        self._workplace.write(partial(take_details_back, clinic, before, after, by))

    def _refused(self, serial: int, error: ClinicError) -> None:
        if serial != self._serial:
            self._workplace.announce(str(error))
            return
        self._saving = False
        self._workplace.commands.refresh()
        if isinstance(error, ClientStale):
            self._show_versions(error)
        else:
            self._tell(error)

    def _tell(self, error: ClinicError) -> None:
        if not self.form.show_trouble(error):
            self.trouble.tell(error)
            self.middle.verticalScrollBar().setValue(0)

    # ---- two versions

    def _show_versions(self, error: ClientStale) -> None:
        before, now = self._kept, error.now.details
        typed = rebased(self.form.typed(), before, now)
        self._base = error.now
        self._compared = tuple(dict.fromkeys((*others_changed(before, now), *error.differs)))
        self._show_typed(typed)
        self._compare()
        self.middle.verticalScrollBar().setValue(0)
        self._judge()
        self.overtaken.emit(error.now.id)

    def _compare(self) -> None:
        self.versions.compare(
            self.form.typed(),
            self._kept,
            self._compared,
            for_clinician=self._on_file(self._kept).reads,
        )
        set_tab_order(self)

    def _take_theirs(self, name: str) -> None:
        theirs = getattr(typed_from(self._kept), name)
        self._show_typed(replace(self.form.typed(), **{name: theirs}))
        self._compare()
        self._judge()

    def put_back(self) -> None:
        """Show what is kept in place of what is typed; undone with one key."""
        typed, base = self.form.typed(), self._base
        if base is not None:
            self._fill(base, typed_from(base.details))
        else:
            self.show_new(Typed())
        serial = self._serial

        def take_back() -> None:
            if serial == self._serial:
                self._fill(base, typed)

        self._workplace.announce("Put back: what was typed is gone from the form", take_back)


def short_name(name: str) -> str:
    """A name for the status line: the first forty letters of it."""
    words = " ".join(name.split())
    return words if len(words) <= 40 else f"{words[:40]}…"
