"""Sessions: what they keep, what they give up, and what they refuse."""

from __future__ import annotations

import contextlib
import threading
from datetime import datetime

import pytest
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from clinic_desk.calendar.models import Closure, Room
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.engine import OLDEST_SQLITE, connect
from clinic_desk.db.faults import StorageFault
from clinic_desk.staff.models import Person
from tests.factories import KEY, add_person, add_room


def rooms(database: Database) -> list[str]:
    """The names of the rooms."""
    with database.read() as session:
        return list(session.scalars(select(Room.name).order_by(Room.id)))


def two_rooms(database: Database, first: str, second: str | None) -> None:
    """Two rooms in one write; a room without a name is refused."""
    with database.write(audited=False) as session:
        session.execute(insert(Room), {"name": first})
        session.execute(insert(Room), {"name": second})


def test_a_write_is_kept_and_a_failed_one_is_given_up_whole(database: Database) -> None:
    add_room(database, "Kept")
    with pytest.raises(IntegrityError):
        two_rooms(database, "Lost", None)
    assert rooms(database) == ["Kept"]


def test_what_is_changed_in_a_read_is_given_up(database: Database) -> None:
    with database.read() as session:
        session.add(Room(name="Nowhere"))
        session.flush()
    assert rooms(database) == []


def pass_over_a_failure(database: Database) -> None:
    """Write half of something, meet an error, and go on as if nothing had been."""
    with database.write(audited=False) as session:
        session.execute(insert(Room), {"name": "Half"})
        with contextlib.suppress(IntegrityError):
            session.execute(insert(Room), {"name": None})


def test_a_failure_that_was_passed_over_still_spoils_the_write(database: Database) -> None:
    with pytest.raises(RuntimeError, match="passed over"):
        pass_over_a_failure(database)
    assert rooms(database) == []


def test_the_write_after_a_spoilt_one_is_kept(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write(audited=False) as session:
        session.execute(insert(Person), {"name": " ", "role": "manager"})
    add_room(database, "Next")
    assert rooms(database) == ["Next"]


def test_a_read_inside_a_write_sees_what_was_written(database: Database) -> None:
    with database.write(audited=False) as session:
        session.add(Room(name="Now"))
        session.flush()
        assert rooms(database) == ["Now"]
        session.add(Room(name="And then"))
    assert rooms(database) == ["Now", "And then"]


def test_a_write_inside_another_session_is_a_fault_of_the_program(database: Database) -> None:
    with (
        database.read(),
        pytest.raises(RuntimeError, match="inside another"),
        database.write(),
    ):
        pass


def test_a_read_begun_before_anothers_commit_stays_with_its_moment(database: Database) -> None:
    second = database.second()
    with database.read() as session:
        assert session.scalars(select(Room.id)).all() == []
        add_room(second)
        assert session.scalars(select(Room.id)).all() == []
    assert rooms(database) == ["Room 1"]
    second.close()


def test_writers_in_two_connections_wait_for_each_other(database: Database) -> None:
    second = database.second()

    def add(mine: Database) -> None:
        for _ in range(20):
            add_room(mine)

    threads = [threading.Thread(target=add, args=(mine,)) for mine in (database, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    second.close()
    assert len(rooms(database)) == 40


def test_commits_are_counted_over_both_connections(database: Database) -> None:
    second = database.second()
    before = database.commits
    add_room(second)
    with database.read():
        pass
    assert second.commits == database.commits == before + 1
    second.close()


def test_a_row_without_its_parent_is_refused(database: Database) -> None:
    person = add_person(database, home_room_id=add_room(database, treatments=()))
    with pytest.raises(IntegrityError), database.write(audited=False) as session:
        session.execute(delete(Room))
    assert person


def test_an_error_carries_no_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused, database.write(audited=False) as session:
        session.execute(insert(Person), {"name": "Anna Kowalska", "role": "astronaut"})
    assert "Kowalska" not in str(refused.value)


def test_a_naive_time_and_a_day_with_a_time_are_refused(database: Database) -> None:
    naive = datetime(2026, 11, 24, 9)  # noqa: DTZ001
    with pytest.raises(StatementError), database.write(audited=False) as session:
        session.execute(insert(Closure), {"first_day": naive, "last_day": naive})


def fill_the_disk(database: Database) -> None:
    """Write more than the file may hold."""
    with database.write(audited=False) as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.execute(insert(Room), [{"name": "x" * 1000} for _ in range(500)])


def test_a_full_disk_is_a_sentence_and_keeps_nothing(database: Database) -> None:
    with pytest.raises(StorageFault, match="disk that holds the clinic is full"):
        fill_the_disk(database)
    assert rooms(database) == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2)],
)
def test_every_connection_has_its_settings(database: Database, pragma: str, value: object) -> None:
    for mine in (database, database.second()):
        with mine.read() as session:
            found = session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
        assert found == value
        if mine is not database:
            mine.close()


def test_nothing_of_the_file_can_be_read_without_the_key(database: Database) -> None:
    add_person(database, "Anna Kowalska")
    database.close()
    contents = database.path.read_bytes()
    assert b"Kowalska" not in contents
    assert b"CREATE TABLE" not in contents
    assert not contents.startswith(b"SQLite format 3")


def test_the_sqlite_inside_loses_no_commits(database: Database) -> None:
    connection = connect(database.path, KEY)
    shown = connection.execute("SELECT sqlite_version()").fetchone()[0]
    connection.close()
    assert tuple(map(int, shown.split("."))) >= OLDEST_SQLITE


def test_a_file_that_another_keeps_busy_is_a_sentence(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_desk.db.engine._BUSY_SECONDS", 0.05)
    other = database.second()
    with (
        database.write(),
        pytest.raises(StorageFault, match="Another copy of the program is busy"),
        other.write(),
    ):
        pass
    other.close()
    add_room(database)


def test_damage_found_while_reading_is_a_sentence(database: Database) -> None:
    with database.write(audited=False) as session:
        session.execute(insert(Room), [{"name": "x" * 500} for _ in range(2000)])
    database.close()
    contents = bytearray(database.path.read_bytes())
    contents[len(contents) // 2] ^= 4
    database.path.write_bytes(contents)
    with pytest.raises(StorageFault, match="damaged"):
        rooms(database)


def test_rows_and_entities_of_one_act_are_one_transaction(database: Database) -> None:
    with database.writing() as act:
        act.connection.execute(insert(Room), {"name": "By rows"})
        with database.read() as session:
            assert rooms(database) == ["By rows"]
            session.add(Room(name="By entity"))
            with database.reading() as inner:
                assert inner is act
                assert inner.connection.scalar(select(func.count(Room.id))) == 2
        note(act, "clinic.made", None)
    assert rooms(database) == ["By rows", "By entity"]


def entity_and_bad_row(database: Database) -> None:
    """An entity that reaches the file and a row that does not, in one act."""
    with database.write(audited=False) as session:
        session.add(Room(name="Given up"))
        session.flush()
        session.connection().execute(insert(Room), {"name": None})


def test_an_entity_goes_with_the_row_that_failed(database: Database) -> None:
    with pytest.raises(IntegrityError):
        entity_and_bad_row(database)
    assert rooms(database) == []
