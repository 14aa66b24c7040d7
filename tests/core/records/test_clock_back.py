"""A computer's clock that is set back while a record is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desk.db.verifying import verify
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.record import CannotSign
from tests.core.records.desk import Desk
from tests.factories import NOW


def test_a_clock_set_back_loses_no_word_and_signs_no_visit_that_is_yet_to_come(desk: Desk) -> None:
    visit = desk.visit(starts_at=NOW - timedelta(hours=1))
    vial = desk.vial(desk.batch(number="A1"), NOW - timedelta(hours=1))
    draft = desk.drafted(visit, desk.toxin([vial]))
    desk.clock.instant = NOW - timedelta(days=400)
    assert isinstance(draft.content, ToxinContent)
    typed = replace(draft.content, note="Typed a year ago, by the clock")
    kept = desk.records.save_draft(draft.id, draft.version, typed, desk.ruth).record
    assert kept.content == typed
    with pytest.raises(CannotSign, match="yet to come"):
        desk.sign(kept)
    desk.clock.instant = NOW - timedelta(minutes=30)
    signed = desk.sign(kept).record
    assert (signed.content, signed.altered) == (typed, False)
    with desk.database.read() as session:
        driver = session.connection().connection.driver_connection
        assert not verify(driver, desk.database.chain_key, desk.database.anchors).troubles
