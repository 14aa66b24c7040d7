"""The page of one record: its draft as it is written, and what was signed as it is to be read."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.clients.records import UNLOGGED
from clinic_desk.records.contents import Content
from clinic_desk.records.missing import Missing
from clinic_desk.records.record import KIND_WORDS, Record, RecordStale
from ui.kit.buttons import IconButton
from ui.kit.layout import Column, Surface
from ui.kit.surfaces import Busy, EmptyState
from ui.kit.workplace import Workplace
from ui.records.acts import RecordActs
from ui.records.allowed import Allowed
from ui.records.draft_view import DraftView
from ui.records.keeping import DraftKeeper, Kept
from ui.records.keys import add_commands
from ui.records.map_acts import MapActs
from ui.records.printing import print_record
from ui.records.reading import RecordFile, begin_for_visit, read_by_id
from ui.records.signed_view import SignedView
from ui.records.waiting import Waiting, WaitingDrafts

HIDDEN = "Names and treatments are hidden. F9 shows them again; what was typed is kept."
NOTHING = "No record is open. A visit's record is opened from the visit, with Alt R."
InSight = Literal["nothing", "waiting", "draft", "signed"]


class RecordPage(Surface):
    """Shows one record at a time; a draft keeps itself while it is typed."""

    def __init__(self, workplace: Workplace) -> None:
        """Reads nothing until it is asked for a record."""
        super().__init__("canvas")
        self._work = workplace
        self._in_sight: InSight = "nothing"
        self.file: RecordFile | None = None
        self._opening = False
        """Whether what is being read is to be noted as opened."""
        self._waiting = WaitingDrafts()
        self.map_acts = MapActs(lambda: self.draft.form if self._in_sight == "draft" else None)
        self.keeper = DraftKeeper(workplace, self._typed, self)
        self.allowed, self.acts = Allowed(self), RecordActs(workplace, self)
        add_commands(self, workplace.commands)
        self.empty, self.reading = EmptyState(NOTHING), Busy()
        self.hidden = EmptyState(HIDDEN)
        self.stack = QStackedWidget()
        for part in (self.empty, self.reading, self.hidden):
            self.stack.addWidget(part)
        self._make_views()
        Column(self, margins=2).addWidget(self.stack)
        self._connect()
        self._show("nothing")

    def _back_button(self) -> IconButton:
        back = self._work.commands.action("records.back")
        return IconButton("chevron-left", "Back (Esc)", on_click=back.trigger)

    def _make_views(self) -> None:
        """A draft and a signed record, nothing in them yet."""
        self.draft = draft = DraftView(self._work, self._back_button())
        self.signed = SignedView(self._work.commands, self._back_button())
        draft.edited.connect(self._edited)
        draft.lack_wanted.connect(self._lead)
        draft.copy_wanted.connect(self.acts.copy)
        draft.theirs_wanted.connect(self._edited)
        draft.go_on_wanted.connect(self._go_on)
        self.signed.add_wanted.connect(self.acts.add)
        self.keeper.refused.connect(draft.tell_refused)
        for view in (draft, self.signed):
            self.stack.addWidget(view)

    def _forget_views(self) -> None:
        """Whoever sits here may not read it: no text of a record stays, in sight or out of it."""
        self._show("nothing")
        for view in (self.draft, self.signed):
            self.stack.removeWidget(view)
            view.deleteLater()
        self._make_views()

    def _connect(self) -> None:
        work, keeper = self._work, self.keeper
        keeper.kept.connect(self._was_kept)
        keeper.signed.connect(self._was_signed)
        keeper.left_unsaved.connect(self._keep_left)
        keeper.stale.connect(self._was_stale)
        keeper.state_changed.connect(self._tell_state)
        work.changed.connect(self._changed)
        work.privacy_changed.connect(self._show_again)
        work.person_changed.connect(self._person_changed)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    # ---- what is asked for

    def receive(
        self,
        visit_id: int | None = None,
        record_id: int | None = None,
        adverse_event: bool = False,
        **_more: Any,
    ) -> None:
        """Show what a visit calls for, a record by its id, or a new adverse event of a visit;
        asked for nothing, what was shown before."""
        if visit_id is not None:
            self._open_visit(visit_id, adverse_event=adverse_event)
        elif record_id is not None:
            self.open_record(record_id, opened=True)
        elif self.file is not None:
            self.open_record(self.file.record.id)

    def leave(self) -> None:
        """Another page is shown: what is typed is kept now."""
        self.keeper.save()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put out of sight, with the window too: what is typed is kept now."""
        self.keeper.save()
        super().hideEvent(event)

    def _open_visit(self, visit_id: int, *, adverse_event: bool) -> None:
        self._begin_reading()
        clinic, by = self._work.clinic, self._work.by
        self._work.write(
            lambda: begin_for_visit(clinic, visit_id, by, adverse_event=adverse_event),
            lambda opened: self._show_file(opened.file),
            self._not_read,
            initiator=self,
        )

    def open_record(self, record_id: int, *, opened: bool = False) -> None:
        """Show a record as it stands now; that it is opened is noted, and so is sitting down
        before it."""
        # What is asked replaces what was asked before and is not answered yet.
        self._opening = opened = opened or self._opening
        if self.file is not None and self.file.record.id != record_id:
            self._begin_reading()
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            "records.file",
            lambda: read_by_id(clinic, record_id, by, opened=opened),
            self._show_file,
            self._not_read,
        )

    def _begin_reading(self) -> None:
        """What was shown goes; what was typed there and cannot be kept waits for its return."""
        self._put_by()
        self.file = None
        self.keeper.begin(None)
        self._show("waiting")

    def _put_by(self) -> None:
        self.keeper.save()
        if self.file is not None:
            self._waiting.keep(self.file.record.id, self._what_waits())

    def _what_waits(self) -> Waiting | None:
        record, draft = self.keeper.record, self.draft
        if self._in_sight == "signed":
            return self.signed.waiting()
        if self._in_sight != "draft" or record is None or draft.form is None:
            return None
        typed, unsure = draft.form.typed(), self.keeper.held or bool(self.keeper.trouble)
        if not typed and not (unsure and self.keeper.unsaved):
            return None
        return Waiting(record, draft.form.content() if unsure else None, typed)

    # ---- showing

    def _show_file(self, file: RecordFile) -> None:
        """Show a record; a draft that is typed in here is left as it is."""
        self._opening = False
        if file.unlogged:
            self._work.announce(UNLOGGED)
        same = self.file is not None and self.file.record.id == file.record.id
        goes_on = same and self._in_sight == "draft" and not file.record.signed and file.writes
        if goes_on and (self._is_busy() or self.keeper.stands_on(file.record)):
            self.file = file
            self.draft.show_around(file)
            return
        was_signed = self._in_sight == "waiting"
        fresh = not same or was_signed or (self._in_sight == "draft") == file.record.signed
        self.file = file
        if file.record.signed or not file.writes or file.record.content is None:
            self.keeper.begin(None)
            self.signed.show_file(file)
            self._show("signed")
        else:
            self._show_draft(file)
        self._bring_back(file, fresh)

    def _show_draft(self, file: RecordFile) -> None:
        content, had_keyboard = file.record.content, self.draft.has_keyboard()
        assert content is not None
        self.keeper.begin(None)
        self.draft.show_file(file, content)
        self.keeper.begin(file.record)
        self._show("draft")
        if had_keyboard:
            self.draft.take_focus()

    def _bring_back(self, file: RecordFile, fresh: bool) -> None:
        waiting = self._waiting.take(file.record.id)
        if waiting is not None:
            if self._in_sight == "signed":
                self.signed.put_back(waiting)
            else:
                self.draft.put_back(waiting, file)
                self._edited()
        if fresh:
            (self.draft if self._in_sight == "draft" else self.signed).take_focus()
        self._work.commands.refresh()

    def _is_busy(self) -> bool:
        return self.keeper.unsaved or self.keeper.writing or self.keeper.held

    def _not_read(self, error: ClinicError) -> None:
        self._opening = False
        self._put_by()
        self.file = None
        self.keeper.begin(None)
        self.empty.say(str(error))
        self._forget_views()

    def _show_again(self) -> None:
        self._show(self._in_sight)

    def _show(self, part: InSight) -> None:
        self._in_sight = part
        shown: dict[InSight, QWidget] = {
            "nothing": self.empty,
            "waiting": self.reading,
            "draft": self.draft,
            "signed": self.signed,
        }
        covered = self._work.private and part in ("draft", "signed")
        self.stack.setCurrentWidget(self.hidden if covered else shown[part])
        self._work.commands.refresh()

    # ---- while it is written

    def _typed(self) -> Content | None:
        return self.draft.content() if self._in_sight == "draft" else None

    def _edited(self) -> None:
        self.keeper.touched(typing=self.draft.is_typing())
        self._work.commands.refresh()

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        if before is not None and self.draft.isAncestorOf(before):
            self.keeper.hurry()

    def _was_kept(self, kept: Kept) -> None:
        self.draft.trouble.clear()
        self.draft.show_missing(kept.missing)
        if kept.refused:
            self.draft.lead_to_first()

    def _keep_left(self, record: Record, content: Content) -> None:
        """Of a draft that was left before its save came back refused."""
        self._waiting.keep(record.id, Waiting(record, content))

    def _was_stale(self, stale: RecordStale) -> None:
        self.draft.show_stale(stale)
        self._work.announce(str(stale))

    def _go_on(self) -> None:
        if (now := self.draft.go_on()) is not None:
            self.keeper.go_on(now)

    def _tell_state(self) -> None:
        keeper, head = self.keeper, self.draft.head
        if keeper.record is None:
            head.tell("")
        elif keeper.held:
            head.tell("Not kept: two versions", "warn")
        elif keeper.trouble:
            head.tell("Not kept yet", "warn")
        elif keeper.unsaved or keeper.writing:
            head.tell("Keeping the draft…")
        else:
            head.tell("Draft kept")

    @property
    def in_sight(self) -> InSight:
        """What is shown, or would be where names are not hidden."""
        return self._in_sight

    @property
    def is_private(self) -> bool:
        """Whether names are hidden."""
        return self._work.private

    def shows(self, record_id: int) -> bool:
        """Whether it is this record that is shown."""
        return self.file is not None and self.file.record.id == record_id

    def forget_words(self, record_id: int) -> None:
        """What was to be added beside a record is kept by now, whatever is in sight."""
        self._waiting.keep(record_id, None)
        self.signed.forget_words(record_id)

    def close_file(self) -> None:
        """Show no record any more."""
        self.file = None
        self._show("nothing")

    # ---- acts

    def open_vial(self) -> None:
        """Open a vial for the draft, without leaving it."""
        self.draft.open_vial()

    def main_act(self) -> None:
        """Sign the draft; or add the words beside a signed record."""
        if self.allowed.is_draft():
            self.sign()
        elif self.signed.adding.is_open:
            self.signed.adding.add()

    def sign(self) -> None:
        """Lock the draft, or lead to what is missing."""
        if self.keeper.held:
            self.draft.versions.go_on.setFocus()
        elif self.draft.unread():
            self.keeper.save()
            self.draft.lead_to(self.draft.unread()[0])
        else:
            self.keeper.sign()

    def go_to_missing(self) -> None:
        """Put the keyboard on the list of what is missing."""
        self.draft.lacks.take_focus()

    def save_now(self) -> None:
        """Keep the draft at once; a second version is kept by its own act."""
        self.keeper.save()

    def go_back(self) -> None:
        """Let go of a point, put away what is being added, else go to where one came from."""
        if self._in_sight == "draft" and self.draft.let_go():
            return
        if self._in_sight == "signed" and self.signed.adding.is_open:
            self.signed.adding.give_up()
            return
        self._work.show_back()

    def show_client(self) -> None:
        """The client's page."""
        if self.file is not None:
            self._work.show_page("clients", client_id=self.file.record.client_id)

    def copy_map(self) -> None:
        """Copy the last map into this one."""
        self.draft.copy_last()

    def print_record(self) -> None:
        """Print the record; what is typed in a draft is kept first."""
        if self.file is not None:
            self.keeper.save()
            print_record(self._work, self.file.record, self)

    def begin_amendment(self) -> None:
        """Write something beside the signed record."""
        self.signed.begin_adding(in_error=False)
        self._work.commands.refresh()

    def begin_in_error(self) -> None:
        """Say that the record was entered in error."""
        self.signed.begin_adding(in_error=True)
        self._work.commands.refresh()

    def begin_adverse(self) -> None:
        """Begin an adverse event after this visit."""
        if self.file is not None:
            self._open_visit(self.file.record.visit_id, adverse_event=True)

    def _lead(self, missing: Missing) -> None:
        self.draft.lead_to(missing)

    def _was_signed(self, record: Record) -> None:
        self._waiting.keep(record.id, None)
        self._work.announce(f"{KIND_WORDS[record.kind]}: signed, and locked")
        self._in_sight = "waiting"
        self.open_record(record.id)

    # ---- what others do

    def _changed(self, changes: Changes, initiator: object) -> None:
        if self.file is None or initiator in (self.keeper, self):
            return
        stock = changes.stock and self._in_sight == "draft"
        if self.file.record.client_id in changes.clients or changes.setup or stock:
            self.open_record(self.file.record.id)

    def _person_changed(self, person: object) -> None:
        """Whoever sat here before is named for what they typed."""
        self.keeper.save()
        if person is not None and self.file is not None:
            self.open_record(self.file.record.id, opened=True)
