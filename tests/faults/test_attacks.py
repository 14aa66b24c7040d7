"""Somebody who has the file and its key, but not the chain's: each attack on the audit is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clinic_desk.audit.wholeness import Wholeness
from clinic_desk.db.anchor import ANCHOR_NAME
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.chain import chain_key_of
from clinic_desk.db.copy_checks import begin_checks, lanes
from clinic_desk.db.engine import connect
from clinic_desk.db.guard import TRIGGERS
from clinic_desk.db.opening import open_database
from tests.factories import KEY, fixed_clock
from tests.faults.clinics import look_at, make_clinic, open_for_work
from tests.faults.judging import copied, judged

EVENTS, EARLIER = 30, 18
COLUMNS = "at, person_id, act, client_id, subject_id, fields, digest, mac"


@pytest.fixture
def attacked(tmp_path: Path) -> Path:
    """A clinic's file, and in a folder beside its own how it was some events earlier."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    path = make_clinic(folder)
    work(path, EARLIER)
    copied(folder, tmp_path / "earlier")
    work(path, EVENTS - EARLIER)
    assert judged(path).said_nothing
    return path


def work(path: Path, events: int) -> None:
    """Spend some time in a clinic."""
    desk = open_for_work(path)
    for number in range(events):
        look_at(desk, number % 7 + 1, family="Clark")
    desk.database.close()


def found(path: Path) -> set[str]:
    """The kinds of trouble that opening and checking find.

    A file that is behind what was saved, or of another history, is not opened at all.
    """
    judgement = judged(path)
    refused_for = {"EntriesMissing": {"lost"}, "OtherHistory": {"other_file"}}
    if judgement.refused:
        return refused_for[judgement.refusal]
    return {trouble.split()[2] for trouble in judgement.troubles}


def earlier(path: Path) -> Path:
    """The folder as it was some events earlier."""
    return path.parent.with_name("earlier")


def unguarded(attack: Callable[[Any], None]) -> Callable[[Path], None]:
    """An attack by statements, with the triggers out of the way and put back after."""

    def strike(path: Path) -> None:
        with closing(connect(path, KEY)) as driver:
            driver.execute("PRAGMA ignore_check_constraints = ON")
            for name in AUDIT_TRIGGERS:
                driver.execute(f"DROP TRIGGER {name}")
            attack(driver)
            for statement in AUDIT_TRIGGERS.values():
                driver.execute(statement)

    return strike


def statements(*said: str) -> Callable[[Path], None]:
    """An attack that is some statements."""

    def attack(driver: Any) -> None:
        for statement in said:
            driver.execute(statement)

    return unguarded(attack)


def swap(driver: Any) -> None:
    """Two events change places, seals and all."""
    one, other = (
        driver.execute(f"SELECT {COLUMNS} FROM audit_event WHERE id = ?", (n,)).fetchone()
        for n in (7, 9)
    )
    names = ", ".join(f"{column} = ?" for column in COLUMNS.split(", "))
    driver.execute(f"UPDATE audit_event SET {names} WHERE id = 7", other)
    driver.execute(f"UPDATE audit_event SET {names} WHERE id = 9", one)


def forge(driver: Any) -> None:
    """An event that never was, in the middle of the others, which move up."""
    driver.execute("UPDATE audit_event SET id = -id - 1 WHERE id > 10")
    driver.execute("UPDATE audit_event SET id = -id WHERE id < 0")
    driver.execute(
        f"INSERT INTO audit_event (id, {COLUMNS}) SELECT 11, {COLUMNS} FROM audit_event "
        "WHERE id = 10"
    )


def older_file(path: Path) -> None:
    """The file as it was earlier; the anchors stay."""
    shutil.copy(earlier(path) / "clinic.db", path)


def older_folder(path: Path) -> None:
    """The whole folder as it was earlier; the computer's own anchor stays."""
    older_file(path)
    shutil.copy(earlier(path) / ANCHOR_NAME, path.parent)


def another_history(path: Path) -> None:
    """The earlier file, in which as much was done since, elsewhere."""
    away = copied(earlier(path), path.parent.with_name("away"))
    work(away, EVENTS - EARLIER)
    shutil.copy(away, path)


def homes_anchor(path: Path) -> Path:
    """The anchor in the computer's own folder."""
    (anchor,) = (path.parent / "home").rglob("*.anchor")
    return anchor


def both_anchors(act: Callable[[Path], None]) -> Callable[[Path], None]:
    """An attack on each of the two."""

    def strike(path: Path) -> None:
        for anchor in (path.with_name(ANCHOR_NAME), homes_anchor(path)):
            act(anchor)

    return strike


def alter(anchor: Path) -> None:
    """Count one event fewer in every place of the ring."""
    content = bytearray(anchor.read_bytes())
    for place in range(7, len(content), 128):
        content[place] ^= 1
    anchor.write_bytes(content)


def triggers_dropped(path: Path) -> None:
    """Nothing refuses changes any more."""
    with closing(connect(path, KEY)) as driver:
        for name in AUDIT_TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")


def every_trigger_dropped(path: Path) -> None:
    """The overlap guard is gone too, which an opening puts back by itself."""
    with closing(connect(path, KEY)) as driver:
        for name in AUDIT_TRIGGERS | TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")


def accepted_by_itself(driver: Any) -> None:
    """An event altered, and two made up that say it was found and a manager has accepted it."""
    driver.execute("UPDATE audit_event SET client_id = 6 WHERE id = 8")
    last = driver.execute("SELECT max(id) FROM audit_event").fetchone()[0]
    for number, act, subject, fields in (
        (last + 1, "audit.found", None, f"altered:1-{last + 2}"),
        (last + 2, "audit.accepted", last + 1, ""),
    ):
        driver.execute(
            f"INSERT INTO audit_event (id, {COLUMNS}) VALUES (?, 0, 1, ?, NULL, ?, ?, NULL, ?)",
            (number, act, subject, fields, bytes(32)),
        )


def older_anchor_and_cut(path: Path) -> None:
    """The tail cut, and the anchor beside the file put back to fit."""
    ATTACKS["tail cut"][0](path)
    shutil.copy(earlier(path) / ANCHOR_NAME, path.parent)


def chain_made_anew(path: Path) -> None:
    """The events sealed again from the first, with a key that the attacker chose."""
    from clinic_desk.db.chain import NO_LINK, ROWS, Row, next_mac

    def reseal(driver: Any) -> None:
        mac = NO_LINK.mac
        for row in [Row(*found) for found in driver.execute(ROWS, (1,))]:
            mac = next_mac(chain_key_of(bytes(32)), mac, row)
            driver.execute("UPDATE audit_event SET mac = ? WHERE id = ?", (mac, row.id))

    unguarded(reseal)(path)


def triggers_edited(path: Path) -> None:
    """A trigger of the same name that refuses nothing."""
    with closing(connect(path, KEY)) as driver:
        name = next(iter(AUDIT_TRIGGERS))
        driver.execute(f"DROP TRIGGER {name}")
        driver.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event BEGIN SELECT 'as you like'; END"
        )


def passing_over(path: Path) -> None:
    """No reading of one client is written any more, and nothing says so."""
    with closing(connect(path, KEY)) as driver:
        driver.execute(
            "CREATE TRIGGER quiet BEFORE INSERT ON audit_event WHEN NEW.client_id = 6 "
            "BEGIN SELECT RAISE(IGNORE); END"
        )


ATTACKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "event altered": (statements("UPDATE audit_event SET client_id = 6 WHERE id = 8"), "altered"),
    "its time altered": (statements("UPDATE audit_event SET at = at + 1 WHERE id = 8"), "altered"),
    "one removed": (statements("DELETE FROM audit_event WHERE id = 8"), "missing"),
    "one removed, the rest moved up": (
        statements(
            "DELETE FROM audit_event WHERE id = 8",
            "UPDATE audit_event SET id = 1 - id WHERE id > 8",
            "UPDATE audit_event SET id = -id WHERE id < 0",
        ),
        "lost",
    ),
    "the first removed": (statements("DELETE FROM audit_event WHERE id = 1"), "missing"),
    "tail cut": (statements(f"DELETE FROM audit_event WHERE id > {EARLIER}"), "lost"),
    "all removed": (statements("DELETE FROM audit_event"), "lost"),
    "two swapped": (unguarded(swap), "altered"),
    "one forged": (unguarded(forge), "other_file"),
    "one put before the first": (
        statements(
            f"INSERT INTO audit_event (id, {COLUMNS}) SELECT 0, {COLUMNS} FROM audit_event LIMIT 1"
        ),
        "added",
    ),
    "one put after the last": (
        statements(
            f"INSERT INTO audit_event (id, {COLUMNS}) "
            f"SELECT (SELECT max(id) FROM audit_event) + 1, {COLUMNS} FROM audit_event "
            "WHERE id = 3"
        ),
        "altered",
    ),
    "old value altered": (
        statements("UPDATE audit_value SET before = '{}' WHERE event_id = 8"),
        "value_altered",
    ),
    "old value removed": (
        statements("DELETE FROM audit_value WHERE event_id = 8"),
        "value_missing",
    ),
    "chain made anew": (chain_made_anew, "other_file"),
    "older file put back": (older_file, "lost"),
    "older folder put back": (older_folder, "lost"),
    "another history": (another_history, "other_file"),
    "anchors removed": (both_anchors(Path.unlink), "anchor_missing"),
    "anchors emptied": (both_anchors(lambda anchor: anchor.write_bytes(b"")), "anchor_altered"),
    "anchors altered": (both_anchors(alter), "anchor_altered"),
    "tail cut, one anchor put back": (older_anchor_and_cut, "lost"),
    "triggers dropped": (triggers_dropped, "unguarded"),
    "every trigger dropped": (every_trigger_dropped, "unguarded"),
    "triggers edited": (triggers_edited, "unguarded"),
    "a trigger that has events passed over": (passing_over, "unguarded"),
    "fields of another kind": (
        statements("UPDATE audit_event SET fields = CAST(fields AS BLOB) WHERE id = 8"),
        "altered",
    ),
    "a time that is none": (
        statements(f"UPDATE audit_event SET at = {2**63 - 1} WHERE id = 8"),
        "altered",
    ),
    "old value of another kind": (
        statements("UPDATE audit_value SET before = x'ff', salt = 'salt' WHERE event_id = 8"),
        "value_altered",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_the_audit_is_found(attacked: Path, name: str) -> None:
    attack, kind = ATTACKS[name]
    attack(attacked)
    assert kind in found(attacked)


def test_an_attack_that_accepts_itself_is_believed_by_no_check(attacked: Path) -> None:
    unguarded(accepted_by_itself)(attacked)
    database = open_for_work(attacked).database
    found = Wholeness(database, fixed_clock()).look_through().findings
    assert ("altered", 8) in {(each.kind, each.first) for each in found}
    with lanes() as pool:
        checked = begin_checks(pool, attacked, KEY, database.chain_key)(None)
    assert not checked.chain_whole
    database.close()


def test_what_was_found_is_still_found_after_the_clinic_was_used_again(attacked: Path) -> None:
    ATTACKS["event altered"][0](attacked)
    assert found(attacked) == {"altered"}
    work(attacked, 3)
    assert found(attacked) == {"altered"}


def test_after_a_loss_was_accepted_the_clinic_can_be_used_and_the_audit_says_so(
    attacked: Path,
) -> None:
    ATTACKS["tail cut"][0](attacked)
    assert found(attacked) == {"lost"}
    open_database(attacked, KEY, accept_loss=True, clock=fixed_clock()).close()
    work(attacked, 12)
    rows = judged(attacked).rows
    assert "audit.accepted" in {event[3] for event in rows["audit_event"]}
