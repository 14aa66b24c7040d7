"""A disk that fails while a client is kept: it is said, and what was typed stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.clients.desk import Shown
from tests.ui.clients.test_details import press, type_into
from tests.ui.failing_disk import NAMES, fail_writes


@pytest.mark.parametrize("name", NAMES)
def test_a_new_client_stands_in_the_form_until_the_disk_takes_it(shown: Shown, name: str) -> None:
    shown.page.receive(new=True)
    shown.settle()
    type_into(shown, "given", "Nadia")
    type_into(shown, "family", "Clarke")
    with pytest.MonkeyPatch.context() as disk:
        what = fail_writes(disk, name)
        press(shown, Qt.Key.Key_S)
        assert what in shown.page.details.trouble.words.text()
        assert shown.page.details.unsaved
    press(shown, Qt.Key.Key_S)
    (hit,) = shown.clinic.clients.search("nadia clarke", by=1)
    assert shown.said[-1] == "Added Nadia Clarke"
    assert shown.page.record.client_id == hit.id
