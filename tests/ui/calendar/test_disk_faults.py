"""A disk that fails while a call is booked: it is said, and the call stands in the panel."""

from __future__ import annotations

import pytest

from tests.ui.calendar.at_desk import MAYA, AtDesk
from tests.ui.calendar.test_new_caller import new_caller
from tests.ui.failing_disk import NAMES, fail_writes


@pytest.mark.parametrize("name", NAMES)
def test_a_call_stands_in_the_panel_until_the_disk_takes_it(at_desk: AtDesk, name: str) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    with pytest.MonkeyPatch.context() as disk:
        what = fail_writes(disk, name)
        at_desk.hand.press("Alt+1", "Ctrl+Return")
        new = at_desk.parts.who.new
        assert (new.name.text(), new.phone.text()) == ("Tilda Brightwell", "07700 900777")
        assert at_desk.rows("SELECT count(*) FROM client") == [(0,)]
        assert what in at_desk.parts.trouble.words.text()
    at_desk.hand.press("Ctrl+Return")
    (hit,) = at_desk.clinic.clients.search("Tilda Brightwell", MAYA)
    assert [visit.treatment for visit in at_desk.visits(hit.id)] == ["CONSULT"]
