"""Records as they are read: newest first, a page at a time, in few statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.records.contents import AdverseEventContent, Lot, ToxinContent
from clinic_desk.records.maps import OtherProduct
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.tracing import csv_text
from tests.core.records.desk import CONSULTED, Desk
from tests.factories import NOW, add_client, events


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    said: list[str] = []

    def count(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(desk.database.engine, "before_cursor_execute", count)
    yield said
    event.remove(desk.database.engine, "before_cursor_execute", count)


def years(desk: Desk, visits: int) -> list[int]:
    """A signed record, copied as though written at so many visits, one a week."""
    record = desk.signed_toxin(starts_at=NOW - timedelta(weeks=1))
    drawn = desk.visit(starts_at=NOW - timedelta(weeks=2))
    with desk.database.write(audited=False) as session:
        one = session.get_one(TreatmentRecord, record.id)
        values = {
            column.name: getattr(one, column.name)
            for column in TreatmentRecord.__table__.columns
            if column.name != "id"
        }
        rows = [
            TreatmentRecord(
                **{
                    **values,
                    "appointment_id": drawn,
                    "treated_on": record.treated_on - timedelta(weeks=week),
                }
            )
            for week in range(1, visits)
        ]
        session.add_all(rows)
        session.flush()
        return [record.id, *(row.id for row in rows)]


def test_a_client_with_500_visits_is_read_a_page_at_a_time_in_few_statements(
    desk: Desk,
) -> None:
    ids = years(desk, 500)
    with counted(desk) as said:
        first = desk.records.of_client(desk.anna, desk.ruth, limit=20)
    assert len([text for text in said if text.startswith("SELECT")]) == 3
    # The copies are not as they were signed.
    assert [each.altered for each in first] == [False] + [True] * 19
    assert [each.id for each in first] == ids[:20]
    last = first[-1]
    older = desk.records.of_client(desk.anna, desk.ruth, 20, (last.treated_on, last.id))
    assert [each.id for each in older] == ids[20:40]
    assert len(desk.records.of_client(desk.anna, desk.ruth)) == 500


def test_whole_records_are_read_in_three_statements(desk: Desk) -> None:
    for weeks in (1, 2, 3):
        desk.signed_toxin(starts_at=NOW - timedelta(weeks=weeks))
    with counted(desk) as said:
        found = desk.records.of_client(desk.anna, desk.ruth)
    assert [each.counts for each in found] == [True] * 3
    assert len([text for text in said if text.startswith("SELECT")]) == 3


def test_the_last_map_is_the_last_that_may_be_relied_on(desk: Desk) -> None:
    older = desk.signed_toxin(starts_at=NOW - timedelta(weeks=30))
    newer = desk.signed_toxin(starts_at=NOW - timedelta(weeks=16))
    desk.records.begin(desk.visit(starts_at=NOW - timedelta(weeks=1)), desk.ruth)
    today = NOW.date()
    assert desk.records.map_of_last(desk.anna, today, desk.ruth) == newer
    assert desk.records.map_of_last(desk.anna, newer.treated_on, desk.ruth) == older
    desk.records.enter_in_error(newer.id, "Wrong client", desk.ruth)
    assert desk.records.map_of_last(desk.anna, today, desk.ruth) == older
    assert desk.records.map_of_last(add_client(desk.database, "Eve"), today, desk.ruth) is None


def test_a_map_is_copied_for_the_same_product_alone(desk: Desk) -> None:
    record = desk.signed_toxin()
    points = desk.records.copy_map(record.id, "Azzalure", desk.ruth)
    assert isinstance(record.content, ToxinContent)
    assert points == tuple(replace(each, vial_id=None) for each in record.content.points)
    with pytest.raises(OtherProduct, match="drawn for Azzalure, and this visit is with Botox"):
        desk.records.copy_map(record.id, "Botox", desk.ruth)


def test_no_map_is_copied_from_a_draft_or_a_record_in_error(desk: Desk) -> None:
    draft = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())]))
    with pytest.raises(NotAllowed, match="no signed map"):
        desk.records.copy_map(draft.id, "Azzalure", desk.ruth)
    signed = desk.sign(draft).record
    desk.records.enter_in_error(signed.id, "Wrong client", desk.ruth)
    with pytest.raises(NotAllowed, match="Entered in error"):
        desk.records.copy_map(signed.id, "Azzalure", desk.ruth)


def test_a_record_that_is_not_there_is_not_found(desk: Desk) -> None:
    for act in (desk.records.one, desk.records.summary, desk.records.missing):
        with pytest.raises(NotFound):
            act(999, desk.ruth)


def test_who_had_a_batch_is_a_list_of_people_to_ring(desk: Desk) -> None:
    batch = desk.batch(number="A17")
    eve = add_client(desk.database, "Eve", "Adams", phone="+447700900111", consult_on=CONSULTED)
    zoe = add_client(desk.database, "Zoe", "Zorn", consult_on=CONSULTED)
    weeks_ago = NOW - timedelta(weeks=20)
    desk.signed(desk.visit(starts_at=weeks_ago), desk.toxin([desk.vial(batch, weeks_ago)]))
    record = desk.signed(desk.visit(), desk.toxin([desk.vial(batch)]))
    desk.drafted(desk.visit(client=eve), desk.toxin([desk.vial(batch)]))
    wrong = desk.signed(desk.visit(client=zoe), desk.toxin([desk.vial(batch)]))
    desk.records.enter_in_error(wrong.id, "It was Anna", desk.ruth)
    harm = desk.records.begin_adverse_event(record.visit_id, NOW.date(), desk.ruth).record
    assert isinstance(harm.content, AdverseEventContent)
    assert [lot.batch_id for lot in harm.content.lots] == [batch]

    trace = desk.records.had_batch(batch, desk.ruth)
    assert (trace.product, trace.number, trace.unit) == ("Azzalure", "A17", "Speywood U")
    first, second = trace.rows
    assert (first.name, first.phones[0].number, first.hundredths) == (
        "Eve Adams",
        "+447700900111",
        2000,
    )
    assert first.to_know == ("not signed yet",)
    assert (second.name, second.hundredths) == ("Anna Kowalska", 4000)
    assert second.days == (weeks_ago.date(), NOW.date())
    assert second.to_know == ("adverse event",)
    assert events(desk.database)[-1].act == "stock.traced"


def test_a_batch_that_nobody_had_has_an_empty_list(desk: Desk) -> None:
    assert desk.records.had_batch(desk.batch(), desk.ruth).rows == ()
    with pytest.raises(NotFound):
        desk.records.had_batch(999, desk.ruth)


def test_a_cartridge_s_lot_is_traced_too(desk: Desk) -> None:
    lot = desk.batch("cartridge", "N12", number="L9")
    desk.signed(desk.visit("MN"), desk.needling(lot))
    (row,) = desk.records.had_batch(lot, desk.ruth).rows
    assert (row.name, row.hundredths) == ("Anna Kowalska", 0)


def test_the_list_as_csv_holds_no_formula(desk: Desk) -> None:
    batch = desk.batch(number="A17")
    evil = add_client(
        desk.database, "=cmd|'/c'!A1", 'Adams, "Eve"', phone="+447700900111", consult_on=CONSULTED
    )
    desk.signed(desk.visit(client=evil), desk.toxin([desk.vial(batch)]))
    lines = csv_text(desk.records.had_batch(batch, desk.ruth)).split("\r\n")
    assert lines[0] == "Client,Phones,Days,Units,Unit,To know,Product,Batch"
    assert lines[1] == (
        '"\'=cmd|\'/c\'!A1 Adams, ""Eve""",\'+447700900111,24 November 2026,20,Speywood U,,'
        "Azzalure,A17"
    )


def test_an_adverse_event_names_its_batches_from_the_stock(desk: Desk) -> None:
    batch = desk.batch(number="A17")
    visit = desk.visit()
    draft = desk.records.begin_adverse_event(visit, NOW.date(), desk.ruth).record
    typed = AdverseEventContent(NOW.date(), "Droop", "mild", (Lot(batch),), "Seen")
    saved = desk.records.save_draft(draft.id, draft.version, typed, desk.ruth).record
    event_record = desk.sign(saved).record
    assert isinstance(event_record.content, AdverseEventContent)
    assert event_record.content.lots[0].number == "A17"


def test_a_summary_says_all_that_the_record_holds(desk: Desk) -> None:
    vial = desk.vial(desk.batch(number="A17"))
    record = desk.signed(desk.visit(), desk.toxin([vial], reaction="None", note="<b>Brows</b>"))
    desk.clock.advance(days=1)
    desk.records.amend(record.id, "Rang: well", desk.amira)
    summary = desk.records.summary(record.id, desk.ruth)
    said = {label: value for section in summary.sections for label, value in section.rows}
    assert (summary.title, summary.warning) == ("Botulinum toxin", "")
    assert said["Client"] == "Anna Kowalska"
    assert said["Signed by"] == "Ruth Holt, 24 November 2026, 9am"
    assert (said["Product"], said["Batch"], said["Use up to"]) == (
        "Azzalure",
        "A17",
        "30 June 2027",
    )
    assert said["Mixed"] == "125 Speywood U in 0.63 ml saline"
    assert said["Frown lines"] == "20 Speywood U in 2 points"
    assert said["Azzalure, all"] == "20 Speywood U"
    assert said["Consultation, face to face"] == "3 March 2026"
    assert said["Note"] == "<b>Brows</b>"
    assert said["Added: Amira Shah, 25 November 2026, 9am"] == "Rang: well"


@pytest.mark.parametrize("kind", ["needling", "consultation", "review", "not_treated", "adverse"])
def test_every_kind_of_record_has_a_summary(desk: Desk, kind: str) -> None:
    treatments = {"needling": "MN", "consultation": "CONSULT", "review": "BTX_REVIEW"}
    visit = desk.visit(treatments.get(kind, "BTX"), "completed")
    if kind == "not_treated":
        desk.set_status(visit, "not_treated", "Cold sore")
    if kind == "adverse":
        record = desk.records.begin_adverse_event(visit, NOW.date(), desk.ruth).record
    else:
        record = desk.records.begin(visit, desk.ruth).record
    summary = desk.records.summary(record.id, desk.ruth)
    assert summary.warning == "Draft: not signed."
    assert all(section.rows for section in summary.sections)
    assert summary.treated_on == date(2026, 11, 24)
