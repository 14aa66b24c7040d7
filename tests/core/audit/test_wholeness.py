"""What is done to the audit is found, kept in mind, told in words, and accepted by a manager."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from clinic_desk.audit.records import TrailQuery
from clinic_desk.base.errors import NotAllowed
from clinic_desk.db.acts import ACTS
from clinic_desk.db.audit import note
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.backup import backup
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import AuditRefuses
from clinic_desk.db.finding import found_by_anchors, keep_in_mind
from clinic_desk.db.found import unaccepted
from clinic_desk.db.verifying import verify
from clinic_desk.staff.models import Person
from tests.core.audit.conftest import Desk
from tests.factories import KEY


@contextmanager
def attacked(database: Database) -> Iterator[Any]:
    """A driver's connection on which the audit refuses nothing."""
    with closing(connect(database.path, KEY)) as driver:
        for name in AUDIT_TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        yield driver
        for statement in AUDIT_TRIGGERS.values():
            driver.execute(statement)


def change(desk: Desk, statement: str) -> None:
    with attacked(desk.database) as driver:
        driver.execute(statement)


def kinds(desk: Desk) -> set[str]:
    return {finding.kind for finding in desk.wholeness.look_through().findings}


@pytest.fixture
def desk(desk: Desk) -> Desk:
    for _ in range(4):
        desk.act("client.changed", fields=("given",), before={"given": "Anna"})
        desk.clock.advance(minutes=1)
    return desk


def test_an_untouched_audit_is_whole_however_often_it_is_looked_at(desk: Desk) -> None:
    for _ in range(2):
        standing = desk.wholeness.look_through()
        assert (standing.is_whole, standing.events, standing.told) == (True, 4, ())


def test_what_is_found_waits_through_a_restart_and_is_noted_once(desk: Desk) -> None:
    change(desk, "UPDATE audit_event SET person_id = 2 WHERE id IN (2, 3)")
    first = desk.wholeness.look_through()
    again = desk.wholeness.look_through()
    assert first.findings == again.findings == desk.wholeness.standing().findings
    (finding,) = first.findings
    assert (finding.kind, finding.first, finding.last) == ("altered", 2, 3)
    assert again.events == 5


def test_it_is_told_what_happened_what_is_certain_and_what_to_do(desk: Desk) -> None:
    change(desk, "UPDATE audit_event SET person_id = 2 WHERE id IN (2, 3)")
    (said,) = desk.wholeness.look_through().told
    assert said.title == "The audit was changed by another program"
    assert said.what == "2 entries are not as the program wrote them: number 2 to 3."
    assert said.certain.startswith("Every entry up to Tue 24 Nov, 09:00 is as it was written.")
    assert "newest" in said.next_step


def test_what_a_manager_accepted_is_told_no_more_and_something_new_is(desk: Desk) -> None:
    change(desk, "DELETE FROM audit_event WHERE id = 2")
    standing = desk.wholeness.look_through()
    desk.wholeness.accept(desk.manager, standing.up_to)
    assert desk.wholeness.look_through().is_whole
    change(desk, "UPDATE audit_event SET at = 0 WHERE id = 4")
    assert kinds(desk) == {"altered"}


def test_what_came_up_after_the_manager_looked_is_not_accepted_with_it(desk: Desk) -> None:
    change(desk, "DELETE FROM audit_event WHERE id = 2")
    seen = desk.wholeness.look_through()
    change(desk, "DELETE FROM audit_value WHERE event_id = 4")
    desk.wholeness.look_through()
    desk.wholeness.accept(desk.manager, seen.up_to)
    assert kinds(desk) == {"value_missing"}


def test_the_guard_and_the_anchors_are_put_right_when_it_is_accepted(desk: Desk) -> None:
    with closing(connect(desk.database.path, KEY)) as driver:
        driver.execute("DROP TRIGGER audit_event_refuses_delete")
    for anchor in desk.database.anchors:
        anchor.path.write_bytes(b"spoilt")
    standing = desk.wholeness.look_through()
    assert {each.kind for each in standing.findings} == {"unguarded", "anchor_altered"}
    desk.wholeness.accept(desk.manager, standing.up_to)
    assert desk.wholeness.look_through().is_whole


def test_a_trigger_that_was_added_is_found_and_gone_once_it_is_accepted(desk: Desk) -> None:
    with closing(connect(desk.database.path, KEY)) as driver:
        driver.execute(
            """CREATE TRIGGER "so ""quiet" BEFORE INSERT ON audit_event WHEN NEW.client_id = 77
            BEGIN SELECT RAISE(IGNORE); END"""
        )
    standing = desk.wholeness.look_through()
    assert {each.kind for each in standing.findings} == {"unguarded"}
    desk.wholeness.accept(desk.manager, standing.up_to)
    assert desk.wholeness.look_through().is_whole


@pytest.mark.parametrize("how", ["IGNORE", "ABORT, 'no'", "ROLLBACK, 'no'"])
def test_nothing_is_saved_where_the_audit_takes_no_entry_and_the_cause_is_told(
    desk: Desk, how: str
) -> None:
    with closing(connect(desk.database.path, KEY)) as driver:
        driver.execute(
            f"CREATE TRIGGER quiet BEFORE INSERT ON audit_event BEGIN SELECT RAISE({how}); END"
        )
    with pytest.raises(AuditRefuses, match="refuses entries"):
        rename(desk, "Kept from nobody")
    assert "Kept from nobody" not in names(desk)
    for standing in (desk.wholeness.look_through(), desk.wholeness.verify(desk.manager)):
        assert [each.kind for each in standing.findings] == ["unguarded"]
        assert standing.told
    desk.wholeness.accept(desk.manager, standing.up_to)
    rename(desk, "Saved")
    assert "Saved" in names(desk)
    assert [each.kind for each in desk.wholeness.standing().findings] == ["unguarded"]
    desk.wholeness.accept(desk.manager, desk.wholeness.standing().up_to)
    assert desk.wholeness.look_through().is_whole


def test_an_act_that_a_trigger_swallows_amid_others_saves_nothing(desk: Desk) -> None:
    with closing(connect(desk.database.path, KEY)) as driver:
        driver.execute("DROP TRIGGER audit_event_refuses_another_number")
        driver.execute(
            """CREATE TRIGGER quiet BEFORE INSERT ON audit_event WHEN NEW.act = 'client.read'
            BEGIN SELECT RAISE(IGNORE); END"""
        )
    with pytest.raises(AuditRefuses):
        read_and_change(desk)
    assert desk.wholeness.look_through().events == 4


def read_and_change(desk: Desk) -> None:
    with desk.database.write() as session:
        note(session, "client.read", desk.nurse)
        note(session, "client.changed", desk.nurse)


BYTES = "CAST(x'ff41fe' AS TEXT)"


@pytest.mark.parametrize(
    "written",
    [
        *(f"{column} = {BYTES}" for column in ("act", "fields", "at", "digest", "person_id")),
        *("act = x'ff'", "fields = x'ff'", "client_id = 'x'", "at = 253402300799"),
        *("at = 9223372036854775807", "at = -9223372036854775808", "at = 1e300", "at = 'noon'"),
        *("mac = CAST(zeroblob(32) AS TEXT)", "mac = printf('%.32c', 'x')"),
    ],
)
def test_what_no_program_would_write_is_found_as_altered_and_stops_no_page(
    desk: Desk, written: str
) -> None:
    with attacked(desk.database) as driver:
        driver.execute("PRAGMA ignore_check_constraints = ON")
        driver.execute(f"UPDATE audit_event SET {written} WHERE id IN (2, 4)")
    assert "altered" in kinds(desk)
    assert desk.wholeness.standing().told
    found = desk.trail.search(TrailQuery(), desk.manager).entries
    assert {2, 4} <= {entry.id for entry in found}
    assert desk.trail.of_client(desk.client, desk.manager).entries
    rename(desk, "Saved")


def test_made_up_findings_of_bytes_are_not_believed(desk: Desk) -> None:
    change(desk, f"UPDATE audit_event SET act = 'audit.found', fields = {BYTES} WHERE id = 2")
    change(desk, "UPDATE audit_event SET act = 'audit.accepted', subject_id = x'00' WHERE id = 3")
    assert kinds(desk) == {"altered"}


def test_old_values_of_bytes_are_found_as_altered(desk: Desk) -> None:
    change(desk, f"UPDATE audit_value SET before = {BYTES} WHERE event_id = 2")
    assert kinds(desk) == {"value_altered"}


def rename(desk: Desk, name: str) -> None:
    with desk.database.write() as session:
        note(session, "staff.changed", desk.manager, subject=desk.nurse)
        session.execute(update(Person).where(Person.id == desk.nurse).values(name=name))


def names(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        return list(session.scalars(select(Person.name)))


def test_the_same_loss_a_second_time_is_found_a_second_time(desk: Desk) -> None:
    for _ in range(2):
        for anchor in desk.database.anchors:
            anchor.path.unlink()
        standing = desk.wholeness.look_through()
        assert [each.kind for each in standing.findings] == ["anchor_missing"]
        desk.wholeness.accept(desk.manager, standing.up_to)


def put_back(desk: Desk, how_many_later: int) -> None:
    with closing(connect(desk.database.path, KEY)) as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = desk.database.path.read_bytes()
    for _ in range(how_many_later):
        desk.act()
    desk.database.close()
    desk.database.path.write_bytes(before)


def test_a_loss_stays_known_when_newer_entries_have_overwritten_what_the_anchor_knew(
    desk: Desk,
) -> None:
    put_back(desk, 3)
    keep_in_mind(desk.database, found_by_anchors(desk.database))
    for _ in range(20):
        desk.act()
    standing = desk.wholeness.look_through()
    (said,) = standing.told
    assert said.certain == (
        "Everything up to Tue 24 Nov, 09:03 is there. Three later entries are missing."
    )


def test_an_anchor_that_was_taken_away_is_missed_before_the_first_write(desk: Desk) -> None:
    for anchor in desk.database.anchors:
        anchor.path.unlink()
    for _ in range(2):
        keep_in_mind(desk.database, found_by_anchors(desk.database))
    assert [each.kind for each in desk.wholeness.standing().findings] == ["anchor_missing"]


def test_a_clinic_opened_in_spite_of_a_loss_waits_for_a_manager(desk: Desk) -> None:
    desk.act("audit.accepted", None, client=None)
    standing = desk.wholeness.standing()
    (said,) = standing.told
    assert said.title == "The clinic was opened although entries were missing"
    desk.wholeness.accept(desk.manager, standing.up_to)
    assert desk.wholeness.standing().is_whole


def test_only_a_manager_has_it_checked_or_accepts(desk: Desk) -> None:
    for act in (desk.wholeness.verify, lambda by: desk.wholeness.accept(by, 0)):
        for by in (desk.nurse, desk.reception):
            with pytest.raises(NotAllowed):
                act(by)


def test_a_check_that_is_asked_for_is_an_entry(desk: Desk) -> None:
    assert desk.wholeness.verify(desk.manager).is_whole
    assert desk.wholeness.look_through().events == 5


def test_copies_go_on_once_a_manager_has_accepted(desk: Desk, tmp_path: Path) -> None:
    change(desk, "DELETE FROM audit_event WHERE id = 2")
    assert not backup(desk.database, tmp_path / "one.db").chain_whole
    standing = desk.wholeness.look_through()
    desk.wholeness.accept(desk.manager, standing.up_to)
    assert backup(desk.database, tmp_path / "two.db").chain_whole


def test_what_is_written_while_it_is_checked_is_no_trouble(desk: Desk) -> None:
    seen: list[int] = []

    class Writing:
        """An anchor that is read, after which the desk goes on."""

        def read(self) -> Any:
            said = desk.database.anchors[0].read()
            desk.act("client.changed", before={"given": "Eve"})
            seen.append(1)
            return said

    with closing(connect(desk.database.path, KEY)) as driver:
        anchors: Any = (Writing(), *desk.database.anchors)
        assert verify(driver, desk.database.chain_key, anchors).is_whole
    assert seen


EDITS: dict[str, Callable[[int], str]] = {
    "at": lambda by: f"at = at + {by}",
    "person_id": lambda by: f"person_id = coalesce(person_id, 0) + {by}",
    "act": lambda by: "act = act || 'x'",
    "client_id": lambda by: f"client_id = coalesce(client_id, 0) + {by}",
    "subject_id": lambda by: f"subject_id = coalesce(subject_id, 0) + {by}",
    "fields": lambda by: f"fields = fields || ' f{by}'",
    "digest": lambda by: "digest = CASE WHEN digest IS NULL THEN x'00' ELSE NULL END",
    "mac": lambda by: "mac = zeroblob(32)",
}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.sets(st.integers(1, 4), min_size=1),
    column=st.sampled_from(sorted(EDITS)),
    by=st.integers(1, 10**6),
)
def test_any_edit_of_any_rows_is_found_at_the_first_of_them(
    desk: Desk, rows: set[int], column: str, by: int
) -> None:
    with attacked(desk.database) as driver:
        driver.execute("BEGIN")
        numbers = ", ".join(str(row) for row in rows)
        driver.execute(f"UPDATE audit_event SET {EDITS[column](by)} WHERE id IN ({numbers})")
        verdict = verify(driver, desk.database.chain_key)
        driver.execute("ROLLBACK")
        found = {trouble.number for trouble in verdict.troubles if trouble.kind != "unguarded"}
        assert min(found) == min(rows)
        still = unaccepted(driver, desk.database.chain_key, verdict.troubles)
        assert len(still) == len(verdict.troubles)
    assert verify_again(desk)


def verify_again(desk: Desk) -> bool:
    with closing(connect(desk.database.path, KEY)) as driver:
        return verify(driver, desk.database.chain_key, desk.database.anchors).is_whole


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(sorted(ACTS)),
            st.none() | st.integers(0, 2**40),
            st.none() | st.integers(1, 2**40),
            st.lists(st.sampled_from(["given", "phones", "starts_at"]), max_size=3),
            st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3),
        ),
        max_size=8,
    )
)
def test_whatever_was_noted_and_never_touched_is_whole(
    desk: Desk, acts: list[tuple[str, int | None, int | None, list[str], dict[str, str]]]
) -> None:
    with desk.database.write() as session:
        note(session, "client.read", 1)
        for act, by, client, fields, before in acts:
            note(session, act, by, client=client, fields=fields, before=before)
    assert verify_again(desk)
