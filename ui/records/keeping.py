"""Keeps a draft while it is typed, one save at a time, and signs it.

Words are kept a moment after they are typed, a choice almost at once. What was refused, or met
another's version, is told and stays in the form; nothing is saved over what somebody else wrote
before the person at the desk has said so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_desk.base.errors import ClinicError
from clinic_desk.clinic import Clinic
from clinic_desk.records.contents import Content
from clinic_desk.records.missing import Missing
from clinic_desk.records.record import CannotSign, Record, RecordStale, Written
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

TYPED_MS, CHOSEN_MS = 2500, 400
"""How long words wait to be kept, and everything else."""
UNSAVED = "the record"
WAITS = "What you typed waits in that record."


@dataclass(frozen=True)
class Kept:
    """A draft after a save, and what its signature still lacks."""

    written: Written
    missing: tuple[Missing, ...]
    refused: bool = False
    """That it was to be signed, and could not be."""

    @property
    def changes(self) -> object:
        """What the commit touched."""
        return self.written.changes


class DraftKeeper(QObject):
    """The draft that is in the form, as it is kept."""

    kept = Signal(object)
    """A Kept: the record as it stands now."""
    signed = Signal(object)
    """The Record, locked."""
    refused = Signal(object)
    """A ClinicError; what was typed is not kept yet."""
    stale = Signal(object)
    """A RecordStale; nothing is kept by itself until `go_on`."""
    left_unsaved = Signal(object, object)
    """The Record and the Content of a draft that is in the form no more and was refused."""
    state_changed = Signal()

    def __init__(
        self, workplace: Workplace, form: Callable[[], Content | None], page: QObject
    ) -> None:
        """`form` gives the content as it stands; None where no draft is in the form.

        It belongs to the page, so that nothing is kept while a locked page lies empty.
        """
        super().__init__(page)
        self._work, self._form = workplace, form
        self.record: Record | None = None
        self.held = False
        """Whether somebody else's version is to be looked at before anything is kept."""
        self.trouble = ""
        """Why it is not kept, where it was refused."""
        self._saved: Content | None = None
        self._writing = False
        self._typed_by: int | None = None
        """Who typed what waits: the desk may change hands before it is kept."""
        self._wants: Callable[[], None] | None = None
        self._soon = Throttle(CHOSEN_MS, self.save, self)
        self._later = Throttle(TYPED_MS, self.save, self)

    def begin(self, record: Record | None, *, held: bool = False) -> None:
        """Keep this draft from now on; None keeps nothing."""
        self._soon.cancel()
        self._later.cancel()
        self.record, self._saved = record, record.content if record is not None else None
        self.held, self.trouble, self._writing, self._wants = held, "", False, None
        self._work.seat.tell_unsaved(self, "")
        self.state_changed.emit()

    def stands_on(self, record: Record) -> bool:
        """Whether what is kept is what the form was filled with; its version is taken then."""
        same = self.record is not None and self.record.content == record.content
        if same:
            self.record = record
        return same

    @property
    def writing(self) -> bool:
        """Whether a save is under way."""
        return self._writing

    @property
    def unsaved(self) -> bool:
        """Whether the form says anything else than what is kept."""
        content = self._form()
        return self.record is not None and content is not None and content != self._saved

    def touched(self, *, typing: bool) -> None:
        """The form has changed; `typing` is in a field of words."""
        self._typed_by = self._work.by
        if not self.held:
            (self._later if typing else self._soon)()
        self.state_changed.emit()

    def hurry(self) -> None:
        """Keep soon what waits: a field was left."""
        if self._later.waiting:
            self._later.cancel()
            self._soon()

    def save(self) -> None:
        """Keep what stands in the form, if it is not kept; after the save under way."""
        self._soon.cancel()
        self._later.cancel()
        record, content = self.record, self._form()
        if record is None or content is None or self.held or content == self._saved:
            return
        if self._writing:
            self._wants = self.save
            return
        clinic, by = self._work.clinic, self._typed_by or self._work.by
        self._write(lambda: _saved(clinic, record, content, by), content)

    def sign(self) -> None:
        """Keep what stands in the form and lock it, in one act; after the save under way."""
        self._soon.cancel()
        self._later.cancel()
        record, content = self.record, self._form()
        if record is None or content is None or self.held:
            return
        if self._writing:
            self._wants = self.sign
            return
        clinic, by = self._work.clinic, self._work.by
        self._write(lambda: _signed(clinic, record, content, by), content)

    def go_on(self, record: Record) -> None:
        """Keep what stands in the form over a version that somebody else wrote."""
        self.record, self.held = record, False
        self._saved = record.content
        self.save()
        self.state_changed.emit()

    def _write(self, work: Callable[[], Kept], content: Content) -> None:
        self._writing = True
        record = self.record
        assert record is not None
        self._work.write(
            work,
            partial(self._was_kept, record.id, content),
            partial(self._was_refused, record, content),
            initiator=self,
        )
        self.state_changed.emit()

    def _was_kept(self, record_id: int, content: Content, kept: Kept) -> None:
        if self.record is None or self.record.id != record_id:
            return
        self._writing, self.trouble = False, ""
        self._work.seat.tell_unsaved(self, "")
        self.record, self._saved = kept.written.record, content
        if self.record.signed:
            self.signed.emit(self.record)
            return
        self.kept.emit(kept)
        self._next()
        self.state_changed.emit()

    def _was_refused(self, record: Record, content: Content, error: ClinicError) -> None:
        if self.record is None or self.record.id != record.id:
            self.left_unsaved.emit(record, content)
            self._work.announce(f"{error} {WAITS}")
            return
        self._writing, self._wants = False, None
        self._work.seat.tell_unsaved(self, UNSAVED)
        if isinstance(error, RecordStale):
            self.held = True
            self.stale.emit(error)
        else:
            self.trouble = str(error)
            self.refused.emit(error)
        self.state_changed.emit()

    def _next(self) -> None:
        wanted, self._wants = self._wants, None
        if wanted is not None:
            wanted()


def _saved(clinic: Clinic, record: Record, content: Content, by: int) -> Kept:
    """On the worker."""
    written = clinic.records.save_draft(record.id, record.version, content, by)
    return Kept(written, clinic.records.missing(record.id, by))


def _signed(clinic: Clinic, record: Record, content: Content, by: int) -> Kept:
    """On the worker: what was typed is kept whether it can be signed or not."""
    written = clinic.records.save_draft(record.id, record.version, content, by)
    try:
        return Kept(clinic.records.sign(record.id, written.record.version, by), ())
    except CannotSign as lacking:
        return Kept(written, lacking.missing, refused=True)
