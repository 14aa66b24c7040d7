"""That health has changed: told at the desk without a word of what, settled by who treats."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.clients.models import Standing
from tests.core.calendar.desk import TODAY, on
from tests.core.health.ward import Ward
from tests.factories import events


def test_the_desk_tells_and_the_nurse_sees_who_comes_first(ward: Ward) -> None:
    desk = ward.desk
    later, sooner, never = (desk.client(name) for name in ("Lena", "Sofia", "Nia"))
    desk.book("CONSULT", later, on(10, 10))
    desk.book("CONSULT", sooner, on(8, 10))
    for client in (never, later, sooner):
        ward.health.tell_change(client, client == later, desk.maya)
    waits = ward.health.open_changes(desk.ruth)
    assert [each.client_name for each in waits] == ["Sofia Clarke", "Lena Clarke", "Nia Clarke"]
    assert [each.next_visit for each in waits] == [on(8, 10), on(10, 10), None]
    assert [each.ring_back for each in waits] == [False, True, False]
    assert waits[0].told_by == "Maya Patel"


def test_told_again_it_is_one_change(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    first = ward.health.tell_change(client, True, desk.maya)
    again = ward.health.tell_change(client, False, desk.maya)
    assert first == again
    told = ward.health.told(client, desk.maya)
    assert told is not None
    assert told.ring_back
    assert ward.health.form(client, desk.ruth).change == told
    assert [each.act for each in events(desk.database)] == ["health.change_told"] * 2


def test_of_a_client_who_has_died_no_change_is_noted(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    with desk.database.write(audited=False) as session:
        session.add(Standing(client_id=client, deceased_on=date(2026, 11, 20)))
    with pytest.raises(NotAllowed, match="has died"):
        ward.health.tell_change(client, False, desk.maya)
    assert ward.health.open_changes(desk.ruth) == ()
    assert events(desk.database) == []


def test_settled_with_a_word_it_waits_no_longer(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    change = ward.health.tell_change(client, False, desk.maya).id
    with pytest.raises(BadInput, match="what came of it"):
        ward.health.settle_change(change, "  ", desk.ruth)
    for by in (desk.maya, desk.grace):
        with pytest.raises(NotAllowed):
            ward.health.settle_change(change, "Antibiotics, finished", by)
    ward.health.settle_change(change, "Antibiotics, finished", desk.ruth)
    assert ward.health.told(client, desk.maya) is None
    assert ward.health.open_changes(desk.ruth) == ()
    with pytest.raises(NotAllowed, match="already"):
        ward.health.settle_change(change, "Again", desk.ruth)
    assert ward.health.tell_change(client, False, desk.maya).id != change
    assert "Antibiotics" not in repr(events(desk.database))


def test_only_what_is_there_is_told_of_or_settled(ward: Ward) -> None:
    with pytest.raises(NotFound):
        ward.health.tell_change(99, False, ward.desk.maya)
    with pytest.raises(NotFound):
        ward.health.settle_change(99, "Nothing", ward.desk.ruth)
    with pytest.raises(NotAllowed):
        ward.health.open_changes(ward.desk.maya)


def test_nobody_is_to_ring_a_client_who_has_died(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    ward.health.tell_change(client, True, desk.maya)
    desk.deaths.note(client, TODAY, desk.maya)
    assert ward.health.open_changes(desk.ruth) == ()
    desk.deaths.take_back(client, desk.maya)
    assert len(ward.health.open_changes(desk.ruth)) == 1
