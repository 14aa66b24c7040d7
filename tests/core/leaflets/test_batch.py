"""All of a day's leaflets in one go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.leaflets.batch import BatchLine
from clinic_desk.leaflets.orders import drawn
from tests.core.leaflets.test_editions import _made
from tests.factories import add_appointment, events
from tests.kept import copy_kept

TOMORROW = date(2026, 11, 25)


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """A clinic with Ruth Holt, Grace and Ben."""
    copy_kept(_made, tmp_path / "clinic")
    opened = open_clinic(tmp_path / "clinic", clock=clock)
    for given in ("Grace", "Ben"):
        opened.clients.add(ClientDetails(given=given, family="Okoro"), by=1)
    yield opened
    opened.database.close()


def visit(clinic: Clinic, client: int, hour: int, day: int = 25, **columns: object) -> int:
    at = datetime(2026, 11, day, hour, tzinfo=UTC)
    return add_appointment(clinic.database, client, 1, at, at + timedelta(minutes=30), **columns)


def batch(clinic: Clinic) -> tuple[BatchLine, ...]:
    return clinic.press.batch(TOMORROW, 1)


def told(clinic: Clinic) -> list[tuple[str, str, bool]]:
    return [
        (line.visit.client_name, line.title.split(":")[0], line.order is not None)
        for line in batch(clinic)
        if line.order is None or line.order.leaflet.head.kind == "information"
    ]


def test_every_visit_of_the_day_is_there_by_its_time_with_what_it_calls_for(
    clinic: Clinic,
) -> None:
    visit(clinic, 2, 14, treatment="MN")
    visit(clinic, 1, 9)
    visit(clinic, 1, 9, day=26, treatment="MN")
    visit(clinic, 2, 10, status="cancelled", status_reason="Ill", occupies=False)
    assert told(clinic) == [
        ("Grace Okoro", "Botulinum toxin", True),
        ("Ben Okoro", "Micro-needling", True),
    ]
    for line in batch(clinic):
        assert line.order is not None
        assert line.order.client_id == line.visit.client_id


def test_what_a_client_has_in_the_same_words_is_listed_and_not_made_again(clinic: Clinic) -> None:
    visit(clinic, 1, 9)
    printed = drawn(clinic.press.order("botulinum-toxin", 1, by=1))
    clinic.press.note_given(printed, "printed", 1)
    line = next(each for each in batch(clinic) if each.order is None)
    assert line.why_not == f"has version {printed.version} since Tue 24 Nov"


def test_what_a_client_did_not_want_is_not_pressed_on_them(clinic: Clinic) -> None:
    visit(clinic, 1, 9)
    clinic.press.note_declined(drawn(clinic.press.order("botulinum-toxin", 1, by=1)), 1)
    line = next(each for each in batch(clinic) if each.order is None)
    assert line.why_not == "declined on Tue 24 Nov"


def test_a_pencilled_visit_is_named_and_has_nothing_printed(clinic: Clinic) -> None:
    visit(clinic, 1, 9, status="pencilled", pencilled_until=datetime(2026, 11, 25, 9, tzinfo=UTC))
    (line,) = batch(clinic)
    assert (line.order, line.why_not) == (None, "pencilled: the nurse has not accepted it yet")


def test_each_is_noted_as_given_to_its_own_client(clinic: Clinic) -> None:
    visit(clinic, 1, 9)
    visit(clinic, 2, 14)
    printed = [drawn(line.order) for line in batch(clinic) if line.order is not None]
    given = clinic.press.note_all_given(printed, "printed", 1)
    assert given.changes.clients == {1, 2}
    acts = [(event.act, event.client_id) for event in events(clinic.database)]
    for client in (1, 2):
        assert clinic.leaflets.of_client(client, 1)
        assert ("leaflet.printed", client) in acts
    assert len({each.digest for each in printed}) == len(printed)


def test_the_next_day_is_the_next_on_which_somebody_comes(clinic: Clinic) -> None:
    assert clinic.press.next_day(1) is None
    visit(clinic, 1, 9, day=27)
    visit(clinic, 1, 11, day=24)
    assert clinic.press.next_day(1) == date(2026, 11, 27)


def test_what_is_to_be_handed_over_is_what_is_called_for_and_not_had(clinic: Clinic) -> None:
    assert clinic.press.to_hand_over(1, 1) == ()
    visit(clinic, 1, 9)
    kinds = [each.leaflet.head.kind for each in clinic.press.to_hand_over(1, 1)]
    assert kinds == ["information", "aftercare"]
    for each in clinic.press.to_hand_over(1, 1):
        clinic.press.note_given(drawn(each), "printed", 1)
    # Aftercare goes home after every treatment.
    kinds = [each.leaflet.head.kind for each in clinic.press.to_hand_over(1, 1)]
    assert kinds == ["aftercare"]
