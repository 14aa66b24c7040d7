"""A record on paper."""

from __future__ import annotations

from pathlib import Path

from tests.ui.records.at_work import AtWork
from ui.kit.printing import Printer, use_file_printers


def test_a_signed_record_is_printed_with_one_key_and_noted(
    at_work: AtWork, nadia: int, tmp_path: Path
) -> None:
    use_file_printers(Printer("Test", is_default=True, folder=tmp_path))
    record = at_work.had_toxin(nadia)
    at_work.program.window.show_page("records", {"record_id": record.id})
    at_work.hand.settle()
    at_work.hand.press("Ctrl+P")
    at_work.hand.until(lambda: bool(list(tmp_path.glob("treatment-record*.pdf"))))
    at_work.hand.settle()
    noted = at_work.rows("SELECT act FROM audit_event WHERE act = 'paper.record_printed'")
    assert len(noted) == 1
