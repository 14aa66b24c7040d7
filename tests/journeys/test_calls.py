"""The calls of the product, from the keyboard alone, and what each leaves in the file."""

from __future__ import annotations

from datetime import UTC, date, datetime

from clinic_desk.base.clock import local_day
from tests.journeys.conftest import NOW, Journey
from ui.tour.stage import RUTH

TODAY = local_day(NOW)


def starts(journey: Journey) -> date:
    """The local day of the visit that was made last."""
    return local_day(datetime.fromtimestamp(journey.latest()["starts_at"], UTC))


def test_call_1_too_soon_after_needling_ends_in_the_earliest_time_that_fits(
    journey: Journey,
) -> None:
    before = journey.rows("SELECT count(*) FROM appointment")[0][0]
    journey.play("1")
    assert journey.seen == ["found", "refused", "words", "offer", "booked"]
    assert journey.rows("SELECT count(*) FROM appointment") == [(before + 1,)]
    visit = journey.latest()
    assert (visit["treatment"], visit["status"]) == ("BTX", "booked")
    assert (starts(journey) - TODAY).days >= 14
    assert journey.log(2) == [("booked", ""), ("identity", "")]
    assert journey.rows(
        f"SELECT count(*) FROM acknowledgement WHERE appointment_id = {visit['id']}"
    ) == [(0,)]
    # From the refusal, the earliest time that fits is one key away, and booked with one more.
    assert journey.keys["offer"] == journey.keys["words"] + 1
    assert journey.keys["booked"] == journey.keys["offer"] + 1


def test_call_2_leaves_one_line_of_the_log_and_nothing_of_the_child(journey: Journey) -> None:
    clients = journey.rows("SELECT count(*) FROM client")
    visits = journey.rows("SELECT count(*) FROM appointment")
    journey.play("2")
    assert journey.rows("SELECT count(*) FROM client") == clients
    assert journey.rows("SELECT count(*) FROM appointment") == visits
    (line,) = journey.clinic.calls.log(RUTH, 1)
    assert (line.kind, line.rule) == ("refused_age", "AGE-18")
    assert (line.at, line.person_name) == (NOW, "Maya Patel")
    assert (line.client_id, line.appointment_id) == (None, None)
    assert "by law nobody under 18" in line.words
    kept = journey.everything_kept()
    assert not any(trace in kept for trace in ("Ella", "Vance", "2010-11-24"))


def test_call_3_is_pencilled_for_the_nurse_with_what_it_waits_for(journey: Journey) -> None:
    journey.play("3")
    assert journey.seen == ["due", "early", "pencilled"]
    visit = journey.latest()
    assert (visit["treatment"], visit["status"]) == ("BTX", "pencilled")
    assert visit["pencilled_until"] is not None
    kept = journey.clinic.booking.acknowledgements(visit["id"], RUTH)
    assert any(row.rule == "SP-BTX-BTX" and row.left_to_the_nurse for row in kept)
    waiting = journey.clinic.booking.pencilled()
    assert visit["id"] in [each.appointment_id for each in waiting]
    assert journey.log(1)[0][0] == "booked"


def test_call_4_keeps_the_reason_with_every_finding_it_covers(journey: Journey) -> None:
    journey.play("4")
    assert journey.seen == ["findings", "reason", "booked"]
    visit = journey.latest()
    assert visit["status"] == "booked"
    kept = journey.clinic.booking.acknowledgements(visit["id"], RUTH)
    assert len(kept) >= 3
    blocks = [row for row in kept if row.severity == "block"]
    assert blocks
    assert all(row.reason == "Travels far, Ruth agreed by phone" for row in blocks)
    assert {row.person_id for row in kept} == {visit["booked_by"]}


def test_call_5_takes_at_most_thirty_keys_beside_the_text(journey: Journey) -> None:
    journey.play("5")
    assert journey.keys["booked"] <= 30
    (client,) = journey.rows("SELECT id, given FROM client WHERE family = 'Brightwell'")
    assert client[1] == "Tilda"
    visit = journey.latest()
    assert (visit["client_id"], visit["treatment"]) == (client[0], "CONSULT")
    assert journey.log(1) == [("booked", "")]
    # The same caller again opened the record on file and left no second one.
    assert journey.rows("SELECT count(*) FROM client WHERE family LIKE 'Brightwel%'") == [(1,)]


def test_call_9_logs_the_problem_sees_the_caller_today_and_promises_a_call(
    journey: Journey,
) -> None:
    journey.play("9")
    assert journey.seen == ["words", "today", "booked", "call-backs"]
    visit = journey.latest()
    assert visit["treatment"] == "PROBLEM"
    assert (starts(journey) - TODAY).days <= 1
    kinds = [kind for kind, _ in journey.log(5)]
    assert kinds == ["call_back", "problem", "booked", "identity", "problem"]
    owed = journey.clinic.calls.open_call_backs()[0]
    assert (owed.who, owed.number, owed.urgent) == ("Jo Fielding", "07700 900123", True)
    words = journey.rows("SELECT words FROM call_log WHERE kind = 'problem'")[-1][0]
    assert "999" in words
