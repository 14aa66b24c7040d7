"""What the record's page asks of the clinic beside keeping its draft: throw away, copy, add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from clinic_desk.base.errors import ClinicError
from clinic_desk.records.contents import Content, Point
from clinic_desk.records.record import KIND_WORDS, Record
from ui.kit.workplace import Workplace
from ui.records.keeping import WAITS

if TYPE_CHECKING:
    from ui.records.page import RecordPage


class RecordActs(QObject):
    """Acts on the record in sight; what is refused is said where it was asked."""

    def __init__(self, workplace: Workplace, page: RecordPage) -> None:
        """`page` shows the record."""
        super().__init__(page)
        self._work, self._page = workplace, page

    def throw_away(self) -> None:
        """Throw the draft away; it can be taken back with one key, and one goes back."""
        record, content = self._page.keeper.record, self._page.draft.content()
        if record is None or content is None:
            return
        clinic, by = self._work.clinic, self._work.by
        self._page.keeper.begin(None)
        self._work.write(
            lambda: clinic.records.remove_draft(record.id, record.version, by),
            lambda _done: self._thrown_away(record, content),
            lambda error: self._not_thrown_away(record, error),
            initiator=self._page,
        )

    def _thrown_away(self, record: Record, content: Content) -> None:
        clinic, by, work = self._work.clinic, self._work.by, self._work

        def take_back() -> None:
            def write() -> Any:
                begun = clinic.records.begin(record.visit_id, by).record
                return clinic.records.save_draft(begun.id, begun.version, content, by)

            work.write(write, lambda written: self._page.open_record(written.record.id))

        self._page.close_file()
        undo = take_back if record.kind != "adverse_event" else None
        work.announce(f"{KIND_WORDS[record.kind]}: the draft is gone", undo)
        work.show_back()

    def _not_thrown_away(self, record: Record, error: ClinicError) -> None:
        self._page.keeper.begin(record)
        self._page.draft.tell_refused(error)

    def copy(self, from_record: int, product: str) -> None:
        """Put the points of another record's map into the draft, for this product."""
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            "records.copy",
            lambda: clinic.records.copy_map(from_record, product, by),
            self._copied,
            self._page.draft.tell_not_copied,
        )

    def _copied(self, points: tuple[Point, ...]) -> None:
        self._page.draft.take_copied(points)
        self._work.announce("Copied the last map: look at each point")

    def add(self, in_error: bool, words: str) -> None:
        """Add words beside the record in sight, or mark it as entered in error with them."""
        if self._page.file is None:
            return
        records, by, record_id = self._work.clinic.records, self._work.by, self._page.file.record.id
        act = records.enter_in_error if in_error else records.amend
        self._work.write(
            lambda: act(record_id, words, by),
            lambda _written: self._added(record_id, in_error),
            lambda error: self._not_added(record_id, error),
            initiator=self._page,
            once=(self, record_id),
        )

    def _added(self, record_id: int, in_error: bool) -> None:
        self._work.announce("Marked as entered in error" if in_error else "Added beside the record")
        self._page.forget_words(record_id)
        if self._page.shows(record_id):
            self._page.open_record(record_id)
            self._page.signed.take_focus()

    def _not_added(self, record_id: int, error: ClinicError) -> None:
        if self._page.shows(record_id):
            self._page.signed.adding.tell(error)
        else:
            self._work.announce(f"{error} {WAITS}")
