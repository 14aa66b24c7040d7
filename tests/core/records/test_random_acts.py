"""Random acts in the room of records, and what must hold after each of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError
from clinic_desk.calendar.gather import on_file
from clinic_desk.records.contents import Passed, Point, ToxinContent, Vial
from clinic_desk.records.from_stock import lots_of
from clinic_desk.records.record import Record
from clinic_desk.records.totals import by_area, by_product
from clinic_desk.safety.facts import Facts, Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.judge import judge
from clinic_desk.stock.stock import Stock
from tests.core.records.desk import CONSULTED, Desk
from tests.factories import add_client, events, fixed_clock, memory_like_database

areas = st.sampled_from(["glabella", "forehead", "chin"])
doses = st.lists(st.tuples(st.integers(0, 3000), areas), max_size=4)
pick = st.integers(0, 10_000)


class RecordsMachine(RuleBasedStateMachine):
    """Two clients, two who treat, four vials: one of a batch that expires tomorrow, one of a batch
    that has expired; and cartridges of the like."""

    @initialize()
    def open_the_clinic(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clinic-desk-acts-"))
        self.database = memory_like_database(self.folder)
        self.desk = Desk(self.database, fixed_clock())
        eve = add_client(self.database, "Eve", consult_on=CONSULTED)
        self.clients = [self.desk.anna, eve]
        tomorrow = self.desk.clock.now().date() + timedelta(days=1)
        batches = [
            self.desk.batch(number="A"),
            self.desk.batch(number="B", expires_on=tomorrow),
            self.desk.batch(product="Bocouture", number="C"),
            self.desk.batch(number="D", expires_on=tomorrow - timedelta(days=2)),
        ]
        self.batches = batches
        self.vials = [self.desk.vial(batch) for batch in batches]
        self.lots = [
            self.desk.batch("cartridge", "Pen needles", number="P1"),
            self.desk.batch("cartridge", "Pen needles", number="P2", expires_on=tomorrow),
            self.desk.batch(
                "cartridge", "Pen needles", number="P3", expires_on=tomorrow - timedelta(days=2)
            ),
        ]
        self.stock = Stock(self.database, self.desk.clock, lambda: ())
        self.protocol = self.desk.protocol.current()
        self.visits: list[int] = []
        self.signed: dict[int, Record] = {}
        self.have_a_visit(0)
        self.write(0, 0, [(1000, "glabella")], again=True)
        self.sign(0, by_ruth=True, reason=True)
        assert len(self.signed) == 1

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            shutil.rmtree(self.folder)

    def any_of(self, things: list[int], number: int) -> int:
        return things[number % len(things)]

    def records(self) -> list[Record]:
        return [
            record
            for client in self.clients
            for record in self.desk.records.of_client(client, self.desk.ruth)
        ]

    @rule(number=pick)
    def have_a_visit(self, number: int) -> None:
        client = self.any_of(self.clients, number)
        had = {"client": client, "starts_at": self.desk.clock.now(), "zones": ("full_face",)}
        self.visits.append(self.desk.visit(**had))

    @rule(number=pick, lot=pick, signs=st.booleans())
    def needle(self, number: int, lot: int, signs: bool) -> None:
        client = self.any_of(self.clients, number)
        had = {"client": client, "starts_at": self.desk.clock.now(), "zones": ("full_face",)}
        visit = self.desk.visit("MN", **had)
        with suppress(ClinicError):
            content = self.desk.needling(self.any_of(self.lots, lot))
            draft = self.desk.drafted(visit, content)
            if signs:
                written = self.desk.sign(draft)
                self.signed[written.record.id] = written.record

    @rule(number=pick)
    def open_a_vial(self, number: int) -> None:
        batch = self.any_of(self.batches, number)
        self.vials.append(self.desk.vial(batch, self.desk.clock.now()))

    @rule(hours=st.sampled_from([1, 20, 30]))
    def let_time_pass(self, hours: int) -> None:
        self.desk.clock.advance(hours=hours)

    @precondition(lambda self: self.visits)
    @rule(visit=pick, vial=pick, typed=doses, again=st.booleans())
    def write(self, visit: int, vial: int, typed: list[tuple[int, str]], again: bool) -> None:
        chosen = self.any_of(self.visits, visit)
        begin = self.desk.records.begin if again else self.desk.records.for_visit
        with suppress(ClinicError):
            draft = begin(chosen, self.desk.ruth).record
            content = replace(
                self.desk.toxin([]),
                vials=(Vial(self.any_of(self.vials, vial)),),
                points=tuple(Point("face_front", 0.5, 0.5, *dose) for dose in typed),
                off_label_explained=True,
            )
            self.desk.records.save_draft(draft.id, draft.version, content, self.desk.ruth)

    @precondition(lambda self: self.visits)
    @rule(number=pick, by_ruth=st.booleans(), reason=st.booleans())
    def sign(self, number: int, by_ruth: bool, reason: bool) -> None:
        found = self.records()
        if not found:
            return
        record = found[number % len(found)]
        by = self.desk.ruth if by_ruth else self.desk.amira
        with suppress(ClinicError):
            asked = self.desk.records.missing(record.id, by) if reason else ()
            passed = [Passed(each.code, "Seen") for each in asked if not each.stops]
            written = self.desk.records.sign(record.id, record.version, by, passed)
            assert record.id not in self.signed
            assert by_ruth
            self.signed[record.id] = written.record

    @precondition(lambda self: self.signed)
    @rule(number=pick, words=st.sampled_from(["", "Rang: well"]), in_error=st.booleans())
    def add_to_one(self, number: int, words: str, in_error: bool) -> None:
        record = self.any_of(list(self.signed), number)
        records = self.desk.records
        with suppress(ClinicError):
            act = records.enter_in_error if in_error else records.amend
            act(record, words, self.desk.amira)

    @precondition(lambda self: self.visits)
    @rule(number=pick)
    def throw_one_away(self, number: int) -> None:
        found = self.records()
        if found:
            record = found[number % len(found)]
            with suppress(ClinicError):
                self.desk.records.remove_draft(record.id, record.version, self.desk.ruth)
                assert record.id not in self.signed

    @invariant()
    def what_was_signed_never_changes(self) -> None:
        if not hasattr(self, "signed"):
            return
        now = {record.id: record for record in self.records() if record.signed}
        assert set(now) == set(self.signed)
        for id_, record in now.items():
            assert not record.altered
            assert record._replace(amendments=()) == self.signed[id_]

    @invariant()
    def totals_equal_the_points(self) -> None:
        for record in self.records() if hasattr(self, "signed") else ():
            if not isinstance(record.content, ToxinContent):
                continue
            points = sum(point.hundredths for point in record.content.points)
            assert sum(each.hundredths for each in by_product(record.content)) == points
            assert sum(each.hundredths for each in by_area(record.content)) == points
            assert sum(each.hundredths for each in record.batches) == points

    @invariant()
    def nothing_is_on_a_record_that_might_not_be_used_that_day(self) -> None:
        for record in self.records() if hasattr(self, "signed") else ():
            for lot in lots_of(record.content) if record.content is not None else ():
                assert (lot.expires_on or date.min) >= record.treated_on
            if not isinstance(record.content, ToxinContent):
                continue
            for vial in record.content.vials:
                assert (vial.expires_on or date.min) >= record.treated_on
                assert vial.mixed_at is not None
                mixed = local_day(vial.mixed_at)
                assert mixed <= record.treated_on <= mixed + timedelta(days=1)

    @invariant()
    def an_entry_in_error_starts_no_clock(self) -> None:
        if not hasattr(self, "signed"):
            return
        of_visit: dict[str, list[Record]] = {}
        for record in self.records():
            if record.signed:
                of_visit.setdefault(str(record.visit_id), []).append(record)
        today = local_day(self.desk.clock.now())
        for client in self.clients:
            with self.database.read() as session:
                facts = on_file(session.connection(), client, today).facts
            wrong = set()
            for event in facts.events:
                signed = of_visit.get(event.id, [])
                in_error = bool(signed) and all(record.in_error for record in signed)
                assert (event.status == "not_treated") == in_error
                wrong |= {event.id} if in_error else set()
            for finding in self.findings(facts):
                assert wrong.isdisjoint(id_ for id_, *_ in finding.judged)

    def findings(self, facts: Facts) -> Iterator[Finding]:
        """What the protocol says to either treatment on a few days to come."""
        for treatment in ("BTX", "MN"):
            for days in (0, 5, 20, 100):
                day = facts.today + timedelta(days=days)
                asked = Proposal(treatment, day, ("full_face",))
                yield from judge(self.protocol, replace(facts, proposed=asked))

    @invariant()
    def every_finding_is_explained(self) -> None:
        if not hasattr(self, "signed"):
            return
        today = local_day(self.desk.clock.now())
        for client in self.clients:
            with self.database.read() as session:
                facts = on_file(session.connection(), client, today).facts
            events_on_file = {event.id for event in facts.events}
            for finding in self.findings(facts):
                assert all((finding.title, finding.sentence, finding.source, finding.evidence))
                assert finding.sentence.endswith(".")
                assert "{" not in f"{finding.title}{finding.sentence}{finding.say}"
                if finding.another_day and finding.severity == "block":
                    assert finding.earliest is not None
                    assert finding.earliest > facts.today
                    assert finding.say
                earlier = {id_ for id_, *_ in finding.judged[:-1]}
                assert earlier <= events_on_file

    @invariant()
    def a_cartridge_is_off_the_stock_for_each_record_that_was_signed(self) -> None:
        if not hasattr(self, "signed"):
            return
        for lot in self.lots:
            pieces = [
                each.vial_id
                for record in self.signed.values()
                for each in record.batches
                if each.batch_id == lot
            ]
            assert self.stock.batch(lot, self.desk.ruth).left == 10 - len(set(pieces))
            assert None not in pieces or len(pieces) > 10

    @invariant()
    def what_was_done_is_noted(self) -> None:
        if hasattr(self, "signed"):
            acts = [event.act for event in events(self.database)]
            assert acts.count("record.signed") == len(self.signed)


TestRecords = RecordsMachine.TestCase
TestRecords.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
