"""Whoever has a record before them is noted as having opened it, however they came to it."""

from __future__ import annotations

from tests.ui.records.at_work import AMIRA, RUTH, AtWork


def readers(at_work: AtWork) -> list[int]:
    """Who opened a record, in order."""
    found = at_work.rows("SELECT person_id FROM audit_event WHERE act = 'record.read' ORDER BY id")
    return [row[0] for row in found]


def test_a_record_opened_from_a_list_is_noted_once_and_not_when_it_is_shown_again(
    at_work: AtWork, nadia: int
) -> None:
    record = at_work.had_toxin(nadia)
    assert readers(at_work) == []
    at_work.program.window.show_page("records", {"record_id": record.id})
    at_work.hand.settle()
    assert readers(at_work) == [RUTH]
    at_work.program.window.show_page("calendar", {})
    at_work.hand.settle()
    at_work.program.window.show_page("records", {})
    at_work.hand.settle()
    assert readers(at_work) == [RUTH]


def test_whoever_sits_down_before_a_record_is_noted_too(at_work: AtWork, nadia: int) -> None:
    record = at_work.had_toxin(nadia)
    at_work.program.window.show_page("records", {"record_id": record.id})
    at_work.hand.settle()
    at_work.sit(AMIRA)
    assert readers(at_work) == [RUTH, AMIRA]
