"""Botulinum toxin, from the visit to the signature, with real keys and a real mouse."""

from __future__ import annotations

from clinic_desk.records.contents import ToxinContent
from tests.ui.records.at_work import AtWork


def test_a_record_is_written_from_its_visit_and_signed(at_work: AtWork, nadia: int) -> None:
    at_work.vial(at_work.batch())
    visit = at_work.visit(nadia)
    at_work.open(visit)
    assert at_work.now == "records"
    at_work.go_to("Bocouture 50 U")
    at_work.hand.press("Space")
    at_work.click_chart(0.42, 0.24)
    at_work.hand.type("4")
    at_work.hand.press("Ctrl+M")
    at_work.hand.settle()
    at_work.go_to("Lines")
    at_work.hand.press("Right")
    at_work.go_to("Chaperone")
    at_work.hand.press("Right", "Right")
    at_work.type_in("Note", "Even on both sides.")
    at_work.hand.press("Ctrl+Return")
    record = at_work.records_of(visit)[0]
    assert at_work.lacks() == []
    assert record.signed
    content = record.content
    assert isinstance(content, ToxinContent)
    assert [point.hundredths for point in content.points] == [400, 400]
    assert content.note == "Even on both sides."
