"""Who is at the desk, and nothing lost: by the keyboard alone, and what is in the file after."""

from __future__ import annotations

from tests.journeys.conftest import Desk
from ui.tour.calls import CALLS
from ui.tour.trust import WRONG_BOOKING

RUTH, MAYA, GRACE = 1, 4, 5


def test_nobody_is_let_in_by_a_wrong_password_and_both_tries_are_noted(desk: Desk) -> None:
    assert desk.seen == ["who", "wrong", "today"]
    failed, right = desk.noted("staff.sign_in_failed", "staff.signed_in")
    assert (failed.person_id, failed.subject_id) == (None, MAYA)
    assert (right.act, right.person_id) == ("staff.signed_in", MAYA)


def test_what_was_half_typed_is_there_after_a_lock(desk: Desk) -> None:
    desk.play("lock")
    assert desk.seen[-3:] == ["typing", "locked", "unlocked"]
    locked, unlocked = desk.noted("staff.locked", "staff.unlocked")
    assert (locked.person_id, locked.fields) == (MAYA, ("key",))
    assert (unlocked.act, unlocked.person_id) == ("staff.unlocked", MAYA)


def test_the_nurse_accepts_in_her_own_name_and_sees_who_has_looked(desk: Desk) -> None:
    CALLS["3"](desk.hand, desk.clinic, desk.note)
    desk.hand.press("Esc", "Esc")
    desk.play("nurse")
    switched, accepted = desk.noted("staff.switched", "visit.accepted")
    assert (switched.person_id, switched.subject_id) == (RUTH, MAYA)
    assert accepted.person_id == RUTH
    desk.play("looked")
    assert desk.noted("client.read")[-1].person_id == RUTH


def test_a_restore_takes_back_what_was_done_since_and_nothing_else(desk: Desk) -> None:
    CALLS["5"](desk.hand, desk.clinic, desk.note)
    desk.hand.press("Esc", "Esc")
    desk.play("restore")
    assert desk.seen[-4:] == ["copies", "preview", "door", "back"]
    clients = desk.clinic.clients
    assert clients.search(WRONG_BOOKING, by=GRACE) == ()
    assert len(clients.search("Tilda Brightwell", by=GRACE)) == 1
    assert [path.name for path in desk.clinic.backups.glob("before-restore-*.db")]
    assert desk.noted("clinic.restored")[-1].person_id == GRACE
