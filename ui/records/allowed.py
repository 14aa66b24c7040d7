"""What may be done on the record's page as it stands: asked by keys and buttons alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.records.page import RecordPage


class Allowed:
    """Questions about what is in sight; while names are hidden, nothing is."""

    def __init__(self, page: RecordPage) -> None:
        """The page need not have its parts yet."""
        self._page = page

    def has_record(self) -> bool:
        """Whether a record is in sight."""
        return self._page.in_sight in ("draft", "signed") and not self._page.is_private

    def is_draft(self) -> bool:
        """Whether a draft is in sight that may be written in."""
        return self._page.in_sight == "draft" and not self._page.is_private

    def can_act(self) -> bool:
        """Whether there is something to sign, or words to be added."""
        return self.is_draft() or (self.has_record() and self._page.signed.adding.is_open)

    def can_amend(self) -> bool:
        """Whether something may be added to what is in sight."""
        here = (
            self._page.file is not None and self._page.file.writes and self._page.file.record.signed
        )
        return here and self.has_record() and self._page.in_sight == "signed"

    def can_note_adverse(self) -> bool:
        """Whether an adverse event may be begun after the visit of what is in sight, which need
        not be signed; beside the draft of one there is no other."""
        file = self._page.file
        if not self.is_draft():
            return self.can_amend()
        return file is not None and file.writes and file.record.kind != "adverse_event"

    def can_mark(self) -> bool:
        """Whether what is in sight may be marked as entered in error."""
        return (
            self.can_amend() and self._page.file is not None and not self._page.file.record.in_error
        )

    def can_copy(self) -> bool:
        """Whether there is a last map to copy."""
        return self.is_draft() and self._page.draft.can_copy()

    def can_open_vial(self) -> bool:
        """Whether a vial may be opened for what is in sight."""
        return self.is_draft() and self._page.draft.can_open_vial()
